import type { Product } from '@nguon/listing/product'
import * as z from 'zod/mini'
import { linksKey, passportKey } from './key.ts'
import { readItems, type Table } from './table.ts'

/** What the resolver must know of a product, kept small: this record is read on every scan. */
export const links = z.union([
  z.object({ aliasOf: z.string() }),
  z.object({
    product: z.string(),
    name: z.string(),
    state: z.enum(['draft', 'submitted', 'published', 'paused', 'withdrawn']),
  }),
])
export type Links = z.infer<typeof links>
export type ProductLinks = Exclude<Links, { aliasOf: string }>

export const linksOf = (it: Product): ProductLinks => ({ product: it.id, name: it.name, state: it.publication.state })

/** The links of a product and whether a lot of it is known, in one round trip; an old GTIN costs one more. */
export async function readLinks(table: Table, product: string, lot?: string): Promise<{ links: ProductLinks; lotKnown: boolean } | undefined> {
  const [item, passport] = await readItems(table, [linksKey(product), ...(lot ? [passportKey(product, lot)] : [])])
  if (!item) return undefined
  const found = links.parse(item)
  if ('aliasOf' in found) return readLinks(table, found.aliasOf, lot)
  return { links: found, lotKnown: passport !== undefined }
}
