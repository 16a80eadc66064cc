import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { brotliDecompressSync, gunzipSync } from 'node:zlib'
import { PutObjectCommand, S3Client } from '@aws-sdk/client-s3'
import { clientSetting } from '@nguon/local/account'
import type { App } from '@nguon/local/app'
import { startCloud } from '@nguon/local/cloud'
import { compress } from '@nguon/local/compress'
import { openFiles } from '@nguon/local/files'
import { mediaFrom } from '@nguon/local/media'
import { type Listening, listen, type Origins, route } from '@nguon/local/origin'
import { refused } from '@nguon/local/refusal'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'

const folder = mkdtempSync(join(tmpdir(), 'nguon-origin-'))
mkdirSync(join(folder, 'assets'))
mkdirSync(join(folder, 've-tem'))
writeFileSync(join(folder, 'assets/site.a1b2c3.css'), `body { color: #123 }${' '.repeat(2_000)}`)
writeFileSync(join(folder, 'favicon.svg'), '<svg/>')
writeFileSync(join(folder, 've-tem/index.html'), '<!doctype html><p>Về tem</p>')
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const named = (name: string): App => ({ fetch: () => new Response(name) })
const origins: Origins = {
  api: named('api'),
  hooks: named('hooks'),
  resolver: named('resolver'),
  site: named('site'),
  media: named('media'),
  files: openFiles(folder),
  dev: { '/dev/inbox': named('inbox'), '/dev/bank': named('bank') },
}
const at = (path: string, init?: RequestInit) => new Request(`http://localhost:4000${path}`, init)
const ask = async (path: string, init?: RequestInit) => route(origins).fetch(at(path, init))

describe('the origin', () => {
  test.each([
    ['/', 'site'],
    ['/hang?q=nem', 'site'],
    ['/tem/09521234543213', 'site'],
    ['/t/K7MQ2R9DFH3P', 'resolver'],
    ['/01/09521234543213/10/L1/21/K7MQ2R9DFH3P', 'resolver'],
    ['/.well-known/gs1resolver', 'resolver'],
    ['/eh3074257BF7194E4000001A85', 'resolver'],
    ['/exMHQle_cZTkAAABqF', 'resolver'],
    ['/v1/products', 'api'],
    ['/v1/hooks/sepay', 'hooks'],
    ['/v1/hooksmith', 'api'],
    ['/docs', 'api'],
    ['/docs/app.js', 'api'],
    ['/docsite', 'site'],
    ['/media/a.webp', 'media'],
    ['/dev/inbox', 'inbox'],
    ['/dev/inbox.json?to=1', 'inbox'],
    ['/dev/bank/chuyen', 'bank'],
    ['/dev/other', 'site'],
    ['/en/hang', 'site'],
  ])('%s goes to the %s', async (path, name) => {
    expect(await (await ask(path)).text()).toBe(name)
  })

  test('gives files with a hash in their name for ever, others for a while, and none to a POST', async () => {
    const asset = await ask('/assets/site.a1b2c3.css')
    expect(asset.headers.get('cache-control')).toBe('public, max-age=31536000, immutable')
    expect(asset.headers.get('content-type')).toBe('text/css; charset=utf-8')
    expect((await ask('/favicon.svg')).headers.get('cache-control')).toBe('public, max-age=300')
    expect(await (await ask('/ve-tem')).text()).toContain('Về tem')
    expect(await (await ask('/favicon.svg', { method: 'POST' })).text()).toBe('site')
    const tag = asset.headers.get('etag') ?? ''
    expect((await ask('/assets/site.a1b2c3.css', { headers: { 'if-none-match': `W/${tag}` } })).status).toBe(304)
    expect((await ask('/assets/gone.css')).status).toBe(404)
    expect(await (await ask('/%E0%A4%A')).text()).toBe('site')
    expect(await (await ask('/..%2f..%2fetc%2fpasswd')).text()).toBe('site')
  })

  test('reads pictures from the bucket under their whole path', async () => {
    const cloud = await startCloud({ buckets: ['media'], queues: [] })
    const s3 = new S3Client({ ...clientSetting(cloud.endpoint), forcePathStyle: true })
    const picture = { Bucket: 'media', Key: 'media/nem chua.webp', Body: 'RIFF', ContentType: 'image/webp' }
    await s3.send(new PutObjectCommand(picture))
    const media = mediaFrom(cloud.endpoint, 'media')
    const answer = await media.fetch(at('/media/nem%20chua.webp'))
    expect([answer.status, answer.headers.get('content-type'), await answer.text()]).toEqual([
      200,
      'image/webp',
      'RIFF',
    ])
    expect((await media.fetch(at('/media/none.webp'))).status).toBe(404)
    expect((await media.fetch(at('/media/nem%20chua.webp', { method: 'DELETE' }))).status).toBe(404)
    await cloud.stop()
  })
})

describe('compression at the edge', () => {
  const html = `<p>${'Nem chua Thanh Hoá '.repeat(200)}</p>`
  const page = (body: string, headers: Record<string, string> = {}) =>
    new Response(body, { headers: { 'content-type': 'text/html; charset=utf-8', etag: '"1"', ...headers } })
  const sent = (response: Response, accepts: string) =>
    compress(at('/', { headers: { 'accept-encoding': accepts } }), response)

  test.each([
    ['gzip, deflate, br', 'br', brotliDecompressSync],
    ['gzip', 'gzip', gunzipSync],
    ['br;q=0, gzip', 'gzip', gunzipSync],
  ])('for "%s" it is %s, smaller and the same', async (accepts, encoding, inflate) => {
    const answer = await sent(page(html), accepts)
    const wire = Buffer.from(await answer.arrayBuffer())
    expect(answer.headers.get('content-encoding')).toBe(encoding)
    expect(answer.headers.get('etag')).toBe('W/"1"')
    expect(answer.headers.get('vary')).toBe('Accept-Encoding')
    expect(wire.length).toBeLessThan(html.length / 10)
    expect(inflate(wire).toString()).toBe(html)
  })

  test.each<[string, Response, string]>([
    ['nothing to a client that takes none', page(html), 'identity'],
    ['nothing below 1,000 bytes', page('<p>ngắn</p>'), 'br'],
    ['no picture', page(html, { 'content-type': 'image/webp' }), 'br'],
    ['nothing twice', page(html, { 'content-encoding': 'gzip' }), 'br'],
    ['nothing that must not be changed', page(html, { 'cache-control': 'no-transform' }), 'br'],
  ])('touches %s', async (_, response, accepts) => {
    const before = response.headers.get('content-encoding')
    expect((await sent(response, accepts)).headers.get('content-encoding')).toBe(before)
  })
})

describe('the server', () => {
  let server: Listening
  beforeAll(async () => {
    const answer = await listen(0)
    if (refused(answer)) throw new Error(answer.code)
    server = answer
  })
  afterAll(() => server.close())

  const raw = async (text: string) => {
    const socket = connect(server.port, '127.0.0.1')
    socket.on('error', () => {})
    socket.write(text)
    let answer = ''
    socket.on('data', (chunk) => {
      answer += chunk
    })
    await once(socket, 'close')
    return answer
  }

  test('asks to come back while it is starting', async () => {
    const answer = await fetch(`http://127.0.0.1:${server.port}/`)
    expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '2'])
  })

  test('tells the apps who asks and lets nobody else say it', async () => {
    server.open({ fetch: (request) => Response.json(Object.fromEntries(request.headers)) })
    const headers = { 'cloudfront-viewer-address': '203.0.113.9:1', 'x-forwarded-for': '203.0.113.9', 'x-kept': 'yes' }
    const seen = await (await fetch(`http://127.0.0.1:${server.port}/`, { headers })).json()
    expect(seen).toMatchObject({
      'cloudfront-viewer-address': expect.stringMatching(/^127\.0\.0\.1:\d+$/),
      'x-kept': 'yes',
    })
    expect(seen).not.toHaveProperty('x-forwarded-for')
  })

  test.each([
    ['64 KB of headers', `GET / HTTP/1.1\r\nhost: a\r\nx: ${'y'.repeat(65_536)}\r\n\r\n`, 431],
    ['something that is not HTTP', 'xin chào\r\n\r\n', 400],
    ['a broken host', 'GET / HTTP/1.1\r\nhost: a b\r\nconnection: close\r\n\r\n', 400],
  ])('answers %s with a problem a program can read', async (_, text, status) => {
    const answer = await raw(text)
    expect(answer).toMatch(new RegExp(`^HTTP/1.1 ${status} `))
    expect(answer.toLowerCase()).toContain('content-type: application/problem+json')
    expect(JSON.parse(answer.slice(answer.indexOf('{'), answer.lastIndexOf('}') + 1))).toMatchObject({ status })
  })

  test('answers an app that throws with a problem, and goes on', async () => {
    const { error } = console
    console.error = () => {}
    server.open({
      fetch: () => {
        throw new Error('a bug')
      },
    })
    const answer = await fetch(`http://127.0.0.1:${server.port}/`)
    console.error = error
    expect([answer.status, answer.headers.get('content-type')]).toEqual([
      500,
      'application/problem+json; charset=utf-8',
    ])
    server.open({ fetch: () => new Response('ok') })
    expect(await (await fetch(`http://127.0.0.1:${server.port}/`)).text()).toBe('ok')
  })

  test('refuses a port that is taken', async () => {
    const other = createServer().listen(0, '127.0.0.1')
    await once(other, 'listening')
    const address = other.address()
    const port = typeof address === 'object' && address ? address.port : 0
    expect(await listen(port)).toEqual({ code: 'start/port-busy', port })
    other.close()
  })
})
