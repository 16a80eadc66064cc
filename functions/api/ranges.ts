import { createRoute, z } from '@hono/zod-openapi'
import { listRanges, type RangeChange, rangeChange } from '@nguon/store/range'
import { issueOf, listIssues } from '@nguon/store/stamps'
import { readStamp } from '@nguon/store/warning'
import { humanSerial, readHuman, serialOf } from '@nguon/trace/stamp'
import { sheetTime, writeCsv } from '../csv.ts'
import { readOfProduct } from '../stamp-number.ts'
import { asks, cursorOf, json, nextOf, refusals, refuse, routes } from './app.ts'
import { productFor } from './goods.ts'
import { lotParam } from './lots.ts'
import { cursorQuery, productParam } from './products.ts'

const change = rangeChange.omit({ id: true, product: true, lot: true }).openapi('RangeChange')

const list = createRoute({
  method: 'get',
  path: '/v1/products/{id}/lots/{lot}/stamps/ledger',
  operationId: 'listRangeChanges',
  summary: 'What was done to ranges of a lot’s stamps: who, when and why, newest first',
  ...asks('lot.read-private'),
  request: { params: lotParam, query: cursorQuery },
  responses: { 200: json(z.object({ items: z.array(change), next: z.string().optional() }), 'Changes'), ...refusals },
})

const sheet = createRoute({
  method: 'get',
  path: '/v1/products/{id}/lots/{lot}/stamps/ledger.csv',
  operationId: 'readRangeLedger',
  summary: 'The whole ledger of a lot’s stamps, issues too, as CSV',
  ...asks('lot.read-private'),
  request: { params: lotParam },
  responses: {
    200: { description: 'CSV', content: { 'text/csv': { schema: z.string() } } },
    ...refusals,
  },
})

const find = createRoute({
  method: 'get',
  path: '/v1/products/{id}/stamp-number/{serial}',
  operationId: 'findStamp',
  summary: 'The running number of a stamp by its serial, printed or scanned, and the lot it was issued to',
  ...asks('lot.read-private'),
  request: {
    params: productParam.extend({ serial: z.string().min(12).max(40).openapi({ example: 'K7MQ2R9DFH3PX' }) }),
  },
  responses: {
    200: json(
      z.object({ index: z.int(), serial: z.string(), human: z.string(), lot: z.string().optional(), scans: z.int() }),
      'The stamp',
    ),
    ...refusals,
  },
})

/** Pages of the ledger are kept short, so that a lot of a season is a handful of reads. */
async function whole(read: (after?: Record<string, unknown>) => ReturnType<typeof listRanges>): Promise<RangeChange[]> {
  const items: RangeChange[] = []
  for (let after: Record<string, unknown> | undefined; ; ) {
    const page = await read(after)
    items.push(...page.items)
    if (!page.next) return items
    after = page.next
  }
}

export const ranges = () =>
  routes()
    .openapi(list, async (c) => {
      const { house } = c.var
      const { id, lot } = c.req.valid('param')
      const found = await productFor(c, id, 'lot.read-private')
      if ('code' in found) return refuse(c, found)
      const question = `ranges ${id} ${lot}`
      const from = cursorOf(c, question, c.req.valid('query').cursor)
      if ('code' in from) return refuse(c, from)
      const page = await listRanges(house.table, id, lot, 50, from.after)
      const items = page.items.map(({ id: _, product: __, lot: ___, ...it }) => it)
      return c.json({ items, ...nextOf(c, question, page.next) }, 200)
    })
    .openapi(sheet, async (c) => {
      const { house } = c.var
      const { id, lot } = c.req.valid('param')
      const found = await productFor(c, id, 'lot.read-private')
      if ('code' in found) return refuse(c, found)
      const [issues, changes] = await Promise.all([
        listIssues(house.table, id, lot),
        whole((after) => listRanges(house.table, id, lot, 100, after)),
      ])
      const human = (index: number) => {
        const { number = id, key } = issues.find((it) => it.first <= index && index <= it.last) ?? {}
        return key === undefined ? '' : humanSerial(serialOf(house.stampKeys, number, index, key))
      }
      const lines = [...issues.map((it) => ({ ...it, do: 'issue' as const, why: undefined })), ...changes]
        .sort((a, b) => (a.at < b.at ? -1 : 1))
        .map((it) => [
          ...[sheetTime(it.at), it.do, it.first, it.last, it.last - it.first + 1],
          ...[human(it.first), human(it.last), it.by ?? '', it.why ?? ''],
        ])
      const head = ['at (UTC+7)', 'do', 'first', 'last', 'count', 'first serial', 'last serial', 'by', 'why']
      c.header('content-disposition', `attachment; filename="so-tem-${id}-${lot}.csv"`)
      return c.body(writeCsv([head, ...lines]), 200, { 'content-type': 'text/csv; charset=utf-8' })
    })
    .openapi(find, async (c) => {
      const { house } = c.var
      const { id, serial: typed } = c.req.valid('param')
      const found = await productFor(c, id, 'lot.read-private')
      if ('code' in found) return refuse(c, found)
      const read = serialIn(typed)
      if ('code' in read) return refuse(c, read)
      const check = readOfProduct(house.stampKeys, found.product, read.serial)
      if ('code' in check) return refuse(c, check)
      const { index, serial, number } = check
      const [issue, state] = await Promise.all([
        issueOf(house.table, id, index),
        readStamp(house.table, number, serial),
      ])
      const lot = issue ? { lot: issue.lot } : {}
      return c.json({ index, serial, human: humanSerial(serial), ...lot, scans: state?.count ?? 0 }, 200)
    })

/** A code carries twelve letters; what is printed under it has a thirteenth that catches a slip of the thumb. */
export function serialIn(typed: string): { serial: string } | ReturnType<typeof readHuman> {
  const letters = typed.replace(/[\s-]/g, '')
  return letters.length === 12 ? { serial: letters.toUpperCase() } : readHuman(typed)
}
