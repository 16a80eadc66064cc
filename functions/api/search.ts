import { countShelved, findShelved, type SearchFilter, type ShelfCount } from '@nguon/listing/search'
import type { House } from '../house.ts'
import { shelfIndex } from '../shelf-index.ts'

/** Products that the words mean, best first. */
export async function searchShelf(
  house: House,
  words: string,
  filter: Omit<SearchFilter, 'today'> & { limit: number },
  today: string,
) {
  return findShelved(await shelfIndex(house), words, { ...filter, today }, filter.limit)
}

export async function countShelf(house: House, province: string, today: string): Promise<ShelfCount> {
  return countShelved(await shelfIndex(house), province, today)
}
