import { linesTotal } from './money.ts'
import type { Order, OrderFact } from './order.ts'
import { received } from './payment.ts'

/**
 * The maker's books for an order. Debit is positive, credit negative, whole dong.
 * `buyer` is what the buyer still has to pay, `owed` what must go back; `bank` and `card` are the maker's own accounts: the platform holds nothing.
 */
export type Account = 'goods' | 'delivery' | 'buyer' | 'bank' | 'card' | 'owed'
export type Entry = { order: string; at: string; account: Account; dong: number }

const where = { sepay: 'bank', payos: 'bank', stripe: 'card' } as const satisfies Record<string, Account>

type Amounts = Partial<Record<Account, number>>
type Placed = Extract<OrderFact, { is: 'placed' }>

function sale({ order, total }: Placed): Amounts {
  return { buyer: total, goods: -linesTotal([{ qty: order.qty, dong: order.unitDong }]), delivery: -order.delivery }
}

function receipt(before: Order, { receipt, match }: Extract<OrderFact, { is: 'received' }>): Amounts {
  const due = match === 'late' ? 0 : Math.max(0, before.total - received(before))
  const settles = Math.min(due, receipt.dong)
  return { [where[receipt.provider]]: receipt.dong, buyer: -settles, owed: settles - receipt.dong }
}

/** The sale is undone; what had arrived for it is owed back. */
function undo(before: Order): Amounts {
  const paid = received(before)
  const goods = linesTotal([{ qty: before.qty, dong: before.unitDong }])
  return { goods, delivery: before.delivery, buyer: paid - before.total, owed: -paid }
}

/** What a fact writes in the books, given the order before it. The entries of every fact sum to zero. */
export function entriesOf(before: Order | undefined, fact: OrderFact): Entry[] {
  const ref = fact.is === 'placed' ? fact.order.ref : before?.ref
  if (!ref) throw new Error(`books cannot begin with "${fact.is}"`)
  return Object.entries(amountsOf(before, fact))
    .filter(([, dong]) => dong !== 0)
    .map(([account, dong]) => ({ order: ref, at: fact.at, account: account as Account, dong }))
}

function amountsOf(before: Order | undefined, fact: OrderFact): Amounts {
  if (fact.is === 'placed') return sale(fact)
  if (!before || fact.is === 'settled') return {}
  return fact.is === 'received' ? receipt(before, fact) : undo(before)
}

/** What stands on each account; accounts without an entry stand at 0. */
export function balances(entries: readonly Entry[]): Record<Account, number> {
  const sums: Record<Account, number> = { goods: 0, delivery: 0, buyer: 0, bank: 0, card: 0, owed: 0 }
  for (const entry of entries) sums[entry.account] += entry.dong
  return sums
}
