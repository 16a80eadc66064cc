import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import type { PaymentNotice } from '@nguon/trade/payment'

/** Why a call from a provider is not believed or not understood. All of them answer 400 and write nothing. */
export type HookRefusal =
  | { code: 'hook/no-secret' } // nothing is configured to check with: an empty key would let anybody sign
  | { code: 'hook/unsigned' }
  | { code: 'hook/wrong-signature' }
  | { code: 'hook/stale'; seconds: number } // signed, but earlier (or, negative, later) than the window allows
  | { code: 'hook/unreadable'; fields: string[] }

/** What a genuine call says. `ignored` is answered 2xx, or the provider would go on sending it. */
export type HookReading =
  | { is: 'notice'; notice: PaymentNotice }
  | { is: 'ignored'; why: 'outgoing' | 'not-paid' | 'not-a-payment' }

export const genuine = { is: 'genuine' } as const

/** Headers as the web has them: names in any case. */
export type Headers = { get(name: string): string | null }

/** The body as it came. Bytes are best: decoding and encoding again may change what was signed. */
export type RawBody = string | Uint8Array

/** Both SePay and Stripe let a call be five minutes old. */
export const windowSeconds = 300

export const hmac = (secret: string, ...parts: RawBody[]): Buffer => {
  const sum = createHmac('sha256', secret)
  for (const part of parts) sum.update(part)
  return sum.digest()
}

/** Compares a hex signature in constant time; anything but 64 hex digits is simply not it. */
export const isSignature = (hex: string, expected: Buffer): boolean =>
  /^[0-9a-f]{64}$/i.test(hex) && timingSafeEqual(Buffer.from(hex, 'hex'), expected)

/** Compares two texts of any length in constant time. */
export const sameText = (a: string, b: string): boolean => timingSafeEqual(digest(a), digest(b))
const digest = (text: string): Buffer => createHash('sha256').update(text).digest()

/** A signed time (epoch seconds) outside the window, in either direction, or `undefined` where it is well. */
export function staleness(timestamp: string, now: Date): HookRefusal | undefined {
  const seconds = Math.floor(now.getTime() / 1000) - Number(timestamp)
  return Math.abs(seconds) <= windowSeconds ? undefined : { code: 'hook/stale', seconds }
}

/** JSON of a body, or `undefined`: a body that does not parse is an answer, not an accident. */
export function jsonOf(rawBody: RawBody): unknown {
  try {
    return JSON.parse(typeof rawBody === 'string' ? rawBody : new TextDecoder('utf-8', { fatal: true }).decode(rawBody))
  } catch {
    return undefined
  }
}

/** Names of the fields that failed, never their values: a notice holds a buyer's name. */
export const unreadable = (issues: readonly { path: PropertyKey[] }[]): HookRefusal => ({
  code: 'hook/unreadable',
  fields: [...new Set(issues.map((issue) => issue.path.join('.') || 'body'))].slice(0, 20),
})
