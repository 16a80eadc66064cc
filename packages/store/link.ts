import type { Product } from '@nguon/listing/product'
import * as z from 'zod/mini'
import { linksKey, passportKey } from './key.ts'
import { read, readItems, type Table } from './table.ts'

const known = z.object({
  product: z.string(),
  name: z.string(),
  state: z.enum(['draft', 'submitted', 'published', 'paused', 'withdrawn']),
  gtin: z.optional(z.string()),
})
/** What the resolver must know of a product, kept small: this record is read on every scan. */
export type KnownProduct = z.infer<typeof known>
const links = z.union([z.object({ aliasOf: z.string() }), known])

export const linksOf = (it: Product): KnownProduct => ({
  ...{ product: it.id, name: it.name, state: it.publication.state },
  ...(it.gtin ? { gtin: it.gtin } : {}),
})

/** One read; an old GTIN costs one more and says which product it stands for. */
export async function readLinks(
  table: Table,
  product: string,
): Promise<(KnownProduct & { aliasOf?: string }) | undefined> {
  const found = await read(table, linksKey(product), links)
  if (!found) return undefined
  if (!('aliasOf' in found)) return found
  const meant = await readLinks(table, found.aliasOf)
  return meant && { ...meant, aliasOf: found.aliasOf }
}

export async function lotKnown(table: Table, product: string, lot: string): Promise<boolean> {
  const [item] = await readItems(table, [passportKey(product, lot)])
  return item !== undefined
}
