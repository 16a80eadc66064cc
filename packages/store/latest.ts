import { lot } from '@nguon/trace/lot'
import * as z from 'zod'
import { latestKey } from './key.ts'
import { listLots } from './lot.ts'
import { isNew, put, read, type Table } from './table.ts'

/** The latest lots of a product as its page names them, newest number first. Absent: there is none. */
export const latest = z.object({
  version: z.int().positive(),
  lots: z.array(lot.pick({ lot: true, made: true, expires: true })),
})
export type Latest = z.infer<typeof latest>

const shown = 6

/** Brings the record up to the lots there are. Whoever was faster saw as much or more, and is looked at again. */
export async function keepLatest(table: Table, product: string): Promise<void> {
  for (;;) {
    const before = await read(table, latestKey(product), latest)
    const { items } = await listLots(table, product, shown)
    const lots = items.map(({ lot, made, expires }) => ({ lot, made, ...(expires ? { expires } : {}) }))
    if (JSON.stringify(lots) === JSON.stringify(before?.lots ?? [])) return
    const version = (before?.version ?? 0) + 1
    const believing = before
      ? { expression: '#version = :version', names: { '#version': 'version' }, values: { ':version': before.version } }
      : isNew
    if (await put(table, { ...latestKey(product), version, lots }, believing)) return
  }
}
