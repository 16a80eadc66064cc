import type { APIRoute } from 'astro'
import { workerText } from '../features/check/worker.ts'

/** At the root, because a worker reaches only what lies under it; asked for anew each day at least. */
export const GET: APIRoute = () =>
  new Response(workerText, {
    headers: { 'content-type': 'text/javascript; charset=utf-8', 'cache-control': 'no-cache' },
  })
