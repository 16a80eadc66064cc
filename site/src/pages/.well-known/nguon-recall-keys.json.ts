import type { APIRoute } from 'astro'

/** The public key of the list of recalls, at an address that outlives the API's. */
export const GET: APIRoute = async ({ locals }) => {
  const answer = await locals.house.api('/v1/recall-keys')
  return new Response(await answer.text(), answer)
}
