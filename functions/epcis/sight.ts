import type { Producer } from '@nguon/listing/producer'
import type { Product } from '@nguon/listing/product'
import { may } from '@nguon/people/may'
import type { EventRow } from '@nguon/store/event-row'
import { readProducer } from '@nguon/store/producer'
import { readProducts } from '@nguon/store/product'
import type { C } from '../api/app.ts'
import { goodsOf } from '../api/products.ts'

/** How much of an event one sees: all of it, what the public sees, or not that it is there. */
export type Sight = 'whole' | 'public' | 'none'

export type Owned = Pick<EventRow, 'owner' | 'line'>

/**
 * Tells who sees what. `named`: whoever asks for a thing by its name, or for an event by its id, also sees what the public sees,
 * the history of published lots; whoever asks for everything sees what is their own. Products and makers are read once a request.
 */
export function sightFor(c: C, named: boolean): (rows: readonly Owned[]) => Promise<Sight[]> {
  const { house, actor } = c.var
  const products = new Map<string, Product | undefined>()
  const makers = new Map<string, Producer | undefined>()

  const ofGoods = (id: string, inLot: boolean): Sight => {
    const product = products.get(id)
    if (!product) return 'none'
    if (may(actor, 'lot.read-private', goodsOf(product)) === 'yes') return 'whole'
    return named && inLot && product.publication.state === 'published' ? 'public' : 'none'
  }
  const ofMaker = (id: string): Sight => {
    const maker = makers.get(id)
    const goods = maker && { maker: id, commune: maker.commune, province: maker.province, shown: true }
    return goods && may(actor, 'lot.read-private', goods) === 'yes' ? 'whole' : 'none'
  }
  const ofPlace = (province: string, commune: string | undefined): Sight =>
    may(actor, 'event.read', { province, ...(commune === undefined ? {} : { commune }) }) === 'yes' ? 'whole' : 'none'

  return async (rows) => {
    const owners = rows.map(({ owner }) => owner.split(':'))
    const ids = (kind: string, known: Map<string, unknown>) => [
      ...new Set(owners.flatMap(([is, id = '']) => (is === kind && !known.has(id) ? [id] : []))),
    ]
    const [newProducts, newMakers] = [ids('product', products), ids('maker', makers)]
    const found = new Map((await readProducts(house.table, newProducts)).map((it) => [it.id, it]))
    for (const id of newProducts) products.set(id, found.get(id))
    for (const id of newMakers) makers.set(id, await readProducer(house.table, id))
    return owners.map(([kind, id = '', commune], at) => {
      if (kind === 'product') return ofGoods(id, rows[at]!.line !== undefined)
      if (kind === 'maker') return ofMaker(id)
      // What is chained elsewhere belongs to no place: whoever reads the whole deployment reads it.
      return kind === 'place' ? ofPlace(id, commune) : ofPlace('*', undefined)
    })
  }
}
