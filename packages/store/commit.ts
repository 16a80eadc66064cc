import type { Certificate } from '@nguon/listing/certificate'
import type { ImportIn, ImportRow } from '@nguon/listing/import'
import type { Plan, PlannedMaker, PlannedProduct, PlannedRow } from '@nguon/listing/plan'
import { type Producer, producer } from '@nguon/listing/producer'
import { type Product, product } from '@nguon/listing/product'
import { changedFields } from '@nguon/people/audit'
import type { AuditAct } from './audit.ts'
import { keepRows, readImport, stepForward } from './import.ts'
import { actsOfNewProducer, actsOfNextProducer, readProducers } from './producer.ts'
import { actsOfNew, actsOfNext, readProducts } from './product.ts'
import { type Act, type Table, write } from './table.ts'
import { patiently } from './wire.ts'

/** One maker or product to be written, with the place it has in the plan. */
type Unit = { at: number } & ({ maker: PlannedMaker } | { product: PlannedProduct })
type Running = ImportIn<'committing'>

/** What a unit puts into a transaction at most, of the 99 beside the import's own record. */
const weight = (unit: Unit): number => ('maker' in unit ? 3 : 5)

/** The plan cut into transactions, always the same for the same plan: makers first, then products, which name them. */
export function chunksOf(plan: Plan): Unit[][] {
  const makers = plan.makers.map((maker, at): Unit => ({ at, maker }))
  const products = plan.products.map((it, at): Unit => ({ at: plan.makers.length + at, product: it }))
  return [makers, products].flatMap((units) => {
    const out: Unit[][] = []
    let room = 0
    for (const unit of units) {
      if (('maker' in unit ? unit.maker : unit.product).is === 'unchanged') continue
      if (room < weight(unit)) {
        out.push([])
        room = 99
      }
      out.at(-1)!.push(unit)
      room -= weight(unit)
    }
    return out
  })
}

/**
 * Writes the next chunks of a plan, at most `most`, and says how far it came: `next` equal to the number of chunks means all.
 * A chunk and the count of chunks are one transaction, so a run that was killed, or a second one beside it, leaves the same table.
 * What somebody changed since the plan was made is left as it is, and its rows are asked about again.
 */
export async function commitPlan(
  table: Table,
  start: Running,
  plan: Plan,
  { rows, most = 200 }: { rows: (row: PlannedRow) => ImportRow; most?: number },
): Promise<{ it: Running | undefined; all: boolean }> {
  const chunks = chunksOf(plan)
  const rowsOf = Map.groupBy(
    plan.rows.filter((row) => row.is === 'create' || row.is === 'update'),
    (row) => row.product ?? '',
  )
  let it: Running | undefined = start
  for (let turn = 0; it && it.next < chunks.length && turn < most; turn++) {
    const chunk: Unit[] = chunks[it.next] ?? []
    it = await commitChunk(table, it, chunk, rowsOf, rows)
  }
  return { it, all: it !== undefined && it.next >= chunks.length }
}

async function commitChunk(
  table: Table,
  now: Running,
  chunk: readonly Unit[],
  rowsOf: ReadonlyMap<string, readonly PlannedRow[]>,
  asRow: (row: PlannedRow) => ImportRow,
): Promise<Running | undefined> {
  const [makers, products] = await Promise.all([
    readProducers(table, [...new Set(chunk.flatMap(makerIn))]),
    readProducts(
      table,
      chunk.flatMap((unit) => ('product' in unit ? [unit.product.id] : [])),
    ),
  ])
  const known = { makers: byId(makers), products: byId(products) }
  let units = chunk.map((unit) => ({ unit, acts: actsOf(now, unit, known) }))
  const rows = (these: readonly { unit: Unit }[]) =>
    these.flatMap(({ unit }) => ('product' in unit ? (rowsOf.get(unit.product.id) ?? []) : []))
  const all = rows(units).length
  for (;;) {
    const lost = rows(units.filter(({ acts }) => acts === undefined))
    const told = lost.map((row) => asRow(asChanged(row)))
    if (!(await patiently(() => keepRows(table, now, told)))) return whereItIs(table, now.id)
    const going = units.flatMap(({ unit, acts }) => (acts ? [{ unit, acts }] : []))
    const next = { ...now, next: now.next + 1, done: now.done + all, lost: now.lost + lost.length }
    const done = await patiently(() => write(table, [stepForward(now, next), ...going.flatMap(({ acts }) => acts)]))
    if (done.written) return next
    if (done.lost.includes(0)) return whereItIs(table, now.id)
    const owners = going.flatMap(({ unit, acts }) => acts.map(() => unit))
    const changed = new Set(done.lost.map((at) => owners[at - 1]))
    units = units.map(({ unit, acts }) => ({ unit, acts: changed.has(unit) ? undefined : acts }))
  }
}

/** Somebody else wrote this very chunk: the run goes on from where they are, or ends with them. */
async function whereItIs(table: Table, id: string): Promise<Running | undefined> {
  const record = await readImport(table, id)
  return record?.state === 'committing' ? record : undefined
}

const makerIn = (unit: Unit): string[] =>
  'maker' in unit ? [unit.maker.id] : unit.product.is === 'create' ? [unit.product.maker] : []
const byId = <T extends { id: string }>(list: readonly T[]) => new Map(list.map((one) => [one.id, one]))

const asChanged = (row: PlannedRow): PlannedRow => {
  const [field, code, found] = ['product', 'row/changed', row.product ?? ''] as const
  return {
    ...row,
    is: 'ask',
    findings: [...row.findings, { row: row.row, field, at: `${row.row}:${field}`, level: 'ask', code, found }],
  }
}

type Known = { makers: ReadonlyMap<string, Producer>; products: ReadonlyMap<string, Product> }

/** What a unit writes, or nothing where the table is no longer as the plan saw it. */
function actsOf(now: Running, unit: Unit, known: Known): Act[] | undefined {
  return 'maker' in unit ? actsOfMaker(now, unit, known) : actsOfProduct(now, unit, known)
}

function actsOfMaker(now: Running, { at, maker }: Extract<Unit, { maker: unknown }>, known: Known): Act[] | undefined {
  const [stored, instant] = [known.makers.get(maker.id), now.committedAt]
  if (maker.is === 'create') {
    if (stored) return undefined
    const { id, draft } = maker
    const fresh = { ...draft, id, certificates: [], revision: 1, createdAt: instant, updatedAt: instant }
    return actsOfNewProducer(producer.parse(fresh), auditOf(now, at, 'producer.create', 'producer', id))
  }
  if (maker.is === 'unchanged' || stored?.revision !== maker.revision) return undefined
  const next = producer.parse({ ...stored, ...maker.draft, updatedAt: instant, revision: stored.revision + 1 })
  return actsOfNextProducer(stored, next, auditOf(now, at, 'producer.edit', 'producer', next.id, changes(stored, next)))
}

function actsOfProduct(
  now: Running,
  { at, product: it }: Extract<Unit, { product: unknown }>,
  known: Known,
): Act[] | undefined {
  const [stored, instant] = [known.products.get(it.id), now.committedAt]
  if (it.is === 'create') {
    const maker = known.makers.get(it.maker)
    // The maker's id was taken in between by somebody else of that name
    if (stored || maker?.name !== it.makerName || maker.commune !== it.commune) return undefined
    const { is: _, draft, certificates, ...ids } = it
    const fresh = {
      ...{ ...draft, ...ids, certificates: looked(now, certificates, 0) },
      publication: { state: now.publish ? 'published' : 'submitted', at: instant, by: now.committer.name },
      ...{ revision: 1, createdAt: instant, updatedAt: instant },
      ...(maker.example ? { example: true } : {}),
    }
    return actsOfNew(product.parse(fresh), 0, auditOf(now, at, 'product.create', 'product', it.id))
  }
  if (it.is === 'unchanged' || stored?.revision !== it.revision) return undefined
  const certificates = looked(now, it.certificates, stored.certificates.length)
  const after = { ...stored, ...it.draft, certificates, updatedAt: instant, revision: stored.revision + 1 }
  const next = product.parse(after)
  return actsOfNext(stored, next, auditOf(now, at, 'product.edit', 'product', next.id, changes(stored, next)))
}

/** An officer who publishes has looked at the decisions that are new in the list; a system's key never has. */
const looked = (now: Running, papers: readonly Certificate[], from: number): Certificate[] =>
  papers.map((paper, index) =>
    now.publish && now.committer.kind === 'person' && index >= from && !paper.check
      ? { ...paper, check: { by: now.committer.name.slice(0, 80), at: now.committedAt } }
      : paper,
  )

const changes = (before: object, after: object) => ({
  changed: changedFields(before, after)
    .filter((field) => field !== 'updatedAt' && field !== 'revision')
    .slice(0, 100),
})

function auditOf(
  { id, committedAt, committer }: Running,
  unit: number,
  verb: string,
  thingKind: string,
  thing: string,
  more: Pick<AuditAct, 'changed'> = {},
): AuditAct {
  return { id: `${id}-${unit}`, at: committedAt, actor: committer, verb, thingKind, thing, ...more }
}
