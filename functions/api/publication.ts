import { createRoute, z } from '@hono/zod-openapi'
import { dayIn } from '@nguon/listing/day'
import { decidePublication } from '@nguon/listing/product'
import { changeProduct, readProduct, setStock } from '@nguon/store/product'
import { holderOf } from '@nguon/store/recall'
import { asks, audited, body, forbidden, isRefusal, json, nameOf, refusals, refuse, routes } from './app.ts'
import { detailOf, productDetail } from './card.ts'
import { goodsOf, productParam } from './products.ts'

const reason = z.string().trim().min(3).max(600).openapi({ example: 'Ảnh mờ, xin chụp lại' })

const move = createRoute({
  method: 'post',
  path: '/v1/products/{id}/publication',
  operationId: 'movePublication',
  summary: 'Submit, publish, return with a reason, pause, resume or withdraw',
  ...asks('product.submit'),
  request: {
    params: productParam,
    body: body(
      z.union([
        z.strictObject({ do: z.enum(['submit', 'publish', 'pause', 'resume']) }),
        z.strictObject({ do: z.enum(['return', 'withdraw']), reason }),
      ]),
    ),
  },
  responses: { 200: json(productDetail, 'The product where it now stands'), ...refusals },
})

const count = createRoute({
  method: 'put',
  path: '/v1/products/{id}/stock',
  operationId: 'setStock',
  summary: 'How many are left, as the maker counted',
  ...asks('product.edit'),
  request: { params: productParam, body: body(z.strictObject({ left: z.int().min(0).max(1_000_000) })) },
  responses: { 200: json(z.object({ left: z.int(), at: z.string() }), 'Counted'), ...refusals },
})

/** What each step asks of `may`: a listing is shown only after somebody else's look. */
const verbOf = {
  submit: 'product.submit',
  publish: 'product.publish',
  return: 'product.publish',
  pause: 'product.pause',
  resume: 'product.pause',
  withdraw: 'product.withdraw',
} as const

export const publication = () =>
  routes()
    .openapi(move, async (c) => {
      const { house, actor } = c.var
      const { id } = c.req.valid('param')
      const command = c.req.valid('json')
      const before = await readProduct(house.table, id)
      if (!before) return refuse(c, { code: 'thing/not-found' })
      const no = forbidden(c, verbOf[command.do], goodsOf(before))
      if (no) return refuse(c, no)
      const at = house.now().toISOString()
      const publication = decidePublication(before.publication, command, nameOf(actor), at)
      if ('code' in publication) return refuse(c, publication)
      const holder = command.do === 'resume' ? await holderOf(house.table, before) : undefined
      if (holder) return refuse(c, { code: 'recall/holds-listing', recall: holder.id })
      const why = 'reason' in command ? { reason: command.reason } : {}
      const record = audited(c, `product.${command.do}`, 'product', id, { changed: ['publication'], ...why })
      const after = await changeProduct(house.table, before, { ...before, publication, updatedAt: at }, record)
      if (isRefusal(after)) return refuse(c, after)
      return c.json(detailOf(after, dayIn(house.now()), { inside: true }), 200)
    })
    .openapi(count, async (c) => {
      const { house } = c.var
      const { id } = c.req.valid('param')
      const it = await readProduct(house.table, id)
      const no = it ? forbidden(c, 'product.edit', goodsOf(it)) : ({ code: 'thing/not-found' } as const)
      if (no) return refuse(c, no)
      const { left } = c.req.valid('json')
      const at = house.now().toISOString()
      await setStock(house.table, id, left, at, audited(c, 'product.stock', 'product', id))
      return c.json({ left, at }, 200)
    })
