import type { MiddlewareHandler } from 'hono'
import { actorOf, isForeign } from './actor.ts'
import { type Env, refuse } from './api/app.ts'
import type { House } from './house.ts'
import type { Lang } from './invalid.ts'
import { type RequestRefusal, readBody, readText } from './request.ts'

const jsonMost = 64 * 1024
/** EPCIS documents carry many events; announced as GS1-EPCIS-Capture-File-Size-Limit. */
export const epcisMost = 256 * 1024

const langOf = (header: string | undefined): Lang => (/^\s*en\b/i.test(header ?? '') ? 'en' : 'vi')

/** What every API app asks first: language, a body that is whole UTF-8 JSON within its limit, and who is there. */
export const door =
  (house: House): MiddlewareHandler<Env> =>
  async (c, next) => {
    c.set('house', house)
    c.set('lang', langOf(c.req.header('accept-language')))
    c.header('cache-control', 'no-store')
    if (takesJson(c.req.method, c.req.path)) {
      const sent = await readJson(c.req.raw, c.req.path.startsWith('/v1/epcis/') ? epcisMost : jsonMost)
      if (typeof sent !== 'string') return refuse(c, sent)
      const headers = new Headers(c.req.raw.headers)
      headers.set('content-type', 'application/json')
      c.req.raw = new Request(c.req.url, { method: c.req.method, headers, body: sent })
    }
    if (isForeign(house, c.req.raw)) return refuse(c, { code: 'request/foreign-origin' })
    const actor = await actorOf(house, c.req.raw)
    if ('code' in actor) return refuse(c, actor)
    c.set('actor', actor)
    return next()
  }

/** Everything that changes takes JSON, except where a file is sent as it is. */
const takesJson = (method: string, path: string) =>
  ['POST', 'PUT', 'PATCH'].includes(method) && !/\/pictures$|^\/v1\/imports$/.test(path)

/** The text of a JSON body. Nothing sent is an empty object, so that what is missing is told field by field. */
async function readJson(request: Request, most: number): Promise<string | RequestRefusal> {
  const bytes = await readBody(request, most)
  if ('code' in bytes) return bytes
  if (bytes.length === 0) return '{}'
  if (!request.headers.get('content-type')?.includes('json'))
    return { code: 'request/wrong-type', wanted: 'application/json' }
  const text = readText(bytes)
  if (typeof text !== 'string') return text
  try {
    JSON.parse(text)
    return text
  } catch {
    return { code: 'request/not-json' }
  }
}
