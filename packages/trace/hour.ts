import * as z from 'zod'

/** The hour something is kept under, in UTC: `2026-11-22T02`. */
export const hour = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}$/)

export const hourMs = 3_600_000
export const msOf = (hour: string): number => Date.parse(`${hour}:00:00Z`)
/** The day in Vietnam, `yyyy-mm-dd`. */
export const dayOf = (ms: number): string => new Date(ms + 7 * hourMs).toISOString().slice(0, 10)
/** The hour so many hours before another. Hours compare as texts, so a window needs one clock reading and not one a scan. */
export const hourBefore = (hour: string, hours: number): string =>
  new Date(msOf(hour) - hours * hourMs).toISOString().slice(0, 13)
