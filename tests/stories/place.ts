import type { Story } from './house.ts'

/** A province officer, a household with its bank account, and one product of it on sale with ten left. */
export async function placeNem(story: Story, more: object = {}) {
  const { call, operatorKey } = story
  const must = async (...args: Parameters<typeof call>) => {
    const answer = await call(...args)
    if (answer.status >= 400) throw new Error(`${args[0]} ${args[1]}: ${JSON.stringify(answer.body)}`)
    return answer.body
  }
  await must('POST', '/v1/people', {
    as: operatorKey,
    body: { name: 'Chị Hạnh', phone: '0900000002', roles: [{ is: 'province-officer', province: '38' }] },
  })
  const officer = await story.logIn('0900000002')
  const bank = { bin: '970405', account: '1900200000001', holder: 'LE THI MAI' }
  const maker = await must('POST', '/v1/producers', {
    as: officer,
    body: { name: 'Cơ sở Bà Mai', kind: 'household', commune: '14797', province: '38', phone: '0900000003', bank },
  })
  await must('POST', '/v1/people', {
    as: operatorKey,
    body: { name: 'Bà Mai', phone: '0900000003', roles: [{ is: 'household', maker: maker.id }] },
  })
  const household = await story.logIn('0900000003')
  const draft = {
    maker: maker.id,
    name: 'Nem chua lá đinh lăng',
    group: 'I',
    price: { is: 'exact', dong: 60_000, unit: 'chục' },
    gtin: '09520123456788',
    left: 10,
    standard: 'TCCS 01:2026/BM',
    pictures: [{ key: `media/${'a'.repeat(32)}.jpg`, alt: 'Nem chua gói lá', width: 800, height: 600 }],
    ...more,
  }
  const product = await must('POST', '/v1/products', { as: household, body: draft })
  await must('POST', `/v1/products/${product.id}/publication`, { as: household, body: { do: 'submit' } })
  await must('POST', `/v1/products/${product.id}/publication`, { as: officer, body: { do: 'publish' } })
  return { officer, household, maker: String(maker.id), product: String(product.id), must }
}

/** A plot of the maker with a crop of tea on it, watered once, and a lot that was packed once. */
export async function placeCrop(shop: Awaited<ReturnType<typeof placeNem>>, lot: string) {
  const { must, household: as } = shop
  const of = `/v1/producers/${shop.maker}`
  const plot = await must('POST', `${of}/plots`, { as, body: { name: 'Đồi sau nhà' } })
  const crop = await must('POST', `${of}/crops`, {
    as,
    body: { plot: plot.id, crop: 'Chè', template: 'tea', from: '2026-09-01' },
  })
  const at = '2026-11-20T07:00:00+07:00'
  const watered = await must('POST', `${of}/crops/${crop.id}/diary`, { as, body: { work: 'watering', at } })
  const packed = await must('POST', `/v1/products/${shop.product}/lots/${lot}/diary`, {
    as,
    body: { work: 'packing', at, amount: { number: 10, uom: 'H87' } },
  })
  return {
    plot: String(plot.id),
    crop: String(crop.id),
    entry: String(watered.ids[0]),
    lotEntry: String(packed.ids[0]),
  }
}
