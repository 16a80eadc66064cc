import type { Cell } from './book.ts'
import type { Stars } from './certificate.ts'
import { day } from './day.ts'
import type { QuestionCode, RepairCode } from './finding.ts'
import { canon, isPlain, plain } from './text.ts'

/** What a cell was read as. Never a guess in silence: each change carries its rule, and what cannot be known is a question. */
export type Reading<T> =
  | { is: 'nothing'; repairs: RepairCode[] }
  | { is: 'value'; value: T; repairs: RepairCode[] }
  | { is: 'question'; code: QuestionCode; choices?: string[] }

export const nothing = (...repairs: RepairCode[]): Reading<never> => ({ is: 'nothing', repairs })
export const value = <T>(read: T, ...repairs: (RepairCode | false | undefined)[]): Reading<T> => ({
  is: 'value',
  value: read,
  repairs: repairs.filter((one): one is RepairCode => !!one),
})
export const question = (code: QuestionCode, choices?: string[]): Reading<never> => ({
  is: 'question',
  code,
  ...(choices ? { choices } : {}),
})

const isEmpty = (text: string): boolean => /^[\s\-–—_.…x0]*$/iu.test(text)
const isNone = (text: string): boolean =>
  /^(không|không có|chưa|chưa có|chưa xếp hạng|khong|chua|chua co)$/u.test(canon(text))

/** Text as it will be kept: composed letters, single spaces, Đ where an old font left Ð, nothing unseen. */
export function readText(found: string): Reading<string> {
  const seen = plain(found)
  const letters = seen.replaceAll('Ð', 'Đ').replaceAll('ð', 'đ')
  const text = letters.replace(/\s+/g, ' ').trim()
  if (text === '') return nothing()
  const composed = found.normalize('NFC')
  return value(
    text,
    !isPlain(found) && 'text/unseen',
    (composed !== found || letters !== seen) && 'text/letters',
    text !== letters.trim() && 'text/spaces',
  )
}

/** Old 11-digit mobile prefixes and what they became in 2018. */
const newPrefixes: Record<string, string> = {
  ...{ '0120': '070', '0121': '079', '0122': '077', '0126': '076', '0128': '078' },
  ...{ '0123': '083', '0124': '084', '0125': '085', '0127': '081', '0129': '082' },
  ...{
    '0162': '032',
    '0163': '033',
    '0164': '034',
    '0165': '035',
    '0166': '036',
    '0167': '037',
    '0168': '038',
    '0169': '039',
  },
  ...{ '0186': '056', '0188': '058', '0199': '059' },
}

/** A phone number of ten digits, or eleven for a fixed line. Excel eats the leading 0, hands type +84, dots and dashes. */
export function readPhone(found: string): Reading<string> {
  if (isEmpty(found) || isNone(found)) return nothing()
  const parts = plain(found)
    .split(/[;,/\n]|\s[-–]\s|hoặc|hoac/u)
    .filter((part) => /\d/.test(part))
  const read = parts.map(onePhone)
  const first = read[0]
  if (first?.is !== 'value') return question('phone/unclear')
  return parts.length > 1 ? value(first.value, ...first.repairs, 'phone/first') : first
}

function onePhone(found: string): Reading<string> {
  const digits = found.replace(/[\s.\-–()+]/gu, '')
  if (!/^\d+$/.test(digits)) return question('phone/unclear')
  const home = digits.replace(/^(0084|84(?=\d{9,10}$))0?/, '0')
  const whole = /^[35789]\d{8}$/.test(home) ? `0${home}` : home
  const renewed =
    whole.length === 11 && newPrefixes[whole.slice(0, 4)] ? `${newPrefixes[whole.slice(0, 4)]}${whole.slice(4)}` : whole
  if (!/^0[35789]\d{8}$|^02\d{9}$/.test(renewed)) return question('phone/unclear')
  return value(
    renewed,
    home !== digits && 'phone/country',
    whole !== home && 'phone/zero',
    renewed !== whole && 'phone/old-prefix',
    home === digits && digits !== found.trim() && 'phone/marks',
  )
}

const counts: Record<string, number> = { ba: 3, bốn: 4, năm: 5 }

/** Stars as hands write them: `3 sao`, `***`, `3*`, `Hạng 3 sao`, `4`. Only 3, 4 and 5 are ranks. */
export function readStars(found: string): Reading<Stars> {
  const text = canon(found)
  if (text === '') return nothing()
  if (isEmpty(text) || isNone(text)) return nothing('stars/none')
  if (/tiềm năng|tiem nang/.test(text)) return question('stars/potential')
  const [, digits, word] =
    /^(?:đạt|dat)?\s*(?:xếp |xep )?(?:hạng|hang)?\s*(?:ocop)?\s*(?:([1-5])|(ba|bốn|năm)(?=\s*sao))\s*(?:sao|\*|★)?\s*(?:ocop)?\.?$/u.exec(
      text,
    ) ?? []
  const drawn = /^[(]?\s*((?:[*★⭐]\s*){1,5})[)]?$/u.exec(text)?.[1]?.replace(/\s/g, '')
  const count = digits ? Number(digits) : word ? counts[word] : drawn ? [...drawn].length : undefined
  if (count === 1 || count === 2) return nothing('stars/not-a-rank')
  if (count !== 3 && count !== 4 && count !== 5) return question('stars/unclear')
  return value(count, text !== `${count}` && text !== `${count} sao` && 'stars/form')
}

export type Decision = { number: string; issued?: string }

/** A decision number, with the day where the cell tells it: "QĐ số 1114/QĐ-UBND ngày 06/4/2021". */
export function readDecision(found: string): Reading<Decision> {
  const text = plain(found)
    .replaceAll('Ð', 'Đ')
    .replace(/[‐‑‒–—−]/gu, '-')
    .replace(/\s+/g, ' ')
    .trim()
  if (text === '' || /^-+$/.test(text)) return nothing()
  if (isNone(text)) return nothing('decision/none-told')
  const bare = /^(?:(?:quyết định|qđ|qd)\s*)?(?:số\s*)?:?\s*(\d{1,6})$/iu.exec(text)
  if (bare) return question('decision/bare', [`${bare[1]}/QĐ-UBND`])
  const whole =
    /^(?:(?:quyết định|qđ|qd)\s*)?(?:số\s*)?:?\s*(\d{1,6})\s*\/\s*((?:\d{4}\s*\/\s*)?)([\p{L}]{2,4}(?:\s*-\s*[\p{L}\d]{1,12}){1,3})(.*)$/iu.exec(
      text,
    )
  if (!whole) return question('decision/unclear')
  const [, digits, year = '', tail = '', rest = ''] = whole
  const number = `${digits}/${year.replace(/\s/g, '')}${tail.replace(/\s/g, '').toUpperCase().replace(/^QD-/, 'QĐ-')}`
  const told = rest
    .replace(/^[\s,;(]*/u, '')
    .replace(/[)\s.]*$/u, '')
    .replace(/^ngày\s+(?=\d+\s*[/.-])/iu, '')
  if (told === '') return value({ number }, number !== found.trim() && 'decision/form')
  const issued = readDay(told)
  if (issued.is !== 'value') return question('decision/unclear')
  return value({ number, issued: issued.value }, 'decision/form', 'decision/day-inside')
}

/** A day, always day before month. `is: 'date'` cells hold Excel's day numbers, counted from `epoch`. */
export function readDay(
  found: string,
  { is, epoch = 1900 }: { is?: Cell['is']; epoch?: 1900 | 1904 } = {},
): Reading<string> {
  const text = canon(found)
  if (isEmpty(text) || isNone(text)) return nothing()
  if (/^\d{5}(\.\d+)?$/.test(text) && (is === 'date' || (Number(text) >= 36_526 && Number(text) < 55_153))) {
    const days = Math.floor(Number(text)) + (epoch === 1904 ? 1462 : 0)
    // Day 25569 is 1 January 1970
    return value(new Date((days - 25_569) * 86_400_000).toISOString().slice(0, 10), is !== 'date' && 'day/serial')
  }
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[t ].*)?$/.exec(text)
  const usual = /^(\d{1,2})\s*[-/.]\s*(\d{1,2})\s*[-/.]\s*(\d{4}|\d{2})(?:\s+0?0:00(:00)?)?$/.exec(text)
  const words = /^(?:ngày|ngay)?\s*(\d{1,2})\s*(?:tháng|thang)\s*(\d{1,2})\s*(?:năm|nam)\s*(\d{4})$/u.exec(text)
  const [year, month, date] = iso
    ? iso.slice(1, 4)
    : usual
      ? [usual[3], usual[2], usual[1]]
      : words
        ? [words[3], words[2], words[1]]
        : []
  if (!year || !month || !date) return question('day/unclear')
  const short = year.length === 2
  const read = day.safeParse(`${short ? `20${year}` : year}-${month.padStart(2, '0')}-${date.padStart(2, '0')}`)
  if (!read.success) return question('day/impossible')
  return value(read.data, short && 'day/short-year', words !== null && 'day/words')
}

/** A tax code: 10 digits, 10 and 3, or the 12-digit personal number. Excel eats its leading zeros. */
export function readTaxCode(found: string): Reading<string> {
  if (isEmpty(found) || isNone(found)) return nothing()
  const digits = found.replace(/[\s.'’]/gu, '')
  const code = /^\d{13}$/.test(digits) ? `${digits.slice(0, 10)}-${digits.slice(10)}` : digits
  return /^\d{10}(-\d{3})?$|^\d{12}$/.test(code) ? value(code) : question('taxCode/unclear')
}
