/*
 * Working days of offices in Vietnam: Monday to Friday without the days off of Bộ luật Lao động 45/2019/QH14, Điều 112. Days off that
 * fall on a weekend are taken on the next working days (Điều 111.3). Which days Tết, Giỗ Tổ and the second day of Quốc khánh take is
 * announced for each year; a year that is not written down here is counted without them, and the answer says so.
 */

/** The same in every year, as month and day. */
const fixed = ['01-01', '04-30', '05-01', '09-02']

type Announced = {
  year: number
  /** Weekdays off beside the fixed ones; for those that fell on a weekend, the days taken instead. */
  off: readonly string[]
  source: string
}
/** Weekdays exchanged for a Saturday are not written down: an office that works on one may still answer that day. */
export const announced: readonly Announced[] = [
  {
    year: 2026,
    off: [...['2026-02-16', '2026-02-17', '2026-02-18', '2026-02-19', '2026-02-20'], ...['2026-04-27', '2026-09-01']],
    source:
      'Bộ luật Lao động 45/2019/QH14, Điều 112; Tết Bính Ngọ nghỉ 14 đến 22/02/2026; Giỗ Tổ 26/04/2026 là Chủ nhật, nghỉ bù 27/04',
  },
]

/** Where the days that move can fall: Tết, Giỗ Tổ (10 tháng Ba âm lịch), the day beside Quốc khánh. */
const moving: readonly (readonly [string, string])[] = [
  ['01-18', '02-28'],
  ['03-28', '05-04'],
  ['08-31', '09-04'],
]

const next = (day: string): string => new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)
const isWeekend = (day: string): boolean => [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay())
const isFixed = (day: string): boolean => fixed.includes(day.slice(5))
const announcedIn = (day: string): Announced | undefined =>
  announced.find(({ year }) => year === Number(day.slice(0, 4)))

/** Fixed days off on a weekend are taken on the next working days, one each. */
function insteadOfWeekend(year: string): string[] {
  const taken: string[] = []
  for (const date of fixed) {
    const day = `${year}-${date}`
    if (!isWeekend(day)) continue
    let instead = next(day)
    while (isWeekend(instead) || isFixed(instead) || taken.includes(instead)) instead = next(instead)
    taken.push(instead)
  }
  return taken
}

/** Whether offices work on a day, as far as it is known. */
export function isWorkingDay(day: string): boolean {
  if (isWeekend(day) || isFixed(day)) return false
  return !announcedIn(day)?.off.includes(day) && !insteadOfWeekend(day.slice(0, 4)).includes(day)
}

/** Whether a day off that nobody has announced yet may fall on a day. */
const mayMove = (day: string): boolean =>
  !announcedIn(day) && moving.some(([from, to]) => day.slice(5) >= from && day.slice(5) <= to)

/**
 * The day on which so many working days have passed after a day. `sure` is false where the way there crosses days on which a
 * holiday that moves may fall in a year not announced here.
 */
export function afterWorkingDays(from: string, count: number): { day: string; sure: boolean } {
  let day = from
  let sure = true
  for (let left = count; left > 0; ) {
    day = next(day)
    if (mayMove(day)) sure = false
    if (isWorkingDay(day)) left -= 1
  }
  return { day, sure }
}
