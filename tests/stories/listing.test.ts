import { retell } from '@nguon/functions/retell'
import { placesOf } from '@nguon/listing/board'
import { readProduct } from '@nguon/store/product'
import { rearrangeShelf } from '@nguon/store/shelf'
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

const draft = (name: string, more: object = {}) => ({
  maker: shop.maker,
  name,
  group: 'I',
  price: { is: 'exact', dong: 35_000, unit: 'hộp' },
  ...more,
})
const publish = async (id: string) => {
  await shop.must('POST', `/v1/products/${id}/publication`, { as: shop.household, body: { do: 'submit' } })
  await shop.must('POST', `/v1/products/${id}/publication`, { as: shop.officer, body: { do: 'publish' } })
}
const ids = (body: { items: { id: string }[] }) => body.items.map(({ id }) => id)

describe('a listing', () => {
  test('keeps what a change does not name: its pictures, and its maker’s choices', async () => {
    const before = await shop.must('GET', `/v1/products/${shop.product}`, { as: shop.household })
    const after = await shop.must('PATCH', `/v1/products/${shop.product}`, {
      as: shop.household,
      body: { revision: before.revision, shelfLife: '5 ngày' },
    })
    expect(after).toMatchObject({ shelfLife: '5 ngày', pictures: before.pictures })
    expect(after.pictures).toHaveLength(1)
    const edit = (revision: number, body: object) =>
      shop.must('PATCH', `/v1/producers/${shop.maker}`, { as: shop.officer, body: { revision, ...body } })
    await edit(1, { businessRegistered: true, phonePublic: true })
    expect(await edit(2, { story: 'Làm từ sáng sớm' })).toMatchObject({ businessRegistered: true, phonePublic: true })
    await edit(3, { phonePublic: false })
  })

  test('is not shown before an officer has looked, and is returned with a reason', async () => {
    const made = await shop.must('POST', '/v1/products', { as: shop.household, body: draft('Chè lam Phủ Quảng') })
    expect(made.publication).toEqual({ state: 'draft' })
    expect((await story.call('GET', `/v1/products/${made.id}`)).status).toBe(404)
    await shop.must('POST', `/v1/products/${made.id}/publication`, { as: shop.household, body: { do: 'submit' } })
    expect(
      (await story.call('POST', `/v1/products/${made.id}/publication`, { as: shop.household, body: { do: 'publish' } }))
        .status,
    ).toBe(403)
    const work = await shop.must('GET', '/v1/worklist', { as: shop.officer })
    expect(work.items.map((it: { product: { id: string } }) => it.product.id)).toContain(made.id)
    const back = await shop.must('POST', `/v1/products/${made.id}/publication`, {
      as: shop.officer,
      body: { do: 'return', reason: 'Ảnh mờ, xin chụp lại' },
    })
    expect(back.publication).toMatchObject({
      state: 'draft',
      returned: { reason: 'Ảnh mờ, xin chụp lại', by: 'Chị Hạnh' },
    })
    await publish(made.id)
    expect((await story.call('GET', `/v1/products/${made.id}`)).body).toMatchObject({ name: 'Chè lam Phủ Quảng' })
    for (const [step, state] of [
      ['pause', 'paused'],
      ['resume', 'published'],
      ['pause', 'paused'],
    ] as const)
      expect(
        (await shop.must('POST', `/v1/products/${made.id}/publication`, { as: shop.household, body: { do: step } }))
          .publication.state,
      ).toBe(state)
    expect((await story.call('GET', `/v1/products/${made.id}`)).status).toBe(404)
    const gone = await shop.must('POST', `/v1/products/${made.id}/publication`, {
      as: shop.household,
      body: { do: 'withdraw', reason: 'Không làm nữa' },
    })
    expect(gone.publication.state).toBe('withdrawn')
    const again = await story.call('POST', `/v1/products/${made.id}/publication`, {
      as: shop.household,
      body: { do: 'submit' },
    })
    expect(again).toMatchObject({ status: 409, body: { code: 'publication/not-from-here' } })
  })

  test('keeps its earlier versions and brings one back; of two who edit at once one is told', async () => {
    const made = await shop.must('POST', '/v1/products', { as: shop.household, body: draft('Kẹo lạc') })
    const [one, two] = await Promise.all([
      story.call('PATCH', `/v1/products/${made.id}`, {
        as: shop.household,
        body: { revision: 1, name: 'Kẹo lạc vừng' },
      }),
      story.call('PATCH', `/v1/products/${made.id}`, {
        as: shop.officer,
        body: { revision: 1, name: 'Kẹo lạc mật mía' },
      }),
    ])
    expect([one.status, two.status].sort()).toEqual([200, 409])
    const kept = await shop.must('GET', `/v1/products/${made.id}/revisions`, { as: shop.household })
    expect(kept.items).toEqual([expect.objectContaining({ revision: 1, name: 'Kẹo lạc' })])
    const back = await shop.must('POST', `/v1/products/${made.id}/revisions/1/restore`, {
      as: shop.household,
      body: { revision: 2 },
    })
    expect(back).toMatchObject({ revision: 3, name: 'Kẹo lạc' })
  })

  test('with a wrong check digit in its GTIN is refused with the right one', async () => {
    const answer = await story.call('POST', '/v1/products', {
      as: shop.household,
      body: draft('Mắm tép', { gtin: '9520123456789' }),
    })
    expect(answer).toMatchObject({
      status: 400,
      body: { code: 'gtin/check-digit', title: 'Số cuối của 9520123456789 phải là 8. Xin xem lại trên nhãn.' },
    })
  })

  test('answers under an old GTIN too, so that printed labels never die', async () => {
    await shop.must('POST', `/v1/products/${shop.product}/aliases`, {
      as: shop.household,
      body: { gtin: '9520123456795' },
    })
    const scanned = await story.call('GET', '/01/09520123456795')
    expect(scanned).toMatchObject({ status: 307 })
    expect(
      (
        await story.call('POST', `/v1/products/${shop.product}/aliases`, {
          as: shop.household,
          body: { gtin: shop.product },
        })
      ).status,
    ).toBe(409)
  })
})

describe('stars', () => {
  const certify = async (paper: object) => {
    const { revision } = await shop.must('GET', `/v1/products/${shop.product}`, { as: shop.officer })
    const certificate = {
      kind: 'ocop',
      number: '715/QĐ-UBND',
      issuer: 'UBND tỉnh Thanh Hóa',
      stars: 4,
      state: 'recognised',
      ...paper,
    }
    await shop.must('PUT', `/v1/products/${shop.product}/certificates`, {
      as: shop.officer,
      body: { revision, certificates: [certificate] },
    })
    return (await shop.must('GET', `/v1/products/${shop.product}`)).rank
  }

  test.each<[string, object, number | undefined]>([
    ['stand while the decision is in force', { issued: '2026-03-12' }, 4],
    ['stand to the last day of thirty-six months', { issued: '2023-11-23' }, 4],
    ['fall the day after', { issued: '2023-11-22' }, undefined],
    ['fall when the decision is withdrawn', { issued: '2026-03-12', state: 'withdrawn' }, undefined],
    ['do not stand on a decision that cannot be dated', {}, undefined],
    ['stand on one known by its year', { year: 2026 }, 4],
  ])('%s', async (_, paper, stars) => {
    expect((await certify(paper))?.stars).toBe(stars)
  })

  test('of one or two are refused: they are no rank', async () => {
    const { revision } = await shop.must('GET', `/v1/products/${shop.product}`, { as: shop.officer })
    const paper = { kind: 'ocop', number: '1/QĐ', issuer: 'UBND', stars: 2, state: 'recognised', issued: '2026-01-01' }
    expect(
      (
        await story.call('PUT', `/v1/products/${shop.product}/certificates`, {
          as: shop.officer,
          body: { revision, certificates: [paper] },
        })
      ).status,
    ).toBe(400)
  })
})

describe('the shelf', () => {
  test('is listed by commune, group, stars and maker, page by page, each product once', async () => {
    const more: string[] = []
    for (const [name, group] of [
      ['Mắm tôm', 'I'],
      ['Rượu nếp', 'II'],
      ['Nước mắm cốt', 'I'],
      ['Giỏ cói', 'IV'],
      ['Trà xanh', 'I'],
    ] as const) {
      const made = await shop.must('POST', '/v1/products', { as: shop.household, body: draft(name, { group }) })
      await publish(made.id)
      more.push(made.id)
    }
    await story.settled()
    const all = new Set([shop.product, ...more])
    const walk = async (query: string) => {
      const seen: string[] = []
      for (let cursor = ''; ; ) {
        const page = await shop.must('GET', `/v1/products?limit=2&${query}${cursor ? `&cursor=${cursor}` : ''}`)
        seen.push(...ids(page))
        if (!page.next) return seen
        cursor = page.next
      }
    }
    for (const query of ['', 'commune=14797', `maker=${shop.maker}`]) {
      const seen = await walk(query)
      expect(seen, query).toHaveLength(all.size)
      expect(new Set(seen), query).toEqual(all)
    }
    expect(await walk('group=IV')).toEqual([more[3]])
    expect(await walk('commune=14797&group=II')).toEqual([more[1]])
    expect(await walk('commune=16012')).toEqual([])
    expect(await walk('stars=4')).toEqual([shop.product])
  })

  test('says of a card what its page says, and follows a new name, a pause and a withdrawal', async () => {
    const made = await shop.must('POST', '/v1/products', {
      as: shop.household,
      body: draft('Bánh gai', { group: 'VI' }),
    })
    await publish(made.id)
    const seen = async () => {
      await story.settled()
      const lists = await Promise.all(
        ['group=VI', 'commune=14797&group=VI', 'limit=100'].map((query) => shop.must('GET', `/v1/products?${query}`)),
      )
      return lists.map(({ items }) => items.find(({ id }: { id: string }) => id === made.id))
    }
    const page = await shop.must('GET', `/v1/products/${made.id}`)
    for (const card of await seen()) expect(page).toMatchObject(card)
    const renamed = await shop.must('PATCH', `/v1/products/${made.id}`, {
      as: shop.household,
      body: { revision: page.revision, name: 'Ăn thử bánh gai' },
    })
    expect((await seen()).map((card) => card?.name)).toEqual(Array(3).fill('Ăn thử bánh gai'))
    await shop.must('PATCH', `/v1/products/${made.id}`, {
      as: shop.household,
      body: { revision: renamed.revision, group: 'V' },
    })
    expect((await seen()).map((card) => card?.group)).toEqual([undefined, undefined, 'V'])
    for (const [step, shown] of [
      [{ do: 'pause' }, 0],
      [{ do: 'resume' }, 1],
      [{ do: 'withdraw', reason: 'Không làm nữa' }, 0],
    ] as const) {
      await shop.must('POST', `/v1/products/${made.id}/publication`, { as: shop.household, body: step })
      expect((await seen()).filter(Boolean), step.do).toHaveLength(shown)
    }
  })

  test('is laid again, as it was, when its form has changed', async () => {
    const { id } = (await shop.must('GET', '/v1/products?limit=1')).items[0]
    const before = await shop.must('GET', '/v1/products?limit=100')
    const taken = { take: [...placesOf((await readProduct(story.house.table, id))!).map(({ at }) => at)], put: [] }
    await rearrangeShelf(story.house.table, 'FRESH#38', taken)
    expect(ids(await shop.must('GET', '/v1/products?limit=100'))).not.toContain(id)
    expect(await retell(story.house)).toEqual({ told: before.items.length })
    await story.settled()
    expect(await shop.must('GET', '/v1/products?limit=100')).toEqual(before)
    expect(await retell(story.house)).toEqual({ told: 0 })
  })

  test('is searched without marks, đ included, by product, maker and commune', async () => {
    await story.settled()
    story.clock.now = new Date(story.clock.now.getTime() + 2_000)
    const find = async (words: string) => ids(await shop.must('GET', `/v1/products?q=${encodeURIComponent(words)}`))
    expect((await find('nuoc mam')).length).toBeGreaterThan(0)
    expect(await find('dinh lang')).toEqual([shop.product])
    expect((await find('ba mai')).length).toBeGreaterThan(3)
    expect((await find('hac thanh')).length).toBeGreaterThan(3)
    expect(await find('khong co mon nay dau')).toEqual([])
    const { counts } = await shop.must('GET', '/v1/shelf?province=38')
    expect(counts).toMatchObject({ products: 6, makers: 1, communes: 1, ocop: 1 })
  })
})
