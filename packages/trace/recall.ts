import * as z from 'zod'
import { dayOf } from './hour.ts'
import { lotNumber } from './lot.ts'
import type { Recall } from './scan.ts'

/** A recall touches at most so many lots: what a product makes in years, and still a list one can read through. */
export const recallLotsMost = 500
const rangesMost = 20

const range = z.strictObject({ first: z.int().min(0), last: z.int().min(0) })

/** What is called back: all lots there are of a product, lots by number, or runs of one lot's stamps. */
export const recallScope = z.discriminatedUnion('is', [
  z.strictObject({ is: z.literal('product') }),
  z.strictObject({ is: z.literal('lots'), lots: z.array(lotNumber).min(1).max(100) }),
  z.strictObject({ is: z.literal('ranges'), lot: lotNumber, ranges: z.array(range).min(1).max(rangesMost) }),
])
export type RecallScope = z.infer<typeof recallScope>

export const hazards = ['health', 'quality', 'label'] as const
/** What a shopper has to fear: for their health, for a poor product, or nothing but a wrong label. */
export const hazard = z.enum(hazards)

/** What a recall says to everybody: why, what to do with what one has, and whom to ask. */
export const recallDraft = z.strictObject({
  scope: recallScope,
  hazard,
  reason: z.string().trim().min(10).max(600),
  advice: z.string().trim().min(10).max(600),
  contact: z.string().trim().min(3).max(200),
})
export type RecallDraft = z.infer<typeof recallDraft>

/** What came back, in packs: some of it destroyed, some put right or put to another use. */
export const recallCount = z.strictObject({
  made: z.int().min(0).max(1e9),
  returned: z.int().min(0).max(1e9),
  destroyed: z.int().min(0).max(1e9),
  mended: z.int().min(0).max(1e9),
})
export type RecallCount = z.infer<typeof recallCount>

/** What stood in the scope at one moment. Scans are those of every fourth stamp, by province code. */
export const recallReach = z.object({
  lots: z.int(),
  stamps: z.object({ issued: z.int(), activated: z.int() }),
  scans: z.object({ stamps: z.int(), provinces: z.record(z.string(), z.int()) }),
  orders: z.object({ count: z.int(), atLeast: z.boolean() }),
})
export type RecallReach = z.infer<typeof recallReach>

const who = z.object({ id: z.string(), name: z.string() })
export type Who = z.infer<typeof who>
const deed = z.object({ by: who, at: z.iso.datetime() })
const why = z.string().trim().min(10).max(600)

const base = {
  ...recallDraft.shape,
  id: z.string(),
  revision: z.int().positive(),
  product: z.string(),
  gtin: z.string().optional(),
  name: z.string(),
  maker: z.string(),
  makerName: z.string(),
  commune: z.string(),
  province: z.string(),
  example: z.boolean().optional(),
  proposed: deed,
}
const begun = {
  confirmed: deed,
  /** Every lot it was put on; those lifted stay named. */
  lots: z.array(lotNumber),
  reach: recallReach,
  lifted: z.array(deed.extend({ lots: z.array(lotNumber), why: z.string() })),
  count: recallCount.extend(deed.shape).strip().optional(),
}

/** A recall as it is kept. */
export const recallCase = z.discriminatedUnion('state', [
  z.object({ ...base, state: z.literal('proposed') }),
  z.object({ ...base, state: z.literal('refused'), refused: deed.extend({ why: z.string() }) }),
  z.object({ ...base, state: z.literal('withdrawn'), withdrawn: deed }),
  z.object({ ...base, ...begun, state: z.literal('live') }),
  z.object({
    ...base,
    ...begun,
    state: z.literal('closed'),
    closed: deed.extend({ summary: z.string(), reach: recallReach }),
  }),
])
export type RecallCase = z.infer<typeof recallCase>
export type RecallIn<S extends RecallCase['state']> = Extract<RecallCase, { state: S }>

/** What is asked of a recall. `confirm` and `close` are handed what stands in the scope as they are asked. */
export type RecallCommand =
  | { do: 'confirm'; lots: readonly string[]; reach: RecallReach }
  | { do: 'refuse'; why: string }
  | { do: 'withdraw' }
  | { do: 'lift'; lots: readonly string[]; why: string }
  | { do: 'count'; count: RecallCount }
  | { do: 'close'; summary: string; reach: RecallReach }

/** The same as it comes in from outside. */
export const recallStep = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('confirm') }),
  z.strictObject({ do: z.literal('refuse'), why }),
  z.strictObject({ do: z.literal('withdraw') }),
  z.strictObject({ do: z.literal('lift'), lots: z.array(lotNumber).min(1).max(100), why }),
  z.strictObject({ do: z.literal('count'), count: recallCount }),
  z.strictObject({ do: z.literal('close'), summary: why }),
])
export type RecallStep = z.infer<typeof recallStep>

export type RecallRefusal =
  | { code: 'recall/own-proposal' }
  | { code: 'recall/not-proposer' }
  | { code: 'recall/not-from-here'; state: RecallCase['state'] }
  | { code: 'recall/nothing-in-scope' }
  | { code: 'recall/too-many-lots'; most: number }
  | { code: 'recall/bad-range'; first: number; last: number }
  | { code: 'recall/not-in-scope'; lot: string }
  | { code: 'recall/still-running' }
  | { code: 'recall/miscounted'; returned: number; destroyed: number; mended: number }
  | { code: 'recall/not-counted' }
  | { code: 'recall/holds-listing'; recall: string }

/** The lots that are called back now: those it was put on without those lifted since. */
export const lotsInForce = ({ lots, lifted }: RecallIn<'live' | 'closed'>): string[] => {
  const free = new Set(lifted.flatMap((it) => it.lots))
  return lots.filter((lot) => !free.has(lot))
}

/** Whether it keeps its product from being sold: all of the product is called back, and the work of it is not over. */
export const holdsListing = (it: RecallCase): boolean =>
  it.state === 'live' && it.scope.is === 'product' && lotsInForce(it).length > 0

/** Everybody may know of a recall from its confirmation on. */
export const isPublic = (it: RecallCase): it is RecallIn<'live' | 'closed'> =>
  it.state === 'live' || it.state === 'closed'

/**
 * Where a recall goes next, or why it does not. It takes two people to begin one; the proposer alone takes a proposal back. What was
 * called back stays so when the recall is closed: the goods may stand in somebody's kitchen. Only lifting takes a lot out.
 */
export function moveRecall(it: RecallCase, command: RecallCommand, by: Who, at: string): RecallCase | RecallRefusal {
  const deed = { by, at }
  const next = { revision: it.revision + 1 }
  const stuck: RecallRefusal = { code: 'recall/not-from-here', state: it.state }
  switch (command.do) {
    case 'confirm':
      if (it.state !== 'proposed') return stuck
      if (it.proposed.by.id === by.id) return { code: 'recall/own-proposal' }
      if (command.lots.length === 0) return { code: 'recall/nothing-in-scope' }
      return {
        ...{ ...it, ...next, state: 'live', confirmed: deed, lots: [...command.lots] },
        ...{ reach: command.reach, lifted: [] },
      }
    case 'refuse':
      if (it.state !== 'proposed') return stuck
      if (it.proposed.by.id === by.id) return { code: 'recall/own-proposal' }
      return { ...it, ...next, state: 'refused', refused: { ...deed, why: command.why } }
    case 'withdraw':
      if (it.state !== 'proposed') return stuck
      if (it.proposed.by.id !== by.id) return { code: 'recall/not-proposer' }
      return { ...it, ...next, state: 'withdrawn', withdrawn: deed }
    case 'lift': {
      if (!isPublic(it)) return stuck
      const held = new Set(lotsInForce(it))
      const stranger = command.lots.find((lot) => !held.has(lot))
      if (stranger !== undefined) return { code: 'recall/not-in-scope', lot: stranger }
      const lots = [...new Set(command.lots)]
      return { ...it, ...next, lifted: [...it.lifted, { ...deed, lots, why: command.why }] }
    }
    case 'count': {
      if (it.state !== 'live') return stuck
      const { returned, destroyed, mended } = command.count
      if (destroyed + mended > returned) return { code: 'recall/miscounted', returned, destroyed, mended }
      return { ...it, ...next, count: { ...command.count, ...deed } }
    }
    case 'close':
      if (it.state !== 'live') return stuck
      if (!it.count && lotsInForce(it).length > 0) return { code: 'recall/not-counted' }
      return { ...it, ...next, state: 'closed', closed: { ...deed, summary: command.summary, reach: command.reach } }
  }
}

/** Ranges in order, or the first that is turned round or meets the one before it. */
export function orderRanges<T extends { first: number; last: number }>(ranges: readonly T[]): T[] | RecallRefusal {
  const sorted = ranges.toSorted((a, b) => a.first - b.first)
  const bad = sorted.find(({ first, last }, at) => last < first || (at > 0 && first <= sorted[at - 1]!.last))
  return bad ? { code: 'recall/bad-range', first: bad.first, last: bad.last } : sorted
}

/** The day in Vietnam on which a recall began. */
export const sinceOf = ({ confirmed }: Pick<RecallIn<'live'>, 'confirmed'>): string => dayOf(Date.parse(confirmed.at))

/** What the passports of its lots say of it: the record that every scan is judged by. */
export const bannerOf = (it: RecallIn<'live' | 'closed'>): Recall => ({
  ...{ id: it.id, since: sinceOf(it), reason: it.reason, advice: it.advice, contact: it.contact, hazard: it.hazard },
  ...(it.scope.is === 'ranges' ? { ranges: it.scope.ranges } : {}),
})

/** What is left to write after a recall was confirmed or lots of it lifted: first every lot's banner, then every lot's history. */
export const recallTask = z.object({
  recall: z.string(),
  n: z.int().nonnegative(),
  /** `call` puts banners up; `lift` takes down those of the lots in the recall's lifting of this number. */
  of: z.discriminatedUnion('is', [
    z.object({ is: z.literal('call') }),
    z.object({ is: z.literal('lift'), lifting: z.int().nonnegative() }),
  ]),
  lots: z.array(lotNumber),
  phase: z.enum(['banner', 'history']),
  next: z.int().nonnegative(),
  at: z.iso.datetime(),
})
export type RecallTask = z.infer<typeof recallTask>

/** The task a move leaves, where it leaves one. Tasks of a recall are numbered, and one begins when the one before is done. */
export function taskOf(after: RecallCase, command: RecallCommand, at: string): RecallTask | undefined {
  if (!isPublic(after)) return undefined
  const fresh = { recall: after.id, phase: 'banner' as const, next: 0, at }
  if (command.do === 'confirm') return { ...fresh, n: 0, of: { is: 'call' }, lots: after.lots }
  const lifting = after.lifted.length - 1
  const lots = after.lifted.at(-1)?.lots ?? []
  return command.do === 'lift' ? { ...fresh, n: after.lifted.length, of: { is: 'lift', lifting }, lots } : undefined
}

/** How far a task has come after `lots` more of its lots; undefined when there is nothing left. */
export function stepTask(task: RecallTask, lots: number): RecallTask | undefined {
  const next = task.next + lots
  if (next < task.lots.length) return { ...task, next }
  return task.phase === 'banner' ? { ...task, phase: 'history', next: 0 } : undefined
}
