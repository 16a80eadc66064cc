import type { OpenAPIHono } from '@hono/zod-openapi'
import { requestCheckout } from '@nguon/pay/stripe'
import { type Env, refuse, routes } from './api/app.ts'
import { openOrder, payByCard } from './api/orders.ts'
import { door } from './door.ts'
import type { House } from './house.ts'

/** The only app beside the hooks that loads Stripe. */
export function checkout(house: House): OpenAPIHono<Env> {
  const app = routes()
  app.use(door(house))
  app.openapi(payByCard, async (c) => {
    const { k } = c.req.valid('query')
    const kept = await openOrder(c, c.req.valid('param').ref, k)
    if (!kept) return refuse(c, { code: 'order/unknown' })
    const { order } = kept
    if (!house.stripe) return refuse(c, { code: 'card/not-here' })
    if (order.state !== 'awaiting' || order.method !== 'card')
      return refuse(c, { code: 'order/not-from-here', from: order.state, wanted: 'receivePayment' })
    const page = `${house.origin}${c.var.lang === 'en' ? '/en' : ''}/don/${order.ref}?k=${k}`
    const asked = await requestCheckout(house.stripe, order, { success: page, cancel: page, language: c.var.lang })
    return 'code' in asked ? refuse(c, { code: 'card/not-here' }) : c.json({ url: asked.url }, 200)
  })
  return app
}
