import type { APIRoute } from 'astro'

/** The signed list of recalls, at an address that outlives the API's. Whoever has it asks by its tag. */
export const GET: APIRoute = async ({ locals, request }) => {
  const tag = request.headers.get('if-none-match')
  const answer = await locals.house.api('/v1/recalls.json', { headers: tag ? { 'if-none-match': tag } : {} })
  return new Response(answer.status === 304 ? null : await answer.text(), answer)
}
