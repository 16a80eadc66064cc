import type { Producer } from '@nguon/listing/producer'
import type { Product } from '@nguon/listing/product'
import type { ThingOf, Verb } from '@nguon/people/may'
import { readProducer } from '@nguon/store/producer'
import { readProduct } from '@nguon/store/product'
import type { Refusal } from '../problem.ts'
import { type C, forbidden, nameOf } from './app.ts'
import { makerGoods } from './producers.ts'
import { goodsOf } from './products.ts'

/** The verbs that are asked of a maker's goods. */
type GoodsVerb = { [V in Verb]: ThingOf<V> extends ThingOf<'product.edit'> ? V : never }[Verb]

/** A product that this asker may do this to; else the refusal they are to be told. */
export async function productFor(c: C, id: string, verb: GoodsVerb): Promise<{ product: Product } | Refusal> {
  const product = await readProduct(c.var.house.table, id)
  if (!product) return { code: 'thing/not-found' }
  return forbidden(c, verb, goodsOf(product)) ?? { product }
}

/** A maker whose own things this asker may see or change; one may not even know of another's. */
export async function makerFor(c: C, id: string, verb: GoodsVerb): Promise<{ maker: Producer } | Refusal> {
  const maker = await readProducer(c.var.house.table, id)
  const no = forbidden(c, verb, maker ? makerGoods(maker) : { maker: id, commune: '', province: '', shown: false })
  if (no) return no
  return maker ? { maker } : { code: 'thing/not-found' }
}

/** A household speaks under its maker's public name, everybody else under their own. */
export function declarerOf(c: C, maker: Pick<Producer, 'id' | 'name'>): string {
  const { actor } = c.var
  const own = actor.is === 'person' && actor.roles.some((it) => it.is === 'household' && it.maker === maker.id)
  return own ? maker.name : nameOf(actor)
}
