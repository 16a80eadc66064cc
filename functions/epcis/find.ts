import type { Told } from '@nguon/store/event'
import { readRetractions, readTold, rowsOfId } from '@nguon/store/event'
import { type EventRow, orderOf } from '@nguon/store/event-row'
import { rowsInOrder, type Walk } from '@nguon/store/event-walk'
import { eventShards, eventsAt, thingPk } from '@nguon/store/key'
import { listOfMaker } from '@nguon/store/product'
import { answered, type EpcFormat } from '@nguon/trace/answer'
import type { EpcisEvent } from '@nguon/trace/event'
import { matches } from '@nguon/trace/filter'
import { publicEvent } from '@nguon/trace/public-event'
import { type Query, spanOf, thingsSought } from '@nguon/trace/query'
import { termsFor } from '@nguon/trace/thing'
import type { C } from '../api/app.ts'
import type { Refusal } from '../problem.ts'
import { readsEvents } from './party.ts'
import { type Sight, sightFor } from './sight.ts'

/** The most rows looked at for one page, and for one count. What is left is behind the next link. */
const [rowsMost, countMost] = [1_000, 10_000]
/** A page ends before it outgrows what a function may answer. */
const bytesMost = 3_000_000
/** Partitions of one owner that are read beside each other; whoever has more is answered from the index of all. */
const ownersMost = 60

export type Seen = { row: EventRow; told: Told; sight: Sight }
/** `next`: the place to go on from, absent when nothing more is there. */
export type Found = { events: Seen[]; next?: string }

const asksFor = (query: Query, field: 'eventID') =>
  query.filters.flatMap((one) => (one.is === 'among' && one.field === field ? one.values : []))

/** Whether a query names what it is about. */
const isNamed = (query: Query) =>
  query.filters.some((one) => one.is === 'names') || asksFor(query, 'eventID').length > 0

/** One page of a query, behind `after`, as the asker may see it. */
export async function findEvents(
  c: C,
  query: Query,
  from: { after?: string; given: number },
): Promise<Found | Refusal> {
  const named = isNamed(query)
  if (!named && !readsEvents(c.var.actor))
    return { code: c.var.actor.is === 'nobody' ? 'may/who-are-you' : 'may/not-you' }
  const source = await sourceOf(c, query, named)
  const see = sightFor(c, named)
  if (query.most !== undefined && from.after === undefined) {
    const counted = await collect(c, query, source, see, { wanted: query.most, rows: countMost })
    if (counted.next !== undefined) return { code: 'query/too-large', most: query.most }
  }
  const left = query.limit === undefined ? query.perPage : query.limit - from.given
  const wanted = Math.min(query.perPage, left)
  const found = await collect(c, query, source, see, {
    ...{ wanted, rows: rowsMost },
    ...(from.after === undefined ? {} : { after: from.after }),
  })
  return query.limit !== undefined && from.given + found.events.length >= query.limit ? { events: found.events } : found
}

type Source = (after: string | undefined) => AsyncIterable<EventRow[]>

/** Where the rows come from: the ids asked for, the narrowest list of things, one's own events, or all of them by time. */
async function sourceOf(c: C, query: Query, named: boolean): Promise<Source> {
  const { house } = c.var
  const { by: clock, direction } = query
  const newestFirst = direction === 'DESC'
  const ids = asksFor(query, 'eventID')
  if (ids.length > 0) {
    const rows = (await Promise.all([...new Set(ids)].map((id) => rowsOfId(house.table, id)))).flat()
    const order = (row: EventRow) => orderOf(row, clock)
    rows.sort((a, b) => (order(a) < order(b) === newestFirst ? 1 : -1))
    return async function* (after) {
      yield rows.filter((row) => after === undefined || (newestFirst ? order(row) < after : order(row) > after))
    }
  }
  const things = clock === 'eventTime' ? thingsSought(query) : undefined
  const owners = things || named ? undefined : await ownersOf(c)
  const partitions: Walk['partitions'] = things
    ? [...new Set(things.flatMap(termsFor))].map((term) => ({ pk: thingPk(term) }))
    : owners
      ? owners.map((owner) => eventsAt(clock, { owner }))
      : Array.from({ length: eventShards }, (_, shard) => eventsAt(clock, { shard }))
  const walk = { partitions, clock, newestFirst, ...spanOf(query) }
  return (after) => rowsInOrder(house.table, { ...walk, ...(after === undefined ? {} : { after }) }, query.perPage + 1)
}

/** The owners whose events are one's own, where one acts for makers and for nothing else. */
async function ownersOf(c: C): Promise<string[] | undefined> {
  const { house, actor } = c.var
  const makers =
    actor.is === 'system'
      ? [actor.maker]
      : actor.is === 'person'
        ? actor.roles.map((role) => (role.is === 'household' ? role.maker : undefined))
        : []
  const owners: string[] = []
  for (const maker of makers) {
    if (maker === undefined) return undefined
    const { items, next } = await listOfMaker(house.table, maker, ownersMost)
    owners.push(`maker:${maker}`, ...items.map(({ id }) => `product:${id}`))
    if (next || owners.length > ownersMost) return undefined
  }
  return owners.length > 0 ? owners : undefined
}

/** Looks at rows in order until there are enough, and one more to know that there is more. */
async function collect(
  c: C,
  query: Query,
  source: Source,
  see: (rows: readonly EventRow[]) => Promise<Sight[]>,
  bound: { wanted: number; rows: number; after?: string },
): Promise<Found> {
  const events: Seen[] = []
  const order = (row: EventRow) => orderOf(row, query.by)
  let [looked, bytes, last] = [0, 0, bound.after]
  for await (const rows of source(bound.after)) {
    const [sights, tolds] = await Promise.all([see(rows), readTold(c.var.house.table, rows)])
    for (const [at, row] of rows.entries()) {
      const [told, sight] = [tolds[at], sights[at]!]
      const fits = told && sight !== 'none' && matches(query.filters, seenAs(told, sight))
      if (fits && (events.length === bound.wanted || (bytes > bytesMost && events.length > 0)))
        return { events, next: last ?? '' }
      if (fits) {
        events.push({ row, told, sight })
        bytes += JSON.stringify(told.event).length
      }
      last = order(row)
      if (++looked >= bound.rows) return { events, next: last }
    }
  }
  return { events }
}

/** What a filter may look at is what the asker sees, so that nothing can be guessed by asking. */
const seenAs = (told: Told, sight: Sight) => ({ event: shownAs(told, sight), recordTime: told.recordTime })
const shownAs = ({ event, captured }: Told, sight: Sight): EpcisEvent =>
  sight === 'public' && captured ? publicEvent(event) : event

/** Events as they are answered: each with when it was taken back, EPCs written as asked for. */
export async function writeEvents(c: C, seen: readonly Seen[], format: EpcFormat): Promise<EpcisEvent[]> {
  const times = await readRetractions(
    c.var.house.table,
    seen.map(({ row }) => row),
  )
  return seen.map(({ told, sight }, at) => {
    const retracted = times[at]
    const more = { recordTime: told.recordTime, ...(retracted === undefined ? {} : { retracted }) }
    return answered(shownAs(told, sight), more, format)
  })
}

/** The events of one id that the asker may see, what was told before what took it back. */
export async function eventsOfId(c: C, eventID: string): Promise<Seen[]> {
  const rows = await rowsOfId(c.var.house.table, eventID)
  rows.sort((a, b) => Number(a.back) - Number(b.back))
  const [sights, tolds] = await Promise.all([sightFor(c, true)(rows), readTold(c.var.house.table, rows)])
  return rows.flatMap((row, at) => {
    const [told, sight] = [tolds[at], sights[at]!]
    return told && sight !== 'none' ? [{ row, told, sight }] : []
  })
}
