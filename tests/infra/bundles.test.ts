import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import { marshall } from '@aws-sdk/util-dynamodb'
import { keysOf } from '@nguon/functions/entry/settings'
import { env, keyHeader, passHeader, pathHeader, rootName, viewerHeader } from '@nguon/functions/env'
import { openRing } from '@nguon/functions/stamp-ring'
import { clientSetting } from '@nguon/local/account'
import { startCloud } from '@nguon/local/cloud'
import { signSepay } from '@nguon/pay/sepay'
import { stampKey } from '@nguon/store/key'
import { all, openTable } from '@nguon/store/table'
import { humanSerial, serialOf } from '@nguon/trace/stamp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod'
import { atStart, bundle } from '../../infra/bundle.ts'
import { printed } from '../../infra/edge.ts'
import { type EntryName, entries } from '../../infra/entries.ts'
import { engine, freshTable } from '../engine.ts'
import { startSecrets } from '../secrets.ts'
import { openSink, type StreamHandler, standInForLambda } from './lambda-stream.ts'

/** Apart from what a deployment uses, which another test may be reading. */
const bundles = mkdtempSync(join(tmpdir(), 'nguon-bundles-'))
const names = Object.keys(entries) as EntryName[]
const made = {} as Record<EntryName, ReturnType<typeof atStart>>
/** Every module in a bundle, those imported on demand among them. */
const inside = {} as Record<EntryName, string[]>
type Handler = (
  event: unknown,
  context?: unknown,
) => Promise<{
  statusCode: number
  headers: Record<string, string>
  body: string
  isBase64Encoded?: boolean
  batchItemFailures?: unknown[]
  expired?: number
}>
const handlers = {} as Record<Exclude<EntryName, 'printer'>, Handler> & { printer: StreamHandler }
const pass = 'pass-3f9aC1d7e5b2-8Kq0ZpLmWxYv-4hTn'
const root = 'root-7d1bE4a9c0f3-2Rs5TuVwXyZa-6bCd'
let secrets: Awaited<ReturnType<typeof startSecrets>>
let cloud: Awaited<ReturnType<typeof startCloud>>

beforeAll(async () => {
  const table = await freshTable()
  const { endpoint } = await engine()
  secrets = await startSecrets({ house: { [rootName]: root, sepay: 'a-sepay-secret-of-this-test' } })
  cloud = await startCloud({
    buckets: ['media', 'imports', 'published', 'sealed'],
    queues: [{ name: 'intake', dead: 'intake-dead', tries: 3, seconds: 5 }],
  })
  Object.assign(process.env, {
    ...{
      AWS_REGION: 'ap-southeast-1',
      AWS_ACCESS_KEY_ID: 'local',
      AWS_SECRET_ACCESS_KEY: 'local',
      AWS_EC2_METADATA_DISABLED: 'true',
    },
    ...{
      AWS_ENDPOINT_URL_DYNAMODB: endpoint,
      AWS_ENDPOINT_URL_S3: cloud.endpoint,
      AWS_ENDPOINT_URL_SQS: cloud.endpoint,
      AWS_ENDPOINT_URL_SECRETS_MANAGER: secrets.endpoint,
    },
    ...{
      NGUON_TABLE: table.name,
      NGUON_MEDIA_BUCKET: 'media',
      NGUON_IMPORTS_BUCKET: 'imports',
      NGUON_PUBLISHED_BUCKET: 'published',
      NGUON_SEALED_BUCKET: 'sealed',
    },
    ...{
      NGUON_INTAKE_QUEUE_URL: cloud.queueUrl('intake'),
      NGUON_ORIGIN: 'https://nguon.test',
      NGUON_PROVINCE: '38',
      NGUON_STAGE: 'production',
    },
    [env.secrets]: 'house',
    [env.pass]: pass,
  })
  for (const name of names) {
    const metafile = await bundle(name, bundles)
    made[name] = atStart(metafile)
    inside[name] = Object.keys(metafile.inputs)
  }
  standInForLambda()
  for (const name of names)
    handlers[name] = (await import(pathToFileURL(resolve(bundles, name, 'index.mjs')).href)).handler
}, 180_000)
afterAll(async () => {
  await cloud?.stop()
  await secrets?.stop()
  rmSync(bundles, { recursive: true, force: true })
})

/** A request as API Gateway's HTTP API hands it to Lambda (payload version 2.0), its path decoded and cut at a decoded `?`. */
function asked(
  method: string,
  path: string,
  {
    query = '',
    headers = {},
    body,
    cookies,
  }: { query?: string; headers?: Record<string, string>; body?: string | Uint8Array; cookies?: string[] } = {},
) {
  const binary = body instanceof Uint8Array
  const rawPath = decodeURIComponent(path).split('?')[0]!
  return {
    ...{ version: '2.0', routeKey: '$default', rawPath, rawQueryString: query, ...(cookies ? { cookies } : {}) },
    headers: {
      host: 'abc.execute-api.ap-southeast-1.amazonaws.com',
      'x-forwarded-proto': 'https',
      [viewerHeader]: '203.0.113.9',
      [passHeader]: pass,
      [pathHeader]: path,
      ...headers,
    },
    requestContext: {
      ...{
        accountId: '000000000000',
        apiId: 'abc',
        domainName: 'abc.execute-api.ap-southeast-1.amazonaws.com',
        domainPrefix: 'abc',
        stage: '$default',
      },
      http: {
        method,
        path: rawPath,
        protocol: 'HTTP/1.1',
        sourceIp: '203.0.113.9',
        userAgent: headers['user-agent'] ?? 'a phone',
      },
      ...{ requestId: 'r', routeKey: '$default', time: '23/Nov/2026:02:00:00 +0000', timeEpoch: 1_795_400_000_000 },
    },
    ...(body === undefined ? {} : { body: binary ? Buffer.from(body).toString('base64') : body }),
    isBase64Encoded: binary,
  }
}

describe('the bundles that are deployed', () => {
  test.each(names)('%s loads at most 1.5 MB', (name) => {
    expect(made[name].bytes).toBeLessThanOrEqual(1.5 * 1024 * 1024)
  })

  test('only hooks and checkout can reach Stripe, and neither loads it before it is asked', () => {
    const stripe = (module: string) => /node_modules\/stripe\//.test(module)
    expect(names.filter((name) => inside[name].some(stripe))).toEqual(['checkout', 'hooks'])
    expect(names.filter((name) => [...made[name].modules].some(stripe))).toEqual([])
  })

  test('none carries what only tests, one machine or a deployment need', () => {
    const foreign =
      /node_modules\/(aws-cdk-lib|cdk-nag|constructs|fauxqs|vitest|esbuild)\/|packages\/local\/|^infra\/|^tests\//
    expect(names.flatMap((name) => inside[name].filter((it) => foreign.test(it)))).toEqual([])
  })

  test.each<[RegExp, EntryName[]]>([
    [/node_modules\/(exceljs|saxes)\//, ['intake', 'api', 'printer', 'site']],
    [/packages\/print\//, ['api', 'printer', 'site']],
    [/packages\/trace\/data\/epcis/, []],
    [/node_modules\/@(aws-sdk|smithy)\//, []],
    [
      /functions\/api\/|dist\/server\/chunks\/(astro|server)_/,
      names.filter((name) => name !== 'passport' && name !== 'resolver'),
    ],
    [/@asteasolutions\/zod-to-openapi/, ['api', 'printer', 'site', 'checkout']],
  ])('%s is loaded only where it is used', (module, where) => {
    for (const name of names.filter((it) => !where.includes(it)))
      expect([...made[name].modules].filter((it) => module.test(it)).slice(0, 3), name).toEqual([])
  })
})

describe('a synthesised function, handed what AWS hands it,', () => {
  test('asks Secrets Manager once, at its start', () => {
    expect(secrets.asked).toEqual(names.map(() => 'secretsmanager.GetSecretValue house'))
  })

  test.each(['api', 'checkout', 'hooks', 'resolver', 'passport', 'site'] as const)(
    '%s turns away whoever comes around the edge',
    async (name) => {
      const around = asked('GET', '/', { headers: { [passHeader]: 'guessed', [viewerHeader]: '198.51.100.7' } })
      expect((await handlers[name](around)).statusCode).toBe(403)
    },
  )

  test('answers the API', async () => {
    const answer = await handlers.api(asked('GET', '/v1/provinces'))
    expect(answer.statusCode).toBe(200)
    expect(JSON.parse(answer.body).items).toHaveLength(34)
    const refused = await handlers.api(
      asked('POST', '/v1/products', {
        headers: { 'content-type': 'application/json', 'accept-language': 'en' },
        body: '{',
      }),
    )
    expect(refused.statusCode).toBe(400)
    expect(JSON.parse(refused.body)).toMatchObject({ code: 'request/not-json', title: 'The body is not JSON.' })
  })

  test('documents nothing as streamed that the edge would ask of the gateway', async () => {
    const { paths } = JSON.parse((await handlers.api(asked('GET', '/v1/openapi.json'))).body) as {
      paths: Record<string, Record<string, { summary?: string }>>
    }
    const streamed = Object.entries(paths).filter(([, methods]) =>
      Object.values(methods).some(({ summary }) => summary?.includes('streamed')),
    )
    expect(streamed.length).toBeGreaterThan(0)
    const reached = printed.map((path) => new RegExp(`^${path.replaceAll('*', '.*')}$`))
    for (const [path] of streamed)
      expect(
        reached.some((it) => it.test(path)),
        path,
      ).toBe(true)
  })

  test('takes a body that the gateway put into base64', async () => {
    const body = new TextEncoder().encode(JSON.stringify({ phone: '0911 222 333' }))
    const answer = await handlers.api(
      asked('POST', '/v1/login', { headers: { 'content-type': 'application/json' }, body }),
    )
    expect(answer.statusCode).toBe(202)
  })

  test('keeps %2F in a scanned path, refuses what is no link, and knows no product of an empty table', async () => {
    expect(
      (
        await handlers.resolver(
          asked('GET', '/01/09520123456788/10/A%2FB', { headers: { accept: 'application/json' } }),
        )
      ).statusCode,
    ).toBe(404)
    expect(
      (await handlers.resolver(asked('GET', '/01/09520123456789', { headers: { accept: 'application/json' } })))
        .statusCode,
    ).toBe(400)
    expect((await handlers.resolver(asked('GET', '/.well-known/gs1resolver'))).statusCode).toBe(200)
  })

  test('shows the shop', async () => {
    const answer = await handlers.site(asked('GET', '/', { headers: { accept: 'text/html' } }))
    expect(answer.statusCode).toBe(200)
    const page = answer.isBase64Encoded ? Buffer.from(answer.body, 'base64').toString() : answer.body
    expect(page).toContain('lang="vi"')
  })

  test.each([
    ['a stamp that is none of ours', '/tem/09520123456788/-/NOTASTAMP001', 200],
    ['the same in English', '/en/tem/09520123456788/A%2FB/NOTASTAMP001', 200],
    ['a product that nobody knows', '/tem/09520123456788', 404],
    ['an address that is too long for a passport', '/tem/1/2/3/4', 404],
    ['a slash at the end', '/tem/09520123456788/', 308],
  ])('answers %s from the passport’s own function as from the site’s', async (_, path, status) => {
    const event = asked('GET', path, { headers: { accept: 'text/html' } })
    const own = await handlers.passport(event)
    expect(own.statusCode).toBe(status)
    expect(own).toEqual(await handlers.site(event))
  })

  test('believes a bank only with its signature', async () => {
    const raw = JSON.stringify({
      id: 1,
      gateway: 'MB',
      transactionDate: '2026-11-23 09:00:00',
      accountNumber: '1',
      code: null,
      content: 'khong co ma',
      transferType: 'in',
      transferAmount: 1000,
      accumulated: 1000,
      subAccount: null,
      referenceCode: 'FT1',
      description: '',
    })
    const signed = signSepay({ rawBody: raw, secret: 'a-sepay-secret-of-this-test', now: new Date() }) as Record<
      string,
      string
    >
    const headers = {
      ...Object.fromEntries(Object.entries(signed).map(([name, value]) => [name.toLowerCase(), value])),
      'content-type': 'application/json',
    }
    expect((await handlers.hooks(asked('POST', '/v1/hooks/sepay', { headers, body: raw }))).statusCode).toBe(200)
    expect((await handlers.hooks(asked('POST', '/v1/hooks/sepay', { headers, body: `${raw} ` }))).statusCode).toBe(400)
  })

  test('refuses a card page for an order that is not there', async () => {
    expect(
      (await handlers.checkout(asked('POST', '/v1/orders/DH7K2MQ9RXA/card', { query: `k=${'A'.repeat(22)}` })))
        .statusCode,
    ).toBe(404)
  })

  test('follows a scan from the stream, twice told the same', async () => {
    const image = marshall({
      pk: 'STAMP#09520123456788#K7MQ2R9DFH3P',
      sk: 'SCAN#2026-11-23T02#device',
      product: '09520123456788',
      serial: 'K7MQ2R9DFH3P',
      lot: 'A',
      hour: '2026-11-23T02',
      device: 'device',
      province: '38',
    })
    const event = {
      Records: [
        {
          eventID: '1',
          eventName: 'INSERT',
          eventSource: 'aws:dynamodb',
          dynamodb: { Keys: { pk: image.pk, sk: image.sk }, NewImage: image, SequenceNumber: '1' },
        },
      ],
    }
    expect(await handlers.project(event)).toEqual({ batchItemFailures: [] })
    expect(await handlers.project(event)).toEqual({ batchItemFailures: [] })
  })

  test('takes a message from the queue and runs on the clock', async () => {
    expect(await handlers.intake({ Records: [] })).toEqual({ batchItemFailures: [] })
    expect(await handlers.timers({ source: 'aws.scheduler' })).toEqual({ expired: 0 })
  })

  test('brings the first operator in, whose key takes a product to a printed sheet, a scan that is shown and kept, and to 100,000 stamps in one file, a piece at a time', async () => {
    const operator = (await handlers.operator({ name: 'Điều hành', phone: '0900000001' })) as never as {
      apiKey: string
    }
    const ask = async (method: string, path: string, body?: object, query = '') => {
      const headers = { authorization: `Bearer ${operator.apiKey}`, 'content-type': 'application/json' }
      const answer = await handlers.api(
        asked(method, path, { headers, query, ...(body ? { body: JSON.stringify(body) } : {}) }),
      )
      if (answer.statusCode >= 300) throw new Error(`${path}: ${answer.body}`)
      return answer
    }
    const maker = JSON.parse(
      (await ask('POST', '/v1/producers', { name: 'HTX Thử', kind: 'cooperative', commune: '14797', province: '38' }))
        .body,
    )
    const gtin = '09520123456788'
    await ask('POST', '/v1/products', {
      maker: maker.id,
      name: 'Nem chua lá đinh lăng',
      group: 'I',
      price: { is: 'ask' },
      gtin,
    })
    await ask('POST', `/v1/products/${gtin}/lots`, { lot: 'NC-2611', made: '2026-11-20' })
    await ask('POST', `/v1/products/${gtin}/lots/NC-2611/stamps`, { count: 65 })
    const stamps = `/v1/products/${gtin}/lots/NC-2611/stamps`
    const sheet = await ask('GET', `${stamps}/sheet`, undefined, 'first=0&last=64')
    expect(sheet.isBase64Encoded).toBe(true)
    expect(Buffer.from(sheet.body, 'base64').subarray(0, 5).toString()).toBe('%PDF-')

    const ring = openRing(keysOf({ [rootName]: root }).stamp)
    const serial = serialOf(ring, gtin, 0)
    const { statusCode, body } = await handlers.passport(asked('GET', `/tem/${gtin}/NC-2611/${serial}`))
    expect(statusCode).toBe(200)
    expect(body).toContain(humanSerial(serial))
    const table = openTable(process.env.NGUON_TABLE!, clientSetting((await engine()).endpoint))
    const scans = await all(table, { pk: stampKey(gtin, serial).pk, prefix: 'SCAN#' }, z.object({ lot: z.string() }))
    expect(scans).toEqual([{ lot: 'NC-2611' }])

    await ask('POST', stamps, { count: 100_000 })
    const print = async (query: string, take?: (piece: Buffer) => void | Promise<void>) => {
      const sink = openSink(take)
      const headers = { authorization: 'AWS4-HMAC-SHA256 Credential=AKIA', [keyHeader]: `Bearer ${operator.apiKey}` }
      await handlers.printer(asked('GET', `${stamps}/sheet`, { headers, query }), sink.out)
      return { ...sink, ...sink.sent()! }
    }
    let ahead = 0
    let taken = 0
    const large = await print('first=0&last=99999', async () => {
      if (taken++ !== 10) return
      const before = process.memoryUsage().arrayBuffers
      await new Promise((resolve) => setTimeout(resolve, 250))
      ahead = process.memoryUsage().arrayBuffers - before
    })
    expect(large).toMatchObject({
      said: { statusCode: 200, headers: { 'content-type': 'application/pdf' } },
      ended: true,
    })
    const pdf = large.body()
    expect(pdf.length).toBeGreaterThan(6 * 1024 * 1024)
    expect(pdf.subarray(-6).toString()).toContain('%%EOF')
    expect(pdf.includes(`/Count ${Math.ceil(100_000 / 65)}`)).toBe(true)
    // While one piece is not taken, no others are made but what the streams between hold ready.
    expect(ahead).toBeLessThan(1024 * 1024)

    const past = await print('first=0&last=100065')
    expect(past.said.statusCode).toBe(409)
    expect(JSON.parse(past.body().toString())).toMatchObject({ code: 'segment/not-issued' })
    const nobody = openSink()
    await handlers.printer(asked('GET', `${stamps}/sheet`, { query: 'first=0&last=9' }), nobody.out)
    expect([401, 404]).toContain(nobody.sent()?.said.statusCode)
  }, 60_000)
})
