import { checkDigit } from './check-digit.ts'
import { type DigitalLinkRefusal, type Pair, writeDigitalLink } from './digital-link.ts'

export type BinaryRefusal =
  | DigitalLinkRefusal
  | { code: 'epc-binary/shape' }
  | { code: 'epc-binary/scheme'; header: string }

// Tag Data Standard 2.0, table 14-2: bits and digits of company prefix and of indicator with item reference, by partition.
const partitions: readonly (readonly [prefixBits: number, prefixDigits: number, itemBits: number])[] = [
  [40, 12, 4],
  [37, 11, 7],
  [34, 10, 10],
  [30, 9, 14],
  [27, 8, 17],
  [24, 7, 20],
  [20, 6, 24],
]

/** How the serial of a scheme is written: one number, or letters of seven bits that end at the first zero. */
const schemes: Readonly<Record<number, { bits: number; serial: 'number' | 'letters' }>> = {
  48: { bits: 96, serial: 'number' },
  54: { bits: 198, serial: 'letters' },
}

/**
 * The bits of an RFID tag's memory as a path carries them: `eh` and hexadecimal, or `ex` and base64 for addresses.
 * Undefined where the word is neither.
 */
export function readTagBits(word: string): string | undefined {
  const [, form, text = ''] = /^e([hx])([0-9A-Za-z_-]{8,120})={0,2}$/.exec(word) ?? []
  if (form === 'h') return /^([0-9A-Fa-f]{2})+$/.test(text) ? bitsOf(text, 16, 4) : undefined
  if (form !== 'x') return undefined
  const sixes = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
  const bits = [...text].map((sign) => sixes.indexOf(sign).toString(2).padStart(6, '0')).join('')
  return text.length % 4 === 1 ? undefined : bits.slice(0, bits.length - (bits.length % 8))
}

const bitsOf = (text: string, base: number, width: number): string =>
  [...text].map((sign) => Number.parseInt(sign, base).toString(2).padStart(width, '0')).join('')

/**
 * The GTIN and serial of an SGTIN-96 or SGTIN-198 tag, as the pairs of a Digital Link, or why there are none. Other schemes are refused.
 *
 * @example
 * readTag('eh3074257BF7194E4000001A85')
 * // { key: { ai: '01', value: '80614141123458' }, qualifiers: [{ ai: '21', value: '6789' }] }
 */
export function readTag(word: string): { key: Pair; qualifiers: Pair[] } | BinaryRefusal {
  const bits = readTagBits(word)
  if (!bits || bits.length < 8) return { code: 'epc-binary/shape' }
  const header = Number.parseInt(bits.slice(0, 8), 2)
  const scheme = schemes[header]
  if (!scheme) return { code: 'epc-binary/scheme', header: header.toString(16).padStart(2, '0').toUpperCase() }
  const spare = bits.slice(scheme.bits)
  const parts = partitions[Number.parseInt(bits.slice(11, 14), 2)]
  if (bits.length < scheme.bits || spare.length > 15 || spare.includes('1') || !parts)
    return { code: 'epc-binary/shape' }

  const [prefixBits, prefixDigits, itemBits] = parts
  const prefix = String(Number.parseInt(bits.slice(14, 14 + prefixBits), 2)).padStart(prefixDigits, '0')
  const item = String(Number.parseInt(bits.slice(14 + prefixBits, 14 + prefixBits + itemBits), 2)).padStart(
    13 - prefixDigits,
    '0',
  )
  const serial =
    scheme.serial === 'number' ? BigInt(`0b${bits.slice(58, 96)}`).toString() : lettersOf(bits.slice(58, 198))
  if (prefix.length !== prefixDigits || item.length !== 13 - prefixDigits || serial === undefined)
    return { code: 'epc-binary/shape' }
  const body = item.charAt(0) + prefix + item.slice(1)
  const found = { key: { ai: '01', value: body + checkDigit(body) }, qualifiers: [{ ai: '21', value: serial }] }
  const written = writeDigitalLink(found, { canonical: true })
  return typeof written === 'string' ? found : written
}

function lettersOf(bits: string): string | undefined {
  const codes = (bits.match(/.{7}/g) ?? []).map((seven) => Number.parseInt(seven, 2))
  const end = codes.indexOf(0)
  const told = end < 0 ? codes : codes.slice(0, end)
  if (told.length === 0 || codes.slice(told.length).some((code) => code !== 0)) return undefined
  return String.fromCharCode(...told)
}
