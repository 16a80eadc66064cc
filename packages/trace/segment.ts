import * as z from 'zod'
import type { Issue } from './issue.ts'
import { keyId, stampSpace } from './stamp.ts'

/** The most segments a lot may be cut into: they travel inside the lot's passport record, which is read at every scan. */
export const segmentMost = 2_000

const live = z.enum(['issued', 'printed', 'activated'])
const index = z
  .int()
  .min(0)
  .max(stampSpace - 1)
const base = {
  ...{ first: index, last: index, at: z.iso.datetime(), by: z.string().optional() },
  /** The key its serials are signed with; left out for the first. */
  key: keyId.optional(),
}
const gone = { was: live, wasAt: z.iso.datetime().optional(), why: z.string().max(300).optional() }

/** A run of stamps in one state, both ends included. A voided or lost run remembers what it `was` and since when, so that finding a lost roll gives it back. */
export const segment = z.discriminatedUnion('state', [
  z.object({ ...base, state: z.literal('issued') }),
  z.object({ ...base, state: z.literal('printed') }),
  z.object({ ...base, state: z.literal('activated') }),
  z.object({ ...base, ...gone, state: z.literal('voided') }),
  z.object({ ...base, ...gone, state: z.literal('lost') }),
])
export type Segment = z.infer<typeof segment>
export type SegmentState = Segment['state']

export type Range = { first: number; last: number }
export type Change = { do: 'print' | 'activate' | 'void' | 'lose' | 'undo'; at: string; by?: string; why?: string }

export type SegmentRefusal =
  | { code: 'segment/bad-range'; first: number; last: number }
  | { code: 'segment/not-issued'; index: number }
  | { code: 'segment/already-issued'; index: number }
  | { code: 'segment/not-from-here'; wanted: Change['do']; state: SegmentState; first: number; last: number }
  | { code: 'segment/too-many'; most: number }
  | { code: 'segment/undo-over'; state: SegmentState; first: number; last: number; until: string }

const leadsTo = { print: 'printed', activate: 'activated', void: 'voided', lose: 'lost' } as const

/** From where each change may start. Asking for what is so already changes nothing. */
const from: Record<Exclude<Change['do'], 'undo'>, readonly SegmentState[]> = {
  print: ['issued'],
  activate: ['printed'],
  void: ['issued', 'printed', 'activated'],
  lose: ['issued', 'printed', 'activated'],
}

/**
 * Hours in which each state may be taken back. What shoppers were told for longer stays: a stamp they read as valid for a month
 * is not un-activated, and a lost roll that turns up after a season is printed anew.
 */
export const undoHours: Record<Exclude<SegmentState, 'issued'>, number> = {
  printed: 168,
  activated: 72,
  voided: 168,
  lost: 720,
}

/** Until when a run may be taken back; none where it cannot be at all. */
export const undoUntil = ({ state, at }: Pick<Segment, 'state' | 'at'>): string | undefined =>
  state === 'issued' ? undefined : new Date(Date.parse(at) + undoHours[state] * 3_600_000).toISOString()

/** One step back; a voided or lost run goes back to what it was. An issue cannot be undone: its numbers are never given out again. */
const back = { printed: 'issued', activated: 'printed' } as const

function changed(segment: Segment, change: Change): Segment | undefined {
  const { first, last, state, key } = segment
  const run = {
    ...{ first, last, at: change.at },
    ...(change.by === undefined ? {} : { by: change.by }),
    ...(key === undefined ? {} : { key }),
  }
  if (change.do === 'undo') {
    if (state === 'issued') return undefined
    if ('was' in segment) return { ...run, state: segment.was, at: segment.wasAt ?? change.at }
    return { ...run, state: back[segment.state] }
  }
  const to = leadsTo[change.do]
  if (to === state) return segment
  if (!from[change.do].includes(state) || state === 'voided' || state === 'lost') return undefined
  if (to === 'printed' || to === 'activated') return { ...run, state: to }
  return { ...run, state: to, was: state, wasAt: segment.at, ...(change.why === undefined ? {} : { why: change.why }) }
}

function alike(a: Segment, b: Segment): boolean {
  if (a.state !== b.state || a.at !== b.at || a.by !== b.by || a.key !== b.key) return false
  if (a.state !== 'voided' && a.state !== 'lost') return true
  return 'was' in b && a.was === b.was && a.wasAt === b.wasAt && a.why === b.why
}

function merged(segments: readonly Segment[]): Segment[] | SegmentRefusal {
  const out: Segment[] = []
  for (const next of segments) {
    const previous = out.at(-1)
    if (previous && previous.last + 1 === next.first && alike(previous, next)) {
      out[out.length - 1] = { ...previous, last: next.last }
    } else {
      out.push(next)
    }
  }
  return out.length > segmentMost ? { code: 'segment/too-many', most: segmentMost } : out
}

const misordered = ({ first, last }: Range) =>
  !Number.isInteger(first) || !Number.isInteger(last) || first < 0 || last < first || last >= stampSpace

/** Adds a fresh issue to a lot's runs. Runs come back sorted, merged and apart. */
export function addIssue(
  segments: readonly Segment[],
  issue: Pick<Issue, 'first' | 'last' | 'at' | 'by'> & Partial<Pick<Issue, 'key'>>,
): Segment[] | SegmentRefusal {
  const { first, last, at, by, key } = issue
  const run = { first, last, state: 'issued' as const, at, by, ...(key ? { key } : {}) }
  if (misordered(issue)) return { code: 'segment/bad-range', first, last }
  const clash = segments.find((segment) => segment.first <= last && segment.last >= first)
  if (clash) return { code: 'segment/already-issued', index: Math.max(first, clash.first) }
  const place = segments.findIndex((segment) => segment.first > last)
  return merged(segments.toSpliced(place < 0 ? segments.length : place, 0, run))
}

/** Changes the state of a range, whole or not at all: the first stamp that cannot change refuses it. */
export function applyRange(segments: readonly Segment[], range: Range, change: Change): Segment[] | SegmentRefusal {
  const { first, last } = range
  if (misordered(range)) return { code: 'segment/bad-range', first, last }
  const out: Segment[] = []
  let expected = first
  for (const whole of segments) {
    if (whole.last < first || whole.first > last) {
      out.push(whole)
      continue
    }
    if (whole.first > expected) return { code: 'segment/not-issued', index: expected }
    const inside = { ...whole, first: Math.max(whole.first, first), last: Math.min(whole.last, last) }
    const until = change.do === 'undo' ? undoUntil(whole) : undefined
    if (until !== undefined && change.at > until)
      return { code: 'segment/undo-over', state: whole.state, first: inside.first, last: inside.last, until }
    const after = changed(inside, change)
    if (!after)
      return {
        code: 'segment/not-from-here',
        wanted: change.do,
        state: whole.state,
        first: inside.first,
        last: inside.last,
      }
    if (whole.first < first) out.push({ ...whole, last: first - 1 })
    out.push(after)
    if (whole.last > last) out.push({ ...whole, first: last + 1 })
    expected = inside.last + 1
  }
  return expected <= last ? { code: 'segment/not-issued', index: expected } : merged(out)
}

/** The run a stamp lies in, by binary search; none when this lot has no such stamp. */
export function stateAt(segments: readonly Segment[], index: number): Segment | undefined {
  let low = 0
  let high = segments.length - 1
  while (low <= high) {
    const middle = (low + high) >>> 1
    const here = segments[middle]!
    if (index < here.first) high = middle - 1
    else if (index > here.last) low = middle + 1
    else return here
  }
  return undefined
}
