import { createHash } from 'node:crypto'
import * as z from 'zod'
import { canonicalJson } from './canonical.ts'
import type { EpcisEvent } from './event.ts'
import { eventHash } from './hash.ts'
import { dateOf, instantOf } from './instant.ts'
import { ownVocabulary } from './telling.ts'

const epcisEvent = z.custom<EpcisEvent>(
  (value) => typeof value === 'object' && value !== null && 'type' in value && 'eventTime' in value,
  'not an event',
)

/**
 * An event as a lot's history keeps it. `previous` and `chain` are hex SHA-256. `checked` may come later and is no part of the chain,
 * nor is `captured`: that somebody sent the event as it is, and it was not written here.
 */
export const storedEvent = z.object({
  seq: z.int().positive(),
  event: epcisEvent,
  hash: z.string(),
  previous: z.string(),
  chain: z.string(),
  recordTime: z.iso.datetime(),
  declaredBy: z.string().optional(),
  checked: z.object({ by: z.string(), at: z.iso.datetime() }).optional(),
  captured: z.literal(true).optional(),
})
export type StoredEvent = z.infer<typeof storedEvent>
export type Head = { seq: number; chain: string }

/** What stands before the first event. */
export const nothingBefore: Head = { seq: 0, chain: '0'.repeat(64) }

type Said = Pick<StoredEvent, 'seq' | 'previous' | 'event' | 'recordTime' | 'declaredBy'>

function linkOf({ seq, previous, event, recordTime, declaredBy }: Said): string {
  return createHash('sha256').update(canonicalJson({ seq, previous, event, recordTime, declaredBy })).digest('hex')
}

/**
 * Puts an event after the head of a lot's history. The chain covers everything said, also what the event hash leaves out:
 * its place, when it was recorded, who declared it, error declarations.
 */
export function chain(
  head: Head,
  event: EpcisEvent,
  recorded: Pick<StoredEvent, 'recordTime' | 'declaredBy' | 'checked' | 'captured'>,
): StoredEvent {
  const declared = recorded.declaredBy === undefined ? {} : { declaredBy: recorded.declaredBy }
  const said = { seq: head.seq + 1, previous: head.chain, event, recordTime: recorded.recordTime, ...declared }
  const checked = recorded.checked === undefined ? {} : { checked: recorded.checked }
  const captured = recorded.captured ? { captured: recorded.captured } : {}
  return { ...said, hash: eventHash(event), chain: linkOf(said), ...checked, ...captured }
}

export type HistoryRefusal = {
  code: 'history/changed' | 'history/removed' | 'history/inserted' | 'history/rewritten'
  seq: number
}

const whole = (it: StoredEvent, seq = it.seq) => it.chain === linkOf({ ...it, seq })

/** The number an event bore before it was renumbered; undefined when its words were changed. */
function formerSeq(it: StoredEvent): number | undefined {
  for (let by = 1; by <= 50; by++) {
    if (whole(it, it.seq + by)) return it.seq + by
    if (whole(it, it.seq - by)) return it.seq - by
  }
  return undefined
}

/**
 * Reads a whole history, oldest first, and names the first thing wrong with it: the event changed, the place one was taken from, the one put in.
 * Someone who computes everything anew after a change is found out only by a `head` kept elsewhere: `rewritten`.
 */
export function verify(events: readonly StoredEvent[], head?: Head): { ok: true; head: Head } | HistoryRefusal {
  let tip = nothingBefore
  for (const [at, it] of events.entries()) {
    const seq = tip.seq + 1
    if (it.seq > seq) return { code: 'history/removed', seq }
    if (it.seq < seq || events[at + 1]?.seq === it.seq) return { code: 'history/inserted', seq: it.seq }
    if (!whole(it)) {
      const former = formerSeq(it)
      if (former === undefined) return { code: 'history/changed', seq }
      return former > seq ? { code: 'history/removed', seq } : { code: 'history/inserted', seq: seq - 1 }
    }
    if (it.hash !== eventHash(it.event)) return { code: 'history/changed', seq }
    // Whole in itself, but made after something else than what now stands before it.
    if (it.previous !== tip.chain) return { code: 'history/changed', seq: Math.max(1, tip.seq) }
    tip = { seq, chain: it.chain }
  }
  if (head && head.seq > tip.seq) return { code: 'history/removed', seq: tip.seq + 1 }
  if (head && head.seq > 0 && events[head.seq - 1]?.chain !== head.chain)
    return { code: 'history/rewritten', seq: head.seq }
  return { ok: true, head: tip }
}

const stepKind = z.enum([
  'commissioning',
  'inspecting',
  'packing',
  'shipping',
  'receiving',
  'harvesting',
  'creating',
  'transforming',
  'recalling',
  'soil',
  'sowing',
  'fertilising',
  'spraying',
  'watering',
  'tending',
  'storing',
  'selling',
  'other',
])
export type StepKind = z.infer<typeof stepKind>

/** One line of a journey: `kind` keys its title, `day` is Vietnam's. Who says it: a maker declared, an officer checked, the system noted. */
export const step = z.object({
  kind: stepKind,
  at: z.iso.datetime(),
  day: z.iso.date(),
  note: z.string().optional(),
  who: z.enum(['declared', 'checked', 'system']),
  by: z.string().optional(),
  retracted: z.boolean().optional(),
  /** When an officer looked. */
  checkedAt: z.iso.datetime().optional(),
  /** The place's code: a GLN's link, or an address of ours. */
  place: z.string().max(200).optional(),
  /** Of a diary's work: what was used, how much, and for a spray its waiting days. */
  what: z
    .object({
      name: z.string().optional(),
      number: z.number().optional(),
      uom: z.string().optional(),
      days: z.int().optional(),
    })
    .optional(),
  /** Many alike told as one: how many, and since when. */
  times: z.int().optional(),
  since: z.iso.date().optional(),
})
export type Step = z.infer<typeof step>

const kindOf: Record<string, StepKind> = {
  commissioning: 'commissioning',
  creating_class_instance: 'creating',
  inspecting: 'inspecting',
  sampling: 'inspecting',
  packing: 'packing',
  repackaging: 'packing',
  departing: 'shipping',
  shipping: 'shipping',
  arriving: 'receiving',
  receiving: 'receiving',
  accepting: 'receiving',
  storing: 'storing',
  retail_selling: 'selling',
  [`${ownVocabulary}soil_preparation`]: 'soil',
  [`${ownVocabulary}sowing`]: 'sowing',
  [`${ownVocabulary}fertilising`]: 'fertilising',
  [`${ownVocabulary}spraying`]: 'spraying',
  [`${ownVocabulary}watering`]: 'watering',
  [`${ownVocabulary}tending`]: 'tending',
}

function kind(event: EpcisEvent): StepKind {
  if (event.disposition === 'recalled') return 'recalling'
  if (event.bizStep?.endsWith('/harvesting')) return 'harvesting'
  if (event.type === 'TransformationEvent') return 'transforming'
  return Object.hasOwn(kindOf, event.bizStep ?? '') ? kindOf[event.bizStep ?? '']! : 'other'
}

const said = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined)

function placeIn({ readPoint, bizLocation }: EpcisEvent): string | undefined {
  const place = readPoint ?? bizLocation
  return typeof place === 'object' && place !== null && 'id' in place ? said(place.id)?.slice(0, 200) : undefined
}

/** What the passport shows: events in the order they happened. One that was taken back stays, marked; the taking back is no step of its own. */
export function journey(events: readonly StoredEvent[], whatOf?: (event: EpcisEvent) => Step['what']): Step[] {
  // Two events that say the same under ids of their own are two; only an event without an id goes by what it says.
  const idOf = ({ event, hash }: StoredEvent) => event.eventID ?? hash
  const takenBack = new Set(events.filter(({ event }) => event.errorDeclaration).map(idOf))
  const told = events.filter(({ event }) => !event.errorDeclaration)
  const steps = told.map((it) => {
    const { event, seq, checked, declaredBy } = it
    const instant = dateOf(instantOf(event.eventTime) ?? event.eventTime)
    const declarer = declaredBy ?? said(event['nguon:declaredBy'])
    // Only the server says that something was checked; an event that says so of itself is a declaration.
    const checker = checked?.by
    const note = said(event['nguon:note'])
    const by = checker ?? declarer
    const place = placeIn(event)
    const what = whatOf?.(event)
    const line: Step = {
      kind: kind(event),
      at: instant.toISOString(),
      day: new Date(instant.getTime() + 7 * 3_600_000).toISOString().slice(0, 10),
      ...(note === undefined ? {} : { note }),
      who: checker ? 'checked' : declarer ? 'declared' : 'system',
      ...(by === undefined ? {} : { by }),
      ...(takenBack.has(idOf(it)) ? { retracted: true } : {}),
      ...(checked ? { checkedAt: checked.at } : {}),
      ...(place === undefined ? {} : { place }),
      ...(what === undefined ? {} : { what }),
    }
    return { line, seq }
  })
  return steps
    .sort((a, b) => (a.line.at < b.line.at ? -1 : a.line.at > b.line.at ? 1 : a.seq - b.seq))
    .map(({ line }) => line)
}
