import { createHash } from 'node:crypto'
import type { EpcisEvent } from '@nguon/trace/event'
import { identityOf, sayingOf } from '@nguon/trace/identity'
import { instantOf } from '@nguon/trace/instant'
import { termsOf } from '@nguon/trace/thing'
import * as z from 'zod'
import { eventBodyKey, eventIdKey, eventShards, eventsAt, type Key, thingPk } from './key.ts'
import { type Act, type Item, isNew } from './table.ts'

/** Where an event is kept, and how it is found: by id, by what it names, by time. `line` is the history it was chained to first. */
export const eventRow = z.object({
  id: z.string(),
  eventID: z.string(),
  back: z.boolean(),
  owner: z.string(),
  line: z.string().optional(),
  ref: z.object({ pk: z.string(), sk: z.string() }),
  saying: z.string(),
  at: z.string(),
  recorded: z.string(),
})
export type EventRow = z.infer<typeof eventRow>

/** The most terms an event is listed under, where the transaction has room for them. */
export const termsMost = 12

export type Clock = 'eventTime' | 'recordTime'
/** Where a row stands by one of the two clocks: what it is sorted by, and where a page ends. */
export const orderOf = (it: EventRow, clock: Clock): string => `${clock === 'eventTime' ? it.at : it.recorded}#${it.id}`

export function rowOf(
  event: EpcisEvent,
  kept: { recordTime: string; owner: string; line?: string; ref?: Key },
): EventRow {
  const { eventID, back } = identityOf(event)
  const { recordTime, owner, line, ref = eventBodyKey(eventID, owner, back) } = kept
  const id = createHash('sha256').update(`${owner}\n${eventID}\n${back}`).digest('hex').slice(0, 20)
  return {
    ...{ id, eventID, back, owner, ref },
    ...(line === undefined ? {} : { line }),
    saying: sayingOf(event),
    at: instantOf(event.eventTime) ?? recordTime,
    recorded: instantOf(recordTime) ?? recordTime,
  }
}

/** What makes an event findable: one record that no second event of the same identity passes, and one for each term. */
export function actsOfRow(row: EventRow, event: EpcisEvent, most = termsMost): Act[] {
  const shard = Number.parseInt(row.id.slice(0, 4), 16) % eventShards
  const on = (clock: Clock, of: Parameters<typeof eventsAt>[1]): Item => {
    const { index, pk } = eventsAt(clock, of)
    return { [`${index}Pk`]: pk, [`${index}Sk`]: orderOf(row, clock) }
  }
  const { owner } = row
  const indexed = { ...on('eventTime', { shard }), ...on('recordTime', { shard }), ...on('eventTime', { owner }) }
  // The record of the first term is the owner's on the second clock; an event that names nothing has one for that alone.
  const terms = termsOf(event, most)
  if (terms.length === 0) terms.push(`-${row.id}`)
  const second = on('recordTime', { owner })
  return [
    { put: { ...eventIdKey(row.eventID, row.owner, row.back), ...row, ...indexed }, believing: isNew },
    ...terms.map((term, at) => ({
      put: { pk: thingPk(term), sk: orderOf(row, 'eventTime'), ...row, ...(at === 0 ? second : {}) },
      believing: isNew,
    })),
  ]
}

export const rowKey = (row: Pick<EventRow, 'eventID' | 'owner' | 'back'>): Key =>
  eventIdKey(row.eventID, row.owner, row.back)
