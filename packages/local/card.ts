import { createHmac } from 'node:crypto'
import { sayDong } from '@nguon/trade/money'
import { Hono } from 'hono'
import { html } from 'hono/html'
import { frame, frameHeaders } from './frame.ts'
import { completedEvent, type Line, openSession, readLines, type Session, type StripeError } from './session.ts'

export type CardHouse = {
  /** Where the platform answers: its hook is told there, and the buyer's page stands there. */
  origin: string
  /** The platform's Stripe webhook secret. */
  webhookSecret: string
  send: typeof fetch
  now: () => Date
  /** A fresh id, letters and digits. */
  id: () => string
}

type Kept = { session: Session; lines: readonly Line[]; eventId: string }

/**
 * Stands in for Stripe: the two calls the SDK makes for a Checkout Session, and at `/dev/card/{id}` the page where a
 * buyer "pays". Sessions live as long as the process. It signs with its own few lines, so that a mistake in ours shows.
 */
export function cardStandIn({ origin, webhookSecret, send, now, id }: CardHouse): Hono {
  const sessions = new Map<string, Kept>()
  const asked = new Map<string, { body: string; id: string }>()
  const app = new Hono()

  app.use('/v1/*', async (c, next) => {
    if (/^Bearer sk_\w+$/.test(c.req.header('authorization') ?? '')) return next()
    return c.json({ error: { type: 'invalid_request_error', message: 'You did not provide an API key.' } }, 401)
  })

  app.post('/v1/checkout/sessions', async (c) => {
    const body = await c.req.text()
    const key = c.req.header('idempotency-key')
    const before = key ? asked.get(key) : undefined
    if (before && before.body !== body) return c.json(otherwise(key!), 400)
    const kept = before && sessions.get(before.id)
    if (kept) return c.json(kept.session, 200, { 'idempotent-replayed': 'true' })

    const form = new URLSearchParams(body)
    const lines = readLines(form)
    if ('error' in lines) return c.json(lines, 400)
    const name = `cs_test_${id()}`
    const session = openSession(form, lines, name, `${origin}/dev/card/${name}`, now())
    if ('error' in session) return c.json(session, 400)
    sessions.set(name, { session, lines, eventId: `evt_${id()}` })
    if (key) asked.set(key, { body, id: name })
    return c.json(session)
  })

  app.get('/v1/checkout/sessions/:id', (c) => {
    const kept = current(c.req.param('id'))
    return kept ? c.json(kept.session) : c.json(missing(c.req.param('id')), 404)
  })

  app.use('/dev/card/*', async (c, next) => {
    await next()
    for (const [name, value] of Object.entries(frameHeaders(origin))) c.header(name, value)
  })

  app.get('/dev/card/:id', (c) => {
    const kept = current(c.req.param('id'))
    return kept ? c.html(payPage(kept)) : c.html(gonePage(), 404)
  })

  app.post('/dev/card/:id/cancel', (c) => {
    const kept = current(c.req.param('id'))
    return kept ? c.redirect(kept.session.cancel_url, 303) : c.html(gonePage(), 404)
  })

  app.post('/dev/card/:id/pay', async (c) => {
    const kept = current(c.req.param('id'))
    if (!kept) return c.html(gonePage(), 404)
    if (kept.session.status === 'expired') return c.html(payPage(kept), 409)
    if (kept.session.status === 'open')
      kept.session = { ...kept.session, status: 'complete', payment_status: 'paid', payment_intent: `pi_${id()}` }
    const answered = await tell(kept)
    return answered.ok ? c.redirect(kept.session.success_url, 303) : c.html(untoldPage(kept, answered.what), 502)
  })

  return app

  function current(name: string): Kept | undefined {
    const kept = sessions.get(name)
    if (kept?.session.status === 'open' && now().getTime() / 1000 >= kept.session.expires_at)
      kept.session = { ...kept.session, status: 'expired' }
    return kept
  }

  /** The same event each time it is told, as Stripe repeats one until it is answered. */
  async function tell({ session, eventId }: Kept): Promise<{ ok: boolean; what: string }> {
    const body = JSON.stringify(completedEvent(session, eventId, now()))
    const time = Math.floor(now().getTime() / 1000)
    const signature = createHmac('sha256', webhookSecret).update(`${time}.${body}`).digest('hex')
    const headers = { 'content-type': 'application/json', 'stripe-signature': `t=${time},v1=${signature}` }
    try {
      const answer = await send(`${origin}/v1/hooks/stripe`, { method: 'POST', headers, body })
      return { ok: answer.ok, what: `${answer.status} ${await answer.text()}` }
    } catch (error) {
      return { ok: false, what: String(error) }
    }
  }
}

const otherwise = (key: string): StripeError => ({
  error: {
    type: 'idempotency_error',
    message: `Keys for idempotent requests can only be used with the same parameters. The key was '${key}'.`,
  },
})

const missing = (id: string): StripeError => ({
  error: {
    type: 'invalid_request_error',
    code: 'resource_missing',
    param: 'id',
    message: `No such checkout.session: '${id}'`,
  },
})

const payPage = ({ session, lines }: Kept) =>
  frame(
    { vi: 'Thanh toán bằng thẻ', en: 'Pay by card' },
    html`
      <h1>Thanh toán bằng thẻ</h1>
      <p lang="en">Pay by card</p>
      <section class="card">
        <p class="amount">${sayDong(session.amount_total)}</p>
        ${lines.map((line) => html`<p>${line.name} × ${line.quantity}: <span class="dong">${sayDong(line.quantity * line.dong)}</span></p>`)}
        <p><small>Đơn · Order ${session.client_reference_id}</small></p>
      </section>
      ${
        session.status === 'expired'
          ? html`<p class="wrong" role="alert">Trang này đã hết giờ. Quay lại đơn để chọn cách khác. <span lang="en">This page has expired. Go back to the order for another way.</span></p>`
          : html`<form method="post" action="/dev/card/${session.id}/pay"><button>Trả ${sayDong(session.amount_total)} <span lang="en">Pay</span></button></form>`
      }
      <form method="post" action="/dev/card/${session.id}/cancel"><button class="outline">Quay lại đơn <span lang="en">Back to the order</span></button></form>
    `,
  )

const untoldPage = ({ session }: Kept, what: string) =>
  frame(
    { vi: 'Chưa báo được', en: 'Not told yet' },
    html`
      <h1>Thẻ đã trả, chưa báo được cho Nguồn</h1>
      <p lang="en">The card has paid; Nguồn did not take the news yet.</p>
      <pre>${what}</pre>
      <form method="post" action="/dev/card/${session.id}/pay"><button>Báo lại <span lang="en">Tell again</span></button></form>
    `,
  )

const gonePage = () =>
  frame(
    { vi: 'Không có trang này', en: 'No such page' },
    html`
      <h1>Không có trang trả thẻ này</h1>
      <p>Trang chỉ sống đến khi máy dừng. Mở lại từ đơn hàng. <span lang="en">Pages last until the platform stops. Open a new one from the order.</span></p>
    `,
  )
