import { env, keyHeader, passHeader, pathHeader } from '@nguon/functions/env'
import { Hono } from 'hono'
import { describe, expect, test } from 'vitest'
import { openSink, type StreamHandler, standInForLambda } from './lambda-stream.ts'

standInForLambda()
const { streamedAtEdge } = await import('@nguon/functions/entry/stream')
const pass = 'pass-3f9aC1d7e5b2-8Kq0ZpLmWxYv-4hTn'
const opened = (app: Hono) => streamedAtEdge(app, { [env.pass]: pass }) as StreamHandler

/** A request as a function URL hands it on, with the edge's signature where the asker's key was. */
const asked = (headers: Record<string, string | undefined> = {}, cookies?: string[]) => ({
  ...{ version: '2.0', rawPath: '/v1/a/b', rawQueryString: 'first=0&last=9', ...(cookies ? { cookies } : {}) },
  headers: {
    ...{ host: 'abc.lambda-url.ap-southeast-1.on.aws', authorization: 'AWS4-HMAC-SHA256 Credential=AKIA' },
    ...{ [passHeader]: pass, [pathHeader]: '/v1/a%2Fb', ...headers },
  },
  requestContext: { domainName: 'abc.lambda-url.ap-southeast-1.on.aws', http: { method: 'GET', path: '/v1/a/b' } },
})
const echo = new Hono().get('*', (c) => {
  c.header('set-cookie', 'a=1; Path=/', { append: true })
  c.header('set-cookie', 'b=2; Path=/', { append: true })
  return c.json({
    url: c.req.url,
    ...{ key: c.req.header('authorization') ?? null, cookie: c.req.header('cookie') ?? null },
    edge: [passHeader, pathHeader, keyHeader].filter((name) => c.req.header(name) !== undefined),
  })
})

describe('a streamed function', () => {
  test('reads the key that the asker wrote, the path with its %2F, the cookies; never what only the edge says', async () => {
    const sink = openSink()
    await opened(echo)(asked({ [keyHeader]: 'Bearer nk_1' }, ['__Host-nguon=s1', 'x=y']), sink.out)
    expect(JSON.parse(sink.body().toString())).toEqual({
      url: 'https://abc.lambda-url.ap-southeast-1.on.aws/v1/a%2Fb?first=0&last=9',
      ...{ key: 'Bearer nk_1', cookie: '__Host-nguon=s1; x=y', edge: [] },
    })
    expect(sink.sent()).toMatchObject({
      said: { statusCode: 200, cookies: ['a=1; Path=/', 'b=2; Path=/'] },
      ended: true,
    })
    expect(sink.sent()?.said.headers['set-cookie']).toBeUndefined()
  })

  test('takes the edge’s own signature for nobody’s key', async () => {
    const sink = openSink()
    await opened(echo)(asked(), sink.out)
    expect(JSON.parse(sink.body().toString())).toMatchObject({ key: null })
  })

  test.each([
    ['a wrong pass', { [passHeader]: 'guessed' }],
    ['no pass', { [passHeader]: undefined }],
  ])('turns away whoever comes with %s', async (_, headers) => {
    const sink = openSink()
    await opened(echo)(asked(headers), sink.out)
    expect(sink.sent()).toMatchObject({ said: { statusCode: 403 }, ended: true })
  })

  test('answers 400 to a header that is none', async () => {
    const sink = openSink()
    await opened(echo)(asked({ [keyHeader]: 'Bearer nk_…' }), sink.out)
    expect(sink.sent()).toMatchObject({ said: { statusCode: 400 }, ended: true })
  })

  test('does not start without a pass', () => {
    expect(() => streamedAtEdge(echo, {})).toThrow('NGUON_EDGE_PASS (setting/missing)')
    expect(() => streamedAtEdge(echo, { [env.pass]: 'short' })).toThrow('NGUON_EDGE_PASS (setting/short)')
  })

  test('breaks off an answer that fails on its way: the file never ends as if it were whole', async () => {
    let made = 0
    const failing = new Hono().get('*', (c) =>
      c.body(
        new ReadableStream({
          pull(out) {
            if (made++ === 3) throw new Error('a stamp of another shape')
            out.enqueue(new TextEncoder().encode('page'))
          },
        }),
      ),
    )
    const sink = openSink()
    await expect(opened(failing)(asked(), sink.out)).rejects.toThrow('a stamp of another shape')
    expect(sink.sent()?.ended).toBe(false)
    expect(sink.out.destroyed).toBe(true)
  })

  test('stops making pages when nobody takes them any more', async () => {
    let stopped = false
    const endless = new Hono().get('*', (c) =>
      c.body(
        new ReadableStream({
          pull: (out) => out.enqueue(new Uint8Array(5_000)),
          cancel() {
            stopped = true
          },
        }),
      ),
    )
    const sink = openSink(() => {
      throw new Error('the asker went away')
    })
    await expect(opened(endless)(asked(), sink.out)).rejects.toThrow('the asker went away')
    expect(stopped).toBe(true)
  })
})
