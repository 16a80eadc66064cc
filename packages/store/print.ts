import { addRun, type Print, print, printedIn, type Run } from '@nguon/print/press'
import * as z from 'zod'
import { type AuditAct, auditAct } from './audit.ts'
import { printedKey, printKey } from './key.ts'
import type { LostRace } from './product.ts'
import { type Act, type Item, isNew, type Page, page, read, type Table, write } from './table.ts'

/** Runs of stamps that were printed at least once: two numbers each, so that thousands cost a kilobyte or two. */
const printed = z.object({ runs: z.array(z.tuple([z.int(), z.int()])).max(5_000), version: z.int().positive() })

export type PrintAgain = { code: 'print/why-again'; runs: { first: number; last: number }[] }

export const readPrinted = async (table: Table, product: string, lot: string): Promise<Run[]> =>
  (await read(table, printedKey(product, lot), printed))?.runs ?? []

/** Keeps a printing. A range that was printed before wants a reason; two who print the same at once are told apart. */
export async function addPrint(table: Table, it: Print, audit: AuditAct): Promise<Print | PrintAgain | LostRace> {
  const before = await read(table, printedKey(it.product, it.lot), printed)
  const again = printedIn(before?.runs ?? [], it)
  if (again.length > 0 && it.again === undefined)
    return { code: 'print/why-again', runs: again.map(([first, last]) => ({ first, last })) }
  const item = {
    ...printedKey(it.product, it.lot),
    runs: addRun(before?.runs ?? [], it),
    version: (before?.version ?? 0) + 1,
  }
  const whole: Act = before
    ? {
        put: item,
        believing: {
          expression: '#version = :version',
          names: { '#version': 'version' },
          values: { ':version': before.version },
        },
      }
    : { put: item, believing: isNew }
  const done = await write(table, [
    { put: { ...printKey(it.product, it.lot, it.id), ...it }, believing: isNew },
    whole,
    auditAct(audit),
  ])
  return done.written ? it : { code: 'race/lost', what: 'print' }
}

export const readPrint = (table: Table, product: string, lot: string, id: string) =>
  read(table, printKey(product, lot, id), print)

/** Printings of a lot, newest first. */
export const listPrints = (
  table: Table,
  product: string,
  lot: string,
  limit: number,
  after?: Item,
): Promise<Page<Print>> =>
  page(
    table,
    { pk: printedKey(product, lot).pk, prefix: 'PRINT#', limit, newestFirst: true, ...(after ? { after } : {}) },
    print,
  )
