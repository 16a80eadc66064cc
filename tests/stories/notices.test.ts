import { signSepay } from '@nguon/pay/sepay'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openStory, type Story } from './house.ts'
import { placeNem } from './place.ts'

/** Money that a bank tells of and that pays no order by itself. */
let story: Story
let shop: Awaited<ReturnType<typeof placeNem>>
let operator: string

beforeAll(async () => {
  story = await openStory()
  shop = await placeNem(story)
  operator = await story.logIn('0900000001')
})
afterAll(() => story?.close())

const buyer = { name: 'Khách Thử', phone: '0911 222 333', address: 'Thôn 3, gần chợ', commune: '14797' }
const order = (more: object = {}) =>
  story.call('POST', '/v1/orders', { body: { product: shop.product, quantity: 2, buyer, method: 'vietqr', ...more } })

/** A transfer as the bank tells it, each time it is asked to. */
function notice(content: string, dong: number, id: number, into: object = {}) {
  const raw = JSON.stringify({
    ...{ id, gateway: 'Agribank', transactionDate: '2026-11-23 09:05:00', accountNumber: '1900200000001' },
    ...{ code: null, content, transferType: 'in', transferAmount: dong, accumulated: dong, subAccount: null },
    ...{ referenceCode: `FT${id}`, description: '', ...into },
  })
  const headers = signSepay({ rawBody: raw, secret: 'sepay-secret-of-a-story', now: story.clock.now })
  return { raw, headers: Object.fromEntries(Object.entries(headers)) as Record<string, string> }
}
const tell = ({ raw, headers }: ReturnType<typeof notice>) =>
  story.call('POST', '/v1/hooks/sepay', { body: raw, headers: { ...headers, 'content-type': 'application/json' } })

describe('money that waits for a person', () => {
  test('an order is paid by money whose words named no order, once a person gives it, and not again when the bank tells it again', async () => {
    const placed = await order({ quantity: 1 })
    const link = `/v1/orders/${placed.body.ref}?k=${placed.body.token}`
    const silent = notice('mua nem', placed.body.total, 905)
    await tell(silent)
    const place = (body: object, as = operator) => story.call('POST', '/v1/notices/sepay/905/placing', { as, body })
    expect(await place({})).toMatchObject({ status: 409, body: { code: 'payment/no-reference' } })
    expect(await place({ order: 'DH000000001' })).toMatchObject({ status: 400, body: { code: 'request/invalid' } })
    expect(await place({ order: 'DH000000000' })).toMatchObject({ status: 404, body: { code: 'order/unknown' } })
    expect((await place({ order: placed.body.ref }, shop.officer)).status).toBe(403)
    expect(await place({ order: placed.body.ref })).toMatchObject({ status: 200, body: { result: 'settled' } })
    expect((await story.call('GET', link)).body).toMatchObject({ state: 'paid', paid: placed.body.total })
    expect((await tell(silent)).body.result).toBe('nothing-to-do')
    expect((await place({ order: placed.body.ref })).body.result).toBe('nothing-to-do')
    const list = await story.call('GET', '/v1/notices', { as: operator })
    expect(list.body.items.map((it: { notice: string }) => it.notice)).not.toContain('905')
  })

  test('an order is not paid by hand either, by money in an account that is not its maker’s', async () => {
    const placed = await order({ quantity: 1 })
    await tell(notice('mua nem', placed.body.total, 906, { accountNumber: '0011002200330' }))
    const refused = await story.call('POST', '/v1/notices/sepay/906/placing', {
      as: operator,
      body: { order: placed.body.ref },
    })
    expect(refused).toMatchObject({ status: 409, body: { code: 'payment/other-account' } })
    const csv = await story.call('GET', '/v1/notices.csv', { as: operator })
    expect(csv.body).toContain('906,0011002200330')
    expect(csv.body).toContain('payment/other-account')
  })

  test('money of no order is set aside with a reason, for good', async () => {
    const market = notice('ban o cho', 70_000, 907)
    await tell(market)
    const put = (why: string) => story.call('POST', '/v1/notices/sepay/907/aside', { as: operator, body: { why } })
    expect((await put('')).status).toBe(400)
    expect((await put('bán ngoài chợ')).status).toBe(204)
    expect((await put('bán ngoài chợ')).status).toBe(404)
    expect((await tell(market)).body.result).toBe('aside')
    const list = await story.call('GET', '/v1/notices', { as: operator })
    expect(list.body.items.map((it: { notice: string }) => it.notice)).not.toContain('907')
  })
})
