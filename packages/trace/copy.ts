import * as z from 'zod'
import { type Display, displaysOf, unexplained } from './display.ts'
import { dayOf, hour, hourBefore, hourMs, msOf } from './hour.ts'
import { kmBetween } from './province.ts'
import type { Scan, StampState } from './scan.ts'
import type { Segment } from './segment.ts'

const province = z.string().regex(/^\d{2}$/)
const copyRule = z.enum(['provinces', 'devices', 'travel', 'spread', 'before-activation', 'median', 'void-range'])
export type CopyRule = z.infer<typeof copyRule>

/** Which rule a stamp broke, with the figures it reached: scans, phones and provinces within the rule's hours, `from` the first of them, `since` the one that told. */
export const accusation = z.object({
  rule: copyRule,
  since: hour,
  from: hour,
  scans: z.int().positive(),
  devices: z.int().positive(),
  provinces: z.array(province),
  /** The widest jump: kilometres between two scans, and the hours there were for it. */
  jump: z.object({ a: province, b: province, km: z.int(), hours: z.int() }).optional(),
  median: z.number().positive().optional(),
})
export type Accusation = z.infer<typeof accusation>

type Least = {
  rule: CopyRule
  /** All of the figures below must be reached within so many hours, counted back from the newest scan. */
  hours: number
  scans: number
  devices: number
  provinces: number
  /** So many moves from one phone to another that no traveller makes: faster than `kmh` even when `slack` km of the way are forgiven. */
  jumps?: number
  kmh?: number
  slack?: number
  /** In so many different hours: a school class that scans at once is one moment. */
  moments?: number
  /** So many times what half of the lot's scanned stamps stay under. */
  times?: number
}

/**
 * When a stamp is said to be scanned too much; the page of rules is drawn from this table. First rule first.
 * A phone's network may place it in a neighbouring province, so one province more than a journey has is asked for; a packet
 * on a shelf meets many phones in one province, so phones alone are not enough, unless they are many times the lot's own measure.
 */
export const copyRules: readonly Least[] = [
  { rule: 'void-range', hours: 4_320, scans: 2, devices: 2, provinces: 0 },
  { rule: 'provinces', hours: 72, scans: 6, devices: 3, provinces: 3 },
  { rule: 'devices', hours: 168, scans: 11, devices: 11, provinces: 2 },
  { rule: 'travel', hours: 48, scans: 5, devices: 4, provinces: 2, jumps: 2, kmh: 250, slack: 150 },
  { rule: 'spread', hours: 2_160, scans: 12, devices: 10, provinces: 5 },
  { rule: 'before-activation', hours: 168, scans: 4, devices: 4, provinces: 2 },
  { rule: 'median', hours: 72, scans: 20, devices: 20, provinces: 1, times: 8, moments: 8 },
]

/** What the rules know beside the scans: the stamp's index, its run, the lot's displays and the lot's median. All may be missing. */
export type CopyContext = {
  index?: number | undefined
  segment?: Segment | undefined
  displays?: readonly Display[] | undefined
  median?: number | undefined
}

/** Which scans a rule looks at, oldest first. */
const scope: Record<CopyRule, (scans: readonly Scan[], segment: Segment | undefined) => readonly Scan[]> = {
  provinces: (scans) => scans,
  devices: (scans) => scans,
  travel: (scans) => scans,
  spread: (scans) => scans,
  median: (scans) => scans,
  'before-activation': (scans, segment) => {
    if (!segment || segment.state === 'voided' || segment.state === 'lost') return []
    return segment.state === 'activated' ? scans.filter(({ hour }) => hour < segment.at.slice(0, 13)) : scans
  },
  'void-range': (scans, segment) =>
    segment?.state === 'voided' || segment?.state === 'lost'
      ? scans.filter(({ hour }) => hour > segment.at.slice(0, 13))
      : [],
}

type Jump = NonNullable<Accusation['jump']>

/** Moves between neighbours in time that were too fast for any traveller. Both hours are taken whole, in the traveller's favour. */
function jumpsIn(scans: readonly Scan[], kmh: number, slack: number): Jump[] {
  const placed = scans.filter((scan): scan is Scan & { province: string } => scan.province !== undefined)
  return placed.flatMap((to, at) => {
    const from = placed[at - 1]
    if (!from || from.province === to.province || from.device === to.device) return []
    const km = kmBetween(from.province, to.province)
    const hours = (msOf(to.hour) - msOf(from.hour)) / hourMs + 1
    return km !== undefined && (km - slack) / hours > kmh ? [{ a: from.province, b: to.province, km, hours }] : []
  })
}

function broken(least: Least, scans: readonly Scan[], context: CopyContext): Accusation | undefined {
  const newest = scans.at(-1)
  if (!newest || scans.length < least.scans) return undefined
  const from = hourBefore(newest.hour, least.hours)
  const within = scans.filter(({ hour }) => hour > from)
  const devices = new Set(within.map(({ device }) => device)).size
  const provinces = [...new Set(within.flatMap(({ province }) => province ?? []))].sort()
  if (within.length < least.scans || devices < least.devices || provinces.length < least.provinces) return undefined
  if (new Set(within.map(({ hour }) => hour)).size < (least.moments ?? 0)) return undefined
  const reached = {
    ...{ rule: least.rule, since: newest.hour, from: within[0]!.hour },
    ...{ scans: within.length, devices, provinces },
  }
  if (least.times !== undefined) {
    const { median } = context
    return median !== undefined && within.length >= least.times * median ? { ...reached, median } : undefined
  }
  if (least.jumps === undefined || least.kmh === undefined) return reached
  const jumps = jumpsIn(within, least.kmh, least.slack ?? 0)
  const [jump] = jumps.toSorted((a, b) => b.km / b.hours - a.km / a.hours)
  return jump && jumps.length >= least.jumps ? { ...reached, jump } : undefined
}

/** Judges the scans a stamp remembers by the published rules. Deterministic: the same scans and the same context, the same answer. */
export function accuse(recent: readonly Scan[], context: CopyContext = {}): Accusation | undefined {
  const { displays = [], index, segment } = context
  const here = index === undefined ? [] : displaysOf(displays, index)
  const counted = here.length === 0 ? recent : unexplained(recent, here)
  for (const least of copyRules) {
    const found = broken(least, scope[least.rule](counted, segment), context)
    if (found) return found
  }
  return undefined
}

/** An accusation stays when the scans have stopped, unless a display declared since explains so much that the rule is no longer met. */
function stands({ rule, provinces, from, since }: Accusation, context: CopyContext): boolean {
  const { index, displays = [], segment } = context
  if (rule === 'void-range') return segment === undefined || segment.state === 'voided' || segment.state === 'lost'
  if (index === undefined || displays.length === 0) return true
  const [first, last] = [dayOf(msOf(from)), dayOf(msOf(since))]
  const explained = displaysOf(displays, index).filter((it) => it.from <= last && first <= it.to)
  const left = provinces.filter((code) => !explained.some((it) => it.province === code))
  return left.length >= (copyRules.find((it) => it.rule === rule)?.provinces ?? 0)
}

/** What is held against a stamp now: what was told before and still stands, or what its scans say today. */
export const accusationOf = (
  state: Pick<StampState, 'many' | 'recent'>,
  context: CopyContext = {},
): Accusation | undefined => (state.many && stands(state.many, context) ? state.many : accuse(state.recent, context))
