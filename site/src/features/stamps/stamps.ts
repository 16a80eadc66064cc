import type { Segment, SegmentState } from '@nguon/trace/segment'
import type { Lang } from '../../paths.ts'
import { deskWords } from '../../text/desk.ts'
import { type Faults, type Refused, wholeOf } from '../desk/sent.ts'

type Step = 'print' | 'activate' | 'void' | 'lose' | 'undo'
const steps: readonly Step[] = ['print', 'activate', 'void', 'lose', 'undo']

/** What one tap does to a whole run; voiding asks for a reason and has a form of its own. */
export const stepsFrom: Record<SegmentState, readonly ('print' | 'activate' | 'undo')[]> = {
  issued: ['print'],
  printed: ['activate', 'undo'],
  activated: ['undo'],
  voided: ['undo'],
  lost: ['undo'],
}

/** A stamp's number as it is printed at the foot of a sheet. */
export const stampNumber = (text: string): number | undefined => wholeOf(text)

type Typed = { do: string; first: string; last: string; why: string }

/** The body of `POST …/stamps/ranges`, or what is wrong with it. One number alone is a range of one. */
export function readRange(it: Typed, lang: Lang): { first: number; last: number; do: Step; why?: string } | Refused {
  const said = deskWords[lang].stamps.errors
  const step = steps.find((one) => one === it.do)
  const first = stampNumber(it.first)
  const last = it.last === '' ? first : stampNumber(it.last)
  const faults: Faults = {}
  if (!step) faults.what = said.what
  if (first === undefined) faults.first = said.number(it.first)
  if (last === undefined && it.last !== '') faults.last = said.number(it.last)
  if ((step === 'void' || step === 'lose') && it.why.length < 3) faults.why = said.why
  if (!step || first === undefined || last === undefined || Object.keys(faults).length > 0) return { faults, said: '' }
  return { first, last, do: step, ...(it.why ? { why: it.why } : {}) }
}

/** Whether what was typed is a serial and not a running number: a code carries twelve letters, a stamp a thirteenth. */
export const isSerial = (text: string): boolean => text.replace(/[\s-]/g, '').length >= 12

/** How many stamps of a lot are in each state. */
export function countStates(segments: readonly Segment[]): Record<SegmentState, number> {
  const sums = { issued: 0, printed: 0, activated: 0, voided: 0, lost: 0 }
  for (const { state, first, last } of segments) sums[state] += last - first + 1
  return sums
}

export const countStamps = (segments: readonly Segment[]): { all: number; active: number } => ({
  all: segments.reduce((sum, run) => sum + run.last - run.first + 1, 0),
  active: segments.reduce((sum, run) => sum + (run.state === 'activated' ? run.last - run.first + 1 : 0), 0),
})
