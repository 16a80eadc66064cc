import type { KeyId } from './stamp.ts'

/**
 * The larger code that a phone can check with no network: an ordinary GS1 Digital Link with one more query key, which the standard
 * leaves to whoever wants it (GS1 Digital Link URI Syntax 1.6, 5.3: keys that are no Application Identifiers).
 * 69 bytes: version and key, day of making, day of expiry, Ed25519 signature (RFC 8032). Nothing here needs Node: a browser reads it too.
 */
export const offlineParam = 'o'

export type OfflineStamp = {
  product: string
  lot: string
  serial: string
  key: KeyId
  made: string
  expires?: string
}
/** A key as it is published: the 32 bytes of its public half as base64url, and the day from which it is no longer taken. */
export type OfflineKey = { id: KeyId; x: string; retired?: string }

export type OfflineVerdict =
  | { is: 'signed'; stamp: OfflineStamp }
  | { is: 'expired'; stamp: OfflineStamp & { expires: string } }
  | { is: 'retired'; stamp: OfflineStamp; since: string }
  | { is: 'not-ours'; why: 'signature' | 'key' }
  | { is: 'no-signature' }
  | { is: 'malformed' }

/** Says whether `signature` over `message` was made by the private half of the public key `x`. */
export type Verify = (message: Uint8Array, signature: Uint8Array, x: Uint8Array) => Promise<boolean>

const dayMs = 86_400_000
const firstDay = Date.parse('2020-01-01T00:00:00Z')
const never = 0xffff
const bytesAll = 69

const dayNumber = (day: string | undefined): number =>
  day === undefined ? never : Math.round((Date.parse(`${day}T00:00:00Z`) - firstDay) / dayMs)
const dayOfNumber = (n: number): string => new Date(firstDay + n * dayMs).toISOString().slice(0, 10)

/** What is signed: everything the phone will say, in one line each, so that no part can be moved to another stamp. */
export const offlineMessage = ({ product, lot, serial, key, made, expires = '' }: OfflineStamp): Uint8Array =>
  new TextEncoder().encode(['nguon offline stamp 1', product, lot, serial, key, made, expires].join('\n'))

/** The value of the query key: 92 letters, whatever the stamp. */
export function packOffline({ key, made, expires }: OfflineStamp, signature: Uint8Array): string {
  const [from, to] = [dayNumber(made), dayNumber(expires)]
  return toBase64url(Uint8Array.from([16 | key, from >> 8, from & 255, to >> 8, to & 255, ...signature]))
}

const gs1 = /^\/01\/(\d{14})\/10\/([^/]+)\/21\/([^/]+)$/
const house = /^\/(?:t|tem)\/([A-Za-z0-9]+)\/([^/]+)\/([^/]+)$/i

type Read = { stamp: OfflineStamp; signature: Uint8Array } | { is: 'no-signature' } | { is: 'malformed' }
type Named = Pick<OfflineStamp, 'product' | 'lot' | 'serial'>

const parted = /^(?:https?:\/\/[^/?#]+)?([^?#]*)(?:\?([^#]*))?/i

/** The stamp whose link this is, whether it carries a signature or not; nothing where it is another sort of link. */
export function stampNamed(address: string): Named | undefined {
  const [, path = ''] = parted.exec(address.trim()) ?? []
  const parts = (gs1.exec(path) ?? house.exec(path))?.slice(1).map(unescaped)
  if (!parts || parts.includes(undefined)) return undefined
  const [product, lot, serial] = parts as [string, string, string]
  return { product, lot, serial }
}

/** Reads a link as it was scanned or pasted. */
export function readOffline(address: string): Read {
  const [, , query = ''] = parted.exec(address.trim()) ?? []
  const value = new URLSearchParams(query).get(offlineParam)
  if (value === null) return { is: 'no-signature' }
  const named = stampNamed(address)
  const bytes = fromBase64url(value)
  if (!named || bytes?.length !== bytesAll || bytes[0]! >> 4 !== 1) return { is: 'malformed' }
  const [from, to] = [(bytes[1]! << 8) | bytes[2]!, (bytes[3]! << 8) | bytes[4]!]
  const key = (bytes[0]! & 15) as KeyId
  const made = dayOfNumber(from)
  const expires = to === never ? {} : { expires: dayOfNumber(to) }
  return { stamp: { ...named, key, made, ...expires }, signature: bytes.subarray(5) }
}

/** Judges a link by the published keys alone. It cannot know of scans, of voided stamps or of a recall: whoever shows this says so. */
export async function judgeOffline(
  address: string,
  keys: readonly OfflineKey[],
  today: string,
  verify: Verify,
): Promise<OfflineVerdict> {
  const read = readOffline(address)
  if ('is' in read) return read
  const { stamp, signature } = read
  const key = keys.find(({ id }) => id === stamp.key)
  const x = key && fromBase64url(key.x)
  if (!key || !x) return { is: 'not-ours', why: 'key' }
  if (!(await verify(offlineMessage(stamp), signature, x).catch(() => false)))
    return { is: 'not-ours', why: 'signature' }
  if (key.retired && today >= key.retired) return { is: 'retired', stamp, since: key.retired }
  const { expires } = stamp
  return expires && today > expires ? { is: 'expired', stamp: { ...stamp, expires } } : { is: 'signed', stamp }
}

function unescaped(part: string): string | undefined {
  try {
    return decodeURIComponent(part)
  } catch {
    return undefined
  }
}

const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'

/** By hand, because neither `Buffer` nor `Uint8Array.fromBase64` is everywhere this runs. */
export function toBase64url(bytes: Uint8Array): string {
  let out = ''
  for (let at = 0; at < bytes.length; at += 3) {
    const n = (bytes[at]! << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0)
    const four = [18, 12, 6, 0].map((place) => letters[(n >> place) & 63]).join('')
    out += four.slice(0, Math.min(4, bytes.length - at + 1))
  }
  return out
}

export function fromBase64url(text: string): Uint8Array | undefined {
  if (!/^[\w-]*$/.test(text) || text.length % 4 === 1) return undefined
  const out = new Uint8Array(Math.floor((text.length * 3) / 4))
  let [bits, held, at] = [0, 0, 0]
  for (const letter of text) {
    held = ((held << 6) | letters.indexOf(letter)) & 0xffff
    bits += 6
    if (bits >= 8) {
      bits -= 8
      out[at++] = (held >> bits) & 255
    }
  }
  // Bits left over must be nought, or two texts would say the same.
  return (held & ((1 << bits) - 1)) === 0 ? out : undefined
}
