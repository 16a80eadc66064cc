import type { Publication } from '@nguon/listing/product'
import { makersOf } from '@nguon/people/role'
import { ask } from '../../ask.ts'
import type { OrderView, Page, ProductDetail, SiteHouse } from '../../house.ts'
import type { Me } from '../login/me.ts'

/** An order as its seller sees it: with the phone to call. */
export type SoldOrder = OrderView & { buyer: OrderView['buyer'] & { phone?: string } }
/** One's own product: `publication` and `left` are always told. */
export type Own = ProductDetail & { publication: Publication; left: number }

/** The maker a person works for: the one they chose, else their first. */
export function makerOf(me: Me, chosen: string | undefined): string {
  const makers = makersOf(me.roles)
  return makers.find((maker) => maker === chosen) ?? makers[0] ?? ''
}

/** All products of a maker, page after page; a household has tens, not thousands, and 500 are enough for any. */
export async function ownProducts(house: Pick<SiteHouse, 'api'>, maker: string): Promise<Own[]> {
  const all: Own[] = []
  let cursor: string | undefined
  do {
    const query: string = cursor ? `?${new URLSearchParams({ cursor })}` : ''
    const page = await ask<Page<Own>>(house, `/v1/producers/${encodeURIComponent(maker)}/products${query}`)
    if (!page.ok) return all
    all.push(...page.value.items.filter((it) => it.publication.state !== 'withdrawn'))
    cursor = page.value.next
  } while (cursor && all.length < 500)
  return all
}

/** What an order asks of its seller now. */
export const asksForCall = (order: Pick<OrderView, 'state'>): boolean =>
  order.state === 'paid' || order.state === 'cash'

export type OrderFilter = 'waiting' | 'paid' | 'cash' | 'over'
export const orderFilters: readonly OrderFilter[] = ['waiting', 'paid', 'cash', 'over']
const filterOf: Record<string, OrderFilter> = {
  awaiting: 'waiting',
  paid: 'paid',
  cash: 'cash',
  expired: 'over',
  cancelled: 'over',
}
export const isKind = (order: Pick<OrderView, 'state'>, filter: OrderFilter | undefined): boolean =>
  filter === undefined || filterOf[order.state] === filter

/** The unit of a price, for "còn 32 chục". */
export const unitOf = (it: Pick<ProductDetail, 'price'>): string => (it.price.is === 'ask' ? '' : it.price.unit)

/** Which products were counted today, kept on the phone until midnight so that nobody is asked twice. */
export function countedToday(cookie: string | undefined, today: string): string[] {
  const [day, ids = ''] = (cookie ?? '').split(':')
  return day === today ? ids.split('.').filter((id) => /^[A-Z0-9]{6,14}$/.test(id)) : []
}
export const rememberCounted = (before: string[], id: string, today: string): string =>
  `${today}:${[...new Set([...before, id])].slice(-50).join('.')}`

/** A first lot number out of a name and a day: `NC-2311`, for the household to change. */
export function suggestLot(name: string, today: string, taken: readonly string[]): string {
  const letters = name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[đĐ]/g, 'd')
    .split(/[^A-Za-z0-9]+/)
    .filter(Boolean)
  const head =
    letters
      .map((word) => word[0]!.toUpperCase())
      .join('')
      .slice(0, 3) || 'L'
  const lot = `${head}-${today.slice(2, 4)}${today.slice(5, 7)}${today.slice(8, 10)}`
  for (let at = 1; ; at++) {
    const next = at === 1 ? lot : `${lot}.${at}`
    if (!taken.includes(next)) return next
  }
}
