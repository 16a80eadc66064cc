import type { APIRoute } from 'astro'
import { ask } from '../../ask.ts'
import { fixedPlaces, sitemap } from '../../features/shelf/sitemap.ts'
import type { Page, ProductCard } from '../../house.ts'
import { pathsIn } from '../../paths.ts'

/** Half of what sitemaps.org allows in a file, as every place stands in two languages. */
const most = 25_000

export const GET: APIRoute = async ({ params, locals }) => {
  const { house } = locals
  const { part = '' } = params
  if (part !== 'trang' && !/^\d{5}$/.test(part)) return new Response(null, { status: 404 })
  const places = part === 'trang' ? fixedPlaces : []
  const paths = pathsIn('vi')
  let cursor: string | undefined
  while (part !== 'trang' && places.length < most) {
    const query = new URLSearchParams({ commune: part, limit: '100', ...(cursor ? { cursor } : {}) })
    const answer = await ask<Page<ProductCard>>(house, `/v1/products?${query}`)
    if (!answer.ok) break
    places.push(...answer.value.items.map(({ id }) => paths.product(id)))
    cursor = answer.value.next
    if (!cursor) break
  }
  return new Response(sitemap(house.origin, places), {
    headers: { 'content-type': 'application/xml', 'cache-control': 'public, max-age=3600' },
  })
}
