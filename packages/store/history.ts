import type { EpcisEvent } from '@nguon/trace/event'
import { chain, type Head, nothingBefore, type StoredEvent, storedEvent } from '@nguon/trace/history'
import { identityOf } from '@nguon/trace/identity'
import * as z from 'zod'
import { type AuditAct, auditAct } from './audit.ts'
import { actsOfRow, rowOf } from './event-row.ts'
import { chainedAt, headAt } from './key.ts'
import type { LostRace } from './product.ts'
import { type Act, all, type Belief, type Item, isNew, isThere, read, type Table, write } from './table.ts'

const head = z.object({ seq: z.int().nonnegative(), chain: z.string() })

/** `checked` says that an officer looked; the chain covers what was told, not who looked later. */
export type Recorded = {
  recordTime: string
  declaredBy?: string
  checked?: { by: string; at: string }
  /** Sent to us as it is, with whatever fields its sender has. */
  captured?: true
}
export type Telling = { event: EpcisEvent; recorded: Recorded }

/** The partition that holds a chained history: a lot's, or a crop's, from before there is a lot. */
export type Line = string

/** Who an event of a history belongs to: a lot's events to its product, others' to their line. */
export const ownerOf = (line: Line): string => {
  const [kind, product] = line.split('#')
  return kind === 'LOT' ? `product:${product}` : `line:${line}`
}

/** An event is kept as text: a map would lose what a database number cannot hold, and others' events may be deep. */
export const eventItem = <T extends { event: EpcisEvent }>(it: T): Item => ({ ...it, event: JSON.stringify(it.event) })
export const fromText = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && 'event' in value && typeof value.event === 'string'
    ? { ...value, event: JSON.parse(value.event) }
    : value
export const keptEvent = z.preprocess(fromText, storedEvent)

export const readHead = (table: Table, line: Line): Promise<Head | undefined> => read(table, headAt(line), head)
export const parseHead = (item: Item): Head => head.parse(item)

/** A whole history, oldest first. */
export const readHistory = (table: Table, line: Line): Promise<StoredEvent[]> =>
  all(table, { pk: line, prefix: 'EVENT#' }, keptEvent)

/** The head is believed, so a history cannot fork. */
export const atHead = (tip: Head): Belief => ({
  expression: '#seq = :seq',
  names: { '#seq': 'seq' },
  values: { ':seq': tip.seq },
})

/** What events write behind the head of a history, and nothing more: where they are found is told once, beside their first history. */
export function chained(line: Line, tip: Head, told: readonly Telling[]): { acts: Act[]; kept: StoredEvent[] } {
  const kept: StoredEvent[] = []
  for (const { event, recorded } of told) kept.push(chain(kept.at(-1) ?? tip, event, recorded))
  const last = kept.at(-1) ?? tip
  const acts: Act[] = [
    {
      put: { ...headAt(line), seq: last.seq, chain: last.chain },
      believing: tip.seq === nothingBefore.seq ? isNew : atHead(tip),
    },
    ...kept.map((it) => ({ put: { ...chainedAt(line, it.seq), ...eventItem(it) }, believing: isNew })),
  ]
  return { acts, kept }
}

const foundAs = ({ event, seq, recordTime }: StoredEvent, line: Line, owner: string): Act[] =>
  actsOfRow(rowOf(event, { recordTime, owner, line, ref: chainedAt(line, seq) }), event)

/**
 * What events write behind the head of a history, for whoever writes it in one transaction with more, and what makes them found
 * by the EPCIS query. Every event there is comes to be here. One that was told before in this history loses the transaction.
 */
export function append(line: Line, tip: Head, told: readonly Telling[]): { acts: Act[]; kept: StoredEvent[] } {
  const { acts, kept } = chained(line, tip, told)
  return { acts: [...acts, ...kept.flatMap((it) => foundAs(it, line, ownerOf(line)))], kept }
}

/** Where a history ends, by its own events: the same head, and the events it was judged by. */
export const tipOf = (events: readonly StoredEvent[]): Head => {
  const last = events.at(-1)
  return last ? { seq: last.seq, chain: last.chain } : nothingBefore
}

/** `owner`: whose the events are, where the line does not tell. */
export type Told = { line: Line; tip: Head; told: readonly Telling[]; owner?: string }

/** Appends to several histories at once, all or none; an event that stands in two of them is found once, as the lot's. `unmoved` were read for the judgement and must stand as they stood. */
export async function tell(
  table: Table,
  lines: readonly Told[],
  unmoved: readonly Pick<Told, 'line' | 'tip'>[],
  audit: AuditAct,
): Promise<StoredEvent[][] | LostRace> {
  const written = lines.map(({ line, tip, told, owner = ownerOf(line) }) => ({
    ...{ line, owner },
    ...chained(line, tip, told),
  }))
  const found = new Map<string, Act[]>()
  for (const { line, owner, kept } of written.toSorted((a, b) => Number(b.line > a.line) - Number(b.line < a.line)))
    for (const it of kept) {
      const { eventID, back } = identityOf(it.event)
      found.set(`${back} ${eventID}`, found.get(`${back} ${eventID}`) ?? foundAs(it, line, owner))
    }
  const done = await write(table, [
    ...written.flatMap(({ acts }) => acts),
    ...[...found.values()].flat(),
    ...unmoved.map(({ line, tip }) => ({ check: headAt(line), believing: tip.seq === 0 ? isNew : atHead(tip) })),
    auditAct(audit),
  ])
  return done.written ? written.map(({ kept }) => kept) : { code: 'race/lost', what: 'lot' }
}

/** An officer looked at what an event says. The chain covers what was told, so it stays whole. */
export async function checkTold(
  table: Table,
  at: readonly { line: Line; seq: number }[],
  checked: { by: string; at: string },
  audit: AuditAct,
): Promise<boolean> {
  const done = await write(table, [
    ...at.map(({ line, seq }) => ({
      change: chainedAt(line, seq),
      set: 'SET #checked = :checked',
      names: { '#checked': 'checked' },
      values: { ':checked': checked },
      believing: isThere,
    })),
    auditAct(audit),
  ])
  return done.written
}
