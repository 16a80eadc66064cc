import { answerScan } from '@nguon/functions/scan'
import { addStamps } from '@nguon/store/stamps'
import { serialOf } from '@nguon/trace/stamp'
import { type Bench, type Line, median, perSecond } from './bench.ts'
import { fillTable, idOf } from './goods.ts'
import { type Ground, openGround } from './ground.ts'

/** `SIZES=100,10000` leaves the last one out, which takes a quarter of an hour to fill. */
const sizes = (process.env.SIZES ?? '100,10000,1000000').split(',').map(Number)
const at = '2026-11-23T02:00:00.000Z'

type Work = (turn: number) => Promise<unknown>

/** What is asked of a table that holds so many products, each a request as the apps answer it. */
async function worksOn({ app, house, demo, ...ground }: Ground, size: number): Promise<Record<string, Work>> {
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
    await ground.addLot(lot)
    const order = { product: ground.product, lot, maker: ground.maker, count: 1_000, key: 0 as const, at, by: 'bench' }
    const made = await addStamps(house.table, order, ground.audit())
    if ('code' in made) throw new Error(made.code)
  }
  return {
    'list, first page': () => ask('?limit=20'),
    'list, fourth page': () => ask(`?limit=20&cursor=${cursor}`),
    'list of a group': () => ask('?limit=10&group=II'),
    detail: (turn) => ask(`/${idOf((turn * 7_919) % size)}`),
    'scan (read, write, verdict)': (turn) =>
      answerScan(house, {
        ...{
          product: demo.stamp.gtin,
          lot: demo.stamp.lot,
          serial: serialOf(house.stampKeys, demo.stamp.gtin, turn % 400),
        },
        ...{ address: '203.0.113.7', headers: new Headers({ 'user-agent': `phone ${turn}` }) },
      }),
    'issue of 1,000 stamps, one after another': (turn) => {
      issued = issued.then(() => issue(`G-${turn}`))
      return issued
    },
  }
}

/** S13: the same questions to three tables in turn, which hold a hundred, ten thousand and a million products. */
export const growth: Bench = async () => {
  const tables: Record<string, Work>[] = []
  const close: (() => Promise<void>)[] = []
  for (const size of sizes) {
    const ground = await openGround()
    close.push(ground.close)
    await fillTable(ground, size)
    tables.push(await worksOn(ground, size))
  }
  let turn = 0
  const lines: Line[] = []
  for (const what of Object.keys(tables[0] ?? {})) {
    const rounds: number[][] = tables.map(() => [])
    for (let round = -1; round < 7; round++)
      for (const [n, works] of tables.entries()) {
        const rate = await perSecond(() => works[what]!(turn++))
        // The first round only warms up.
        if (round >= 0) rounds[n]!.push(rate)
      }
    const rates = rounds.map(median)
    for (const [n, ours] of rates.entries())
      lines.push({
        ...{
          id: 'S13',
          what: `${what}, ${sizes[n]?.toLocaleString('en')} products`,
          ours,
          floor: rates[0]!,
          unit: '/s',
        },
        target: n === 0 ? { better: 'more' } : { ratio: 0.8, better: 'more' },
        note: n === 0 ? 'the floor of those below' : '',
      })
  }
  for (const end of close) await end()
  return lines
}
