import type * as z from 'zod'
import { type Group, product } from './product.ts'
import { fold } from './text.ts'

/** A shelf is a list that people walk along: the newest of a province, a group of it, a commune. */
export type Place = { shelf: string; at: string }

/** What of a product says where it lies. */
export const placing = product.pick({
  id: true,
  name: true,
  group: true,
  commune: true,
  province: true,
  publication: true,
})
export type Placing = z.infer<typeof placing>

/** A card as it lies on a shelf: its place, what a filter may ask of it, and its JSON up to the rank, which depends on the day. */
export type Placed = {
  at: string
  group: string
  commune: string
  /** An object that is not yet closed. */
  text: string
  /** From which day on which rank: what is said before the object is closed, empty where there is none. */
  ranks: { from: string; stars: number; text: string }[]
}

/** A board holds this many cards at most; one that grows beyond is cut into boards of no fewer than `fewest`. */
export const most = 48
export const fewest = 24
/** The place behind all places: the last board of a shelf runs up to here. */
export const end = '~'

export const freshShelf = (province: string) => `FRESH#${province}`
export const groupShelf = (province: string, group: Group) => `GROUP#${province}#${group}`
export const communeShelf = (commune: string) => `COMMUNE#${commune}`

/** Places are plain ASCII before `end`, so that text order here and byte order in the table are one. */
const place = (text: string) => text.replace(/[^ -}]/g, '}')
const byName = (it: Placing) => place(`${fold(it.name)}#${it.id}`)
/** The latest instant comes first. */
const byAge = (at: string, id: string) => place(`${String(9_999_999_999_999 - Date.parse(at)).padStart(13, '0')}#${id}`)

/** Where a product lies: nowhere unless it is published. */
export function placesOf(it: Placing): Place[] {
  if (it.publication.state !== 'published') return []
  return [
    { shelf: freshShelf(it.province), at: byAge(it.publication.at, it.id) },
    { shelf: groupShelf(it.province, it.group), at: byName(it) },
    { shelf: communeShelf(it.commune), at: byName(it) },
  ]
}

export type ShelfFilter = {
  province: string
  group?: Group | undefined
  commune?: string | undefined
  stars?: number | undefined
}

/** The narrowest shelf on which everything lies that the filter asks for. */
export const shelfFor = (filter: ShelfFilter): string =>
  filter.commune
    ? communeShelf(filter.commune)
    : filter.group
      ? groupShelf(filter.province, filter.group)
      : freshShelf(filter.province)

const rankOfDay = (it: Placed, today: string) => it.ranks.findLast(({ from }) => from <= today)

export const fitsShelf = (it: Placed, filter: ShelfFilter, today: string): boolean =>
  (!filter.group || it.group === filter.group) &&
  (!filter.commune || it.commune === filter.commune) &&
  (!filter.stars || rankOfDay(it, today)?.stars === filter.stars)

/** The card's text on a day. */
export const cardText = (it: Placed, today: string): string => `${it.text}${rankOfDay(it, today)?.text ?? ''}}`

/** Puts cards on a board and takes others off, in order of place; what is put again replaces what lay there. Answers one board or what it was cut into. */
export function rearrange(
  cards: readonly Placed[],
  { take, put }: { take: readonly string[]; put: readonly Placed[] },
): Placed[][] {
  const lying = new Map(cards.map((it) => [it.at, it]))
  for (const at of take) lying.delete(at)
  for (const it of put) lying.set(it.at, it)
  const all = [...lying.values()].sort((a, b) => (a.at < b.at ? -1 : 1))
  if (all.length <= most) return [all]
  const boards = Math.ceil(all.length / ((most + fewest) / 2))
  const cut = (n: number) => Math.floor((n * all.length) / boards)
  return Array.from({ length: boards }, (_, n) => all.slice(cut(n), cut(n + 1)))
}

/** One line for a card, its fields between tabs: JSON text holds neither tab nor line end, so nothing needs to be escaped or parsed. */
export const writeBoard = (cards: readonly Placed[]): string =>
  cards
    .map(({ at, group, commune, text, ranks }) =>
      [at, group, commune, text, ...ranks.flatMap(({ from, stars, text }) => [from, stars, text])].join('\t'),
    )
    .join('\n')

/** Reads what `writeBoard` wrote. A line of another shape throws: only this file writes them. */
export const readBoard = (text: string): Placed[] => [...cardsOn(text)]

/** The same card by card, for who needs only the first of them. */
export function* cardsOn(text: string): Generator<Placed> {
  if (text !== '') for (const line of text.split('\n')) yield readLine(line)
}

function readLine(line: string): Placed {
  const [at, group, commune, text, ...rest] = line.split('\t')
  if (!at || !group || !commune || !text || rest.length % 3 !== 0)
    throw new TypeError(`a card on a shelf cannot be read: ${line.slice(0, 80)}`)
  const ranks: Placed['ranks'] = []
  for (let n = 0; n < rest.length; n += 3)
    ranks.push({ from: rest[n]!, stars: Number(rest[n + 1]), text: rest[n + 2]! })
  return { at, group, commune, text, ranks }
}
