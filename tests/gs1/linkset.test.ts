import { type DigitalLink, readDigitalLink } from '@nguon/gs1/digital-link'
import { fullLinkType, type Level, type Link, levelsOf } from '@nguon/gs1/link'
import { answerLink, type Linkset, linksetOf } from '@nguon/gs1/linkset'
import { languageWeight, mediaWeight, readPreferences } from '@nguon/gs1/preference'
import { describe, expect, test } from 'vitest'

const origin = 'https://id.example.vn'
const gtin = '09520123456788'
const read = (path: string): DigitalLink => {
  const link = readDigitalLink(origin + path)
  if ('code' in link) throw new Error(link.code)
  return link
}
const level = (binds: string[], ...links: Link[]): Level => ({ binds, description: `at ${binds}`, links })
const link = (linkType: string, page: string, more: Partial<Link> = {}): Link => {
  return { linkType, href: `https://shop.example/${page}`, title: page, ...more }
}
const ask = (path: string, levels: Level[], more: { accept?: string; acceptLanguage?: string; query?: string } = {}) =>
  answerLink(read(path + (more.query ? `?${more.query}` : '')), levels, { origin, query: '', ...more })
const location = (...given: Parameters<typeof ask>) => {
  const answer = ask(...given)
  return 'refusal' in answer ? answer.refusal.code : (answer.headers.Location ?? answer.status)
}
const defaultAt = (page: string) => link('gs1:defaultLink', page)

describe('the levels that speak for a link', () => {
  const all = [[], ['22'], ['10'], ['22', '10'], ['235'], ['21']].map((binds) => level(binds))
  const heard = (path: string) => levelsOf(read(path), all).map(({ binds }) => binds.join('+'))

  test.each([
    [`/01/${gtin}/22/V/10/L/21/S`, ['21', '22+10', '10', '22', '']],
    [`/01/${gtin}/10/L/21/S`, ['21', '10', '']],
    [`/01/${gtin}/235/T`, ['235', '']],
    [`/01/${gtin}`, ['']],
  ])('for %s are %j', (path, levels) => expect(heard(path)).toEqual(levels))
})

describe('a default link', () => {
  test('of the most specific level wins, and serial outranks lot', () => {
    const levels = [level([], defaultAt('g')), level(['10'], defaultAt('l')), level(['21'], defaultAt('s'))]
    expect(location(`/01/${gtin}/10/L/21/S`, levels)).toBe('https://shop.example/s')
    expect(location(`/01/${gtin}/10/L`, levels)).toBe('https://shop.example/l')
    expect(location(`/01/${gtin}/22/V`, levels)).toBe('https://shop.example/g')
  })

  test('gives way to the one of several that speaks the reader’s language', () => {
    const multi = (page: string, lang: string) => link('gs1:defaultLinkMulti', page, { hreflang: [lang] })
    const levels = [level([], defaultAt('g'), multi('vi', 'vi'), multi('en', 'en'))]
    const goes = (acceptLanguage?: string) => location(`/01/${gtin}`, levels, acceptLanguage ? { acceptLanguage } : {})
    expect(goes()).toBe('https://shop.example/g')
    expect(goes('*')).toBe('https://shop.example/g')
    expect(goes('fr')).toBe('https://shop.example/g')
    expect(goes('vi-VN,vi;q=0.9,en;q=0.8')).toBe('https://shop.example/vi')
    expect(goes('fr,en-US;q=0.7,vi;q=0.1')).toBe('https://shop.example/en')
  })

  test('that nobody registered leaves nothing to go to', () => {
    expect(location(`/01/${gtin}`, [level([], link('gs1:pip', 'p'))])).toBe('linkset/no-default')
    expect(location(`/01/${gtin}`, [])).toBe('linkset/nothing-known')
  })
})

describe('one type of link', () => {
  const vi = link('gs1:pip', 'vi', { hreflang: ['vi'], type: 'text/html' })
  const en = link('gs1:pip', 'en', { hreflang: ['en'], type: 'text/html' })
  const pdf = link('gs1:pip', 'pdf', { hreflang: ['en'], type: 'application/pdf' })
  const home = link('gs1:pip', 'home', { hreflang: ['en'], type: 'application/pdf', context: ['VN'] })
  const pip = (links: Link[], more: Parameters<typeof ask>[2] = {}, extra = '') =>
    location(`/01/${gtin}`, [level([], defaultAt('g'), ...links)], { query: `linkType=gs1:pip${extra}`, ...more })

  test.each<[string, string]>([
    ['gs1:pip', 'https://ref.gs1.org/voc/pip'],
    ['https://ref.gs1.org/voc/pip', 'https://ref.gs1.org/voc/pip'],
    ['https://gs1.org/voc/pip', 'https://ref.gs1.org/voc/pip'],
    ['https://www.gs1.org/voc/pip', 'https://ref.gs1.org/voc/pip'],
  ])('%s is %s', (written, full) => expect(fullLinkType(written)).toBe(full))

  test('is found by its language, then its media type, then its context', () => {
    expect(pip([vi, en], { acceptLanguage: 'vi' })).toBe('https://shop.example/vi?linkType=gs1:pip')
    expect(pip([en, pdf], { accept: 'application/pdf' })).toBe('https://shop.example/pdf?linkType=gs1:pip')
    expect(pip([en, pdf], { accept: 'text/html,*/*;q=0.8' })).toBe('https://shop.example/en?linkType=gs1:pip')
    expect(pip([pdf, home], {}, '&context=VN')).toBe('https://shop.example/home?linkType=gs1:pip&context=VN')
  })

  test('that cannot be told apart is offered as a choice', () => {
    const answer = ask(`/01/${gtin}`, [level([], defaultAt('g'), vi, en)], {
      query: 'linkType=gs1:pip',
      accept: 'application/ld+json',
    })
    expect(answer.status).toBe(300)
    const set: Linkset = JSON.parse('body' in answer ? answer.body : '')
    expect(Object.keys(set.linkset[0]!)).toEqual(['anchor', 'itemDescription', 'https://ref.gs1.org/voc/pip'])
    expect(set.linkset[0]!['https://ref.gs1.org/voc/pip']).toHaveLength(2)
  })

  test('listed twice with one address is no choice', () => {
    expect(pip([pdf, { ...pdf, title: 'again' }])).toBe('https://shop.example/pdf?linkType=gs1:pip')
  })

  test('is looked for up the levels, and never becomes the default', () => {
    const levels = [level([], defaultAt('g'), vi), level(['10'], defaultAt('l'))]
    const lot = `/01/${gtin}/10/L`
    expect(location(lot, levels, { query: 'linkType=gs1:pip' })).toBe('https://shop.example/vi?linkType=gs1:pip')
    expect(location(lot, levels, { query: 'linkType=gs1:epcis' })).toBe('linkset/no-such-type')
    expect(location(lot, levels, { query: 'linkType=schema:Product' })).toBe('linkset/no-such-type')
    expect(location(lot, levels, { query: 'linkType=pip' })).toBe('linkset/bad-link-type')
  })
})

// `ask` hands the query over as the request's own.
test('a query goes on as it came, before a fragment and after a query', () => {
  const levels = (href: string) => [level([], { linkType: 'gs1:defaultLink', href, title: 'g' })]
  const query = '17=270131&utm=a%20b+c&&x'
  const to = (href: string) => location(`/01/${gtin}`, levels(href), { query })
  expect(to('https://shop.example/p')).toBe(`https://shop.example/p?${query}`)
  expect(to('https://shop.example/p?a=1')).toBe(`https://shop.example/p?a=1&${query}`)
  expect(to('https://shop.example/p#top')).toBe(`https://shop.example/p?${query}#top`)
})

describe('a linkset', () => {
  test('anchors a serial as it was requested, lot and all, and merges levels that share an anchor', () => {
    const levels = [
      level([], defaultAt('g')),
      level(['10'], defaultAt('l')),
      level(['22', '10'], defaultAt('v')),
      level(['21'], defaultAt('s')),
    ]
    const { linkset } = linksetOf(read(`/01/${gtin}/22/V/10/A%2FB/21/S`), levels, origin)
    expect(linkset.map(({ anchor }) => anchor.slice(origin.length))).toEqual([
      `/01/${gtin}/22/V/10/A%2FB/21/S`,
      `/01/${gtin}/22/V/10/A%2FB`,
      `/01/${gtin}`,
    ])
    expect(linkset[1]!['https://ref.gs1.org/voc/defaultLink']).toEqual([{ href: 'https://shop.example/v', title: 'v' }])
  })

  test('as a page holds no markup of others', () => {
    const answer = ask(
      `/01/${gtin}`,
      [level([], { linkType: 'gs1:pip', href: 'https://a/"><script>', title: '</script><b>' })],
      {
        query: 'linkType=linkset',
        accept: 'text/html',
      },
    )
    const body = 'body' in answer ? answer.body : ''
    expect(body).toContain('&lt;/script&gt;&lt;b&gt;')
    expect(body.match(/<script/g)).toHaveLength(1)
    expect(body.match(/<\/script>/g)).toHaveLength(1)
  })
})

describe('preferences', () => {
  test('are read with their weights, and nonsense weighs nothing much', () => {
    expect(readPreferences('text/html, */*;q=0.8;v=b3, ,x;q=7')).toEqual([
      { range: 'text/html', weight: 1 },
      { range: '*/*', weight: 0.8 },
      { range: 'x', weight: 1 },
    ])
    expect(readPreferences(undefined)).toEqual([])
  })

  test('the closest range decides', () => {
    const wishes = readPreferences('text/*;q=0.3, text/html;q=0, */*;q=0.1')
    expect(mediaWeight(wishes, 'text/html')).toBe(0)
    expect(mediaWeight(wishes, 'text/plain')).toBe(0.3)
    expect(mediaWeight(wishes, 'application/pdf')).toBe(0.1)
    expect(mediaWeight(wishes, undefined)).toBe(0.1)
  })

  test('a language suits its regions, the exact one best', () => {
    const wishes = readPreferences('vi-VN')
    expect(languageWeight(wishes, ['vi-VN'])).toBe(1)
    expect(languageWeight(wishes, ['vi'])).toBeCloseTo(0.999)
    expect(languageWeight(wishes, ['en'])).toBe(0)
    expect(languageWeight(readPreferences('vi;q=0'), ['vi'])).toBe(0)
  })
})
