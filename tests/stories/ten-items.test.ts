import { look } from '@nguon/functions/scan'
import { readSheets } from '@nguon/listing/sheet'
import { readPassport } from '@nguon/store/passport'
import { itemKeys, itemRules, itemsOf, missingItems, printOf, whoSays } from '@nguon/trace/passport-items'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openStory, type Story } from './house.ts'
import { placeNem } from './place.ts'

let story: Story
let shop: Awaited<ReturnType<typeof placeNem>>
let as: string
let bare: string
const picture = { key: `media/${'b'.repeat(32)}.png`, alt: 'Nem thính', width: 800, height: 600 }

beforeAll(async () => {
  story = await openStory()
  shop = await placeNem(story)
  as = shop.household
  const made = await shop.must('POST', '/v1/products', {
    as,
    body: { maker: shop.maker, name: 'Nem thính', group: 'I', price: { is: 'ask' } },
  })
  bare = made.id
  await shop.must('POST', `/v1/products/${bare}/publication`, { as, body: { do: 'submit' } })
  await shop.must('POST', `/v1/products/${bare}/publication`, { as: shop.officer, body: { do: 'publish' } })
})
afterAll(() => story?.close())

const newLot = (product: string, lot: string, more: object = {}) =>
  shop.must('POST', `/v1/products/${product}/lots`, { as, body: { lot, made: '2026-11-20', ...more } })
const path = (product: string, lot: string) => `/v1/products/${product}/lots/${lot}`

const facts = {
  product: '09520123456788',
  lot: { lot: 'NT-1', made: '2026-11-20' },
  card: { name: 'Nem thính', standard: 'TCCS 02', picture: { key: picture.key } },
  maker: { name: 'Cơ sở Bà Mai', communeName: 'Phường Hạc Thành', provinceName: 'Thanh Hóa' },
  steps: [{ kind: 'commissioning' as const, at: '2026-11-20T00:00:00.000Z', place: 'https://tem.example/co-so/mai' }],
}

describe('the ten items of Thông tư 02/2024/TT-BKHCN', () => {
  test('are ten, numbered as the circular numbers them; 8 and 9 may say that there is none', () => {
    expect(itemKeys.map((key) => itemRules[key].number)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10])
    expect(itemKeys.filter((key) => !itemRules[key].must)).toEqual(['brand', 'expiry'])
    expect(missingItems(facts)).toEqual([])
    expect(
      itemsOf(facts)
        .filter((it) => !it.given)
        .map((it) => it.number),
    ).toEqual([8, 9])
  })

  test.each<[string, object, string[]]>([
    ['no picture', { card: { ...facts.card, picture: undefined } }, ['picture']],
    ['no standard, or blanks for one', { card: { ...facts.card, standard: '  ' } }, ['standard']],
    ['no stage', { steps: [] }, ['stages']],
    ['a stage without its place', { steps: [{ ...facts.steps[0], place: undefined }] }, ['stages']],
    ['only a stage that was taken back', { steps: [{ ...facts.steps[0], retracted: true }] }, ['stages']],
  ])('%s keeps a passport from the public', (_, change, missing) => {
    expect(missingItems({ ...facts, ...change })).toEqual(missing)
  })

  test('a check holds for what was seen and ends when it is changed', () => {
    const checks = { name: { by: 'Chị Hạnh', at: '2026-11-22T02:00:00.000Z', of: printOf('name', facts) } }
    const told = { product: '2026-11-20T02:00:00.000Z', lot: '2026-11-21T02:00:00.000Z' }
    expect(whoSays(facts, checks, told)).toMatchObject({
      name: { who: 'checked', by: 'Chị Hạnh', at: '2026-11-22T02:00:00.000Z' },
      maker: { who: 'declared', by: 'Cơ sở Bà Mai', at: told.product },
      stages: { who: 'declared', at: told.lot },
      code: { who: 'system' },
    })
    const renamed = { ...facts, card: { ...facts.card, name: 'Nem thính cay' } }
    expect(whoSays(renamed, checks, told).name).toMatchObject({ who: 'declared' })
  })
})

describe('a passport', () => {
  test('is not public while an item is missing: its stamps are refused activation with what and where', async () => {
    await newLot(bare, 'NT-1')
    await story.settled()
    expect((await readPassport(story.house.table, bare, 'NT-1'))?.hidden).toBe(true)
    expect(await story.call('GET', `${path(bare, 'NT-1')}/passport.json`)).toMatchObject({ status: 404 })
    expect(await story.call('GET', `${path(bare, 'NT-1')}/events`)).toMatchObject({ status: 404 })
    const issue = await shop.must('POST', `${path(bare, 'NT-1')}/stamps`, { as, body: { count: 5 } })
    const range = { first: issue.first, last: issue.last }
    await shop.must('POST', `${path(bare, 'NT-1')}/stamps/ranges`, { as, body: { ...range, do: 'print' } })
    const refused = await story.call('POST', `${path(bare, 'NT-1')}/stamps/ranges`, {
      as,
      body: { ...range, do: 'activate' },
    })
    expect(refused).toMatchObject({ status: 409, body: { code: 'passport/incomplete' } })
    expect(refused.body.detail).toBe('Hộ chiếu của lô chưa công khai được, còn thiếu mục 2, 10 theo Thông tư 02/2024.')
    expect(refused.body.errors).toEqual([
      { field: 'picture', message: 'Thiếu mục 2: hình ảnh. Thêm ở trang sửa món.' },
      { field: 'standard', message: 'Thiếu mục 10: tiêu chuẩn, quy chuẩn áp dụng. Thêm ở trang sửa món.' },
    ])
    const inside = await shop.must('GET', `${path(bare, 'NT-1')}/items`, { as })
    expect(inside).toMatchObject({ public: false, missing: ['picture', 'standard'] })
  })

  test('goes public the moment it has them all, and stays so when one is lost later', async () => {
    const before = await shop.must('GET', `/v1/products/${bare}`, { as })
    await shop.must('PATCH', `/v1/products/${bare}`, {
      as,
      body: { revision: before.revision, standard: 'TCCS 02:2026/BM', pictures: [picture] },
    })
    const range = { first: 0, last: 4 }
    const done = await story.call('POST', `${path(bare, 'NT-1')}/stamps/ranges`, {
      as,
      body: { ...range, do: 'activate' },
    })
    expect(done.status).toBe(200)
    await story.settled()
    expect((await readPassport(story.house.table, bare, 'NT-1'))?.hidden).toBeUndefined()
    expect((await story.call('GET', `${path(bare, 'NT-1')}/passport.json`)).status).toBe(200)
    await shop.must('PATCH', `/v1/products/${bare}`, { as, body: { revision: before.revision + 1, pictures: [] } })
    await story.settled()
    expect((await readPassport(story.house.table, bare, 'NT-1'))?.hidden).toBeUndefined()
    await newLot(bare, 'NT-2')
    await story.settled()
    expect((await look(story.house, { product: bare, lot: 'NT-2' }))?.hidden).toBe(true)
    expect((await look(story.house, { product: bare }))?.lot.lot).toBe('NT-1')
  })

  test('names each item in its export, with who says it and since when', async () => {
    await newLot(shop.product, 'NC-1', { expires: '2026-12-20' })
    await story.settled()
    const { body } = await story.call('GET', `${path(shop.product, 'NC-1')}/passport.json`)
    expect(body).toMatchObject({ source: 'Thông tư 02/2024/TT-BKHCN', product: shop.product, lot: 'NC-1' })
    expect(body.items.map((it: { number: number; name: { vi: string } }) => `${it.number} ${it.name.vi}`)).toEqual([
      '1 Tên sản phẩm',
      '2 Hình ảnh',
      '3 Đơn vị sản xuất, kinh doanh',
      '4 Địa chỉ',
      '5 Các công đoạn',
      '6 Thời gian sản xuất',
      '7 Mã truy xuất nguồn gốc',
      '8 Thương hiệu, nhãn hiệu',
      '9 Hạn sử dụng',
      '10 Tiêu chuẩn, quy chuẩn áp dụng',
    ])
    expect(body.items[0]).toMatchObject({
      value: 'Nem chua lá đinh lăng',
      said: { who: 'declared', by: 'Cơ sở Bà Mai', at: expect.any(String) },
    })
    expect(body.items[6]).toMatchObject({ said: { who: 'system' } })
    expect(body.items[7]).toMatchObject({ given: false, mandatory: false })
    expect(body.stages).toMatchObject([
      { kind: 'commissioning', place: expect.stringContaining('/co-so/'), at: expect.any(String) },
    ])
    expect(JSON.stringify(body)).not.toMatch(/0900000003|1900200000001/)
  })

  test('as a sheet holds ten rows in which nothing typed is run', async () => {
    const listed = await shop.must('GET', `/v1/products/${shop.product}`, { as })
    await shop.must('PATCH', `/v1/products/${shop.product}`, { as, body: { revision: listed.revision, brand: '=1+1' } })
    await story.settled()
    const answer = await story.apps.api.fetch(
      new Request(`${story.house.origin}${path(shop.product, 'NC-1')}/passport.xlsx`),
    )
    expect(answer.headers.get('content-type')).toContain('spreadsheetml')
    const book = readSheets(new Uint8Array(await answer.arrayBuffer()))
    if ('code' in book) throw new Error(book.code)
    const rows = book.sheets[0]!.rows.map(({ cells }) => cells.map((cell) => cell?.text ?? ''))
    expect(rows).toHaveLength(11)
    expect(rows[8]!.slice(0, 4)).toEqual(['8', 'Thương hiệu, nhãn hiệu', 'nếu có', '=1+1'])
    expect(book.sheets[0]!.rows[8]!.cells[3]).not.toHaveProperty('formula')
  })

  test('shows what an officer looked at, with when, until that is changed', async () => {
    const checks = (who: string, checked: string[]) =>
      story.call('PUT', `${path(shop.product, 'NC-1')}/checks`, { as: who, body: { checked } })
    expect((await checks(as, ['name'])).status).toBe(403)
    expect((await checks(shop.officer, ['name', 'stages'])).status).toBe(200)
    await story.settled()
    const said = async () => (await story.call('GET', `${path(shop.product, 'NC-1')}/passport.json`)).body.items
    expect((await said())[0].said).toEqual({ who: 'checked', by: 'Chị Hạnh', at: story.clock.now.toISOString() })
    expect((await said())[1].said.who).toBe('declared')
    expect((await said())[4].said.who).toBe('checked')

    const first = story.clock.now.toISOString()
    story.clock.now = new Date(story.clock.now.getTime() + 3_600_000)
    await checks(shop.officer, ['name', 'maker', 'stages'])
    await story.settled()
    expect((await said())[0].said.at).toBe(first)
    expect((await said())[2].said.at).toBe(story.clock.now.toISOString())

    await shop.must('POST', `${path(shop.product, 'NC-1')}/events`, {
      as,
      body: { kind: 'packing', at: '2026-11-21T08:00:00+07:00' },
    })
    await story.settled()
    expect((await said())[4].said.who).toBe('declared')
    await newLot(shop.product, 'NC-2')
    await story.settled()
    const other = (await story.call('GET', `${path(shop.product, 'NC-2')}/passport.json`)).body.items
    expect([other[0].said.who, other[4].said.who]).toEqual(['checked', 'declared'])
  })
})
