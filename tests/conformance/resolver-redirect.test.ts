import type { Linkset } from '@nguon/gs1/linkset'
import { beforeEach, describe, expect, test } from 'vitest'
import { asked, get, gtin, json, lot, origin, serial } from './resolver-house.ts'

const item = `/01/${gtin}`
const stamp = `${item}/10/${lot}/21/${serial}`
const location = async (path: string, headers: Record<string, string> = {}) =>
  (await get(path, headers)).headers.get('location')

beforeEach(() => {
  asked.length = 0
})

describe('SHALL redirect to the default link unless the request says better', () => {
  test.each([
    ['a product', item, `/tem/${gtin}`],
    ['a lot we know', `${item}/10/${lot}`, `/tem/${gtin}/${lot}`],
    ['a stamp', stamp, `/tem/${gtin}/${lot}/${serial}`],
    ['a stamp that does not name its lot', `${item}/21/${serial}`, `/tem/${gtin}/-/${serial}`],
    ['an unknown lot walks up inside one request', `${item}/10/KL8G`, `/tem/${gtin}/KL8G`],
    ['an invented serial walks up inside one request', `${item}/10/${lot}/21/INVENTED`, `/tem/${gtin}/${lot}/INVENTED`],
    ['a lot with a slash in it', `${item}/10/A%2FB`, `/tem/${gtin}/A%2FB`],
    ['a variant and a third-party serial say nothing to the passport', `${item}/22/2A`, `/tem/${gtin}`],
  ])('%s', async (_, path, target) => {
    const answer = await get(path)
    expect(answer.status).toBe(307)
    expect(answer.headers.get('location')).toBe(origin + target)
    expect(answer.headers.get('vary')).toBe('Accept, Accept-Language')
  })

  test('a plain scan of an invented serial asks the house for the links and for nothing else', async () => {
    await get(`${item}/10/${lot}/21/INVENTED`)
    expect(asked).toEqual([`links ${gtin}`])
  })

  test.each([
    stamp,
    `${item}/21/${serial}`,
    `${item}/22/2A/10/KL8G/21/${serial}`,
    `${stamp}?a=%E1%BA%BF&17=270131`,
    `${stamp}/`,
  ])('a stamp whose keyed check holds is led on without a read: %s', async (path) => {
    expect((await get(path)).status).toBe(307)
    expect((await get(path, { accept: 'text/html,*/*;q=0.8' }, 'HEAD')).status).toBe(307)
    expect(asked).toEqual([])
  })

  test.each([
    [{ accept: json }, ''],
    [{}, '?linkType=gs1:pip'],
    [{}, '?linkType=linkset'],
  ] as const)('asked for its links, a stamp’s are looked up (%o%s)', async (headers, query) => {
    await get(stamp + query, headers)
    expect(asked).toContain(`links ${gtin}`)
  })

  test('a reader of English is led to the English page', async () => {
    expect(await location(stamp, { 'accept-language': 'en-GB,en;q=0.9' })).toBe(
      `${origin}/en/tem/${gtin}/${lot}/${serial}`,
    )
    expect(await location(stamp, { 'accept-language': 'vi-VN,vi;q=0.9,en;q=0.5' })).toBe(
      `${origin}/tem/${gtin}/${lot}/${serial}`,
    )
  })
})

describe('Location equals the linkset’s href byte for byte', () => {
  test.each([
    item,
    `${item}/10/${lot}`,
    stamp,
    `${item}/21/${serial}`,
    `${item}/10/A%2FB`,
    `${item}/10/${lot}/21/INVENTED`,
  ])('%s', async (path) => {
    const set: Linkset = await (await get(path, { accept: json })).json()
    const [deepest] = set.linkset
    const [link] = deepest!['https://ref.gs1.org/voc/defaultLink'] as { href: string }[]
    expect(await location(path)).toBe(link!.href)
  })
})

test.each(['vi', 'en', 'en-GB,en;q=0.9', 'vi-VN,vi;q=0.9,en;q=0.5', 'fr', '*', ''])(
  'Location in the language of "%s" is that of the linkset’s default links, though only the linkset was looked up',
  async (language) => {
    const set: Linkset = await (await get(stamp, { accept: json })).json()
    const multi = set.linkset[0]!['https://ref.gs1.org/voc/defaultLinkMulti'] as {
      href: string
      hreflang?: readonly string[]
    }[]
    const [settled] = set.linkset[0]!['https://ref.gs1.org/voc/defaultLink'] as { href: string }[]
    const wanted = /^(vi|en)/.exec(language)?.[1]
    const href = multi.find(({ hreflang }) => hreflang?.includes(wanted ?? '-'))?.href ?? settled!.href
    expect(await location(stamp, { 'accept-language': language })).toBe(href)
  },
)

describe('By default, SHALL pass on all key=value pairs in the query string', () => {
  test.each([
    'foo=bar',
    '17=270131&3103=000500',
    'utm_source=a%20b+c&x',
    'linkType=gs1:traceability&a=1',
    'a=%E1%BA%BF',
    'a=%FF',
  ])('?%s goes on verbatim', async (query) => {
    const headers = { 'accept-language': 'vi' }
    expect(await location(`${stamp}?${query}`, headers)).toBe(`${origin}/tem/${gtin}/${lot}/${serial}?${query}`)
  })
})

describe('SHALL redirect to the requested type of link if available', () => {
  test('SHOULD support use of the Accept-Language header to choose among several', async () => {
    const type = '?linkType=gs1:pip'
    expect(await location(item + type, { 'accept-language': 'en' })).toBe(`${origin}/en/hang/${gtin}${type}`)
    expect(await location(item + type, { 'accept-language': 'vi-VN,en;q=0.3' })).toBe(`${origin}/hang/${gtin}${type}`)
  })

  test('MAY support the Accept header to choose among several', async () => {
    const type = '?linkType=gs1:instructions'
    expect(await location(item + type, { accept: 'application/pdf' })).toBe(`https://nha.example/dung.pdf${type}`)
    expect(await location(item + type, { accept: 'text/html,*/*;q=0.8' })).toBe(`https://nha.example/dung.html${type}`)
  })

  test('a type may be named as a CURIE or as a URI, under each address GS1 has given its vocabulary', async () => {
    for (const name of [
      'gs1:pip',
      'https://ref.gs1.org/voc/pip',
      'https://gs1.org/voc/pip',
      'https://www.gs1.org/voc/pip',
    ])
      expect(await location(`${item}?linkType=${name}`, { 'accept-language': 'en' })).toBe(
        `${origin}/en/hang/${gtin}?linkType=${name}`,
      )
  })

  test('a type that only a level above has is found there, and never the default instead', async () => {
    expect(await location(`${stamp}?linkType=gs1:recipeInfo`)).toBe(
      'https://nha.example/pha-tra?linkType=gs1:recipeInfo',
    )
  })

  test('SHOULD return 300 Multiple Choices with the linkset of the candidates where it cannot be decided', async () => {
    const answer = await get(`${item}?linkType=gs1:promotion`, { accept: 'application/ld+json' })
    expect([answer.status, answer.headers.get('location')]).toEqual([300, null])
    const set: Linkset = await answer.json()
    expect(Object.keys(set.linkset[0]!)).toEqual(['anchor', 'itemDescription', 'https://ref.gs1.org/voc/promotion'])
    expect(set.linkset[0]!['https://ref.gs1.org/voc/promotion']).toMatchObject([
      { href: 'https://nha.example/bac' },
      { href: 'https://nha.example/nam' },
    ])
  })

  test('SHALL return 404 Not Found if a link of the requested type is not available', async () => {
    const answer = await get(`${stamp}?linkType=gs1:nosuchlt`)
    expect(answer.status).toBe(404)
    expect(await answer.json()).toMatchObject({ code: 'linkset/no-such-type' })
  })
})

test('a valid key of which nothing is known is 404', async () => {
  expect((await get('/01/12312312312333')).status).toBe(404)
})

test('SHOULD expose the linkset in a Link header when redirecting, and no rel="gs1:…"', async () => {
  const link = (await get(`${stamp}?a=b`)).headers.get('link')
  expect(link).toBe(`<${origin}${stamp}?linkType=linkset>; rel="linkset"; type="application/linkset+json"`)
})

test('SHOULD tolerate a trailing slash: the same code and Location', async () => {
  for (const path of [item, stamp]) {
    const [plain, slashed] = [await get(path), await get(`${path}/`)]
    expect([slashed.status, slashed.headers.get('location')]).toEqual([plain.status, plain.headers.get('location')])
  }
})

describe('An old GTIN answers as the new one does', () => {
  const old = '00012345678905'

  test('the passport is told the number that the stamp carries, since its keyed check is over that number', async () => {
    expect(await location(`/01/${old}/10/${lot}/21/${serial}`)).toBe(`${origin}/tem/${old}/${lot}/${serial}`)
    expect(asked).toEqual([])
  })

  test('its linkset has the links of the new one', async () => {
    const set: Linkset = await (await get(`/01/${old}`, { accept: json })).json()
    expect(Object.keys(set.linkset[0]!)).toContain('https://ref.gs1.org/voc/recipeInfo')
    expect(set.linkset[0]!['https://ref.gs1.org/voc/pip']).toMatchObject([{ href: `${origin}/hang/${gtin}` }, {}])
  })
})

test('a listing nobody has approved keeps its name and links to itself', async () => {
  const answer = await get('/01/00000096385074', { accept: json })
  const text = await answer.text()
  expect(text).not.toContain('Chè')
  expect(text).not.toContain('/hang/')
})
