import * as z from 'zod'
import { lotNumber } from './lot.ts'
import { reportNumber } from './report-number.ts'
import { dueOf, reportKind, ruleAt } from './report-rule.ts'
import { serial } from './stamp.ts'

const who = z.object({ id: z.string(), name: z.string() })
export type Who = z.infer<typeof who>
const at = z.iso.datetime()
const text = z.string().trim().min(2).max(600)

export const outcomes = ['true', 'untrue', 'unclear', 'handed-on'] as const
/** What the officer found: as it was reported, not so, not to be told, or for another office to say. */
export const outcome = z.enum(outcomes)
export const asideReasons = ['repeat', 'not-goods', 'empty', 'abuse'] as const
/** Why a report is not followed: told already, not about goods, nothing to go by, or written to hurt. */
export const asideReason = z.enum(asideReasons)

/** What happened to a report, in time. Nobody's phone and none of the reporter's words stand here: this stays. */
export const reportFact = z.discriminatedUnion('is', [
  z.object({ is: z.literal('received'), at }),
  z.object({ is: z.literal('taken'), at, by: who }),
  z.object({ is: z.literal('replied'), at, by: who, text }),
  z.object({ is: z.literal('answered'), at, by: who, outcome, text }),
  z.object({ is: z.literal('set-aside'), at, by: who, reason: asideReason, text }),
  z.object({ is: z.literal('reopened'), at, due: z.iso.date(), sure: z.boolean() }),
  z.object({ is: z.literal('withdrawn'), at }),
  z.object({ is: z.literal('closed'), at, by: z.enum(['reporter', 'time']) }),
])
export type ReportFact = z.infer<typeof reportFact>

/** The goods a report is about, as they were called. A stamp whose product is none of ours has none. */
const goods = z.object({
  product: z.string(),
  name: z.string(),
  maker: z.string(),
  makerName: z.string(),
  commune: z.string(),
  example: z.boolean().optional(),
})

const base = {
  number: reportNumber,
  revision: z.int().positive(),
  kind: reportKind,
  province: z.string(),
  goods: goods.optional(),
  /** As checked: the lot is the product's, the serial one we issued. */
  lot: lotNumber.optional(),
  serial: serial.optional(),
  /** What the code said where it was none of ours. */
  stranger: z.string().max(80).optional(),
  at,
  due: z.iso.date(),
  /** False where a holiday that moves may still change the day. */
  sure: z.boolean(),
  reopened: z.boolean(),
  trail: z.array(reportFact).min(1).max(40),
}

/** A report as it stands; each state has only the fields true of it. */
export const report = z.discriminatedUnion('state', [
  z.object({ ...base, state: z.literal('received') }),
  z.object({ ...base, state: z.literal('taken'), taken: who }),
  z.object({ ...base, state: z.literal('answered'), reopenUntil: at }),
  z.object({ ...base, state: z.literal('set-aside'), reopenUntil: at }),
  z.object({ ...base, state: z.literal('withdrawn'), endedAt: at }),
  z.object({ ...base, state: z.literal('closed'), endedAt: at }),
])
export type Report = z.infer<typeof report>

/** What is known of a report as it comes in, its goods and stamp looked up. */
export type ReportDraft = Pick<Report, 'number' | 'kind' | 'province' | 'goods' | 'lot' | 'serial' | 'stranger'>

export type ReportCommand =
  | { do: 'take'; by: Who }
  | { do: 'answer'; by: Who; outcome: z.infer<typeof outcome>; text: string }
  | { do: 'set-aside'; by: Who; reason: z.infer<typeof asideReason>; text: string }
  | { do: 'reply'; by: Who; text: string }
  | { do: 'reopen' }
  | { do: 'withdraw' }
  | { do: 'content' }
  | { do: 'lapse' }

/** What an officer, and what the reporter, may ask for from outside. */
export const officerStep = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('take') }),
  z.strictObject({ do: z.literal('answer'), outcome, text }),
  z.strictObject({ do: z.literal('set-aside'), reason: asideReason, text }),
])
export const reporterStep = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('reopen'), words: z.string().trim().max(600).optional() }),
  z.strictObject({ do: z.literal('withdraw') }),
  z.strictObject({ do: z.literal('content') }),
])
export const reply = text

export type ReportRefusal =
  | { code: 'report/not-from-here'; state: Report['state'] }
  | { code: 'report/not-taken' }
  | { code: 'report/taken-by-other'; by: string }
  | { code: 'report/reopen-over'; until: string }
  | { code: 'report/reopened-before' }
  | { code: 'report/said-enough'; most: number }
  | { code: 'report/taken-too-often'; most: number }

const mostReplies = 5
/** So that a report handed to and fro stays short enough to read. */
const mostTakes = 20
const told = (it: Report, what: ReportFact['is']): number => it.trail.filter(({ is }) => is === what).length
const later = (instant: string, days: number): string => new Date(Date.parse(instant) + days * 86_400_000).toISOString()

export function receiveReport(draft: ReportDraft, now: Date): Report {
  const at = now.toISOString()
  const { day: due, sure } = dueOf(draft.kind, at)
  return {
    ...{ ...draft, state: 'received', revision: 1, at, due, sure, reopened: false },
    trail: [{ is: 'received', at }],
  }
}

export const isOpen = ({ state }: Pick<Report, 'state'>): boolean => state === 'received' || state === 'taken'
/** Over its day, by the calendar in Vietnam, and nobody has answered. */
export const isLate = (it: Pick<Report, 'state' | 'due'>, today: string): boolean => isOpen(it) && it.due < today

/** The same word of the same person once more: a button pressed twice. */
function isRepeat(command: ReportCommand, it: Report): boolean {
  const last = it.trail.at(-1)
  if (!last || !('text' in last) || !('text' in command)) return false
  const did = { answer: 'answered', 'set-aside': 'set-aside', reply: 'replied' }[command.do]
  const why = (it: object) => ('outcome' in it ? it.outcome : 'reason' in it ? it.reason : '')
  return last.is === did && last.by.id === command.by.id && last.text === command.text && why(last) === why(command)
}

/** What a command makes happen; nothing where it had already happened. */
export function decideReport(command: ReportCommand, it: Report, now: Date): ReportFact[] | ReportRefusal {
  const at = now.toISOString()
  const stuck: ReportRefusal = { code: 'report/not-from-here', state: it.state }
  if (isRepeat(command, it)) return []
  switch (command.do) {
    case 'take':
      if (it.state === 'taken' && it.taken.id === command.by.id) return []
      if (isOpen(it) && told(it, 'taken') >= mostTakes) return { code: 'report/taken-too-often', most: mostTakes }
      return isOpen(it) ? [{ is: 'taken', at, by: command.by }] : stuck
    case 'answer':
    case 'set-aside': {
      if (it.state === 'received') return { code: 'report/not-taken' }
      if (it.state !== 'taken') return stuck
      if (it.taken.id !== command.by.id) return { code: 'report/taken-by-other', by: it.taken.name }
      const { by, text } = command
      return command.do === 'answer'
        ? [{ is: 'answered', at, by, outcome: command.outcome, text }]
        : [{ is: 'set-aside', at, by, reason: command.reason, text }]
    }
    case 'reply':
      if (!isOpen(it)) return stuck
      if (told(it, 'replied') >= mostReplies) return { code: 'report/said-enough', most: mostReplies }
      return [{ is: 'replied', at, by: command.by, text: command.text }]
    case 'reopen': {
      if (isOpen(it) && it.reopened) return []
      if (it.state !== 'answered' && it.state !== 'set-aside') return stuck
      if (it.reopened) return { code: 'report/reopened-before' }
      if (at > it.reopenUntil) return { code: 'report/reopen-over', until: it.reopenUntil }
      const { day: due, sure } = dueOf(it.kind, at)
      return [{ is: 'reopened', at, due, sure }]
    }
    case 'withdraw':
      if (it.state === 'withdrawn') return []
      return isOpen(it) ? [{ is: 'withdrawn', at }] : stuck
    case 'content':
      if (it.state === 'closed') return []
      return it.state === 'answered' ? [{ is: 'closed', at, by: 'reporter' }] : stuck
    case 'lapse':
      if (it.state !== 'answered' && it.state !== 'set-aside') return []
      return at > it.reopenUntil ? [{ is: 'closed', at, by: 'time' }] : []
  }
}

/** A report after a fact. */
export function evolveReport(it: Report, fact: ReportFact): Report {
  const next = { ...z.object(base).parse(it), revision: it.revision + 1, trail: [...it.trail, fact] }
  switch (fact.is) {
    case 'received':
      throw new Error(`report ${it.number} is received once`)
    case 'taken':
      return { ...next, state: 'taken', taken: fact.by }
    case 'replied':
      return { ...it, revision: next.revision, trail: next.trail }
    case 'answered':
    case 'set-aside':
      return { ...next, state: fact.is, reopenUntil: later(fact.at, ruleAt(fact.at).reopenDays) }
    case 'reopened':
      return { ...next, state: 'received', due: fact.due, sure: fact.sure, reopened: true }
    case 'withdrawn':
    case 'closed':
      return { ...next, state: fact.is, endedAt: fact.at }
  }
}

/** When the reporter's phone, words and picture go; never while the report is open. */
export function forgetAt(it: Report): string | undefined {
  const end = 'endedAt' in it ? it.endedAt : 'reopenUntil' in it ? it.reopenUntil : undefined
  return end === undefined ? undefined : later(end, ruleAt(it.at).keepDays)
}

/** Runs of eight digits and more, however they are spaced: what may be a telephone is no business of the maker's. */
export const hideNumbers = (words: string): string => words.replace(/(?:\d[\s.\-()]*){7,}\d/g, '•••')
