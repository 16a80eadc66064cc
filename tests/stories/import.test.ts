import { readFileSync } from 'node:fs'
import type { Book } from '@nguon/listing/book'
import { findList } from '@nguon/listing/line'
import { readSheets } from '@nguon/listing/sheet'
import ExcelJS from 'exceljs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { bomb } from '../listing/book.ts'
import { openStory, type Story } from './house.ts'
import { placeNem } from './place.ts'

let story: Story
let shop: Awaited<ReturnType<typeof placeNem>>
let elsewhere: string

beforeAll(async () => {
  story = await openStory()
  shop = await placeNem(story)
  const body = { name: 'Cán bộ Ninh Bình', phone: '0900000007', roles: [{ is: 'province-officer', province: '37' }] }
  await shop.must('POST', '/v1/people', { as: story.operatorKey, body })
  elsewhere = await story.logIn('0900000007')
})
afterAll(() => story?.close())

const csv = 'text/csv; charset=utf-8'
const fixture = (name: string) => new Uint8Array(readFileSync(new URL(`../fixtures/sheets/${name}`, import.meta.url)))
const send = (bytes: Uint8Array, { as = shop.officer, name = 'danh-sach.csv', type = csv } = {}) =>
  story.call('POST', `/v1/imports?name=${encodeURIComponent(name)}`, {
    as,
    body: bytes,
    headers: { 'content-type': type },
  })
const look = (id: string, query = '') => story.call('GET', `/v1/imports/${id}${query}`, { as: shop.officer })

/** Uploads and waits for the plan. */
async function bring(bytes: Uint8Array, name = 'danh-sach.csv') {
  story.clock.now = new Date(story.clock.now.getTime() + 1000)
  const sent = await send(bytes, { name })
  expect(sent).toMatchObject({ status: 201, body: { state: 'reading', name } })
  await story.settled()
  return (await look(sent.body.id)).body
}
async function commit({ id, digest }: { id: string; digest: string }, more: object = {}) {
  const answer = await story.call('POST', `/v1/imports/${id}/commit`, { as: shop.officer, body: { digest, ...more } })
  await story.settled()
  return { answer, after: (await look(id)).body }
}

async function workbook(rows: (string | number)[][]): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook()
  const sheet = book.addWorksheet('Danh sách')
  for (const row of rows) sheet.addRow(row)
  return new Uint8Array(await book.xlsx.writeBuffer())
}
const header = [
  'STT',
  'Tên sản phẩm',
  'Chủ thể',
  'Địa chỉ',
  'Xếp hạng',
  'Số quyết định',
  'Ngày quyết định',
  'Giá bán',
  'Quy cách',
]
const cooperative = 'HTX Nông nghiệp Ví Dụ'
const clean = [
  header,
  [
    1,
    'Miến gạo Ví Dụ',
    cooperative,
    'phường Hải Lĩnh',
    '4 sao',
    '2101/QĐ-UBND',
    '12/3/2025',
    '45.000đ/gói',
    'Gói 500g',
  ],
  [2, 'Mắm tép Ví Dụ', cooperative, 'phường Hải Lĩnh', '3 sao', '2101/QĐ-UBND', '12/3/2025', 'Liên hệ', 'Chai 500ml'],
  [3, 'Giỏ cói Ví Dụ', 'Công ty TNHH Cói Ví Dụ', 'xã Nga Sơn', '', '', '', '120.000đ/chiếc', ''],
]

describe('a clean workbook', () => {
  test('is planned with counts, written on approval, and seen in the shop with its decisions', async () => {
    const planned = await bring(await workbook(clean), 'ocop 2026.xlsx')
    expect(planned).toMatchObject({
      state: 'planned',
      counts: { create: 3, update: 0, unchanged: 0, ask: 0, newMakers: 2 },
      total: 3,
      done: 0,
    })
    expect(planned.headers).toContainEqual({ column: 1, header: 'Tên sản phẩm', field: 'product', confidence: 1 })
    expect(planned.rows[0]).toMatchObject({
      row: 2,
      status: 'create',
      cells: expect.arrayContaining(['Miến gạo Ví Dụ']),
      questions: [],
    })
    expect((await story.call('GET', `/v1/producers/${planned.rows[0].maker}`)).status).toBe(404)

    const { answer, after } = await commit(planned, { publish: true })
    expect(answer).toMatchObject({ status: 202, body: { state: 'committing' } })
    expect(after).toMatchObject({ state: 'done', done: 3, total: 3, lost: 0 })
    const shelf = await story.call('GET', `/v1/products?maker=${planned.rows[0].maker}`)
    expect(shelf.body.items).toHaveLength(2)
    const product = await story.call('GET', `/v1/products/${planned.rows[0].product}`)
    expect(product.body).toMatchObject({
      name: 'Miến gạo Ví Dụ',
      group: 'I',
      price: { is: 'exact', dong: 45_000, unit: 'gói' },
      maker: { name: cooperative },
      commune: { code: '16597' },
      rank: { stars: 4, number: '2101/QĐ-UBND', issuer: 'UBND tỉnh Thanh Hóa', issued: '2025-03-12' },
      certificates: [{ inForce: true, check: { by: 'Chị Hạnh' } }],
    })
    expect((await story.call('GET', `/v1/products/${planned.rows[1].product}`)).body.price).toEqual({ is: 'ask' })
    const maker = await story.call('GET', `/v1/producers/${planned.rows[0].maker}`)
    expect(maker.body).toMatchObject({
      name: cooperative,
      kind: 'cooperative',
      commune: { code: '16597' },
    })
    expect((await story.call('GET', '/v1/products?q=gio%20coi%20vi%20du')).body.items).toHaveLength(1)
  })

  test('sent again, in another format and order, changes nothing', async () => {
    const planned = await bring(await workbook([header, ...clean.slice(1).reverse()]))
    expect(planned).toMatchObject({
      state: 'planned',
      counts: { create: 0, update: 0, unchanged: 3, ask: 0 },
      total: 0,
    })
    const before = await story.call('GET', `/v1/products/${planned.rows[0].product}`)
    const { after } = await commit(planned)
    expect(after).toMatchObject({ state: 'done', done: 0 })
    expect((await story.call('GET', `/v1/products/${planned.rows[0].product}`)).body).toEqual(before.body)
  })

  test('fills a gap that was left and adds a new decision, and keeps what the maker has said', async () => {
    const [, miến, mắm] = clean
    const again = [
      header,
      [...miến!.slice(0, 7), '50.000đ/gói', 'Gói 500g'],
      [...mắm!.slice(0, 4), '4 sao', '3202/QĐ-UBND', '20/10/2026', '80.000đ/chai', ''],
    ]
    const planned = await bring(await workbook(again))
    expect(planned.counts).toMatchObject({ update: 1, unchanged: 1 })
    expect(planned.rows[0].repairs.map((it: { rule: string }) => it.rule)).toContain('price/kept')
    const { after } = await commit(planned)
    expect(after).toMatchObject({ state: 'done', done: 1 })
    const product = await story.call('GET', `/v1/products/${planned.rows[1].product}`)
    expect(product.body).toMatchObject({
      price: { dong: 80_000, unit: 'chai' },
      rank: { stars: 4, number: '3202/QĐ-UBND' },
      revision: 2,
    })
    expect(product.body.certificates).toHaveLength(2)
  })
})

describe('a list as it comes', () => {
  test('has its good rows written into the worklist and its doubtful ones asked about, cell by cell', async () => {
    const planned = await bring(fixture('01-clean-utf8.csv'), '01-clean-utf8.csv')
    expect(planned).toMatchObject({ state: 'planned', counts: { rows: 7 } })
    const { create, ask } = planned.counts
    expect(create + ask).toBe(7)
    expect(planned.rows[6]).toMatchObject({ row: 8, status: 'ask' })
    expect(planned.rows[6].questions).toContainEqual(
      expect.objectContaining({
        at: 'H8',
        field: 'phone',
        found: '09000007',
        message: expect.stringContaining('10 số'),
      }),
    )
    const asked = await look(planned.id, '?status=ask')
    expect(asked.body.rows).toHaveLength(ask)
    const { after } = await commit(planned)
    expect(after).toMatchObject({ state: 'done', done: create })
  })

  test('waits for an officer’s look where it was not published with the list', async () => {
    const planned = await bring(fixture('20-clean-thanh-hoa.csv'), 'xa.csv')
    expect(planned.counts).toMatchObject({ create: 5, ask: 0 })
    await commit(planned)
    expect((await story.call('GET', `/v1/products/${planned.rows[0].product}`)).status).toBe(404)
    const work = await story.call('GET', '/v1/worklist', { as: shop.officer })
    expect(work.body.items.map((it: { product: { id: string } }) => it.product.id)).toContain(planned.rows[0].product)
  })

  test('comes back as a workbook with two more columns', async () => {
    const planned = await bring(fixture('01-clean-utf8.csv'), 'bảng của xã.csv')
    const answer = await story.apps.api.fetch(
      new Request(`${story.house.origin}/v1/imports/${planned.id}/report`, { headers: { cookie: shop.officer } }),
    )
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-disposition')).toContain(encodeURIComponent('bảng của xã - kết quả.xlsx'))
    const back = findList(readSheets(new Uint8Array(await answer.arrayBuffer())) as Book)
    if ('code' in back) throw new Error(back.code)
    const [top, ...rows] = back.sheet.rows.map((row) => row.cells.map((cell) => cell?.text ?? ''))
    expect(top!.slice(-2)).toEqual(['Trạng thái', 'Lý do'])
    expect(rows.at(-1)!.slice(-2)).toEqual(['Cần hỏi', expect.stringContaining('H8')])
  })
})

describe('a commit', () => {
  const one = (name: string) =>
    workbook([header, [1, name, cooperative, 'phường Hải Lĩnh', '', '', '', '30.000đ/gói', '']])

  test('is refused for any plan but the one that was shown, and asked twice it writes once', async () => {
    const planned = await bring(await one('Bún khô Ví Dụ'))
    const other = await commit({ ...planned, digest: 'f'.repeat(64) })
    expect(other.answer).toMatchObject({ status: 409, body: { code: 'import/other-plan' } })
    const first = await commit(planned)
    const second = await commit(planned)
    expect([first.answer.status, second.answer.status]).toEqual([202, 202])
    expect(second.after).toEqual(first.after)
    expect(
      (await story.call('GET', `/v1/products/${planned.rows[0].product}`, { as: shop.officer })).body.revision,
    ).toBe(1)
  })

  test('leaves alone what somebody changed since the plan was shown, and asks about that row again', async () => {
    const before = await bring(await one('Phở khô Ví Dụ'))
    await commit(before, { publish: true })
    const { product } = before.rows[0]
    const rows = [
      header,
      [1, 'Phở khô Ví Dụ', cooperative, 'phường Hải Lĩnh', '3 sao', '9/QĐ-UBND', '1/10/2026', '', 'Gói 1kg'],
    ]
    const planned = await bring(await workbook(rows))
    expect(planned.counts).toMatchObject({ update: 1 })
    await shop.must('PATCH', `/v1/products/${product}`, { as: shop.officer, body: { revision: 1, brand: 'Ví Dụ' } })
    const { after } = await commit(planned)
    expect(after).toMatchObject({ state: 'done', done: 1, lost: 1 })
    expect(after.rows[0]).toMatchObject({
      status: 'ask',
      questions: [expect.objectContaining({ code: 'row/changed' })],
    })
    expect((await story.call('GET', `/v1/products/${product}`)).body).toMatchObject({
      revision: 2,
      brand: 'Ví Dụ',
      certificates: [],
    })
  })
})

describe('who brings what', () => {
  test('a household brings no lists, and another province’s officer does not see this one', async () => {
    expect(await send(fixture('20-clean-thanh-hoa.csv'), { as: shop.household })).toMatchObject({
      status: 403,
      body: { code: 'may/not-you' },
    })
    const { id } = await bring(fixture('20-clean-thanh-hoa.csv'))
    for (const path of [`/v1/imports/${id}`, `/v1/imports/${id}/report`])
      expect((await story.call('GET', path, { as: elsewhere })).status).toBe(404)
    const commit = await story.call('POST', `/v1/imports/${id}/commit`, {
      as: elsewhere,
      body: { digest: 'f'.repeat(64) },
    })
    expect(commit.status).toBe(404)
    expect((await story.call('GET', '/v1/imports', { as: elsewhere })).body.items).toEqual([])
    const own = (await story.call('GET', '/v1/imports', { as: shop.officer })).body.items
    expect(own[0]).toMatchObject({ id, state: 'planned', by: 'Chị Hạnh' })
  })

  test('rows outside the officer’s province are asked about and never written', async () => {
    const sent = await send(fixture('20-clean-thanh-hoa.csv'), { as: elsewhere })
    await story.settled()
    const planned = await story.call('GET', `/v1/imports/${sent.body.id}`, { as: elsewhere })
    expect(planned.body.counts).toMatchObject({ create: 0, ask: 5 })
  })

  test('a key brings lists and never publishes them', async () => {
    const planned = await bring(
      await workbook([header, [1, 'Kẹo lạc Ví Dụ', cooperative, 'phường Hải Lĩnh', '', '', '', '', '']]),
    )
    const answer = await story.call('POST', `/v1/imports/${planned.id}/commit`, {
      as: story.operatorKey,
      body: { digest: planned.digest, publish: true },
    })
    expect(answer).toMatchObject({ status: 403 })
  })
})

describe('what is no list', () => {
  test('is refused with words before anything of it is unpacked', async () => {
    const zip = bomb('xl/worksheets/sheet2.xml', 70)
    expect(zip.length).toBeLessThan(1_000_000)
    expect(await send(zip, { name: 'bom.xlsx', type: 'application/octet-stream' })).toMatchObject({
      status: 422,
      body: { code: 'sheet/inflates', title: 'Tệp bung ra quá lớn. Chép danh sách sang một tệp mới rồi gửi lại.' },
    })
    const bytes = (text: string) => new TextEncoder().encode(text)
    expect(await send(bytes('%PDF-1.7'))).toMatchObject({ status: 415, body: { code: 'sheet/not-a-sheet' } })
    expect(await send(new Uint8Array(5 * 1024 * 1024).fill(65))).toMatchObject({
      status: 413,
      body: { code: 'request/too-large' },
    })
    expect(await send(fixture('01-clean-utf8.csv'), { type: 'image/png' })).toMatchObject({
      status: 415,
      body: { code: 'request/wrong-type' },
    })
  })

  test('says so on its own page where that is only seen on reading', async () => {
    const nothing = await bring(new TextEncoder().encode('a,b,c\n1,2,3\n'))
    expect(nothing).toMatchObject({
      state: 'refused',
      refusal: { code: 'mapping/no-header', message: expect.stringContaining('tiêu đề') },
    })
    expect(await story.call('GET', `/v1/imports/${nothing.id}/report`, { as: shop.officer })).toMatchObject({
      status: 409,
    })
    expect((await bring(fixture('05-tcvn3.csv'))).refusal).toMatchObject({ code: 'sheet/old-letters' })
  })
})
