import type { ItemKey } from '@nguon/trace/passport-items'
import type { Paths } from '../../paths.ts'

/** Where each of the ten items is given, for whoever looks; nothing where it is not theirs to give. */
export type Given = Partial<Record<ItemKey, string>>

/** On the maker's own pages. Its name and address are kept by officers. */
export const givenByHousehold = ({ household }: Paths, product: string, lot: string): Given => {
  const field = (name: string) => `${household.product(product, { muc: name })}#${name}`
  const ofLot = household.lots(product, { lo: lot })
  return {
    ...{ name: field('name'), brand: field('brand'), standard: field('standard') },
    ...{
      picture: `${household.product(product)}#anh`,
      stages: `${ofLot}#ke`,
      dates: ofLot,
      code: ofLot,
      expiry: ofLot,
    },
  }
}

/** At an officer's desk. */
export const givenByOfficer = ({ officer }: Paths, product: string, lot: string, maker: string): Given => {
  const texts = `${officer.product(product)}#standard`
  const ofLot = officer.lots(product, { lo: lot })
  return {
    ...{ brand: texts, standard: texts, picture: `${officer.product(product)}#anh` },
    ...{ maker: officer.maker(maker), address: officer.maker(maker) },
    ...{ stages: `${ofLot}#ke`, dates: ofLot, code: ofLot, expiry: ofLot },
  }
}
