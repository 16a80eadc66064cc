import type { MiddlewareHandler } from 'hono'
import { actorOf, isForeign } from './actor.ts'
import { type Env, refuse } from './api/app.ts'
import type { House } from './house.ts'
import type { Lang } from './invalid.ts'
import { readBody, readText } from './request.ts'

const jsonMost = 64 * 1024

const langOf = (header: string | undefined): Lang => (/^\s*en\b/i.test(header ?? '') ? 'en' : 'vi')

/** What every API app asks first: language, a body that is whole UTF-8 JSON within its limit, and who is there. */
export const door =
  (house: House): MiddlewareHandler<Env> =>
  async (c, next) => {
    c.set('house', house)
    c.set('lang', langOf(c.req.header('accept-language')))
    c.header('cache-control', 'no-store')
    if (c.req.raw.body && c.req.header('content-type')?.includes('json')) {
      const bytes = await readBody(c.req.raw, jsonMost)
      if ('code' in bytes) return refuse(c, bytes)
      const text = readText(bytes)
      if (typeof text !== 'string') return refuse(c, text)
      if (!isJson(text)) return refuse(c, { code: 'request/not-json' })
      c.req.raw = new Request(c.req.url, { method: c.req.method, headers: c.req.raw.headers, body: text })
    }
    if (isForeign(house, c.req.raw)) return refuse(c, { code: 'request/foreign-origin' })
    const actor = await actorOf(house, c.req.raw)
    if ('code' in actor) return refuse(c, actor)
    c.set('actor', actor)
    return next()
  }

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}
