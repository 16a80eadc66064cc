import { createHmac, type KeyObject } from 'node:crypto'
import * as z from 'zod'
import { type Accusation, accusation, accusationOf, type CopyContext } from './copy.ts'
import type { Display } from './display.ts'
import { dayOf, hour, hourBefore, hourMs, msOf } from './hour.ts'
import type { Segment } from './segment.ts'
import type { StampReading, StampRefusal } from './stamp.ts'

const province = z.string().regex(/^\d{2}$/)

/** One scan as it is kept: the hour in UTC (`2026-11-22T02`), the province if known, a device token; never an address or a place. */
export const scan = z.object({ hour, province: province.optional(), device: z.string().max(32) })
export type Scan = z.infer<typeof scan>

/** How much a stamp remembers one by one. Older scans live on in the counts only. */
const recentMost = 64
const hoursMost = 72
/** Hours, provinces and device tokens are forgotten after so many days; the plain number of scans stays. */
export const scanDays = 180

/** What a maker says to the scans of a stamp, until an officer hides it. */
export const stampAnswer = z.object({
  text: z.string().min(2).max(300),
  at: z.iso.datetime(),
  by: z.string(),
  hidden: z.object({ at: z.iso.datetime(), by: z.string(), why: z.string() }).optional(),
})
export type StampAnswer = z.infer<typeof stampAnswer>

/** What the scans of one stamp add up to. `days` counts days in Vietnam, `lastIn` is the last hour in each province; `many` is set once: a copied stamp is not un-copied. */
export const stampState = z.object({
  count: z.int().nonnegative(),
  first: hour,
  last: hour,
  devices: z.int().nonnegative(),
  provinces: z.record(province, z.int().positive()),
  lastIn: z.record(province, hour).optional(),
  days: z.int().nonnegative(),
  hours: z.record(hour, z.int().positive()),
  recent: z.array(scan),
  // One kept before its figures were is judged again.
  many: accusation.optional().catch(undefined),
  answer: stampAnswer.optional(),
})
export type StampState = z.infer<typeof stampState>

/** The hour a scan is kept under, in UTC. */
export const hourOf = (instant: Date): string => instant.toISOString().slice(0, 13)

/** A display in a shop fills the memory with one province, so it is the fullest province that forgets its oldest scan. */
function remembered(scans: readonly Scan[]): Scan[] {
  const sorted = scans.toSorted((a, b) => (a.hour < b.hour ? -1 : a.hour > b.hour ? 1 : 0))
  if (sorted.length <= recentMost) return sorted
  const full = Object.entries(Object.groupBy(sorted, (it) => it.province ?? '')).sort(
    ([a, some], [b, others]) => (others?.length ?? 0) - (some?.length ?? 0) || (a < b ? -1 : 1),
  )[0]?.[0]
  return sorted.toSpliced(
    sorted.findIndex((it) => (it.province ?? '') === full),
    1,
  )
}

/** Folds a scan into what is known of its stamp. A device counts once an hour: the same scan given twice changes nothing. */
export function countScan(state: StampState | undefined, scan: Scan): StampState {
  const { hour, province, device } = scan
  const before: StampState = state ?? {
    count: 0,
    first: hour,
    last: hour,
    devices: 0,
    provinces: {},
    days: 0,
    hours: {},
    recent: [],
  }
  if (before.recent.some((past) => past.hour === hour && past.device === device)) return before
  const hours = Object.entries({ ...before.hours, [hour]: (before.hours[hour] ?? 0) + 1 }).sort(([a], [b]) =>
    a < b ? -1 : 1,
  )
  // A day in Vietnam begins at 17:00 UTC.
  const into = (msOf(hour) / hourMs + 7) % 24
  const [dawn, dusk] = [hourBefore(hour, into), hourBefore(hour, into - 24)]
  const dayKnown = Object.keys(before.hours).some((past) => dawn <= past && past < dusk)
  const lastThere = province && before.lastIn?.[province]
  return {
    ...before,
    count: before.count + 1,
    first: hour < before.first ? hour : before.first,
    last: hour > before.last ? hour : before.last,
    devices: before.devices + (before.recent.some((past) => past.device === device) ? 0 : 1),
    ...(province
      ? {
          provinces: { ...before.provinces, [province]: (before.provinces[province] ?? 0) + 1 },
          lastIn: { ...before.lastIn, [province]: lastThere && lastThere > hour ? lastThere : hour },
        }
      : {}),
    days: before.days + (dayKnown ? 0 : 1),
    hours: Object.fromEntries(hours.slice(-hoursMost)),
    recent: remembered([...before.recent, scan]),
  }
}

/** The state with what is held against its stamp written down, so that it stays when the scans stop. The same value where nothing changes. */
export function judgeScans(state: StampState, context: CopyContext = {}): StampState {
  const { many: before, ...rest } = state
  const many = accusationOf(state, context)
  if (many === before) return state
  return many ? { ...rest, many } : rest
}

/** What is left of a stamp's scans when those older than 180 days are forgotten: tokens, hours and provinces go, sums stay. The same value where nothing goes. */
export function forgetScans<T extends StampState>(state: T, now: Date): T {
  const oldest = hourOf(new Date(now.getTime() - scanDays * 24 * hourMs))
  const recent = state.recent.filter(({ hour }) => hour >= oldest)
  const hours = Object.entries(state.hours).filter(([hour]) => hour >= oldest)
  const here = (code: string) => (state.lastIn?.[code] ?? state.last) >= oldest
  const provinces = Object.entries(state.provinces).filter(([code]) => here(code))
  const gone =
    recent.length < state.recent.length ||
    hours.length < Object.keys(state.hours).length ||
    provinces.length < Object.keys(state.provinces).length
  if (!gone) return state
  const lastIn = Object.entries(state.lastIn ?? {}).filter(([code]) => here(code))
  return {
    ...state,
    ...{ recent, hours: Object.fromEntries(hours), provinces: Object.fromEntries(provinces) },
    ...(state.lastIn ? { lastIn: Object.fromEntries(lastIn) } : {}),
  }
}

/** A lot called back: the day it was, why, what to do with what one has, whom to ask. With `ranges` only those stamps of it. */
export const recall = z.object({
  id: z.string(),
  since: z.iso.date(),
  hazard: z.enum(['health', 'quality', 'label']),
  reason: z.string().max(600),
  advice: z.string().max(600),
  contact: z.string().max(200),
  ranges: z.array(z.object({ first: z.int(), last: z.int() })).optional(),
})
export type Recall = z.infer<typeof recall>

/** Whether a recall means this stamp: the recall's own record is the one place that says so, not the run. */
export const isRecalled = ({ ranges }: Recall, index: number): boolean =>
  ranges?.some(({ first, last }) => first <= index && index <= last) ?? true

/** The recall to tell of, where several stand: one of a whole lot before one of a part of it, then the newest. */
export const worstRecall = (recalls: readonly Recall[] | undefined): Recall | undefined =>
  recalls?.toSorted((a, b) => Number(!!a.ranges) - Number(!!b.ranges) || (a.since < b.since ? 1 : -1))[0]

/** The recall that means this stamp. */
export const recallAt = (recalls: readonly Recall[] | undefined, index: number): Recall | undefined =>
  worstRecall(recalls?.filter((it) => isRecalled(it, index)))

/** What the scans so far add up to, this one included: province codes by number of scans, `days` in Vietnam, `hours` in UTC, the newest 72. */
export type Evidence = {
  count: number
  devices: number
  provinces: readonly string[]
  days: number
  first: string
  hours: Readonly<Record<string, number>>
}

/** What a scan is answered with, and why. `offline` is said by the phone itself, from the check letter alone. */
export type Verdict =
  | { is: 'not-ours'; why: 'shape' | 'check' | 'other-lot' | 'other-key' }
  | ({ is: 'recalled'; recall: Recall } & Evidence)
  | ({ is: 'voided'; state: 'voided' | 'lost' | 'retired'; at: string; why?: string } & Evidence)
  | ({ is: 'expired'; expires: string } & Evidence)
  | ({ is: 'many'; told: Accusation; answer?: StampAnswer } & Evidence)
  | ({ is: 'not-activated'; state: 'issued' | 'printed' } & Evidence)
  | ({ is: 'valid-first'; activated: string } & Evidence)
  | ({ is: 'valid-again'; activated: string } & Evidence)
  | { is: 'offline' }

function evidence(stamp: StampState | undefined, now: Date): Evidence {
  const hour = hourOf(now)
  if (!stamp) return { count: 1, devices: 1, provinces: [], days: 1, first: hour, hours: { [hour]: 1 } }
  const { count, devices, days, first, hours } = stamp
  const provinces = Object.entries(stamp.provinces).sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
  return { count, devices, days, first, hours, provinces: provinces.map(([code]) => code) }
}

/**
 * Judges one scan. `stamp` is what its scans add up to with this one folded in; `segment` is the run of the lot the index lies in;
 * `expires` is the lot's last good day; `retired` the day its key was given up. A serial under a key with which this index was never
 * issued is not ours: whoever found an old key can sign, and cannot issue.
 * Worst news first: not ours > recalled > voided > expired > many > not activated > valid.
 */
export function verdict(known: {
  check: StampReading | StampRefusal
  segment?: Segment | undefined
  recalls?: readonly Recall[] | undefined
  expires?: string | undefined
  retired?: string | undefined
  displays?: readonly Display[] | undefined
  median?: number | undefined
  stamp?: StampState | undefined
  now: Date
}): Verdict {
  const { check, segment, recalls, expires, retired, displays, median, stamp, now } = known
  if ('code' in check) return { is: 'not-ours', why: check.why }
  if (!segment) return { is: 'not-ours', why: 'other-lot' }
  if ((segment.key ?? 0) !== check.key) return { is: 'not-ours', why: 'other-key' }
  const so = evidence(stamp, now)
  const recall = recallAt(recalls, check.index)
  if (recall) return { is: 'recalled', recall, ...so }
  if (segment.state === 'voided' || segment.state === 'lost') {
    const { state, at, why } = segment
    return { is: 'voided', state, at, ...(why === undefined ? {} : { why }), ...so }
  }
  if (retired) return { is: 'voided', state: 'retired', at: `${retired}T00:00:00.000Z`, ...so }
  if (expires && dayOf(now.getTime()) > expires) return { is: 'expired', expires, ...so }
  const told = stamp && accusationOf(stamp, { index: check.index, segment, displays, median })
  if (told) {
    const { answer } = stamp
    return { is: 'many', told, ...(answer && !answer.hidden ? { answer } : {}), ...so }
  }
  if (segment.state !== 'activated') return { is: 'not-activated', state: segment.state, ...so }
  return { is: so.count > 1 ? 'valid-again' : 'valid-first', activated: segment.at, ...so }
}

/** An IPv6 phone changes the right half of its address every day; the left half is its network. */
function network(ip: string): string {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(ip)
  if (mapped) return mapped[1]!
  if (!ip.includes(':')) return ip
  const [left = '', right] = ip.toLowerCase().split('::')
  const head = left === '' ? [] : left.split(':')
  const tail = right ? right.split(':') : []
  const groups =
    right === undefined
      ? head
      : [...head, ...new Array<string>(Math.max(0, 8 - head.length - tail.length)).fill('0'), ...tail]
  return groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ''))
    .join(':')
}

/** Tells two phones apart for one month (`yyyy-mm`) without keeping what they are: 16 letters of a keyed hash. */
export function deviceToken(secret: KeyObject, ip: string, userAgent: string, month: string): string {
  return createHmac('sha256', secret)
    .update(JSON.stringify([month, network(ip), userAgent]))
    .digest('base64url')
    .slice(0, 16)
}
