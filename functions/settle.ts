import { keepOrder, readOrder } from '@nguon/store/order'
import type { Table } from '@nguon/store/table'
import { decideOrder, type OrderCommand } from '@nguon/trade/order'
import type { PaymentNotice } from '@nguon/trade/payment'

/** Where a command left an order. `by hand`: a person must look, nothing was changed. */
export type Settled = { is: 'settled' } | { is: 'nothing-to-do' } | { is: 'by-hand'; why: string }

/** Carries a command out on an order, again from the start whenever somebody else was faster. */
export async function commandOrder(
  table: Table,
  ref: string,
  command: OrderCommand,
  now: () => Date,
): Promise<Settled> {
  for (;;) {
    const kept = await readOrder(table, ref)
    if (!kept) return { is: 'by-hand', why: 'no such order' }
    const facts = decideOrder(command, kept.order, now())
    if ('code' in facts) return { is: 'by-hand', why: facts.code }
    if (facts.length === 0) return { is: 'nothing-to-do' }
    const done = await keepOrder(table, kept, facts)
    if (!('code' in done)) return { is: 'settled' }
    if (done.code === 'stock/not-enough') return { is: 'by-hand', why: done.code }
  }
}

/** Gives a notice to the order it names. One that names none of ours waits for a person. */
export async function settleNotice(table: Table, notice: PaymentNotice, now: () => Date): Promise<Settled> {
  if (!notice.order) return { is: 'by-hand', why: 'no reference of ours in the text' }
  return commandOrder(table, notice.order, { do: 'receivePayment', notice }, now)
}
