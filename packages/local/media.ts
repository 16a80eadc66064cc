import { type App, problem, problems } from './app.ts'

const passed = ['if-none-match', 'if-modified-since', 'range']
const kept = [
  'content-type',
  'content-length',
  'content-range',
  'etag',
  'last-modified',
  'cache-control',
  'accept-ranges',
]

/** Pictures straight from the bucket, as the edge reads them: `/media/a/b.webp` is the object `media/a/b.webp`. */
export const mediaFrom = (endpoint: string, bucket: string): App => ({
  async fetch(request) {
    if (request.method !== 'GET' && request.method !== 'HEAD') return problem(problems.missing)
    const headers = new Headers()
    for (const name of passed) {
      const value = request.headers.get(name)
      if (value) headers.set(name, value)
    }
    const { pathname } = new URL(request.url)
    const answer = await fetch(`${endpoint}/${bucket}${pathname}`, { method: request.method, headers })
    if (![200, 206, 304, 416].includes(answer.status)) return problem(problems.missing)
    const sent = new Headers({ 'x-content-type-options': 'nosniff' })
    for (const name of kept) {
      const value = answer.headers.get(name)
      if (value) sent.set(name, value)
    }
    return new Response(answer.body, { status: answer.status, headers: sent })
  },
})
