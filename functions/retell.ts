import { provinces } from '@nguon/listing/commune'
import { listPublished, touchProduct } from '@nguon/store/product'
import { keepTold, readTold, type Told } from '@nguon/store/told'
import type { House } from './house.ts'

/** Raise it when a card or a place on a shelf is made otherwise than before: within minutes all shelves are laid again. */
const form = '1'
/** Pages of a hundred products that one run tells again. */
const pages = 60

/**
 * Lays every shelf again after its form has changed, a few thousand products a minute. Each published product is touched, so the
 * stream tells it like any change, in its own order; no second way of laying cards can then race with the first.
 */
export async function retell(house: House): Promise<{ told: number }> {
  let told = 0
  let now: Told | undefined = await readTold(house.table)
  if (now?.form !== form) now = { form, province: 0, version: now?.version ?? 0 }
  for (let turn = 0; turn < pages; turn++) {
    const province = provinces[now.province]
    if (!province) break
    const page = await listPublished(house.table, province.code, 100, now.after)
    await Promise.all(page.items.map((it) => touchProduct(house.table, it, form)))
    told += page.items.length
    const { after: _, ...here } = now
    const next = page.next ? { ...here, after: page.next } : { ...here, province: here.province + 1 }
    const kept = await keepTold(house.table, next)
    if (!kept) break
    now = kept
  }
  return { told }
}
