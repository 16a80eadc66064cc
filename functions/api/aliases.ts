import { createRoute, z } from '@hono/zod-openapi'
import { gtin14 } from '@nguon/gs1/check-digit'
import { addAlias } from '@nguon/store/product'
import { asks, audited, body, json, refusals, refuse, routes } from './app.ts'
import { productFor } from './goods.ts'
import { productParam } from './products.ts'

const add = createRoute({
  method: 'post',
  path: '/v1/products/{id}/aliases',
  operationId: 'addAlias',
  summary: 'An old number of the product that goes on answering, because labels with it are printed',
  ...asks('product.edit'),
  request: {
    params: productParam,
    body: body(z.strictObject({ gtin: z.string().max(14).openapi({ example: '9520123456795' }) })),
  },
  responses: { 201: json(z.object({ product: z.string(), alias: z.string() }), 'Both answer'), ...refusals },
})

export const aliases = () =>
  routes().openapi(add, async (c) => {
    const { house } = c.var
    const { id } = c.req.valid('param')
    const found = await productFor(c, id, 'product.edit')
    if ('code' in found) return refuse(c, found)
    const alias = gtin14(c.req.valid('json').gtin)
    if (typeof alias !== 'string') return refuse(c, alias)
    const kept = await addAlias(
      house.table,
      alias,
      id,
      audited(c, 'product.alias', 'product', id, { changed: [alias] }),
    )
    return kept ? c.json({ product: id, alias }, 201) : refuse(c, { code: 'product/already-there', id: alias })
  })
