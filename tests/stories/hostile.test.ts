import { serialOf } from '@nguon/trace/stamp'
import Ajv2020 from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openStory, type Story } from './house.ts'
import { placeCrop, placeNem } from './place.ts'
import { type Ground, samples } from './routes.ts'

/** R13 and R15: whatever comes to a door, it is answered in words, as documented, and never with a 5xx. */
let story: Story
let as: string
let on: Ground
type Operation = {
  path: string
  method: string
  operationId: string
  responses: Record<string, { content?: Record<string, { schema?: object }> }>
}
let operations: Operation[]
let schemaOf: (operation: Operation, status: number, type: string) => ((body: unknown) => boolean) | undefined

beforeAll(async () => {
  story = await openStory()
  const shop = await placeNem(story)
  as = shop.household
  const lot = 'NC-2611'
  await shop.must('POST', `/v1/products/${shop.product}/lots`, { as, body: { lot, made: '2026-11-20' } })
  await shop.must('POST', `/v1/products/${shop.product}/lots/${lot}/stamps`, { as, body: { count: 50 } })
  const buyer = { name: 'Khách', phone: '0911222333', address: 'Thôn 3', commune: '14797' }
  const order = await shop.must('POST', '/v1/orders', {
    body: { product: shop.product, quantity: 1, buyer, method: 'cash' },
  })
  await story.settled()
  const root = (await story.timers()).root ?? 0
  let count = 0
  const field = await placeCrop(shop, lot)
  on = {
    root,
    ...field,
    product: shop.product,
    lot,
    serial: serialOf(story.house.stampKeys, shop.product, 0),
    maker: shop.maker,
    person: 'khong-co',
    key: 'aaaaaaaaaa',
    ref: order.ref,
    token: order.token,
    session: 'x'.repeat(43),
    revision: 99,
    fresh: () => `H${++count}`,
  }
  const document = story.apps.api.getOpenAPI31Document({ openapi: '3.1.0', info: { title: '', version: '1' } })
  operations = Object.entries(document.paths ?? {}).flatMap(([path, methods]) =>
    Object.entries(methods as Record<string, Omit<Operation, 'path' | 'method'>>).map(([method, it]) => ({
      ...it,
      path,
      method: method.toUpperCase(),
    })),
  )
  const ajv = addFormats.default(new Ajv2020.default({ strict: false, validateFormats: false }))
  ajv.addSchema({ $id: 'doc', ...JSON.parse(JSON.stringify(document)) })
  schemaOf = (operation, status, type) => {
    const found = operation.responses[status]?.content?.[type]
    if (!found?.schema) return undefined
    const pointer = [
      'paths',
      operation.path,
      operation.method.toLowerCase(),
      'responses',
      String(status),
      'content',
      type,
      'schema',
    ].map((step) => step.replaceAll('~', '~0').replaceAll('/', '~1'))
    return ajv.compile({ $ref: `doc#/${pointer.map(encodeURIComponent).join('/')}` })
  }
}, 60_000)
afterAll(() => story?.close())

describe('every route', () => {
  test('answers its good request in the shape its document tells', async () => {
    const wrong: string[] = []
    for (const operation of operations) {
      const { path, body } = samples[operation.operationId]!(on)
      for (const who of [as, story.operatorKey]) {
        if (operation.operationId === 'closeSession') continue
        const answer = await story.call(operation.method, path, { as: who, ...(body === undefined ? {} : { body }) })
        const type = (answer.headers.get('content-type') ?? '').split(';')[0]!
        if (!operation.responses[answer.status])
          wrong.push(`${operation.operationId}: ${answer.status} is not documented`)
        const fits = schemaOf(operation, answer.status, type)
        if (fits && type.includes('json') && !fits(answer.body))
          wrong.push(
            `${operation.operationId} ${answer.status}: ${JSON.stringify((fits as never as { errors: unknown }).errors).slice(0, 300)}`,
          )
      }
    }
    expect(wrong).toEqual([])
  }, 60_000)

  test('answers spoilt paths, queries and bodies with 4xx and a problem, never with 5xx', async () => {
    const nasty = fc.oneof(
      fc.constantFrom(
        '',
        ' ',
        '\u0000',
        '%00',
        '%',
        '%ZZ',
        '../..',
        '__proto__',
        'constructor',
        '9'.repeat(400),
        '-1',
        '1e309',
        'NaN',
        '#',
        'PRODUCT#1',
        '\u202Egnp',
        '💣',
        "';--",
        '<script>',
        '{{7*7}}',
        'null',
        'true',
        '[]',
        '{}',
      ),
      fc.string({ unit: 'binary', maxLength: 60 }),
      fc.integer(),
      fc.constant(null),
      fc.array(fc.string(), { maxLength: 4 }),
    )
    const broken: string[] = []
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...operations),
        nasty,
        fc.nat(12),
        fc.nat(3),
        async (operation, value, which, way) => {
          const { path, body } = samples[operation.operationId]!(on)
          const [pathname = '', query = ''] = path.split('?')
          const text = typeof value === 'string' ? value : JSON.stringify(value)
          const steps = pathname.split('/')
          const place = 2 + (which % Math.max(1, steps.length - 2))
          const spoilt =
            way === 0
              ? steps.with(Math.min(place, steps.length - 1), encodeURIComponent(text.toWellFormed())).join('/')
              : pathname
          const asked =
            way === 1
              ? `${spoilt}?${query.replace(/=[^&]*/, `=${encodeURIComponent(text.toWellFormed())}`)}`
              : query
                ? `${spoilt}?${query}`
                : spoilt
          const fields = body && typeof body === 'object' && !(body instanceof Uint8Array) ? Object.keys(body) : []
          const field = fields[which % Math.max(1, fields.length)]
          const sent = way >= 2 && field ? { ...(body as object), [field]: value } : body
          const answer = await story.call(operation.method, asked, {
            as,
            ...(sent === undefined ? {} : { body: sent }),
          })
          if (answer.status >= 500)
            broken.push(`${operation.method} ${asked} ${JSON.stringify(sent)?.slice(0, 200)}: ${answer.status}`)
          if (answer.status >= 400) expect(answer.headers.get('content-type')).toContain('problem+json')
        },
      ),
      { seed: 20261123, numRuns: 1500 },
    )
    expect(broken).toEqual([])
  }, 120_000)
})

describe('a body', () => {
  const post = (body: Uint8Array | string, headers: Record<string, string> = {}) =>
    story.call('POST', '/v1/login', { body, headers: { 'content-type': 'application/json', ...headers } })

  test.each<[string, Uint8Array | string, number, string]>([
    ['that is no UTF-8 is refused', new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d]), 400, 'request/not-utf8'],
    ['that is no JSON is refused', '{"phone":', 400, 'request/not-json'],
    ['a hundred thousand deep is refused', `${'['.repeat(100_000)}${']'.repeat(100_000)}`, 413, 'request/too-large'],
    ['thirty thousand deep is refused', `${'['.repeat(30_000)}${']'.repeat(30_000)}`, 400, 'request/invalid'],
    ['over its limit is refused', JSON.stringify({ phone: 'x'.repeat(70_000) }), 413, 'request/too-large'],
    [
      'with a field nobody knows is refused by name',
      '{"phone":"0911222333","role":"operator"}',
      400,
      'request/invalid',
    ],
    ['that is a list where an object is wanted is refused', '[1,2,3]', 400, 'request/invalid'],
  ])('%s', async (_, body, status, code) => {
    expect(await post(body)).toMatchObject({ status, body: { code } })
  })

  test('of another kind than JSON is not taken for it', async () => {
    const answer = await post('phone=0911222333', { 'content-type': 'text/plain' })
    expect(answer).toMatchObject({ status: 415, body: { code: 'request/wrong-type' } })
  })

  test('names the field, what was found and what is wanted, in the reader’s language', async () => {
    const body = {
      product: on.product,
      quantity: 0,
      buyer: { name: 'A', phone: '0911222333', address: 'Thôn 3', commune: '14797' },
      method: 'cash',
    }
    const vi = await story.call('POST', '/v1/orders', { body })
    expect(vi.body.errors).toContainEqual({ field: 'quantity', found: '0', message: '“0” nhỏ quá, ít nhất 1.' })
    const en = await story.call('POST', '/v1/orders', { body, headers: { 'accept-language': 'en' } })
    expect(en.body.errors).toContainEqual({
      field: 'buyer.name',
      found: 'A',
      message: '“A” is too short, at least 2 characters.',
    })
  })
})
