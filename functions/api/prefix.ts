import { createRoute, z } from '@hono/zod-openapi'
import { isExamplePrefix } from '@nguon/gs1/prefix'
import { dayIn } from '@nguon/listing/day'
import { changePrefix, type OwnPrefix, openPrefix, ownPrefix, prefixChange, prefixDraft } from '@nguon/listing/prefix'
import { addPrefix, giveNumber, keepPrefix, listPrefixes, readPrefix } from '@nguon/store/prefix'
import { readProduct } from '@nguon/store/product'
import { asks, audited, body, forbidden, isRefusal, json, nameOf, refusals, refuse, routes } from './app.ts'
import { detailOf, productDetail } from './card.ts'
import { goodsOf, productParam } from './products.ts'

const view = ownPrefix
  .clone()
  .extend({
    given: z.int().openapi({ description: 'Item references given out' }),
    left: z.int().openapi({ description: 'Item references left in the range' }),
    example: z.boolean().openapi({ description: "GS1's prefix for examples: no real number" }),
  })
  .openapi('CompanyPrefix')
const viewOf = (it: OwnPrefix): z.infer<typeof view> => ({
  ...it,
  given: it.next - it.first,
  left: it.last - it.next + 1,
  example: isExamplePrefix(it.prefix),
})
const whole = { whole: 'deployment' } as const

const list = createRoute({
  method: 'get',
  path: '/v1/prefixes',
  operationId: 'listPrefixes',
  summary: "The operator's own GS1 company prefixes and what is left of each",
  ...asks('prefix.edit'),
  responses: {
    200: json(z.object({ items: z.array(view) }), 'Prefixes, none until the operator sets one'),
    ...refusals,
  },
})

const add = createRoute({
  method: 'post',
  path: '/v1/prefixes',
  operationId: 'addPrefix',
  summary: 'A company prefix licensed to the operator, with the item references to give out',
  ...asks('prefix.edit'),
  request: {
    body: body(
      prefixDraft.clone().openapi({
        example: {
          ...{ prefix: '9521234', first: 0, last: 9999, validFrom: '2026-11-01' },
          source: 'Giấy chứng nhận sử dụng mã số mã vạch, bản lưu tại văn phòng',
        },
      }),
    ),
  },
  responses: { 201: json(view, 'Open'), ...refusals },
})

const change = createRoute({
  method: 'patch',
  path: '/v1/prefixes/{prefix}',
  operationId: 'changePrefix',
  summary: 'Widen or close the range, or say until when the licence holds, believing a version',
  ...asks('prefix.edit'),
  request: { params: z.object({ prefix: z.string().regex(/^\d{6,11}$/) }), body: body(prefixChange.clone()) },
  responses: { 200: json(view, 'As it now stands'), ...refusals },
})

const give = createRoute({
  method: 'post',
  path: '/v1/products/{id}/number',
  operationId: 'giveNumber',
  summary: "Give a product with a house code the next GTIN of the operator's own prefix; the code goes on answering",
  ...asks('number.give'),
  request: { params: productParam },
  responses: { 201: json(productDetail, 'The product with its number'), ...refusals },
})

export const prefixes = () =>
  routes()
    .openapi(list, async (c) => {
      const no = forbidden(c, 'prefix.edit', whole)
      if (no) return refuse(c, no)
      return c.json({ items: (await listPrefixes(c.var.house.table)).map(viewOf) }, 200)
    })
    .openapi(add, async (c) => {
      const { house, actor } = c.var
      const no = forbidden(c, 'prefix.edit', whole)
      if (no) return refuse(c, no)
      const others = await listPrefixes(house.table)
      const stamp = { at: house.now().toISOString(), by: nameOf(actor) }
      const opened = openPrefix(c.req.valid('json'), others, stamp)
      if ('code' in opened) return refuse(c, opened)
      const made = await addPrefix(house.table, opened, audited(c, 'prefix.create', 'prefix', opened.prefix))
      if (isRefusal(made)) return refuse(c, made)
      c.header('location', `/v1/prefixes/${made.prefix}`)
      return c.json(viewOf(made), 201)
    })
    .openapi(change, async (c) => {
      const { house, actor } = c.var
      const no = forbidden(c, 'prefix.edit', whole)
      if (no) return refuse(c, no)
      const { version, ...wanted } = c.req.valid('json')
      const before = await readPrefix(house.table, c.req.valid('param').prefix)
      if (!before) return refuse(c, { code: 'thing/not-found' })
      if (before.version !== version) return refuse(c, { code: 'race/lost', what: 'prefix' })
      const after = changePrefix(before, wanted, { at: house.now().toISOString(), by: nameOf(actor) })
      if ('code' in after) return refuse(c, after)
      const changed = Object.keys(wanted)
      const kept = await keepPrefix(
        house.table,
        before,
        after,
        audited(c, 'prefix.edit', 'prefix', after.prefix, { changed }),
      )
      return isRefusal(kept) ? refuse(c, kept) : c.json(viewOf(kept), 200)
    })
    .openapi(give, async (c) => {
      const { house } = c.var
      const { id } = c.req.valid('param')
      const it = await readProduct(house.table, id)
      const no = it ? forbidden(c, 'number.give', goodsOf(it)) : ({ code: 'thing/not-found' } as const)
      if (no) return refuse(c, no)
      const today = dayIn(house.now())
      const given = await giveNumber(house.table, id, {
        ...{ today, at: house.now().toISOString() },
        audit: (gtin) => audited(c, 'product.number', 'product', id, { changed: ['gtin', gtin] }),
        chance: () => (house.random(1)[0] ?? 0) / 255,
        wait: (ms) => new Promise((resolve) => setTimeout(resolve, ms)),
      })
      if (isRefusal(given)) return refuse(c, given)
      return c.json(detailOf(given, today, { inside: true }), 201)
    })
