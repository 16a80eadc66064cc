import { type Verb, verbs } from '@nguon/people/may'
import { holdNotice, keepNotice } from '@nguon/store/notice'
import { serialOf } from '@nguon/trace/stamp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openStory, origin, type Story } from './house.ts'
import { placeCrop, placeNem } from './place.ts'
import { dot, type Ground, recallWords, samples, sheet } from './routes.ts'

/**
 * R8: every route × nobody, each role in and out of its place. Who may is told by the letters of `may`, which has its own table
 * of tests; here every route is shown to ask it. The list of routes comes from the OpenAPI document itself.
 */
let story: Story
let on: Ground
let askers: Record<string, string | undefined>
let operations: { id: string; method: string; verb: string }[]
const count = { at: 0 }

const secrets = ['1900200000001', '0900000003', '0900 000 003']

beforeAll(async () => {
  story = await openStory()
  const shop = await placeNem(story)
  const person = async (name: string, phone: string, role: object) => {
    const made = await shop.must('POST', '/v1/people', { as: story.operatorKey, body: { name, phone, roles: [role] } })
    return { id: made.id as string, cookie: await story.logIn(phone) }
  }
  const otherMaker = await shop.must('POST', '/v1/producers', {
    as: shop.officer,
    body: { name: 'Hộ Khác', kind: 'household', commune: '14797', province: '38' },
  })
  const other = await person('Người hộ khác', '0900000004', { is: 'household', maker: otherMaker.id })
  const commune = await person('Cán bộ xã', '0900000005', { is: 'commune-officer', commune: '14797', province: '38' })
  const otherCommune = await person('Cán bộ xã khác', '0900000006', {
    is: 'commune-officer',
    commune: '16012',
    province: '38',
  })
  const otherProvince = await person('Cán bộ tỉnh khác', '0900000007', { is: 'province-officer', province: '37' })
  const apart = await shop.must('POST', '/v1/people', {
    as: story.operatorKey,
    body: { name: 'Người khác', phone: '0900000008', roles: [] },
  })
  const poor = await shop.must('POST', '/v1/keys', {
    as: await operatorSession(),
    body: { name: 'một quyền', scopes: ['audit:read'] },
  })
  const lot = 'NC-2611'
  await shop.must('POST', `/v1/products/${shop.product}/lots`, {
    as: shop.household,
    body: { lot, made: '2026-11-20' },
  })
  await shop.must('POST', `/v1/products/${shop.product}/lots/${lot}/stamps`, {
    as: shop.household,
    body: { count: 50 },
  })
  const print = await shop.must('POST', `/v1/products/${shop.product}/lots/${lot}/prints`, {
    as: shop.household,
    body: { first: 10, last: 19 },
  })
  const recall = await shop.must('POST', `/v1/products/${shop.product}/recalls`, {
    as: shop.household,
    body: { scope: { is: 'ranges', lot, ranges: [{ first: 30, last: 39 }] }, ...recallWords },
  })
  await shop.must('POST', `/v1/recalls/${recall.id}/steps`, { as: shop.officer, body: { do: 'confirm' } })
  const { number, token } = await shop.must('POST', '/v1/reports', { body: { kind: 'fake', product: shop.product } })
  await shop.must('POST', `/v1/reports/${number}/pictures?k=${token}`, {
    body: dot,
    headers: { 'content-type': 'image/png' },
  })
  const order = await shop.must('POST', '/v1/orders', {
    body: {
      product: shop.product,
      quantity: 1,
      buyer: { name: 'Khách', phone: '0911222333', address: 'Thôn 3', commune: '14797' },
      method: 'cash',
    },
  })
  const list = await shop.must('POST', '/v1/imports?commune=14797&name=xa.csv', {
    as: shop.officer,
    body: sheet,
    headers: { 'content-type': 'text/csv' },
  })
  await shop.must('POST', '/v1/prefixes', {
    as: story.operatorKey,
    body: { prefix: '9521234', validFrom: '2026-11-01', source: 'giấy phép' },
  })
  const at = '2026-11-23T02:00:00.000Z'
  for (const notice of ['1', '2']) {
    await keepNotice(story.house.table, { provider: 'sepay', notice, dong: 1000, at, account: '1' }, '{}', at)
    await holdNotice(story.house.table, { provider: 'sepay', notice }, { code: 'payment/no-reference' }, at)
  }
  const packed = samples.captureEvents!({ product: shop.product, lot, fresh: () => 'one' } as unknown as Ground)
  const job = await shop.must('POST', packed.path, { as: shop.household, body: packed.body })
  await story.settled()
  const root = (await story.timers()).root ?? 0
  const field = await placeCrop(shop, lot)
  on = {
    root,
    ...field,
    recall: recall.id,
    report: { number, token },
    import: list.id,
    capture: job.captureID,
    event: 'urn:x-nguon:test:one',
    print: print.id,
    ...{
      product: shop.product,
      lot,
      serial: serialOf(story.house.stampKeys, shop.product, 0),
      maker: shop.maker,
      person: apart.id,
      key: 'aaaaaaaaaa',
      ref: order.ref,
      token: order.token,
      session: 'x'.repeat(43),
      revision: 99,
    },
    fresh: () => (46_000 + ++count.at).toString(36).toUpperCase(),
  }
  askers = {
    nobody: undefined,
    'the maker itself': shop.household,
    'another household': other.cookie,
    'officer of the commune': commune.cookie,
    'officer of another commune': otherCommune.cookie,
    'officer of the province': shop.officer,
    'officer of another province': otherProvince.cookie,
    operator: await operatorSession(),
    'a key without the scope': poor.text,
  }
  const document = story.apps.api.getOpenAPI31Document({ openapi: '3.1.0', info: { title: '', version: '1' } })
  operations = Object.values(document.paths ?? {}).flatMap((methods) =>
    Object.entries(methods as Record<string, { operationId: string; 'x-may': string }>).map(([method, it]) => ({
      id: it.operationId,
      method: method.toUpperCase(),
      verb: it['x-may'],
    })),
  )
  async function operatorSession() {
    story.clock.now = new Date(story.clock.now.getTime() + 60_000)
    return story.logIn('0900000001')
  }
}, 60_000)
afterAll(() => story?.close())

const insiders: Record<string, readonly string[]> = {
  'the maker itself': ['household'],
  'officer of the commune': ['commune-officer'],
  'officer of the province': ['province-officer'],
  operator: ['operator'],
}
const maker = new Set(['goods'])
/** What is named by an id of its owner's own: to everybody else, and where it is gone, it is not there. */
const ofOwner = [
  ...['endSession', 'revokeKey', 'changePrinter', 'measurePrinter', 'removePrinter', 'printCalibration'],
  ...['changePaper', 'removePaper'],
]

/** What a route must answer to an asker, from the verb's own rule. */
function expected(verb: string, of: string, asker: string): 'yes' | 'no' | 'hidden' {
  if (of === 'everyone') return 'yes'
  if (of === 'self') return asker === 'nobody' || asker.startsWith('a key') ? 'no' : 'yes'
  const rule = verbs[verb as Verb]
  const roles = insiders[asker] ?? []
  if (roles.some((role) => rule.by.some((by) => by === role)) && (asker !== 'the maker itself' || maker.has(of)))
    return 'yes'
  if (asker.startsWith('a key') && rule.scope === 'audit:read') return 'yes'
  return rule.others === 'hidden' ? 'hidden' : 'no'
}

describe('every route', () => {
  test('has a sample in the sweep, and every sample a route', () => {
    expect(operations.map(({ id }) => id).sort()).toEqual(Object.keys(samples).sort())
  })

  test('answers nobody, each role, and another place as `may` says, and shows no secret to those it refuses', async () => {
    const wrong: string[] = []
    for (const { id, method, verb } of operations) {
      for (const [asker, as] of Object.entries(askers)) {
        if (id === 'closeSession' && as) continue
        const { path, body, of, type = 'image/png' } = samples[id]!(on)
        const want = expected(verb, of, asker)
        const answer = await story.call(method, path, {
          ...(as ? { as } : {}),
          ...(body === undefined ? {} : { body }),
          headers: body instanceof Uint8Array ? { 'content-type': type } : {},
        })
        const got =
          answer.status === 401 || answer.status === 403
            ? 'no'
            : answer.status === 404
              ? 'hidden'
              : answer.status >= 500
                ? 'broken'
                : 'yes'
        const missing = ofOwner.includes(id) && want === 'yes' && got === 'hidden'
        if (got !== want && !missing)
          wrong.push(
            `${id} for ${asker}: wanted ${want}, got ${answer.status} ${JSON.stringify(answer.body).slice(0, 120)}`,
          )
        if (want !== 'yes' || of === 'everyone') {
          const text = JSON.stringify(answer.body)
          if (id !== 'readOrder' && secrets.some((secret) => text.includes(secret)))
            wrong.push(`${id} for ${asker} shows a secret`)
        }
      }
    }
    expect(wrong).toEqual([])
  }, 60_000)

  test('refuses fields it does not know by name, among them those that would lift a role or a price', async () => {
    const taken: string[] = []
    const as = askers['the maker itself']!
    for (const { id, method } of operations) {
      const { path, body } = samples[id]!(on)
      if (body === undefined || body instanceof Uint8Array) continue
      for (const field of ['role', 'status', 'pk', '__proto__', 'makerPk', 'publication']) {
        const spoilt = `${JSON.stringify(body).slice(0, -1)},"${field}":"operator"}`
        const answer = await story.call(method, path, { as, body: spoilt })
        const named = field === '__proto__' || answer.body.errors?.some((it: { field: string }) => it.field === field)
        if (answer.status !== 400 && field !== '__proto__') taken.push(`${id} takes ${field}: ${answer.status}`)
        else if (!named && answer.body.code === 'request/invalid')
          taken.push(`${id} does not name ${field}: ${JSON.stringify(answer.body)}`)
      }
    }
    expect(taken).toEqual([])
  }, 60_000)

  test('refuses a cursor of another list, a shortened and an invented one', async () => {
    const { body } = await story.call('GET', '/v1/products?limit=1')
    const cursors = [body.next ?? '', 'AAAA', 'x'.repeat(1500), `${String(body.next ?? '').slice(0, -3)}AAA`].filter(
      Boolean,
    )
    for (const cursor of cursors.slice(body.next ? 1 : 0)) {
      expect(await story.call('GET', `/v1/products?limit=1&cursor=${cursor}`)).toMatchObject({
        status: 400,
        body: { code: 'cursor/not-ours' },
      })
    }
    expect((await story.call('GET', `/v1/people?cursor=${cursors[0]}`, { as: askers.operator! })).status).toBe(400)
  })

  test('is not to be changed from another site’s page, cookie or not', async () => {
    const answer = await story.call('PUT', `/v1/products/${on.product}/stock`, {
      as: askers['the maker itself']!,
      body: { left: 1 },
      headers: { origin: 'https://elsewhere.example' },
    })
    expect(answer).toMatchObject({ status: 403, body: { code: 'request/foreign-origin' } })
    expect(origin).not.toBe('https://elsewhere.example')
  })
})
