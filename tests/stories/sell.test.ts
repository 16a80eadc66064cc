import { signSepay } from '@nguon/pay/sepay'
import { readVietQr } from '@nguon/pay/vietqr'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openStory, type Story } from './house.ts'
import { placeNem } from './place.ts'

let story: Story
let shop: Awaited<ReturnType<typeof placeNem>>

beforeAll(async () => {
  story = await openStory()
  shop = await placeNem(story)
})
afterAll(() => story?.close())

const buyer = { name: 'Khách Thử', phone: '0911 222 333', address: 'Thôn 3, gần chợ', commune: '14797' }
const order = (more: object = {}) =>
  story.call('POST', '/v1/orders', { body: { product: shop.product, quantity: 2, buyer, method: 'vietqr', ...more } })

let notices = 1000
function notice(content: string, dong: number, id = ++notices, into: object = {}) {
  const raw = JSON.stringify({
    ...{
      id,
      gateway: 'Agribank',
      transactionDate: '2026-11-23 09:05:00',
      accountNumber: '1900200000001',
      code: null,
      content,
    },
    ...{
      transferType: 'in',
      transferAmount: dong,
      accumulated: dong,
      subAccount: null,
      referenceCode: `FT${id}`,
      description: '',
    },
    ...into,
  })
  const headers = signSepay({ rawBody: raw, secret: 'sepay-secret-of-a-story', now: story.clock.now })
  return { raw, headers: Object.fromEntries(Object.entries(headers)) as Record<string, string> }
}
const tell = (it: ReturnType<typeof notice>) =>
  story.call('POST', '/v1/hooks/sepay', {
    body: it.raw,
    headers: { ...it.headers, 'content-type': 'application/json' },
  })

describe('an order', () => {
  test('holds its stock, asks for its exact amount into the maker’s own account, and is paid by a signed notice', async () => {
    const placed = await order()
    expect(placed.status).toBe(201)
    const link = `/v1/orders/${placed.body.ref}?k=${placed.body.token}`
    const shown = await story.call('GET', link)
    expect(shown.body).toMatchObject({ state: 'awaiting', total: 120_000 + shown.body.delivery, paid: 0 })
    expect(readVietQr(shown.body.vietqr.payload)).toMatchObject({
      bin: '970405',
      account: '1900200000001',
      dong: shown.body.total,
      purpose: placed.body.ref,
    })
    expect((await story.call('GET', `/v1/products/${shop.product}`)).body.left).toBe(8)

    const paid = await tell(notice(`CT DEN ${placed.body.ref} chuyen tien`, shown.body.total))
    expect(paid).toMatchObject({ status: 200, body: { success: true, result: 'settled' } })
    expect((await story.call('GET', link)).body).toMatchObject({ state: 'paid', paid: shown.body.total })
  })

  test('is paid once by a notice that comes three times', async () => {
    const placed = await order({ quantity: 1 })
    const it = notice(placed.body.ref, placed.body.total, 777)
    const results = [await tell(it), await tell(it), await tell(it)].map((answer) => answer.body.result)
    expect(results).toEqual(['settled', 'nothing-to-do', 'nothing-to-do'])
    const link = `/v1/orders/${placed.body.ref}?k=${placed.body.token}`
    expect((await story.call('GET', link)).body.paid).toBe(placed.body.total)
  })

  test('is not touched by a notice with a forged signature', async () => {
    const placed = await order({ quantity: 1 })
    const it = notice(placed.body.ref, placed.body.total)
    const forged = { ...it, raw: it.raw.replace(String(placed.body.total), String(placed.body.total + 1)) }
    expect((await tell(forged)).status).toBe(400)
    expect((await story.call('GET', `/v1/orders/${placed.body.ref}?k=${placed.body.token}`)).body.state).toBe(
      'awaiting',
    )
  })

  test('is not paid by money that came to somebody else’s account: it waits for a person with its reason', async () => {
    const placed = await order({ quantity: 1 })
    const link = `/v1/orders/${placed.body.ref}?k=${placed.body.token}`
    const strayed = notice(placed.body.ref, placed.body.total, 901, { accountNumber: '0011002200330' })
    expect((await tell(strayed)).body).toEqual({ success: true, result: 'by-hand' })
    expect((await tell(strayed)).body).toEqual({ success: true, result: 'by-hand' })
    await tell(notice('cam on ba Mai', 50_000, 902))
    expect((await story.call('GET', link)).body).toMatchObject({ state: 'awaiting', paid: 0 })

    const list = await story.call('GET', '/v1/notices', { as: await story.logIn('0900000001') })
    expect(list.body.items).toEqual([
      expect.objectContaining({
        ...{ provider: 'sepay', notice: '901', order: placed.body.ref, dong: placed.body.total },
        why: {
          code: 'payment/other-account',
          title: 'Tiền vào tài khoản 0011002200330, không phải tài khoản của người bán.',
        },
      }),
      expect.objectContaining({
        notice: '902',
        dong: 50_000,
        why: expect.objectContaining({ code: 'payment/no-reference' }),
      }),
    ])
    expect(JSON.stringify(list.body)).not.toContain('signature')
    expect((await story.call('GET', '/v1/notices', { as: shop.household })).status).toBe(403)
  })

  test('is paid once its maker registers the account the money came to and the bank tells it again', async () => {
    const placed = await order({ quantity: 1 })
    const link = `/v1/orders/${placed.body.ref}?k=${placed.body.token}`
    const early = notice(placed.body.ref, placed.body.total, 903, { accountNumber: '2900200000009' })
    expect((await tell(early)).body.result).toBe('by-hand')
    const moved = { bin: '970405', account: '2900200000009', holder: 'LE THI MAI' }
    const change = (bank: object, revision: number) =>
      story.call('PATCH', `/v1/producers/${shop.maker}`, { as: shop.household, body: { bank, revision } })
    expect((await change(moved, 1)).status).toBe(200)
    expect((await tell(early)).body.result).toBe('settled')
    expect((await story.call('GET', link)).body).toMatchObject({ state: 'paid', paid: placed.body.total })
    const list = await story.call('GET', '/v1/notices', { as: await story.logIn('0900000001') })
    expect(list.body.items.map((it: { notice: string }) => it.notice)).not.toContain('903')
    await change({ ...moved, account: '1900200000001' }, 2)
  })

  test('is paid into a number that the bank gave out inside an account, where that is what the maker registered', async () => {
    const placed = await order({ quantity: 1 })
    const inside = notice(placed.body.ref, placed.body.total, 904, {
      accountNumber: '5500000000001',
      subAccount: '1900200000001',
    })
    expect((await tell(inside)).body.result).toBe('settled')
  })

  test('that nobody pays gives its goods back when the hold is over', async () => {
    const before = (await story.call('GET', `/v1/products/${shop.product}`)).body.left
    const placed = await order({ quantity: 3 })
    expect((await story.call('GET', `/v1/products/${shop.product}`)).body.left).toBe(before - 3)
    story.clock.now = new Date(Date.parse(placed.body.holdUntil) + 1000)
    await story.timers()
    expect((await story.call('GET', `/v1/orders/${placed.body.ref}?k=${placed.body.token}`)).body.state).toBe('expired')
    expect((await story.call('GET', `/v1/products/${shop.product}`)).body.left).toBeGreaterThanOrEqual(before)
    story.clock.now = new Date('2026-11-23T02:00:00.000Z')
  })

  test('for more than is left is refused in words, and stock never goes below zero', async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, () => order({ quantity: 3, method: 'cash' })))
    const sold = answers.filter(({ status }) => status === 201).length * 3
    const left = (await story.call('GET', `/v1/products/${shop.product}`)).body.left
    expect(left).toBeGreaterThanOrEqual(0)
    expect(sold).toBeGreaterThan(0)
    const refused = answers.find(({ status }) => status === 409)
    expect(refused?.body).toMatchObject({ code: 'stock/not-enough', title: 'Không còn đủ 3, xin chọn số nhỏ hơn.' })
  })

  test('sent again with the same key is the same order', async () => {
    const headers = { 'idempotency-key': 'once-0123456789' }
    await story.call('PUT', `/v1/products/${shop.product}/stock`, { as: story.operatorKey, body: { left: 5 } })
    const body = { product: shop.product, quantity: 1, buyer, method: 'cash' }
    const first = await story.call('POST', '/v1/orders', { body, headers })
    const again = await story.call('POST', '/v1/orders', { body, headers })
    expect(again.body.ref).toBe(first.body.ref)
    expect(again.headers.get('idempotency-replayed')).toBe('true')
    expect((await story.call('GET', `/v1/products/${shop.product}`)).body.left).toBe(4)
    const other = await story.call('POST', '/v1/orders', { body: { ...body, quantity: 2 }, headers })
    expect(other).toMatchObject({ status: 422, body: { code: 'idempotency/other-request' } })
  })

  test('is told only to who holds its link, and to the seller', async () => {
    const placed = await order({ quantity: 1, method: 'cash' })
    expect((await story.call('GET', `/v1/orders/${placed.body.ref}?k=${'A'.repeat(22)}`)).status).toBe(404)
    const list = await story.call('GET', `/v1/producers/${shop.maker}/orders`, { as: shop.household })
    expect(list.body.items).toContainEqual(
      expect.objectContaining({ ref: placed.body.ref, buyer: expect.objectContaining({ phone: '0911222333' }) }),
    )
    expect(
      (await story.call('GET', `/v1/orders/${placed.body.ref}?k=${placed.body.token}`)).body.buyer.phone,
    ).toBeUndefined()
  })
})
