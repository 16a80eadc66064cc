import { createHmac, createSecretKey, type KeyObject } from 'node:crypto'
import * as z from 'zod'

/** Crockford's base32: no I, L, O or U, so that a voice or a thumb cannot take one for another (crockford.com/base32.html). */
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const codeAt = Uint8Array.from(letters, (letter) => letter.charCodeAt(0))

const skipped = 32
const unknown = 33
const valueAt = new Uint8Array(128).fill(unknown)
for (const [value, letter] of [...letters].entries()) {
  valueAt[letter.charCodeAt(0)] = value
  valueAt[letter.toLowerCase().charCodeAt(0)] = value
}
for (const [alike, value] of Object.entries({ O: 0, o: 0, I: 1, i: 1, L: 1, l: 1, ' ': skipped, '-': skipped })) {
  valueAt[alike.charCodeAt(0)] = value
}

/** How many stamps one product can ever have: the index has 26 bits. */
export const stampSpace = 2 ** 26

/** A serial as links and the table carry it: 12 letters of Crockford's base32. */
export const serial = z.string().regex(/^[0-9A-HJKMNP-TV-Z]{12}$/)

export const keyId = z.union([z.literal(0), z.literal(1), z.literal(2), z.literal(3)])
export type KeyId = z.infer<typeof keyId>

type StampKey = { id: KeyId; check: KeyObject; rounds: Int32Array; seed: Uint8Array; retired?: string }
/** Keys ready for use. `current` signs new stamps; the others still read old ones. */
export type StampKeys = { current: KeyId; byId: readonly (StampKey | undefined)[] }

export type StampReading = { index: number; key: KeyId; serial: string }
export type StampRefusal = { code: 'stamp/not-ours'; why: 'shape' | 'check' }
export type MistypedRefusal = { code: 'stamp/mistyped'; why: 'length' | 'letter' | 'check' }

const misshapen: StampRefusal = { code: 'stamp/not-ours', why: 'shape' }
const unsigned: StampRefusal = { code: 'stamp/not-ours', why: 'check' }

/**
 * Makes the keys once at start. The last of `secrets` is the current one; each has at least 32 bytes; `retired` is the day from
 * which stamps under a key are no longer taken for good. Throws on a weak, doubled or missing secret.
 */
export function stampKeys(secrets: readonly { id: KeyId; secret: Uint8Array; retired?: string }[]): StampKeys {
  const last = secrets.at(-1)
  if (!last) throw new Error('stamp keys: at least one secret is needed')
  const byId: (StampKey | undefined)[] = [undefined, undefined, undefined, undefined]
  for (const { id, secret, retired } of secrets) {
    if (secret.length < 32) throw new Error(`stamp keys: secret ${id} has fewer than 32 bytes`)
    if (byId[id]) throw new Error(`stamp keys: secret ${id} is given twice`)
    const derive = (purpose: string) => createHmac('sha256', secret).update(purpose).digest()
    const order = derive('nguon stamp order')
    byId[id] = {
      id,
      check: createSecretKey(derive('nguon stamp check')),
      rounds: Int32Array.from({ length: 6 }, (_, round) => order.readInt32BE(round * 4)),
      seed: derive('nguon stamp offline'),
      ...(retired ? { retired } : {}),
    }
  }
  return { current: last.id, byId }
}

/** The day from which a key is no longer taken for good; none while it is. */
export const retiredOn = (keys: StampKeys, key: KeyId): string | undefined => keys.byId[key]?.retired

/** What the signing key of offline stamps grows from: held and turned with the stamp key of the same number. */
export const offlineSeed = (keys: StampKeys, key: KeyId): Uint8Array | undefined => keys.byId[key]?.seed

/** FNV-1a: spreads products apart, so that first stamps of two products look unlike. Secrecy comes from the rounds. */
function spread(product: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < product.length; at++) hash = Math.imul(hash ^ product.charCodeAt(at), 0x01000193)
  return hash
}

const half = 0x1fff
function mix(side: number, round: number): number {
  let x = Math.imul(side ^ round, 0x9e3779b1)
  x = Math.imul(x ^ (x >>> 15), 0x85ebca6b)
  return (x ^ (x >>> 13)) & half
}

/** A Feistel network over two halves of 13 bits: indexes in order come out in no order, and back. */
function shuffle(key: StampKey, product: string, index: number): number {
  const tweak = spread(product)
  let left = index >>> 13
  let right = index & half
  for (let round = 0; round < 6; round++) {
    const next = left ^ mix(right, key.rounds[round]! ^ tweak)
    left = right
    right = next
  }
  return (left << 13) | right
}

function unshuffle(key: StampKey, product: string, permuted: number): number {
  const tweak = spread(product)
  let left = permuted >>> 13
  let right = permuted & half
  for (let round = 5; round >= 0; round--) {
    const previous = right ^ mix(left, key.rounds[round]! ^ tweak)
    right = left
    left = previous
  }
  return (left << 13) | right
}

/** The 32 bits only a key holder can compute. A binary string spares the Buffer: half as fast again as `digest()` on Node 24. */
function checkOf(key: StampKey, product: string, index: number): number {
  const mac = createHmac('sha256', key.check).update(`${product}:${key.id}:${index}`).digest('binary')
  return (mac.charCodeAt(0) << 24) | (mac.charCodeAt(1) << 16) | (mac.charCodeAt(2) << 8) | mac.charCodeAt(3)
}

function spell(high: number, low: number): string {
  const at = (half: number, place: number) => codeAt[(half >>> place) & 31]!
  // biome-ignore format: two halves of thirty bits
  return String.fromCharCode(
    at(high, 25), at(high, 20), at(high, 15), at(high, 10), at(high, 5), at(high, 0),
    at(low, 25), at(low, 20), at(low, 15), at(low, 10), at(low, 5), at(low, 0),
  )
}

/**
 * The serial of a product's stamp: 2 bits of key, 26 of shuffled index, 32 of keyed check.
 * `key` is the one the issue was made with. Throws when the index is outside the space or the key is not held.
 */
export function serialOf(keys: StampKeys, product: string, index: number, key: KeyId = keys.current): string {
  const held = keys.byId[key]
  if (!held) throw new Error(`stamp keys: key ${key} is not held`)
  if (!Number.isInteger(index) || index < 0 || index >= stampSpace)
    throw new Error(`stamp index ${index} is outside the space`)
  const body = (key << 26) | shuffle(held, product, index)
  const check = checkOf(held, product, index)
  return spell((body << 2) | (check >>> 30), check & 0x3fffffff)
}

/**
 * Reads what a link or a person gave. Lower case, spaces, dashes, o for 0 and i or l for 1 are forgiven; `serial` comes back in its one spelling.
 * Costs one HMAC, and none when the shape is wrong. The 32 bits are compared in one operation, so time tells nothing of them.
 */
export function readSerial(keys: StampKeys, product: string, text: string): StampReading | StampRefusal {
  if (text.length > 32) return misshapen
  let high = 0
  let low = 0
  let count = 0
  let plain = true
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    const value = code < 128 ? valueAt[code]! : unknown
    if (value === unknown) return misshapen
    if (value === skipped) {
      plain = false
      continue
    }
    if (codeAt[value] !== code) plain = false
    if (count < 6) high = (high << 5) | value
    else low = (low << 5) | value
    if (++count > 12) return misshapen
  }
  if (count !== 12) return misshapen
  const body = high >>> 2
  const key = keys.byId[body >>> 26]
  if (!key) return unsigned
  const index = unshuffle(key, product, body & 0x3ffffff)
  const wanted = checkOf(key, product, index)
  if ((wanted ^ ((high << 30) | low)) !== 0) return unsigned
  return { index, key: key.id, serial: plain ? text : spell(high, low) }
}

/**
 * One letter over the field of 32, by Horner's rule with the generator of x⁵+x²+1: the places weigh a¹² … a¹, all different and none zero,
 * so one wrong letter and any two exchanged are always caught.
 */
function checkLetter(values: Uint8Array, count = 12): number {
  let sum = 0
  for (let at = 0; at < count; at++) {
    sum = (sum ^ values[at]!) << 1
    if (sum & 32) sum ^= 0x25
  }
  return sum
}

/** `K7MQ 2R9D FH3P X`: the serial as printed, the check letter last. */
export function humanSerial(serial: string): string {
  const check = checkLetter(Uint8Array.from(serial, (letter) => valueAt[letter.charCodeAt(0)]!))
  return `${serial.slice(0, 4)} ${serial.slice(4, 8)} ${serial.slice(8, 12)} ${letters[check]}`
}

/** Reads the printed form, as forgiving as {@link readSerial}. A slip of the thumb is told apart from a stamp that is not ours. */
export function readHuman(text: string): { serial: string } | MistypedRefusal {
  const read = readChecked(text, 12)
  return 'why' in read ? { code: 'stamp/mistyped', why: read.why } : { serial: read.text }
}

/** Up to 30 letters with their check letter behind them. Throws on a letter that is none of ours. */
export function withCheck(text: string): string {
  const values = Uint8Array.from(text, (letter) => valueAt[letter.charCodeAt(0)]!)
  if (values.some((value) => value > 31)) throw new RangeError('a letter outside the alphabet')
  return text + letters[checkLetter(values, values.length)]
}

/** `wanted` letters and their check letter as somebody typed them, in the one spelling and without the check; or what is wrong. */
export function readChecked(text: string, wanted: number): { text: string } | Pick<MistypedRefusal, 'why'> {
  if (text.length > 40) return { why: 'length' }
  const values = new Uint8Array(wanted + 1)
  let count = 0
  for (const letter of text.trim()) {
    const value = valueAt[letter.charCodeAt(0)] ?? unknown
    if (value === unknown) return { why: 'letter' }
    if (value === skipped) continue
    if (count > wanted) return { why: 'length' }
    values[count++] = value
  }
  if (count !== wanted + 1) return { why: 'length' }
  if (checkLetter(values, wanted) !== values[wanted]) return { why: 'check' }
  return { text: Array.from(values.subarray(0, wanted), (value) => letters[value]).join('') }
}

/** Letters out of chance, five bits of each byte. */
export const lettersFrom = (chance: Uint8Array): string => Array.from(chance, (byte) => letters[byte & 31]).join('')
