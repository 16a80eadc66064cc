import * as z from 'zod'
import { addDong, ceiling, dong, linesTotal } from './money.ts'
import {
  matchPayment,
  noticeKey,
  type PaymentNotice,
  type PaymentRefusal,
  type Receipt,
  receipt,
  received,
  strayed,
} from './payment.ts'
import { reference } from './reference.ts'

const instant = z.iso.datetime()

/** So that a thousand transfers of one dong cannot make an order too large to read; the rest are placed by a person. */
const mostNotices = 100

/** Who buys and where it goes; `commune` and `province` are the codes of QĐ 19/2025/QĐ-TTg. Personal: never in a log. */
export const buyer = z.strictObject({
  name: z.string().trim().min(2).max(80),
  phone: z.string().regex(/^0(\d{9}|2\d{9})$/),
  address: z.strictObject({
    line: z.string().trim().min(3).max(160),
    commune: z.string().regex(/^\d{5}$/),
    province: z.string().regex(/^\d{2}$/),
  }),
})
export type Buyer = z.infer<typeof buyer>

export const method = z.enum(['vietqr', 'cash', 'card'])
export type Method = z.infer<typeof method>

/** What is agreed on when an order is placed. Prices are those of the moment: a later change of the listing is not its business. */
export const orderDraft = z.strictObject({
  ref: reference,
  product: z.string().min(1).max(14),
  productName: z.string().min(1).max(120),
  maker: z.string().min(1).max(61),
  qty: z.int().min(1).max(999),
  unitDong: dong.min(1),
  unit: z.string().min(1).max(40),
  delivery: dong,
  buyer,
  method,
  tokenHash: z.string().regex(/^[0-9a-f]{64}$/), // of the token in the order's own link
})
export type OrderDraft = z.infer<typeof orderDraft>

const placed = z.object({
  ...orderDraft.shape,
  total: dong.min(1),
  placedAt: instant,
  notices: z.array(receipt).max(mostNotices),
})

/**
 * An order as it stands; each state has only the fields true of it.
 * `awaiting` money for goods held until `holdUntil`; `cash` to be paid at the door; `paid` in full, perhaps with something owed back
 * ({@link owedBack}); `expired` and `cancelled` hold no goods, and whatever arrives is owed back.
 */
export const order = z.discriminatedUnion('state', [
  placed.extend({ state: z.literal('awaiting'), method: z.enum(['vietqr', 'card']), holdUntil: instant }),
  placed.extend({ state: z.literal('cash'), method: z.literal('cash') }),
  placed.extend({ state: z.literal('paid'), paidAt: instant }),
  placed.extend({ state: z.literal('expired'), expiredAt: instant }),
  placed.extend({
    state: z.literal('cancelled'),
    cancelledAt: instant,
    by: z.string().max(80),
    reason: z.string().max(300),
  }),
])
export type Order = z.infer<typeof order>

/** Whether an order in this state keeps its goods out of stock. Leaving a holding state for another gives them back. */
export const holdsGoods: Record<Order['state'], boolean> = {
  awaiting: true,
  cash: true,
  paid: true,
  expired: false,
  cancelled: false,
}

/** Minutes goods are held for money. A card page at Stripe lives at least 30 minutes, so its hold is longer. */
export const holdMinutes: Record<Exclude<Method, 'cash'>, number> = { vietqr: 30, card: 60 }

export type OrderCommand =
  | { do: 'place'; order: OrderDraft }
  /** `account`: the maker's registered one, which a bank's notice must name. */
  | { do: 'receivePayment'; notice: PaymentNotice; account?: string }
  | { do: 'expire' }
  | { do: 'cancel'; by: string; reason: string }

/** What happened. `settled` comes once in an order's life: whatever is set going by payment hangs on it. */
export const orderFact = z.discriminatedUnion('is', [
  z.object({ is: z.literal('placed'), at: instant, order: orderDraft, total: dong, holdUntil: instant.optional() }),
  z.object({ is: z.literal('received'), at: instant, receipt, match: z.enum(['exact', 'short', 'over', 'late']) }),
  z.object({ is: z.literal('settled'), at: instant }),
  z.object({ is: z.literal('expired'), at: instant }),
  z.object({ is: z.literal('cancelled'), at: instant, by: z.string().max(80), reason: z.string().max(300) }),
])
export type OrderFact = z.infer<typeof orderFact>

export type OrderRefusal =
  | { code: 'order/unknown' }
  | { code: 'order/exists'; ref: string }
  | { code: 'order/too-much'; total: number; most: number }
  | { code: 'order/not-from-here'; from: Order['state']; wanted: OrderCommand['do'] }
  | { code: 'order/still-held'; until: string }
  | { code: 'order/other-order'; ref: string; named: string | undefined }
  | { code: 'order/too-many-notices'; most: number }
  | PaymentRefusal

const open = (state: Order): boolean => state.state === 'awaiting' || state.state === 'cash'

/** What a command makes happen. No facts at all means it had already happened: a bank repeats its notices. */
export function decideOrder(command: OrderCommand, state: Order | undefined, now: Date): OrderFact[] | OrderRefusal {
  if (command.do === 'place') return state ? { code: 'order/exists', ref: state.ref } : place(command.order, now)
  if (!state) return { code: 'order/unknown' }
  const at = now.toISOString()
  switch (command.do) {
    case 'receivePayment':
      return receive(state, command.notice, command.account, at)
    case 'expire':
      if (state.state === 'expired') return []
      if (state.state !== 'awaiting') return { code: 'order/not-from-here', from: state.state, wanted: 'expire' }
      if (at < state.holdUntil) return { code: 'order/still-held', until: state.holdUntil }
      return [{ is: 'expired', at }]
    case 'cancel':
      if (state.state === 'cancelled') return []
      if (!open(state)) return { code: 'order/not-from-here', from: state.state, wanted: 'cancel' }
      return [{ is: 'cancelled', at, by: command.by, reason: command.reason }]
  }
}

function place(draft: OrderDraft, now: Date): OrderFact[] | OrderRefusal {
  const total = addDong([linesTotal([{ qty: draft.qty, dong: draft.unitDong }]), draft.delivery])
  if (total > ceiling) return { code: 'order/too-much', total, most: ceiling }
  const fact = { is: 'placed', at: now.toISOString(), order: draft, total } as const
  if (draft.method === 'cash') return [fact]
  return [{ ...fact, holdUntil: new Date(now.getTime() + holdMinutes[draft.method] * 60_000).toISOString() }]
}

/** Money that comes after the hold, while the goods are still held, still settles the order. */
function receive(
  state: Order,
  notice: PaymentNotice,
  account: string | undefined,
  at: string,
): OrderFact[] | OrderRefusal {
  if (notice.order !== state.ref) return { code: 'order/other-order', ref: state.ref, named: notice.order }
  const match = matchPayment(state, notice)
  if (match.is === 'repeat') return []
  const stray = strayed(notice, account)
  if (stray) return stray
  if (state.notices.length >= mostNotices) return { code: 'order/too-many-notices', most: mostNotices }
  const { provider, notice: id, dong, at: paid } = notice
  const fact: OrderFact = { is: 'received', at, receipt: { provider, notice: id, dong, at: paid }, match: match.is }
  return open(state) && match.is !== 'short' ? [fact, { is: 'settled', at }] : [fact]
}

/** An order after a fact. Throws on a fact that cannot follow: {@link decideOrder} never gives one. */
export function evolveOrder(state: Order | undefined, fact: OrderFact): Order {
  if (fact.is === 'placed') {
    const { order, total, at, holdUntil } = fact
    const common = { ...order, total, placedAt: at, notices: [] }
    if (order.method === 'cash') return { ...common, state: 'cash', method: order.method }
    if (!holdUntil) throw new Error(`order ${order.ref} was placed without a hold`)
    return { ...common, state: 'awaiting', method: order.method, holdUntil }
  }
  if (!state) throw new Error(`an order cannot begin with "${fact.is}"`)
  switch (fact.is) {
    case 'received': {
      const notices = [...state.notices, fact.receipt].sort(byTime)
      return state.state === 'paid'
        ? { ...state, notices, paidAt: paidAt(notices, state.total) }
        : { ...state, notices }
    }
    case 'settled':
      return { ...common(state), state: 'paid', paidAt: paidAt(state.notices, state.total) }
    case 'expired':
      return { ...common(state), state: 'expired', expiredAt: fact.at }
    case 'cancelled':
      return { ...common(state), state: 'cancelled', cancelledAt: fact.at, by: fact.by, reason: fact.reason }
  }
}

const common = (state: Order): z.infer<typeof placed> => placed.parse(state)

const byTime = (a: Receipt, b: Receipt): number =>
  Date.parse(a.at) - Date.parse(b.at) || (noticeKey(a) < noticeKey(b) ? -1 : 1)

/** When the sum reached the total by the providers' own clocks: the same whatever order the notices arrive in. */
function paidAt(notices: readonly Receipt[], total: number): string {
  const enough = notices.find((_, index) => received({ notices: notices.slice(0, index + 1) }) >= total)
  if (!enough) throw new Error('an order was settled before its money was there')
  return enough.at
}
