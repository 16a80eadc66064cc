import type { Linkset } from '@nguon/gs1/linkset'
import { ownLinkMost } from '@nguon/listing/own-link'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openStory, origin, type Story } from './house.ts'
import { placeNem } from './place.ts'

let story: Story
let shop: Awaited<ReturnType<typeof placeNem>>
let base: string
const lot = 'NC-2611'

beforeAll(async () => {
  story = await openStory()
  shop = await placeNem(story)
  base = `/v1/products/${shop.product}/links`
  await shop.must('POST', `/v1/products/${shop.product}/lots`, {
    as: shop.household,
    body: { lot, made: '2026-11-20' },
  })
})
afterAll(() => story?.close())

const link = (linkType: string, page: string, more: object = {}) => ({
  linkType: `gs1:${linkType}`,
  ...{ href: `https://nha.example/${page}`, title: page, hreflang: ['vi'] },
  ...more,
})
const recipe = link('recipeInfo', 'cach-an')
const film = link('relatedVideo', 'phim')
const linksetOf = async (path: string): Promise<Linkset> =>
  (await story.call('GET', path, { headers: { accept: 'application/linkset+json' } })).body
const hrefs = (set: Linkset, type: string, level = 0) =>
  ((set.linkset[level]?.[`https://ref.gs1.org/voc/${type}`] ?? []) as { href: string }[]).map(({ href }) => href)
const keep = (version: number, links: unknown[], as = shop.household) =>
  story.call('PUT', base, { as, body: { version, links } })
/** The list as it stands, whatever earlier tests left. */
const stand = () => shop.must('GET', base, { as: shop.household })

describe('a product’s own links', () => {
  test('are none at first, and are added, changed, reordered and removed as one list', async () => {
    expect(await stand()).toEqual({ version: 0, links: [] })
    const added = await keep(0, [recipe, film])
    expect(added.body).toMatchObject({ version: 1, links: [recipe, film], by: 'Bà Mai' })
    expect((await keep(1, [film, recipe])).body).toMatchObject({ version: 2, links: [film, recipe] })
    expect((await keep(2, [{ ...recipe, title: 'Ăn kèm lá sung' }])).body.links[0].title).toBe('Ăn kèm lá sung')
    expect((await keep(3, [])).body).toMatchObject({ version: 4, links: [] })
  })

  test('stand in the linkset in their keeper’s order, at the level they were set for', async () => {
    const { version } = await stand()
    const [south, north] = [link('hasRetailers', 'nam'), link('hasRetailers', 'bac')]
    await keep(version, [south, north, { ...film, lot }])
    const path = `/01/${shop.product}/10/${lot}`
    const set = await linksetOf(path)
    expect(hrefs(set, 'relatedVideo')).toEqual([film.href])
    expect(hrefs(set, 'relatedVideo', 1)).toEqual([])
    expect(hrefs(set, 'hasRetailers', 1).filter((href) => href.startsWith('https://nha'))).toEqual([
      south.href,
      north.href,
    ])
    await keep(version + 1, [north, south, { ...film, lot }])
    expect(hrefs(await linksetOf(path), 'hasRetailers', 1).slice(-2)).toEqual([north.href, south.href])
    const led = await story.call('GET', `${path}?linkType=gs1:relatedVideo`)
    expect([led.status, led.headers.get('location')]).toEqual([307, `${film.href}?linkType=gs1:relatedVideo`])
  })

  test('never change where a plain scan is led', async () => {
    const before = (await story.call('GET', `/01/${shop.product}`)).headers.get('location')
    const { version } = await stand()
    await keep(version, [link('pip', 'trang-rieng'), link('traceability', 'vet')])
    expect((await story.call('GET', `/01/${shop.product}`)).headers.get('location')).toBe(before)
  })

  test('the same change sent again finds its own work; a change over somebody else’s is refused', async () => {
    const { version } = await stand()
    const first = await keep(version, [recipe])
    const again = await keep(version, [recipe])
    expect([again.status, again.body]).toEqual([200, first.body])
    const late = await keep(version, [film], shop.officer)
    expect([late.status, late.body.code]).toEqual([409, 'race/lost'])
    expect((await stand()).links).toEqual([recipe])
  })

  test('of two keepers at the same moment one is told that the other was faster', async () => {
    const { version } = await stand()
    const wishes = Array.from({ length: 8 }, (_, at) => link('review', `loi-${at}`))
    const answers = await Promise.all(wishes.map((wish) => keep(version, [wish])))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(7).fill(409)])
    const won = answers.findIndex(({ status }) => status === 200)
    expect(await stand()).toMatchObject({ version: version + 1, links: [wishes[won]] })
  })

  test('an earlier version can be read, so that a change is taken back', async () => {
    const before = await stand()
    await keep(before.version, [])
    expect((await shop.must('GET', `${base}?version=${before.version}`, { as: shop.household })).links).toEqual(
      before.links,
    )
    expect((await story.call('GET', `${base}?version=900`, { as: shop.household })).status).toBe(404)
  })

  test('are set by the household, its officers and the operator, and by nobody else', async () => {
    const { version } = await stand()
    const outsider = await shop.must('POST', '/v1/producers', {
      as: shop.officer,
      body: { name: 'Hộ Bên Cạnh', kind: 'household', commune: '14797', province: '38' },
    })
    const person = { name: 'Người bên cạnh', phone: '0900000009', roles: [{ is: 'household', maker: outsider.id }] }
    await shop.must('POST', '/v1/people', { as: story.operatorKey, body: person })
    const neighbour = await story.logIn('0900000009')
    expect((await keep(version, [recipe], neighbour)).status).toBe(403)
    expect((await story.call('GET', base, { as: neighbour })).status).toBe(404)
    expect((await story.call('PUT', base, { body: { version, links: [] } })).status).toBe(401)
    expect((await keep(version, [recipe], shop.officer)).status).toBe(200)
    expect((await keep(version + 1, [film], story.operatorKey)).status).toBe(200)
  })

  test('each change is in the audit', async () => {
    const { items } = await shop.must('GET', '/v1/audit?month=2026-11', { as: story.operatorKey })
    expect(items.find((it: { verb: string }) => it.verb === 'product.links')).toMatchObject({
      thing: shop.product,
      changed: ['links'],
    })
  })
})

describe('a link that will not do is refused in words', () => {
  test.each<[string, object, string]>([
    ['a type GS1 does not know', { linkType: 'gs1:recipe' }, 'không có trong danh sách loại đường dẫn của GS1'],
    ['a type of somebody else', { linkType: 'schema:recipe' }, 'không có trong danh sách loại đường dẫn của GS1'],
    ['the default', { linkType: 'gs1:defaultLink' }, 'trang mặc định'],
    ['one of several defaults', { linkType: 'gs1:defaultLinkMulti' }, 'trang mặc định'],
    ['plain http', { href: 'http://nha.example/' }, 'https://'],
    ['a script', { href: 'javascript:alert(1)' }, 'https://'],
    ['data', { href: 'data:text/html,x' }, 'https://'],
    ['no address', { href: '/hang' }, 'https://'],
    ['a password inside', { href: 'https://mai:bi-mat@nha.example/' }, 'mật khẩu'],
    ['an address of one network', { href: 'https://192.168.1.4/x' }, 'mạng riêng'],
    ['the same in other digits', { href: 'https://0xc0.0250.0x104/' }, 'mạng riêng'],
    ['an IPv6 address', { href: 'https://[fd00::1]/' }, 'https://'],
    ['this very machine', { href: 'https://localhost/' }, 'mạng riêng'],
    ['a name of one network', { href: 'https://may-chu.local./' }, 'mạng riêng'],
    ['a name without a dot', { href: 'https://maychu/' }, 'mạng riêng'],
    ['too long an address', { href: `https://nha.example/${'a'.repeat(600)}` }, 'nhiều nhất 500'],
    ['no title', { title: '  ' }, 'ít nhất 1'],
    ['a language no linkset can carry', { hreflang: ['zh-Hant'] }, 'không đúng dạng'],
    ['a media type that is none', { type: 'html' }, 'không đúng dạng'],
    ['a lot that is not of this product', { lot: 'KHAC-1' }, 'Không có lô KHAC-1'],
    ['a word nobody asked for', { rel: 'x' }, 'Không nhận trường này'],
  ])('%s', async (_, more, words) => {
    const { version, links } = await stand()
    const answer = await keep(version, [{ ...recipe, ...more }])
    expect(answer.status).toBe(400)
    expect(JSON.stringify(answer.body.errors)).toContain(words)
    expect(await stand()).toMatchObject({ version, links })
  })

  test('a list that is too long, or says the same twice', async () => {
    const { version } = await stand()
    const many = Array.from({ length: ownLinkMost + 1 }, (_, at) => link('review', `r${at}`))
    expect((await keep(version, many)).status).toBe(400)
    const twice = await keep(version, [recipe, { ...recipe, title: 'khác' }])
    expect(JSON.stringify(twice.body.errors)).toContain('đã có trong danh sách')
  })

  test('a scan’s own address, which would lead in a circle', async () => {
    const { version } = await stand()
    const circle = { ...story.house, origin: 'https://nha.example' }
    const { api } = await import('@nguon/functions/api/api')
    const request = new Request(`https://nha.example${base}`, {
      method: 'PUT',
      headers: { cookie: shop.household, 'content-type': 'application/json' },
      body: JSON.stringify({ version, links: [{ ...recipe, href: `https://nha.example/01/${shop.product}` }] }),
    })
    const answer = await api(circle).fetch(request)
    expect([answer.status, await answer.text()]).toEqual([400, expect.stringContaining('đường dẫn của tem')])
  })
})

test('what is kept is spelled as a header and a linkset can carry it, and never fetched', async () => {
  const { version } = await stand()
  const odd = { ...recipe, href: 'HTTPS://Món.example/cách nấu?a=b|c&d=%zz#phần 2#x' }
  const kept = await keep(version, [odd])
  expect(kept.body.links[0].href).toBe(
    'https://xn--mn-5ja.example/c%C3%A1ch%20n%E1%BA%A5u?a=b%7Cc&d=%25zz#ph%E1%BA%A7n%202%23x',
  )
  const led = await story.call('GET', `/01/${shop.product}?linkType=gs1:recipeInfo`)
  expect([led.status, led.headers.get('location')?.startsWith('https://xn--mn-5ja.example/')]).toEqual([307, true])
})

test('markup in a title is text on the page of links', async () => {
  const { version } = await stand()
  await keep(version, [{ ...recipe, title: '</script><img src=x onerror=alert(1)>' }])
  const page = await story.call('GET', `/01/${shop.product}?linkType=linkset`, { headers: { accept: 'text/html' } })
  expect(page.body).not.toContain('<img')
  expect(page.body).toContain('&lt;img src=x')
})

describe('what there is to show of a product', () => {
  const types = (set: Linkset, level: number) =>
    Object.keys(set.linkset[level]!).flatMap((type) => (type.includes('/voc/') ? [type.split('/').at(-1)!] : []))
  const always = ['defaultLink', 'defaultLinkMulti', 'traceability']

  test('is in its linkset, and nothing else: a lot without a recall has no recall to link to', async () => {
    const { version } = await stand()
    await keep(version, [])
    const set = await linksetOf(`/01/${shop.product}/10/${lot}`)
    expect(types(set, 0)).toEqual([...always, 'epcis'])
    expect(types(set, 1)).toEqual([...always, 'pip', 'locationInfo', 'hasRetailers'])
    expect(hrefs(set, 'locationInfo', 1)).toEqual([`${origin}/co-so/${shop.maker}`, `${origin}/en/co-so/${shop.maker}`])
    expect(hrefs(set, 'epcis')).toEqual([
      `${origin}/v1/epcis/events?MATCH_anyEPCClass=https%3A%2F%2Fid.gs1.org%2F01%2F${shop.product}%2F10%2F${lot}`,
    ])
  })

  test('gains its certificates while one of them is in force', async () => {
    const paper = (until: string) => ({
      ...{ kind: 'food-safety', number: '12/ATTP', issuer: 'Sở Nông nghiệp', issued: '2024-01-10', until },
      ...{ state: 'recognised', check: { by: 'Chị Hạnh', at: '2026-11-20T02:00:00.000Z' } },
    })
    const put = async (certificates: unknown[]) => {
      const { revision } = await shop.must('GET', `/v1/products/${shop.product}`, { as: shop.officer })
      await shop.must('PUT', `/v1/products/${shop.product}/certificates`, {
        as: shop.officer,
        body: { revision, certificates },
      })
      await story.settled()
    }
    await put([paper('2026-10-01')])
    expect(types(await linksetOf(`/01/${shop.product}/10/${lot}`), 1)).not.toContain('certificationInfo')
    await put([paper('2028-01-10')])
    const set = await linksetOf(`/01/${shop.product}/10/${lot}`)
    expect(hrefs(set, 'certificationInfo')).toEqual([
      `${origin}/tem/${shop.product}/${lot}`,
      `${origin}/en/tem/${shop.product}/${lot}`,
    ])
    expect(hrefs(set, 'certificationInfo', 1)[0]).toBe(`${origin}/hang/${shop.product}`)
  })

  test('is really there: each link of ours is followed to an answer', async () => {
    const { builtSite, clientFiles } = await import('../site/built.ts')
    await builtSite()
    const { siteDoor } = await import('@nguon/functions/site-door')
    const { site } = await import(new URL('../server/entry.mjs', clientFiles).href)
    const { linkset } = await linksetOf(`/01/${shop.product}/10/${lot}`)
    const ours = linkset.flatMap((context) =>
      Object.values(context).flatMap((links) => (typeof links === 'string' ? [] : links.map(({ href }) => href))),
    )
    const dead: string[] = []
    for (const href of new Set(ours)) {
      const { pathname, search } = new URL(href)
      const status = pathname.startsWith('/v1/')
        ? (await story.call('GET', pathname + search)).status
        : (await site(new Request(href), { house: siteDoor(story.house, story.apps.api, new Request(href)) })).status
      if (status !== 200) dead.push(`${status} ${href}`)
    }
    expect(dead).toEqual([])
    const [query = ''] = hrefs({ linkset }, 'epcis')
    const events = await story.call('GET', query.slice(origin.length))
    expect(JSON.stringify(events.body)).toContain('commissioning')
  })

  test('is on its stamps too, whether the link names the lot or not', async () => {
    await shop.must('POST', `/v1/products/${shop.product}/lots/${lot}/stamps`, {
      as: shop.household,
      body: { count: 2 },
    })
    const { serialOf } = await import('@nguon/trace/stamp')
    const serial = serialOf(story.house.stampKeys, shop.product, 1)
    for (const path of [`/01/${shop.product}/10/${lot}/21/${serial}`, `/01/${shop.product}/21/${serial}`])
      expect(types(await linksetOf(path), 0)).toEqual([...always, 'certificationInfo', 'epcis'])
  })

  test('is not sold while it rests', async () => {
    await shop.must('POST', `/v1/products/${shop.product}/publication`, { as: shop.household, body: { do: 'pause' } })
    expect(types(await linksetOf(`/01/${shop.product}`), 0)).not.toContain('hasRetailers')
    await shop.must('POST', `/v1/products/${shop.product}/publication`, { as: shop.household, body: { do: 'resume' } })
  })
})
