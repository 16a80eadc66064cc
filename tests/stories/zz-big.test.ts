import { expect, test } from 'vitest'
import { openStory } from './house.ts'
import { placeNem } from './place.ts'

test('big', async () => {
  const story = await openStory()
  const shop = await placeNem(story)
  const rows = Array.from(
    { length: 12000 },
    (_, i) =>
      `${i},Mắm tép Ví Dụ ${i},HTX Ví Dụ ${i % 3000},phường Hải Lĩnh,3 sao,${1000 + (i % 50)}/QĐ-UBND,12/3/2025,45.000đ/chai`,
  )
  const csv = ['STT,Tên sản phẩm,Chủ thể,Địa chỉ,Xếp hạng,Số quyết định,Ngày quyết định,Giá bán', ...rows].join('\n')
  let t = Date.now()
  const sent = await story.call('POST', '/v1/imports?name=big.csv', {
    as: shop.officer,
    body: new TextEncoder().encode(csv),
    headers: { 'content-type': 'text/csv' },
  })
  expect(sent.status).toBe(201)
  const wait = async (states: string[]) => {
    for (;;) {
      const { body } = await story.call('GET', `/v1/imports/${sent.body.id}`, { as: shop.officer })
      if (states.includes(body.state)) return body
      await new Promise((r) => setTimeout(r, 500))
    }
  }
  const planned = await wait(['planned', 'refused'])
  console.log('plan', Date.now() - t, JSON.stringify(planned.counts), planned.refusal)
  t = Date.now()
  const seen: number[] = []
  await story.call('POST', `/v1/imports/${sent.body.id}/commit`, {
    as: shop.officer,
    body: { digest: planned.digest, publish: true },
  })
  const done = await wait(['done'])
  console.log('commit', Date.now() - t, done.done, done.lost)
  t = Date.now()
  const again = await story.call('POST', '/v1/imports?name=big.csv', {
    as: shop.officer,
    body: new TextEncoder().encode(csv),
    headers: { 'content-type': 'text/csv' },
  })
  sent.body.id = again.body.id
  const p2 = await wait(['planned', 'refused'])
  console.log('again', Date.now() - t, JSON.stringify(p2.counts), process.memoryUsage().rss / 1e6)
  await story.close()
}, 500_000)
