import { toAttributes } from '@nguon/store/attribute'
import { productKey, stampsKey } from '@nguon/store/key'
import { Hono } from 'hono'
import { type Bench, type Line, median, perSecond } from './bench.ts'
import { openGround } from './ground.ts'

/** Vendure 3.7 and Medusa 2.21 with PostgreSQL over HTTP, eight connections, on two cores; `npm run bench -- peers` measures Vendure beside us. */
const quoted = { list: { vendure: 241, medusa: 21 }, detail: { vendure: 240, medusa: 72 } }

/** S9: product list and detail with real reads, in turn with a constant answer and with one read of the smallest record. */
export const lists: Bench = async () => {
  const ground = await openGround()
  const { house, app, demo } = ground
  const { ask, name } = house.table
  const read = { TableName: name, Key: toAttributes(stampsKey(demo.stamp.gtin)), ConsistentRead: true }
  const wide = { ...read, Key: toAttributes(productKey(demo.stamp.gtin)) }
  const bare = new Hono()
    .get('/constant', (c) => c.json({ ok: true }))
    .get('/read', async (c) => c.json(await ask('GetItem', read)))
    .get('/wide', async (c) => c.json(await ask('GetItem', wide)))
  const text = async (asked: Response | Promise<Response>) => {
    const answer = await asked
    if (!answer.ok) throw new Error(`${answer.status}: ${await answer.text()}`)
    return answer.text()
  }
  const ours = (path: string) => () => text(app.request(`http://localhost:4000${path}`))
  const works = {
    constant: () => text(bare.request('/constant')),
    read: () => text(bare.request('/read')),
    wide: () => text(bare.request('/wide')),
    list: ours('/v1/products?limit=20'),
    detail: ours(`/v1/products/${demo.stamp.gtin}`),
    window: ours('/v1/shelf'),
  }
  const names = Object.keys(works) as (keyof typeof works)[]
  const rounds = Object.fromEntries(names.map((it) => [it, [] as number[]])) as Record<keyof typeof works, number[]>
  for (const it of names) await perSecond(works[it], 1_500)
  for (let round = 0; round < 5; round++) for (const it of names) rounds[it].push(await perSecond(works[it]))
  await ground.close()
  const rate = (it: keyof typeof works) => median(rounds[it])
  const beside = (what: 'list' | 'detail', floor: 'constant' | 'read' | 'wide', note: string): Line => ({
    ...{ id: 'S9', what: what === 'list' ? 'list of 20' : 'detail (product, stock, lots)', ours: rate(what) },
    ...{ floor: rate(floor), unit: '/s', target: { better: 'more' }, note },
  })
  const peer = (what: 'list' | 'detail', who: 'vendure' | 'medusa'): Line => ({
    ...{ id: 'S9', what: `${what} against ${who === 'vendure' ? 'Vendure' : 'Medusa'} as quoted`, ours: rate(what) },
    ...{ floor: quoted[what][who], unit: '/s', target: { better: 'more' } },
    note: 'in process, eight askers; theirs as measured once over HTTP on a quiet machine; in one run: npm run bench -- peers',
  })
  return [
    beside('list', 'constant', 'floor: a constant answer of Hono'),
    beside('list', 'read', 'floor: Hono and one GetItem of a small record, signed by hand'),
    beside('detail', 'constant', 'floor: a constant answer of Hono'),
    beside('detail', 'read', 'floor: Hono and one GetItem of a small record, signed by hand'),
    beside('detail', 'wide', 'floor: Hono and one GetItem of the product alone'),
    {
      ...{ id: 'S9', what: 'shop window: counts and the newest twelve', ours: rate('window'), floor: rate('read') },
      ...{ unit: '/s', target: { better: 'more' }, note: 'floor: Hono and one GetItem of a small record' },
    },
    peer('list', 'vendure'),
    peer('detail', 'vendure'),
    peer('list', 'medusa'),
    peer('detail', 'medusa'),
  ]
}
