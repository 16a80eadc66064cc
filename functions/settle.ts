import { keepOrder, readOrder } from '@nguon/store/order'
import { readProducer } from '@nguon/store/producer'
import type { Table } from '@nguon/store/table'
import { decideOrder, type Order, type OrderCommand } from '@nguon/trade/order'
import type { PaymentNotice } from '@nguon/trade/payment'
import type { Refusal } from './problem.ts'

/** Where a command left an order. `by hand`: a person must look, nothing was changed. */
export type Settled = { is: 'settled' } | { is: 'nothing-to-do' } | { is: 'by-hand'; why: Refusal }

/** Carries a command out on an order, again from the start whenever somebody else was faster. */
export async function commandOrder(
  table: Table,
  ref: string,
  command: OrderCommand | ((order: Order) => Promise<OrderCommand>),
  now: () => Date,
): Promise<Settled> {
  for (;;) {
    const kept = await readOrder(table, ref)
    if (!kept) return { is: 'by-hand', why: { code: 'order/unknown' } }
    const asked = typeof command === 'function' ? await command(kept.order) : command
    const facts = decideOrder(asked, kept.order, now())
    if ('code' in facts) return { is: 'by-hand', why: facts }
    if (facts.length === 0) return { is: 'nothing-to-do' }
    const done = await keepOrder(table, kept, facts)
    if (!('code' in done)) return { is: 'settled' }
    if (done.code === 'stock/not-enough') return { is: 'by-hand', why: done }
  }
}

/** Gives a notice to the order it names, if it came to that order's maker. One that names none of ours waits for a person. */
export async function settleNotice(table: Table, notice: PaymentNotice, now: () => Date): Promise<Settled> {
  if (!notice.order) return { is: 'by-hand', why: { code: 'payment/no-reference' } }
  const receive = async ({ maker }: Order): Promise<OrderCommand> => {
    const account = (await readProducer(table, maker))?.bank?.account
    return { do: 'receivePayment', notice, ...(account ? { account } : {}) }
  }
  return commandOrder(table, notice.order, receive, now)
}
