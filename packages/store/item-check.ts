import { type ItemChecks, itemChecks, itemKeys, itemRules } from '@nguon/trace/passport-items'
import * as z from 'zod'
import { type AuditAct, auditAct } from './audit.ts'
import { checksAt, headAt, lotLine, productKey } from './key.ts'
import { atRevision, bare, isNew, isThere, readItems, type Table, write } from './table.ts'

const record = itemChecks.extend({ revision: z.int().positive() })
type Level = 'product' | 'lot'
/** What officers saw of the ten items, and the revision of each record it was read from; 0 where there is none. */
export type Seen = { checks: ItemChecks; revisions: Record<Level, number> }

const linesOf = (product: string, lot: string): Record<Level, string> => ({
  product: productKey(product).pk,
  lot: lotLine(product, lot),
})

/** What officers saw of a product and of one of its lots, together. */
export async function readChecks(table: Table, product: string, lot: string): Promise<Seen> {
  const lines = linesOf(product, lot)
  const items = await readItems(table, [checksAt(lines.product), checksAt(lines.lot)])
  const [ofProduct, ofLot] = items.map((item) => (item ? record.parse(bare(item)) : { checks: {}, revision: 0 }))
  return {
    checks: { ...ofProduct!.checks, ...ofLot!.checks },
    revisions: { product: ofProduct!.revision, lot: ofLot!.revision },
  }
}

/** Keeps what an officer saw, each item where it is told: of the product for all its lots, or of the lot alone. */
export async function keepChecks(
  table: Table,
  product: string,
  lot: string,
  { checks, revisions }: Seen,
  audit: AuditAct,
): Promise<boolean> {
  const lines = linesOf(product, lot)
  const part = (level: Level) =>
    Object.fromEntries(
      itemKeys.flatMap((key) => (itemRules[key].of === level && checks[key] ? [[key, checks[key]]] : [])),
    )
  const put = (level: Level) => ({
    put: { ...checksAt(lines[level]), checks: part(level), revision: revisions[level] + 1 },
    believing: revisions[level] === 0 ? isNew : atRevision(revisions[level]),
  })
  const done = await write(table, [
    { check: headAt(lines.lot), believing: isThere },
    put('product'),
    put('lot'),
    auditAct(audit),
  ])
  return done.written
}
