import { createRoute, z } from '@hono/zod-openapi'
import { gtin14 } from '@nguon/gs1/check-digit'
import { stars } from '@nguon/listing/certificate'
import { dayIn } from '@nguon/listing/day'
import { group, type Product, productDraft, productId } from '@nguon/listing/product'
import { changedFields } from '@nguon/people/audit'
import type { Verb } from '@nguon/people/may'
import { readLinks } from '@nguon/store/link'
import { readProducer } from '@nguon/store/producer'
import {
  addProduct,
  changeProduct,
  type ForPage,
  listOfMaker,
  readForPage,
  readProduct,
  readProducts,
  readStocks,
} from '@nguon/store/product'
import type { Table } from '@nguon/store/table'
import { cardOf } from '../product-card.ts'
import {
  asks,
  audited,
  body,
  type C,
  changesOf,
  cursorOf,
  forbidden,
  isRefusal,
  json,
  nextOf,
  refusals,
  refuse,
  routes,
} from './app.ts'
import { detailOf, productCard, productDetail } from './card.ts'
import { mintHouseCode } from './house-code.ts'
import { listCards, sayCards } from './list.ts'
import { searchShelf } from './search.ts'

export const productParam = z.object({ id: productId.clone().openapi({ example: '09520123456788' }) })
export const cursorQuery = z.object({ cursor: z.string().max(2000).optional() })
/** A product as `may` knows it. */
export const goodsOf = (it: Product) => ({
  maker: it.maker,
  commune: it.commune,
  province: it.province,
  shown: it.publication.state === 'published',
})

const list = createRoute({
  method: 'get',
  path: '/v1/products',
  operationId: 'listProducts',
  summary: 'Published products, newest first, by commune, group, stars, maker or words',
  ...asks('everyone'),
  request: {
    query: z.object({
      q: z.string().trim().max(100).optional().openapi({ example: 'nem chua' }),
      province: z
        .string()
        .regex(/^\d{2}$/)
        .optional()
        .openapi({ example: '38' }),
      group: group.optional(),
      commune: z
        .string()
        .regex(/^\d{5}$/)
        .optional()
        .openapi({ example: '14812' }),
      maker: z.string().max(61).optional(),
      stars: z.coerce.number().pipe(stars).optional(),
      limit: z.coerce.number().int().min(1).max(100).default(24),
      cursor: z.string().max(2000).optional(),
    }),
  },
  responses: {
    200: json(
      z.object({ items: z.array(productCard), next: z.string().optional(), total: z.int().optional() }),
      'A page of products',
    ),
    ...refusals,
  },
})

const show = createRoute({
  method: 'get',
  path: '/v1/products/{id}',
  operationId: 'readProduct',
  summary: 'One product as the shop shows it',
  ...asks('everyone'),
  request: { params: productParam },
  responses: { 200: json(productDetail, 'The product'), ...refusals },
})

const newProduct = productDraft.extend({
  maker: z.string().max(61),
  gtin: z.string().max(14).optional().openapi({ example: '9520123456788' }),
  left: z.int().min(0).max(1_000_000).default(0),
})

const add = createRoute({
  method: 'post',
  path: '/v1/products',
  operationId: 'addProduct',
  summary: 'A new listing, as a draft',
  ...asks('product.create'),
  request: { body: body(newProduct) },
  responses: { 201: json(productDetail, 'The draft'), ...refusals },
})

const edit = createRoute({
  method: 'patch',
  path: '/v1/products/{id}',
  operationId: 'editProduct',
  summary: 'Change what is said of a product, believing a revision',
  ...asks('product.edit'),
  request: { params: productParam, body: body(changesOf(productDraft).extend({ revision: z.int().positive() })) },
  responses: { 200: json(productDetail, 'The next revision'), ...refusals },
})

const ofMaker = createRoute({
  method: 'get',
  path: '/v1/producers/{maker}/products',
  operationId: 'listOwnProducts',
  summary: 'Everything a maker has, drafts too',
  ...asks('product.read-private'),
  request: { params: z.object({ maker: z.string().max(61) }), query: cursorQuery },
  responses: {
    200: json(z.object({ items: z.array(productDetail), next: z.string().optional() }), 'Products'),
    ...refusals,
  },
})

/** A product with all its page shows; under an older or a later number of it too, for one more look. */
async function readShown(table: Table, id: string): Promise<ForPage | undefined> {
  const found = await readForPage(table, id)
  if (found) return found
  const meant = (await readLinks(table, id))?.aliasOf
  return meant ? readShown(table, meant) : undefined
}

/** The one way a product changes: may they, is the revision the one they saw, then the next one with its audit. */
export async function alterProduct(
  c: C,
  id: string,
  verb: Extract<Verb, `product.${string}` | 'certificate.edit'>,
  revision: number,
  change: (it: Product) => Product,
) {
  const { house } = c.var
  const before = await readProduct(house.table, id)
  if (!before) return refuse(c, { code: 'thing/not-found' })
  const no = forbidden(c, verb, goodsOf(before))
  if (no) return refuse(c, no)
  if (before.revision !== revision) return refuse(c, { code: 'race/lost', what: 'product' })
  const after = { ...change(before), updatedAt: house.now().toISOString() }
  const changed = changedFields(before, after).filter((field) => field !== 'updatedAt')
  const kept = await changeProduct(house.table, before, after, audited(c, verb, 'product', id, { changed }))
  if (isRefusal(kept)) return refuse(c, kept)
  return c.json(detailOf(kept, dayIn(house.now()), { inside: true }), 200)
}

export const products = () =>
  routes()
    .openapi(list, async (c) => {
      const { house } = c.var
      const { q, cursor, ...asked } = c.req.valid('query')
      const today = dayIn(house.now())
      const filter = { ...asked, province: asked.province ?? house.province }
      if (q) {
        const found = await searchShelf(house, q, filter, today)
        const items = await readProducts(house.table, found.ids)
        return c.json({ items: items.map((it) => cardOf(it, today)), total: found.total }, 200)
      }
      const question = `products ${JSON.stringify(filter)}`
      const from = cursorOf(c, question, cursor)
      if ('code' in from) return refuse(c, from)
      const page = await listCards(house, filter, today, from.after)
      return sayCards(c, 'items', page.cards, nextOf(c, question, page.next))
    })
    .openapi(show, async (c) => {
      const { house } = c.var
      const { id } = c.req.valid('param')
      const found = await readShown(house.table, id)
      if (!found) return refuse(c, { code: 'thing/not-found' })
      const inside = forbidden(c, 'product.read-private', goodsOf(found.product)) === undefined
      if (found.product.publication.state !== 'published' && !inside) return refuse(c, { code: 'thing/not-found' })
      const { product, ...beside } = found
      return c.json(detailOf(product, dayIn(house.now()), { ...beside, inside }), 200)
    })
    .openapi(add, async (c) => {
      const { house } = c.var
      const { maker, gtin, left, ...draft } = c.req.valid('json')
      const owner = await readProducer(house.table, maker)
      const no = forbidden(c, 'product.create', {
        maker,
        commune: owner?.commune ?? '',
        province: owner?.province ?? '',
        shown: owner !== undefined,
      })
      if (no) return refuse(c, no)
      if (!owner) return refuse(c, { code: 'thing/not-found' })
      const at = house.now().toISOString()
      const id = gtin === undefined ? mintHouseCode(house.random) : gtin14(gtin)
      if (typeof id !== 'string') return refuse(c, id)
      const { commune, province } = owner
      const fresh: Product = {
        ...draft,
        ...{ id, maker, makerName: owner.name, commune, province, certificates: [], publication: { state: 'draft' } },
        ...{ revision: 1, createdAt: at, updatedAt: at },
        ...(owner.example ? { example: true } : {}),
      }
      const made = await addProduct(house.table, fresh, left, audited(c, 'product.create', 'product', id))
      if (isRefusal(made)) return refuse(c, made)
      c.header('location', `/v1/products/${id}`)
      return c.json(detailOf(made, dayIn(house.now()), { left, inside: true }), 201)
    })
    .openapi(edit, (c) => {
      const { revision, ...changes } = c.req.valid('json')
      return alterProduct(c, c.req.valid('param').id, 'product.edit', revision, (before) => ({ ...before, ...changes }))
    })
    .openapi(ofMaker, async (c) => {
      const { house } = c.var
      const { maker } = c.req.valid('param')
      const owner = await readProducer(house.table, maker)
      const no = forbidden(c, 'product.read-private', {
        maker,
        commune: owner?.commune ?? '',
        province: owner?.province ?? '',
        shown: false,
      })
      if (no) return refuse(c, no)
      const question = `own products ${maker}`
      const from = cursorOf(c, question, c.req.valid('query').cursor)
      if ('code' in from) return refuse(c, from)
      const page = await listOfMaker(house.table, maker, 50, from.after)
      const left = await readStocks(
        house.table,
        page.items.map((it) => it.id),
      )
      const today = dayIn(house.now())
      const items = page.items.map((it, at) => detailOf(it, today, { inside: true, left: left[at] ?? 0 }))
      return c.json({ items, ...nextOf(c, question, page.next) }, 200)
    })
