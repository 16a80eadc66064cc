import type { Group } from '@nguon/listing/product'
import type { ListQuery } from '../../paths.ts'

const groups: readonly Group[] = ['I', 'II', 'III', 'IV', 'V', 'VI']
const stars = ['3', '4', '5']

/** What a visitor asked of the list; anything that is no filter of ours is dropped, not complained about. */
export function readList(params: URLSearchParams): ListQuery {
  const query: ListQuery = {}
  const q = params.get('q')?.trim().slice(0, 100)
  const group = groups.find((one) => one === params.get('group'))
  const commune = params.get('commune') ?? ''
  const rank = params.get('stars') ?? ''
  const cursor = params.get('cursor')
  if (q) query.q = q
  if (group) query.group = group
  if (/^\d{5}$/.test(commune)) query.commune = commune
  if (stars.includes(rank)) query.stars = rank
  if (cursor && cursor.length <= 2000) query.cursor = cursor
  return query
}

/** The same list from its start with some filters changed; a filter given as `undefined` is dropped. */
export function changed(query: ListQuery, by: Partial<Record<keyof ListQuery, string | undefined>>): ListQuery {
  const next = { ...query, ...by } as Record<string, string | undefined>
  delete next.cursor
  return Object.fromEntries(Object.entries(next).filter(([, value]) => value)) as ListQuery
}

/** The API's own address for it. */
export function listAddress(query: ListQuery, limit: number): string {
  return `/v1/products?${new URLSearchParams({ ...query, limit: String(limit) })}`
}
