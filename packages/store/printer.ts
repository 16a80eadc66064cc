import { type SheetPaper, sheetPaper } from '@nguon/print/paper'
import { type Printer, printer } from '@nguon/print/printer'
import { type AuditAct, auditAct } from './audit.ts'
import { type Key, paperKey, printerKey } from './key.ts'
import type { LostRace } from './product.ts'
import { all, atRevision, isNew, read, type Schema, type Table, write } from './table.ts'

/** As many as an owner can tell apart in a list. */
export const ownedMost = 30

export type TooManyOwned = { code: 'owned/too-many'; most: number }
type Kept = { id: string; revision: number }

/** Things that belong to a maker or a person and are kept beside each other: printers, papers. */
function shelf<T extends Kept>(key: (owner: string, id: string) => Key, schema: Schema<T>, what: LostRace['what']) {
  const list = (table: Table, owner: string): Promise<T[]> =>
    all(table, { pk: key(owner, '').pk, prefix: key(owner, '').sk }, schema)
  return {
    list,
    read: (table: Table, owner: string, id: string) => read(table, key(owner, id), schema),
    async add(table: Table, owner: string, it: T, audit: AuditAct): Promise<T | TooManyOwned | LostRace> {
      if ((await list(table, owner)).length >= ownedMost) return { code: 'owned/too-many', most: ownedMost }
      const done = await write(table, [{ put: { ...key(owner, it.id), ...it }, believing: isNew }, auditAct(audit)])
      return done.written ? it : { code: 'race/lost', what }
    },
    /** The next version of it, believing the one it was made from. */
    async change(table: Table, owner: string, before: T, after: T, audit: AuditAct): Promise<T | LostRace> {
      const next = { ...after, revision: before.revision + 1 }
      const done = await write(table, [
        { put: { ...key(owner, before.id), ...next }, believing: atRevision(before.revision) },
        auditAct(audit),
      ])
      return done.written ? next : { code: 'race/lost', what }
    },
    async remove(table: Table, owner: string, it: T, audit: AuditAct): Promise<LostRace | undefined> {
      const done = await write(table, [
        { remove: key(owner, it.id), believing: atRevision(it.revision) },
        auditAct(audit),
      ])
      return done.written ? undefined : { code: 'race/lost', what }
    },
  }
}

export const printers = shelf<Printer>(printerKey, printer, 'printer')
export const papers = shelf<SheetPaper>(paperKey, sheetPaper, 'paper')
