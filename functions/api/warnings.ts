import { createRoute, z } from '@hono/zod-openapi'
import { readLinks } from '@nguon/store/link'
import { readProducer } from '@nguon/store/producer'
import { issueOf } from '@nguon/store/stamps'
import { keepStampAnswer, listWarnings, readLotScans, readStamp, type Warning } from '@nguon/store/warning'
import { accusation, accusationOf } from '@nguon/trace/copy'
import { medianOf } from '@nguon/trace/lot-scans'
import { type StampState, stampAnswer } from '@nguon/trace/scan'
import { stateAt } from '@nguon/trace/segment'
import { humanSerial, readSerial, serial } from '@nguon/trace/stamp'
import type { House } from '../house.ts'
import type { Refusal } from '../problem.ts'
import { readOfProduct } from '../stamp-number.ts'
import {
  asks,
  audited,
  body,
  type C,
  cursorOf,
  forbidden,
  json,
  nameOf,
  nextOf,
  refusals,
  refuse,
  routes,
} from './app.ts'
import { productFor } from './goods.ts'
import { makerGoods } from './producers.ts'
import { cursorQuery, productParam } from './products.ts'

/** What a keeper sees of a stamp: everything the page says, hour by hour, and no phone's token. */
const evidence = z
  .object({
    product: z.string(),
    serial: z.string(),
    human: z.string(),
    index: z.int(),
    lot: z.string().optional(),
    count: z.int(),
    devices: z.int(),
    days: z.int(),
    provinces: z.record(z.string(), z.int()),
    hours: z.record(z.string(), z.int()),
    recent: z.array(z.object({ hour: z.string(), province: z.string().optional() })),
    told: accusation.optional(),
    answer: stampAnswer.optional(),
  })
  .openapi('StampEvidence')
type Evidence = z.infer<typeof evidence>

const stampParam = productParam.extend({ serial: serial.clone().openapi({ example: 'K7MQ2R9DFH3P' }) })

const show = createRoute({
  method: 'get',
  path: '/v1/products/{id}/stamps/{serial}',
  operationId: 'readStampEvidence',
  summary: 'The scans of one stamp by hour and province, and what is held against it',
  ...asks('lot.read-private'),
  request: { params: stampParam },
  responses: { 200: json(evidence, 'What the page would say, with the hours'), ...refusals },
})

const list = createRoute({
  method: 'get',
  path: '/v1/producers/{maker}/warnings',
  operationId: 'listWarnings',
  summary: 'Stamps of a maker that a copy rule holds something against, newest first',
  ...asks('lot.read-private'),
  request: { params: z.object({ maker: z.string().max(61) }), query: cursorQuery },
  responses: { 200: json(z.object({ items: z.array(evidence), next: z.string().optional() }), 'Stamps'), ...refusals },
})

const answer = createRoute({
  method: 'put',
  path: '/v1/products/{id}/stamps/{serial}/answer',
  operationId: 'answerStamp',
  summary: 'The maker’s answer to the scans of a stamp; shoppers read it under the evidence',
  ...asks('stamp.answer'),
  request: { params: stampParam, body: body(z.strictObject({ text: z.string().trim().min(2).max(300) })) },
  responses: { 200: json(stampAnswer.clone().openapi('StampAnswer'), 'Kept'), ...refusals },
})

const hide = createRoute({
  method: 'put',
  path: '/v1/products/{id}/stamps/{serial}/answer/hidden',
  operationId: 'hideStampAnswer',
  summary: 'Hide a maker’s answer with a reason, or show it again',
  ...asks('stamp.hide-answer'),
  request: {
    params: stampParam,
    body: body(
      z.union([
        z.strictObject({ hidden: z.literal(true), why: z.string().trim().min(3).max(300) }),
        z.strictObject({ hidden: z.literal(false) }),
      ]),
    ),
  },
  responses: { 200: json(stampAnswer, 'As it now stands'), ...refusals },
})

/** `number` is the one in the stamp's code: a GTIN given later is another than the product's name in the table. */
type Found = { number: string; index: number; serial: string; state: StampState | undefined; lot: string | undefined }

/** A stamp of ours by its serial, for those whom `verb` allows. An invented serial costs no read of a stamp. */
async function stampFor(
  c: C,
  verb: 'lot.read-private' | 'stamp.answer' | 'stamp.hide-answer',
  { id, serial }: { id: string; serial: string },
): Promise<Found | Refusal> {
  const { table, stampKeys } = c.var.house
  const found = await productFor(c, id, verb)
  if ('code' in found) return found
  const read = readOfProduct(stampKeys, found.product, serial)
  if ('code' in read) return read
  const { number, index } = read
  const [issue, state] = await Promise.all([issueOf(table, id, index), readStamp(table, number, read.serial)])
  return { number, index, serial: read.serial, state, lot: issue?.lot }
}

async function evidenceOf({ table }: House, product: string, found: Found): Promise<Evidence> {
  const { index, serial, state, lot } = found
  const { passport, scans } = lot ? await readLotScans(table, product, lot) : {}
  const segment = passport && stateAt(passport.segments, index)
  const context = { index, segment, displays: passport?.displays, median: medianOf(scans) }
  const told = state && accusationOf(state, context)
  return {
    ...{ product, serial, human: humanSerial(serial), index },
    ...(lot ? { lot } : {}),
    ...{ count: state?.count ?? 0, devices: state?.devices ?? 0, days: state?.days ?? 0 },
    ...{ provinces: state?.provinces ?? {}, hours: state?.hours ?? {} },
    recent: (state?.recent ?? []).map(({ device: _, ...scan }) => scan).reverse(),
    ...(told ? { told } : {}),
    ...(state?.answer ? { answer: state.answer } : {}),
  }
}

export const warnings = () =>
  routes()
    .openapi(show, async (c) => {
      const param = c.req.valid('param')
      const found = await stampFor(c, 'lot.read-private', param)
      return 'code' in found ? refuse(c, found) : c.json(await evidenceOf(c.var.house, param.id, found), 200)
    })
    .openapi(list, async (c) => {
      const { house } = c.var
      const { maker } = c.req.valid('param')
      const it = await readProducer(house.table, maker)
      const no = it ? forbidden(c, 'lot.read-private', makerGoods(it)) : ({ code: 'thing/not-found' } as const)
      if (no) return refuse(c, no)
      const question = `warnings ${maker}`
      const from = cursorOf(c, question, c.req.valid('query').cursor)
      if ('code' in from) return refuse(c, from)
      const page = await listWarnings(house.table, maker, 20, from.after)
      const items = await Promise.all(page.items.map((warning) => evidenceOfWarning(house, warning)))
      return c.json({ items: items.filter((it) => it !== undefined), ...nextOf(c, question, page.next) }, 200)
    })
    .openapi(answer, async (c) => {
      const { house, actor } = c.var
      const param = c.req.valid('param')
      const found = await stampFor(c, 'stamp.answer', param)
      if ('code' in found) return refuse(c, found)
      if (!found.state) return refuse(c, { code: 'stamp/never-scanned' })
      const before = found.state.answer
      const said = { text: c.req.valid('json').text, at: house.now().toISOString(), by: nameOf(actor) }
      // What an officer hid stays hidden under other words, until an officer shows it.
      const kept = { ...said, ...(before?.hidden ? { hidden: before.hidden } : {}) }
      return keep(c, 'stamp.answer', found, kept)
    })
    .openapi(hide, async (c) => {
      const { house, actor } = c.var
      const param = c.req.valid('param')
      const asked = c.req.valid('json')
      const found = await stampFor(c, 'stamp.hide-answer', param)
      if ('code' in found) return refuse(c, found)
      if (!found.state?.answer) return refuse(c, { code: 'stamp/no-answer' })
      const { hidden: _, ...said } = found.state.answer
      const hidden = asked.hidden
        ? { hidden: { at: house.now().toISOString(), by: nameOf(actor), why: asked.why } }
        : {}
      return keep(c, 'stamp.hide-answer', found, { ...said, ...hidden })
    })

async function keep(
  c: C,
  verb: 'stamp.answer' | 'stamp.hide-answer',
  { number, serial, state }: Found,
  next: NonNullable<StampState['answer']>,
) {
  const reason = next.hidden ? { reason: next.hidden.why } : {}
  const record = audited(c, verb, 'stamp', `${number}/${serial}`, reason)
  const kept = await keepStampAnswer(c.var.house.table, { product: number, serial }, state?.answer, next, record)
  return 'code' in kept ? refuse(c, kept) : c.json(kept, 200)
}

async function evidenceOfWarning(
  house: House,
  { product, serial, lot, ...state }: Warning,
): Promise<Evidence | undefined> {
  const read = readSerial(house.stampKeys, product, serial)
  if ('code' in read) return undefined
  // A stamp may carry another number of its product; whoever answers knows the product by its name.
  const name = (await readLinks(house.table, product))?.product ?? product
  return evidenceOf(house, name, { number: product, index: read.index, serial, state, lot })
}
