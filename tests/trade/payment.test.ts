import {
  type Match,
  matchPayment,
  owedBack,
  type PaymentNotice,
  type PaymentRefusal,
  type Receipt,
  received,
  strayed,
} from '@nguon/trade/payment'
import { describe, expect, test } from 'vitest'
import { after, draft, minutes, nine, notice, placed } from './sample.ts'

const had = (dong: number): Receipt => ({ provider: 'sepay', notice: '1', dong, at: '2026-11-22T01:30:00.000Z' })
const order = placed()

describe('money is the order’s', () => {
  const own = '1900200000001'
  test.each<[string, Pick<PaymentNotice, 'account' | 'virtual'>, string | undefined, PaymentRefusal | undefined]>([
    ['in the maker’s own account', { account: own }, own, undefined],
    ['in it as a bank writes it, with points and spaces', { account: '1900 200.000-001' }, own, undefined],
    ['in a number the bank gave out inside an account', { account: '550', virtual: own }, own, undefined],
    ['where a card house names no account', {}, own, undefined],
  ])('%s', (_, notice, account, expected) => expect(strayed(notice, account)).toEqual(expected))
})

describe('money is not the order’s', () => {
  const other = { code: 'payment/other-account', arrived: '0011' } as const
  test.each<[string, Pick<PaymentNotice, 'account' | 'virtual'>, string | undefined, PaymentRefusal]>([
    ['in another account', { account: '0011' }, '1900', { ...other, wanted: '1900' }],
    ['in one that begins alike', { account: '0011' }, '001', { ...other, wanted: '001' }],
    ['where the maker has registered none', { account: '0011' }, undefined, other],
    ['in an empty account of a maker with none', { account: '' }, undefined, { ...other, arrived: '' }],
  ])('%s', (_, notice, account, expected) => expect(strayed(notice, account)).toEqual(expected))
})

describe('a notice is matched against what is still missing', () => {
  test.each<[string, { state?: 'paid' | 'cancelled' | 'expired'; notices?: Receipt[] }, number, Match]>([
    ['the whole price settles the order', {}, 120_000, { is: 'exact' }],
    ['a second transfer may complete a short one', { notices: [had(100_000)] }, 20_000, { is: 'exact' }],
    ['a transfer typed by hand may fall short', {}, 12_000, { is: 'short', by: 108_000 }],
    ['one dong too few is short', {}, 119_999, { is: 'short', by: 1 }],
    ['one dong too many is over', {}, 120_001, { is: 'over', by: 1 }],
    [
      'a notice the bank repeats changes nothing',
      { notices: [{ ...had(120_000), notice: notice.notice }] },
      120_000,
      { is: 'repeat' },
    ],
    [
      'a paid order owes back whatever more arrives',
      { state: 'paid', notices: [had(120_000)] },
      120_000,
      { is: 'over', by: 120_000 },
    ],
    [
      'an overpaid order owes back only what is new',
      { state: 'paid', notices: [had(150_000)] },
      20_000,
      { is: 'over', by: 20_000 },
    ],
    ['money for a cancelled order is owed back', { state: 'cancelled' }, 120_000, { is: 'late' }],
    ['money for an expired order is owed back', { state: 'expired' }, 120_000, { is: 'late' }],
  ])('%s', (_, given, dong, match) => {
    expect(matchPayment({ total: order.total, state: 'awaiting', notices: [], ...given }, { ...notice, dong })).toEqual(
      match,
    )
  })

  test('the same id from another provider is another notice', () => {
    const given = { ...order, notices: [{ ...had(100_000), notice: notice.notice }] }
    expect(matchPayment(given, { ...notice, provider: 'payos', dong: 20_000 })).toEqual({ is: 'exact' })
  })
})

describe('what is owed back', () => {
  test('the part above the total of a paid order', () => {
    const { order } = after(
      [{ do: 'place', order: draft }, nine],
      [{ do: 'receivePayment', notice: { ...notice, dong: 150_000 } }, minutes(5)],
    )
    expect([order.state, received(order), owedBack(order)]).toEqual(['paid', 150_000, 30_000])
  })

  test('everything, once the order is let go', () => {
    const { order } = after(
      [{ do: 'place', order: draft }, nine],
      [{ do: 'receivePayment', notice: { ...notice, dong: 100_000 } }, minutes(5)],
      [{ do: 'expire' }, minutes(30)],
      [{ do: 'receivePayment', notice: { ...notice, notice: '92705', dong: 20_000 } }, minutes(31)],
    )
    expect([order.state, owedBack(order)]).toEqual(['expired', 120_000])
  })
})
