import { createHash, createHmac, type KeyObject, timingSafeEqual } from 'node:crypto'

/**
 * A keyed hash (HMAC-SHA256) as 43 base64url characters, for what is few enough to be guessed from a plain hash: phones, codes,
 * addresses. `what` keeps the seal of one kind from passing for another's.
 * Throws when the secret has fewer than 16 bytes: that is a wiring fault, never a person's.
 */
export function seal(secret: KeyObject, what: 'phone' | 'code' | 'address' | 'report', text: string): string {
  if ((secret.symmetricKeySize ?? 0) < 16) throw new RangeError('a secret has at least 16 bytes')
  return createHmac('sha256', secret).update(`${what}\n${text}`).digest('base64url')
}

/** A plain hash (SHA-256) as 43 base64url characters, for what holds 256 random bits and cannot be guessed: tokens and keys. */
export const digest = (what: 'session' | 'key', text: string): string =>
  createHash('sha256').update(`${what}\n${text}`).digest('base64url')

/** Whether two hashes are equal, in a time that does not tell where they differ. */
export function sameSeal(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)]
  return a.length === b.length && timingSafeEqual(a, b)
}
