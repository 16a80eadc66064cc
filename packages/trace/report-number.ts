import * as z from 'zod'
import { lettersFrom, type MistypedRefusal, readChecked, withCheck } from './stamp.ts'

const body = 7

export type ReportNumberRefusal = { code: 'report/mistyped'; why: MistypedRefusal['why'] }

/** A report's number: seven letters of chance and a check letter, in the alphabet of the stamps. Throws on fewer than seven bytes. */
export function makeReportNumber(chance: Uint8Array): string {
  if (chance.length < body) throw new RangeError('a report number needs 7 random bytes')
  return withCheck(lettersFrom(chance.subarray(0, body)))
}

/** Reads what was said over the telephone: small letters, spaces, dashes, o for 0 and i or l for 1 are forgiven. */
export function readReportNumber(text: string): { number: string } | ReportNumberRefusal {
  const read = readChecked(text, body)
  return 'why' in read ? { code: 'report/mistyped', why: read.why } : { number: withCheck(read.text) }
}

/** A report's number in its one spelling. */
export const reportNumber = z.string().refine((text) => {
  const read = readReportNumber(text)
  return 'number' in read && read.number === text
}, 'not a report number')

/** `7KMQ 2R9X`: two groups of four, as it is read out. */
export const sayReportNumber = (number: string): string => `${number.slice(0, 4)} ${number.slice(4)}`
