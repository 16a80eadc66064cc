import * as z from 'zod'
import { captureKey, captureList, onDesk } from './key.ts'
import { type Act, type Belief, type Item, type Page, page, put, read, type Table } from './table.ts'

/** What became of a document that was sent in (EPCIS 2.0, capture job). `party` is who sent it; `place` is the event's number in the list. */
export const capture = z.object({
  id: z.string().regex(/^[0-9a-f]{32}$/),
  party: z.string(),
  by: z.string(),
  createdAt: z.iso.datetime(),
  finishedAt: z.iso.datetime(),
  success: z.boolean(),
  behaviour: z.enum(['rollback', 'proceed']),
  events: z.int().nonnegative(),
  kept: z.int().nonnegative(),
  errors: z.array(z.object({ code: z.string(), place: z.int(), evidence: z.record(z.string(), z.unknown()) })),
})
export type Capture = z.infer<typeof capture>

export const readCapture = (table: Table, id: string) => read(table, captureKey(id), capture)

/** A document that failed may be sent again and succeed; one that succeeded stays as it is. */
const notDone: Belief = {
  expression: 'attribute_not_exists(pk) OR #success = :false',
  names: { '#success': 'success' },
  values: { ':false': false },
}
const itemOf = (it: Capture): Item => ({
  ...captureKey(it.id),
  ...it,
  ...onDesk(captureList(it.party), `${it.createdAt}#${it.id}`),
})

/** A job's record, for the transaction of its events. */
export const captureAct = (it: Capture): Act => ({ put: itemOf(it), believing: notDone })
export const keepCapture = (table: Table, it: Capture): Promise<boolean> => put(table, itemOf(it), notDone)

export const listCaptures = (table: Table, party: string, limit: number, after?: Item): Promise<Page<Capture>> =>
  page(table, { index: 'desk', pk: captureList(party), limit, newestFirst: true, ...(after ? { after } : {}) }, capture)
