import type { Order } from '@nguon/trade/order'
import { paymentNotice } from '@nguon/trade/payment'
import { reference } from '@nguon/trade/reference'
import type Stripe from 'stripe'
import * as z from 'zod'
import {
  type HookReading,
  type HookRefusal,
  jsonOf,
  type RawBody,
  staleness,
  unreadable,
  windowSeconds,
} from './hook.ts'

/*
 * Cards by Stripe Checkout. Stripe opens no accounts for Vietnamese merchants: this serves an operator with a foreign one.
 * The SDK takes some 50 ms to load, so it is loaded by the first call that needs it.
 */
export type StripeConfig = {
  secretKey: string
  webhookSecret: string
  /** Where a stand-in listens, for local mode and tests. */
  host?: string
  port?: number
  protocol?: 'http' | 'https'
}

export type CardOrder = Pick<Order, 'ref' | 'product' | 'productName' | 'qty' | 'unitDong' | 'delivery'> & {
  holdUntil: string
}
export type CardPages = { success: string; cancel: string; language: 'vi' | 'en' }

export type CardRefusal =
  | { code: 'card/no-secret' }
  | { code: 'card/too-late'; until: string } // a card page needs 30 minutes, and the hold ends sooner
  | { code: 'card/not-reached'; reason: string }
  | { code: 'card/refused'; reason: string; field: string | undefined }

const deliveryName: Record<CardPages['language'], string> = { vi: 'Giao hàng', en: 'Delivery' }

/** What Stripe is asked for. VND has no smaller unit at Stripe: 120000 is 120.000 ₫. The page closes when the hold ends. */
export function checkoutOf(order: CardOrder, pages: CardPages): Stripe.Checkout.SessionCreateParams {
  const line = (name: string, unit_amount: number, quantity: number) => ({
    quantity,
    price_data: { currency: 'vnd', unit_amount, product_data: { name } },
  })
  return {
    mode: 'payment',
    locale: pages.language,
    client_reference_id: order.ref,
    metadata: { order: order.ref, product: order.product },
    line_items: [
      line(order.productName, order.unitDong, order.qty),
      ...(order.delivery > 0 ? [line(deliveryName[pages.language], order.delivery, 1)] : []),
    ],
    expires_at: Math.floor(Date.parse(order.holdUntil) / 1000),
    success_url: pages.success,
    cancel_url: pages.cancel,
  }
}

/**
 * Asks Stripe for the order's card page and answers its address. The order's reference is the idempotency key:
 * asked again with the same pages it answers the same session, so an order never has two.
 */
export async function requestCheckout(
  config: StripeConfig,
  order: CardOrder,
  pages: CardPages,
): Promise<{ session: string; url: string } | CardRefusal> {
  if (!config.secretKey) return { code: 'card/no-secret' }
  const { default: Sdk } = await import('stripe')
  const { secretKey, webhookSecret: _, ...where } = config
  const client = new Sdk(secretKey, { ...where, timeout: 10_000, maxNetworkRetries: 1, telemetry: false })
  try {
    const { id, url } = await client.checkout.sessions.create(checkoutOf(order, pages), { idempotencyKey: order.ref })
    return url ? { session: id, url } : { code: 'card/refused', reason: 'the session has no page', field: undefined }
  } catch (error) {
    if (!(error instanceof Sdk.errors.StripeError)) throw error
    return readCardError(error, order.holdUntil)
  }
}

/** Stripe's messages may quote the key: only their kind is passed on. */
function readCardError(error: Stripe.errors.StripeError, until: string): CardRefusal {
  if (error.param === 'expires_at') return { code: 'card/too-late', until }
  const down = error.statusCode === undefined || error.statusCode === 429 || error.statusCode >= 500
  if (down) return { code: 'card/not-reached', reason: error.type }
  return { code: 'card/refused', reason: error.code ?? error.type, field: error.param }
}

const event = z.object({
  type: z.string(),
  created: z.int().positive().optional(),
  data: z.object({ object: z.unknown() }),
})

const session = z.object({
  id: z.string().min(1).max(120),
  object: z.literal('checkout.session'),
  amount_total: z.int().positive(),
  currency: z.literal('vnd'),
  payment_status: z.enum(['paid', 'unpaid', 'no_payment_required']),
  client_reference_id: z.string().nullish(),
})

const about = new Set(['checkout.session.completed', 'checkout.session.async_payment_succeeded'])

/**
 * A call from Stripe, checked by its own SDK and read in our words.
 * The notice's id is the session's: a session is paid once, while the events about it may be several.
 */
export async function readStripeEvent(
  rawBody: RawBody,
  signature: string | null,
  secret: string,
  now: Date,
): Promise<HookReading | HookRefusal> {
  const refused = await verifyStripe(rawBody, signature, secret, now)
  if (refused) return refused
  const { data: call, error } = event.safeParse(jsonOf(rawBody))
  if (error) return unreadable(error.issues)
  if (!about.has(call.type)) return { is: 'ignored', why: 'not-a-payment' }
  const { data: paid, error: unlike } = session.safeParse(call.data.object)
  if (unlike) return unreadable(unlike.issues)
  if (paid.payment_status !== 'paid') return { is: 'ignored', why: 'not-paid' }
  return {
    is: 'notice',
    notice: paymentNotice.parse({
      provider: 'stripe',
      notice: paid.id,
      order: reference.safeParse(paid.client_reference_id).data,
      dong: paid.amount_total,
      at: (call.created ? new Date(call.created * 1000) : now).toISOString(),
    }),
  }
}

/** The SDK refuses what is too old; what is dated ahead of us it would take, so the time is read here as well. */
async function verifyStripe(
  rawBody: RawBody,
  signature: string | null,
  secret: string,
  now: Date,
): Promise<HookRefusal | undefined> {
  if (!secret) return { code: 'hook/no-secret' }
  const times = [...(signature ?? '').matchAll(/(?:^|,)t=(\d{1,12})(?=,|$)/g)]
  if (!signature || times.length !== 1) return { code: 'hook/unsigned' }
  const stale = staleness(times[0]![1]!, now)
  const { default: Sdk } = await import('stripe')
  const body = typeof rawBody === 'string' ? rawBody : Buffer.from(rawBody)
  const { signature: checker } = Sdk.webhooks
  if (!checker) throw new Error('this build of stripe cannot check signatures')
  try {
    checker.verifyHeader(body, signature, secret, stale ? 0 : windowSeconds, undefined, now.getTime())
  } catch (error) {
    if (error instanceof Sdk.errors.StripeSignatureVerificationError) return { code: 'hook/wrong-signature' }
    throw error
  }
  return stale
}
