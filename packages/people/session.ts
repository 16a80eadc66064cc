import * as z from 'zod'
import { digest } from './seal.ts'

const hour = 3_600_000
const day = 24 * hour
/** Thirty days unused end a session, a hundred and eighty end any. */
const idle = 30 * day
const longest = 180 * day

/** A session as kept: `id` is the hash of the token, which itself is only in its owner's cookie. */
export const session = z.object({
  id: z.string().length(43),
  person: z.string(),
  createdAt: z.iso.datetime(),
  seenAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  agent: z.string().max(60),
  endedAt: z.iso.datetime().optional(),
})
export type Session = z.infer<typeof session>

export type SessionRefusal = { code: 'session/none' | 'session/expired' | 'session/ended' }

/** The table key of a token. */
export const sessionId = (token: string): string => digest('session', token)

/** A token has the shape of 32 bytes in base64url; anything else is not worth a read. */
export const isToken = (text: string): boolean => /^[A-Za-z0-9_-]{43}$/.test(text)

/** Opens a session out of 32 random bytes. The token is shown once, here. */
export function openSession(given: { chance: Uint8Array; person: string; agent: string; now: Date }): {
  token: string
  record: Session
} {
  if (given.chance.length !== 32) throw new RangeError('a token is 32 random bytes')
  const token = Buffer.from(given.chance).toString('base64url')
  const at = given.now.toISOString()
  const record: Session = {
    id: sessionId(token),
    person: given.person,
    createdAt: at,
    seenAt: at,
    expiresAt: new Date(given.now.getTime() + idle).toISOString(),
    agent: sayAgent(given.agent),
  }
  return { token, record }
}

/**
 * Whether a session still holds. `next`, at most once an hour, is to be written (on condition that it has not ended) and its
 * cookie sent again: being used is what keeps it alive.
 */
export function readSession(
  record: Session | undefined,
  now: Date,
): { is: 'live'; record: Session; next?: Session } | SessionRefusal {
  if (!record) return { code: 'session/none' }
  if (record.endedAt) return { code: 'session/ended' }
  if (Date.parse(record.expiresAt) <= now.getTime()) return { code: 'session/expired' }
  if (Date.parse(record.seenAt) + hour > now.getTime()) return { is: 'live', record }
  const expires = Math.min(now.getTime() + idle, Date.parse(record.createdAt) + longest)
  const next = { ...record, seenAt: now.toISOString(), expiresAt: new Date(expires).toISOString() }
  return { is: 'live', record: next, next }
}

/** Ends a session; one that has ended stays as it was. */
export const endSession = (record: Session, now: Date): Session =>
  record.endedAt ? record : { ...record, endedAt: now.toISOString() }

const apps: readonly [RegExp, string][] = [
  [/Zalo/i, 'Zalo'],
  [/FBAN|FBAV/, 'Facebook'],
  [/CocCoc|coc_coc/i, 'Cốc Cốc'],
  [/SamsungBrowser/, 'Samsung Internet'],
  [/Edg/, 'Edge'],
  [/Firefox|FxiOS/, 'Firefox'],
  [/Chrome|CriOS/, 'Chrome'],
  [/Safari/, 'Safari'],
]
const machines: readonly [RegExp, string][] = [
  [/Android/, 'Android'],
  [/iPhone|iPad/, 'iPhone'],
  [/Windows/, 'Windows'],
  [/Mac OS/, 'Mac'],
  [/Linux/, 'Linux'],
]

/** Enough of a User-Agent for its owner to tell their devices apart, too little to follow anyone: `Chrome, Android`. */
export function sayAgent(header: string): string {
  const first = (names: readonly [RegExp, string][]) => names.find(([sign]) => sign.test(header.slice(0, 400)))?.[1]
  return [first(apps), first(machines)].filter((name) => name !== undefined).join(', ')
}
