import * as z from 'zod'
import { lotLine, rangeKey } from './key.ts'
import { type Act, type Item, isNew, type Page, page, type Table } from './table.ts'

/** One change of a range of stamps: who, when, why. Kept for as long as the lot. */
export const rangeChange = z.object({
  id: z.string(),
  product: z.string(),
  lot: z.string(),
  first: z.int(),
  last: z.int(),
  do: z.enum(['print', 'activate', 'void', 'lose', 'undo']),
  at: z.iso.datetime(),
  by: z.string().optional(),
  why: z.string().optional(),
})
export type RangeChange = z.infer<typeof rangeChange>

/** The line of the ledger goes into the change's own transaction. */
export const rangeAct = (it: RangeChange): Act => ({
  put: { ...rangeKey(it.product, it.lot, it.at, it.id), ...rangeChange.parse(it) },
  believing: isNew,
})

/** What was done to a lot's stamps, newest first. */
export const listRanges = (
  table: Table,
  product: string,
  lot: string,
  limit: number,
  after?: Item,
): Promise<Page<RangeChange>> =>
  page(
    table,
    { pk: lotLine(product, lot), prefix: 'RANGE#', limit, newestFirst: true, ...(after ? { after } : {}) },
    rangeChange,
  )
