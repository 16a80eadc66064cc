import { cardText, fitsShelf, type ShelfFilter, shelfFor } from '@nguon/listing/board'
import { listOnSale } from '@nguon/store/product'
import { readShelf } from '@nguon/store/shelf'
import type { Item } from '@nguon/store/table'
import type { TypedResponse } from 'hono'
import type { House } from '../house.ts'
import { cardOf } from '../product-card.ts'
import type { C } from './app.ts'
import type { ProductCard } from './card.ts'

export type ListFilter = ShelfFilter & { maker?: string | undefined; limit: number }

/** A page of cards as the shop says them, each already JSON: off the narrowest shelf that fits, or of one maker, who has few. */
export async function listCards(
  house: House,
  { maker, limit, ...filter }: ListFilter,
  today: string,
  after?: Item,
): Promise<{ cards: string[]; next?: Item }> {
  if (maker) {
    const page = await listOnSale(house.table, maker, limit, after)
    const fits = page.items.map((it) => cardOf(it, today)).filter((card) => fitsCard(card, filter))
    return { cards: fits.map((card) => JSON.stringify(card)), ...(page.next ? { next: page.next } : {}) }
  }
  const shelf = shelfFor(filter)
  const narrowed = filter.stars || (filter.group && filter.commune)
  const page = await readShelf(house.table, shelf, {
    limit,
    ...(narrowed ? { fits: (it) => fitsShelf(it, filter, today) } : {}),
    ...(after ? { after } : {}),
  })
  return { cards: page.cards.map((it) => cardText(it, today)), ...(page.next ? { next: page.next } : {}) }
}

const fitsCard = (card: ProductCard, { group, commune, stars }: ShelfFilter) =>
  (!group || card.group === group) &&
  (!commune || card.commune.code === commune) &&
  (!stars || card.rank?.stars === stars)

/** Cards go out as they lay on the shelf: read back into objects they would only be written again. */
export function sayCards<Name extends string, More extends object>(
  c: C,
  name: Name,
  cards: readonly string[],
  more: More,
): Response & TypedResponse<Record<Name, ProductCard[]> & More, 200, 'json'> {
  const rest = JSON.stringify(more).slice(1, -1)
  const body = `{"${name}":[${cards.join(',')}]${rest && `,${rest}`}}`
  return c.body(body, 200, { 'content-type': 'application/json' }) as never
}
