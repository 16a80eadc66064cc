import { createRoute, z } from '@hono/zod-openapi'
import { readChecks } from '@nguon/store/item-check'
import { addEvent, addLot, listEvents, listLots } from '@nguon/store/lot'
import { readPassport } from '@nguon/store/passport'
import { readProducer } from '@nguon/store/producer'
import { readProduct } from '@nguon/store/product'
import { listIssues } from '@nguon/store/stamps'
import { placeOf } from '@nguon/trace/diary-event'
import type { EpcisEvent } from '@nguon/trace/event'
import { chain, nothingBefore, type StoredEvent, step } from '@nguon/trace/history'
import { issue } from '@nguon/trace/issue'
import { type Lot, lot, lotDraft, lotNumber } from '@nguon/trace/lot'
import { missingItems } from '@nguon/trace/passport-items'
import { publicEvent } from '@nguon/trace/public-event'
import { segment } from '@nguon/trace/segment'
import { commissioning, inspecting, packing, shipping } from '@nguon/trace/telling'
import { faceOf } from '../project/face.ts'
import {
  asks,
  audited,
  body,
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
import { declarerOf } from './goods.ts'
import { cursorQuery, goodsOf, productParam } from './products.ts'

export const lotParam = productParam.extend({ lot: lotNumber.clone().openapi({ example: 'AT-2611' }) })
const lotView = lot.omit({ by: true }).openapi('Lot')

const list = createRoute({
  method: 'get',
  path: '/v1/products/{id}/lots',
  operationId: 'listLots',
  summary: 'Lots of a product',
  ...asks('everyone'),
  request: { params: productParam, query: cursorQuery },
  responses: { 200: json(z.object({ items: z.array(lotView), next: z.string().optional() }), 'Lots'), ...refusals },
})

const add = createRoute({
  method: 'post',
  path: '/v1/products/{id}/lots',
  operationId: 'addLot',
  summary: 'A new lot; its history begins with its commissioning',
  ...asks('lot.create'),
  request: { params: productParam, body: body(lotDraft) },
  responses: { 201: json(lotView, 'The lot'), ...refusals },
})

const show = createRoute({
  method: 'get',
  path: '/v1/products/{id}/lots/{lot}',
  operationId: 'readLot',
  summary: 'A lot with its journey and its stamps, for its keepers',
  ...asks('lot.read-private'),
  request: { params: lotParam },
  responses: {
    200: json(
      z.object({
        lot: lotView.omit({ createdAt: true, maker: true }),
        steps: z.array(step),
        issues: z.array(issue),
        segments: z.array(segment),
      }),
      'The lot',
    ),
    ...refusals,
  },
})

const tell = createRoute({
  method: 'post',
  path: '/v1/products/{id}/lots/{lot}/events',
  operationId: 'addEvent',
  summary: 'Tell what happened to a lot: kept as an EPCIS 2.0 event, chained to the one before',
  ...asks('event.append'),
  request: {
    params: lotParam,
    body: body(
      z.strictObject({
        kind: z.enum(['inspecting', 'packing', 'shipping']),
        at: z.iso.datetime({ offset: true }).openapi({ example: '2026-11-18T09:00:00+07:00' }),
        note: z.string().trim().max(600).optional(),
        checked: z.boolean().default(false),
      }),
    ),
  },
  responses: {
    201: json(z.object({ seq: z.int(), hash: z.string(), event: z.record(z.string(), z.unknown()) }), 'Kept'),
    ...refusals,
  },
})

const events = createRoute({
  method: 'get',
  path: '/v1/products/{id}/lots/{lot}/events',
  operationId: 'listEvents',
  summary: 'The history of a lot as EPCIS 2.0 events with their chain',
  ...asks('everyone'),
  request: { params: lotParam },
  responses: {
    200: json(
      z.object({
        items: z.array(
          z.object({
            seq: z.int(),
            hash: z.string(),
            previous: z.string(),
            chain: z.string(),
            recordTime: z.string(),
            event: z.record(z.string(), z.unknown()),
          }),
        ),
      }),
      'Events, oldest first',
    ),
    ...refusals,
  },
})

const builders = { inspecting, packing, shipping } as const
/** What somebody sent us as it is keeps its own fields for those inside; its hash and chain are shown all the same. */
const eventView = ({ seq, hash, previous, chain, recordTime, event, captured }: StoredEvent, inside: boolean) => ({
  ...{ seq, hash, previous, chain, recordTime },
  event: captured && !inside ? publicEvent(event) : event,
})
const viewOf = ({ by: _, ...it }: Lot) => it

export const lots = () =>
  routes()
    .openapi(list, async (c) => {
      const { house } = c.var
      const { id } = c.req.valid('param')
      const from = cursorOf(c, `lots ${id}`, c.req.valid('query').cursor)
      if ('code' in from) return refuse(c, from)
      const page = await listLots(house.table, id, 50, from.after)
      return c.json({ items: page.items.map(viewOf), ...nextOf(c, `lots ${id}`, page.next) }, 200)
    })
    .openapi(add, async (c) => {
      const { house, actor } = c.var
      const { id } = c.req.valid('param')
      const draft = c.req.valid('json')
      const product = await readProduct(house.table, id)
      const maker = product && (await readProducer(house.table, product.maker))
      if (!product || !maker) return refuse(c, { code: 'thing/not-found' })
      const no = forbidden(c, 'lot.create', goodsOf(product))
      if (no) return refuse(c, no)
      const at = house.now().toISOString()
      const fresh: Lot = {
        ...draft,
        product: id,
        maker: maker.id,
        createdAt: at,
        by: idOf(actor),
        ...(product.example ? { example: true } : {}),
      }
      const who = declarerOf(c, maker)
      const event = commissioning({
        product: id,
        lot: draft.lot,
        at: new Date(`${draft.made}T00:00:00+07:00`),
        origin: house.origin,
        readPoint: placeOf(undefined, `${house.origin}/co-so/${maker.id}`),
        ...(draft.note ? { note: draft.note } : {}),
        declaredBy: who,
      })
      const told = { event, recorded: { recordTime: at, declaredBy: who } }
      const { checks } = await readChecks(house.table, id, draft.lot)
      const face = faceOf(product, maker, fresh, [chain(nothingBefore, event, told.recorded)], [], checks)
      const made = await addLot(
        house.table,
        fresh,
        told,
        { ...face, ...(missingItems(face).length > 0 ? { hidden: true } : {}), segments: [], version: 0 },
        audited(c, 'lot.create', 'lot', `${id}/${draft.lot}`),
      )
      if (isRefusal(made)) return refuse(c, made)
      c.header('location', `/v1/products/${id}/lots/${made.lot}`)
      return c.json(viewOf(made), 201)
    })
    .openapi(show, async (c) => {
      const { house } = c.var
      const { id, lot: number } = c.req.valid('param')
      const [product, passport] = await Promise.all([
        readProduct(house.table, id),
        readPassport(house.table, id, number),
      ])
      if (!product || !passport) return refuse(c, { code: 'lot/not-found', product: id, lot: number })
      const no = forbidden(c, 'lot.read-private', goodsOf(product))
      if (no) return refuse(c, no)
      const issues = await listIssues(house.table, id, number)
      return c.json(
        { lot: { ...passport.lot, product: id }, steps: passport.steps, issues, segments: passport.segments },
        200,
      )
    })
    .openapi(tell, async (c) => {
      const { house, actor } = c.var
      const { id, lot: number } = c.req.valid('param')
      const { kind, at, note, checked } = c.req.valid('json')
      const product = await readProduct(house.table, id)
      if (!product) return refuse(c, { code: 'thing/not-found' })
      const no = forbidden(c, 'event.append', goodsOf(product))
      if (no) return refuse(c, no)
      // Only somebody who may approve a listing may say that they looked themselves.
      if (checked && forbidden(c, 'product.publish', goodsOf(product))) return refuse(c, { code: 'may/not-you' })
      const who = declarerOf(c, { id: product.maker, name: product.makerName })
      const event: EpcisEvent = builders[kind]({
        ...{ product: id, lot: number, at: new Date(at), origin: house.origin },
        readPoint: placeOf(undefined, `${house.origin}/co-so/${product.maker}`),
        ...(note ? { note } : {}),
        ...(checked ? { checkedBy: nameOf(actor) } : { declaredBy: who }),
      })
      // The schema's validator is large and only needed here.
      const { checkEvent } = await import('@nguon/trace/event')
      const valid = checkEvent(event)
      if ('code' in valid) return refuse(c, valid)
      const recordTime = house.now().toISOString()
      const recorded = {
        recordTime,
        ...(checked ? { checked: { by: nameOf(actor), at: recordTime } } : { declaredBy: who }),
      }
      const kept = await addEvent(
        house.table,
        id,
        number,
        valid.event,
        recorded,
        audited(c, 'event.append', 'lot', `${id}/${number}`),
      )
      if (isRefusal(kept)) return refuse(c, kept)
      return c.json({ seq: kept.seq, hash: kept.hash, event: kept.event }, 201)
    })
    .openapi(events, async (c) => {
      const { house } = c.var
      const { id, lot: number } = c.req.valid('param')
      const product = await readProduct(house.table, id)
      const inside = product && forbidden(c, 'lot.read-private', goodsOf(product)) === undefined
      const shown = product?.publication.state === 'published' && !(await readPassport(house.table, id, number))?.hidden
      if (!shown && !inside) return refuse(c, { code: 'thing/not-found' })
      return c.json(
        { items: (await listEvents(house.table, id, number)).map((it) => eventView(it, inside === true)) },
        200,
      )
    })
