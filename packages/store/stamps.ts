import { type Issue, type IssueRefusal, issue, issueStamps } from '@nguon/trace/issue'
import { runsMost, writeRuns } from '@nguon/trace/runs'
import {
  addIssue,
  applyRange,
  type Change,
  type Range,
  type Segment,
  type SegmentRefusal,
  segmentMost,
} from '@nguon/trace/segment'
import * as z from 'zod'
import { type AuditAct, auditAct } from './audit.ts'
import { issueKey, passportKey, stampsKey } from './key.ts'
import { readPassport } from './passport.ts'
import type { LostRace } from './product.ts'
import { rangeAct } from './range.ts'
import { all, type Belief, isNew, page, read, type Table, write } from './table.ts'

const counter = z.object({ next: z.int().nonnegative() })

type Order = Parameters<typeof issueStamps>[0]
export type NoSuchLot = { code: 'lot/not-found'; product: string; lot: string }

/** Issues any number of stamps with the same four writes: the counter, one record, the lot's runs, the audit. */
export async function addStamps(
  table: Table,
  order: Omit<Order, 'next'>,
  audit: AuditAct,
): Promise<Issue | IssueRefusal | SegmentRefusal | NoSuchLot | LostRace> {
  const [count, passport] = await Promise.all([
    read(table, stampsKey(order.product), counter),
    readPassport(table, order.product, order.lot),
  ])
  if (!count || !passport) return { code: 'lot/not-found', product: order.product, lot: order.lot }
  const made = issueStamps({ ...order, next: count.next })
  if ('code' in made) return made
  const segments = bounded(addIssue(passport.segments, made))
  if ('code' in segments) return segments
  const done = await write(table, [
    {
      change: stampsKey(order.product),
      set: 'SET #next = :after',
      names: { '#next': 'next' },
      values: { ':after': made.last + 1 },
      believing: { expression: '#next = :before', values: { ':before': count.next } },
    },
    { put: { ...issueKey(made.product, made.last), ...made }, believing: isNew },
    runs(order.product, order.lot, segments, passport.version),
    auditAct(audit),
  ])
  return done.written ? made : { code: 'race/lost', what: 'stamps' }
}

/** Changes the state of a range of a lot's stamps, and tells it to the lot's ledger. */
export async function changeStamps(
  table: Table,
  product: string,
  lot: string,
  range: Range,
  change: Change,
  audit: AuditAct,
): Promise<Segment[] | SegmentRefusal | NoSuchLot | LostRace> {
  const passport = await readPassport(table, product, lot)
  if (!passport) return { code: 'lot/not-found', product, lot }
  const segments = bounded(applyRange(passport.segments, range, change))
  if ('code' in segments) return segments
  const told = { product, lot, ...range, ...change, id: audit.id }
  const done = await write(table, [runs(product, lot, segments, passport.version), rangeAct(told), auditAct(audit)])
  return done.written ? segments : { code: 'race/lost', what: 'stamps' }
}

/** Every scan reads the runs, so their writing has a length that it never passes, however many reasons are told. */
const bounded = (segments: Segment[] | SegmentRefusal): Segment[] | SegmentRefusal =>
  'code' in segments || writeRuns(segments).length <= runsMost
    ? segments
    : { code: 'segment/too-many', most: segmentMost }

const runs = (product: string, lot: string, segments: Segment[], version: number) => ({
  change: passportKey(product, lot),
  set: 'SET #segments = :segments, #version = :next',
  names: { '#segments': 'segments', '#version': 'version' },
  values: { ':segments': writeRuns(segments), ':next': version + 1 },
  believing: { expression: '#version = :version', values: { ':version': version } } satisfies Belief,
})

/** The issue that a stamp index belongs to: one bounded query, however many issues there are. */
export async function issueOf(table: Table, product: string, index: number): Promise<Issue | undefined> {
  const { pk, sk } = issueKey(product, index)
  const { items } = await page(
    table,
    { pk, from: sk, limit: 1 },
    z.union([issue, z.unknown().transform(() => undefined)]),
  )
  const [found] = items
  return found && found.first <= index && index <= found.last ? found : undefined
}

/** Every issue of a lot, oldest first. */
export async function listIssues(table: Table, product: string, lot: string): Promise<Issue[]> {
  const issues = await all(table, { pk: stampsKey(product).pk, prefix: 'ISSUE#' }, issue)
  return issues.filter((it) => it.lot === lot)
}
