import { readFileSync } from 'node:fs'
import type { Linkset } from '@nguon/gs1/linkset'
import { Ajv } from 'ajv'
import formats from 'ajv-formats'
import { describe, expect, test } from 'vitest'
import { get, gtin, json, lot, origin, serial } from './resolver-house.ts'

const fixture = (name: string) => JSON.parse(readFileSync(`tests/fixtures/gs1/resolver/${name}`, 'utf8'))
const ajv = new Ajv({ strict: false, allErrors: true })
formats.default(ajv)
const suiteSchema = ajv.compile(fixture('linkset-schema.github-suite.json'))
const schema12 = ajv.compile(fixture('linkset-schema.1.2.min.json'))
const ratified = JSON.parse(readFileSync('tests/fixtures/gs1/vocab/linktypes.webvoc-1.16.json', 'utf8'))

const voc = 'https://ref.gs1.org/voc/'
const item = `/01/${gtin}`
const asLot = `${item}/10/${lot}`
const asStamp = `${asLot}/21/${serial}`
const every = [
  item,
  asLot,
  asStamp,
  `${item}/21/${serial}`,
  `${item}/22/2A/10/${lot}/21/${serial}`,
  `${item}/10/KL8G`,
  `${asLot}/21/INVENTED`,
]
const linksetOf = async (path: string): Promise<Linkset> => (await get(path, { accept: json })).json()
type Target = { href: string; title: string; hreflang?: string[]; type?: string }
const targets = (context: Linkset['linkset'][number]) =>
  Object.entries(context).filter((entry): entry is [string, Target[]] => typeof entry[1] !== 'string')

test('the schemas tell the official good examples from the bad ones', () => {
  expect(suiteSchema(fixture('valid-gs1-example.json'))).toBe(true)
  expect(suiteSchema(fixture('invalid-gs1-example.json'))).toBe(false)
  expect(suiteSchema(fixture('modelLinkset.suite.json'))).toBe(true)
})

describe('Linksets SHALL be available as per RFC 9264', () => {
  test.each(every)(
    'the linkset of %s is valid against the schema of the official suite and that of 1.2',
    async (path) => {
      const set = await linksetOf(path)
      expect(suiteSchema(set), JSON.stringify(suiteSchema.errors)).toBe(true)
      expect(schema12(set), JSON.stringify(schema12.errors)).toBe(true)
    },
  )

  test('linkType=linkset is answered with 200 and no redirect', async () => {
    expect((await get(`${asStamp}?linkType=linkset`)).status).toBe(200)
  })

  test('linkType=all, deprecated, is answered identically', async () => {
    const [all, linkset] = [
      await get(`${item}?linkType=all`, { accept: json }),
      await get(`${item}?linkType=linkset`, { accept: json }),
    ]
    expect(all.status).toBe(200)
    expect(await all.text()).toBe(await linkset.text())
  })

  test('Accept: application/linkset+json is answered with 200 and no redirect, whatever the type asked for', async () => {
    expect((await get(item, { accept: json })).status).toBe(200)
    expect((await get(`${item}?linkType=gs1:pip`, { accept: json })).status).toBe(200)
  })

  test('link types are full URIs, never CURIEs, and those of GS1 are ratified ones', async () => {
    for (const context of (await linksetOf(asStamp)).linkset) {
      for (const [type] of targets(context)) {
        expect(type).toMatch(/^https?:\/\/[a-zA-Z0-9./]+$/)
        expect(ratified).toHaveProperty(type.slice(voc.length))
      }
    }
  })
})

describe('If the URI has key qualifiers, links of each level up to the primary key SHALL be included', () => {
  test.each([
    [item, [item]],
    [asLot, [asLot, item]],
    [asStamp, [asStamp, asLot, item]],
    [`${item}/21/${serial}`, [`${item}/21/${serial}`, item]],
    [`${item}/10/KL8G`, [item]],
    [`${asLot}/21/INVENTED`, [asLot, item]],
  ])('%s is anchored at %j, as requested and undecorated', async (path, anchors) => {
    const { linkset } = await linksetOf(`${path}?17=270131&utm=x`)
    expect(linkset.map(({ anchor }) => anchor)).toEqual(anchors.map((it) => origin + it))
  })

  test('an escape in the request stays as it was written', async () => {
    const { linkset } = await linksetOf(`${item}/10/%41T-2611`)
    expect(linkset[0]?.anchor).toBe(`${origin}${item}/10/%41T-2611`)
  })

  test('each level says what it is with itemDescription', async () => {
    const { linkset } = await linksetOf(asStamp)
    expect(linkset.map((context) => context.itemDescription)).toEqual([
      `Chè xanh Bình Sơn, lô ${lot}, tem ${serial}`,
      `Chè xanh Bình Sơn, lô ${lot}`,
      'Chè xanh Bình Sơn',
    ])
  })
})

describe('Links', () => {
  test('All links SHALL include the target URL and a title, and SHOULD include the languages', async () => {
    for (const context of (await linksetOf(asStamp)).linkset) {
      for (const target of targets(context).flatMap(([, links]) => links)) {
        expect(target.href).toMatch(/^https:\/\//)
        expect(target.title.trim()).not.toBe('')
      }
    }
  })

  test('Links typed defaultLink or defaultLinkMulti SHALL also be described with a descriptive link type', async () => {
    for (const context of (await linksetOf(asStamp)).linkset) {
      const own = targets(context)
      const described = own
        .filter(([type]) => !type.includes('defaultLink'))
        .flatMap(([, links]) => links.map(({ href }) => href))
      const defaults = own
        .filter(([type]) => type.includes('defaultLink'))
        .flatMap(([, links]) => links.map(({ href }) => href))
      for (const href of defaults) expect(described).toContain(href)
    }
  })

  test('SHALL recognise one available link as the default; it SHALL NOT have optional attributes', async () => {
    for (const path of every) {
      for (const context of (await linksetOf(path)).linkset) {
        const links = context[`${voc}defaultLink`] as Target[]
        expect(links).toHaveLength(1)
        expect(Object.keys(links[0]!)).toEqual(['href', 'title'])
      }
    }
  })

  test('defaultLinkMulti has at least two links, told apart by language', async () => {
    for (const context of (await linksetOf(asStamp)).linkset) {
      const links = context[`${voc}defaultLinkMulti`] as Target[]
      expect(links.map(({ hreflang }) => hreflang)).toEqual([['vi'], ['en']])
    }
  })
})

describe('Content negotiation', () => {
  test.each([
    ['application/linkset+json', 'application/linkset+json'],
    ['application/json', 'application/json'],
    ['application/ld+json', 'application/ld+json'],
    ['text/html', 'text/html; charset=utf-8'],
    ['text/html,application/xhtml+xml,*/*;q=0.8', 'text/html; charset=utf-8'],
    ['', 'text/html; charset=utf-8'],
  ])('?linkType=linkset with Accept %j is served as %s', async (accept, type) => {
    const answer = await get(`${item}?linkType=linkset`, accept ? { accept } : {})
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toBe(type)
    expect(answer.headers.get('vary')).toBe('Accept, Accept-Language')
  })

  test('application/json carries the very same set; application/ld+json carries its context as well', async () => {
    const set = await linksetOf(item)
    expect(await (await get(item, { accept: 'application/json' })).json()).toEqual(set)
    const ld = await (await get(item, { accept: 'application/ld+json' })).json()
    expect(ld).toEqual({ '@context': 'https://ref.gs1.org/standards/resolver/linkset-context', ...set })
  })

  test('HTML carries the set as JSON-LD', async () => {
    const page = await (await get(`${item}?linkType=linkset`, { accept: 'text/html' })).text()
    const data = /<script type="application\/ld\+json">(.*?)<\/script>/.exec(page)?.[1] ?? ''
    expect(JSON.parse(data).linkset).toEqual((await linksetOf(item)).linkset)
  })

  test('the resolver SHOULD include a Link header to a JSON-LD context, with exactly these quotes', async () => {
    expect((await get(item, { accept: json })).headers.get('link')).toBe(
      '<https://ref.gs1.org/standards/resolver/linkset-context>; rel="http://www.w3.org/ns/json-ld#context"; type="application/ld+json"',
    )
  })

  test.each([
    '*/*',
    'text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8',
    'text/html;q=0.9,application/json;q=0.1',
  ])('Accept %s without linkType is sent on, not shown a linkset', async (accept) =>
    expect((await get(item, { accept })).status).toBe(307),
  )
})

describe('The registration rule of 2.5.9', () => {
  test('a serial is known under (GTIN, serial): the same links with the lot and without', async () => {
    const [withLot, without] = [await linksetOf(asStamp), await linksetOf(`${item}/21/${serial}`)]
    const types = (set: Linkset) => Object.keys(set.linkset[0]!)
    expect(types(withLot)).toEqual(types(without))
  })
})

describe('a default link SHALL exist at the level asked for or above', () => {
  test.each(every)('%s has one, and the set reaches up to the product', async (path) => {
    const { linkset } = await linksetOf(path)
    expect(linkset.at(-1)?.anchor).toBe(origin + item)
    for (const context of linkset) expect(context).toHaveProperty([`${voc}defaultLink`])
  })
})

describe('Links are told where there is something to show', () => {
  const types = async (path: string, level: number) =>
    targets((await linksetOf(path)).linkset[level]!).map(([type]) => type.slice(voc.length))

  test('a stamp and its lot carry traceability, certificates, a recall and events; the product its page, place and shop', async () => {
    const ofLot = ['traceability', 'certificationInfo', 'recallStatus', 'epcis']
    expect(await types(asStamp, 0)).toEqual(expect.arrayContaining(ofLot))
    expect(await types(asStamp, 1)).toEqual(expect.arrayContaining(ofLot))
    expect(await types(asStamp, 2)).toEqual(
      expect.arrayContaining(['pip', 'traceability', 'certificationInfo', 'locationInfo', 'hasRetailers']),
    )
  })

  test('an unknown lot and an invented serial carry nothing of their own', async () => {
    expect((await linksetOf(`${item}/10/KL8G`)).linkset).toHaveLength(1)
    expect((await linksetOf(`${item}/21/INVENTED`)).linkset).toHaveLength(1)
  })

  test('pages are told in Vietnamese and in English', async () => {
    const set = await linksetOf(asStamp)
    for (const type of ['pip', 'locationInfo', 'hasRetailers'])
      expect((set.linkset[2]![voc + type] as Target[]).map(({ hreflang }) => hreflang)).toEqual([['vi'], ['en']])
  })

  test('the keeper’s own links stand in their order, at their level, with all their languages', async () => {
    const { linkset } = await linksetOf(asLot)
    expect(linkset[0]![`${voc}relatedVideo`]).toEqual([{ href: 'https://nha.example/phim?v=1', title: 'Hái chè' }])
    expect(linkset[1]![`${voc}instructions`]).toMatchObject([
      { hreflang: ['vi', 'vi-VN'], type: 'text/html' },
      { type: 'application/pdf' },
    ])
  })
})

test('the page of links names each type in words', async () => {
  const page = await (await get(`${item}?linkType=linkset`, { accept: 'text/html' })).text()
  expect(page).toContain('Công thức nấu · Recipe website (gs1:recipeInfo) · vi')
})
