import type { APIRoute } from 'astro'

/** The public keys of offline stamps, at an address that outlives the API's. */
export const GET: APIRoute = async ({ locals }) => {
  const answer = await locals.house.api('/v1/stamp-keys')
  const headers = { 'content-type': 'application/json', 'cache-control': 'public, max-age=3600' }
  return new Response(await answer.text(), { status: answer.status, headers })
}
