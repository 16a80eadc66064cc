import fixtures from './data/stripe.json' with { type: 'json' }

export type Session = Omit<
  typeof fixtures.session,
  | 'amount_subtotal'
  | 'amount_total'
  | 'client_reference_id'
  | 'currency'
  | 'metadata'
  | 'payment_intent'
  | 'locale'
  | 'shipping_cost'
  | 'currency_conversion'
> & {
  amount_subtotal: number
  amount_total: number
  client_reference_id: string | null
  currency: string
  metadata: Record<string, string>
  payment_intent: string | null
  locale: string | null
  shipping_cost: null
  currency_conversion: null
}

/** An error as Stripe's API writes it. */
export type StripeError = {
  error: { type: 'invalid_request_error' | 'idempotency_error'; message: string; param?: string; code?: string }
}

const wrong = (param: string, message: string): StripeError => ({
  error: { type: 'invalid_request_error', message, param },
})

const halfHour = 1_800
const day = 86_400

export type Line = { name: string; quantity: number; dong: number }

/** The lines of a form-encoded request, `line_items[0][price_data][unit_amount]=…`. */
export function readLines(form: URLSearchParams): Line[] | StripeError {
  const lines: Line[] = []
  for (let at = 0; form.has(`line_items[${at}][quantity]`); at++) {
    const of = (rest: string): string => form.get(`line_items[${at}]${rest}`) ?? ''
    const [quantity, amount] = [of('[quantity]'), of('[price_data][unit_amount]')]
    if (!/^[1-9]\d{0,5}$/.test(quantity)) return wrong(`line_items[${at}][quantity]`, `Invalid integer: ${quantity}`)
    if (!/^\d{1,9}$/.test(amount))
      return wrong(`line_items[${at}][price_data][unit_amount]`, `Invalid integer: ${amount}`)
    if (of('[price_data][currency]') !== 'vnd')
      return wrong(`line_items[${at}][price_data][currency]`, 'This stand-in only takes vnd.')
    lines.push({ name: of('[price_data][product_data][name]'), quantity: Number(quantity), dong: Number(amount) })
  }
  return lines.length > 0 ? lines : wrong('line_items', 'You must provide `line_items`.')
}

/** A session as Stripe would open it, or why it would not. `page` is where the buyer pays. */
export function openSession(
  form: URLSearchParams,
  lines: readonly Line[],
  id: string,
  page: string,
  now: Date,
): Session | StripeError {
  const created = Math.floor(now.getTime() / 1000)
  const expires = Number(form.get('expires_at') ?? created + day)
  if (form.get('mode') !== 'payment') return wrong('mode', 'This stand-in only takes mode=payment.')
  if (!(expires >= created + halfHour))
    return wrong('expires_at', 'The `expires_at` timestamp must be at least 30 minutes from Checkout Session creation.')
  if (expires > created + day)
    return wrong('expires_at', 'The `expires_at` timestamp must be less than 24 hours from Checkout Session creation.')
  for (const name of ['success_url', 'cancel_url'])
    if (!URL.canParse(form.get(name) ?? '')) return wrong(name, 'Not a valid URL')
  const total = lines.reduce((sum, line) => sum + line.quantity * line.dong, 0)
  const metadata = [...form].flatMap(([key, value]) => {
    const name = /^metadata\[(\w{1,40})\]$/.exec(key)?.[1]
    return name ? [[name, value] as const] : []
  })
  return {
    ...fixtures.session,
    id,
    created,
    expires_at: expires,
    amount_subtotal: total,
    amount_total: total,
    currency: 'vnd',
    client_reference_id: form.get('client_reference_id'),
    metadata: Object.fromEntries(metadata),
    locale: form.get('locale'),
    success_url: form.get('success_url')!.replaceAll('{CHECKOUT_SESSION_ID}', id),
    cancel_url: form.get('cancel_url')!,
    payment_intent: null,
    shipping_cost: null,
    currency_conversion: null,
    url: page,
  }
}

/** The event that tells of a paid session. */
export const completedEvent = (session: Session, id: string, now: Date) => ({
  ...fixtures.event,
  id,
  created: Math.floor(now.getTime() / 1000),
  pending_webhooks: 1,
  type: 'checkout.session.completed',
  data: { object: session },
})
