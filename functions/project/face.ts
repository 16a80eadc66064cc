import { communeOf, provinceOf } from '@nguon/listing/commune'
import { drawingFor } from '@nguon/listing/group'
import { gtinOf } from '@nguon/listing/prefix'
import type { Producer } from '@nguon/listing/producer'
import type { Product } from '@nguon/listing/product'
import type { PassportFace } from '@nguon/store/passport'
import type { StoredEvent } from '@nguon/trace/history'
import type { Lot } from '@nguon/trace/lot'
import { type ItemChecks, whoSays } from '@nguon/trace/passport-items'
import { lotJourney, lotWarnings, type Season } from '@nguon/trace/season'

/** The public face of a lot, put together from what is known of the product, its maker and what happened. Leaves out what is not public. */
export function faceOf(
  product: Product,
  maker: Producer,
  lot: Lot,
  events: readonly StoredEvent[],
  seasons: readonly Season[] = [],
  checks: ItemChecks = {},
): PassportFace {
  const [picture] = product.pictures
  const commune = communeOf(product.commune)
  const { name, nameEn, group, price, pack, brand, standard, ingredients, story, storyEn } = product
  const face = {
    product: product.id,
    lot: {
      lot: lot.lot,
      made: lot.made,
      ...(lot.expires ? { expires: lot.expires } : {}),
      ...(lot.quantity ? { quantity: lot.quantity } : {}),
    },
    card: {
      ...{ name, nameEn, group, price, pack, brand, standard, ingredients, story, storyEn, picture },
      gtin: gtinOf(product),
      drawing: drawingFor(product),
      state: product.publication.state,
    },
    maker: {
      ...{ id: maker.id, name: maker.name, kind: maker.kind, commune: maker.commune },
      communeName: commune
        ? `${commune.kind[0]?.toUpperCase()}${commune.kind.slice(1)} ${commune.name}`
        : product.commune,
      provinceName: provinceOf(product.province)?.name ?? product.province,
      ...(maker.phone && maker.phonePublic ? { phone: maker.phone } : {}),
      ...(maker.address && maker.addressPublic ? { address: maker.address } : {}),
    },
    certificates: [...product.certificates, ...maker.certificates],
    steps: lotJourney(events, seasons),
    early: lotWarnings(events, seasons),
    ...(product.example || maker.example || lot.example ? { example: true } : {}),
  }
  const lastTold = events.at(-1)?.recordTime ?? lot.createdAt
  return { ...face, said: whoSays(face, checks, { product: product.updatedAt, lot: lastTold }) }
}
