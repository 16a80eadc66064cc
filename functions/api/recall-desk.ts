import { createRoute, z } from '@hono/zod-openapi'
import { makersOf } from '@nguon/people/role'
import { readProduct } from '@nguon/store/product'
import { addRecall, changeRecall, listMakerRecalls, listPlaceRecalls, readRecall, readTask } from '@nguon/store/recall'
import {
  isPublic,
  moveRecall,
  type RecallCase,
  type RecallTask,
  recallDraft,
  recallReach,
  recallScope,
  recallStep,
  taskOf,
} from '@nguon/trace/recall'
import { writeCsv } from '../csv.ts'
import type { Refusal } from '../problem.ts'
import { advanceTask, lotsOfScope, reachOf } from '../recall.ts'
import { isTold, tellMaker } from '../recall-message.ts'
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
import { makerFor, productFor } from './goods.ts'
import { cursorQuery, goodsOf, productParam } from './products.ts'
import { reportRows } from './recall-report.ts'
import { insideView, recordOf } from './recall-view.ts'
import { recallParam } from './recalls.ts'

const recallList = z.object({ items: z.array(insideView), next: z.string().optional() })

const record = createRoute({
  method: 'get',
  path: '/v1/recalls/{recall}/record',
  operationId: 'readRecallRecord',
  summary: 'A recall in any state with who did what, for the maker and its officers',
  ...asks('recall.read-private'),
  request: { params: recallParam },
  responses: { 200: json(insideView, 'The recall'), ...refusals },
})

const report = createRoute({
  method: 'get',
  path: '/v1/recalls/{recall}/report.csv',
  operationId: 'exportRecall',
  summary: 'The closing report as CSV: who did what when, whom it reached, what came back, lot by lot',
  ...asks('recall.read-private'),
  request: { params: recallParam },
  responses: { 200: { description: 'CSV', content: { 'text/csv': { schema: z.string() } } }, ...refusals },
})

const place = createRoute({
  method: 'get',
  path: '/v1/recall-desk',
  operationId: 'listRecallDesk',
  summary: 'Recalls of a place in every state, newest first',
  ...asks('recall.list'),
  request: {
    query: cursorQuery.extend({
      province: z
        .string()
        .regex(/^\d{2}$/)
        .openapi({ example: '38' }),
      commune: z
        .string()
        .regex(/^\d{5}$/)
        .optional(),
    }),
  },
  responses: { 200: json(recallList, 'Recalls'), ...refusals },
})

const own = createRoute({
  method: 'get',
  path: '/v1/producers/{id}/recalls',
  operationId: 'listOwnRecalls',
  summary: 'Recalls of a maker’s goods in every state, newest first',
  ...asks('recall.read-private'),
  request: { params: z.object({ id: z.string().openapi({ example: 'ba-mai' }) }), query: cursorQuery },
  responses: { 200: json(recallList, 'Recalls'), ...refusals },
})

const preview = createRoute({
  method: 'post',
  path: '/v1/products/{id}/recall-preview',
  operationId: 'previewRecall',
  summary: 'Who a recall would reach; nothing is written',
  ...asks('recall.propose'),
  request: { params: productParam, body: body(z.strictObject({ scope: recallScope })) },
  responses: {
    200: json(z.object({ lots: z.array(z.string()), reach: recallReach, pausesListing: z.boolean() }), 'Counts'),
    ...refusals,
  },
})

const propose = createRoute({
  method: 'post',
  path: '/v1/products/{id}/recalls',
  operationId: 'proposeRecall',
  summary: 'Propose to call a product, lots, or runs of stamps back; another person confirms',
  ...asks('recall.propose'),
  request: { params: productParam, body: body(recallDraft) },
  responses: { 201: json(insideView, 'The proposal'), ...refusals },
})

const move = createRoute({
  method: 'post',
  path: '/v1/recalls/{recall}/steps',
  operationId: 'moveRecall',
  summary: 'Confirm, refuse, withdraw, lift lots, count what came back, or close',
  ...asks('recall.propose'),
  request: { params: recallParam, body: body(recallStep) },
  responses: { 200: json(insideView, 'The recall as it now stands'), ...refusals },
})

/** The officer's look is for what the public is told; the proposal and the count are also the maker's. */
const verbOf = {
  withdraw: 'recall.propose',
  count: 'recall.propose',
  confirm: 'recall.confirm',
  refuse: 'recall.confirm',
  lift: 'recall.confirm',
  close: 'recall.confirm',
} as const

async function found(c: C, id: string, verb: (typeof verbOf)[keyof typeof verbOf] | 'recall.read-private') {
  const it = await readRecall(c.var.house.table, id)
  const product = it && (await readProduct(c.var.house.table, it.product))
  if (!it || !product) return { code: 'thing/not-found' } satisfies Refusal
  return forbidden(c, verb, goodsOf(product)) ?? { it, product }
}

/** The task of a recall that is not done, where there is one: they are numbered, so that it is the last. */
const lastTask = ({ house }: C['var'], it: RecallCase) =>
  isPublic(it) ? readTask(house.table, it.id, it.lifted.length) : Promise.resolve(undefined)

/** The lots are marked in the same request. Should that break off, the recall stands, and the minute timer goes on with it. */
async function begun(c: C, { recall, n }: RecallTask): Promise<RecallTask | undefined> {
  try {
    return await advanceTask(c.var.house, recall, n)
  } catch (error) {
    console.error(JSON.stringify({ what: 'a recall goes on a minute later', recall, why: String(error) }))
    return readTask(c.var.house.table, recall, n)
  }
}

/** Nobody needs a message about what they did themselves. */
const isOwn = (actor: C['var']['actor'], maker: string): boolean =>
  actor.is === 'person' && makersOf(actor.roles).includes(maker)

/** How recalls are made and ended. */
export const recallDesk = () =>
  routes()
    .openapi(place, async (c) => {
      const { province, commune, cursor } = c.req.valid('query')
      const where = { province, ...(commune ? { commune } : {}) }
      const no = forbidden(c, 'recall.list', where)
      if (no) return refuse(c, no)
      const question = `recall desk ${province} ${commune ?? ''}`
      const from = cursorOf(c, question, cursor)
      if ('code' in from) return refuse(c, from)
      const page = await listPlaceRecalls(c.var.house.table, where, 50, from.after)
      return c.json(
        { items: page.items.map((it) => recordOf(it, idOf(c.var.actor))), ...nextOf(c, question, page.next) },
        200,
      )
    })
    .openapi(own, async (c) => {
      const { id } = c.req.valid('param')
      const known = await makerFor(c, id, 'recall.read-private')
      if ('code' in known) return refuse(c, known)
      const from = cursorOf(c, `recalls ${id}`, c.req.valid('query').cursor)
      if ('code' in from) return refuse(c, from)
      const page = await listMakerRecalls(c.var.house.table, id, 50, from.after)
      return c.json(
        { items: page.items.map((it) => recordOf(it, idOf(c.var.actor))), ...nextOf(c, `recalls ${id}`, page.next) },
        200,
      )
    })
    .openapi(record, async (c) => {
      const known = await found(c, c.req.valid('param').recall, 'recall.read-private')
      return 'code' in known
        ? refuse(c, known)
        : c.json(recordOf(known.it, idOf(c.var.actor), await lastTask(c.var, known.it)), 200)
    })
    .openapi(report, async (c) => {
      const known = await found(c, c.req.valid('param').recall, 'recall.read-private')
      if ('code' in known) return refuse(c, known)
      c.header('content-disposition', `attachment; filename="thu-hoi-${known.it.id}.csv"`)
      return c.body(writeCsv(reportRows(known.it, c.var.lang)), 200, { 'content-type': 'text/csv; charset=utf-8' })
    })
    .openapi(preview, async (c) => {
      const { table } = c.var.house
      const known = await productFor(c, c.req.valid('param').id, 'recall.propose')
      if ('code' in known) return refuse(c, known)
      const { product } = known
      const { scope } = c.req.valid('json')
      const lots = await lotsOfScope(table, product.id, scope)
      if (isRefusal(lots)) return refuse(c, lots)
      const pausesListing = scope.is === 'product' && product.publication.state === 'published'
      return c.json({ lots, reach: await reachOf(table, product, scope, lots), pausesListing }, 200)
    })
    .openapi(propose, async (c) => {
      const { house, actor } = c.var
      const known = await productFor(c, c.req.valid('param').id, 'recall.propose')
      if ('code' in known) return refuse(c, known)
      const { product } = known
      const draft = c.req.valid('json')
      const lots = await lotsOfScope(house.table, product.id, draft.scope)
      if (isRefusal(lots)) return refuse(c, lots)
      const { maker, makerName, commune, province, name, gtin, example } = product
      const it: RecallCase = {
        ...{ ...draft, id: `rc${Buffer.from(house.random(8)).toString('hex')}`, state: 'proposed', revision: 1 },
        ...{ product: product.id, maker, makerName, commune, province, name },
        proposed: { by: { id: idOf(actor), name: nameOf(actor) }, at: house.now().toISOString() },
        ...(gtin ? { gtin } : {}),
        ...(example ? { example } : {}),
      }
      const act = audited(c, 'recall.propose', 'recall', it.id, { reason: it.reason })
      const kept = await addRecall(house.table, it, act)
      if (isRefusal(kept)) return refuse(c, kept)
      if (!isOwn(actor, maker)) await tellMaker(house, kept, 'propose')
      c.header('location', `/v1/recalls/${it.id}/record`)
      return c.json(recordOf(kept, idOf(actor)), 201)
    })
    .openapi(move, async (c) => {
      const { house, actor } = c.var
      const { recall: id } = c.req.valid('param')
      const step = c.req.valid('json')
      const known = await found(c, id, verbOf[step.do])
      if ('code' in known) return refuse(c, known)
      const { it, product } = known
      // A confirmation marks the lots there are now, and a report says whom it had reached by its end.
      const lots =
        step.do === 'confirm' && it.state === 'proposed'
          ? await lotsOfScope(house.table, it.product, it.scope)
          : isPublic(it)
            ? it.lots
            : []
      if (isRefusal(lots)) return refuse(c, lots)
      const command =
        step.do === 'confirm' || step.do === 'close'
          ? { ...step, lots, reach: await reachOf(house.table, product, it.scope, lots) }
          : step
      const at = house.now().toISOString()
      const after = moveRecall(it, command, { id: idOf(actor), name: nameOf(actor) }, at)
      if (isRefusal(after)) return refuse(c, after)
      const task = taskOf(after, command, at)
      const act = audited(c, `recall.${step.do}`, 'recall', id, 'why' in step ? { reason: step.why } : {})
      const kept = await changeRecall(house.table, it, after, task, act)
      if (isRefusal(kept)) return refuse(c, kept)
      const left = task ? await begun(c, task) : await lastTask(c.var, kept)
      if (isTold(step.do) && !isOwn(actor, it.maker)) await tellMaker(house, kept, step.do)
      return c.json(recordOf(kept, idOf(actor), left), 200)
    })
