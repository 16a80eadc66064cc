import type { EpcisEvent } from '@nguon/trace/event'
import { chain, type Head, nothingBefore, type StoredEvent, storedEvent } from '@nguon/trace/history'
import { type Lot, lot } from '@nguon/trace/lot'
import * as z from 'zod'
import { type AuditAct, auditAct } from './audit.ts'
import { eventKey, headKey, lotKey } from './key.ts'
import { type Passport, passportItem } from './passport.ts'
import type { LostRace } from './product.ts'
import { all, type Belief, type Item, isNew, type Page, page, read, type Table, write } from './table.ts'

const head = z.object({ seq: z.int().nonnegative(), chain: z.string() })

export type LotAlready = { code: 'lot/already-there'; lot: string }
/** `checked` says that an officer looked; the chain covers what was told, not who looked later. */
export type Recorded = { recordTime: string; declaredBy?: string; checked?: { by: string; at: string } }

/** A new lot with its passport and the first event of its history, all or none. */
export async function addLot(
  table: Table,
  it: Lot,
  first: { event: EpcisEvent; recorded: Recorded },
  passport: Passport,
  audit: AuditAct,
): Promise<Lot | LotAlready> {
  const begun = chain(nothingBefore, first.event, first.recorded)
  const done = await write(table, [
    { put: { ...lotKey(it.product, it.lot), ...it }, believing: isNew },
    { put: passportItem(passport), believing: isNew },
    { put: { ...eventKey(it.product, it.lot, begun.seq), ...begun }, believing: isNew },
    { put: { ...headKey(it.product, it.lot), seq: begun.seq, chain: begun.chain }, believing: isNew },
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
  all(table, { pk: headKey(product, number).pk, prefix: 'EVENT#' }, storedEvent)

/** Appends an event behind the head of a lot's history. The head is believed, so a history cannot fork. */
export async function addEvent(
  table: Table,
  product: string,
  number: string,
  event: EpcisEvent,
  recorded: Recorded,
  audit: AuditAct,
): Promise<StoredEvent | LostRace | { code: 'lot/not-found'; product: string; lot: string }> {
  const tip: Head | undefined = await read(table, headKey(product, number), head)
  if (!tip) return { code: 'lot/not-found', product, lot: number }
  const next = chain(tip, event, recorded)
  const believing: Belief = { expression: '#seq = :seq', names: { '#seq': 'seq' }, values: { ':seq': tip.seq } }
  const done = await write(table, [
    { put: { ...headKey(product, number), seq: next.seq, chain: next.chain }, believing },
    { put: { ...eventKey(product, number, next.seq), ...next }, believing: isNew },
    auditAct(audit),
  ])
  return done.written ? next : { code: 'race/lost', what: 'lot' }
}
