import { type Producer, producer } from '@nguon/listing/producer'
import { type AuditAct, auditAct } from './audit.ts'
import { inCommune, producerKey } from './key.ts'
import type { LostRace } from './product.ts'
import { revise } from './revision.ts'
import { type Act, all, bare, type Item, isNew, type Page, page, read, readItems, type Table, write } from './table.ts'

export const readProducer = (table: Table, id: string) => read(table, producerKey(id), producer)

export async function addProducer(
  table: Table,
  it: Producer,
  audit: AuditAct,
): Promise<Producer | { code: 'producer/already-there'; id: string }> {
  const done = await write(table, actsOfNewProducer(it, audit))
  return done.written ? it : { code: 'producer/already-there', id: it.id }
}

export async function changeProducer(
  table: Table,
  before: Producer,
  after: Producer,
  audit: AuditAct,
): Promise<Producer | LostRace> {
  const next: Producer = { ...after, revision: before.revision + 1 }
  const done = await write(table, actsOfNextProducer(before, next, audit))
  return done.written ? next : { code: 'race/lost', what: 'producer' }
}

/** What a new maker writes, for whoever writes several in one transaction. */
export const actsOfNewProducer = (it: Producer, audit: AuditAct): Act[] => [
  { put: asItem(it), believing: isNew },
  auditAct(audit),
]

/** What the next revision of a maker writes. */
export const actsOfNextProducer = (before: Producer, next: Producer, audit: AuditAct): Act[] => [
  ...revise(producerKey(before.id), before, asItem(next)),
  auditAct(audit),
]

/** Makers by id in one round trip, absent ones left out. */
export async function readProducers(table: Table, ids: readonly string[]): Promise<Producer[]> {
  const items = await readItems(table, ids.map(producerKey))
  return items.flatMap((item) => (item ? [producer.parse(bare(item))] : []))
}

/** Every maker of a commune, to the end of the list. */
export const allInCommune = (table: Table, commune: string): Promise<Producer[]> =>
  all(table, { index: 'place', pk: inCommune(commune, 'PRODUCER', '').placePk }, producer)

export const listProducers = (table: Table, commune: string, limit: number, after?: Item): Promise<Page<Producer>> =>
  page(
    table,
    { index: 'place', pk: inCommune(commune, 'PRODUCER', '').placePk, limit, ...(after ? { after } : {}) },
    producer,
  )

const asItem = (it: Producer): Item => ({
  ...producerKey(it.id),
  ...it,
  ...inCommune(it.commune, 'PRODUCER', `${it.name}#${it.id}`),
})
