import { countScan, type Scan, stampState } from '@nguon/trace/scan'
import { stampKey } from './key.ts'
import { type Belief, put, read, type Table } from './table.ts'

/** Folds a scan into what is known of its stamp; the same scan told again changes nothing, and a lost race is read again. */
export async function keepCount(table: Table, product: string, serial: string, scan: Scan): Promise<void> {
  for (;;) {
    const before = await read(table, stampKey(product, serial), stampState)
    const after = countScan(before, scan)
    if (after === before) return
    const believing: Belief = before
      ? { expression: '#count = :count', names: { '#count': 'count' }, values: { ':count': before.count } }
      : { expression: 'attribute_not_exists(pk)' }
    if (await put(table, { ...stampKey(product, serial), ...after }, believing)) return
  }
}
