import {
  decideOrder,
  evolveOrder,
  type Order,
  type OrderCommand,
  type OrderDraft,
  type OrderFact,
} from '@nguon/trade/order'
import type { PaymentNotice } from '@nguon/trade/payment'
import { makeReference } from '@nguon/trade/reference'

export const ref = makeReference(Uint8Array.of(1, 2, 3, 4, 5))

export const draft: OrderDraft = {
  ref,
  product: '09520001000015',
  productName: 'Nem chua lá đinh lăng',
  maker: 'htx-vi-du',
  qty: 2,
  unitDong: 50_000,
  unit: 'chục',
  delivery: 20_000,
  buyer: {
    name: 'Người mua thử',
    phone: '0900000001',
    address: { line: '12 đường Thử', commune: '14758', province: '38' },
  },
  method: 'vietqr',
  tokenHash: 'a'.repeat(64),
}

export const notice: PaymentNotice = {
  provider: 'sepay',
  notice: '92704',
  order: ref,
  dong: 120_000,
  at: '2026-11-22T01:40:00.000Z',
}

export const nine = new Date('2026-11-22T02:00:00.000Z')
export const minutes = (later: number): Date => new Date(nine.getTime() + later * 60_000)

/** An order after commands that must all be accepted. */
export function after(...commands: [OrderCommand, Date][]): { order: Order; facts: OrderFact[] } {
  let order: Order | undefined
  const facts: OrderFact[] = []
  for (const [command, now] of commands) {
    const decided = decideOrder(command, order, now)
    if ('code' in decided) throw new Error(decided.code)
    for (const fact of decided) order = evolveOrder(order, fact)
    facts.push(...decided)
  }
  if (!order) throw new Error('no order came of it')
  return { order, facts }
}

export const placed = (change: Partial<OrderDraft> = {}): Order =>
  after([{ do: 'place', order: { ...draft, ...change } }, nine]).order
