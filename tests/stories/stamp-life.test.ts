import { api } from '@nguon/functions/api/api'
import { project } from '@nguon/functions/project/project'
import { answerScan } from '@nguon/functions/scan'
import { openRing } from '@nguon/functions/stamp-ring'
import { lotScansKey, stampKey } from '@nguon/store/key'
import { readItems } from '@nguon/store/table'
import { isSampled } from '@nguon/trace/lot-scans'
import { judgeOffline } from '@nguon/trace/offline'
import { verifyHere } from '@nguon/trace/offline-sign'
import { humanSerial, serialOf } from '@nguon/trace/stamp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openStory, type Story } from './house.ts'
import { placeNem } from './place.ts'

let story: Story
let shop: Awaited<ReturnType<typeof placeNem>>
const lot = 'NC-2611'
let base: string
const begun = '2026-11-23T02:00:00.000Z'
const at = (hours: number) => {
  story.clock.now = new Date(Date.parse(begun) + hours * 3_600_000)
}

beforeAll(async () => {
  story = await openStory(begun)
  shop = await placeNem(story)
  base = `/v1/products/${shop.product}/lots/${lot}`
  const as = shop.household
  await shop.must('POST', `/v1/products/${shop.product}/lots`, { as, body: { lot, made: '2026-11-20' } })
  await shop.must('POST', `${base}/stamps`, { as, body: { count: 1_000 } })
  await move('print', 0, 899)
  at(0.5)
  await move('activate', 0, 899)
})
afterAll(() => story?.close())

const move = (what: string, first: number, last: number, why?: string) =>
  story.call('POST', `${base}/stamps/ranges`, {
    as: shop.household,
    body: { first, last, do: what, ...(why ? { why } : {}) },
  })
const serial = (index: number) => serialOf(story.house.stampKeys, shop.product, index)
const scan = (index: number, phone: string, region = '21', house = story.house) =>
  answerScan(house, {
    ...{ product: shop.product, lot, serial: serial(index), address: '203.0.113.7' },
    headers: new Headers({
      'user-agent': phone,
      'cloudfront-viewer-country': 'VN',
      'cloudfront-viewer-country-region': region,
    }),
  })

/** A copied stamp: six phones in three provinces within three days. */
async function copy(index: number, from: number) {
  for (const [n, region] of ['21', 'HN', '22', '21', 'HN', '22'].entries()) {
    at(from + n * 10)
    await scan(index, `phone ${n}`, region)
    await story.settled()
  }
}

describe('a range of stamps', () => {
  test('is taken back within its window, and after it the refusal says when that was', async () => {
    at(1)
    await move('void', 800, 809, 'rách')
    at(1 + 167)
    expect((await move('undo', 800, 804)).status).toBe(200)
    at(1 + 169)
    expect(await move('undo', 805, 809)).toMatchObject({
      status: 409,
      body: {
        code: 'segment/undo-over',
        detail: 'Chỉ lấy lại được đến 10:00 ngày 30/11/2026. Tem 805 đến 809 giữ nguyên.',
      },
    })
  })

  test('keeps a ledger of who did what, when and why, by pages and as one CSV with both serials', async () => {
    const { items } = await shop.must('GET', `${base}/stamps/ledger`, { as: shop.household })
    expect(items.map((it: { do: string; first: number; last: number }) => [it.do, it.first, it.last])).toEqual([
      ['undo', 800, 804],
      ['void', 800, 809],
      ['activate', 0, 899],
      ['print', 0, 899],
    ])
    expect(items[1]).toMatchObject({ why: 'rách', at: '2026-11-23T03:00:00.000Z' })
    const csv = await story.call('GET', `${base}/stamps/ledger.csv`, { as: shop.household })
    const [head, issue, , , voided] = csv.body.split('\r\n')
    expect(head).toBe('at (UTC+7),do,first,last,count,first serial,last serial,by,why')
    expect(issue).toMatch(/,issue,0,999,1000,/)
    expect(voided).toContain(`,void,800,809,10,${humanSerial(serial(800))},${humanSerial(serial(809))},`)
  })

  test('is found by the serial that is printed or scanned', async () => {
    const path = (typed: string) => `/v1/products/${shop.product}/stamp-number/${encodeURIComponent(typed)}`
    const found = { index: 42, lot, serial: serial(42), human: humanSerial(serial(42)) }
    for (const typed of [serial(42), humanSerial(serial(42)), humanSerial(serial(42)).toLowerCase()])
      expect(await shop.must('GET', path(typed), { as: shop.household })).toMatchObject(found)
    expect((await story.call('GET', path('0000 0000 0000 A'), { as: shop.household })).status).toBe(400)
    expect((await story.call('GET', path('000000000000'), { as: shop.household })).body.code).toBe('stamp/not-ours')
  })
})

describe('an offline stamp', () => {
  test('is signed for its lot and dates, resolves like any other, and its keys are published', async () => {
    const it = await shop.must('GET', `${base}/stamps/42/offline`, { as: shop.household })
    expect(it).toMatchObject({ human: humanSerial(serial(42)), modules: 49, millimetres: 21.375 })
    const { keys } = await shop.must('GET', '/v1/stamp-keys')
    expect(await judgeOffline(it.link, keys, '2026-11-28', verifyHere)).toMatchObject({
      ...{ is: 'signed', stamp: { product: shop.product, lot, serial: serial(42), made: '2026-11-20' } },
    })
    const link = new URL(it.link)
    const answer = await story.call('GET', link.pathname + link.search)
    expect(answer.status).toBe(307)
    expect(answer.headers.get('location')).toContain(`/tem/${shop.product}/${lot}/${serial(42)}${link.search}`)
    expect((await story.call('GET', `${base}/stamps/5000/offline`, { as: shop.household })).body.code).toBe(
      'segment/not-issued',
    )
  })
})

describe('a change of keys', () => {
  const secret = 'stamp-secret-of-a-story-0123456789abcdef'
  const ring = (it: object) => openRing(JSON.stringify(it))
  const two = { 0: secret, 1: 'second-7c1bA9e4d6f3-2Lp8XrNvQsUw-9jGm' }

  test('leaves old stamps valid, signs new issues with the new key, and lets a leaked key invent nothing', async () => {
    const rotated = { ...story.house, stampKeys: ring({ current: 1, keys: two }) }
    const body = JSON.stringify({ count: 100 })
    const answer = await api(rotated).fetch(
      new Request(`http://localhost:4000${base}/stamps`, {
        ...{ method: 'POST', body },
        headers: { cookie: shop.household, 'content-type': 'application/json' },
      }),
    )
    const issue = (await answer.json()) as { first: number; last: number; key: number }
    expect(issue).toMatchObject({ first: 1_000, last: 1_099, key: 1 })
    for (const step of ['print', 'activate']) await move(step, 1_000, 1_099)
    expect((await scan(3, 'old', '21', rotated)).verdict.is).toMatch(/^valid/)
    const signed = (key: 0 | 1) =>
      answerScan(rotated, {
        ...{ product: shop.product, lot, serial: serialOf(rotated.stampKeys, shop.product, 1_005, key) },
        ...{ address: '-', headers: new Headers() },
      })
    expect((await signed(1)).verdict.is).toBe('valid-first')
    expect((await signed(0)).verdict).toEqual({ is: 'not-ours', why: 'other-key' })
  })

  test('that retires the old one says so on its stamps, since when', async () => {
    const retired = { ...story.house, stampKeys: ring({ current: 1, keys: two, retired: { 0: '2026-11-30' } }) }
    expect((await scan(4, 'a', '21', retired)).verdict).toMatchObject({
      ...{ is: 'voided', state: 'retired', at: '2026-11-30T00:00:00.000Z' },
    })
  })
})

describe('a stamp that a copy rule holds something against', () => {
  const path = () => `/v1/products/${shop.product}/stamps/${serial(10)}`

  test('is told to its household with the evidence a shopper reads, and no phone’s token', async () => {
    await copy(10, 200)
    const { items } = await shop.must('GET', `/v1/producers/${shop.maker}/warnings`, { as: shop.household })
    expect(items).toHaveLength(1)
    expect(items[0]).toMatchObject({
      ...{ serial: serial(10), lot, index: 10, count: 6, provinces: { '38': 2, '01': 2, '40': 2 } },
      told: { rule: 'provinces', scans: 6, devices: 6, provinces: ['01', '38', '40'] },
    })
    expect(JSON.stringify(items)).not.toContain('"device"')
  })

  test('is answered by its household, read under the evidence, and hidden by an officer with a reason', async () => {
    const text = 'Tem mẫu phát ở ba hội chợ.'
    await shop.must('PUT', `${path()}/answer`, { as: shop.household, body: { text } })
    expect((await scan(10, 'reader')).verdict).toMatchObject({ is: 'many', answer: { text } })
    await story.settled()
    expect(
      (await story.call('PUT', `${path()}/answer/hidden`, { as: shop.household, body: { hidden: false } })).status,
    ).toBe(403)
    await shop.must('PUT', `${path()}/answer/hidden`, {
      ...{ as: shop.officer, body: { hidden: true, why: 'nói xấu người khác' } },
    })
    expect((await scan(10, 'reader')).verdict).not.toHaveProperty('answer')
    await shop.must('PUT', `${path()}/answer`, { as: shop.household, body: { text: 'Khác' } })
    expect((await scan(10, 'reader')).verdict).not.toHaveProperty('answer')
  })

  test('is let be once its displays are declared, and no longer listed', async () => {
    await copy(12, 300)
    expect((await scan(12, 'reader')).verdict.is).toBe('many')
    for (const province of ['01', '40'])
      await shop.must('POST', `${base}/displays`, {
        as: shop.household,
        body: {
          place: 'fair',
          name: 'Hội chợ',
          province,
          from: '2026-12-01',
          to: '2026-12-31',
          stamps: { first: 12, last: 12 },
        },
      })
    expect((await scan(12, 'reader')).verdict.is).toBe('valid-again')
    const { items } = await shop.must('GET', `/v1/producers/${shop.maker}/warnings`, { as: shop.household })
    expect(items.find((it: { index: number }) => it.index === 12)?.told).toBeUndefined()
    const { displays } = await shop.must('GET', `${base}/scans`, { as: shop.household })
    expect(displays).toHaveLength(2)
    for (const { id } of displays) await shop.must('DELETE', `${base}/displays/${id}`, { as: shop.household })
    expect((await scan(12, 'reader')).verdict.is).toBe('many')
  })

  test('never scanned has nothing to answer, and a display of a year is none', async () => {
    const path = `/v1/products/${shop.product}/stamps/${serial(500)}/answer`
    const never = await story.call('PUT', path, { as: shop.household, body: { text: 'Chưa ai quét' } })
    expect(never).toMatchObject({ status: 409, body: { code: 'stamp/never-scanned' } })
    const long = { place: 'shop', name: 'Cửa hàng', province: '38', from: '2026-01-01', to: '2026-12-31' }
    expect((await story.call('POST', `${base}/displays`, { as: shop.household, body: long })).body.code).toBe(
      'display/days',
    )
  })
})

describe('what is remembered of scans', () => {
  test('of every fourth stamp adds up for the lot: how many stamps were scanned how often, and where', async () => {
    at(400)
    const followed = Array.from({ length: 100 }, (_, n) => 100 + n).filter((index) => isSampled(serial(index)))
    const before = await shop.must('GET', `${base}/scans`, { as: shop.household })
    for (const index of followed.slice(0, 13)) await scan(index, 'one')
    await story.settled()
    const after = await shop.must('GET', `${base}/scans`, { as: shop.household })
    expect(after.followed).toBe(before.followed + 13)
    expect(after.median).toBe(1)
    expect(after.provinces['38']).toBe((before.provinces['38'] ?? 0) + 13)
  })

  test('under a lot that is not there makes no record of that lot', async () => {
    const index = Array.from({ length: 100 }, (_, n) => 300 + n).find((it) => isSampled(serial(it)))!
    await answerScan(story.house, {
      ...{ product: shop.product, lot: 'XX-1', serial: serial(index), address: '-', headers: new Headers() },
    })
    await story.settled()
    const [there, stamp] = await readItems(story.house.table, [
      lotScansKey(shop.product, 'XX-1'),
      stampKey(shop.product, serial(index)),
    ])
    expect(there).toBeUndefined()
    expect(stamp).toMatchObject({ count: 1 })
  })

  test('is gone after 180 days: tokens, hours and provinces from the stamp itself too, the sum stays', async () => {
    const index = 20
    at(500)
    await scan(index, 'one', 'HN')
    await story.settled()
    const key = stampKey(shop.product, serial(index))
    const kept = async () => (await readItems(story.house.table, [key]))[0]
    expect(await kept()).toMatchObject({ count: 1, provinces: { '01': 1 }, recent: [{ province: '01' }] })
    at(500 + 24 * 181)
    // DynamoDB deletes the scan's own record and says so in the stream.
    const keys = { pk: { S: key.pk }, sk: { S: 'SCAN#2026-12-13T22#x' } }
    const told = await project(story.house)({ Records: [{ eventName: 'REMOVE', dynamodb: { Keys: keys } }] })
    expect(told.batchItemFailures).toEqual([])
    const { recent, hours, provinces, lastIn, count } = (await kept()) as Record<string, unknown>
    expect({ recent, hours, provinces, lastIn, count }).toEqual({
      ...{ recent: [], hours: {}, provinces: {}, lastIn: {}, count: 1 },
    })
    expect((await scan(index, 'two')).verdict).toMatchObject({ is: 'valid-again', count: 2 })
  })
})
