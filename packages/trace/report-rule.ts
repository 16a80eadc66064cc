import * as z from 'zod'
import { dayOf } from './hour.ts'
import { afterWorkingDays } from './working-day.ts'

/** What somebody reports, in the order it is asked. Words for them are the pages'. */
export const reportKinds = ['fake', 'opened', 'unsafe', 'wrong', 'trade', 'other'] as const
export const reportKind = z.enum(reportKinds)
export type ReportKind = z.infer<typeof reportKind>

type ReportRule = {
  from: string
  source: string
  /** Working days until an answer. */
  days: Record<ReportKind, number>
  /** Days in which whoever is not content may ask once more. */
  reopenDays: number
  /** Days after its end for which the reporter's phone, words and picture are kept. */
  keepDays: number
}
/** The newest first. */
export const reportRules: readonly ReportRule[] = [
  {
    from: '2026-01-01',
    source:
      'Lời hứa của nền tảng cho báo gửi từ trang quét tem; không thay hạn của luật cho đơn khiếu nại hay yêu cầu của người tiêu dùng',
    days: { unsafe: 3, fake: 5, opened: 5, trade: 5, wrong: 10, other: 10 },
    ...{ reopenDays: 15, keepDays: 90 },
  },
]
export const reportRuleOn = (day: string): ReportRule | undefined => reportRules.find(({ from }) => from <= day)

/** How many reports are taken: from one phone as a scan knows it, and from one network address, behind which a market may stand. */
export const reportRates = {
  device: [
    { most: 6, minutes: 60 },
    { most: 20, minutes: 24 * 60 },
  ],
  address: [
    { most: 30, minutes: 60 },
    { most: 150, minutes: 24 * 60 },
  ],
}

/** The calendar day in Vietnam. */
export const dayIn = (instant: string): string => dayOf(Date.parse(instant))

/** The day an answer is promised for. */
export function dueOf(kind: ReportKind, received: string): { day: string; sure: boolean } {
  return afterWorkingDays(dayIn(received), ruleAt(received).days[kind])
}
/** The rule in force when something happened. Throws before the first: no report is that old. */
export function ruleAt(instant: string): ReportRule {
  const rule = reportRuleOn(dayIn(instant))
  if (!rule) throw new Error(`no rule for reports of ${instant}`)
  return rule
}
