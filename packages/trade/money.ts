import * as z from 'zod'

/** The most one instant transfer carries: NAPAS stops just under 500 million dong. */
export const ceiling = 499_999_999

/** Whole dong. There is no smaller coin, so money here is an integer and nothing is ever rounded. */
export const dong = z.int().min(0).max(ceiling)

export type Language = 'vi' | 'en'

const mark: Record<Language, string> = { vi: '.', en: ',' }

/** `35000` → `35.000 ₫` (English `35,000 ₫`). Throws a RangeError on a fraction: that is a bug in the caller, not an amount. */
export function sayDong(dong: number, language: Language = 'vi'): string {
  if (!Number.isSafeInteger(dong)) throw new RangeError(`money is whole dong, not ${dong}`)
  const digits = String(Math.abs(dong)).replace(/\B(?=(\d{3})+$)/g, mark[language])
  return `${dong < 0 ? '−' : ''}${digits} ₫`
}

/** A price as a listing holds it: one amount, a range where several sizes are sold, or none told. */
export type Price =
  | { is: 'exact'; dong: number; unit: string }
  | { is: 'range'; from: number; to: number; unit: string }
  | { is: 'ask' }

const ask: Record<Language, string> = { vi: 'Hỏi giá', en: 'Ask for the price' }

/** `35.000 ₫/kg`, `50.000–70.000 ₫/kg`, `Hỏi giá`. */
export function sayPrice(price: Price, language: Language = 'vi'): string {
  if (price.is === 'ask') return ask[language]
  if (price.is === 'exact') return `${sayDong(price.dong, language)}/${price.unit}`
  const from = sayDong(price.from, language).replace(' ₫', '')
  return `${from}–${sayDong(price.to, language)}/${price.unit}`
}

/** Whole amounts added exactly. Throws a RangeError when one of them, or the sum, is not a whole safe number. */
export function addDong(amounts: readonly number[]): number {
  return amounts.reduce((sum, amount) => {
    const next = sum + amount
    if (!Number.isSafeInteger(amount) || !Number.isSafeInteger(next)) throw new RangeError(`not whole dong: ${amount}`)
    return next
  }, 0)
}

export type Line = { qty: number; dong: number }

/** What lines come to: quantity × unit price, added. */
export const linesTotal = (lines: readonly Line[]): number => addDong(lines.map((line) => line.qty * line.dong))
