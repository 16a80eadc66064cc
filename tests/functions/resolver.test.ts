import fc from 'fast-check'
import { beforeEach, describe, expect, test, vi } from 'vitest'
import { resolver } from '../../functions/resolver.ts'
import { asked, get, gtin, house, json, lot, origin, serial } from '../conformance/resolver-house.ts'

const item = `/01/${gtin}`

beforeEach(() => {
  asked.length = 0
})

describe('what is no link of ours is refused with a reason, and nothing is read', () => {
  test.each([
    ['/01/09520123456789', 400, 'digital-link/check-digit'],
    ['/01/9520123456788', 400, 'digital-link/too-short'],
    ['/01/0952012345678X', 400, 'digital-link/not-digits'],
    ['/01', 400, 'digital-link/no-key'],
    ['/01/', 400, 'digital-link/no-key'],
    [`${item}/17/270131`, 400, 'digital-link/qualifiers'],
    [`${item}/21/S/10/L`, 400, 'digital-link/qualifiers'],
    [`${item}/99/ABC`, 400, 'digital-link/qualifiers'],
    [`${item}/89/ABC`, 400, 'digital-link/no-key'],
    [`${item}/8003/09520123456788SER1`, 400, 'digital-link/no-key'],
    [`${item}/10/%FF`, 400, 'digital-link/bad-escape'],
    [`${item}/10/%E1%BA`, 400, 'digital-link/bad-escape'],
    [`${item}/10/%GG`, 400, 'digital-link/bad-escape'],
    [`${item}/10/%00`, 400, 'digital-link/bad-escape'],
    [`${item}/10/l%C3%B4`, 400, 'digital-link/bad-character'],
    [`${item}/10/A%20B`, 400, 'digital-link/bad-character'],
    [`${item}/10/${'A'.repeat(21)}`, 400, 'digital-link/too-long'],
    [`${item}//`, 400, 'digital-link/no-key'],
    [`${item}?10=L1`, 400, 'digital-link/belongs-in-path'],
    [`${item}?21=S1`, 400, 'digital-link/not-an-attribute'],
    [`${item}?17=270132`, 400, 'digital-link/bad-value'],
    [`${item}?17=270131&17=270131`, 400, 'digital-link/repeated'],
    [`${item}?1234=foo`, 400, 'digital-link/unknown-ai'],
    [`${item}?linkType=%FF`, 400, 'digital-link/bad-escape'],
    [`${item}/10/${'A'.repeat(3000)}`, 414, 'resolver/too-long'],
    [`${item}?a=${'A'.repeat(5000)}`, 414, 'resolver/too-long'],
    ['/t/CHEXANH/L/S/MORE', 400, 'resolver/not-a-stamp-link'],
    ['/t/CHE', 400, 'resolver/not-a-stamp-link'],
    ['/t/', 400, 'resolver/not-a-stamp-link'],
    ['/t/CHEXANH/%FF', 400, 'resolver/not-a-stamp-link'],
    ['/t/CHEXANH/l%C3%B4', 400, 'resolver/not-a-stamp-link'],
    [`/t/CHEXANH/${'A'.repeat(21)}`, 400, 'resolver/not-a-stamp-link'],
    [`/t/${gtin}`, 400, 'resolver/not-a-stamp-link'],
    [`/t/${'A'.repeat(3000)}`, 414, 'resolver/too-long'],
  ])('%.60s is %i, %s', async (path, status, code) => {
    const answer = await get(path)
    expect(answer.status).toBe(status)
    expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8')
    expect(await answer.json()).toMatchObject({ status, code })
    expect(asked).toEqual([])
  })

  test('a malformed linkType of a known product is 400', async () => {
    expect((await get(`${item}?linkType=pip`)).status).toBe(400)
  })

  test.each(['POST', 'PUT', 'DELETE', 'PATCH'])('%s is 405 and says what is allowed', async (method) => {
    for (const path of [item, '/t/CHEXANH', '/.well-known/gs1resolver']) {
      const answer = await get(path, {}, method)
      expect([answer.status, answer.headers.get('allow')]).toEqual([405, 'GET, HEAD, OPTIONS'])
    }
  })

  test('no path and no query whatever makes it answer 5xx', async () => {
    const piece = fc.oneof(
      fc.constantFrom(
        '/01/',
        gtin,
        '/10/',
        '/21/',
        '/t/',
        '%',
        '%2',
        '%FF',
        '?',
        '&',
        '17=',
        'linkType=',
        'gs1:pip',
        '=',
        '/',
        'CHEXANH',
        '..',
        ';',
      ),
      fc.string({ unit: 'binary', maxLength: 8 }),
    )
    const header = fc.string({ unit: fc.constantFrom(...'text/html,*;q=0.1 viENjson+'), maxLength: 40 })
    const loud = vi.spyOn(console, 'error').mockImplementation(() => {})
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom('/01/', '/t/', '/T/'),
        fc.array(piece, { maxLength: 10 }),
        header,
        header,
        async (door, pieces, accept, language) => {
          const answer = await get(door + pieces.join(''), { accept, 'accept-language': language })
          expect(answer.status).toBeLessThan(500)
        },
      ),
      { seed: 26, numRuns: 1_000 },
    )
    expect(loud).not.toHaveBeenCalled()
    loud.mockRestore()
  })
})

describe('a person is answered with a page', () => {
  const browser = { accept: 'text/html,application/xhtml+xml,*/*;q=0.8' }

  test('for an unknown number: 404, Vietnamese and English, under 3 KB, no script', async () => {
    const answer = await get('/01/12312312312333', browser)
    const page = await answer.text()
    expect(answer.status).toBe(404)
    expect(answer.headers.get('content-type')).toBe('text/html; charset=utf-8')
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'")
    expect(page).toContain('Mã này chưa có ở đây.')
    expect(page).toContain('This number is not known here.')
    expect(page).toContain('12312312312333')
    expect(page).toContain(`href="${origin}/tem"`)
    expect(page).not.toContain('<script')
    expect(Buffer.byteLength(page)).toBeLessThan(3 * 1024)
  })

  test('for a misread number: 400 with the reason, and what was read is only text', async () => {
    const answer = await get(`${item}/10/%3Cscript%3E~`, browser)
    const page = await answer.text()
    expect(answer.status).toBe(400)
    expect(page).toContain('&lt;script&gt;~')
    expect(page).not.toContain('<script')
    expect(Buffer.byteLength(page)).toBeLessThan(3 * 1024)
  })

  test('a program is answered with a problem', async () => {
    for (const accept of ['', '*/*', 'application/json', json]) {
      const answer = await get('/01/12312312312333', accept ? { accept } : {})
      expect(answer.headers.get('content-type')).toBe('application/problem+json; charset=utf-8')
      expect(await answer.json()).toMatchObject({ status: 404, code: 'resolver/unknown-product' })
    }
  })
})

describe('a house code', () => {
  test.each([
    ['/t/CHEXANH', '/tem/CHEXANH'],
    [`/t/CHEXANH/${lot}`, `/tem/CHEXANH/${lot}`],
    [`/t/CHEXANH/${lot}/${serial}`, `/tem/CHEXANH/${lot}/${serial}`],
    [`/t/CHEXANH/-/${serial}`, `/tem/CHEXANH/-/${serial}`],
    [`/t/CHEXANH/${lot}/INVENTED`, `/tem/CHEXANH/${lot}/INVENTED`],
    [`/T/CHEXANH/${lot}/${serial}`, `/tem/CHEXANH/${lot}/${serial}`],
    [`/t/chexanh/${lot}/`, `/tem/CHEXANH/${lot}`],
    ['/t/CHEXANH?utm=a%20b', '/tem/CHEXANH?utm=a%20b'],
  ])('%s leads to %s, with one read unless its serial is one of ours', async (path, target) => {
    const answer = await get(path)
    expect([answer.status, answer.headers.get('location')]).toEqual([307, origin + target])
    expect(asked).toEqual(path.includes(serial) ? [] : ['links CHEXANH'])
  })

  test('makes no claim of a linkset', async () => {
    const answer = await get('/t/CHEXANH', { accept: json })
    expect(answer.status).toBe(307)
    expect(answer.headers.get('link')).toBeNull()
  })

  test('of nobody is 404', async () => {
    expect((await get('/t/KHONGCO')).status).toBe(404)
  })

  test('leads a reader of English to the English page', async () => {
    expect((await get('/t/CHEXANH', { 'accept-language': 'en' })).headers.get('location')).toBe(
      `${origin}/en/tem/CHEXANH`,
    )
  })
})

test('a store out of reach is 503 with CORS, and says when to come back', async () => {
  const loud = vi.spyOn(console, 'error').mockImplementation(() => {})
  const down = resolver({ ...house, linksOf: () => Promise.reject(new Error('throttled')) })
  const answer = await down.request(origin + item)
  expect(answer.status).toBe(503)
  expect(answer.headers.get('retry-after')).toBe('5')
  expect(answer.headers.get('access-control-allow-origin')).toBe('*')
  expect(await answer.text()).not.toContain('throttled')
  loud.mockRestore()
})

test('links that a keeper registered cannot displace the default', async () => {
  const evil = { linkType: 'https://gs1.org/voc/defaultLink', href: 'https://evil.example/', title: 'x', hreflang: [] }
  const app = resolver({
    ...house,
    shownOf: async () => ({ maker: 'm', onSale: true, papers: { product: false, maker: false }, own: [evil] }),
  })
  const answer = await app.request(`${origin}${item}`, { headers: { accept: json } })
  expect(await answer.text()).not.toContain('evil')
})
