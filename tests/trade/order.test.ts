import {
  decideOrder,
  type Order,
  type OrderCommand,
  type OrderFact,
  type OrderRefusal,
  order as schema,
} from '@nguon/trade/order'
import { describe, expect, test } from 'vitest'
import { after, draft, minutes, nine, notice, placed, ref } from './sample.ts'

const place: [OrderCommand, Date] = [{ do: 'place', order: draft }, nine]
const pay = (dong: number, id = '92704'): OrderCommand => ({
  do: 'receivePayment',
  notice: { ...notice, notice: id, dong },
})

describe('placing', () => {
  test('adds the lines and the delivery, and holds the goods for half an hour', () => {
    expect(after(place).facts).toEqual([
      {
        is: 'placed',
        at: '2026-11-22T02:00:00.000Z',
        order: draft,
        total: 120_000,
        holdUntil: '2026-11-22T02:30:00.000Z',
      },
    ])
    expect(placed()).toMatchObject({
      state: 'awaiting',
      total: 120_000,
      notices: [],
      holdUntil: '2026-11-22T02:30:00.000Z',
    })
  })

  test('by card holds the goods for an hour, because a card page lives that long', () => {
    expect(placed({ method: 'card' })).toMatchObject({ state: 'awaiting', holdUntil: '2026-11-22T03:00:00.000Z' })
  })

  test('with cash at the door waits for nobody', () => {
    const order = placed({ method: 'cash' })
    expect(order.state).toBe('cash')
    expect(order).not.toHaveProperty('holdUntil')
  })

  test('an order is what its own schema reads back', () => {
    for (const order of [placed(), placed({ method: 'cash' }), after(place, [pay(120_000), minutes(3)]).order])
      expect(schema.parse(JSON.parse(JSON.stringify(order)))).toEqual(order)
  })
})

type Story = [string, [OrderCommand, Date][], OrderCommand, Date, OrderFact['is'][], Order['state']]

describe('given, when, then', () => {
  test.each<Story>([
    ['the whole price settles it', [place], pay(120_000), minutes(3), ['received', 'settled'], 'paid'],
    ['part of the price does not', [place], pay(100_000), minutes(3), ['received'], 'awaiting'],
    [
      'the rest does',
      [place, [pay(100_000), minutes(3)]],
      pay(20_000, 'b'),
      minutes(4),
      ['received', 'settled'],
      'paid',
    ],
    ['too much settles it too', [place], pay(150_000), minutes(3), ['received', 'settled'], 'paid'],
    ['a repeated notice changes nothing', [place, [pay(120_000), minutes(3)]], pay(120_000), minutes(9), [], 'paid'],
    [
      'a second payment settles nothing twice',
      [place, [pay(120_000), minutes(3)]],
      pay(120_000, 'b'),
      minutes(9),
      ['received'],
      'paid',
    ],
    ['the hold ends at its minute', [place], { do: 'expire' }, minutes(30), ['expired'], 'expired'],
    [
      'an expired order expires once',
      [place, [{ do: 'expire' }, minutes(30)]],
      { do: 'expire' },
      minutes(31),
      [],
      'expired',
    ],
    [
      'money after the hold, while goods are held, settles it',
      [place],
      pay(120_000),
      minutes(31),
      ['received', 'settled'],
      'paid',
    ],
    [
      'money after expiry is kept and owed back',
      [place, [{ do: 'expire' }, minutes(30)]],
      pay(120_000),
      minutes(31),
      ['received'],
      'expired',
    ],
    [
      'the buyer may cancel what is not paid',
      [place],
      { do: 'cancel', by: 'buyer', reason: 'đổi ý' },
      minutes(2),
      ['cancelled'],
      'cancelled',
    ],
    [
      'cash on delivery may be cancelled',
      [[{ do: 'place', order: { ...draft, method: 'cash' } }, nine]],
      { do: 'cancel', by: 'buyer', reason: 'đổi ý' },
      minutes(2),
      ['cancelled'],
      'cancelled',
    ],
    [
      'a transfer may pay an order meant for cash',
      [[{ do: 'place', order: { ...draft, method: 'cash' } }, nine]],
      pay(120_000),
      minutes(2),
      ['received', 'settled'],
      'paid',
    ],
  ])('%s', (_, given, when, now, then, state) => {
    const before = after(...given)
    const whole = after(...given, [when, now])
    expect(whole.facts.slice(before.facts.length).map((fact) => fact.is)).toEqual(then)
    expect(whole.order.state).toBe(state)
    expect(schema.parse(whole.order)).toEqual(whole.order)
  })
})

describe('what is refused', () => {
  const paid = after(place, [pay(120_000), minutes(3)]).order
  const crowded = {
    ...placed(),
    notices: Array.from({ length: 100 }, (_, n) => ({ ...notice, notice: `n${n}`, dong: 1 })),
  }

  test.each<[string, Order | undefined, OrderCommand, Date, OrderRefusal]>([
    ['a reference is used once', placed(), place[0], nine, { code: 'order/exists', ref }],
    ['nothing happens to an order nobody placed', undefined, { do: 'expire' }, nine, { code: 'order/unknown' }],
    [
      'more than one transfer can carry',
      undefined,
      { do: 'place', order: { ...draft, qty: 999, unitDong: 499_999_999 } },
      nine,
      { code: 'order/too-much', total: 499_500_019_001, most: 499_999_999 },
    ],
    [
      'the hold does not end early',
      placed(),
      { do: 'expire' },
      minutes(29),
      { code: 'order/still-held', until: '2026-11-22T02:30:00.000Z' },
    ],
    [
      'a paid order does not expire',
      paid,
      { do: 'expire' },
      minutes(31),
      { code: 'order/not-from-here', from: 'paid', wanted: 'expire' },
    ],
    [
      'a paid order is not cancelled with a tap',
      paid,
      { do: 'cancel', by: 'buyer', reason: '' },
      minutes(31),
      { code: 'order/not-from-here', from: 'paid', wanted: 'cancel' },
    ],
    [
      'money for another order',
      placed(),
      { do: 'receivePayment', notice: { ...notice, order: undefined } },
      nine,
      { code: 'order/other-order', ref, named: undefined },
    ],
    ['a flood of small transfers', crowded, pay(1, 'one-more'), nine, { code: 'order/too-many-notices', most: 100 }],
  ])('%s', (_, given, when, now, refusal) => expect(decideOrder(when, given, now)).toEqual(refusal))
})
