import { type Import, type ImportIn, type ImportRow, importRecord, importRow } from '@nguon/listing/import'
import { type AuditAct, auditAct } from './audit.ts'
import { importKey, importList, onDesk, rowKey } from './key.ts'
import { type Act, all, type Belief, type Item, isNew, type Page, page, put, read, type Table, write } from './table.ts'

export const readImport = (table: Table, id: string) => read(table, importKey(id), importRecord)

export async function addImport(table: Table, it: ImportIn<'reading'>, audit: AuditAct): Promise<void> {
  await write(table, [{ put: asItem(it), believing: isNew }, auditAct(audit)])
}

/** Lists brought for a province, newest first; a commune's officer sees those of the commune. */
export const listImports = (
  table: Table,
  { province, commune }: { province: string; commune?: string },
  limit: number,
  after?: Item,
): Promise<Page<Import>> =>
  page(
    table,
    {
      ...{ index: 'desk', pk: importList(province), limit, newestFirst: true },
      ...(after ? { after } : {}),
      ...(commune ? { keep: only('commune', commune) } : {}),
    },
    importRecord,
  )

/** Rows in the sheet's order, all or those of one fate. */
export const listRows = (
  table: Table,
  id: string,
  { is, limit, after }: { is?: ImportRow['is']; limit: number; after?: Item },
): Promise<Page<ImportRow>> =>
  page(
    table,
    {
      pk: importKey(id).pk,
      prefix: 'ROW#',
      limit,
      ...(after ? { after } : {}),
      ...(is ? { keep: only('is', is) } : {}),
    },
    importRow,
  )

/** Rows that could not be written because somebody was faster. */
export const lostRows = async (table: Table, id: string): Promise<ImportRow[]> => {
  const asked = await all(table, { pk: importKey(id).pk, prefix: 'ROW#', keep: only('is', 'ask') }, importRow)
  return asked.filter((row) => row.findings.some((one) => one.code === 'row/changed'))
}

/** The rows first, then the plan they belong to: an import that is planned has all its rows. Repeated, it writes the same. */
export async function keepPlan(table: Table, it: ImportIn<'planned'>, rows: readonly ImportRow[]): Promise<boolean> {
  const still: Act = { check: importKey(it.id), believing: inState('reading') }
  for (const some of parcels(rows)) {
    const done = await write(table, [still, ...some.map((row) => putRow(it.id, row))])
    if (!done.written) return false
  }
  return put(table, asItem(it), inState('reading'))
}

/** Overwrites rows of which more is known now, while their chunk is the next to be written; false where another run has written it. */
export async function keepRows(
  table: Table,
  { id, next }: ImportIn<'committing'>,
  rows: readonly ImportRow[],
): Promise<boolean> {
  for (const some of parcels(rows)) {
    const still: Act = { check: importKey(id), believing: atChunk(next) }
    const done = await write(table, [still, ...some.map((row) => putRow(id, row))])
    if (!done.written) return false
  }
  return true
}

export const refuseImport = (table: Table, it: ImportIn<'refused'>): Promise<boolean> =>
  put(table, asItem(it), inState('reading'))

/** Starts the commit; false where another request started it first. */
export async function startCommit(table: Table, it: ImportIn<'committing'>, audit: AuditAct): Promise<boolean> {
  const done = await write(table, [{ put: asItem(it), believing: inState('planned') }, auditAct(audit)])
  return done.written
}

/** The act that stands in one transaction with a chunk's writes: the chunk is written while it is the next one, and never again. */
export const stepForward = (now: ImportIn<'committing'>, next: ImportIn<'committing'>): Act => ({
  put: asItem(next),
  believing: atChunk(now.next),
})

export const finishImport = (table: Table, it: ImportIn<'done'>): Promise<boolean> =>
  put(table, asItem(it), atChunk(it.next))

const inState = (state: Import['state']): Belief => ({
  expression: '#state = :state',
  names: { '#state': 'state' },
  values: { ':state': state },
})
const atChunk = (next: number): Belief => ({
  expression: '#state = :state AND #next = :next',
  names: { '#state': 'state', '#next': 'next' },
  values: { ':state': 'committing', ':next': next },
})
const only = (attribute: string, value: string) => ({
  expression: '#only = :only',
  names: { '#only': attribute },
  values: { ':only': value },
})

const asItem = (it: Import): Item => ({
  ...importKey(it.id),
  ...it,
  ...onDesk(importList(it.province), `${it.at}#${it.id}`),
})

/** A row is known by its number, and only its own import writes it. */
const putRow = (id: string, row: ImportRow): Act => ({
  put: { ...rowKey(id, row.row), ...row },
  believing: {
    expression: 'attribute_not_exists(pk) OR #row = :row',
    names: { '#row': 'row' },
    values: { ':row': row.row },
  },
})

/** DynamoDB takes 100 items and 4 MB in one transaction. */
function parcels(rows: readonly ImportRow[]): ImportRow[][] {
  const out: ImportRow[][] = []
  let [parcel, bytes]: [ImportRow[], number] = [[], 0]
  for (const row of rows) {
    const size = JSON.stringify(row).length * 3
    if (parcel.length === 99 || (parcel.length > 0 && bytes + size > 3_000_000)) {
      out.push(parcel)
      ;[parcel, bytes] = [[], 0]
    }
    parcel.push(row)
    bytes += size
  }
  return parcel.length > 0 ? [...out, parcel] : out
}
