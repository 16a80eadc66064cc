import { lotKnown, readLinks } from '@nguon/store/link'
import { readSerial } from '@nguon/trace/stamp'
import type { House } from './house.ts'
import type { ResolverHouse } from './resolver.ts'

/** The slice of the house that a scan's first step needs. */
export const resolverHouse = (house: Pick<House, 'table' | 'origin' | 'stampKeys'>): ResolverHouse => ({
  origin: house.origin,
  name: 'Nguồn',
  linksOf: async (product) => {
    const known = await readLinks(house.table, product)
    return known && { ...known, links: [] }
  },
  lotKnown: (product, lot) => lotKnown(house.table, product, lot),
  stampGenuine: (product, serial) => !('code' in readSerial(house.stampKeys, product, serial)),
})
