import { dayIn } from '@nguon/listing/day'
import { readLinks } from '@nguon/store/link'
import { readSerial } from '@nguon/trace/stamp'
import type { House } from './house.ts'
import type { ResolverHouse } from './resolver.ts'

/** The slice of the house that a scan's first step needs. */
export const resolverHouse = (house: Pick<House, 'table' | 'origin' | 'stampKeys'>): ResolverHouse => ({
  origin: house.origin,
  name: 'Nguồn',
  linksOf: (product) => readLinks(house.table, product),
  // Whole records and their schemas are for those who ask for links; a scan waits for none of them.
  shownOf: async (asked) => {
    const { shownOf } = await import('./resolver-shown.ts')
    return shownOf(house, dayIn(house.table.now()), asked)
  },
  stampIndex: (product, serial) => {
    const read = readSerial(house.stampKeys, product, serial)
    return 'code' in read ? undefined : read.index
  },
})
