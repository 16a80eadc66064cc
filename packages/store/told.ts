import * as z from 'zod'
import { toldKey } from './key.ts'
import { type Belief, isNew, put, read, type Table } from './table.ts'

/** How far the products have been told again in their present form: which province of the list, and where in it. */
export const told = z.object({
  form: z.string(),
  province: z.int().nonnegative(),
  after: z.record(z.string(), z.unknown()).optional(),
  version: z.int().nonnegative(),
})
export type Told = z.infer<typeof told>

export const readTold = (table: Table) => read(table, toldKey, told)

/** The next step; undefined where somebody else made one. */
export async function keepTold(table: Table, it: Told): Promise<Told | undefined> {
  const believing: Belief = it.version
    ? { expression: '#version = :version', names: { '#version': 'version' }, values: { ':version': it.version } }
    : isNew
  const next = { ...it, version: it.version + 1 }
  return (await put(table, { ...toldKey, ...next }, believing)) ? next : undefined
}
