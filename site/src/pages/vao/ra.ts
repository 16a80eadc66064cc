import type { APIRoute } from 'astro'
import { pathsIn } from '../../paths.ts'

/** Logs out, here and now, and shows the log-in again. Opened by hand it changes nothing. */
export const POST: APIRoute = async ({ locals }) => {
  const { house } = locals
  const answer = await house.api('/v1/logout', { method: 'POST' })
  const headers = new Headers({ location: `${pathsIn(house.lang).login()}?ra=1`, 'cache-control': 'private, no-store' })
  for (const cookie of answer.headers.getSetCookie()) headers.append('set-cookie', cookie)
  return new Response(null, { status: 303, headers })
}

export const GET: APIRoute = ({ locals, redirect }) => redirect(pathsIn(locals.house.lang).sessions(), 303)
