import { api } from '@nguon/functions/api/api'
import { answerScan } from '@nguon/functions/scan'
import { gtinUnder } from '@nguon/gs1/prefix'
import type { Product } from '@nguon/listing/product'
import { giveNumber, readPrefix } from '@nguon/store/prefix'
import { addProduct, readProduct } from '@nguon/store/product'
import type { Table } from '@nguon/store/table'
import { serialOf } from '@nguon/trace/stamp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openStory, origin, type Story } from './house.ts'
import { placeNem } from './place.ts'

let story: Story
let shop: Awaited<ReturnType<typeof placeNem>>
/** A product on sale without a GTIN, with a lot and stamps out in the world. */
let code: string
let old: string
const lot = 'CL-2611'
const licence = { prefix: '9521234', last: 4, validFrom: '2026-11-01', source: 'Giấy chứng nhận số 12, bản lưu' }

beforeAll(async () => {
  story = await openStory()
  shop = await placeNem(story)
  const made = await shop.must('POST', '/v1/products', {
    as: shop.household,
    body: {
      maker: shop.maker,
      standard: 'TCCS 02:2026/CL',
      pictures: [{ key: `media/${'b'.repeat(32)}.jpg`, alt: 'Chè lam', width: 800, height: 600 }],
      name: 'Chè lam Phủ Quảng',
      group: 'I',
      price: { is: 'exact', dong: 35_000, unit: 'hộp' },
    },
  })
  code = made.id
  await shop.must('POST', `/v1/products/${code}/publication`, { as: shop.household, body: { do: 'submit' } })
  await shop.must('POST', `/v1/products/${code}/publication`, { as: shop.officer, body: { do: 'publish' } })
  await shop.must('POST', `/v1/products/${code}/lots`, { as: shop.household, body: { lot, made: '2026-11-20' } })
  await issue(0)
  old = serialOf(story.house.stampKeys, code, 0)
})
afterAll(() => story?.close())

const stamps = () => `/v1/products/${code}/lots/${lot}/stamps`
async function issue(at: number) {
  await shop.must('POST', stamps(), { as: shop.household, body: { count: 1 } })
  for (const step of ['print', 'activate'])
    await shop.must('POST', `${stamps()}/ranges`, { as: shop.household, body: { first: at, last: at, do: step } })
}
const give = (id: string, as = shop.officer, headers: Record<string, string> = {}) =>
  story.call('POST', `/v1/products/${id}/number`, { as, headers })
const scan = (product: string, serial: string, named: string | undefined = lot) =>
  answerScan(story.house, {
    ...{ product, serial, address: '203.0.113.7', headers: new Headers({ 'user-agent': serial }) },
    ...(named ? { lot: named } : {}),
  })
const led = async (path: string, accept = '*/*') => {
  const answer = await story.call('GET', path, { headers: { accept } })
  return [answer.status, answer.headers.get('location')?.replace(/^https?:\/\/[^/]+/, '')]
}

describe('the operator’s own prefix', () => {
  test('is none until the operator sets one, so nothing is numbered', async () => {
    expect(await shop.must('GET', '/v1/prefixes', { as: story.operatorKey })).toEqual({ items: [] })
    expect((await give(code)).body).toMatchObject({ status: 409, code: 'prefix/none' })
  })

  test('is set by the operator alone, with its source, and told what is left of it', async () => {
    expect((await story.call('POST', '/v1/prefixes', { as: shop.officer, body: licence })).status).toBe(403)
    const { source: _, ...unsaid } = licence
    expect((await story.call('POST', '/v1/prefixes', { as: story.operatorKey, body: unsaid })).status).toBe(400)
    const made = await story.call('POST', '/v1/prefixes', { as: story.operatorKey, body: licence })
    expect(made.status).toBe(201)
    expect(made.body).toMatchObject({ given: 0, left: 5, next: 0, example: true, source: licence.source })
    expect((await story.call('POST', '/v1/prefixes', { as: story.operatorKey, body: licence })).body.code).toBe(
      'prefix/already-there',
    )
  })

  test('is refused in words where its numbers are not for products', async () => {
    const body = { ...licence, prefix: '2001234' }
    expect((await story.call('POST', '/v1/prefixes', { as: story.operatorKey, body })).body).toMatchObject({
      status: 400,
      detail: 'Đầu số 200 chỉ dùng trong nội bộ một cửa hàng, không cấp cho sản phẩm được.',
    })
  })

  test('is never 893 by itself: only a licence of the operator’s own makes it so', async () => {
    const { items } = await shop.must('GET', '/v1/prefixes', { as: story.operatorKey })
    expect(items.map(({ prefix }: { prefix: string }) => prefix)).toEqual(['9521234'])
  })
})

describe('a product with a house code', () => {
  let gtin = ''

  test('is given the next number by an officer, not by the household', async () => {
    expect((await give(code, shop.household)).status).toBe(403)
    const given = await give(code, shop.officer, { 'idempotency-key': 'give-number-1' })
    expect(given.status).toBe(201)
    gtin = given.body.gtin
    expect([given.body.id, gtin]).toEqual([code, gtinUnder('9521234', 0)])
    const again = await give(code, shop.officer, { 'idempotency-key': 'give-number-1' })
    expect([again.status, again.body.gtin, again.headers.get('idempotency-replayed')]).toEqual([201, gtin, 'true'])
    expect((await give(code)).body).toMatchObject({
      status: 409,
      code: 'product/has-number',
      detail: `Món này đã có mã ${gtin}.`,
    })
    await story.settled()
  })

  test('answers under both numbers, as a product and as a scan', async () => {
    for (const id of [code, gtin])
      expect((await story.call('GET', `/v1/products/${id}`)).body).toMatchObject({ id: code, gtin, lots: [{ lot }] })
    expect(await led(`/t/${code}/${lot}/${old}`)).toEqual([307, `/tem/${code}/${lot}/${old}`])
    expect(await led(`/01/${gtin}/10/${lot}`)).toEqual([307, `/tem/${gtin}/${lot}`])
    const set = await story.call('GET', `/01/${gtin}/10/${lot}`, { headers: { accept: 'application/linkset+json' } })
    expect(set.body.linkset.map(({ anchor }: { anchor: string }) => new URL(anchor).pathname)).toEqual([
      `/01/${gtin}/10/${lot}`,
      `/01/${gtin}`,
    ])
  })

  test('has its earlier stamps read as before, and its new ones under the GTIN, on one passport', async () => {
    await issue(1)
    const fresh = serialOf(story.house.stampKeys, gtin, 1)
    const [before, after] = [await scan(code, old), await scan(gtin, fresh)]
    expect([before.verdict.is, after.verdict.is]).toEqual(['valid-first', 'valid-first'])
    expect(after.passport).toEqual(before.passport)
    expect(after.passport?.card.gtin).toBe(gtin)
  })

  test('prints the GTIN in codes of stamps issued since, and the house code in those from before', async () => {
    const { issues } = await shop.must('GET', stamps(), { as: shop.household })
    expect(issues.map(({ number }: { number?: string }) => number)).toEqual([undefined, gtin])
  })

  test('shows its keeper the scans of either kind of stamp', async () => {
    await story.settled()
    for (const serial of [old, serialOf(story.house.stampKeys, gtin, 1)]) {
      const told = await shop.must('GET', `/v1/products/${code}/stamps/${serial}`, { as: shop.household })
      expect(told).toMatchObject({ product: code, serial, lot, count: 1 })
    }
  })

  test('finds a stamp typed by hand under whichever of its numbers it was looked up by', async () => {
    const fresh = serialOf(story.house.stampKeys, gtin, 1)
    for (const [product, serial] of [
      [code, old],
      [code, fresh],
      [gtin, fresh],
      [gtin, old],
    ] as const)
      expect((await scan(product, serial, '')).verdict.is, `${product} ${serial}`).toMatch(/^valid/)
    expect((await scan(code, 'ABCDEFGHJKMN', '')).verdict.is).toBe('not-ours')
  })

  test('has its number in the audit', async () => {
    const { items } = await shop.must('GET', '/v1/audit?month=2026-11', { as: story.operatorKey })
    expect(items.find((it: { verb: string }) => it.verb === 'product.number')).toMatchObject({
      thing: code,
      changed: ['gtin', gtin],
    })
  })

  test('keeps its number when an earlier version of it is taken back', async () => {
    const { revision } = await shop.must('GET', `/v1/products/${code}`, { as: shop.household })
    await shop.must('POST', `/v1/products/${code}/revisions/1/restore`, { as: shop.household, body: { revision } })
    expect((await shop.must('GET', `/v1/products/${code}`)).gtin).toBe(gtin)
  })
})

test('a product that came with a GTIN is given none', async () => {
  expect((await give(shop.product)).body.code).toBe('product/has-number')
})

describe('numbers', () => {
  let made = 0
  /** A product straight into the table: the API is told about elsewhere. */
  async function fresh(): Promise<string> {
    const id = `MON${String(++made).padStart(5, '0')}`
    const template = (await readProduct(story.house.table, code)) as Product
    const { gtin: _, ...it } = { ...template, id, revision: 1 }
    const audit = { id: `a${id}`, at: it.createdAt, actor: { kind: 'system' as const, id: 's', name: 's' } }
    await addProduct(story.house.table, it, 0, { ...audit, verb: 'product.create', thingKind: 'product', thing: id })
    return id
  }
  const open = (more: object) =>
    shop.must('POST', '/v1/prefixes', { as: story.operatorKey, body: { ...licence, ...more } })
  const close = async (prefix: string) => {
    const { version, next } = (await readPrefix(story.house.table, prefix))!
    const body = { version, last: Math.max(next - 1, 0), validTo: '2026-11-02' }
    await shop.must('PATCH', `/v1/prefixes/${prefix}`, { as: story.operatorKey, body })
  }

  test('run out in words, and a number listed by hand is not given a second time', async () => {
    const taken = gtinUnder('9521234', 2)
    await shop.must('POST', '/v1/products', {
      as: shop.household,
      body: { maker: shop.maker, name: 'Nem nướng', group: 'I', price: { is: 'ask' }, gtin: taken },
    })
    const given: string[] = []
    for (let n = 0; n < 3; n++) given.push((await give(await fresh())).body.gtin)
    expect(given).toEqual([1, 3, 4].map((n) => gtinUnder('9521234', n)))
    expect((await give(await fresh())).body).toMatchObject({
      code: 'prefix/used-up',
      detail: 'Dải 9521234 đã cấp hết đến số 4. Cần mở thêm dải.',
    })
  })

  test('asked for by two hundred at once are two hundred in a row, without a gap and without a repeat', async () => {
    await open({ prefix: '9525678', last: 999 })
    await close('9521234')
    const ids = await Promise.all(Array.from({ length: 200 }, fresh))
    // Four functions beside each other, as the cloud would start them.
    const functions = Array.from({ length: 4 }, () => api({ ...story.house, table: { ...story.house.table } }))
    const answers = await Promise.all(
      ids.map(async (id, at) => {
        const address = `${origin}/v1/products/${id}/number`
        const asked = new Request(address, { method: 'POST', headers: { cookie: shop.officer } })
        return (await functions[at % functions.length]!.fetch(asked)).json() as Promise<{ gtin: string }>
      }),
    )
    expect(answers.map(({ gtin }) => gtin).sort()).toEqual(
      Array.from({ length: 200 }, (_, n) => gtinUnder('9525678', n)).sort(),
    )
    expect(await readPrefix(story.house.table, '9525678')).toMatchObject({ next: 200 })
  })

  test('asked for by ten at once for one product are one', async () => {
    const id = await fresh()
    const answers = await Promise.all(Array.from({ length: 10 }, () => give(id)))
    expect(answers.filter(({ status }) => status === 201)).toHaveLength(1)
    expect(new Set(answers.filter(({ status }) => status !== 201).map(({ body }) => body.code))).toEqual(
      new Set(['product/has-number']),
    )
    expect(await readPrefix(story.house.table, '9525678')).toMatchObject({ next: 201 })
  })

  test('are neither skipped nor doubled when a write breaks off before the table hears of it, or after', async () => {
    const { table } = story.house
    let turn = 0
    const ask: Table['ask'] = async (action, input) => {
      if (action !== 'PutItem' && action !== 'TransactWriteItems') return table.ask(action, input)
      turn += 1
      if (turn % 3 === 1) throw new Error('the line went dead')
      const answer = await table.ask(action, input)
      if (turn % 3 === 2) throw new Error('the answer was lost')
      return answer
    }
    const shaky: Table = { ...table, ask }
    const ids = await Promise.all(Array.from({ length: 6 }, fresh))
    const at = '2026-11-23T03:00:00.000Z'
    const audit = (gtin: string) => ({
      ...{ id: `b${gtin}${turn}`, at, verb: 'product.number', thingKind: 'product', thing: gtin },
      actor: { kind: 'system' as const, id: 's', name: 's' },
    })
    const asked = { today: '2026-11-23', at, audit, chance: () => 0, wait: async () => {} }
    for (const id of ids) {
      for (let tries = 0; tries < 4; tries++) {
        const answer = await giveNumber(shaky, id, asked).catch((error: Error) => error)
        if (!(answer instanceof Error)) break
      }
    }
    const given = await Promise.all(ids.map(async (id) => (await readProduct(table, id))?.gtin))
    expect(given).toEqual(ids.map((_, n) => gtinUnder('9525678', 201 + n)))
    expect(await readPrefix(table, '9525678')).toMatchObject({ next: 201 + ids.length })
  })

  test('a range that is closed gives no more, and only its last version may be changed', async () => {
    await close('9525678')
    expect((await give(await fresh())).body.code).toBe('prefix/none')
    const late = { version: 1, last: 5 }
    expect((await story.call('PATCH', '/v1/prefixes/9525678', { as: story.operatorKey, body: late })).body.code).toBe(
      'race/lost',
    )
  })
})
