import { addDisplay, type Display, type DisplayRefusal } from '@nguon/trace/display'
import { type AuditAct, auditAct } from './audit.ts'
import { passportKey } from './key.ts'
import { readPassport } from './passport.ts'
import type { LostRace } from './product.ts'
import type { NoSuchLot } from './stamps.ts'
import { type Table, write } from './table.ts'

type Kept = Display[] | DisplayRefusal | NoSuchLot | LostRace

/** Declares a display of a lot; it lives in the passport, where a scan finds it without another read. */
export const declareDisplay = (table: Table, product: string, lot: string, it: Display, audit: AuditAct) =>
  change(table, product, lot, (displays) => addDisplay(displays, it), audit)

/** Takes a declaration back. One that is not there is gone already. */
export const dropDisplay = (table: Table, product: string, lot: string, id: string, audit: AuditAct) =>
  change(table, product, lot, (displays) => displays.filter((it) => it.id !== id), audit)

async function change(
  table: Table,
  product: string,
  lot: string,
  decide: (displays: readonly Display[]) => Display[] | DisplayRefusal,
  audit: AuditAct,
): Promise<Kept> {
  const passport = await readPassport(table, product, lot)
  if (!passport) return { code: 'lot/not-found', product, lot }
  const displays = decide(passport.displays ?? [])
  if ('code' in displays) return displays
  const done = await write(table, [
    {
      change: passportKey(product, lot),
      set: 'SET #displays = :displays, #version = :next',
      names: { '#displays': 'displays', '#version': 'version' },
      values: { ':displays': displays, ':version': passport.version, ':next': passport.version + 1 },
      believing: { expression: '#version = :version' },
    },
    auditAct(audit),
  ])
  return done.written ? displays : { code: 'race/lost', what: 'stamps' }
}
