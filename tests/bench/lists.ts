import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb'
import { freshList, productKey } from '@nguon/store/key'
import { Hono } from 'hono'
import { type Bench, interleaved, perSecond } from './bench.ts'
import { openGround } from './ground.ts'

/** S9: product list and detail with real reads. Vendure and Medusa are quoted from speed.md, measured on the same kind of machine. */
export const lists: Bench = async () => {
  const ground = await openGround()
  const { house, app, demo } = ground
  const { doc } = ground
  const { name } = house.table
  const bare = new Hono()
    .get('/list', async (c) => {
      const values = { ':pk': freshList('38') }
      const { Items } = await doc.send(
        new QueryCommand({
          TableName: name,
          IndexName: 'desk',
          KeyConditionExpression: 'deskPk = :pk',
          ExpressionAttributeValues: values,
          Limit: 20,
          ScanIndexForward: false,
        }),
      )
      return c.json({ items: Items })
    })
    .get('/one', async (c) =>
      c.json((await doc.send(new GetCommand({ TableName: name, Key: productKey(demo.stamp.gtin) }))).Item),
    )
  const text = async (asked: Response | Promise<Response>) => {
    const answer = await asked
    if (!answer.ok) throw new Error(`${answer.status}: ${await answer.text()}`)
    return answer.text()
  }
  const ask = (path: string) => text(app.request(`http://localhost:4000${path}`))
  const [list, listFloor] = await interleaved(
    5,
    () => perSecond(() => ask('/v1/products?limit=20')),
    () => perSecond(() => text(bare.request('/list'))),
  )
  const [one, oneFloor] = await interleaved(
    5,
    () => perSecond(() => ask(`/v1/products/${demo.stamp.gtin}`)),
    () => perSecond(() => text(bare.request('/one'))),
  )
  await ground.close()
  return [
    {
      id: 'S9',
      what: 'list of 20',
      ours: list,
      floor: listFloor,
      unit: '/s',
      target: { better: 'more' },
      note: 'floor: Hono and one bare query of the same rows',
    },
    {
      id: 'S9',
      what: 'detail (product, stock, lots)',
      ours: one,
      floor: oneFloor,
      unit: '/s',
      target: { better: 'more' },
      note: 'floor: Hono and one GetItem',
    },
    {
      id: 'S9',
      what: 'list against Vendure’s 203–280/s',
      ours: list,
      floor: 241,
      unit: '/s',
      target: { ratio: 10, better: 'more' },
      note: 'in process, eight askers; theirs over HTTP with eight (speed.md)',
    },
    {
      id: 'S9',
      what: 'detail against Vendure’s 227–252/s',
      ours: one,
      floor: 240,
      unit: '/s',
      target: { ratio: 10, better: 'more' },
      note: 'as above',
    },
  ]
}
