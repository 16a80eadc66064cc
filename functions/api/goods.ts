import type { Product } from '@nguon/listing/product'
import type { ThingOf, Verb } from '@nguon/people/may'
import { readProduct } from '@nguon/store/product'
import type { Refusal } from '../problem.ts'
import { type C, forbidden } from './app.ts'
import { goodsOf } from './products.ts'

/** The verbs that are asked of a maker's goods. */
type GoodsVerb = { [V in Verb]: ThingOf<V> extends ThingOf<'product.edit'> ? V : never }[Verb]

/** A product that this asker may do this to; else the refusal they are to be told. */
export async function productFor(c: C, id: string, verb: GoodsVerb): Promise<{ product: Product } | Refusal> {
  const product = await readProduct(c.var.house.table, id)
  if (!product) return { code: 'thing/not-found' }
  return forbidden(c, verb, goodsOf(product)) ?? { product }
}
