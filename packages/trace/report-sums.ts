import { isLate, isOpen, type Report } from './report.ts'
import { dayIn, dueOf } from './report-rule.ts'

/** How a place stands to what it promised, over so many days. */
export type ReportSums = {
  open: number
  late: number
  days: number
  received: number
  /** Answered or set aside; withdrawn ones asked for no answer. */
  ended: number
  onTime: number
}

/** The first answer, and whether it came by the day that was promised first: asking again neither mends nor spoils it. */
export function firstAnswer(it: Report): { day: string; onTime: boolean } | undefined {
  const end = it.trail.find(({ is }) => is === 'answered' || is === 'set-aside')
  if (!end) return undefined
  const day = dayIn(end.at)
  return { day, onTime: day <= dueOf(it.kind, it.at).day }
}

export function sumReports(reports: readonly Report[], today: string, days: number): ReportSums {
  const from = new Date(Date.parse(`${today}T00:00:00Z`) - days * 86_400_000).toISOString().slice(0, 10)
  const lately = reports.filter(({ at }) => dayIn(at) > from)
  const ended = lately.flatMap((it) => firstAnswer(it) ?? [])
  return {
    open: reports.filter(isOpen).length,
    late: reports.filter((it) => isLate(it, today)).length,
    ...{ days, received: lately.length, ended: ended.length },
    onTime: ended.filter(({ onTime }) => onTime).length,
  }
}
