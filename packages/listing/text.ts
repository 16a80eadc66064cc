/** A sentence in the two languages of the house. */
export type Words = { vi: string; en: string }
export type Lang = keyof Words

const firsts = { a: 'àáảãạ', e: 'èéẻẽẹ', y: 'ỳýỷỹỵ' } as const
const glides = { o: 'òóỏõọ', u: 'ùúủũụ' } as const
const moves = new Map<string, string>()
for (const [glide, vowel] of [
  ['o', 'a'],
  ['o', 'e'],
  ['u', 'y'],
] as const)
  for (let mark = 0; mark < 5; mark++) {
    const [typed, settled] = [`${glide}${firsts[vowel][mark]}`, `${glides[glide][mark]}${vowel}`]
    moves.set(typed, settled)
    moves.set(typed.toUpperCase(), settled.toUpperCase())
    moves.set(`${glide.toUpperCase()}${firsts[vowel][mark]}`, `${glides[glide][mark]!.toUpperCase()}${vowel}`)
  }
const movable = new RegExp(`(?<![qQ])(?:${[...moves.keys()].join('|')})(?![\\p{L}\\p{M}])`, 'gu')

/** Writes open `oa`, `oe`, `uy` with the tone on the first vowel (Hoá becomes Hóa, Thuỷ becomes Thủy): both spellings are in use and name the same thing. */
export const settleTones = (text: string): string => text.replace(movable, (pair) => moves.get(pair) ?? pair)

const ascii = /^[\x20-\x7e]*$/
// Excel and old fonts leave the Icelandic Ð where a Vietnamese Đ was meant
const letters = (text: string): string => text.replaceAll('Ð', 'Đ').replaceAll('ð', 'đ')
const spaces = (text: string): string => text.replace(/\s+/g, ' ').trim()

/** One spelling for comparison with tones kept: NFC, lower case, single spaces, one place for the tone. "HOÀ" equals "hòa", not "hoa". */
export function canon(text: string): string {
  if (ascii.test(text)) return spaces(text.toLowerCase())
  return spaces(settleTones(letters(text.normalize('NFC')).toLowerCase()))
}

/** Letters only, for search and headers: no tones, no đ, no case, single spaces; Quy and Qui alike. "Mắm Tép" and "mam tep" are equal. */
export function fold(text: string): string {
  return bare(text).replace(/\bquy\b/g, 'qui')
}

function bare(text: string): string {
  if (ascii.test(text)) return spaces(text.toLowerCase())
  const open = text
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replace(/[đĐðÐ]/g, 'd')
  return spaces(open.toLowerCase())
}

/** Whether a text was typed without any Vietnamese mark, so that its tones are unknown. */
export const isBare = (text: string): boolean => canon(text) === bare(text)

/** A part of an address: `a-z`, `0-9` and single dashes; may be empty. */
export function slug(text: string): string {
  return bare(text)
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '')
}

// Control, format (zero-width, bidi, soft hyphen, tags), private and lone surrogate characters, and fillers drawn as nothing;
// the joiner inside a picture (a farmer is a man and a sheaf) stays
const unseen =
  /(?![\n\t])(?!(?<=\p{Extended_Pictographic}|\ufe0f|[\u{1f3fb}-\u{1f3ff}])\u200d(?=\p{Extended_Pictographic}))(?:[\p{Cc}\p{Cf}\p{Co}\p{Cs}\u115f\u1160\u2028\u2029\u3164\uffa0]|\u034f)/gu

/** NFC text without characters that cannot be seen or that turn the reading order; tabs become spaces, line ends `\n`. */
export const plain = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/\r\n?|[\u2028\u2029]/g, '\n')
    .replaceAll('\t', ' ')
    .replace(unseen, '')

/** Whether a text holds no control, bidi or zero-width character: the rule for text that people type. */
export const isPlain = (text: string): boolean => text.replace(/\r\n/g, '\n').search(unseen) < 0
