import { type Producer, producer } from '@nguon/listing/producer'
import { type AuditAct, auditAct } from './audit.ts'
import { inCommune, producerKey, revisionKey } from './key.ts'
import type { LostRace } from './product.ts'
import { atRevision, type Item, isNew, type Page, page, read, type Table, write } from './table.ts'

export const readProducer = (table: Table, id: string) => read(table, producerKey(id), producer)

export async function addProducer(
  table: Table,
  it: Producer,
  audit: AuditAct,
): Promise<Producer | { code: 'producer/already-there'; id: string }> {
  const done = await write(table, [{ put: asItem(it), believing: isNew }, auditAct(audit)])
  return done.written ? it : { code: 'producer/already-there', id: it.id }
}

export async function changeProducer(
  table: Table,
  before: Producer,
  after: Producer,
  audit: AuditAct,
): Promise<Producer | LostRace> {
  const next: Producer = { ...after, revision: before.revision + 1 }
  const done = await write(table, [
    { put: asItem(next), believing: atRevision(before.revision) },
    { put: { ...revisionKey(producerKey(before.id).pk, before.revision), ...before }, believing: isNew },
    auditAct(audit),
  ])
  return done.written ? next : { code: 'race/lost', what: 'producer' }
}

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
