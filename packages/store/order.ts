import { entriesOf } from '@nguon/trade/ledger'
import { evolveOrder, holdsGoods, type Order, type OrderFact, order, orderFact } from '@nguon/trade/order'
import * as z from 'zod'
import { factKey, ofMaker, onDesk, orderKey, stockKey } from './key.ts'
import type { LostRace } from './product.ts'
import {
  type Act,
  all,
  type Belief,
  bare,
  type Item,
  isNew,
  type Page,
  page,
  readItems,
  type Table,
  write,
} from './table.ts'

/** An order as it stands and how many facts made it so. */
export type Kept = { order: Order; facts: number }

const facts = z.object({ facts: z.int().positive() })
const kept = { parse: (item: unknown): Kept => ({ order: order.parse(item), facts: facts.parse(item).facts }) }

export async function readOrder(table: Table, ref: string): Promise<Kept | undefined> {
  const [item] = await readItems(table, [orderKey(ref)])
  return item && kept.parse(bare(item))
}

export type SoldOut = { code: 'stock/not-enough'; wanted: number }

/**
 * Writes what happened to an order: its new state, each fact with its ledger entries, and the stock that goes or comes back,
 * in one transaction. Stock never goes below zero, so the last item sells once.
 */
export async function keepOrder(
  table: Table,
  before: Kept | undefined,
  happened: readonly OrderFact[],
): Promise<Kept | SoldOut | LostRace> {
  let state = before?.order
  const count = before?.facts ?? 0
  const written: Act[] = []
  for (const [at, fact] of happened.entries()) {
    const entries = entriesOf(state, fact)
    state = evolveOrder(state, fact)
    written.push({ put: { ...factKey(state.ref, count + at + 1), ...fact, entries }, believing: isNew })
  }
  if (!state) throw new Error('an order needs at least one fact')
  const after: Kept = { order: state, facts: count + happened.length }
  const moved = moveOf(before?.order, state)
  const stock: Act[] = moved === 0 ? [] : [moveStock(state.product, moved)]
  const believing: Belief = before
    ? { expression: '#facts = :facts', names: { '#facts': 'facts' }, values: { ':facts': count } }
    : isNew
  const done = await write(table, [...stock, { put: asItem(after), believing }, ...written])
  if (done.written) return after
  return moved < 0 && done.lost.includes(0)
    ? { code: 'stock/not-enough', wanted: state.qty }
    : { code: 'race/lost', what: 'order' }
}

/** How many pieces leave (negative) or come back to stock when an order goes from one state to the next. */
function moveOf(before: Order | undefined, after: Order): number {
  const held = before ? holdsGoods[before.state] : false
  const holds = holdsGoods[after.state]
  return held === holds ? 0 : holds ? -after.qty : after.qty
}

const moveStock = (product: string, pieces: number): Act => ({
  change: stockKey(product),
  set: 'SET #left = #left + :moved',
  names: { '#left': 'left' },
  values: { ':moved': pieces },
  believing:
    pieces < 0
      ? { expression: '#left >= :wanted', values: { ':wanted': -pieces } }
      : { expression: 'attribute_exists(pk)' },
})

export const readFacts = (table: Table, ref: string): Promise<OrderFact[]> =>
  all(table, { pk: orderKey(ref).pk, prefix: 'FACT#' }, orderFact)

export const listOrders = (table: Table, maker: string, limit: number, after?: Item): Promise<Page<Kept>> =>
  page(
    table,
    { index: 'maker', pk: ofMaker(maker, 'ORDER', '').makerPk, limit, newestFirst: true, ...(after ? { after } : {}) },
    kept,
  )

/** Orders whose hold is over, oldest first: the timer lets them go. */
export const listOverdue = (table: Table, now: string, limit: number): Promise<Page<Kept>> =>
  page(table, { index: 'desk', pk: heldList, upTo: now, limit }, kept)

const heldList = 'HELD'

function asItem({ order: it, facts }: Kept): Item {
  return {
    ...orderKey(it.ref),
    ...it,
    facts,
    ...ofMaker(it.maker, 'ORDER', `${it.placedAt}#${it.ref}`),
    ...(it.state === 'awaiting' ? onDesk(heldList, it.holdUntil) : {}),
  }
}
