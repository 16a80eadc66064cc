import { balances, type Entry, entriesOf } from '@nguon/trade/ledger'
import { addDong } from '@nguon/trade/money'
import { decideOrder, evolveOrder, holdsGoods, type Order, type OrderCommand } from '@nguon/trade/order'
import { owedBack, type PaymentNotice } from '@nguon/trade/payment'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { draft, minutes, nine, notice, ref } from './sample.ts'

/** Runs commands, refusals leaving no trace, and keeps the books. */
function keep(commands: readonly [OrderCommand, Date][]): { order: Order; entries: Entry[]; settled: number } {
  let order: Order | undefined
  let settled = 0
  const entries: Entry[] = []
  for (const [command, now] of [[{ do: 'place', order: draft }, nine] as [OrderCommand, Date], ...commands]) {
    const decided = decideOrder(command, order, now)
    if ('code' in decided) continue
    for (const fact of decided) {
      const written = entriesOf(order, fact)
      expect(addDong(written.map((entry) => entry.dong))).toBe(0)
      entries.push(...written)
      order = evolveOrder(order, fact)
      if (fact.is === 'settled') settled++
    }
  }
  return { order: order!, entries, settled }
}

const pay = (change: Partial<PaymentNotice>): OrderCommand => ({
  do: 'receivePayment',
  notice: { ...notice, ...change },
})

describe('the books of an order', () => {
  test('an exact transfer leaves the sale in the bank and nothing between buyer and maker', () => {
    const { entries } = keep([[pay({}), minutes(3)]])
    expect(balances(entries)).toEqual({ goods: -100_000, delivery: -20_000, bank: 120_000, card: 0, buyer: 0, owed: 0 })
  })

  test('an overpaid order owes the difference', () => {
    expect(balances(keep([[pay({ dong: 150_000 }), minutes(3)]]).entries)).toMatchObject({
      bank: 150_000,
      buyer: 0,
      owed: -30_000,
    })
  })

  test('a cancelled order undoes the sale, and what arrived before and after is owed', () => {
    const { entries } = keep([
      [pay({ dong: 50_000 }), minutes(3)],
      [{ do: 'cancel', by: 'buyer', reason: 'đổi ý' }, minutes(4)],
      [pay({ notice: 'b', dong: 70_000 }), minutes(5)],
    ])
    expect(balances(entries)).toEqual({ goods: 0, delivery: 0, bank: 120_000, card: 0, buyer: 0, owed: -120_000 })
  })

  test('a card and a bank are two accounts of the maker', () => {
    const { entries } = keep([[pay({ provider: 'stripe', notice: 'cs_1' }), minutes(3)]])
    expect(balances(entries)).toMatchObject({ card: 120_000, bank: 0 })
    expect(entries.every((entry) => entry.order === ref)).toBe(true)
  })
})

describe('whatever happens', () => {
  const payment = fc
    .record({
      dong: fc.integer({ min: 1, max: 300_000 }),
      notice: fc.constantFrom('a', 'b', 'c', 'd'),
      provider: fc.constantFrom('sepay' as const, 'stripe' as const),
    })
    .map(pay)
  const command = fc.oneof(
    payment,
    fc.constant<OrderCommand>({ do: 'expire' }),
    fc.constant<OrderCommand>({ do: 'cancel', by: 'buyer', reason: '' }),
  )

  test('the books sum to zero, owe what the order owes, and the order settles at most once', () => {
    const story = fc.array(fc.tuple(command, fc.integer({ min: 0, max: 60 }).map(minutes)), { maxLength: 12 })
    fc.assert(
      fc.property(story, (commands) => {
        const { order, entries, settled } = keep(commands)
        const books = balances(entries)
        expect(addDong(Object.values(books))).toBe(0)
        expect(0 - books.owed).toBe(owedBack(order))
        expect(settled).toBe(order.state === 'paid' ? 1 : 0)
        if (!holdsGoods[order.state]) expect([books.goods, books.buyer]).toEqual([0, 0])
      }),
    )
  })

  test('1,000 orders of arrival of the same notices, repeated and delayed, end in the same order and the same books (R1)', () => {
    const notices: Partial<PaymentNotice>[] = [
      { notice: 'a', dong: 70_000, at: '2026-11-22T02:03:00.000Z' },
      { notice: 'b', dong: 50_000, at: '2026-11-22T02:04:00.000Z' },
      { notice: 'c', dong: 20_000, at: '2026-11-22T02:04:00.000Z' },
      { notice: 'a', provider: 'stripe', dong: 5_000, at: '2026-11-22T02:06:00.000Z' },
    ]
    const thrice = [...notices, ...notices, ...notices]
    const first = keep(notices.map((each) => [pay(each), minutes(10)]))
    expect(first.order).toMatchObject({ state: 'paid', paidAt: '2026-11-22T02:04:00.000Z' })
    const arrival = fc.shuffledSubarray(thrice, { minLength: thrice.length, maxLength: thrice.length })
    fc.assert(
      fc.property(arrival, fc.integer({ min: 1, max: 600 }), (list, delay) => {
        const again = keep(list.map((each, n) => [pay(each), minutes(1 + n * delay)]))
        expect(again.order).toEqual(first.order)
        expect(balances(again.entries)).toEqual(balances(first.entries))
        expect(again.settled).toBe(1)
      }),
      { numRuns: 1_000, seed: 20_261_122 },
    )
  })
})
