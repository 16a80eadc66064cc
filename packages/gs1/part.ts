import { hasCheckDigit, hasCheckPair } from './check-digit.ts'
import { countryLetters, countryNumbers, currencyNumbers } from './data/country.ts'

const within = (text: string, low: number, high: number): boolean => Number(text) >= low && Number(text) <= high

/** Dates end `mmdd`; only 29 February asks for the year, and within a century's window a year divisible by 4 has one. */
function isDate(text: string, dayMayBeZero: boolean): boolean {
  const month = Number(text.slice(-4, -2))
  const day = Number(text.slice(-2))
  if (month < 1 || month > 12) return false
  if (day === 0) return dayMayBeZero
  const year = text.length === 8 ? Number(text.slice(0, 4)) : 2000 + Number(text.slice(0, 2))
  return day <= new Date(Date.UTC(year, month, 0)).getUTCDate()
}

function isIban(text: string): boolean {
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{6,30}$/.test(text) || !countryLetters.has(text.slice(0, 2))) return false
  let rest = 0
  for (const sign of text.slice(4) + text.slice(0, 4)) {
    for (const digit of String(Number.parseInt(sign, 36))) rest = (rest * 10 + Number(digit)) % 97
  }
  return rest === 1
}

function isPieces(text: string): boolean {
  const piece = Number(text.slice(0, 2))
  const total = Number(text.slice(2))
  return piece >= 1 && piece <= total
}

/** The further rules a part of an element may have, by the name the table uses. */
export const partRules = {
  mod10: hasCheckDigit,
  pair: hasCheckPair,
  prefix: (text) => /^\d{4}/.test(text),
  prefix2: (text) => /^.\d{4}/.test(text),
  date: (text) => isDate(text, false),
  date0: (text) => isDate(text, true),
  minute: (text) => within(text.slice(0, 2), 0, 23) && within(text.slice(2), 0, 59),
  hour: (text) => within(text, 0, 23),
  sixty: (text) => within(text, 0, 59),
  country: (text) => countryNumbers.has(text),
  country999: (text) => text === '999' || countryNumbers.has(text),
  letters: (text) => countryLetters.has(text),
  currency: (text) => currencyNumbers.has(text),
  percent: (text) => !/%(?![0-9A-Fa-f]{2})/.test(text),
  latitude: (text) => within(text, 0, 1_800_000_000),
  longitude: (text) => within(text, 0, 3_600_000_000),
  yesno: (text) => text === '0' || text === '1',
  zero: (text) => /^0+$/.test(text),
  nonzero: (text) => !/^0+$/.test(text),
  nozero: (text) => !text.startsWith('0'),
  nondigit: (text) => /\D/.test(text),
  hyphen: (text) => text === '-',
  winding: (text) => '019'.includes(text),
  pieces: isPieces,
  importer: (text) => /^[-0-9A-Z_a-z]$/.test(text),
  media: (text) => within(text, 1, 10) || within(text, 80, 99),
  sex: (text) => '0129'.includes(text),
  sequence: (text) => /^[1-9]\/[1-9]$/.test(text) && text.charAt(0) <= text.charAt(2),
  iban: isIban,
} satisfies Record<string, (text: string) => boolean>

export type PartRule = keyof typeof partRules
