import { passportAnswer, readPassportPath } from './features/passport/answer.ts'
import type { SiteHouse } from './house.ts'
import { readLang } from './paths.ts'
import { contentSecurityPolicy } from './policy.ts'
import { words } from './text/words.ts'

export type { SiteHouse } from './house.ts'
export { contentSecurityPolicy } from './policy.ts'

/** The house as the functions give it; the language is read from the address here. */
export type SiteDoor = Omit<SiteHouse, 'lang'>

/** Loads Astro ahead of the first page; a passport never needs it. */
export const openPages = () => import('./astro.ts')

/** What every answer carries. */
const guards = {
  'content-security-policy': contentSecurityPolicy(),
  'x-content-type-options': 'nosniff',
  // Not no-referrer: a form's Origin would then be null, and an order's token must not leave for another site either.
  'referrer-policy': 'same-origin',
  'permissions-policy': 'camera=(self), geolocation=(), microphone=()',
}

/**
 * A page for a request. `/en/…` is the same page in English. Every answer carries the security policy and a charset;
 * a form from another site is refused with 403. Throws nothing: what breaks becomes the 500 page.
 */
export async function site(request: Request, { house }: { house: SiteDoor }): Promise<Response> {
  const asked = new URL(request.url)
  const { lang, path } = readLang(asked.pathname)
  if (path.length > 1 && path.endsWith('/')) return moved(asked)
  // Astro's own doors (pictures fetched from elsewhere, islands): nothing here uses them.
  if (path.startsWith('/_')) return dressed(new Response(null, { status: 404 }), lang)
  if (isForged(request, asked, house.origin)) return forged(words[lang].wrong.forged)

  const api: SiteHouse['api'] = (to, init) => {
    const headers = new Headers(init?.headers)
    headers.set('accept-language', lang)
    return house.api(to, { ...init, headers })
  }
  const bound: SiteHouse = { ...house, api, lang, scan: (stamp) => house.scan(stamp), look: (what) => house.look(what) }
  const passport = await passportFor(request, path + asked.search, bound)
  if (passport instanceof Response) return passport
  const inner = new Request(new URL(passport === 'broken' ? '/500' : path + asked.search, asked), request)
  const locals: App.Locals = { house: bound, asked }
  const { app } = await openPages()
  const response = await app.render(inner, { routeData: app.match(inner), locals })
  return dressed(response, lang, locals.problem?.status)
}

/** Every scan waits for the passport, so it is written without Astro; where there is none or it breaks, Astro has the words. */
async function passportFor(request: Request, address: string, house: SiteHouse): Promise<Response | 'none' | 'broken'> {
  const asked = request.method === 'GET' || request.method === 'HEAD' ? readPassportPath(address) : undefined
  if (!asked) return 'none'
  try {
    const answer = await passportAnswer(asked, house, address)
    if (!answer) return 'none'
    const headers = { 'content-type': 'text/html; charset=utf-8', 'content-language': house.lang }
    return new Response(request.method === 'HEAD' ? null : answer.page, {
      headers: { ...headers, 'cache-control': answer.caching, ...guards },
    })
  } catch (error) {
    console.error(error)
    return 'broken'
  }
}

function moved(asked: URL): Response {
  const location = asked.pathname.replace(/\/+$/, '').replace(/^\/{2,}/, '/') + asked.search
  return new Response(null, { status: 308, headers: { location: location || '/' } })
}

/** Browsers name the sender of a form. One that is named and is not us is refused; one that is silent (old WebViews) is let through, as cookies are SameSite. */
function isForged(request: Request, asked: URL, origin: string): boolean {
  if (request.method === 'GET' || request.method === 'HEAD') return false
  const sender = request.headers.get('origin')
  return sender !== null && sender !== origin && sender !== asked.origin
}

function forged(words: string): Response {
  return dressed(new Response(words, { status: 403, headers: { 'content-type': 'text/plain' } }), 'vi')
}

/** Astro answers 500 whatever the page for errors says; `status` is what the API said. */
function dressed(response: Response, lang: string, status = response.status): Response {
  const headers = new Headers(response.headers)
  const type = headers.get('content-type')
  if (type && /^(text\/|application\/xml)/.test(type) && !type.includes('charset'))
    headers.set('content-type', `${type}; charset=utf-8`)
  if (!headers.has('content-language')) headers.set('content-language', lang)
  if (!headers.has('cache-control')) headers.set('cache-control', 'private, no-cache')
  for (const [name, value] of Object.entries(guards)) headers.set(name, value)
  return new Response(response.body, { status, headers })
}
