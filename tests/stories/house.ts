import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { api } from '@nguon/functions/api/api'
import { bringOperator } from '@nguon/functions/bootstrap'
import { checkout } from '@nguon/functions/checkout'
import { hooks } from '@nguon/functions/hooks'
import type { House, Message } from '@nguon/functions/house'
import { intake } from '@nguon/functions/intake'
import { openHouse } from '@nguon/functions/open'
import { project } from '@nguon/functions/project/project'
import { resolver } from '@nguon/functions/resolver'
import { resolverHouse } from '@nguon/functions/resolver-house'
import { timers } from '@nguon/functions/timers'
import { clientSetting } from '@nguon/local/account'
import { startCloud } from '@nguon/local/cloud'
import { pumpQueue } from '@nguon/local/queue'
import { pumpStream } from '@nguon/local/stream'
import { engine, freshTable } from '../engine.ts'

export const origin = 'http://localhost:4000'

/** A whole platform in memory: the real apps and handlers on the real engine, with a clock that the story moves. */
export async function openStory(start = '2026-11-23T02:00:00.000Z') {
  const table = await freshTable()
  const { endpoint } = await engine()
  const cloud = await startCloud({
    buckets: ['media', 'imports', 'published', 'sealed'],
    queues: [{ name: 'intake', dead: 'intake-dead', tries: 3, seconds: 5 }],
  })
  const clock = { now: new Date(start) }
  const inbox: Message[] = []
  const s3 = { ...clientSetting(cloud.endpoint), forcePathStyle: true }
  const house: House = openHouse({
    table: table.name,
    buckets: { media: 'media', imports: 'imports', published: 'published', sealed: 'sealed' },
    intake: cloud.queueUrl('intake'),
    origin,
    province: '38',
    secret: (purpose) => `${purpose}-secret-of-a-story-0123456789abcdef`,
    clients: { dynamodb: table.config, s3, sqs: clientSetting(cloud.endpoint) },
    send: async (message) => {
      inbox.push(message)
    },
    sepay: { secret: 'sepay-secret-of-a-story' },
    now: () => clock.now,
  })
  const folder = mkdtempSync(join(tmpdir(), 'nguon-story-'))
  const stream = await pumpStream({
    endpoint,
    table: table.name,
    handler: project(house),
    file: join(folder, 'position.json'),
  })
  const queue = pumpQueue({
    endpoint: cloud.endpoint,
    url: cloud.queueUrl('intake'),
    handler: intake(house),
    seconds: 5,
  })
  const apps = {
    api: api(house),
    checkout: checkout(house),
    hooks: hooks(house),
    resolver: resolver(resolverHouse(house)),
  }
  const operator = await bringOperator(house, { name: 'Điều hành', phone: '0900000001' })
  if ('code' in operator) throw new Error(operator.code)

  /** One call of the API: `as` is a cookie or an API key; a body goes as JSON. */
  async function call(method: string, path: string, { as, body, headers = {} }: Call = {}): Promise<Told> {
    const sent = new Headers({ 'accept-language': 'vi', ...headers })
    if (as?.startsWith('nk_')) sent.set('authorization', `Bearer ${as}`)
    else if (as) sent.set('cookie', as)
    if (body !== undefined && !sent.has('content-type')) sent.set('content-type', 'application/json')
    const app = path.startsWith('/v1/hooks')
      ? apps.hooks
      : /^\/v1\/orders\/[^/]+\/card/.test(path)
        ? apps.checkout
        : path.startsWith('/v1')
          ? apps.api
          : apps.resolver
    const payload =
      body instanceof Uint8Array || typeof body === 'string'
        ? body
        : body === undefined
          ? undefined
          : JSON.stringify(body)
    const answer = await app.fetch(
      new Request(origin + path, {
        method,
        headers: sent,
        ...(payload === undefined ? {} : { body: payload as BodyInit }),
      }),
    )
    const type = answer.headers.get('content-type') ?? ''
    return {
      status: answer.status,
      headers: answer.headers,
      body: type.includes('json') ? await answer.json() : await answer.text(),
    }
  }

  /** Logs a person in as they would: phone, code out of the inbox, cookie. */
  async function logIn(phone: string): Promise<string> {
    await call('POST', '/v1/login', { body: { phone } })
    const code = inbox.findLast((it) => it.to === phone)?.text.match(/\d{6}/)?.[0]
    const opened = await call('POST', '/v1/login/code', { body: { phone, code } })
    if (opened.status !== 200) throw new Error(JSON.stringify(opened.body))
    return opened.headers.get('set-cookie')!.split(';')[0]!
  }

  return {
    ...{ house, apps, clock, inbox, call, logIn, operatorKey: operator.apiKey, operator: operator.person },
    timers: timers(house),
    settled: async () => {
      await queue.settled()
      await stream.settled()
    },
    close: async () => {
      await queue.stop()
      await stream.stop()
      await cloud.stop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

export type Story = Awaited<ReturnType<typeof openStory>>
export type Call = { as?: string; body?: unknown; headers?: Record<string, string> }
// biome-ignore lint/suspicious/noExplicitAny: a story reads answers as a client would, without our types
export type Told = { status: number; headers: Headers; body: any }
