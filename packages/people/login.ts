import type { KeyObject } from 'node:crypto'
import * as z from 'zod'
import { countRate, type Limit, type RateWindow } from './rate.ts'
import { sameSeal, seal } from './seal.ts'

/** How often a code may be asked for: by one phone, and from one network address. */
export const loginRates: { phone: readonly Limit[]; address: readonly Limit[] } = {
  phone: [
    { most: 3, minutes: 15 },
    { most: 10, minutes: 24 * 60 },
  ],
  address: [{ most: 20, minutes: 60 }],
}

const life = 5 * 60_000
const tries = 5
/** A second tap on a slow network must not spoil the code that is on its way. */
const pause = 30_000

/** A code that was asked for. Without `person` the phone is not known here, and no code opens it. */
export const loginCode = z.object({
  phoneHash: z.string(),
  codeHash: z.string(),
  person: z.string().optional(),
  at: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
  triesLeft: z.int().min(0).max(tries),
  usedAt: z.iso.datetime().optional(),
})
export type LoginCode = z.infer<typeof loginCode>

/** What the asker is told: the same for a known and an unknown phone. */
export const loginStarted = z.strictObject({ expiresAt: z.iso.datetime(), againAt: z.iso.datetime() })
export type LoginStarted = z.infer<typeof loginStarted>

/** Too many from one phone, or too many from one address; counted alike for phones that are not known. */
export type LoginStartRefusal = { code: 'login/too-many-codes' | 'login/too-many-from-here'; again: string }

/**
 * `login/code-ended` covers expired, used, tried five times and never asked for: told apart, they would show who has logged
 * in lately, and so who is known.
 */
export type LoginTryRefusal =
  | { code: 'login/not-six-digits' }
  | { code: 'login/wrong-code'; triesLeft: number }
  | { code: 'login/code-ended' }

export type LoginRefusal = LoginStartRefusal | LoginTryRefusal

/** Six digits out of at least six random bytes: 2^48 over 10^6 leaves no digit likelier than another by 1 in 10^8. */
export function codeFrom(chance: Uint8Array): string {
  if (chance.length < 6) throw new RangeError('six random bytes are needed')
  return String(Buffer.from(chance).readUIntBE(0, 6) % 1_000_000).padStart(6, '0')
}

/** What is typed or pasted: spaces, dots and dashes do not matter. */
export function readCode(text: string): string | { code: 'login/not-six-digits' } {
  const digits = text.length > 40 ? '' : text.normalize('NFKC').replace(/[\s.\p{Pd}\p{Cf}]/gu, '')
  return /^\d{6}$/.test(digits) ? digits : { code: 'login/not-six-digits' }
}

export type LoginStart = {
  now: Date
  secret: KeyObject
  code: string
  phoneHash: string
  person: string | undefined
  previous: LoginCode | undefined
  rates: { phone: RateWindow | undefined; address: RateWindow | undefined }
}

type Started = {
  is: 'started'
  answer: LoginStarted
  record: LoginCode
  rates: { phone: RateWindow; address: RateWindow }
  message?: { person: string; code: string }
}
type Repeated = { is: 'repeated'; answer: LoginStarted }

/**
 * Asks for a code. `started`: keep the record and the windows, and send `message` where there is one (none when the phone is
 * not known). `repeated`: a code is on its way already; nothing to write or send. Either `answer` goes out as it is.
 */
export function startLogin(ask: LoginStart): Started | Repeated | LoginStartRefusal {
  const { now, previous, person } = ask
  if (previous && !previous.usedAt && previous.triesLeft > 0 && Date.parse(previous.at) + pause > now.getTime())
    return { is: 'repeated', answer: answerTo(previous) }

  const address = countRate(loginRates.address, ask.rates.address, now)
  if ('code' in address) return { code: 'login/too-many-from-here', again: address.again }
  const phone = countRate(loginRates.phone, ask.rates.phone, now)
  if ('code' in phone) return { code: 'login/too-many-codes', again: phone.again }

  const at = now.toISOString()
  const record: LoginCode = {
    phoneHash: ask.phoneHash,
    codeHash: codeHash(ask.secret, ask.phoneHash, at, ask.code),
    ...(person === undefined ? {} : { person }),
    at,
    expiresAt: new Date(now.getTime() + life).toISOString(),
    triesLeft: tries,
  }
  return {
    is: 'started',
    answer: answerTo(record),
    record,
    rates: { phone: phone.window, address: address.window },
    ...(person === undefined ? {} : { message: { person, code: ask.code } }),
  }
}

const answerTo = (record: LoginCode): LoginStarted => ({
  expiresAt: record.expiresAt,
  againAt: new Date(Date.parse(record.at) + pause).toISOString(),
})

const codeHash = (secret: KeyObject, phoneHash: string, at: string, code: string): string =>
  seal(secret, 'code', `${phoneHash}\n${at}\n${code}`)

export type LoginTried =
  | { is: 'opened'; person: string; record: LoginCode }
  | (LoginTryRefusal & { record?: LoginCode })

/**
 * Tries a code. Where a `record` comes back it must be written, on condition that `at` and `triesLeft` are still what was
 * read, **before** anything is answered; a lost race is tried again on what won. So guesses sent at once are counted one by one.
 */
export function tryCode(record: LoginCode | undefined, code: string, secret: KeyObject, now: Date): LoginTried {
  const typed = readCode(code)
  if (typeof typed !== 'string') return typed
  // The hash is made even when nothing waits for it, so that the time taken tells nothing.
  const hash = codeHash(secret, record?.phoneHash ?? '', record?.at ?? '', typed)
  const fits = sameSeal(hash, record?.codeHash ?? '-'.repeat(43))
  if (!record || record.usedAt || record.triesLeft === 0 || Date.parse(record.expiresAt) <= now.getTime())
    return { code: 'login/code-ended' }

  const triesLeft = record.triesLeft - 1
  if (!fits || record.person === undefined)
    return { code: 'login/wrong-code', triesLeft, record: { ...record, triesLeft } }
  return { is: 'opened', person: record.person, record: { ...record, triesLeft, usedAt: now.toISOString() } }
}
