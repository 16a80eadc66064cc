import { createHash } from 'node:crypto'
import { createRoute, z } from '@hono/zod-openapi'
import { dayIn } from '@nguon/listing/day'
import { addressKey } from '@nguon/people/address'
import { keepFile } from '@nguon/store/files'
import { addReport, addReportPicture, moveReport, readReport, readReported } from '@nguon/store/report'
import { decideReport, isOpen, receiveReport, reporterStep } from '@nguon/trace/report'
import { sayReportNumber } from '@nguon/trace/report-number'
import { reportKind } from '@nguon/trace/report-rule'
import { deviceToken } from '@nguon/trace/scan'
import { viewerHeader } from '../env.ts'
import { bareOf } from '../picture-bare.ts'
import { sizeOf } from '../picture-size.ts'
import type { Refusal } from '../problem.ts'
import { aboutOf, countReport, numberFor, opens, readLeft, reportPath, tokenOf } from '../report.ts'
import { readBody } from '../request.ts'
import { asks, body, type C, isRefusal, json, refusals, refuse, routes } from './app.ts'
import { pictureBody } from './pictures.ts'
import { linkView, linkViewOf } from './report-view.ts'

/** A photo as a phone takes it, where no script made it smaller; base64 of more is past what a function is handed. */
const mostPicture = 4 * 1024 * 1024

export const numberParam = z.object({
  number: z
    .string()
    .regex(/^[0-9A-HJKMNP-TV-Z]{8}$/)
    .openapi({ example: 'K7MQ2R9X' }),
})
const opened = z.object({ k: z.string().regex(/^[A-Za-z0-9_-]{22}$/) })

const send = createRoute({
  method: 'post',
  path: '/v1/reports',
  operationId: 'sendReport',
  summary: 'Report something about goods or a stamp, without an account; it gets a number, a day and a link',
  ...asks('everyone'),
  request: {
    body: body(
      z.strictObject({
        kind: reportKind,
        product: z.string().max(20).optional().openapi({ description: 'As the page’s address names it' }),
        lot: z.string().max(40).optional(),
        serial: z.string().max(40).optional(),
        words: z.string().trim().max(600).optional(),
        phone: z.string().max(60).optional().openapi({ description: 'For the officer alone' }),
        form: z
          .string()
          .regex(/^[A-Za-z0-9-]{16,64}$/)
          .optional()
          .openapi({ description: 'Chosen by the sender; the same one is the same report' }),
      }),
    ),
  },
  responses: {
    201: json(
      z.object({
        ...{ number: z.string(), human: z.string(), token: z.string(), link: z.string() },
        ...{ state: z.string(), due: z.string(), sure: z.boolean() },
      }),
      'Received',
    ),
    ...refusals,
  },
})

const show = createRoute({
  method: 'get',
  path: '/v1/reports/{number}',
  operationId: 'readReport',
  summary: 'A report by its own link',
  ...asks('everyone'),
  request: { params: numberParam, query: opened },
  responses: { 200: json(linkView, 'How far it is'), ...refusals },
})

const picture = createRoute({
  method: 'post',
  path: '/v1/reports/{number}/pictures',
  operationId: 'addReportPicture',
  summary: 'One picture to an open report (JPEG, PNG or WebP, up to 4 MB); what the camera wrote beside it is dropped',
  ...asks('everyone'),
  request: { params: numberParam, query: opened, body: pictureBody },
  responses: { 201: json(linkView, 'Kept, for the officer alone'), ...refusals },
})

const move = createRoute({
  method: 'post',
  path: '/v1/reports/{number}/wishes',
  operationId: 'moveReport',
  summary: 'By its own link: withdraw, be content with the answer, or ask once more',
  ...asks('everyone'),
  request: { params: numberParam, query: opened, body: body(reporterStep) },
  responses: { 200: json(linkView, 'As it now stands'), ...refusals },
})

/** The report behind a link, or nothing: a wrong token and an unknown number look the same. */
async function opening(c: C, number: string, token: string) {
  return opens(c.var.house, number, token) ? readReported(c.var.house.table, number) : undefined
}

const asker = (c: C) => {
  const { house } = c.var
  const address = c.req.header(viewerHeader) ?? '-'
  const month = dayIn(house.now()).slice(0, 7)
  return {
    device: deviceToken(house.secrets.device, address, c.req.header('user-agent') ?? '', month),
    address: addressKey(house.secrets.report, address),
  }
}

/** Kept where no public address leads, named by its report and content. */
async function keepPicture(c: C, number: string) {
  const bytes = await readBody(c.req.raw, mostPicture)
  if ('code' in bytes) return bytes
  const size = sizeOf(bytes)
  if ('code' in size) return size
  const bare = bareOf(bytes, size.kind)
  if (!bare) return { code: 'picture/not-a-picture' } satisfies Refusal
  const key = `reports/${number}/${createHash('sha256').update(bare).digest('hex').slice(0, 32)}.${size.kind}`
  const type = `image/${size.kind === 'jpg' ? 'jpeg' : size.kind}`
  return {
    key,
    type,
    width: size.width,
    height: size.height,
    keep: () => keepFile(c.var.house.imports, key, bare, type),
  }
}

export const reports = () =>
  routes()
    .openapi(send, async (c) => {
      const { house } = c.var
      const { kind, words, phone: left, form, ...claimed } = c.req.valid('json')
      const phone = readLeft(left)
      if (phone && typeof phone !== 'string') return refuse(c, phone)
      const told = (it: { number: string; state: string; due: string; sure: boolean }) => {
        const { number, state, due, sure } = it
        const link = `${house.origin}${c.var.lang === 'en' ? '/en' : ''}${reportPath(house, number)}`
        const token = tokenOf(house, number)
        c.header('location', `/v1/reports/${number}?k=${token}`)
        return c.json({ number, human: sayReportNumber(number), token, link, state, due, sure }, 201)
      }
      const first = form && (await readReport(house.table, numberFor(house, form)))
      if (first) return told(first)
      const about = await aboutOf(house, claimed)
      const reporter = { ...(phone ? { phone, lang: c.var.lang } : {}), ...(words ? { words } : {}) }
      for (let turn = 0; turn < 8; turn++) {
        const counted = await countReport(house, asker(c))
        if ('code' in counted) return refuse(c, counted)
        const it = receiveReport({ ...about, kind, number: numberFor(house, form) }, house.now())
        const kept = await addReport(house.table, it, reporter, counted)
        if (kept === 'kept') return told(it)
        const winner = kept === 'there' && form ? await readReport(house.table, it.number) : undefined
        if (winner) return told(winner)
      }
      return refuse(c, { code: 'race/lost', what: 'report' })
    })
    .openapi(show, async (c) => {
      const it = await opening(c, c.req.valid('param').number, c.req.valid('query').k)
      return it ? c.json(linkViewOf(it.report, it.reporter, c.var.house), 200) : refuse(c, { code: 'report/unknown' })
    })
    .openapi(picture, async (c) => {
      const { house } = c.var
      const it = await opening(c, c.req.valid('param').number, c.req.valid('query').k)
      if (!it) return refuse(c, { code: 'report/unknown' })
      if (!isOpen(it.report)) return refuse(c, { code: 'report/not-from-here', state: it.report.state })
      const sent = await keepPicture(c, it.report.number)
      if ('code' in sent) return refuse(c, sent)
      const { keep, ...picture } = sent
      const there = it.reporter.picture
      if (there && there.key !== picture.key) return refuse(c, { code: 'report/has-picture' })
      if (!there) {
        await keep()
        if (!(await addReportPicture(house.table, it.report, picture)))
          return refuse(c, { code: 'race/lost', what: 'report' })
      }
      return c.json(linkViewOf(it.report, { ...it.reporter, picture }, house), 201)
    })
    .openapi(move, async (c) => {
      const { house } = c.var
      const it = await opening(c, c.req.valid('param').number, c.req.valid('query').k)
      if (!it) return refuse(c, { code: 'report/unknown' })
      const step = c.req.valid('json')
      const facts = decideReport(step, it.report, house.now())
      if ('code' in facts) return refuse(c, facts)
      const again = 'words' in step && step.words ? { again: step.words } : {}
      const after = facts.length > 0 ? await moveReport(house.table, it, facts, again) : it.report
      if (isRefusal(after)) return refuse(c, after)
      return c.json(linkViewOf(after, { ...it.reporter, ...again }, house), 200)
    })
