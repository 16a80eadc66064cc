import type { EpcisEvent } from '@nguon/trace/event'
import { nothingBefore, type StoredEvent } from '@nguon/trace/history'
import { type Lot, lot } from '@nguon/trace/lot'
import { type AuditAct, auditAct } from './audit.ts'
import { type EventTaken, keepEvents, type NoSuchLine, type TooMuch } from './event.ts'
import { append, keptEvent, type Line, ownerOf, type Recorded, readHistory, type Telling } from './history.ts'
import { headAt, lotKey, lotLine, lotScansKey } from './key.ts'
import { type Passport, passportItem } from './passport.ts'
import type { LostRace } from './product.ts'
import { type Item, isNew, type Page, page, read, readItems, type Table, write } from './table.ts'

export type LotAlready = { code: 'lot/already-there'; lot: string }

/** A new lot with its passport and the first event of its history, all or none. */
export async function addLot(
  table: Table,
  it: Lot,
  first: Telling,
  passport: Passport,
  audit: AuditAct,
): Promise<Lot | LotAlready> {
  const done = await write(table, [
    { put: { ...lotKey(it.product, it.lot), ...it }, believing: isNew },
    { put: passportItem(passport), believing: isNew },
    { put: lotScansKey(it.product, it.lot), believing: isNew },
    ...append(lotLine(it.product, it.lot), nothingBefore, [first]).acts,
    auditAct(audit),
  ])
  return done.written ? it : { code: 'lot/already-there', lot: it.lot }
}

export const readLot = (table: Table, product: string, number: string) => read(table, lotKey(product, number), lot)

/** Which of these histories there are. */
export async function linesThere(table: Table, lines: readonly Line[]): Promise<Set<Line>> {
  const items = await readItems(table, lines.map(headAt))
  return new Set(lines.filter((_, at) => items[at] !== undefined))
}

/** Lots of a product by number, newest numbers last. */
export const listLots = (table: Table, product: string, limit: number, after?: Item): Promise<Page<Lot>> =>
  page(
    table,
    { pk: lotKey(product, '').pk, prefix: 'LOT#', limit, newestFirst: true, ...(after ? { after } : {}) },
    lot,
  )

export const listEvents = (table: Table, product: string, number: string): Promise<StoredEvent[]> =>
  readHistory(table, lotLine(product, number))

/**
 * Appends an event behind the head of a lot's history. Whoever loses the race for the head goes behind the winner; what was told
 * before is not told twice, and answers as it was kept.
 */
export async function addEvent(
  table: Table,
  product: string,
  number: string,
  event: EpcisEvent,
  recorded: Recorded,
  audit: AuditAct,
): Promise<StoredEvent | LostRace | EventTaken | TooMuch | NoSuchLine> {
  const line = lotLine(product, number)
  const told = [{ event, recorded, lines: [line], owner: ownerOf(line) }]
  const done = await keepEvents(table, told, ([kept]) => (kept?.fresh ? [auditAct(audit)] : []))
  if ('code' in done) return done
  const kept = await read(table, done[0]!.row.ref, keptEvent)
  return kept ?? { code: 'lot/not-found', product, lot: number }
}
