import { type Placed, type Placing, placesOf } from '@nguon/listing/board'
import { readProducts } from '@nguon/store/product'
import { rearrangeShelf } from '@nguon/store/shelf'
import type { House } from '../house.ts'
import { placedAt } from '../product-card.ts'

/** How many shelves are written side by side. */
const hands = 8

/**
 * Lays changed products where they now belong and clears where they lay before: `was` names the earlier versions that the stream
 * tells of. The changes of one product come in order, so what lay there before is always among them, and a batch that is told
 * again finds everything done.
 */
export async function shelve(house: House, was: ReadonlyMap<string, readonly Placing[]>): Promise<void> {
  const changes = new Map<string, { take: string[]; put: Placed[] }>()
  const changeOf = (shelf: string) => {
    const known = changes.get(shelf) ?? { take: [], put: [] }
    changes.set(shelf, known)
    return known
  }
  const ids = [...was.keys()]
  for (let at = 0; at < ids.length; at += 100)
    for (const it of await readProducts(house.table, ids.slice(at, at + 100))) {
      for (const { shelf, at } of (was.get(it.id) ?? []).flatMap(placesOf)) changeOf(shelf).take.push(at)
      for (const { shelf, at } of placesOf(it)) changeOf(shelf).put.push(placedAt(it, at))
    }
  const work = [...changes]
  const hand = async () => {
    for (let next = work.pop(); next; next = work.pop()) await rearrangeShelf(house.table, ...next)
  }
  await Promise.all(Array.from({ length: hands }, hand))
}
