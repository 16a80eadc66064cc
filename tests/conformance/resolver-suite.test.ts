import { readFileSync } from 'node:fs'
import { describeResolver } from '@nguon/gs1/description'
import type { Linkset } from '@nguon/gs1/linkset'
import { Ajv } from 'ajv'
import formats from 'ajv-formats'
import { describe, expect, test } from 'vitest'
import { get, gtin, json, lot, origin, serial } from './resolver-house.ts'

// The official suite's tests by their ids (gs1/GS1DL-resolver-testsuite e3485a5), as far as they are decided by an
// answer; tlsOK, isHttps and httpVersion are decided by a deployment.
const ajv = new Ajv({ strict: false })
formats.default(ajv)
const described = ajv.compile(
  JSON.parse(readFileSync('tests/fixtures/gs1/resolver/description-file-schema.1.2.0.json', 'utf8')),
)

const dl = `/01/${gtin}/10/${lot}/21/${serial}`
const preflight = { origin: 'https://suite.example', 'access-control-request-method': 'GET,HEAD,OPTIONS' }

test('basicWalkUp: an unknown lot is not 404', async () => {
  expect((await get(`/01/${gtin}/10/KL8G`)).status).not.toBe(404)
})

describe('rdFile', () => {
  test('the description file is at the root of the domain, valid, JSON, and readable from anywhere', async () => {
    const answer = await get('/.well-known/gs1resolver', {
      accept: 'application/json',
      origin: 'https://suite.example',
    })
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toMatch(/^application\/json/)
    expect(answer.headers.get('access-control-allow-origin')).toBe('*')
    const file = await answer.json()
    expect(described(file), JSON.stringify(described.errors)).toBe(true)
    expect(file).toMatchObject({
      resolverRoot: origin,
      supportedPrimaryKeys: ['01'],
      linkTypeDefaultCanBeLinkset: false,
    })
    expect(file.supportedLinkType).toEqual([{ namespace: 'https://ref.gs1.org/voc/', prefix: 'gs1:' }])
  })

  test('a contact is told when there is one', () => {
    const file = describeResolver({ origin, name: 'Nguồn', keys: ['01', '414'], contact: { fn: 'Văn phòng OCOP' } })
    expect(described(file)).toBe(true)
    expect(file.contact).toEqual({ fn: 'Văn phòng OCOP' })
  })
})

describe('corsCheck, methodsCheck, linkOnRedirect, legacyLinkHeaders: OPTIONS', () => {
  test('names GET, HEAD and OPTIONS, allows every origin, and shows where the linkset is', async () => {
    const answer = await get(dl, preflight, 'OPTIONS')
    expect(answer.status).toBe(204)
    expect(answer.headers.get('access-control-allow-origin')).toBe('*')
    const methods = answer.headers.get('access-control-allow-methods')?.split(', ')
    expect(methods).toEqual(['GET', 'HEAD', 'OPTIONS'])
    expect(answer.headers.get('link')).toContain('rel="linkset"')
    expect(answer.headers.get('link')).not.toContain('rel="gs1:')
    expect(answer.headers.get('access-control-expose-headers')).toBe('Link, Location')
  })

  test.each([
    dl,
    `${dl}?linkType=linkset`,
    `${dl}/foo`,
    '/01/12312312312333',
    '/.well-known/gs1resolver',
    '/t/CHEXANH',
  ])('SHALL support CORS: GET and HEAD of %s', async (path) => {
    for (const method of ['GET', 'HEAD']) {
      expect((await get(path, preflight, method)).headers.get('access-control-allow-origin')).toBe('*')
    }
  })
})

test('SHALL support HEAD: what GET says, without its body', async () => {
  for (const path of [dl, `${dl}?linkType=linkset`, `${dl}/foo`]) {
    const [head, whole] = [await get(path, {}, 'HEAD'), await get(path)]
    expect([head.status, head.headers.get('location'), head.headers.get('link')]).toEqual([
      whole.status,
      whole.headers.get('location'),
      whole.headers.get('link'),
    ])
    expect(await head.text()).toBe('')
  }
})

test('reportWith400, noErrorWith200: {dl}/foo is 400', async () => {
  const answer = await get(`${dl}/foo`)
  expect(answer.status).toBe(400)
  expect(await answer.json()).toMatchObject({ status: 400, code: 'digital-link/no-key' })
})

test('trailingSlash: {dl} and {dl}/ have the same code and Location', async () => {
  const [plain, slashed] = [await get(dl), await get(`${dl}/`)]
  expect([slashed.status, slashed.headers.get('location')]).toEqual([plain.status, plain.headers.get('location')])
})

test('qsPassedOn: Location contains foo=bar', async () => {
  expect((await get(`${dl}?foo=bar`)).headers.get('location')).toContain('foo=bar')
})

test('ltLinksetNoRedirect, ltAcceptHeader, declaredContentType', async () => {
  expect((await get(`${dl}?linkType=linkset`)).status).toBe(200)
  const answer = await get(`${dl}?linkType=all`, { accept: json })
  expect(answer.status).toBe(200)
  expect(answer.headers.get('content-type')).toBe(json)
})

/** The suite walks up by cutting the path; the first anchor it meets is the one it tests. */
const chops = (path: string): string[] => {
  const pieces = path.split('/')
  return [7, 5, 3].filter((length) => length <= pieces.length).map((length) => pieces.slice(0, length).join('/'))
}

/** How the suite compares: it cuts both addresses at the link type it asked for. */
const cut = (address: string | null, type: string) =>
  address?.includes(`?linkType=${type}`) ? address.split('?')[0] : address?.split(`&linkType=${type}`)[0]
type Target = { href: string; hreflang?: string[]; type?: string }
const alike = (one: Target, other: Target) =>
  one.type === other.type && JSON.stringify(one.hreflang) === JSON.stringify(other.hreflang)

describe('defaultLinkExists, singleDefaultLink, defaultTarget, loForX, loForXn', () => {
  test.each([`/01/${gtin}`, `/01/${gtin}/10/${lot}`, dl, `/01/${gtin}/21/${serial}`, `/01/${gtin}/10/KL8G`])(
    '%s',
    async (path) => {
      const { linkset }: Linkset = await (await get(path, { accept: json })).json()
      const context = chops(path)
        .map((chop) => linkset.find(({ anchor }) => anchor === origin + chop))
        .find((it) => it !== undefined)!
      const defaults = context['https://ref.gs1.org/voc/defaultLink'] as Target[]
      expect(defaults).toHaveLength(1)
      expect((await get(path)).headers.get('location')).toBe(defaults[0]!.href)

      for (const [full, links] of Object.entries(context)) {
        if (typeof links === 'string' || full.includes('defaultLink')) continue
        const type = `gs1:${full.split('/').at(-1)}`
        for (const link of links as Target[]) {
          const headers = {
            ...(link.hreflang && { 'accept-language': link.hreflang[0]! }),
            ...(link.type && { accept: link.type }),
          }
          const answer = await get(`${path}?linkType=${type}`, headers)
          const twins = (links as Target[]).filter((other) => alike(link, other)).length > 1
          if (twins) expect(answer.status, link.href).toBe(300)
          else expect(cut(answer.headers.get('location'), type)).toBe(cut(link.href, type))
        }
      }
    },
  )
})

test('specificLinkTypeNotFound: ?linkType=gs1:nosuchlt is 404', async () => {
  expect((await get(`${dl}?linkType=gs1:nosuchlt`)).status).toBe(404)
})
