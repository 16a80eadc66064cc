import { lot } from '@nguon/trace/lot'
import { worstRecall } from '@nguon/trace/scan'
import * as z from 'zod'
import { latestKey, passportKey } from './key.ts'
import { listLots } from './lot.ts'
import { passport } from './passport.ts'
import { bare, isNew, put, read, readItems, type Table } from './table.ts'

/** `recalled`: all of it is called back, or some of its stamps. */
export const latestLot = lot
  .pick({ lot: true, made: true, expires: true })
  .extend({ recalled: z.enum(['whole', 'part']).optional() })
type LatestLot = z.infer<typeof latestLot>

/** The latest lots of a product as its page names them, newest number first. Absent: there is none. */
export const latest = z.object({
  version: z.int().positive(),
  lots: z.array(latestLot),
})
export type Latest = z.infer<typeof latest>

const shown = 6

/** Brings the record up to the lots there are. Whoever was faster saw as much or more, and is looked at again. */
export async function keepLatest(table: Table, product: string): Promise<void> {
  for (;;) {
    const before = await read(table, latestKey(product), latest)
    const { items } = await listLots(table, product, shown)
    const passports = await readItems(
      table,
      items.map(({ lot }) => passportKey(product, lot)),
    )
    const lots = items.map(({ lot, made, expires }, at): LatestLot => {
      const page = passports[at]
      const recall = page && worstRecall(passport.parse(bare(page)).recalls)
      return {
        ...{ lot, made, ...(expires ? { expires } : {}) },
        ...(recall ? { recalled: recall.ranges ? 'part' : 'whole' } : {}),
      }
    })
    if (JSON.stringify(lots) === JSON.stringify(before?.lots ?? [])) return
    const version = (before?.version ?? 0) + 1
    const believing = before
      ? { expression: '#version = :version', names: { '#version': 'version' }, values: { ':version': before.version } }
      : isNew
    if (await put(table, { ...latestKey(product), version, lots }, believing)) return
  }
}
