import { dayIn } from '@nguon/listing/day'
import type { Lang } from './paths.ts'
import { words } from './text/words.ts'

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** `2026-11-18` → `18/11/2026`; in English `18 Nov 2026`, which nobody reads the wrong way round. */
export function sayDay(day: string, lang: Lang): string {
  const [year = '', month = '', date = ''] = day.slice(0, 10).split('-')
  if (lang === 'vi') return `${date}/${month}/${year}`
  return `${Number(date)} ${months[Number(month) - 1] ?? month} ${year}`
}

/** `03/2026`, `Mar 2026`. */
export function sayMonth(day: string, lang: Lang): string {
  const [year = '', month = ''] = day.split('-')
  return lang === 'vi' ? `${month}/${year}` : `${months[Number(month) - 1] ?? month} ${year}`
}

/** The hour in Vietnam, `14:05`. */
export function sayTime(instant: Date | string): string {
  return new Date(new Date(instant).getTime() + 7 * 3_600_000).toISOString().slice(11, 16)
}

/** `hôm nay 14:05`, `hôm qua 20:10`, `18/11/2026, 14:05`. */
export function sayWhen(instant: Date | string, now: Date, lang: Lang): string {
  const at = new Date(instant)
  const day = dayIn(at)
  const time = sayTime(at)
  const said = words[lang].when
  if (day === dayIn(now)) return said.today(time)
  if (day === dayIn(new Date(now.getTime() - 86_400_000))) return said.yesterday(time)
  return said.on(sayDay(day, lang), time)
}

/** Whole days from one day to another; negative when the second is earlier. */
export function daysBetween(from: string, to: string): number {
  return Math.round((Date.parse(`${to}T00:00:00Z`) - Date.parse(`${from}T00:00:00Z`)) / 86_400_000)
}

/** When a decision was made, as far as its notice tells: `ngày 12/03/2026`, or only `năm 2026`. */
export function sayIssued(issued: string | number | undefined, lang: Lang): string {
  const said = words[lang].product
  const text = String(issued ?? '')
  return /^\d{4}-\d{2}-\d{2}/.test(text) ? said.onDay(sayDay(text, lang)) : text ? said.inYear(text) : ''
}
