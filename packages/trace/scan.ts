import { createHmac, type KeyObject } from 'node:crypto'
import * as z from 'zod'
import type { Segment } from './segment.ts'
import type { StampReading, StampRefusal } from './stamp.ts'

const hour = z.string().regex(/^\d{4}-\d{2}-\d{2}T\d{2}$/)
const province = z.string().regex(/^\d{2}$/)

/** One scan as it is kept: the hour in UTC (`2026-11-22T02`), the province if known, a device token; never an address or a place. */
export const scan = z.object({ hour, province: province.optional(), device: z.string().max(32) })
export type Scan = z.infer<typeof scan>

/** How much a stamp remembers one by one. Older scans live on in the counts only. */
const recentMost = 64
const hoursMost = 72

const copyRule = z.enum(['provinces', 'devices'])

/** What the scans of one stamp add up to. `days` counts days in Vietnam; `many` is set once, and stays: a copied stamp is not un-copied. */
export const stampState = z.object({
  count: z.int().nonnegative(),
  first: hour,
  last: hour,
  devices: z.int().nonnegative(),
  provinces: z.record(province, z.int().positive()),
  days: z.int().nonnegative(),
  hours: z.record(hour, z.int().positive()),
  recent: z.array(scan),
  many: z.object({ rule: copyRule, since: hour }).optional(),
})
export type StampState = z.infer<typeof stampState>

/**
 * When a stamp is said to be scanned too much, published as it stands. All figures of a rule must be reached within its hours.
 * A phone's network may place it in a neighbouring province, so three are asked for, and three devices;
 * a packet on a shop's shelf meets many devices in one province, so devices alone are not enough.
 */
export const copyRules: readonly {
  rule: z.infer<typeof copyRule>
  scans: number
  devices: number
  provinces: number
  hours: number
}[] = [
  { rule: 'provinces', scans: 6, devices: 3, provinces: 3, hours: 72 },
  { rule: 'devices', scans: 11, devices: 11, provinces: 2, hours: 168 },
]

/** The hour a scan is kept under, in UTC. */
export const hourOf = (instant: Date): string => instant.toISOString().slice(0, 13)

const msOf = (hour: string) => Date.parse(`${hour}:00:00Z`)
const dayOf = (ms: number) => new Date(ms + 7 * 3_600_000).toISOString().slice(0, 10)

function broken(recent: readonly Scan[], last: string): z.infer<typeof copyRule> | undefined {
  for (const { rule, ...least } of copyRules) {
    const from = msOf(last) - least.hours * 3_600_000
    const within = recent.filter(({ hour }) => msOf(hour) > from)
    if (within.length < least.scans) continue
    if (new Set(within.map(({ device }) => device)).size < least.devices) continue
    if (new Set(within.flatMap(({ province }) => province ?? [])).size >= least.provinces) return rule
  }
  return undefined
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
  const last = hour > before.last ? hour : before.last
  const recent = [...before.recent, scan]
    .sort((a, b) => (a.hour < b.hour ? -1 : a.hour > b.hour ? 1 : 0))
    .slice(-recentMost)
  const hours = Object.entries({ ...before.hours, [hour]: (before.hours[hour] ?? 0) + 1 }).sort(([a], [b]) =>
    a < b ? -1 : 1,
  )
  const day = dayOf(msOf(hour))
  const dayKnown = Object.keys(before.hours).some((past) => dayOf(msOf(past)) === day)
  const rule = before.many ? undefined : broken(recent, last)
  return {
    count: before.count + 1,
    first: hour < before.first ? hour : before.first,
    last,
    devices: before.devices + (before.recent.some((past) => past.device === device) ? 0 : 1),
    provinces: province ? { ...before.provinces, [province]: (before.provinces[province] ?? 0) + 1 } : before.provinces,
    days: before.days + (dayKnown ? 0 : 1),
    hours: Object.fromEntries(hours.slice(-hoursMost)),
    recent,
    ...(before.many ? { many: before.many } : rule ? { many: { rule, since: hour } } : {}),
  }
}

/** A lot called back: the day it was, why, and what to do with what one has. */
export const recall = z.object({ since: z.iso.date(), reason: z.string().max(600), advice: z.string().max(600) })
export type Recall = z.infer<typeof recall>

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
  | { is: 'not-ours'; why: 'shape' | 'check' | 'other-lot' }
  | ({ is: 'recalled'; recall: Recall } & Evidence)
  | ({ is: 'voided'; state: 'voided' | 'lost'; at: string; why?: string } & Evidence)
  | ({ is: 'expired'; expires: string } & Evidence)
  | ({ is: 'many'; rule: z.infer<typeof copyRule>; since: string } & Evidence)
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
 * `expires` is the lot's last good day. Worst news first: not ours > recalled > voided > expired > many > not activated > valid.
 */
export function verdict(known: {
  check: StampReading | StampRefusal
  segment?: Segment | undefined
  recall?: Recall | undefined
  expires?: string | undefined
  stamp?: StampState | undefined
  now: Date
}): Verdict {
  const { check, segment, recall, expires, stamp, now } = known
  if ('code' in check) return { is: 'not-ours', why: check.why }
  if (!segment) return { is: 'not-ours', why: 'other-lot' }
  const so = evidence(stamp, now)
  if (recall) return { is: 'recalled', recall, ...so }
  if (segment.state === 'voided' || segment.state === 'lost') {
    const { state, at, why } = segment
    return { is: 'voided', state, at, ...(why === undefined ? {} : { why }), ...so }
  }
  if (expires && dayOf(now.getTime()) > expires) return { is: 'expired', expires, ...so }
  if (stamp?.many) return { is: 'many', ...stamp.many, ...so }
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
