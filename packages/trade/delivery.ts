import type { Line } from './money.ts'
import { linesTotal } from './money.ts'

/** A commune (5 digits) in a province (2 digits), by the codes of QĐ 19/2025/QĐ-TTg. */
export type Place = { commune: string; province: string }

/** What carrying a parcel costs, in dong by distance, and the value of goods from which it is free. Days are Vietnam's. */
export type DeliveryRule = {
  from: string
  until?: string
  source: string
  sameCommune: number
  sameProvince: number
  elsewhere: number
  freeFrom?: number
}

/** The tariff used until an operator sets their own: a starting point, not a carrier's price list. */
export const houseDelivery: readonly DeliveryRule[] = [
  {
    from: '2025-07-01',
    source: 'house tariff',
    sameCommune: 0,
    sameProvince: 20_000,
    elsewhere: 35_000,
    freeFrom: 1_000_000,
  },
]

/** The rule in force on a day `yyyy-mm-dd`; the later one where two overlap. */
export function deliveryRuleOn(rules: readonly DeliveryRule[], day: string): DeliveryRule | undefined {
  return rules
    .filter((rule) => rule.from <= day && (!rule.until || day <= rule.until))
    .toSorted((a, b) => b.from.localeCompare(a.from))[0]
}

/** The delivery fee in dong, known before the order is placed. */
export function deliveryFee(rule: DeliveryRule, maker: Place, buyer: Place, lines: readonly Line[]): number {
  if (rule.freeFrom !== undefined && linesTotal(lines) >= rule.freeFrom) return 0
  if (maker.commune === buyer.commune) return rule.sameCommune
  return maker.province === buyer.province ? rule.sameProvince : rule.elsewhere
}
