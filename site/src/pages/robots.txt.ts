import type { APIRoute } from 'astro'

/** Orders, forms, single stamps and everything behind a login are nobody's search result. */
export const GET: APIRoute = ({ locals }) => {
  const closed = ['/don/', '/dat/', '/ho', '/can-bo', '/dieu-hanh', '/vao', '/tem/*/*/', '/v1/']
  const lines = ['User-agent: *', ...closed.flatMap((path) => [`Disallow: ${path}`, `Disallow: /en${path}`])]
  const body = [...lines, '', `Sitemap: ${locals.house.origin}/sitemap.xml`, ''].join('\n')
  return new Response(body, { headers: { 'content-type': 'text/plain', 'cache-control': 'public, max-age=3600' } })
}
