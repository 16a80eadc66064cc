import { createRoute, z } from '@hono/zod-openapi'
import { provinces as allProvinces, communeOf, communesIn } from '@nguon/listing/commune'
import { dayIn } from '@nguon/listing/day'
import { type Producer, producer, producerDraft } from '@nguon/listing/producer'
import { slug } from '@nguon/listing/text'
import { changedFields } from '@nguon/people/audit'
import { addProducer, changeProducer, listProducers, readProducer } from '@nguon/store/producer'
import {
  asks,
  audited,
  body,
  changesOf,
  cursorOf,
  forbidden,
  isRefusal,
  json,
  nextOf,
  refusals,
  refuse,
  routes,
} from './app.ts'
import { producerView, producerViewOf } from './card.ts'
import { cursorQuery } from './products.ts'

const param = z.object({ maker: z.string().max(61) })
/** A maker as `may` knows it: that it exists is public. */
export const makerGoods = (it: Producer) => ({ maker: it.id, commune: it.commune, province: it.province, shown: true })
const inside = producer.clone().openapi('ProducerRecord')

const list = createRoute({
  method: 'get',
  path: '/v1/producers',
  operationId: 'listProducers',
  summary: 'Makers of a commune',
  ...asks('everyone'),
  request: {
    query: cursorQuery.extend({
      commune: z
        .string()
        .regex(/^\d{5}$/)
        .openapi({ example: '14812' }),
    }),
  },
  responses: {
    200: json(z.object({ items: z.array(producerView), next: z.string().optional() }), 'Makers'),
    ...refusals,
  },
})

const show = createRoute({
  method: 'get',
  path: '/v1/producers/{maker}',
  operationId: 'readProducer',
  summary: 'A maker as the public may see it',
  ...asks('everyone'),
  request: { params: param },
  responses: { 200: json(producerView, 'The maker'), ...refusals },
})

const record = createRoute({
  method: 'get',
  path: '/v1/producers/{maker}/record',
  operationId: 'readProducerRecord',
  summary: 'A maker with its private fields, for itself and its officers',
  ...asks('producer.read-private'),
  request: { params: param },
  responses: { 200: json(inside, 'The record'), ...refusals },
})

const add = createRoute({
  method: 'post',
  path: '/v1/producers',
  operationId: 'addProducer',
  summary: 'Bring a maker in',
  ...asks('producer.create'),
  request: { body: body(producerDraft) },
  responses: { 201: json(inside, 'The maker'), ...refusals },
})

const edit = createRoute({
  method: 'patch',
  path: '/v1/producers/{maker}',
  operationId: 'editProducer',
  summary: 'Change what is said of a maker, believing a revision',
  ...asks('producer.edit'),
  request: {
    params: param,
    body: body(
      changesOf(producerDraft.omit({ commune: true, province: true })).extend({ revision: z.int().positive() }),
    ),
  },
  responses: { 200: json(inside, 'The next revision'), ...refusals },
})

const communeList = createRoute({
  method: 'get',
  path: '/v1/communes',
  operationId: 'listCommunes',
  summary: 'Communes and wards of a province since 1 July 2025',
  ...asks('everyone'),
  request: {
    query: z.object({
      province: z
        .string()
        .regex(/^\d{2}$/)
        .openapi({ example: '38' }),
    }),
  },
  responses: {
    200: json(
      z.object({ items: z.array(z.object({ code: z.string(), name: z.string(), kind: z.string() })) }),
      'Communes',
    ),
    ...refusals,
  },
})

const provinceList = createRoute({
  method: 'get',
  path: '/v1/provinces',
  operationId: 'listProvinces',
  summary: 'The 34 provinces and cities',
  ...asks('everyone'),
  responses: {
    200: json(
      z.object({ items: z.array(z.object({ code: z.string(), name: z.string(), kind: z.string() })) }),
      'Provinces',
    ),
    ...refusals,
  },
})

export const producers = () =>
  routes()
    .openapi(list, async (c) => {
      const { house } = c.var
      const { commune, cursor } = c.req.valid('query')
      const from = cursorOf(c, `producers ${commune}`, cursor)
      if ('code' in from) return refuse(c, from)
      const page = await listProducers(house.table, commune, 50, from.after)
      const today = dayIn(house.now())
      return c.json(
        { items: page.items.map((it) => producerViewOf(it, today)), ...nextOf(c, `producers ${commune}`, page.next) },
        200,
      )
    })
    .openapi(show, async (c) => {
      const { house } = c.var
      const it = await readProducer(house.table, c.req.valid('param').maker)
      return it ? c.json(producerViewOf(it, dayIn(house.now())), 200) : refuse(c, { code: 'thing/not-found' })
    })
    .openapi(record, async (c) => {
      const it = await readProducer(c.var.house.table, c.req.valid('param').maker)
      if (!it) return refuse(c, { code: 'thing/not-found' })
      const no = forbidden(c, 'producer.read-private', makerGoods(it))
      return no ? refuse(c, no) : c.json(it, 200)
    })
    .openapi(add, async (c) => {
      const { house } = c.var
      const draft = c.req.valid('json')
      const no = forbidden(c, 'producer.create', { province: draft.province, commune: draft.commune })
      if (no) return refuse(c, no)
      if (communeOf(draft.commune)?.province !== draft.province) {
        const message =
          c.var.lang === 'vi' ? 'Xã, phường này không thuộc tỉnh đã chọn.' : 'This commune is not in that province.'
        return refuse(c, { code: 'request/invalid', errors: [{ field: 'commune', found: draft.commune, message }] })
      }
      const at = house.now().toISOString()
      const id = slug(draft.name).slice(0, 55)
      const fresh: Producer = { ...draft, id, certificates: [], revision: 1, createdAt: at, updatedAt: at }
      const made = await addProducer(house.table, fresh, audited(c, 'producer.create', 'producer', id))
      if (isRefusal(made)) return refuse(c, made)
      c.header('location', `/v1/producers/${id}`)
      return c.json(made, 201)
    })
    .openapi(edit, async (c) => {
      const { house } = c.var
      const { revision, ...changes } = c.req.valid('json')
      const before = await readProducer(house.table, c.req.valid('param').maker)
      if (!before) return refuse(c, { code: 'thing/not-found' })
      const no = forbidden(c, 'producer.edit', makerGoods(before))
      if (no) return refuse(c, no)
      if (before.revision !== revision) return refuse(c, { code: 'race/lost', what: 'producer' })
      const after = { ...before, ...changes, updatedAt: house.now().toISOString() }
      const changed = changedFields(before, after).filter((field) => field !== 'updatedAt')
      const kept = await changeProducer(
        house.table,
        before,
        after,
        audited(c, 'producer.edit', 'producer', before.id, { changed }),
      )
      return isRefusal(kept) ? refuse(c, kept) : c.json(kept, 200)
    })
    .openapi(communeList, (c) => {
      const units = communesIn(c.req.valid('query').province)
      return c.json({ items: units.map(({ code, name, kind }) => ({ code, name, kind })) }, 200)
    })
    .openapi(provinceList, (c) =>
      c.json({ items: allProvinces.map(({ code, name, kind }) => ({ code, name, kind })) }, 200),
    )
