import { describe, expect, test } from 'vitest'
import type { OrderView } from '../../site/src/house.ts'
import { page, post, read } from './asking.ts'
import { fakeHouse, order } from './fake-house.ts'

const at = '/dat/09520123456788'
const good = {
  quantity: '3',
  name: 'Người nhận ví dụ',
  phone: '091 234 5678',
  province: '38',
  commune: '14797',
  line: 'Thôn 3',
  method: 'vietqr',
  key: '0f8fad5b-d9cb-469f-a165-70867728950e',
}

describe('ordering as a guest', () => {
  test('the quantity of the product page comes along, and the ways to pay are those the maker has', async () => {
    const { html } = await page(`${at}?quantity=3`)
    expect(html).toMatch(/name="quantity"[^>]*value="3"/)
    for (const method of ['vietqr', 'cash', 'card']) expect(html).toContain(`value="${method}"`)
    expect(html).toMatch(/name="key" value="[0-9a-f-]{36}"/)
  })

  test('the delivery cost and the total stand there before the last step', async () => {
    const { html, status } = await post(at, { ...good, do: 'review' })
    expect(status).toBe(200)
    expect(read(html)).toMatch(/Tiền hàng 285\.000 ₫ Giao đến Phường Hạc Thành 20\.000 ₫ Cộng 305\.000 ₫/)
    expect(read(html)).toContain('Đặt hàng, 305.000 ₫')
  })

  test('what is wrong is said in words beside its field, with what was found; what was typed stays', async () => {
    const { html, status } = await post(at, { ...good, phone: '12345', name: '', commune: '', do: 'review' })
    expect(status).toBe(422)
    expect(read(html)).toContain('“12345” chưa đúng số điện thoại. Cần 10 số, bắt đầu bằng 0.')
    expect(read(html)).toContain('Chưa có tên người nhận.')
    expect(read(html)).toContain('Chưa chọn xã, phường.')
    expect(read(html)).toContain('Còn 3 chỗ cần sửa')
    expect(html).toMatch(
      /id="phone"[^>]*value="12345"[^>]*aria-invalid="true"[^>]*aria-describedby="phone-error phone-help"/,
    )
    expect(html).toMatch(/id="line"[^>]*value="Thôn 3"/)
    expect(html).toContain(`name="key" value="${good.key}"`)
  })

  test('another province gives its communes and loses nothing', async () => {
    const { html, status } = await post(at, { ...good, province: '01', do: 'province' })
    expect(status).toBe(200)
    expect(html).toContain('<option value="00004">Phường Ba Đình</option>')
    expect(html).not.toContain('value="14797"')
    expect(html).toMatch(/id="name"[^>]*value="Người nhận ví dụ"/)
  })

  test('the order is placed once with the key of its form, and leads to its own page', async () => {
    const house = fakeHouse()
    const { status, headers } = await post(at, { ...good, do: 'place' }, house)
    expect(status).toBe(303)
    expect(headers.get('location')).toBe('/don/DHK7M2Q9R4W?k=token')
    const placed = house.asked.find(({ method, path }) => method === 'POST' && path === '/v1/orders')
    expect(placed?.headers.get('idempotency-key')).toBe(good.key)
    expect(placed?.body).toEqual({
      product: '09520123456788',
      quantity: 3,
      buyer: { name: good.name, phone: '0912345678', address: 'Thôn 3', commune: '14797' },
      method: 'vietqr',
    })
  })

  test('a refusal of the API is said in its own words, beside the field it names', async () => {
    const body = {
      title: 'Hết hàng',
      detail: 'Vừa có người mua trước.',
      errors: [{ field: 'quantity', message: 'Chỉ còn 1 chai.' }],
    }
    const { html, status } = await post(at, { ...good, do: 'place' }, fakeHouse({ refuse: { status: 409, body } }))
    expect(status).toBe(422)
    expect(read(html)).toContain('Vừa có người mua trước.')
    expect(html).toMatch(/id="quantity-error">.*Chỉ còn 1 chai\./s)
  })

  test('more than the maker has is refused before the API is asked', async () => {
    const { html } = await post(at, { ...good, quantity: '400', do: 'review' })
    expect(read(html)).toContain('Người làm chỉ còn 312, ít hơn 400.')
  })

  test('goods without a price cannot be ordered, and the page says why', async () => {
    expect(read((await page('/dat/DUAKIM36')).html)).toContain('Món này chưa ghi giá')
  })
})

const placed = (by: Partial<OrderView>) =>
  page('/don/DHK7M2Q9R4W?k=t', fakeHouse({ orders: { [order.ref]: { ...order, ...by } } }))

describe('the order’s own page', () => {
  test('shows a code to scan and the same five facts to type', async () => {
    const { html } = await placed({})
    expect(html).toMatch(/<svg [^>]*role="img" aria-label="Mã VietQR, 320\.000 ₫ vào tài khoản 1900200000001"/)
    const words = read(html)
    for (const fact of ['Agribank', '1900 2000 0000 1', 'CONG TY HOAN NGOC (vi du)', '320.000 ₫', 'DHK7M2Q9R4W'])
      expect(words).toContain(fact)
    expect(words).toContain('còn 28 phút 14 giây')
    expect(words).toContain('Nội dung, ghi đúng 11 ký tự')
  })

  test('asks again by itself where there is no script', async () => {
    expect((await placed({})).html).toContain('<noscript><meta http-equiv="refresh" content="30"')
    expect((await placed({ state: 'paid', paid: 320_000 })).html).not.toContain('http-equiv="refresh"')
  })

  test.each<[string, Partial<OrderView>, string]>([
    ['paid', { state: 'paid', paid: 320_000 }, 'Đã nhận đủ tiền'],
    ['cash', { state: 'cash', method: 'cash' }, 'Đã đặt xong'],
    ['expired', { state: 'expired' }, 'Đơn đã quá giờ giữ hàng'],
    ['cancelled', { state: 'cancelled' }, 'Đơn đã hủy'],
    [
      'cancelled with money on its way',
      { state: 'cancelled', paid: 320_000 },
      'Bạn đã chuyển 320.000 ₫. Người bán còn nợ bạn số này.',
    ],
    ['paid in part', { paid: 300_000 }, 'Đã nhận 300.000 ₫, còn thiếu 20.000 ₫.'],
  ])('%s is said in words', async (_, by, words) => {
    expect(read((await placed(by)).html)).toContain(words)
  })

  test('only an order that waits shows an account', async () => {
    for (const state of ['paid', 'expired', 'cancelled'])
      expect((await placed({ state })).html).not.toContain('1900 2000')
  })

  test('a state nobody taught this page is never called paid', async () => {
    expect(read((await placed({ state: 'packing' })).html)).not.toContain('Đã nhận đủ tiền')
  })

  test('cancelling is asked once more, then done', async () => {
    expect(read((await page('/don/DHK7M2Q9R4W?k=t&huy=1')).html)).toContain('Hủy đơn này?')
    const house = fakeHouse({ orders: { [order.ref]: order } })
    const { status, headers } = await post('/don/DHK7M2Q9R4W?k=t', { do: 'cancel' }, house)
    expect([status, headers.get('location')]).toEqual([303, '/don/DHK7M2Q9R4W?k=t'])
    expect(house.asked[0]).toMatchObject({ method: 'POST', path: '/v1/orders/DHK7M2Q9R4W/cancel?k=t' })
  })

  test('the code can be kept as a picture', async () => {
    const { status, headers } = await page('/don/DHK7M2Q9R4W/ma.png?k=t')
    expect([status, headers.get('content-type')]).toEqual([200, 'image/png'])
  })

  test('a wrong token finds nothing', async () => {
    expect((await page('/don/DHK7M2Q9R4W')).status).toBe(404)
  })

  test('nothing of an order is kept by caches or told to search engines', async () => {
    const { html, headers } = await placed({})
    expect(headers.get('cache-control')).toBe('private, no-store')
    expect(html).toContain('<meta name="robots" content="noindex"')
    expect(headers.get('referrer-policy')).toBe('same-origin')
  })
})
