import { createRoute, z } from '@hono/zod-openapi'
import { certificate } from '@nguon/listing/certificate'
import { dayIn } from '@nguon/listing/day'
import { productDraft } from '@nguon/listing/product'
import { listRevisions, readProduct, readRevision } from '@nguon/store/product'
import { asks, body, cursorOf, forbidden, json, nextOf, refusals, refuse, routes } from './app.ts'
import { detailOf, productDetail } from './card.ts'
import { alterProduct, cursorQuery, goodsOf, productParam } from './products.ts'

const list = createRoute({
  method: 'get',
  path: '/v1/products/{id}/revisions',
  operationId: 'listRevisions',
  summary: 'Earlier versions, newest first',
  ...asks('product.read-private'),
  request: { params: productParam, query: cursorQuery },
  responses: {
    200: json(z.object({ items: z.array(productDetail), next: z.string().optional() }), 'Earlier versions'),
    ...refusals,
  },
})

const restore = createRoute({
  method: 'post',
  path: '/v1/products/{id}/revisions/{revision}/restore',
  operationId: 'restoreRevision',
  summary: 'Bring back what an earlier version said',
  ...asks('product.edit'),
  request: {
    params: productParam.extend({ revision: z.coerce.number().int().positive().max(999_999) }),
    body: body(z.strictObject({ revision: z.int().positive() })),
  },
  responses: { 200: json(productDetail, 'The next revision'), ...refusals },
})

const certify = createRoute({
  method: 'put',
  path: '/v1/products/{id}/certificates',
  operationId: 'setCertificates',
  summary: 'The papers of a product, as an officer saw them',
  ...asks('certificate.edit'),
  request: {
    params: productParam,
    body: body(z.strictObject({ revision: z.int().positive(), certificates: z.array(certificate).max(20) })),
  },
  responses: { 200: json(productDetail, 'The next revision'), ...refusals },
})

const said = Object.keys(productDraft.shape)

export const revisions = () =>
  routes()
    .openapi(list, async (c) => {
      const { house } = c.var
      const { id } = c.req.valid('param')
      const it = await readProduct(house.table, id)
      const no = it ? forbidden(c, 'product.read-private', goodsOf(it)) : ({ code: 'thing/not-found' } as const)
      if (no) return refuse(c, no)
      const from = cursorOf(c, `revisions ${id}`, c.req.valid('query').cursor)
      if ('code' in from) return refuse(c, from)
      const page = await listRevisions(house.table, id, from.after)
      const today = dayIn(house.now())
      const items = page.items.map((old) => detailOf(old, today, { inside: true }))
      return c.json({ items, ...nextOf(c, `revisions ${id}`, page.next) }, 200)
    })
    .openapi(restore, async (c) => {
      const { id, revision } = c.req.valid('param')
      const old = await readRevision(c.var.house.table, id, revision)
      const words = productDraft.safeParse(
        Object.fromEntries(Object.entries(old ?? {}).filter(([field]) => said.includes(field))),
      )
      if (!words.success) return refuse(c, { code: 'thing/not-found' })
      return alterProduct(c, id, 'product.edit', c.req.valid('json').revision, (before) => ({
        ...before,
        ...words.data,
      }))
    })
    .openapi(certify, (c) => {
      const { revision, certificates } = c.req.valid('json')
      return alterProduct(c, c.req.valid('param').id, 'certificate.edit', revision, (before) => ({
        ...before,
        certificates,
      }))
    })
