import type { EpcisEvent } from '@nguon/trace/event'
import { eventHash } from '@nguon/trace/hash'
import { storedEvent } from '@nguon/trace/history'
import * as z from 'zod'
import { actsOfRow, type EventRow, eventRow, rowKey, rowOf, termsMost } from './event-row.ts'
import { chained, eventItem, fromText, type Line, ownerOf, parseHead, type Recorded } from './history.ts'
import { chainedAt, eventBodyKey, eventsOf, headAt } from './key.ts'
import type { LostRace } from './product.ts'
import { type Act, all, bare, isNew, readItems, type Table, write } from './table.ts'
import { inTurn } from './turn.ts'
import { isCollision } from './wire.ts'

/** An event to be kept: behind the heads of the histories it belongs to, or, without any, under `owner`. */
export type Telling = { event: EpcisEvent; recorded: Recorded; lines: readonly Line[]; owner: string }
export type EventTaken = { code: 'event/id-taken'; eventID: string; place: number }
export type TooMuch = { code: 'event/too-much' }
export type NoSuchLine = { code: 'lot/not-found'; product: string; lot: string }
/** `fresh`: not kept before. */
export type Kept = { row: EventRow; fresh: boolean }

/** DynamoDB's own bounds of one transaction, with room for what is not the events' own. */
const [actsMost, bytesMost] = [100, 3_500_000]
const tries = 24

/** An event that is in no lot's history, as its record keeps it. */
const looseEvent = storedEvent.pick({ event: true, hash: true, recordTime: true, declaredBy: true, captured: true })
/** An event as it was told, wherever it is kept. */
const told = z.preprocess(fromText, looseEvent)
export type Told = z.infer<typeof looseEvent>

/** What else is written in the transaction of events, knowing which of them are fresh. */
export type More = (kept: readonly Kept[]) => readonly Act[]

type Outcome = Kept[] | EventTaken | NoSuchLine | TooMuch | LostRace

/**
 * Keeps events all or none, together with `more`: each chained behind the heads of its histories, each findable. An event that is
 * known and says the same is left as it is; one that says something else under a known id is refused. Whoever loses a race for a
 * head goes behind the winner; where `more` was not as believed, there is nothing to repeat.
 */
export const keepEvents = (table: Table, tellings: readonly Telling[], more: More = () => []): Promise<Outcome> =>
  inTurn(table, [...new Set(tellings.flatMap(({ lines }) => lines))], () => keepBehind(table, tellings, more))

async function keepBehind(table: Table, tellings: readonly Telling[], more: More): Promise<Outcome> {
  for (let turn = 1; turn <= tries; turn++) {
    const planned = await plan(table, tellings, more)
    if ('code' in planned) return planned
    const { acts, others, kept } = planned
    if (acts.length + others.length === 0) return kept
    const lost = await attempt(table, [...acts, ...others])
    if (lost === undefined) return kept
    if (lost.some((at) => at >= acts.length)) break
    // Those who meet at one head wait for unlike times; AWS advises full jitter.
    await new Promise((resolve) => setTimeout(resolve, Math.random() * Math.min(1_500, 10 * 2 ** turn)))
  }
  return { code: 'race/lost', what: 'lot' }
}

/** Nothing when written; else the acts whose belief was wrong, none where DynamoDB was busy with another transaction on a record. */
async function attempt(table: Table, acts: readonly Act[]): Promise<number[] | undefined> {
  try {
    const done = await write(table, acts)
    return done.written ? undefined : done.lost
  } catch (error) {
    if (isCollision(error)) return []
    throw error
  }
}

type Plan = { kept: Kept[]; acts: Act[]; others: readonly Act[] }

async function plan(
  table: Table,
  tellings: readonly Telling[],
  more: More,
): Promise<Plan | EventTaken | NoSuchLine | TooMuch> {
  const rows = tellings.map(({ event, recorded: { recordTime }, lines: [line], owner }) =>
    rowOf(event, { recordTime, owner: line === undefined ? owner : ownerOf(line), ...(line ? { line } : {}) }),
  )
  const lines = [...new Set(tellings.flatMap((it) => it.lines))]
  const items = await readItems(table, [...rows.map(rowKey), ...lines.map(headAt)])
  const known = new Map<string, EventRow>()
  for (const item of items.slice(0, rows.length)) if (item) remember(known, eventRow.parse(bare(item)))

  const kept: Kept[] = []
  const fresh: { telling: Telling; at: number }[] = []
  for (const [at, row] of rows.entries()) {
    const before = known.get(row.id)
    if (before && before.saying !== row.saying) return { code: 'event/id-taken', eventID: row.eventID, place: at }
    if (!before) {
      remember(known, row)
      fresh.push({ telling: tellings[at]!, at })
    }
    kept.push({ row: before ?? row, fresh: !before })
  }

  const acts: Act[] = []
  for (const [at, line] of lines.entries()) {
    const head = items[rows.length + at]
    const [, product = '', lot = ''] = line.split('#')
    if (!head) return { code: 'lot/not-found', product, lot }
    const here = fresh.filter(({ telling }) => telling.lines.includes(line))
    if (here.length === 0) continue
    const tip = parseHead(bare(head))
    acts.push(
      ...chained(
        line,
        tip,
        here.map(({ telling }) => telling),
      ).acts,
    )
    for (const [behind, it] of here.entries())
      if (it.telling.lines[0] === line) rows[it.at]!.ref = chainedAt(line, tip.seq + behind + 1)
  }
  for (const { telling, at } of fresh) if (telling.lines.length === 0) acts.push(bodyOf(telling, rows[at]!))

  // What room is left is shared: an event that names more things than its share is listed under what they have in common.
  const others = more(kept)
  const room = actsMost - acts.length - others.length - fresh.length
  const share = Math.min(termsMost, Math.floor(room / Math.max(1, fresh.length)))
  if (fresh.length > 0 && share < 1) return { code: 'event/too-much' }
  for (const { telling, at } of fresh) acts.push(...actsOfRow(rows[at]!, telling.event, share))
  if (acts.length > 0 && Buffer.byteLength(JSON.stringify(acts)) > bytesMost) return { code: 'event/too-much' }
  return { kept, acts, others }
}

const remember = (known: Map<string, EventRow>, row: EventRow) => known.set(row.id, row)

const bodyOf = ({ event, recorded }: Telling, row: EventRow): Act => {
  const { recordTime, declaredBy, captured } = recorded
  const it = { event, hash: eventHash(event), recordTime, declaredBy, captured, owner: row.owner }
  return { put: { ...eventBodyKey(row.eventID, row.owner, row.back), ...eventItem(it) }, believing: isNew }
}

/** The records of events of one id: the event, what took it back, and those of others under the same id. */
export const rowsOfId = (table: Table, eventID: string): Promise<EventRow[]> =>
  all(table, { pk: eventsOf(eventID), prefix: 'ID#' }, eventRow)

/** Events as they were told, in the order asked for. */
export async function readTold(table: Table, rows: readonly EventRow[]): Promise<(Told | undefined)[]> {
  const items = await readItems(
    table,
    rows.map(({ ref }) => ref),
  )
  return items.map((item) => item && told.parse(bare(item)))
}

/** When each of these events was taken back, where it was. */
export async function readRetractions(table: Table, rows: readonly EventRow[]): Promise<(string | undefined)[]> {
  const items = await readItems(
    table,
    rows.map((row) => rowKey({ ...row, back: true })),
  )
  const backs = items.map((item, at) => (item && !rows[at]!.back ? eventRow.parse(bare(item)) : undefined))
  const found = backs.filter((row) => row !== undefined)
  const declared = await readTold(table, found)
  return backs.map((row) => row && declared[found.indexOf(row)]?.event.errorDeclaration?.declarationTime)
}
