import { dayIn } from '@nguon/listing/day'
import { emptyIndex, readIndex, reshelve, type ShelfIndex, writeIndex } from '@nguon/listing/search'
import { fileTag, keepFile, readFile } from '@nguon/store/files'
import { readProducts } from '@nguon/store/product'
import type { House } from './house.ts'

const key = 'shelf.json'

/** Brings products' entries up to what they now are; whoever else wrote meanwhile is read again, so no change is lost. */
export async function indexProducts(house: House, ids: readonly string[]): Promise<void> {
  for (;;) {
    const stored = await readFile(house.published, key)
    const index = stored ? readIndex(new TextDecoder().decode(stored.bytes)) : emptyIndex()
    for (let at = 0; at < ids.length; at += 100)
      reshelve(index, await readProducts(house.table, ids.slice(at, at + 100)), dayIn(house.now()))
    const bytes = new TextEncoder().encode(writeIndex(index))
    if (await keepFile(house.published, key, bytes, 'application/json', stored?.etag ?? 'nothing')) return
  }
}

type Held = { index: ShelfIndex; tag: string; asked: number }
const held = new WeakMap<House, Held>()
/** How long, in milliseconds, a copy is used before asking whether there is a newer one. */
const fresh = 1_000

/** The index as last published; kept between requests and asked for again only when it changed. */
export async function shelfIndex(house: House): Promise<ShelfIndex> {
  const now = house.now().getTime()
  const have = held.get(house)
  if (have && now - have.asked < fresh) return have.index
  if (have && (await fileTag(house.published, key)) === have.tag) {
    held.set(house, { ...have, asked: now })
    return have.index
  }
  const stored = await readFile(house.published, key)
  const index = stored ? readIndex(new TextDecoder().decode(stored.bytes)) : emptyIndex()
  held.set(house, { index, tag: stored?.etag ?? '', asked: now })
  return index
}
