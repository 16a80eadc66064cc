const form = /^(\d{4})-(\d{2})-(\d{2})[Tt\s](\d{2}):(\d{2}):(\d{2})(?:\.(\d+))?(?:[Zz]|([+-])(\d{2})(?::?(\d{2}))?)$/
const last = '9999-12-31T23:59:59.999999999Z'

/**
 * A date-time with its zone as UTC text of one length, to the nanosecond: `2026-11-20T02:30:00.000000000Z`. Texts sort as the
 * instants do. A leap second is the next second's beginning; undefined where there is no such day or hour.
 */
export function instantOf(text: string): string | undefined {
  const found = form.exec(text.trim())
  if (!found) return undefined
  const [year, month, day, hour, minute, second] = found.slice(1, 7).map(Number) as [number, ...number[]]
  const date = new Date(0)
  date.setUTCFullYear(year, month! - 1, day)
  if (date.getUTCMonth() !== month! - 1 || hour! > 23 || minute! > 59 || second! > 60) return undefined
  const offset = (Number(found[9] ?? 0) * 60 + Number(found[10] ?? 0)) * (found[8] === '-' ? -1 : 1)
  date.setUTCHours(hour!, minute! - offset, second)
  const [written] = date.toISOString().split('.')
  // An offset may lead out of the four-digit years that sort as text.
  if (written!.startsWith('+')) return last
  if (written!.startsWith('-')) return '0000-01-01T00:00:00.000000000Z'
  return `${written}.${(found[7] ?? '').slice(0, 9).padEnd(9, '0')}Z`
}

/** The instant as a JavaScript date, to the millisecond. */
export const dateOf = (instant: string): Date => new Date(`${instant.slice(0, 23)}Z`)
