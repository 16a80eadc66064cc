import { createHash } from 'node:crypto'
import { describe, expect, test } from 'vitest'
import { page, post, read } from './asking.ts'
import { builtSite } from './built.ts'
import { fakeHouse } from './fake-house.ts'
import { cards } from './goods.ts'

const evil = `</script><script>alert(1)</script><img src=x onerror=alert(2)>"'`
const shop = [
  '/',
  '/hang',
  '/hang?q=nuoc',
  '/hang/09520123456788',
  '/co-so/hoan-ngoc',
  '/dat/09520123456788',
  '/don/DHK7M2Q9R4W?k=t',
  '/tem',
  '/ve-tem',
  '/thu-hoi',
]
const english = (path: string) => (path === '/' ? '/en' : `/en${path}`)

describe('every page', () => {
  test.each(shop)('%s stands in Vietnamese and, under /en, in English', async (path) => {
    const [vi, en] = await Promise.all([page(path), page(english(path))])
    expect([vi.status, en.status]).toEqual([200, 200])
    expect(vi.html).toContain('<html lang="vi"')
    expect(en.html).toContain('<html lang="en"')
    expect(en.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(read(en.html)).toContain('Your money goes straight to the maker’s own account')
  })

  test.each(shop)('%s runs no inline script and obeys one policy', async (path) => {
    const { html, headers } = await page(path)
    const { contentSecurityPolicy } = await builtSite()
    expect(headers.get('content-security-policy')).toBe(contentSecurityPolicy())
    expect(contentSecurityPolicy()).not.toMatch(/unsafe|\*|http:/)
    const scripts = html.match(/<script\b[^>]*>/g) ?? []
    for (const script of scripts) expect(script).toMatch(/src="\/assets\/|application\/ld\+json/)
    expect(html).not.toMatch(/\sstyle="|\son\w+="/)
  })

  test('the passport’s own style is the one the policy lets in', async () => {
    const { html, headers } = await page('/tem/09520123456788/AT-2611/K7MQ2R9DFH3P')
    const style = /<style>([\s\S]*?)<\/style>/.exec(html)?.[1] ?? ''
    const hash = createHash('sha256').update(style).digest('base64')
    expect(headers.get('content-security-policy')).toContain(`'sha256-${hash}'`)
  })

  test('the English of a page is one tap away, with the same question', async () => {
    expect((await page('/hang?q=nem')).html).toContain('href="/en/hang?q=nem"')
    expect((await page('/en/hang?q=nem')).html).toContain('href="/hang?q=nem"')
  })

  test('an unknown address is 404 in the language it was asked in', async () => {
    const { status, html } = await page('/en/nowhere')
    expect(status).toBe(404)
    expect(read(html)).toContain('This page is not here')
  })

  test('a trailing slash is moved away for good, and never to another host', async () => {
    const { status, headers } = await page('//evil.example/')
    expect(status).toBe(308)
    expect(headers.get('location')).toBe('/evil.example')
  })

  test('a form sent from another site is refused before anything happens', async () => {
    const house = fakeHouse()
    const { status } = await post('/don/DHK7M2Q9R4W?k=t', { do: 'cancel' }, house, 'https://evil.example')
    expect(status).toBe(403)
    expect(house.asked).toEqual([])
  })

  test('the API hears which language its words are wanted in', async () => {
    const house = fakeHouse()
    await page('/en/hang', house)
    expect(house.asked.map(({ headers }) => headers.get('accept-language'))).toEqual(['en', 'en'])
  })

  test('an API that breaks becomes a page in words, not a trace', async () => {
    const house = { ...fakeHouse(), api: async () => new Response('boom at line 3', { status: 503 }) }
    const { status, html } = await page('/hang', house)
    expect(status).toBe(503)
    expect(read(html)).toContain('Đang đông người')
    expect(html).not.toContain('boom')
  })
})

describe('the list', () => {
  test('chips and filters are links and a plain form; the next page is a link', async () => {
    const { html } = await page('/hang?stars=3&commune=15628')
    expect(html).toContain('href="/hang?commune=15628"')
    expect(html).toContain('<form action="/hang" method="get">')
    const many = Array.from({ length: 30 }, (_, at) => ({ ...cards[0]!, id: `HANG${at + 10}` }))
    expect((await page('/hang', fakeHouse({ goods: many }))).html).toContain('href="/hang?cursor=24"')
  })

  test('an empty list says so, why, and what to do', async () => {
    const { html } = await page('/hang?q=sau+rieng')
    expect(read(html)).toMatch(/Chưa có món nào hợp với “sau rieng”\. Thử ít chữ hơn.*Xem tất cả hàng/)
  })

  test('stars stand only where a decision is in force', async () => {
    const plain = cards.map(({ rank: _, ...card }) => card)
    expect((await page('/hang', fakeHouse({ goods: plain }))).html).not.toContain('class="stars"')
  })

  test('long names are never cut', async () => {
    const { html } = await page('/hang/SUAHAT01')
    expect(read(html)).toContain('Công ty TNHH Dịch vụ thương mại Hồng Hoa Organic Care')
    expect(read((await page('/hang')).html)).toContain('Dưa kim hoàng hậu Thiên Trường 36')
  })
})

describe('what others wrote', () => {
  const goods = [{ ...cards[0]!, name: evil, nameEn: evil, maker: { ...cards[0]!.maker, name: evil } }]

  test.each(['/', '/hang', '/hang/09520123456788', '/dat/09520123456788'])(
    'markup in names is text on %s',
    async (path) => {
      const { html } = await page(path, fakeHouse({ goods }))
      expect(html).not.toMatch(/<img src=x|<script>alert/)
      expect(read(html)).toContain(evil)
    },
  )

  test('a search is given back as text', async () => {
    const { html } = await page(`/hang?q=${encodeURIComponent(evil)}`)
    expect(html.replace(/="[^"]*"/g, '')).not.toMatch(/<img src=x|<script>alert/)
  })

  test('JSON-LD cannot close its script, and still says the name', async () => {
    const { html } = await page('/hang/09520123456788', fakeHouse({ goods }))
    const ld = /<script type="application\/ld\+json">([\s\S]*?)<\/script>/.exec(html)?.[1] ?? ''
    expect(ld).not.toContain('<')
    expect(JSON.parse(ld)).toMatchObject({ '@type': 'Product', name: evil, gtin14: '09520123456788' })
  })

  test('an example is not offered to search engines', async () => {
    const ld = (html: string) => JSON.parse(/<script type="application\/ld\+json">([\s\S]*?)<\/script>/.exec(html)![1]!)
    expect(ld((await page('/hang/CAMXD2')).html)).not.toHaveProperty('offers')
    const { example: _, ...real } = cards[1]!
    expect(ld((await page('/hang/CAMXD2', fakeHouse({ goods: [real] }))).html).offers).toMatchObject({
      price: 38_000,
      priceCurrency: 'VND',
    })
  })
})

describe('for machines', () => {
  test('robots are kept from orders and single stamps, and shown the map', async () => {
    const { html } = await page('/robots.txt')
    expect(html).toContain('Disallow: /don/')
    expect(html).toContain('Sitemap: http://127.0.0.1:4321/sitemap.xml')
  })

  test('the map has one file per commune, each address in both languages', async () => {
    expect((await page('/sitemap.xml')).html).toContain('/sitemap/16597.xml')
    const { html } = await page('/sitemap/16597.xml')
    expect(html).toContain('<loc>http://127.0.0.1:4321/hang/09520123456788</loc>')
    expect(html).toContain('<loc>http://127.0.0.1:4321/en/hang/09520123456788</loc>')
  })
})

describe('a number typed by hand', () => {
  test('with its product it leads to the answer', async () => {
    const { status, headers } = await page('/tem?product=09520123456788&so=k7mq-2r9d-fh3p-d')
    expect(status).toBe(303)
    expect(headers.get('location')).toBe('/tem/09520123456788/-/K7MQ2R9DFH3P')
  })

  test('without it, the products of that name are offered', async () => {
    const { html } = await page('/tem?so=K7MQ+2R9D+FH3P+D&q=nuoc')
    expect(html).toContain('href="/tem/09520123456788/-/K7MQ2R9DFH3P"')
  })

  test.each([
    ['K7MQ 2R9D FH3P X', 'có một chữ bị nhầm'],
    ['K7MQ 2R9D', 'chưa đủ hoặc thừa chữ'],
    ['K7MQ 2R9D FH3P !', 'ký tự không dùng trên tem'],
    ['', 'Chưa có số trên tem.'],
  ])('“%s” is told what is wrong with it and stays in the field', async (so, words) => {
    const { html } = await page(`/tem?q=nuoc&so=${encodeURIComponent(so)}`)
    expect(read(html)).toContain(words)
    expect(html).toContain('name="so" type="text"')
    if (so) expect(html).toContain(`value="${so}"`)
  })
})
