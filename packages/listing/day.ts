import * as z from 'zod'

/** A calendar day, `yyyy-mm-dd`, read in Vietnam's time; impossible days are refused. */
export const day = z.iso.date()

/** The calendar day in Vietnam (UTC+7 all year) at an instant. */
export function dayIn(instant: Date): string {
  return new Date(instant.getTime() + 7 * 3_600_000).toISOString().slice(0, 10)
}

/** "06/04/2021", as people here read a day. */
export const sayDay = (iso: string): string => iso.split('-').reverse().join('/')
