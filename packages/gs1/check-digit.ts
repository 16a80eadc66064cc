/**
 * The mod-10 check digit that ends GTIN, GLN, SSCC, GSRN and the numeric part of GDTI, GCN and GRAI
 * (GS1 General Specifications 7.9): weights 3,1,3,1… from the right. Leading zeros do not change it.
 * `digits` is the number without its check digit; anything but digits is the caller's mistake and gives NaN's string.
 */
export function checkDigit(digits: string): string {
  let sum = 0
  for (let i = digits.length - 1, weight = 3; i >= 0; i--, weight = 4 - weight) {
    sum += (digits.charCodeAt(i) - 48) * weight
  }
  return String((10 - (sum % 10)) % 10)
}

/** True when the last digit of an all-digit number is its check digit. Two digits at least. */
export function hasCheckDigit(number: string): boolean {
  if (!/^\d{2,}$/.test(number)) return false
  return checkDigit(number.slice(0, -1)) === number.at(-1)
}

export type GtinRefusal =
  | { code: 'gtin/not-digits'; value: string }
  | { code: 'gtin/length'; value: string; digits: number }
  | { code: 'gtin/check-digit'; value: string; expected: string }

/**
 * A GTIN-8, -12, -13 or -14 as the 14 digits that a Digital Link carries (URI Syntax 1.4.0 on), or why it is none.
 *
 * @example
 * gtin14('9520123456788') // '09520123456788'
 */
export function gtin14(value: string): string | GtinRefusal {
  if (!/^\d+$/.test(value)) return { code: 'gtin/not-digits', value }
  if (![8, 12, 13, 14].includes(value.length)) return { code: 'gtin/length', value, digits: value.length }
  const expected = checkDigit(value.slice(0, -1))
  if (value.at(-1) !== expected) return { code: 'gtin/check-digit', value, expected }
  return value.padStart(14, '0')
}

// GS1 General Specifications 7.9.5: the check pair of a GMN weighs CSET 82 positions with primes, modulo 1021.
const cset82 = '!"%&\'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz'
const cset32 = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ'
const primes = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29, 31, 37, 41, 43, 47, 53, 59, 61, 67, 71, 73, 79, 83]

/** True when the last two characters are the check pair of an alphanumeric key (GMN); 25 characters at most. */
export function hasCheckPair(value: string): boolean {
  if (value.length < 3 || value.length > 25) return false
  const body = value.slice(0, -2)
  let sum = 0
  for (let i = 0; i < body.length; i++) {
    const worth = cset82.indexOf(body.charAt(i))
    if (worth < 0) return false
    sum += worth * primes[body.length - 1 - i]!
  }
  sum %= 1021
  return value.endsWith(cset32.charAt(sum >> 5) + cset32.charAt(sum & 31))
}
