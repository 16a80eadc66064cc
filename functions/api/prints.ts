import { createRoute, z } from '@hono/zod-openapi'
import type { Product } from '@nguon/listing/product'
import { type Print, partsOf, print } from '@nguon/print/press'
import { readPassport } from '@nguon/store/passport'
import { addPrint, listPrints, readPrint } from '@nguon/store/print'
import { changeStamps, listIssues } from '@nguon/store/stamps'
import type { Issue } from '@nguon/trace/issue'
import type { Lot } from '@nguon/trace/lot'
import { sayFolder } from '../folder.ts'
import { captionOf, daysOf, fileOf, missingIn, printOf, stampsOf } from '../press.ts'
import type { Refusal } from '../problem.ts'
import {
  asks,
  audited,
  body,
  type C,
  cursorOf,
  isRefusal,
  json,
  nameOf,
  nextOf,
  refusals,
  refuse,
  routes,
} from './app.ts'
import { productFor } from './goods.ts'
import { lotParam } from './lots.ts'
import { cursorQuery } from './products.ts'
import { bytesOf } from './stamps.ts'
import { asked, stockOf } from './stock.ts'

export const index = z
  .int()
  .min(0)
  .max(2 ** 26 - 1)
const printParam = lotParam.extend({ print: print.shape.id.clone().openapi({ example: '20261128020000a1b2c3d4' }) })
export const human = { firstHuman: z.string().openapi({ example: 'K7MQ 2R9D FH3P X' }), lastHuman: z.string() }
const view = print.extend(human).openapi('Print')
export const offlineSays = 'Larger codes that a phone checks without a network'

const add = createRoute({
  method: 'post',
  path: '/v1/products/{id}/lots/{lot}/prints',
  operationId: 'addPrint',
  summary:
    'Print a range: kept in the ledger, its file is fetched after. A range printed before keeps its serials and wants a reason',
  ...asks('stamp.print'),
  request: {
    params: lotParam,
    body: body(
      z.strictObject({
        ...{ first: index, last: index },
        ...asked,
        offline: z.boolean().default(false).openapi({ description: offlineSays }),
        rolls: print.shape.rolls,
        again: z.string().trim().min(3).max(300).optional(),
      }),
    ),
  },
  responses: { 201: json(view, 'The printing'), ...refusals },
})

const list = createRoute({
  method: 'get',
  path: '/v1/products/{id}/lots/{lot}/prints',
  operationId: 'listPrints',
  summary: 'Printings of a lot, newest first',
  ...asks('lot.read-private'),
  request: { params: lotParam, query: cursorQuery },
  responses: {
    200: json(z.object({ items: z.array(view), next: z.string().optional() }), 'Printings'),
    ...refusals,
  },
})

const file = createRoute({
  method: 'get',
  path: '/v1/products/{id}/lots/{lot}/prints/{print}/file',
  operationId: 'readPrintFile',
  summary: 'The file of a printing, streamed: PDF, PNG, TSPL or ESC/POS as it was asked for',
  ...asks('stamp.print'),
  request: { params: printParam },
  responses: {
    200: {
      description: 'PDF, a picture or a ZIP of them, or the printer’s own bytes',
      content: {
        'application/pdf': { schema: z.string() },
        'application/octet-stream': { schema: z.string() },
        'application/zip': { schema: z.string() },
      },
    },
    ...refusals,
  },
})

const ranges = createRoute({
  method: 'get',
  path: '/v1/products/{id}/lots/{lot}/prints/{print}/ranges',
  operationId: 'readPrintRanges',
  summary: 'The list for the folder as PDF: each sheet or roll with its first and last stamp',
  ...asks('stamp.print'),
  request: { params: printParam },
  responses: {
    200: { description: 'PDF', content: { 'application/pdf': { schema: z.string() } } },
    ...refusals,
  },
})

type Ground = { product: Product; lot: Pick<Lot, 'made' | 'expires'>; issues: Issue[] }

/** The lot with a stamp for each number of the range, for who may print them. */
export async function ground(
  c: C,
  id: string,
  lot: string,
  range?: { first: number; last: number },
): Promise<Ground | Refusal> {
  const { table } = c.var.house
  const found = await productFor(c, id, 'stamp.print')
  if ('code' in found) return found
  const [passport, issues] = await Promise.all([readPassport(table, id, lot), listIssues(table, id, lot)])
  if (!passport) return { code: 'lot/not-found', product: id, lot }
  const whole = { ...found, lot: passport.lot, issues }
  if (!range) return whole
  if (range.last < range.first) return { code: 'segment/bad-range', ...range }
  const missing = missingIn(passport.segments, range.first, range.last)
  return missing === undefined ? whole : { code: 'segment/not-issued', index: missing }
}

/** The printing that is asked for, with all it takes to make its file again. */
async function printing(c: C, id: string, lot: string, print: string): Promise<(Ground & { it: Print }) | Refusal> {
  const on = await ground(c, id, lot)
  if ('code' in on) return on
  const it = await readPrint(c.var.house.table, id, lot, print)
  return it ? { ...on, it } : { code: 'thing/not-found' }
}

/**
 * Stamps that were only issued are printed from now on; what is activated stays so. A change that loses a race is made again on
 * what then stands. Where it is lost for good the ledger still knows of the printing, and the run is marked by hand.
 */
async function markPrinted(c: C, { product, lot, first, last }: Print): Promise<void> {
  const { house, actor } = c.var
  for (let tries = 0; tries < 4; tries++) {
    const passport = await readPassport(house.table, product, lot)
    const fresh = passport?.segments.find((it) => it.state === 'issued' && it.first <= last && it.last >= first)
    if (!fresh) return
    const range = { first: Math.max(first, fresh.first), last: Math.min(last, fresh.last) }
    const change = { do: 'print' as const, at: house.now().toISOString(), by: nameOf(actor) }
    const done = await changeStamps(
      house.table,
      product,
      lot,
      range,
      change,
      audited(c, 'stamp.print', 'lot', `${product}/${lot}`),
    )
    if (!('code' in done)) tries = -1
  }
}

/** When, and a chance, so that ids sort by time. */
const newPrint = (c: C): string =>
  c.var.house.now().toISOString().replace(/\D/g, '').slice(0, 14) + Buffer.from(c.var.house.random(4)).toString('hex')

/** Each stamp by number is read out of the issues of its lot. */
const shown = (c: C, it: Print, issues: Issue[]) => {
  const stamp = stampsOf(c.var.house, it.product, it.lot, issues)
  return { ...it, firstHuman: stamp(it.first).human, lastHuman: stamp(it.last).human }
}

export const prints = () =>
  routes()
    .openapi(add, async (c) => {
      const { house, actor } = c.var
      const { id, lot } = c.req.valid('param')
      const { first, last, rolls, again, offline, ...asked } = c.req.valid('json')
      const on = await ground(c, id, lot, { first, last })
      if ('code' in on) return refuse(c, on)
      const chosen = await stockOf(c, asked, { first, last })
      if ('code' in chosen) return refuse(c, chosen)
      const { plan, ...rest } = chosen
      const { stamps, pages, blanks, used } = plan
      const it: Print = {
        ...{ id: newPrint(c), product: id, lot, first, last, stamps, pages, blanks, used, ...rest },
        ...(rolls && chosen.stock.is === 'roll' ? { rolls } : {}),
        ...(again === undefined ? {} : { again }),
        ...(offline ? { offline: daysOf(on.lot) } : {}),
        ...{ at: house.now().toISOString(), by: nameOf(actor) },
      }
      const stamp = stampsOf(house, id, lot, on.issues, it.offline)
      const job = printOf(it, captionOf(on.product, lot), stamp, c.var.lang)
      if ('code' in job) return refuse(c, job)
      const record = audited(c, 'print.add', 'lot', `${id}/${lot}`, again === undefined ? {} : { reason: again })
      const done = await addPrint(house.table, it, record)
      if (isRefusal(done)) return refuse(c, done)
      await markPrinted(c, it)
      return c.json(shown(c, it, on.issues), 201)
    })
    .openapi(list, async (c) => {
      const { house } = c.var
      const { id, lot } = c.req.valid('param')
      const found = await productFor(c, id, 'lot.read-private')
      if ('code' in found) return refuse(c, found)
      const question = `prints ${id} ${lot}`
      const from = cursorOf(c, question, c.req.valid('query').cursor)
      if ('code' in from) return refuse(c, from)
      const [page, issues] = await Promise.all([
        listPrints(house.table, id, lot, 20, from.after),
        listIssues(house.table, id, lot),
      ])
      return c.json({ items: page.items.map((it) => shown(c, it, issues)), ...nextOf(c, question, page.next) }, 200)
    })
    .openapi(file, async (c) => {
      const { id, lot, print } = c.req.valid('param')
      const found = await printing(c, id, lot, print)
      if ('code' in found) return refuse(c, found)
      const { it, product, issues } = found
      const stamp = stampsOf(c.var.house, id, lot, issues, it.offline)
      const job = printOf(it, captionOf(product, lot), stamp, c.var.lang)
      if ('code' in job) return refuse(c, job)
      const { ending, type } = fileOf(it.stock, it.pages)
      c.header('content-disposition', `attachment; filename="tem-${id}-${lot}-${it.first}-${it.last}.${ending}"`)
      return c.body(bytesOf(job.chunks), 200, { 'content-type': type })
    })
    .openapi(ranges, async (c) => {
      const { id, lot, print } = c.req.valid('param')
      const found = await printing(c, id, lot, print)
      if ('code' in found) return refuse(c, found)
      const { it, product, issues } = found
      const stamp = stampsOf(c.var.house, id, lot, issues)
      const pdf = sayFolder(it, product, partsOf(it), (at) => stamp(at).human, c.var.lang)
      c.header('content-disposition', `attachment; filename="bang-ke-${id}-${lot}-${it.first}-${it.last}.pdf"`)
      return c.body(pdf, 200, { 'content-type': 'application/pdf' })
    })
