import { deliveryFee, deliveryRuleOn, houseDelivery } from '@nguon/trade/delivery'
import { addDong, type Language, linesTotal, type Price, sayDong, sayPrice } from '@nguon/trade/money'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

describe('dong are said in thousands', () => {
  test.each<[number, Language, string]>([
    [0, 'vi', '0 ₫'],
    [500, 'vi', '500 ₫'],
    [35_000, 'vi', '35.000 ₫'],
    [1_250_000, 'vi', '1.250.000 ₫'],
    [499_999_999, 'vi', '499.999.999 ₫'],
    [-20_000, 'vi', '−20.000 ₫'],
    [35_000, 'en', '35,000 ₫'],
  ])('%d in %s is %s', (dong, language, said) => expect(sayDong(dong, language)).toBe(said))

  test('a fraction of a dong does not exist', () => expect(() => sayDong(0.5)).toThrow(RangeError))

  test('what is said can be read back', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 499_999_999 }),
        (dong) => Number(sayDong(dong).replace(/\D/g, '')) === dong,
      ),
    )
  })
})

describe('a price is said with its unit', () => {
  test.each<[Price, Language, string]>([
    [{ is: 'exact', dong: 35_000, unit: 'kg' }, 'vi', '35.000 ₫/kg'],
    [{ is: 'range', from: 50_000, to: 70_000, unit: 'gói' }, 'vi', '50.000–70.000 ₫/gói'],
    [{ is: 'range', from: 50_000, to: 70_000, unit: 'gói' }, 'en', '50,000–70,000 ₫/gói'],
    [{ is: 'ask' }, 'vi', 'Hỏi giá'],
    [{ is: 'ask' }, 'en', 'Ask for the price'],
  ])('%j in %s', (price, language, said) => expect(sayPrice(price, language)).toBe(said))
})

describe('amounts add exactly', () => {
  test('lines come to quantity times price', () => {
    expect(
      linesTotal([
        { qty: 5, dong: 60_000 },
        { qty: 1, dong: 28_000 },
      ]),
    ).toBe(328_000)
  })

  test('an inexact sum is refused rather than rounded', () => {
    expect(() => addDong([0.1, 0.2])).toThrow(RangeError)
    expect(() => addDong([Number.MAX_SAFE_INTEGER, 1])).toThrow(RangeError)
  })

  test('the order of adding does not matter', () => {
    const amounts = fc.array(fc.integer({ min: 0, max: 499_999_999 }), { maxLength: 50 })
    fc.assert(fc.property(amounts, (list) => addDong(list) === addDong(list.toReversed())))
  })
})

describe('delivery is priced by distance', () => {
  const rule = deliveryRuleOn(houseDelivery, '2026-11-22')!
  const maker = { commune: '14758', province: '38' }

  test.each<[string, { commune: string; province: string }, number, number]>([
    ['within the commune it costs nothing', { commune: '14758', province: '38' }, 50_000, 0],
    ['within the province', { commune: '16174', province: '38' }, 50_000, 20_000],
    ['to another province', { commune: '00004', province: '01' }, 50_000, 35_000],
    ['a large order travels free', { commune: '00004', province: '01' }, 1_000_000, 0],
  ])('%s', (_, buyer, dong, fee) => expect(deliveryFee(rule, maker, buyer, [{ qty: 1, dong }])).toBe(fee))

  test('the later of two rules in force is used, and none before the first', () => {
    const rules = [...houseDelivery, { ...rule, from: '2026-12-01', sameProvince: 25_000 }]
    expect(deliveryRuleOn(rules, '2026-11-30')?.sameProvince).toBe(20_000)
    expect(deliveryRuleOn(rules, '2026-12-01')?.sameProvince).toBe(25_000)
    expect(deliveryRuleOn(rules, '2025-06-30')).toBeUndefined()
  })
})
