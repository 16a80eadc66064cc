import type { KeyObject } from 'node:crypto'
import * as z from 'zod'
import { seal } from './seal.ts'

const mobile = /^0[35789]\d{8}$/
const fixed = /^02\d{9}$/

/** A Vietnamese phone number as stored: ten digits of a mobile, or eleven of a fixed line. */
export const phone = z.string().regex(/^0([35789]\d{8}|2\d{9})$/)

/** Eleven-digit mobiles ended in 2018: old prefix to new, as the operators published them. */
const renumbered: Record<string, string> = {
  ...{ '0120': '070', '0121': '079', '0122': '077', '0126': '076', '0128': '078' },
  ...{ '0123': '083', '0124': '084', '0125': '085', '0127': '081', '0129': '082' },
  ...{ '0162': '032', '0163': '033', '0164': '034', '0165': '035' },
  ...{ '0166': '036', '0167': '037', '0168': '038', '0169': '039' },
  ...{ '0186': '056', '0188': '058', '0199': '059' },
}

/** `found` never holds a whole number, so a refusal may be logged and answered as it is. */
export type PhoneRefusal =
  | { code: 'phone/empty'; found: '' }
  | { code: 'phone/not-a-number'; found: string } // the first character that has no place in a number
  | { code: 'phone/abroad'; found: string }
  | { code: 'phone/first-zero-missing'; found: string }
  | { code: 'phone/wrong-length'; found: string; digits: number; wanted: 10 | 11 }
  | { code: 'phone/old-mobile'; found: string; now: string } // `now`: the prefix that replaced it
  | { code: 'phone/unknown-prefix'; found: string }

/**
 * Reads a number as people write it: `0912 345 678`, `+84 (0)912-345-678`, `84912345678`, `0237.385.1234`.
 * Gives the stored form, or says what is wrong. A lost first zero and an old prefix are named, never repaired in silence.
 */
export function readPhone(text: string): string | PhoneRefusal {
  if (text.length > 60) return { code: 'phone/not-a-number', found: '…' }
  // Numbers copied from address books carry invisible direction marks (Cf) and long dashes (Pd).
  const bare = text.normalize('NFKC').replace(/[\s.()/\p{Pd}\p{Cf}]/gu, '')
  if (bare === '') return { code: 'phone/empty', found: '' }
  const odd = bare.replace(/^\+/, '').match(/[^0-9]/u)
  if (odd) return { code: 'phone/not-a-number', found: odd[0] }

  const abroad = bare.match(/^(\+|00)(?!84)/)
  if (abroad) return { code: 'phone/abroad', found: bare.slice(0, abroad[0].length + 2) }
  const national = bare.replace(/^(?:\+84|0084|84(?=\d{9}))0?/, '0').replace('+', '')
  return judge(national)
}

function judge(number: string): string | PhoneRefusal {
  if (mobile.test(number) || fixed.test(number)) return number
  const found = hide(number)
  if (/^([35789]\d{8}|2\d{9})$/.test(number)) return { code: 'phone/first-zero-missing', found }
  const now = number.length === 11 ? renumbered[number.slice(0, 4)] : undefined
  if (now) return { code: 'phone/old-mobile', found, now }
  if (!/^0[235789]/.test(number)) return { code: 'phone/unknown-prefix', found }
  return { code: 'phone/wrong-length', found, digits: number.length, wanted: number.startsWith('02') ? 11 : 10 }
}

const hide = (digits: string): string =>
  digits.length < 8
    ? digits.slice(0, 2) + '•'.repeat(Math.max(0, digits.length - 2))
    : digits.slice(0, 2) + '•'.repeat(digits.length - 4) + digits.slice(-2)

/** Whether a text message can reach a stored number: fixed lines take none. */
export const takesMessages = (phone: string): boolean => mobile.test(phone)

/** As people say it: `0912 345 678`, `024 3825 1234`, `0237 385 1234`. */
export function sayPhone(phone: string): string {
  if (/^02[48]/.test(phone)) return `${phone.slice(0, 3)} ${phone.slice(3, 7)} ${phone.slice(7)}`
  return `${phone.slice(0, 4)} ${phone.slice(4, 7)} ${phone.slice(7)}`
}

/** Enough for its owner to know it, too little for anyone else: `09•• ••• •78`. */
export function maskPhone(phone: string): string {
  const said = sayPhone(phone)
  return said.slice(0, 2) + said.slice(2, -2).replace(/\d/g, '•') + said.slice(-2)
}

/** The table key of a number: keyed, because all Vietnamese mobiles can be tried against a plain hash in minutes. */
export const phoneKey = (secret: KeyObject, phone: string): string => seal(secret, 'phone', phone)
