import MiniSearch from 'minisearch'
import * as z from 'zod'
import { endOf, rankOn } from './certificate.ts'
import { communeOf } from './commune.ts'
import { type Group, group, type Product } from './product.ts'
import { fold } from './text.ts'

/** What the index knows of a product on the shelf: enough to filter and to count without reading the table. */
export const shelved = z.object({
  id: z.string(),
  name: z.string(),
  maker: z.string(),
  makerName: z.string(),
  group,
  commune: z.string(),
  province: z.string(),
  stars: z.int().optional(),
  starsUntil: z.string().optional(),
})
export type Shelved = z.infer<typeof shelved>

export type SearchFilter = {
  province?: string | undefined
  group?: Group | undefined
  commune?: string | undefined
  maker?: string | undefined
  stars?: number | undefined
  today: string
}

/** The index of what is on the shelf. Words are folded: tones, đ and case do not matter. */
export type ShelfIndex = { words: MiniSearch<Shelved>; goods: Map<string, Shelved> }

const fields = ['name', 'makerName', 'place']
const terms = (text: string) =>
  fold(text)
    .split(/[^a-z0-9]+/)
    .filter(Boolean)

const options = {
  fields,
  idField: 'id',
  storeFields: [],
  tokenize: terms,
  processTerm: (term: string) => term,
  extractField: (it: Shelved, field: string) =>
    field === 'place' ? (communeOf(it.commune)?.name ?? '') : String(it[field as keyof Shelved] ?? ''),
  searchOptions: {
    boost: { name: 3, makerName: 1.5 },
    prefix: (term: string) => term.length > 1,
    fuzzy: (term: string) => (term.length > 4 ? 0.15 : false),
    maxFuzzy: 2,
    combineWith: 'AND' as const,
  },
}

const asShelved = (it: Product, today: string): Shelved => {
  const rank = rankOn(it.certificates, today)
  const { id, name, maker, makerName, group, commune, province } = it
  return {
    id,
    name,
    maker,
    makerName,
    group,
    commune,
    province,
    ...(rank ? { stars: rank.stars, starsUntil: endOf(rank.paper) } : {}),
  }
}

export const emptyIndex = (): ShelfIndex => ({ words: new MiniSearch(options), goods: new Map() })

/** Puts products on the shelf or takes them off, as they now stand. */
export function reshelve(index: ShelfIndex, products: readonly Product[], today: string): void {
  for (const it of products) {
    if (index.goods.delete(it.id)) index.words.discard(it.id)
    if (it.publication.state !== 'published') continue
    const goods = asShelved(it, today)
    index.goods.set(it.id, goods)
    index.words.add(goods)
  }
}

/** The index as text, and back. */
export const writeIndex = ({ words, goods }: ShelfIndex): string =>
  JSON.stringify({ goods: [...goods.values()], words })

export function readIndex(text: string): ShelfIndex {
  const { goods, words } = JSON.parse(text) as { goods: unknown; words: Parameters<typeof MiniSearch.loadJS>[0] }
  const list = z.array(shelved).parse(goods)
  return { words: MiniSearch.loadJS<Shelved>(words, options), goods: new Map(list.map((it) => [it.id, it])) }
}

const starsOn = (it: Shelved, today: string) =>
  it.stars && (!it.starsUntil || today <= it.starsUntil) ? it.stars : undefined

const fits = (it: Shelved, filter: SearchFilter) =>
  (!filter.province || it.province === filter.province) &&
  (!filter.group || it.group === filter.group) &&
  (!filter.commune || it.commune === filter.commune) &&
  (!filter.maker || it.maker === filter.maker) &&
  (!filter.stars || starsOn(it, filter.today) === filter.stars)

// A word of a hundred thousand letters would cost half a minute of near misses
const asked = (words: string) => terms(words.slice(0, 200)).slice(0, 12).join(' ')

/** Ids of what the words mean, best first, and how many there are in all. Only the first 200 letters and 12 words count. */
export function findShelved(
  index: ShelfIndex,
  words: string,
  filter: SearchFilter,
  limit: number,
): { ids: string[]; total: number } {
  const found = index.words.search(asked(words)).flatMap(({ id }) => {
    const goods = index.goods.get(String(id))
    return goods && fits(goods, filter) ? [goods.id] : []
  })
  return { ids: found.slice(0, limit), total: found.length }
}

export type ShelfCount = {
  counts: { ocop: number; products: number; communes: number; makers: number }
  groups: { group: Group; count: number }[]
  communes: { code: string; count: number }[]
}

/** How many of what is on a province's shelf. */
export function countShelved(index: ShelfIndex, province: string, today: string): ShelfCount {
  const here = [...index.goods.values()].filter((it) => it.province === province)
  const tally = <K extends string>(key: (it: Shelved) => K) => {
    const counts = new Map<K, number>()
    for (const it of here) counts.set(key(it), (counts.get(key(it)) ?? 0) + 1)
    return [...counts].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
  }
  const communes = tally((it) => it.commune)
  return {
    counts: {
      ocop: here.filter((it) => starsOn(it, today)).length,
      products: here.length,
      communes: communes.length,
      makers: tally((it) => it.maker).length,
    },
    groups: tally((it) => it.group).map(([group, count]) => ({ group, count })),
    communes: communes.map(([code, count]) => ({ code, count })),
  }
}
