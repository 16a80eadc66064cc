import { type OwnLink, ownLinkList } from '@nguon/listing/own-link'
import { type Product, type Publication, product } from '@nguon/listing/product'
import * as z from 'zod'
import { type AuditAct, auditAct } from './audit.ts'
import {
  freshList,
  latestKey,
  linksKey,
  ofMaker,
  onDesk,
  ownLinksKey,
  productKey,
  revisionKey,
  stampsKey,
  stockKey,
  worklist,
} from './key.ts'
import { type Latest, latest } from './latest.ts'
import { linksOf } from './link.ts'
import { revise } from './revision.ts'
import {
  type Act,
  all,
  atRevision,
  bare,
  type Item,
  isNew,
  isThere,
  type Page,
  page,
  read,
  readItems,
  type Table,
  write,
} from './table.ts'

/** What is left to sell. Kept apart from the product so that an order and an edit never wait for each other. */
export const stock = z.object({ left: z.int().nonnegative(), at: z.iso.datetime() })
export type Stock = z.infer<typeof stock>

export const readProduct = (table: Table, id: string) => read(table, productKey(id), product)
export const readStock = (table: Table, id: string) => read(table, stockKey(id), stock)

/** Product and stock in one round trip. */
export async function readForSale(table: Table, id: string): Promise<{ product: Product; left: number } | undefined> {
  const [item, kept] = await readItems(table, [productKey(id), stockKey(id)])
  return item && { product: product.parse(bare(item)), left: kept ? stock.parse(bare(kept)).left : 0 }
}

export type ForPage = { product: Product; left: number; lots: Latest['lots']; links: OwnLink[] }

/** Product, stock, latest lots and the links its keeper set for all of it, in one round trip: all that the product's page shows. */
export async function readForPage(table: Table, id: string): Promise<ForPage | undefined> {
  const keys = [productKey(id), stockKey(id), latestKey(id), ownLinksKey(id)]
  const [item, kept, made, own] = await readItems(table, keys)
  return (
    item && {
      product: product.parse(bare(item)),
      left: kept ? stock.parse(bare(kept)).left : 0,
      lots: made ? latest.parse(bare(made)).lots : [],
      links: own ? ownLinkList.parse(bare(own)).links.filter(({ lot }) => lot === undefined) : [],
    }
  )
}

/** What is left of several products, in one round trip. */
export async function readStocks(table: Table, ids: readonly string[]): Promise<number[]> {
  const items = await readItems(table, ids.map(stockKey))
  return items.map((item) => (item ? stock.parse(bare(item)).left : 0))
}

/** Products by id in one round trip, absent ones left out, in the order asked for. */
export async function readProducts(table: Table, ids: readonly string[]): Promise<Product[]> {
  const items = await readItems(table, ids.map(productKey))
  return items.flatMap((item) => (item ? [product.parse(bare(item))] : []))
}

export type LostRace = {
  code: 'race/lost'
  what:
    | 'product'
    | 'producer'
    | 'lot'
    | 'stamps'
    | 'order'
    | 'person'
    | 'import'
    | 'links'
    | 'number'
    | 'prefix'
    | 'plot'
    | 'crop'
    | 'print'
    | 'printer'
    | 'recall'
    | 'report'
    | 'paper'
}
export type AlreadyThere = { code: 'product/already-there'; id: string }

/** A new product with its stock, its links and its stamp counter; refused where the id is taken. */
export async function addProduct(
  table: Table,
  it: Product,
  left: number,
  audit: AuditAct,
): Promise<Product | AlreadyThere> {
  const done = await write(table, actsOfNew(it, left, audit))
  return done.written ? it : { code: 'product/already-there', id: it.id }
}

/** What a new product writes, for whoever writes several in one transaction. */
export const actsOfNew = (it: Product, left: number, audit: AuditAct): Act[] => [
  { put: asItem(it), believing: isNew },
  { put: { ...stockKey(it.id), left, at: it.createdAt }, believing: isNew },
  { put: { ...linksKey(it.id), ...linksOf(it) }, believing: isNew },
  { put: { ...stampsKey(it.id), next: 0 }, believing: isNew },
  auditAct(audit),
]

/** The next revision in the place of the last; the last is kept. Refused where somebody else wrote in between. */
export async function changeProduct(
  table: Table,
  before: Product,
  after: Product,
  audit: AuditAct,
): Promise<Product | LostRace> {
  const next: Product = { ...after, revision: before.revision + 1 }
  const done = await write(table, actsOfNext(before, next, audit))
  return done.written ? next : { code: 'race/lost', what: 'product' }
}

/** What the next revision of a product writes. */
export const actsOfNext = (before: Product, next: Product, audit: AuditAct): Act[] => [
  ...revise(productKey(before.id), before, asItem(next)),
  { put: { ...linksKey(next.id), ...linksOf(next) }, believing: isThere },
  auditAct(audit),
]

/** Carries a maker's new name to a product; whoever writes in between carries it themselves or is followed again. */
export async function renameMaker(table: Table, it: Product, makerName: string): Promise<boolean> {
  const done = await write(table, [
    {
      change: productKey(it.id),
      set: 'SET #name = :name',
      names: { '#name': 'makerName' },
      values: { ':name': makerName },
      believing: atRevision(it.revision),
    },
  ])
  return done.written
}

/** Sets what is left, as the maker counted it. */
export async function setStock(table: Table, id: string, left: number, at: string, audit: AuditAct): Promise<boolean> {
  const done = await write(table, [
    {
      change: stockKey(id),
      set: 'SET #left = :left, #at = :at',
      names: { '#left': 'left', '#at': 'at' },
      values: { ':left': left, ':at': at },
      believing: isThere,
    },
    auditAct(audit),
  ])
  return done.written
}

/** The old GTIN goes on answering with the new product: printed labels never die. */
export async function addAlias(table: Table, old: string, id: string, audit: AuditAct): Promise<boolean> {
  const done = await write(table, [{ put: { ...linksKey(old), aliasOf: id }, believing: isNew }, auditAct(audit)])
  return done.written
}

export async function readRevision(table: Table, id: string, revision: number): Promise<Product | undefined> {
  return read(table, revisionKey(productKey(id).pk, revision), product)
}

export const listRevisions = (table: Table, id: string, after?: Item): Promise<Page<Product>> =>
  page(
    table,
    { pk: productKey(id).pk, prefix: 'REV#', limit: 50, newestFirst: true, ...(after ? { after } : {}) },
    product,
  )

/** What a maker has on sale, oldest first. */
export const listOnSale = (table: Table, maker: string, limit: number, after?: Item): Promise<Page<Product>> =>
  page(
    table,
    {
      index: 'maker',
      pk: ofMaker(maker, 'PRODUCT', '').makerPk,
      limit,
      keep: { expression: '#state = :state', names: { '#state': 'state' }, values: { ':state': 'published' } },
      ...(after ? { after } : {}),
    },
    product,
  )

/** What is published in a province, newest first: the source from which its shelves can be laid again. */
export const listPublished = (table: Table, province: string, limit: number, after?: Item): Promise<Page<Product>> =>
  page(
    table,
    { index: 'desk', pk: freshList(province), newestFirst: true, limit, ...(after ? { after } : {}) },
    product,
  )

/** Writes a product as it is, under a mark of its own, so that all that follows from it is told again. Whoever writes in between is followed anyway. */
export async function touchProduct(table: Table, it: Product, mark: string): Promise<void> {
  await write(table, [
    {
      change: productKey(it.id),
      set: 'SET #told = :told',
      names: { '#told': 'told' },
      values: { ':told': mark },
      believing: atRevision(it.revision),
    },
  ])
}

/** Everything a maker has, whatever its state, newest first. */
export const listOfMaker = (table: Table, maker: string, limit: number, after?: Item): Promise<Page<Product>> =>
  page(
    table,
    {
      index: 'maker',
      pk: ofMaker(maker, 'PRODUCT', '').makerPk,
      limit,
      newestFirst: true,
      ...(after ? { after } : {}),
    },
    product,
  )

/** Everything a maker has, to the end of the list. */
export const allOfMaker = (table: Table, maker: string): Promise<Product[]> =>
  all(table, { index: 'maker', pk: ofMaker(maker, 'PRODUCT', '').makerPk }, product)

/** What waits for an officer's look, oldest first; a commune's officer sees that commune. */
export const listSubmitted = (
  table: Table,
  province: string,
  commune: string | undefined,
  limit: number,
  after?: Item,
): Promise<Page<Product>> =>
  page(
    table,
    {
      index: 'desk',
      pk: worklist(province),
      ...(commune ? { prefix: `${commune}#` } : {}),
      limit,
      ...(after ? { after } : {}),
    },
    product,
  )

function deskOf(it: Product): { deskPk?: string; deskSk?: string } {
  const at: Record<Publication['state'], () => { deskPk?: string; deskSk?: string }> = {
    draft: () => ({}),
    submitted: () =>
      onDesk(
        worklist(it.province),
        `${it.commune}#${it.publication.state === 'submitted' ? it.publication.at : ''}#${it.id}`,
      ),
    published: () =>
      onDesk(freshList(it.province), `${it.publication.state === 'published' ? it.publication.at : ''}#${it.id}`),
    paused: () => ({}),
    withdrawn: () => ({}),
  }
  return at[it.publication.state]()
}

/** The stored form: the product and what finds it again. */
function asItem(it: Product): Item {
  return {
    ...productKey(it.id),
    ...it,
    state: it.publication.state,
    ...ofMaker(it.maker, 'PRODUCT', `${it.createdAt}#${it.id}`),
    ...deskOf(it),
  }
}
