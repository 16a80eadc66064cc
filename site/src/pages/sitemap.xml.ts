import type { APIRoute } from 'astro'
import { ask } from '../ask.ts'
import { sitemapIndex } from '../features/shelf/sitemap.ts'
import type { Shelf } from '../house.ts'

export const GET: APIRoute = async ({ locals }) => {
  const { house } = locals
  const answer = await ask<Shelf>(house, house.province ? `/v1/shelf?province=${house.province.code}` : '/v1/shelf')
  const communes = answer.ok ? answer.value.communes.filter(({ count }) => count > 0).map(({ code }) => code) : []
  return new Response(sitemapIndex(house.origin, communes), {
    headers: { 'content-type': 'application/xml', 'cache-control': 'public, max-age=3600' },
  })
}
