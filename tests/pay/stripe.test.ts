import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { getRequestListener } from '@hono/node-server'
import { cardStandIn } from '@nguon/local/card'
import {
  type CardOrder,
  type CardPages,
  checkoutOf,
  readStripeEvent,
  requestCheckout,
  type StripeConfig,
} from '@nguon/pay/stripe'
import { makeReference } from '@nguon/trade/reference'
import type { Hono } from 'hono'
import Stripe from 'stripe'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import vectors from '../fixtures/pay/webhook-vectors.json' with { type: 'json' }

const origin = 'http://localhost:4000'
const webhookSecret = 'whsec_test_secret'
const start = new Date('2026-11-22T02:00:00.000Z')
const ref = makeReference(Uint8Array.of(1, 2, 3, 4, 5))
const order: CardOrder = {
  ref,
  product: '09520001000015',
  productName: 'Nem chua lá đinh lăng',
  qty: 2,
  unitDong: 50_000,
  delivery: 20_000,
  holdUntil: '2026-11-22T03:00:00.000Z',
}
const pages: CardPages = {
  success: `${origin}/don/${ref}?k=abc&card={CHECKOUT_SESSION_ID}`,
  cancel: `${origin}/don/${ref}?k=abc`,
  language: 'vi',
}

let app: Hono
let server: Server
let config: StripeConfig
let hooks: { url: string; body: string; signature: string | null }[] = []
let hookStatus = 200
let now = start

beforeAll(async () => {
  let count = 0
  const send: typeof fetch = async (url, init) => {
    hooks.push({
      url: String(url),
      body: String(init?.body),
      signature: new Headers(init?.headers).get('stripe-signature'),
    })
    return new Response('told', { status: hookStatus })
  }
  app = cardStandIn({ origin, webhookSecret, send, now: () => now, id: () => `a${++count}` })
  server = createServer(getRequestListener(app.fetch, { overrideGlobalObjects: false }))
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  if (!address || typeof address === 'string') throw new Error('no port')
  config = { secretKey: 'sk_test_stand_in', webhookSecret, host: '127.0.0.1', port: address.port, protocol: 'http' }
})

afterAll(() => {
  server.closeAllConnections()
  server.close()
})

const another = (number: number, change: Partial<CardOrder> = {}): CardOrder => ({
  ...order,
  ref: makeReference(Uint8Array.of(9, 9, 9, 9, number)),
  ...change,
})

describe('what Stripe is asked for', () => {
  test('whole dong, not hundredths; the hold is when the page closes', () => {
    expect(checkoutOf(order, pages)).toMatchObject({
      client_reference_id: ref,
      metadata: { order: ref },
      expires_at: Date.parse('2026-11-22T03:00:00Z') / 1000,
      line_items: [
        { quantity: 2, price_data: { currency: 'vnd', unit_amount: 50_000 } },
        { quantity: 1, price_data: { currency: 'vnd', unit_amount: 20_000, product_data: { name: 'Giao hàng' } } },
      ],
    })
  })
})

describe('the real SDK against the stand-in', () => {
  test('opens a page for an order and reads it again', async () => {
    const asked = await requestCheckout(config, order, pages)
    if ('code' in asked) throw new Error(asked.code)
    expect(asked.url).toBe(`${origin}/dev/card/${asked.session}`)

    const { host, port, protocol } = config
    const session = await new Stripe(config.secretKey, {
      host: host!,
      port: port!,
      protocol: protocol!,
    }).checkout.sessions.retrieve(asked.session)
    expect(session).toMatchObject({
      object: 'checkout.session',
      amount_total: 120_000,
      currency: 'vnd',
      client_reference_id: ref,
      status: 'open',
      payment_status: 'unpaid',
      success_url: pages.success.replace('{CHECKOUT_SESSION_ID}', asked.session),
    })
  })

  test('asked twice for one order answers the same page', async () => {
    expect(await requestCheckout(config, order, pages)).toEqual(await requestCheckout(config, order, pages))
  })

  test('asked for the same order with another price is refused', async () => {
    expect(await requestCheckout(config, { ...order, unitDong: 1_000 }, pages)).toMatchObject({ code: 'card/refused' })
  })

  test('a hold shorter than a card page lives is said to be too late', async () => {
    const short = another(1, { holdUntil: '2026-11-22T02:29:00.000Z' })
    expect(await requestCheckout(config, short, pages)).toEqual({ code: 'card/too-late', until: short.holdUntil })
  })

  test('without a key nothing is asked', async () => {
    expect(await requestCheckout({ ...config, secretKey: '' }, order, pages)).toEqual({ code: 'card/no-secret' })
  })

  test('a wrong key is refused without being quoted', async () => {
    const answer = await requestCheckout({ ...config, secretKey: 'pk_wrong' }, another(2), pages)
    expect(answer).toMatchObject({ code: 'card/refused' })
    expect(JSON.stringify(answer)).not.toContain('pk_wrong')
  })

  test('nobody listening is an answer, not an accident', async () => {
    expect(await requestCheckout({ ...config, port: 9 }, another(3), pages)).toMatchObject({ code: 'card/not-reached' })
  })
})

describe('the card page', () => {
  const open = async (number: number): Promise<{ id: string; ref: string }> => {
    const its = another(number)
    const asked = await requestCheckout(config, its, pages)
    if ('code' in asked) throw new Error(asked.code)
    return { id: asked.session, ref: its.ref }
  }

  test('shows what is paid for, and paying tells the platform with a signature it believes', async () => {
    const { id, ref } = await open(10)
    const page = await (await app.request(`/dev/card/${id}`)).text()
    expect(page).toContain('120.000 ₫')
    expect(page).toContain('Nem chua lá đinh lăng × 2')

    hooks = []
    const paid = await app.request(`/dev/card/${id}/pay`, { method: 'POST' })
    expect([paid.status, paid.headers.get('location')]).toEqual([
      303,
      pages.success.replace('{CHECKOUT_SESSION_ID}', id),
    ])
    expect(hooks.map((hook) => hook.url)).toEqual([`${origin}/v1/hooks/stripe`])
    expect(await readStripeEvent(hooks[0]!.body, hooks[0]!.signature, webhookSecret, now)).toEqual({
      is: 'notice',
      notice: { provider: 'stripe', notice: id, order: ref, dong: 120_000, at: '2026-11-22T02:00:00.000Z' },
    })
  })

  test('paid twice tells of the same event', async () => {
    const { id } = await open(11)
    hooks = []
    await app.request(`/dev/card/${id}/pay`, { method: 'POST' })
    await app.request(`/dev/card/${id}/pay`, { method: 'POST' })
    expect(new Set(hooks.map((hook) => JSON.parse(hook.body).id)).size).toBe(1)
  })

  test('given up goes back to the order and tells nobody', async () => {
    const { id } = await open(12)
    hooks = []
    const back = await app.request(`/dev/card/${id}/cancel`, { method: 'POST' })
    expect([back.status, back.headers.get('location'), hooks.length]).toEqual([303, pages.cancel, 0])
  })

  test('says so when the platform did not take the news, and offers to tell it again', async () => {
    const { id } = await open(13)
    hookStatus = 503
    const answer = await app.request(`/dev/card/${id}/pay`, { method: 'POST' })
    hookStatus = 200
    expect(answer.status).toBe(502)
    expect(await answer.text()).toContain('Báo lại')
    expect((await app.request(`/dev/card/${id}/pay`, { method: 'POST' })).status).toBe(303)
  })

  test('closes when the hold ends', async () => {
    const { id } = await open(14)
    now = new Date('2026-11-22T03:00:00.000Z')
    hooks = []
    expect((await app.request(`/dev/card/${id}/pay`, { method: 'POST' })).status).toBe(409)
    expect(hooks).toEqual([])
    now = start
  })

  test('of a session nobody opened is not found', async () => {
    expect((await app.request('/dev/card/cs_test_none')).status).toBe(404)
  })
})

describe('an event from Stripe', () => {
  const { raw_body: rawBody, value, secret, timestamp } = vectors.stripe
  const then = new Date(timestamp * 1000)
  const later = (seconds: number): Date => new Date(then.getTime() + seconds * 1000)
  const sign = (payload: string): string => Stripe.webhooks.generateTestHeaderString({ payload, secret, timestamp })
  const changed = (change: object, type = 'checkout.session.completed'): string => {
    const event = JSON.parse(rawBody)
    return JSON.stringify({ ...event, type, data: { object: { ...event.data.object, ...change } } })
  }
  const read = (body: string) => readStripeEvent(body, sign(body), secret, then)

  test('as published is believed; its order is named only by a reference of ours', async () => {
    const notice = { provider: 'stripe', notice: 'cs_test_1', order: undefined, dong: 120_000, at: then.toISOString() }
    expect(await readStripeEvent(rawBody, value, secret, then)).toEqual({ is: 'notice', notice })
    expect(await readStripeEvent(new TextEncoder().encode(rawBody), value, secret, later(300))).toMatchObject({
      is: 'notice',
    })
    expect(await read(changed({ client_reference_id: ref }))).toMatchObject({ notice: { order: ref } })
  })

  test.each<[string, string, string | null, string, Date, string]>([
    ['another secret', rawBody, value, 'whsec_other', then, 'hook/wrong-signature'],
    ['no secret', rawBody, value, '', then, 'hook/no-secret'],
    ['a second too old', rawBody, value, secret, later(301), 'hook/stale'],
    ['a second too far ahead', rawBody, value, secret, later(-301), 'hook/stale'],
    [
      'dated anew',
      rawBody,
      value.replace(String(timestamp), String(timestamp + 1)),
      secret,
      then,
      'hook/wrong-signature',
    ],
    ['two dates', rawBody, `t=${timestamp + 9},${value}`, secret, then, 'hook/unsigned'],
    ['one byte changed', rawBody.replace('120000', '120001'), value, secret, then, 'hook/wrong-signature'],
    ['re-serialised', JSON.stringify(JSON.parse(rawBody), null, 1), value, secret, then, 'hook/wrong-signature'],
    ['no signature', rawBody, null, secret, then, 'hook/unsigned'],
    ['a date and no signature', rawBody, `t=${timestamp}`, secret, then, 'hook/wrong-signature'],
    ['an empty body', '', value, secret, then, 'hook/wrong-signature'],
  ])('with %s is refused (R2)', async (_, body, signature, key, at, code) => {
    expect(await readStripeEvent(body, signature, key, at)).toMatchObject({ code })
  })

  test.each<[string, string, object]>([
    ['of another kind', changed({}, 'checkout.session.expired'), { is: 'ignored', why: 'not-a-payment' }],
    ['of a session not paid yet', changed({ payment_status: 'unpaid' }), { is: 'ignored', why: 'not-paid' }],
    ['in dollars', changed({ currency: 'usd' }), { code: 'hook/unreadable', fields: ['currency'] }],
    ['without an amount', changed({ amount_total: null }), { code: 'hook/unreadable', fields: ['amount_total'] }],
    ['that is no JSON', 'not json', { code: 'hook/unreadable', fields: ['body'] }],
  ])('%s is no payment', async (_, body, answer) => expect(await read(body)).toEqual(answer))
})
