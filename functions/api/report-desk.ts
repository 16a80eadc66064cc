import { createRoute, z } from '@hono/zod-openapi'
import { dayIn } from '@nguon/listing/day'
import { takesMessages } from '@nguon/people/phone'
import { makersOf } from '@nguon/people/role'
import { readFile } from '@nguon/store/files'
import {
  listMakerReports,
  listPlaceReports,
  moveReport,
  type Reporter,
  readReported,
  readReporters,
} from '@nguon/store/report'
import { decideReport, officerStep, type Report, reply } from '@nguon/trace/report'
import { sayReportNumber } from '@nguon/trace/report-number'
import type { Refusal } from '../problem.ts'
import { reportPath } from '../report.ts'
import {
  asks,
  audited,
  body,
  type C,
  cursorOf,
  forbidden,
  idOf,
  isRefusal,
  json,
  nameOf,
  nextOf,
  refusals,
  refuse,
  routes,
} from './app.ts'
import { areaOf, areaQuery } from './area.ts'
import { declarerOf, makerFor } from './goods.ts'
import { cursorQuery } from './products.ts'
import { caseView, caseViewOf, deskView, deskViewOf, makerView, makerViewOf } from './report-view.ts'
import { numberParam } from './reports.ts'

const list = createRoute({
  method: 'get',
  path: '/v1/report-desk',
  operationId: 'listReportDesk',
  summary: 'Reports of a place: open ones by the day an answer is promised for, ended ones the newest first',
  ...asks('report.list'),
  request: {
    query: cursorQuery
      .extend(areaQuery.shape)
      .extend({ only: z.enum(['open', 'late', 'mine', 'done']).default('open') }),
  },
  responses: {
    200: json(z.object({ items: z.array(deskView), next: z.string().optional() }), 'Reports'),
    ...refusals,
  },
})

const show = createRoute({
  method: 'get',
  path: '/v1/reports/{number}/case',
  operationId: 'readReportCase',
  summary: 'A report with what was said, the phone that was left, and others about the same goods',
  ...asks('report.handle'),
  request: { params: numberParam },
  responses: { 200: json(caseView, 'The report'), ...refusals },
})

const picture = createRoute({
  method: 'get',
  path: '/v1/reports/{number}/picture',
  operationId: 'readReportPicture',
  summary: 'The picture of a report, for the officer',
  ...asks('report.handle'),
  request: { params: numberParam },
  responses: {
    200: {
      description: 'As it was sent, without what the camera wrote beside it',
      content: { 'image/jpeg': { schema: z.string().openapi({ format: 'binary' }) } },
    },
    ...refusals,
  },
})

const move = createRoute({
  method: 'post',
  path: '/v1/reports/{number}/steps',
  operationId: 'handleReport',
  summary: 'Take a report up, answer it, or set it aside with a reason',
  ...asks('report.handle'),
  request: { params: numberParam, body: body(officerStep) },
  responses: { 200: json(deskView, 'As it now stands'), ...refusals },
})

const own = createRoute({
  method: 'get',
  path: '/v1/producers/{id}/reports',
  operationId: 'listOwnReports',
  summary: 'Reports about a maker’s goods, newest first, without who reported',
  ...asks('report.read-as-maker'),
  request: { params: z.object({ id: z.string().max(61).openapi({ example: 'ba-mai' }) }), query: cursorQuery },
  responses: {
    200: json(z.object({ items: z.array(makerView), next: z.string().optional() }), 'Reports'),
    ...refusals,
  },
})

const say = createRoute({
  method: 'post',
  path: '/v1/reports/{number}/replies',
  operationId: 'replyToReport',
  summary: 'The maker’s word to the officer',
  ...asks('report.reply'),
  request: { params: numberParam, body: body(z.strictObject({ text: reply })) },
  responses: { 200: json(makerView, 'Said'), ...refusals },
})

/** A report as `may` knows it: of its goods, or of the province where the goods are nobody's. */
const placeOf = ({ goods, province }: Report) => ({
  ...{ maker: goods?.maker ?? '', commune: goods?.commune ?? '', province, shown: false },
})

async function found(
  c: C,
  number: string,
  verb: 'report.handle' | 'report.reply',
): Promise<{ report: Report; reporter: Reporter } | Refusal> {
  const it = await readReported(c.var.house.table, number)
  const no = forbidden(c, verb, it ? placeOf(it.report) : { maker: '', commune: '', province: '', shown: false })
  if (no) return no
  if (!it) return { code: 'thing/not-found' }
  return verb === 'report.handle' && isOwn(c.var, it.report) ? { code: 'report/own-goods' } : it
}

/** An officer who also sells neither judges what is said of their own goods nor learns who said it. */
const isOwn = ({ actor }: C['var'], { goods }: Report): boolean =>
  actor.is === 'person' && goods !== undefined && makersOf(actor.roles).includes(goods.maker)

/** Tells whoever left a phone that there is an answer, in their language. The answer stands, told or not. */
async function tell({ house }: C['var'], { number }: Report, { phone, lang = 'vi' }: Reporter): Promise<void> {
  if (!phone || !takesMessages(phone)) return
  const human = sayReportNumber(number)
  const text = lang === 'vi' ? `Báo ${human} đã có trả lời.` : `Report ${human} has an answer.`
  const link = `${house.origin}${lang === 'en' ? '/en' : ''}${reportPath(house, number)}`
  try {
    await house.send({ to: phone, channel: 'sms', text, link, at: house.now().toISOString() })
  } catch (error) {
    const why = error instanceof Error ? error.name : 'unknown'
    console.error(JSON.stringify({ what: 'an answer to a report was not told by message', report: number, why }))
  }
}

export const reportDesk = () =>
  routes()
    .openapi(list, async (c) => {
      const { house, actor } = c.var
      const { only, cursor, ...asked } = c.req.valid('query')
      const area = areaOf(c, asked)
      const no = forbidden(c, 'report.list', area)
      if (no) return refuse(c, no)
      const question = `reports ${area.province} ${area.commune ?? ''} ${only} ${only === 'mine' ? idOf(actor) : ''}`
      const from = cursorOf(c, question, cursor)
      if ('code' in from) return refuse(c, from)
      const filter = { only, today: dayIn(house.now()), person: idOf(actor) }
      const page = await listPlaceReports(house.table, area, filter, 100, from.after)
      return c.json({ items: page.items.map((it) => deskViewOf(it, house)), ...nextOf(c, question, page.next) }, 200)
    })
    .openapi(show, async (c) => {
      const { house, actor } = c.var
      const it = await found(c, c.req.valid('param').number, 'report.handle')
      if ('code' in it) return refuse(c, it)
      const { goods } = it.report
      const page = goods && (await listMakerReports(house.table, goods.maker, 12, { product: goods.product }))
      return c.json(caseViewOf(it.report, it.reporter, page?.items ?? [], idOf(actor), house), 200)
    })
    .openapi(picture, async (c) => {
      const it = await found(c, c.req.valid('param').number, 'report.handle')
      if ('code' in it) return refuse(c, it)
      const file = it.reporter.picture && (await readFile(c.var.house.imports, it.reporter.picture.key))
      if (!file) return refuse(c, { code: 'thing/not-found' })
      return c.body(Buffer.from(file.bytes), 200, {
        'content-type': file.type,
        'content-security-policy': "default-src 'none'; sandbox",
        'x-content-type-options': 'nosniff',
        'cache-control': 'private, no-store',
      })
    })
    .openapi(move, async (c) => {
      const { house, actor } = c.var
      const { number } = c.req.valid('param')
      const it = await found(c, number, 'report.handle')
      if ('code' in it) return refuse(c, it)
      const step = c.req.valid('json')
      const by = { id: idOf(actor), name: nameOf(actor) }
      const facts = decideReport({ ...step, by }, it.report, house.now())
      if ('code' in facts) return refuse(c, facts)
      const audit = audited(c, `report.${step.do}`, 'report', number)
      const after = facts.length > 0 ? await moveReport(house.table, it, facts, { audit }) : it.report
      if (isRefusal(after)) return refuse(c, after)
      if (facts.length > 0 && step.do !== 'take') await tell(c.var, after, it.reporter)
      return c.json(deskViewOf(after, house), 200)
    })
    .openapi(own, async (c) => {
      const { house } = c.var
      const { id } = c.req.valid('param')
      const known = await makerFor(c, id, 'report.read-as-maker')
      if ('code' in known) return refuse(c, known)
      const question = `reports of ${id}`
      const from = cursorOf(c, question, c.req.valid('query').cursor)
      if ('code' in from) return refuse(c, from)
      const page = await listMakerReports(house.table, id, 30, from.after ? { after: from.after } : {})
      const who = await readReporters(house.table, page.items)
      const items = page.items.map((it, at) => makerViewOf(it, who[at] ?? {}, house))
      return c.json({ items, ...nextOf(c, question, page.next) }, 200)
    })
    .openapi(say, async (c) => {
      const { house, actor } = c.var
      const { number } = c.req.valid('param')
      const it = await found(c, number, 'report.reply')
      if ('code' in it) return refuse(c, it)
      const { goods } = it.report
      const name = goods ? declarerOf(c, { id: goods.maker, name: goods.makerName }) : nameOf(actor)
      const command = { do: 'reply', by: { id: idOf(actor), name }, text: c.req.valid('json').text } as const
      const facts = decideReport(command, it.report, house.now())
      if ('code' in facts) return refuse(c, facts)
      const after = await moveReport(house.table, it, facts, { audit: audited(c, 'report.reply', 'report', number) })
      return isRefusal(after) ? refuse(c, after) : c.json(makerViewOf(after, it.reporter, house), 200)
    })
