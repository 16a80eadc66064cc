import { createHash, timingSafeEqual } from 'node:crypto'
import { createRoute, z } from '@hono/zod-openapi'
import { communeOf } from '@nguon/listing/commune'
import { dayIn } from '@nguon/listing/day'
import { readPhone } from '@nguon/people/phone'
import { keepOrder, listOrders, readOrder } from '@nguon/store/order'
import { readProducer } from '@nguon/store/producer'
import { readForSale } from '@nguon/store/product'
import { deliveryFee, deliveryRuleOn, houseDelivery } from '@nguon/trade/delivery'
import { buyer, decideOrder, method } from '@nguon/trade/order'
import { makeReference } from '@nguon/trade/reference'
import { asks, body, type C, cursorOf, forbidden, isRefusal, json, nextOf, refusals, refuse, routes } from './app.ts'
import { orderView, orderViewOf } from './order-view.ts'
import { makerGoods } from './producers.ts'
import { cursorQuery } from './products.ts'

const where = z.object({
  ref: z
    .string()
    .regex(/^[A-Z0-9]{4,19}$/)
    .openapi({ example: 'DH7K2MQ9RXA' }),
})
const opened = z.object({ k: z.string().regex(/^[A-Za-z0-9_-]{22}$/) })

const place = createRoute({
  method: 'post',
  path: '/v1/orders',
  operationId: 'placeOrder',
  summary: 'Order one product as a guest; the stock is held in the same write',
  ...asks('everyone'),
  request: {
    body: body(
      z.strictObject({
        product: z.string().max(14),
        quantity: z.int().min(1).max(999),
        buyer: z.strictObject({
          name: buyer.shape.name,
          phone: z.string().max(60),
          address: z.string().trim().min(3).max(160),
          commune: z.string().regex(/^\d{5}$/),
        }),
        method,
      }),
    ),
  },
  responses: {
    201: json(
      z.object({
        ref: z.string(),
        token: z.string(),
        link: z.string(),
        state: z.string(),
        total: z.int(),
        holdUntil: z.string().optional(),
      }),
      'Placed',
    ),
    ...refusals,
  },
})

const show = createRoute({
  method: 'get',
  path: '/v1/orders/{ref}',
  operationId: 'readOrder',
  summary: 'An order by its own link',
  ...asks('everyone'),
  request: { params: where, query: opened },
  responses: { 200: json(orderView, 'The order'), ...refusals },
})

const cancel = createRoute({
  method: 'post',
  path: '/v1/orders/{ref}/cancel',
  operationId: 'cancelOrder',
  summary: 'Cancel before it is paid; the stock goes back',
  ...asks('everyone'),
  request: { params: where, query: opened },
  responses: { 200: json(orderView, 'Cancelled'), ...refusals },
})

const quote = createRoute({
  method: 'get',
  path: '/v1/quote',
  operationId: 'quoteOrder',
  summary: 'What an order would cost, delivery included, before anything is typed twice',
  ...asks('everyone'),
  request: {
    query: z.object({
      product: z.string().max(14),
      quantity: z.coerce.number().int().min(1).max(999),
      commune: z.string().regex(/^\d{5}$/),
    }),
  },
  responses: {
    200: json(z.object({ goods: z.int(), delivery: z.int(), total: z.int(), methods: z.array(method) }), 'The price'),
    ...refusals,
  },
})

const sold = createRoute({
  method: 'get',
  path: '/v1/producers/{maker}/orders',
  operationId: 'listOrders',
  summary: 'Orders to a maker, newest first, with how to reach the buyer',
  ...asks('order.read-as-seller'),
  request: { params: z.object({ maker: z.string().max(61) }), query: cursorQuery },
  responses: { 200: json(z.object({ items: z.array(orderView), next: z.string().optional() }), 'Orders'), ...refusals },
})

/** Answered by the checkout function, the only one beside the hooks that loads Stripe. */
export const payByCard = createRoute({
  method: 'post',
  path: '/v1/orders/{ref}/card',
  operationId: 'payByCard',
  summary: "The card page for an order's exact total",
  ...asks('everyone'),
  request: { params: where, query: opened },
  responses: { 200: json(z.object({ url: z.string() }), 'Where to pay'), ...refusals },
})

export const hashToken = (token: string) => createHash('sha256').update(token).digest('hex')

/** The order behind a link, or nothing: a wrong token and an unknown reference look the same. */
export async function openOrder(c: C, ref: string, token: string) {
  const kept = await readOrder(c.var.house.table, ref)
  if (!kept || !timingSafeEqual(Buffer.from(kept.order.tokenHash), Buffer.from(hashToken(token)))) return undefined
  return kept
}

/** What may be bought and what it costs there, or why not. */
async function priceOf(c: C, asked: { product: string; quantity: number; commune: string }) {
  const { house } = c.var
  const found = await readForSale(house.table, asked.product)
  if (found?.product.publication.state !== 'published') return { code: 'product/not-on-sale' } as const
  const { product, left } = found
  if (product.price.is !== 'exact') return { code: 'product/no-price' } as const
  const commune = communeOf(asked.commune)
  const maker = await readProducer(house.table, product.maker)
  const rule = deliveryRuleOn(houseDelivery, dayIn(house.now()))
  if (!commune || !maker || !rule) return { code: 'thing/not-found' } as const
  const lines = [{ qty: asked.quantity, dong: product.price.dong }]
  const delivery = deliveryFee(
    rule,
    { commune: maker.commune, province: maker.province },
    { commune: commune.code, province: commune.province },
    lines,
  )
  const goods = asked.quantity * product.price.dong
  const methods: z.infer<typeof method>[] = [
    ...(maker.bank ? (['vietqr'] as const) : []),
    'cash',
    ...(house.stripe ? (['card'] as const) : []),
  ]
  return {
    is: 'priced' as const,
    product,
    maker,
    commune,
    left,
    price: product.price,
    goods,
    delivery,
    total: goods + delivery,
    methods,
  }
}

export const orders = () =>
  routes()
    .openapi(quote, async (c) => {
      const priced = await priceOf(c, c.req.valid('query'))
      if (isRefusal(priced)) return refuse(c, priced)
      const { goods, delivery, total, methods } = priced
      return c.json({ goods, delivery, total, methods }, 200)
    })
    .openapi(place, async (c) => {
      const { house } = c.var
      const asked = c.req.valid('json')
      const phone = readPhone(asked.buyer.phone)
      if (typeof phone !== 'string') return refuse(c, phone)
      const priced = await priceOf(c, { ...asked, commune: asked.buyer.commune })
      if (isRefusal(priced)) return refuse(c, priced)
      if (!priced.methods.includes(asked.method))
        return refuse(c, { code: asked.method === 'card' ? 'card/not-here' : 'producer/no-bank' })
      const token = Buffer.from(house.random(16)).toString('base64url')
      const { product, commune, price } = priced
      const draft = {
        ref: makeReference(house.random(5)),
        ...{ product: product.id, productName: product.name, maker: product.maker, qty: asked.quantity },
        ...{
          unitDong: price.dong,
          unit: price.unit,
          delivery: priced.delivery,
          method: asked.method,
          tokenHash: hashToken(token),
        },
        buyer: {
          name: asked.buyer.name,
          phone,
          address: { line: asked.buyer.address, commune: commune.code, province: commune.province },
        },
      }
      const facts = decideOrder({ do: 'place', order: draft }, undefined, house.now())
      if ('code' in facts) return refuse(c, facts)
      const kept = await keepOrder(house.table, undefined, facts)
      if (isRefusal(kept)) return refuse(c, kept)
      const { order } = kept
      const path = `/don/${order.ref}?k=${token}`
      const said = c.var.lang === 'vi' ? `Đơn ${order.ref}: ${product.name}.` : `Order ${order.ref}: ${product.name}.`
      const link = `${house.origin}${c.var.lang === 'en' ? '/en' : ''}${path}`
      await house.send({ to: phone, channel: 'sms', text: said, link, at: order.placedAt })
      c.header('location', `/v1/orders/${order.ref}?k=${token}`)
      return c.json(
        {
          ref: order.ref,
          token,
          link,
          state: order.state,
          total: order.total,
          ...(order.state === 'awaiting' ? { holdUntil: order.holdUntil } : {}),
        },
        201,
      )
    })
    .openapi(show, async (c) => {
      const kept = await openOrder(c, c.req.valid('param').ref, c.req.valid('query').k)
      return kept ? c.json(await orderViewOf(c, kept.order), 200) : refuse(c, { code: 'order/unknown' })
    })
    .openapi(cancel, async (c) => {
      const { house } = c.var
      const kept = await openOrder(c, c.req.valid('param').ref, c.req.valid('query').k)
      if (!kept) return refuse(c, { code: 'order/unknown' })
      const facts = decideOrder({ do: 'cancel', by: 'buyer', reason: 'buyer' }, kept.order, house.now())
      if ('code' in facts) return refuse(c, facts)
      const after = facts.length > 0 ? await keepOrder(house.table, kept, facts) : kept
      return isRefusal(after) ? refuse(c, after) : c.json(await orderViewOf(c, after.order), 200)
    })
    .openapi(sold, async (c) => {
      const { house } = c.var
      const { maker } = c.req.valid('param')
      const it = await readProducer(house.table, maker)
      const no = forbidden(
        c,
        'order.read-as-seller',
        it ? makerGoods(it) : { maker, commune: '', province: '', shown: false },
      )
      if (no) return refuse(c, no)
      const from = cursorOf(c, `orders ${maker}`, c.req.valid('query').cursor)
      if ('code' in from) return refuse(c, from)
      const page = await listOrders(house.table, maker, 20, from.after)
      const items = await Promise.all(page.items.map(({ order }) => orderViewOf(c, order, true)))
      return c.json({ items, ...nextOf(c, `orders ${maker}`, page.next) }, 200)
    })
