import { atEdge } from '@nguon/functions/entry/edge'
import { env, passHeader, pathHeader, viewerHeader } from '@nguon/functions/env'
import { Hono } from 'hono'
import { describe, expect, test } from 'vitest'

const pass = 'pass-3f9aC1d7e5b2-8Kq0ZpLmWxYv-4hTn'
const app = new Hono().all('*', (c) =>
  c.json({ url: c.req.raw.url, who: c.req.header(viewerHeader), pass: c.req.header(passHeader) }),
)
const answer = atEdge(app, { [env.pass]: pass })
const domain = 'abc.execute-api.ap-southeast-1.amazonaws.com'

/** What the gateway hands on: its own path is decoded, and cut where the decoded path has a question mark. */
const asked = (rawPath: string, headers: Record<string, string>, rawQueryString = '') => ({
  ...{ version: '2.0', routeKey: '$default', rawPath, rawQueryString, headers: { host: domain, ...headers } },
  requestContext: {
    ...{ accountId: '0', apiId: 'abc', domainName: domain, domainPrefix: 'abc', stage: '$default', requestId: 'r' },
    ...{ routeKey: '$default', time: '', timeEpoch: 0, authentication: null, authorizer: {} as never },
    http: { method: 'GET', path: rawPath, protocol: 'HTTP/1.1', sourceIp: '203.0.113.9', userAgent: '' },
  },
  ...{ body: null, isBase64Encoded: false },
})

describe('a function behind the edge', () => {
  test.each<[string, Record<string, string>]>([
    ['without a pass', { [viewerHeader]: '198.51.100.1' }],
    ['with another pass', { [passHeader]: `${pass}x` }],
    ['with an empty pass', { [passHeader]: '' }],
  ])('turns away whoever comes around the edge %s', async (_, headers) => {
    expect((await answer(asked('/', headers))).statusCode).toBe(403)
  })

  test('answers what the edge brings and keeps the pass to itself', async () => {
    const got = await answer(
      asked('/v1/products', { [passHeader]: pass, [viewerHeader]: '203.0.113.9' }, 'q=b%C6%B0%E1%BB%9Fi'),
    )
    expect(got.statusCode).toBe(200)
    expect(JSON.parse(got.body)).toEqual({
      url: `https://${domain}/v1/products?q=b%C6%B0%E1%BB%9Fi`,
      who: '203.0.113.9',
    })
  })

  test.each([
    ['/01/09520123456788/10/A/B', '/01/09520123456788/10/A%2FB'],
    ['/01/09520123456788/10/A', '/01/09520123456788/10/A%3FB'],
    ['/tem/TH Ăn', '/tem/TH%20%C4%82n'],
  ])('reads %s, which the gateway decoded, as %s, which was asked', async (decoded, path) => {
    const got = await answer(asked(decoded, { [passHeader]: pass, [pathHeader]: path }))
    expect(JSON.parse(got.body).url).toBe(`https://${domain}${path}`)
  })

  test.each<[string, number, number]>([
    ['hands on a print job of 4 MB', 4_000_000, 200],
    ['asks for parts of a print job that Lambda would not hand on', 4_800_000, 413],
  ])('%s', async (_, size, status) => {
    const sheet = () => new Response(new Uint8Array(size), { headers: { 'content-type': 'application/pdf' } })
    const printer = atEdge(new Hono().get('/sheet', sheet), { [env.pass]: pass })
    const got = await printer(asked('/sheet', { [passHeader]: pass }))
    expect(got.statusCode).toBe(status)
    expect(got.body.length).toBeLessThan(6 * 1024 * 1024)
  })

  test.each([undefined, 'short'])('does not start with the pass %s', (value) => {
    expect(() => atEdge(app, { [env.pass]: value })).toThrow(env.pass)
  })
})
