import type { APIRoute } from 'astro'
import { ask } from '../ask.ts'
import { feedOf } from '../features/recall/feed.ts'
import type { PublicRecall } from '../features/recall/recall.ts'
import type { Page } from '../house.ts'

export const GET: APIRoute = async ({ locals }) => {
  const { house } = locals
  const answer = await ask<Page<PublicRecall>>(house, '/v1/recalls')
  if (!answer.ok) return new Response(null, { status: answer.problem.status })
  return new Response(feedOf(answer.value.items, house.origin, house.lang), {
    headers: { 'content-type': 'application/atom+xml; charset=utf-8', 'cache-control': 'public, max-age=300' },
  })
}
