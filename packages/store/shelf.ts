import { deflateRawSync, inflateRawSync } from 'node:zlib'
import { cardsOn, end, fewest, type Placed, readBoard, rearrange, writeBoard } from '@nguon/listing/board'
import * as z from 'zod'
import { boardKey } from './key.ts'
import { type Act, type Belief, type Item, isNew, page, put, type Table, write } from './table.ts'

/**
 * A board: up to 48 cards of a shelf in one record, deflated. It covers the places behind the board before it up to `to`, so any
 * place belongs to exactly one board, whatever was cut meanwhile. The lines are checked for their shape and not for their words:
 * they were made from a parsed product, and are sent on as they lie.
 */
const board = z.object({ to: z.string(), version: z.int().positive(), cards: z.instanceof(Uint8Array) })
type Board = { to: string; version: number; text: string }
const asBoard = {
  parse(value: unknown): Board {
    const { cards, ...it } = board.parse(value)
    return { ...it, text: inflateRawSync(cards).toString() }
  },
}
const covering = (shelf: string, at: string) => ({ pk: boardKey(shelf, '').pk, from: at })

/** A page of a shelf in order of place, a board or two of it read; `fits` drops cards, and a page may then end early with a `next`. */
export async function readShelf(
  table: Table,
  shelf: string,
  { fits, limit, after }: { fits?: (it: Placed) => boolean; limit: number; after?: Item },
): Promise<{ cards: Placed[]; next?: Item }> {
  const cards: Placed[] = []
  const behind = after ? z.string().parse(after.at) : ''
  let [reached, seen] = [behind, behind]
  for (let reads = 0, from: Item | undefined; reads < 8; reads++) {
    const wanted = fits ? 6 : Math.ceil((limit - cards.length) / fewest) + (behind ? 1 : 0)
    // No place continues another by a space, so this begins with the first board that goes beyond it.
    const range = { ...covering(shelf, `${behind} `), limit: wanted, lagging: true, ...(from ? { after: from } : {}) }
    const boards = await page(table, range, asBoard)
    for (const it of boards.items) {
      for (const card of cardsOn(it.text)) {
        // While a board is being cut, its cards may be met twice.
        if (card.at <= seen) continue
        seen = card.at
        if (fits && !fits(card)) continue
        if (cards.length === limit) return { cards, next: { at: cards.at(-1)!.at } }
        cards.push(card)
      }
      if (it.to === end) return { cards }
      reached = it.to
    }
    // Full, and there are more boards.
    if (cards.length === limit) return { cards, next: { at: cards.at(-1)!.at } }
    if (!boards.next) return { cards }
    from = boards.next
  }
  return { cards, next: { at: reached } }
}

/** What changes on one shelf: places to be cleared, cards to be laid. */
export type Rearrangement = { take: readonly string[]; put: readonly Placed[] }

/** Carries a change to the boards it touches. Done twice it is done once; where somebody else wrote meanwhile their board is read again. */
export async function rearrangeShelf(table: Table, shelf: string, change: Rearrangement): Promise<void> {
  const laid = new Set(change.put.map(({ at }) => at))
  const take = change.take.filter((at) => !laid.has(at))
  let places = [...new Set([...take, ...laid])].sort()
  for (let lost = 0; places.length > 0; ) {
    const { items } = await page(table, { ...covering(shelf, places[0]!), limit: 1 }, asBoard)
    const now: Board | undefined = items[0]
    const to = now?.to ?? end
    const here = (at: string) => at <= to && places.includes(at)
    const boards = rearrange(readBoard(now?.text ?? ''), {
      take: take.filter(here),
      put: change.put.filter(({ at }) => here(at)),
    })
    if (await keepBoards(table, shelf, now, boards)) {
      places = places.filter((at) => at > to)
      lost = 0
    } else {
      if (lost++ === 40) throw new Error(`a shelf is written by too many at once: ${shelf}`)
      await new Promise((resolve) => setTimeout(resolve, Math.min(10 * lost, 200)))
    }
  }
}

/** The last of the boards takes the place of the one that was cut, the others are new before it. False where the board is no longer as it was read. */
async function keepBoards(
  table: Table,
  shelf: string,
  before: Board | undefined,
  boards: readonly Placed[][],
): Promise<boolean> {
  const texts = boards.map(writeBoard)
  if (texts.length === 1 && texts[0] === (before?.text ?? '')) return true
  const acts = texts.map((text, n): Act & { put: Item } => {
    const last = n === texts.length - 1
    const to = last ? (before?.to ?? end) : boards[n]!.at(-1)!.at
    const version = last ? (before?.version ?? 0) + 1 : 1
    const cards = deflateRawSync(text)
    return {
      put: { ...boardKey(shelf, to), to, version, cards },
      believing: last && before ? atVersion(before) : isNew,
    }
  })
  try {
    const [only] = acts
    if (acts.length === 1 && only) return await put(table, only.put, only.believing)
    return (await write(table, acts)).written
  } catch (error) {
    // Two writers at the same moment are both turned away by DynamoDB: then there is a newer board to read.
    if (error instanceof Error && /^Transaction(Canceled|Conflict)/.test(error.name)) return false
    throw error
  }
}

const atVersion = ({ version }: Board): Belief => ({
  expression: '#version = :version',
  names: { '#version': 'version' },
  values: { ':version': version },
})
