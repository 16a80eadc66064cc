import { createRoute, z } from '@hono/zod-openapi'
import { sayCommune } from '@nguon/listing/commune'
import { printSheets } from '@nguon/print/sheet'
import { readPassport } from '@nguon/store/passport'
import { addStamps, changeStamps, listIssues } from '@nguon/store/stamps'
import { issue, issueMost } from '@nguon/trace/issue'
import { segment } from '@nguon/trace/segment'
import { missingIn, stampsOf } from '../press.ts'
import { asks, audited, body, idOf, isRefusal, json, nameOf, refusals, refuse, routes } from './app.ts'
import { productFor } from './goods.ts'
import { lotParam } from './lots.ts'
import { stillHidden } from './passport-gate.ts'

const index = z
  .int()
  .min(0)
  .max(2 ** 26 - 1)
const queryIndex = z.coerce
  .number()
  .int()
  .min(0)
  .max(2 ** 26 - 1)

const issueStamps = createRoute({
  method: 'post',
  path: '/v1/products/{id}/lots/{lot}/stamps',
  operationId: 'issueStamps',
  summary: 'Issue any number of stamps for a lot, as one record',
  ...asks('stamp.issue'),
  request: {
    params: lotParam,
    body: body(z.strictObject({ count: z.int().min(1).max(issueMost).openapi({ example: 650 }) })),
  },
  responses: { 201: json(issue.clone().openapi('Issue'), 'The issue'), ...refusals },
})

const list = createRoute({
  method: 'get',
  path: '/v1/products/{id}/lots/{lot}/stamps',
  operationId: 'listStamps',
  summary: 'Issues of a lot and the state of their ranges',
  ...asks('lot.read-private'),
  request: { params: lotParam },
  responses: {
    200: json(z.object({ issues: z.array(issue), segments: z.array(segment) }), 'Issues and ranges'),
    ...refusals,
  },
})

const move = createRoute({
  method: 'post',
  path: '/v1/products/{id}/lots/{lot}/stamps/ranges',
  operationId: 'moveStamps',
  summary: 'Print, activate, void or report lost a range of stamps, or take that back',
  ...asks('stamp.activate'),
  request: {
    params: lotParam,
    body: body(
      z.strictObject({
        first: index,
        last: index,
        do: z.enum(['print', 'activate', 'void', 'lose', 'undo']),
        why: z.string().trim().max(300).optional(),
      }),
    ),
  },
  responses: { 200: json(z.object({ segments: z.array(segment) }), 'The ranges as they now stand'), ...refusals },
})

const sheet = createRoute({
  method: 'get',
  path: '/v1/products/{id}/lots/{lot}/stamps/sheet',
  operationId: 'printStamps',
  summary: 'A4 sheets of a range as PDF, streamed',
  ...asks('stamp.print'),
  request: {
    params: lotParam,
    query: z.object({ first: queryIndex, last: queryIndex, template: z.enum(['65', '40', '24']).default('65') }),
  },
  responses: {
    200: { description: 'PDF', content: { 'application/pdf': { schema: z.string().openapi({ format: 'binary' }) } } },
    ...refusals,
  },
})

const verbOf = {
  print: 'stamp.print',
  activate: 'stamp.activate',
  void: 'stamp.void',
  lose: 'stamp.void',
  undo: 'stamp.void',
} as const

/** A page at a time, as the reader takes them. */
export const bytesOf = (chunks: AsyncGenerator<Uint8Array<ArrayBuffer>>) =>
  new ReadableStream<Uint8Array<ArrayBuffer>>({
    async pull(out) {
      const { done, value } = await chunks.next()
      if (done) out.close()
      else out.enqueue(value)
    },
    async cancel() {
      await chunks.return(undefined)
    },
  })

export const stamps = () =>
  routes()
    .openapi(issueStamps, async (c) => {
      const { house, actor } = c.var
      const { id, lot } = c.req.valid('param')
      const found = await productFor(c, id, 'stamp.issue')
      if ('code' in found) return refuse(c, found)
      const order = {
        product: id,
        lot,
        maker: found.product.maker,
        count: c.req.valid('json').count,
        key: house.stampKeys.current,
        at: house.now().toISOString(),
        by: idOf(actor),
        ...(found.product.gtin ? { number: found.product.gtin } : {}),
      }
      const made = await addStamps(house.table, order, audited(c, 'stamp.issue', 'lot', `${id}/${lot}`))
      return isRefusal(made) ? refuse(c, made) : c.json(made, 201)
    })
    .openapi(list, async (c) => {
      const { house } = c.var
      const { id, lot } = c.req.valid('param')
      const found = await productFor(c, id, 'lot.read-private')
      if ('code' in found) return refuse(c, found)
      const [passport, issues] = await Promise.all([
        readPassport(house.table, id, lot),
        listIssues(house.table, id, lot),
      ])
      if (!passport) return refuse(c, { code: 'lot/not-found', product: id, lot })
      return c.json({ issues, segments: passport.segments }, 200)
    })
    .openapi(move, async (c) => {
      const { house, actor } = c.var
      const { id, lot } = c.req.valid('param')
      const { first, last, why, ...asked } = c.req.valid('json')
      const found = await productFor(c, id, verbOf[asked.do])
      if ('code' in found) return refuse(c, found)
      if (asked.do === 'activate') {
        const closed = await stillHidden(c, id, lot)
        if (closed) return refuse(c, closed)
      }
      const change = { do: asked.do, at: house.now().toISOString(), by: nameOf(actor), ...(why ? { why } : {}) }
      const record = audited(c, `stamp.${asked.do}`, 'lot', `${id}/${lot}`, why ? { reason: why } : {})
      const segments = await changeStamps(house.table, id, lot, { first, last }, change, record)
      return 'code' in segments ? refuse(c, segments) : c.json({ segments }, 200)
    })
    .openapi(sheet, async (c) => {
      const { house } = c.var
      const { id, lot } = c.req.valid('param')
      const { first, last, template } = c.req.valid('query')
      const found = await productFor(c, id, 'stamp.print')
      if ('code' in found) return refuse(c, found)
      const [passport, issues] = await Promise.all([
        readPassport(house.table, id, lot),
        listIssues(house.table, id, lot),
      ])
      if (!passport) return refuse(c, { code: 'lot/not-found', product: id, lot })
      const missing = missingIn(passport.segments, first, last)
      if (missing !== undefined) return refuse(c, { code: 'segment/not-issued', index: missing })
      const job = printSheets({
        ...{ template, first, last, made: house.now(), language: c.var.lang },
        caption: { product: found.product.name, place: sayCommune(found.product.commune, 'vi'), lot: `Lô ${lot}` },
        stamp: stampsOf(house, id, lot, issues),
      })
      if ('code' in job) return refuse(c, job)
      c.header('content-disposition', `attachment; filename="tem-${id}-${lot}-${first}-${last}.pdf"`)
      return c.body(bytesOf(job.chunks), 200, { 'content-type': 'application/pdf' })
    })
