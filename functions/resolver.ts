import { describeResolver } from '@nguon/gs1/description'
import { type DigitalLink, escaped, readPath, readQuery, unescaped } from '@nguon/gs1/digital-link'
import { elements, judgeValue } from '@nguon/gs1/element'
import { readTag } from '@nguon/gs1/epc-binary'
import { answerLink, asksForLinks } from '@nguon/gs1/linkset'
import { languageWeight, readPreferences } from '@nguon/gs1/preference'
import { type Context, Hono } from 'hono'
import { type Deep, languages, levelsFor, type ProductLinks, passportPath } from './resolver-levels.ts'
import { type ResolverRefusal, refusalAnswer } from './resolver-page.ts'
import type { Shown, Asked as ShownAsked } from './resolver-shown.ts'

/** What the resolver touches of the world. A plain scan of a stamp of ours touches nothing; of anything else, one `linksOf`. */
export type ResolverHouse = {
  /** Scheme and host as the public knows them, without a slash at the end. */
  origin: string
  name: string
  contact?: { fn: string }
  linksOf: (product: string) => Promise<ProductLinks | undefined>
  shownOf: (asked: ShownAsked) => Promise<Shown | undefined>
  /** The keyed check alone, and the place of the stamp in its product's row: no read is spent on an invented serial. */
  stampIndex: (product: string, serial: string) => number | undefined
}

const mostPath = 2048
const mostQuery = 4096
type Asked = {
  path: string
  query: string
  method: string
  accept: string | undefined
  acceptLanguage: string | undefined
}

/** The path and query as they were sent: a router's own path is decoded and would lose `%2F`. */
function askedBy(c: Context): Asked {
  const { url } = c.req
  const start = url.indexOf('/', 8)
  const question = url.indexOf('?', start)
  return {
    path: url.slice(start, question < 0 ? undefined : question),
    query: question < 0 ? '' : url.slice(question + 1),
    method: c.req.method,
    accept: c.req.header('accept'),
    acceptLanguage: c.req.header('accept-language'),
  }
}

/**
 * A keyed serial is proof that there is such a product, and its page's address is a function of the link: nobody's own link is ever
 * a default one. So nothing needs to be read; of a product that was withdrawn the page itself says so.
 */
const unread = (product: string): ProductLinks => ({ product, name: product, state: 'published' })

async function resolve(house: ResolverHouse, asked: Asked): Promise<Response | ResolverRefusal> {
  if (asked.path.length > mostPath) return { code: 'resolver/too-long', most: mostPath }
  if (asked.query.length > mostQuery) return { code: 'resolver/too-long', most: mostQuery }
  const path = readPath(asked.path, { trailingSlash: true })
  if ('code' in path) return path
  if (path.stem !== '' || path.key.ai !== '01') return { code: 'digital-link/no-key', path: asked.path }
  const query = readQuery(asked.query, path)
  if ('code' in query) return query
  const link: DigitalLink = { ...path, ...query }
  const request = { ...asked, origin: house.origin }
  if (asked.method === 'OPTIONS') return new Response(null, answerLink(link, [], request))

  const gtin = link.key.value
  const lot = link.qualifiers.find(({ ai }) => ai === '10')?.value
  const serial = link.qualifiers.find(({ ai }) => ai === '21')?.value
  // The keyed check was made over the number the stamp carries, an old GTIN too.
  const stamp = serial === undefined ? undefined : house.stampIndex(gtin, serial)
  const plain = !asksForLinks(link, asked.accept)
  const scanned = plain && stamp !== undefined ? unread(gtin) : await house.linksOf(gtin)
  if (!scanned) return { code: 'resolver/unknown-product', product: gtin }
  let [found, deep]: [ProductLinks, Deep] = [scanned, { serial: false }]
  if (!plain) {
    if (scanned.aliasOf) found = (await house.linksOf(scanned.aliasOf)) ?? scanned
    deep = { serial: stamp !== undefined, shown: await house.shownOf({ product: found.product, lot, stamp }) }
  }
  const answer = answerLink(link, levelsFor(house.origin, found, link, deep), request)
  if ('refusal' in answer) return answer.refusal
  return new Response('body' in answer ? answer.body : null, { status: answer.status, headers: answer.headers })
}

/**
 * `/eh…` and `/ex…`: what an RFID tag holds, bit by bit (EPC binary strings). Answered as the link it stands for, which is told as
 * `owl:sameAs`; anchors of a linkset are those of that link.
 */
async function resolveTag(house: ResolverHouse, asked: Asked): Promise<Response | ResolverRefusal> {
  if (asked.path.length > mostPath) return { code: 'resolver/too-long', most: mostPath }
  const tag = readTag(asked.path.slice(1).replace(/\/$/, ''))
  if ('code' in tag) return tag
  const path = [tag.key, ...tag.qualifiers].map(({ ai, value }) => `/${ai}/${escaped(value)}`).join('')
  const answer = await resolve(house, { ...asked, path })
  if (!('code' in answer)) answer.headers.append('Link', `<${house.origin}${path}>; rel="owl:sameAs"`)
  return answer
}

const houseCode = /^[A-Z][A-Z0-9]{5,11}$/

/** `/t/{code}/{lot}/{serial}`: goods without a GTIN. The same passport, and no claim to be a GS1 Digital Link. */
async function resolveHouseCode(house: ResolverHouse, asked: Asked): Promise<Response | ResolverRefusal> {
  if (asked.path.length > mostPath || asked.query.length > mostQuery)
    return { code: 'resolver/too-long', most: mostPath }
  const pieces = asked.path.replace(/\/$/, '').split('/').slice(2)
  const [code, lot, serial] = pieces.map(unescaped)
  const product = code?.toUpperCase() ?? ''
  const fits = (ai: string, value: string | undefined) =>
    value === undefined || (!judgeValue(elements.get(ai)!, value) && !/^\.{1,2}$/.test(value))
  if (pieces.length > 3 || pieces.some((piece) => unescaped(piece) === undefined))
    return { code: 'resolver/not-a-stamp-link' }
  if (!houseCode.test(product) || !fits('10', lot) || !fits('21', serial)) return { code: 'resolver/not-a-stamp-link' }
  if (asked.method === 'OPTIONS') return new Response(null, { status: 204 })
  const genuine = serial !== undefined && house.stampIndex(product, serial) !== undefined
  if (!genuine && !(await house.linksOf(product))) return { code: 'resolver/unknown-product', product }
  const wishes = readPreferences(asked.acceptLanguage)
  const [vi, en] = languages.map(({ lang }) => languageWeight(wishes, [lang])) as [number, number]
  const path = passportPath(product, lot === '-' ? undefined : lot, serial)
  const target = house.origin + languages[en > vi ? 1 : 0].root + path
  const headers = { Location: asked.query ? `${target}?${asked.query}` : target, Vary: 'Accept-Language' }
  return new Response(null, { status: 307, headers })
}

const tagged = '/:tag{e[hx][^/]*}'
const cors = { 'Access-Control-Allow-Origin': '*', 'Access-Control-Expose-Headers': 'Link, Location' }
const corsPreflight = {
  'Access-Control-Allow-Methods': 'GET, HEAD, OPTIONS',
  'Access-Control-Allow-Headers': 'Accept, Accept-Language, Content-Type',
  'Access-Control-Max-Age': '86400',
  Allow: 'GET, HEAD, OPTIONS',
}
const guarded = {
  'Content-Security-Policy': "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'",
  'X-Content-Type-Options': 'nosniff',
}

/**
 * The resolver's doors: `/01/*` (GS1 Digital Links), `/eh*` and `/ex*` (the same as tags hold them), `/t/*` (house codes),
 * `/.well-known/gs1resolver`. Every answer,
 * refusals too, may be read from any origin. Answers 204, 200, 300, 307, 400, 404, 405, 414; 503 when the store is out of reach.
 */
export function resolver(house: ResolverHouse): Hono {
  const app = new Hono()
  const description = describeResolver({ ...house, keys: ['01'] })

  const door = (answer: (asked: Asked) => Promise<Response | ResolverRefusal>) => async (c: Context) => {
    const asked = askedBy(c)
    const preflight = asked.method === 'OPTIONS'
    const given = await answer(asked)
    const refused = 'code' in given
    // A preflight asks whether it may ask; the refusal comes with the question itself.
    const response =
      refused && preflight
        ? new Response(null, { status: 204 })
        : refused
          ? refusalAnswer(given, house.origin, asked.accept)
          : given
    for (const [name, value] of Object.entries(preflight ? corsPreflight : response.body ? guarded : {}))
      response.headers.set(name, value)
    for (const [name, value] of Object.entries(cors)) response.headers.set(name, value)
    if (refused) response.headers.set('Vary', 'Accept')
    if (response.status === 405) response.headers.set('Allow', corsPreflight.Allow)
    return response
  }
  const readable = ['GET', 'OPTIONS']
  const describe = door(async ({ method }) =>
    method === 'OPTIONS'
      ? new Response(null, { status: 204 })
      : Response.json(description, { headers: { 'Cache-Control': 'public, max-age=3600' } }),
  )
  app.on(
    readable,
    '/01/*',
    door((asked) => resolve(house, asked)),
  )
  // A QR code in its alphanumeric mode has capitals only, so the path is /T/ there.
  for (const path of ['/t/*', '/T/*'])
    app.on(
      readable,
      path,
      door((asked) => resolveHouseCode(house, asked)),
    )
  app.on(
    readable,
    tagged,
    door((asked) => resolveTag(house, asked)),
  )
  app.on(readable, '/.well-known/gs1resolver', describe)

  for (const path of ['/01/*', '/t/*', '/T/*', tagged, '/.well-known/gs1resolver']) {
    app.all(
      path,
      door(async () => ({ code: 'resolver/wrong-method' })),
    )
  }
  app.onError((error, c) => {
    console.error(error)
    const response = refusalAnswer({ code: 'resolver/unavailable' }, house.origin, c.req.header('accept'))
    for (const [name, value] of Object.entries({ ...cors, ...guarded, 'Retry-After': '5' }))
      response.headers.set(name, value)
    return response
  })
  return app
}
