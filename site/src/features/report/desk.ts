import { asideReasons, outcomes } from '@nguon/trace/report'
import { readReportNumber } from '@nguon/trace/report-number'
import { daysBetween } from '../../day.ts'
import type { Lang } from '../../paths.ts'
import { reportWords } from '../../text/report.ts'
import { type Refused, typed } from '../desk/sent.ts'
import type { ReportSeen } from './report.ts'

export type ReportRow = ReportSeen & { maker?: { id: string; name: string; commune: string }; taken?: string }
export type ReportCase = ReportRow & {
  mine: boolean
  words?: string
  again?: string
  phone?: string
  picture?: { width: number; height: number }
  earlier: ReportRow[]
}
export type ReportOfMaker = ReportSeen & { words?: string; mayReply: boolean }

export const filters = ['open', 'late', 'mine', 'done'] as const
export type Filter = (typeof filters)[number]
export const filterOf = (text: string | null): Filter => filters.find((one) => one === text) ?? 'open'

/** How an answer stands to its day, in words; nothing once it was given. */
export function dueTag(it: ReportSeen, today: string, lang: Lang): { text: string; late: boolean } | undefined {
  if (it.state !== 'received' && it.state !== 'taken') return undefined
  const days = daysBetween(today, it.due)
  const said = reportWords[lang].desk
  return days < 0 ? { text: said.overdue(-days), late: true } : { text: said.left(days), late: days === 0 }
}

/** A number as it was read out; the officer is told of a slip of the tongue before anything is looked up. */
export function typedNumber(text: string, lang: Lang): { number: string } | { error: string } {
  const read = readReportNumber(text)
  return 'number' in read ? read : { error: reportWords[lang].desk.mistyped }
}

export type TypedAnswer = { outcome: string; text: string; reason: string; aside: string }
export const blankAnswer: TypedAnswer = { outcome: '', text: '', reason: '', aside: '' }
export const readAnswer = (form: FormData): TypedAnswer => ({
  outcome: typed(form, 'outcome', 20),
  text: typed(form, 'text', 600),
  reason: typed(form, 'reason', 20),
  aside: typed(form, 'aside', 600),
})

/** The step that a button of the desk asks for, or what is missing. */
export function stepOf(wish: string, it: TypedAnswer, lang: Lang): object | Refused {
  const said = reportWords[lang].desk
  const short = (text: string) => text.length < 10
  if (wish === 'answer') {
    const outcome = outcomes.find((one) => one === it.outcome)
    const faults = {
      ...(outcome ? {} : { outcome: said.pickOutcome }),
      ...(short(it.text) ? { text: said.short } : {}),
    }
    return Object.keys(faults).length > 0 ? { faults, said: '' } : { do: 'answer', outcome, text: it.text }
  }
  if (wish === 'set-aside') {
    const reason = asideReasons.find((one) => one === it.reason)
    const faults = { ...(reason ? {} : { reason: said.pickReason }), ...(short(it.aside) ? { aside: said.short } : {}) }
    return Object.keys(faults).length > 0 ? { faults, said: '' } : { do: 'set-aside', reason, text: it.aside }
  }
  return { do: 'take' }
}
