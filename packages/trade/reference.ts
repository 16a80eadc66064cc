import * as z from 'zod'

/*
 * DH (đơn hàng) + 7 random characters + 2 check characters, 11 in all. Capitals and digits only, because banks strip
 * punctuation, upper-case, cut lines and add text of their own around it. No I, L, O, U: people type it by hand.
 *
 * The two check characters are the remainder of a Reed–Solomon code over GF(32): whatever changes one or two characters,
 * or swaps any two of them, is caught; of random texts one in 1,024 passes.
 */
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const prefix = 'DH'
const random = 7
const length = prefix.length + random + 2

/** Multiplication in GF(2⁵) modulo x⁵ + x² + 1, whose root 2 generates all 31 non-zero elements. */
function times(a: number, b: number): number {
  let product = 0
  for (let power = a, rest = b; rest; rest >>= 1) {
    if (rest & 1) product ^= power
    power = power & 16 ? (power << 1) ^ 0b100101 : power << 1
  }
  return product
}

/** Remainder of division by (x − 2)(x − 4) = x² + 6x + 8. */
function checkOf(digits: readonly number[]): [number, number] {
  let [high, low] = [0, 0]
  for (const digit of digits) {
    const lead = digit ^ high
    high = low ^ times(lead, 6)
    low = times(lead, 8)
  }
  return [high, low]
}

const write = (digits: readonly number[]): string => digits.map((digit) => alphabet[digit]).join('')

/**
 * An order reference from 5 random bytes (35 bits are used; a longer array is fine).
 * Its body never contains DH, so that "DH DHK7…" typed by a buyer is read from the right DH.
 * Throws a RangeError on fewer bytes.
 */
export function makeReference(randomBytes: Uint8Array): string {
  if (randomBytes.length < 5) throw new RangeError('a reference needs 5 random bytes')
  const number = randomBytes.subarray(0, 5).reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n)
  const digits = Array.from({ length: random }, (_, place) => Number((number >> BigInt(5 * place)) & 31n))
  for (;;) {
    const body = write([...digits, ...checkOf(digits)])
    const second = body.indexOf(prefix)
    if (second < 0) return prefix + body
    const turn = Math.min(second + 1, random - 1) // the digit that ends the second DH, or the last one where the check spells it
    digits[turn] = (digits[turn]! + 1) % 32
  }
}

const holds = (text: string): boolean => {
  const body = text.slice(prefix.length)
  const digits = Array.from(body, (letter) => alphabet.indexOf(letter))
  if (digits.length !== random + 2 || digits.includes(-1) || body.includes(prefix)) return false
  return write(checkOf(digits.slice(0, random))) === body.slice(random)
}

/** An order reference exactly as we made it. */
export const reference = z.string().refine((text) => text.startsWith(prefix) && holds(text), 'not an order reference')

/**
 * The reference inside a transfer's free text, whatever the bank put before, after or between; `undefined` where there is none.
 * Marks, spaces, line ends and punctuation are dropped, O is read as 0, I and L as 1.
 */
export function findReference(text: string): string | undefined {
  const plain = text
    .normalize('NFD')
    .toUpperCase()
    .replaceAll('Đ', 'D')
    .replace(/[^A-Z0-9]/g, '')
  for (let at = plain.indexOf(prefix); at >= 0; at = plain.indexOf(prefix, at + 1)) {
    const read = plain
      .slice(at, at + length)
      .replaceAll('O', '0')
      .replace(/[IL]/g, '1')
    if (holds(read)) return read
  }
  return undefined
}
