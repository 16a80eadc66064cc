import { dayIn } from '@nguon/listing/day'
import { type ReportKind, reportKinds } from '@nguon/trace/report-rule'
import { afterWorkingDays } from '@nguon/trace/working-day'
import { sayDay, sayWhen } from '../../day.ts'
import type { IconName } from '../../icons/icon.ts'
import type { Lang } from '../../paths.ts'
import { reportWords } from '../../text/report.ts'
import type { StepView } from '../passport/passport.ts'

type State = keyof (typeof reportWords)['vi']['states']
export type Trail = { is: string; at: string; by?: string; text?: string; outcome?: string; reason?: string }
/** A report as the API tells everybody who may see it. */
export type ReportSeen = {
  number: string
  human: string
  kind: ReportKind
  state: State
  at: string
  due: string
  sure: boolean
  late: boolean
  reopened: boolean
  product?: { id: string; name: string }
  lot?: string
  serial?: string
  stampNumber?: string
  stranger?: string
  reopenUntil?: string
  trail: Trail[]
  example?: boolean
}
export type ReportByLink = ReportSeen & {
  picture: boolean
  phoneMasked?: string
  may: ('picture' | 'withdraw' | 'content' | 'reopen')[]
}

export const kindOf = (text: string | null): ReportKind | undefined => reportKinds.find((kind) => kind === text)
export const kindIcons: Record<ReportKind, IconName> = {
  fake: 'doubled',
  opened: 'package',
  unsafe: 'warning',
  wrong: 'pencil',
  trade: 'truck',
  other: 'question',
}

const weekdays: Record<Lang, readonly string[]> = {
  vi: ['Chủ nhật', 'thứ Hai', 'thứ Ba', 'thứ Tư', 'thứ Năm', 'thứ Sáu', 'thứ Bảy'],
  en: ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'],
}
/** `thứ Ba 01/12/2026`: a promise is remembered by its weekday. */
export function sayDueDay(day: string, lang: Lang): string {
  return `${weekdays[lang][new Date(`${day}T00:00:00Z`).getUTCDay()]} ${sayDay(day, lang)}`
}

/** The day a report would be answered by, were it sent now. */
export const promise = (days: number, now: Date): string => afterWorkingDays(dayIn(now), days).day

/** How a state looks: its band and icon. */
export const looks: Record<State, { look: 'wait' | 'done' | 'off' | 'past'; icon: IconName }> = {
  received: { look: 'wait', icon: 'hourglass' },
  taken: { look: 'wait', icon: 'eye' },
  answered: { look: 'done', icon: 'circle-check' },
  'set-aside': { look: 'past', icon: 'ban' },
  withdrawn: { look: 'off', icon: 'undo' },
  closed: { look: 'off', icon: 'check' },
}

/** The last answer or reason given, with its words. */
export function answerOf(trail: readonly Trail[], lang: Lang): { title: string; text: string } | undefined {
  const t = reportWords[lang]
  const last = trail.findLast(({ is }) => is === 'answered' || is === 'set-aside')
  if (!last) return undefined
  const titles: Record<string, string> = { ...t.outcomes, ...t.asides }
  return { title: titles[last.outcome ?? last.reason ?? ''] ?? '', text: last.text ?? '' }
}

const standing: Record<string, { is: StepView['who']; who: keyof (typeof reportWords)['vi']['who'] }> = {
  received: { is: 'declared', who: 'you' },
  reopened: { is: 'declared', who: 'you' },
  withdrawn: { is: 'declared', who: 'you' },
  replied: { is: 'declared', who: 'maker' },
  taken: { is: 'checked', who: 'officer' },
  answered: { is: 'checked', who: 'officer' },
  'set-aside': { is: 'checked', who: 'officer' },
  closed: { is: 'system', who: 'system' },
}

/** What happened, the newest first. `inside`: told to officers and makers, with names where they are known. */
export function trailViews(it: ReportSeen, now: Date, lang: Lang, inside = false): StepView[] {
  const t = reportWords[lang]
  const titles = inside ? t.desk.trail : t.trail
  return it.trail.toReversed().map((step) => {
    const { is, who } = standing[step.is] ?? { is: 'system' as const, who: 'system' as const }
    const said = { ...t.outcomes, ...t.asides } as Record<string, string>
    const note = [said[step.outcome ?? step.reason ?? ''], step.text].filter(Boolean).join('. ')
    const badge = inside && who === 'you' ? (lang === 'vi' ? 'Người gửi' : 'Sender') : (step.by ?? t.who[who])
    return {
      ...{ title: titles[step.is] ?? step.is, when: sayWhen(step.at, now, lang), who: is, badge, gone: false },
      ...(note ? { note } : {}),
    }
  })
}
