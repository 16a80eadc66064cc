import type { EpcisEvent } from '@nguon/trace/event'
import { nothingBefore, type StoredEvent } from '@nguon/trace/history'
import { type Lot, lot } from '@nguon/trace/lot'
import { type AuditAct, auditAct } from './audit.ts'
import { append, type Recorded, readHead, readHistory, type Telling } from './history.ts'
import { lotKey, lotLine, lotScansKey } from './key.ts'
import { type Passport, passportItem } from './passport.ts'
import type { LostRace } from './product.ts'
import { type Item, isNew, type Page, page, read, type Table, write } from './table.ts'

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

/** Lots of a product by number, newest numbers last. */
export const listLots = (table: Table, product: string, limit: number, after?: Item): Promise<Page<Lot>> =>
  page(
    table,
    { pk: lotKey(product, '').pk, prefix: 'LOT#', limit, newestFirst: true, ...(after ? { after } : {}) },
    lot,
  )

export const listEvents = (table: Table, product: string, number: string): Promise<StoredEvent[]> =>
  readHistory(table, lotLine(product, number))

/** Appends an event behind the head of a lot's history. */
export async function addEvent(
  table: Table,
  product: string,
  number: string,
  event: EpcisEvent,
  recorded: Recorded,
  audit: AuditAct,
): Promise<StoredEvent | LostRace | { code: 'lot/not-found'; product: string; lot: string }> {
  const line = lotLine(product, number)
  const tip = await readHead(table, line)
  if (!tip) return { code: 'lot/not-found', product, lot: number }
  const { acts, kept } = append(line, tip, [{ event, recorded }])
  const done = await write(table, [...acts, auditAct(audit)])
  return done.written ? kept[0]! : { code: 'race/lost', what: 'lot' }
}
