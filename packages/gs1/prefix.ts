import { checkDigit } from './check-digit.ts'

/** What a range of first digits is for, where it is not for a company's own products. */
export type PrefixUse =
  | 'inside-one-shop'
  | 'short-numbers'
  | 'periodicals'
  | 'books'
  | 'refunds'
  | 'coupons'
  | 'reserved'

/**
 * Ranges under which no GTIN of a company's product exists (GS1 General Specifications, figure 1.4.2-1), by their first three
 * digits. 952 is not among them: it is GS1's own for examples, so a demonstration may use it.
 */
const uses: readonly (readonly [from: number, to: number, use: PrefixUse])[] = [
  [20, 29, 'inside-one-shop'],
  [40, 49, 'inside-one-shop'],
  [50, 59, 'reserved'],
  [200, 299, 'inside-one-shop'],
  [950, 951, 'reserved'],
  [960, 969, 'short-numbers'],
  [977, 977, 'periodicals'],
  [978, 979, 'books'],
  [980, 980, 'refunds'],
  [981, 999, 'coupons'],
]

export type PrefixRefusal =
  | { code: 'prefix/shape'; prefix: string }
  | { code: 'prefix/not-for-products'; prefix: string; use: PrefixUse }

/** Why no products can be numbered under a company prefix; undefined where they can. 6 to 11 digits, as licences of a GTIN-13 have. */
export function judgePrefix(prefix: string): PrefixRefusal | undefined {
  if (!/^\d{6,11}$/.test(prefix)) return { code: 'prefix/shape', prefix }
  // Numbers that begin with seven zeros would be taken for a GTIN-8.
  if (/^0{6}/.test(prefix)) return { code: 'prefix/not-for-products', prefix, use: 'short-numbers' }
  const head = Number(prefix.slice(0, 3))
  const found = uses.find(([from, to]) => head >= from && head <= to)
  return found && { code: 'prefix/not-for-products', prefix, use: found[2] }
}

/** Whether numbers under a prefix are for demonstrations only: GS1's 952. */
export const isExamplePrefix = (prefix: string): boolean => prefix.startsWith('952')

/** How many products a prefix has numbers for. */
export const roomUnder = (prefix: string): number => 10 ** (12 - prefix.length)

/**
 * The GTIN, as 14 digits, of the item with this reference under a company prefix.
 *
 * @example
 * gtinUnder('9521234', 7) // '09521234000075'
 */
export function gtinUnder(prefix: string, reference: number): string {
  const body = prefix + String(reference).padStart(12 - prefix.length, '0')
  if (!/^\d{12}$/.test(body)) throw new Error(`no item ${reference} under ${prefix}`)
  return `0${body}${checkDigit(body)}`
}
