import { api } from '@nguon/functions/api/api'
import type { House } from '@nguon/functions/house'
import { answerScan } from '@nguon/functions/scan'
import { toAttributes } from '@nguon/store/attribute'
import {
  boardKey,
  latestKey,
  lotScansKey,
  ownLinksKey,
  passportKey,
  productKey,
  scanKey,
  stampKey,
  stockKey,
} from '@nguon/store/key'
import { addStamps } from '@nguon/store/stamps'
import { serialOf } from '@nguon/trace/stamp'
import { type Bench, type Line, median, perSecond } from './bench.ts'
import { fillTable, idOf } from './goods.ts'
import { type Ground, openGround } from './ground.ts'
import { counted } from './units.ts'

/** `SIZES=100,10000` leaves the last one out, which takes a quarter of an hour to fill. */
const sizes = (process.env.SIZES ?? '100,10000,1000000').split(',').map(Number)
const at = '2026-11-23T02:00:00.000Z'

type Work = (turn: number) => Promise<unknown>
/** `bare`: the engine asked for about as much, with nothing made of it. */
type Task = { ours: Work; bare: Work }

/** What is asked of a table that holds so many products and stamps, each a request as the apps answer it. */
async function worksOn(ground: Ground, house: House, size: number): Promise<Record<string, Work>> {
  const { demo } = ground
  const app = api(house)
  const ask = async (path: string) => {
    const answer = await app.request(`http://localhost:4000/v1/products${path}`)
    if (!answer.ok) throw new Error(`${answer.status}: ${await answer.text()}`)
    return answer.text()
  }
  let cursor = ''
  for (let page = 0; page < 3; page++) cursor = JSON.parse(await ask(`?limit=20${cursor && `&cursor=${cursor}`}`)).next
  // Two issues of one product at once are a lost race, which its keeper would be told.
  let issued: Promise<void> = Promise.resolve()
  const issue = async (lot: string) => {
    await ground.addLot(lot, house.table)
    const order = { product: ground.product, lot, maker: ground.maker, count: 1_000, key: 0 as const, at, by: 'bench' }
    const made = await addStamps(house.table, order, ground.audit())
    if ('code' in made) throw new Error(made.code)
  }
  const { gtin, lot } = demo.stamp
  return {
    'list, first page': () => ask('?limit=20'),
    'list, fourth page': () => ask(`?limit=20&cursor=${cursor}`),
    'list of a group': () => ask('?limit=10&group=II'),
    detail: (turn) => ask(`/${idOf((turn * 7_919) % size)}`),
    'scan (read, write, verdict)': (turn) =>
      answerScan(house, {
        ...{ product: gtin, lot, serial: serialOf(house.stampKeys, gtin, turn % 400) },
        ...{ address: '203.0.113.7', headers: new Headers({ 'user-agent': `phone ${turn}` }) },
      }),
    'a lot and its 1,000 stamps, one after another': (turn) => {
      issued = issued.then(() => issue(`G-${turn}`))
      return issued
    },
  }
}

/** Near what each asks of the engine, on the same table and by the same wire: told beside, so that a slowing of the engine's own is seen. */
function bareOn(ground: Ground, size: number): Record<string, Work> {
  const { ask, name: TableName } = ground.house.table
  const query = (pk: string) => () =>
    ask('Query', {
      ...{ TableName, Limit: 1, KeyConditionExpression: 'pk = :pk' },
      ExpressionAttributeValues: toAttributes({ ':pk': pk }),
    })
  const { gtin, lot } = ground.demo.stamp
  const scanned = (n: number) =>
    [passportKey(gtin, lot), lotScansKey(gtin, lot), stampKey(gtin, `BARE-${n % 400}`)].map(toAttributes)
  const written = (n: number) =>
    toAttributes({ ...scanKey(gtin, `BARE-${n % 400}`, '2026-11-23T02', `${n}`), lot, ttl: 1_800_000_000 })
  let issued: Promise<unknown> = Promise.resolve()
  const shelf = query(boardKey('FRESH#38', '').pk)
  return {
    'list, first page': shelf,
    'list, fourth page': shelf,
    'list of a group': query(boardKey('GROUP#38#II', '').pk),
    detail: (turn) => {
      const id = idOf((turn * 7_919) % size)
      const Keys = [productKey(id), stockKey(id), latestKey(id), ownLinksKey(id)].map(toAttributes)
      return ask('BatchGetItem', { RequestItems: { [TableName]: { Keys, ConsistentRead: true } } })
    },
    'scan (read, write, verdict)': (turn) =>
      Promise.all([
        ask('BatchGetItem', { RequestItems: { [TableName]: { Keys: scanned(turn) } } }),
        ask('PutItem', { TableName, Item: written(turn), ConditionExpression: 'attribute_not_exists(pk)' }),
      ]),
    'a lot and its 1,000 stamps, one after another': () => {
      issued = issued.then(async () => [await ground.bareTransaction(), await ground.bareTransaction()])
      return issued
    },
  }
}

/** What one request of each asks of the table, exactly: round trips, and what DynamoDB would bill. */
async function unitsOf(ground: Ground, size: number): Promise<Record<string, number[]>> {
  const { house, units } = counted(ground.house)
  const works = await worksOn(ground, house, size)
  const found: Record<string, number[]> = {}
  for (const [what, work] of Object.entries(works)) {
    Object.assign(units, { reads: 0, writes: 0, asked: 0, written: 0 })
    await work(1_000_000)
    found[what] = [units.asked + units.written, units.reads, units.writes]
  }
  return found
}

/** S13: the same questions to three tables in turn, which hold a hundred, ten thousand and a million products and scanned stamps. */
export const growth: Bench = async () => {
  const tables: Record<string, Task>[] = []
  const asked: Record<string, number[]>[] = []
  const close: (() => Promise<void>)[] = []
  for (const size of sizes) {
    const ground = await openGround()
    close.push(ground.close)
    const began = performance.now()
    await fillTable(ground, size)
    console.error(`${size.toLocaleString('en')} filled in ${Math.round((performance.now() - began) / 1000)} s`)
    asked.push(await unitsOf(ground, size))
    const [ours, bare] = [await worksOn(ground, ground.house, size), bareOn(ground, size)]
    tables.push(Object.fromEntries(Object.keys(ours).map((what) => [what, { ours: ours[what]!, bare: bare[what]! }])))
  }
  let turn = 0
  const lines: Line[] = []
  for (const what of Object.keys(tables[0] ?? {})) {
    const rounds = tables.map((): { ours: number[]; bare: number[] } => ({ ours: [], bare: [] }))
    for (let round = -1; round < 7; round++)
      for (const [n, tasks] of tables.entries())
        for (const whose of ['bare', 'ours'] as const) {
          const rate = await perSecond(() => tasks[what]![whose](turn++), 500)
          // The first round only warms up.
          if (round >= 0) rounds[n]![whose].push(rate)
        }
    const rates = rounds.map(({ ours, bare }) => ({ ours: median(ours), bare: median(bare) }))
    for (const [n, { ours, bare }] of rates.entries()) {
      const [trips = 0, reads = 0, writes = 0] = asked[n]![what]!
      const billed = `${trips} requests, ${reads} read and ${writes} write units`
      const same = String(asked[n]![what]) === String(asked[0]![what])
      const slowed = bare / rates[0]!.bare
      lines.push({
        ...{ id: 'S13', what: `${what}, ${sizes[n]?.toLocaleString('en')}`, ours, unit: '/s' },
        floor: rates[0]!.ours,
        target: n === 0 ? { better: 'more' } : { ratio: 0.8, better: 'more' },
        note: `${billed}${same ? '' : ' (OTHER THAN ABOVE)'}; engine alone ${Math.round(bare)}/s${n === 0 ? '' : `, ${slowed.toFixed(2)} of the smallest`}`,
      })
    }
  }
  for (const end of close) await end()
  return lines
}
