import * as z from 'zod'
import type { Order } from './order.ts'
import { reference } from './reference.ts'

/**
 * What any provider told us, in our words. Incoming money only: what leaves an account never becomes one of these.
 * `order` is absent where the text names none of ours; such a notice is kept for a person to place.
 */
export const paymentNotice = z.object({
  provider: z.enum(['sepay', 'payos', 'stripe']),
  notice: z.string().min(1).max(120), // the provider's own id; the same notice may come many times
  order: reference.optional(),
  dong: z.int().min(1), // no ceiling: a teller may carry more than an instant transfer
  at: z.iso.datetime(),
  account: z.string().max(40).optional(), // where it arrived, as the provider writes it; a card house names none
  virtual: z.string().max(40).optional(), // the number inside that account it was sent to, where the bank gives such
  text: z.string().max(1000).optional(), // the buyer's own words, for the person who places it by hand
})
export type PaymentNotice = z.infer<typeof paymentNotice>

/** A notice as an order keeps it. */
export const receipt = paymentNotice.pick({ provider: true, notice: true, dong: true, at: true })
export type Receipt = z.infer<typeof receipt>

/** Why money that arrived is given to no order: it is kept and waits for a person. */
export type PaymentRefusal =
  | { code: 'payment/no-reference' }
  | { code: 'payment/other-account'; arrived: string; wanted?: string }

export type Match =
  | { is: 'exact' }
  | { is: 'short'; by: number }
  | { is: 'over'; by: number }
  | { is: 'repeat' }
  | { is: 'late' } // came after the order was let go: owed back

/** The key a notice is stored under, once: provider and the provider's id. */
export const noticeKey = (notice: Pick<Receipt, 'provider' | 'notice'>): string => `${notice.provider}:${notice.notice}`

/** What has arrived for an order so far, in dong. */
export const received = (order: Pick<Order, 'notices'>): number =>
  order.notices.reduce((sum, each) => sum + each.dong, 0)

/** What the seller owes the buyer back: all of it once the order is let go, else whatever exceeds the total. */
export function owedBack(order: Pick<Order, 'state' | 'total' | 'notices'>): number {
  if (order.state === 'cancelled' || order.state === 'expired') return received(order)
  return Math.max(0, received(order) - order.total)
}

/**
 * Whether money came where the order's maker asked for it: their registered account, or a number of it that the bank gave out.
 * Undefined where it did. A text can name anybody's order; only money in the maker's own account pays it.
 */
export function strayed(
  { account, virtual }: Pick<PaymentNotice, 'account' | 'virtual'>,
  own: string | undefined,
): PaymentRefusal | undefined {
  const arrived = [account, virtual].filter((it) => it !== undefined)
  if (arrived.length === 0 || (own !== undefined && arrived.some((it) => bareNumber(it) === bareNumber(own))))
    return undefined
  return { code: 'payment/other-account', arrived: arrived.join(' / '), ...(own === undefined ? {} : { wanted: own }) }
}

/** Banks write an account with and without spaces, points and dashes. */
const bareNumber = (account: string): string => account.replace(/[\s.-]/g, '').toUpperCase()

/** How a notice fits an order: against what is still missing, so that a second transfer may complete a short one. */
export function matchPayment(order: Pick<Order, 'state' | 'total' | 'notices'>, notice: Receipt): Match {
  if (order.notices.some((each) => noticeKey(each) === noticeKey(notice))) return { is: 'repeat' }
  if (order.state === 'cancelled' || order.state === 'expired') return { is: 'late' }
  const difference = notice.dong - Math.max(0, order.total - received(order))
  if (difference < 0) return { is: 'short', by: -difference }
  if (difference > 0) return { is: 'over', by: difference }
  return { is: 'exact' }
}
