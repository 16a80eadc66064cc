import { answerScan } from '@nguon/functions/scan'
import { humanSerial, serialOf } from '@nguon/trace/stamp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openStory, origin, type Story } from '../stories/house.ts'
import { placeNem } from '../stories/place.ts'
import { read } from './asking.ts'
import { storySite } from './desk-site.ts'

/** The pages by which an officer does for a maker what the maker's own pages do. */
let story: Story
let shop: Awaited<ReturnType<typeof placeNem>>
let ask: (request: Request) => Promise<Response>
const lot = 'NC-2611'

beforeAll(async () => {
  story = await openStory()
  shop = await placeNem(story)
  ask = await storySite(story)
  const body = { lot, made: '2026-11-20' }
  await shop.must('POST', `/v1/products/${shop.product}/lots`, { as: shop.household, body })
}, 60_000)
afterAll(() => story?.close())

async function shown(request: Request) {
  const answer = await ask(request)
  const text = await answer.text()
  return { status: answer.status, location: answer.headers.get('location') ?? '', text, words: read(text) }
}
const open = (path: string, as = shop.officer) => shown(new Request(origin + path, { headers: { cookie: as } }))
function send(path: string, fields: Record<string, string>, as = shop.officer) {
  const body = new FormData()
  for (const [name, value] of Object.entries(fields)) body.set(name, value)
  return shown(new Request(origin + path, { method: 'POST', body, headers: { cookie: as, origin } }))
}

/** An officer of another province, who has no business with this maker. */
async function stranger(): Promise<string> {
  const body = { name: 'Anh Bắc', phone: '0900000009', roles: [{ is: 'province-officer', province: '01' }] }
  await shop.must('POST', '/v1/people', { as: story.operatorKey, body })
  return story.logIn('0900000009')
}

describe('an officer at a maker’s stamps', () => {
  const path = () => `/can-bo/tem?mon=${shop.product}&lo=${lot}`

  test('reaches them from the product, and makes, prints, activates and voids them there', async () => {
    expect((await open(`/can-bo/mon/${shop.product}`)).text).toContain(`href="/can-bo/tem?mon=${shop.product}"`)
    const made = await send(path(), { key: crypto.randomUUID(), do: 'issue', count: '100' })
    expect((await open(made.location)).words).toContain('Đã có tem số 0 đến 99.')
    expect((await open(path())).text).toContain(`/can-bo/tem/in?mon=${shop.product}&amp;lo=${lot}&amp;tu=0&amp;den=99`)
    for (const step of ['print', 'activate'])
      expect((await send(path(), { do: step, first: '0', last: '99' })).status).toBe(303)
    const bare = await send(path(), { do: 'change', what: 'lose', first: '3', last: '5' })
    expect([bare.status, bare.words.includes('Ghi vài chữ vì sao hủy hay mất.')]).toEqual([422, true])
    const serial = humanSerial(serialOf(story.house.stampKeys, shop.product, 4))
    const lost = await send(path(), { do: 'change', what: 'lose', first: serial, last: '', why: 'rơi ở chợ' })
    expect((await open(lost.location)).words).toContain('rơi ở chợ')
    expect((await send(path(), { do: 'undo', first: '4', last: '4' })).status).toBe(303)
    expect((await open(path())).words).toContain('100 tem đang dùng trên 100 tem đã làm')
  })

  test('is not let in by a product of another province, nor a household at all', async () => {
    expect((await open(path(), await stranger())).status).toBe(404)
    expect((await open(path(), shop.household)).words).toContain('không thuộc')
  })
})

describe('an officer at a maker’s diary', () => {
  const path = () => `/can-bo/nhat-ky/${shop.maker}`

  test('begins a crop, writes a line in their own name, and takes it back', async () => {
    expect((await open(`/can-bo/co-so/${shop.maker}`)).text).toContain(`href="${path()}"`)
    expect((await open(path())).words).toContain('Chưa có vụ nào.')
    const begun = await send(`${path()}/vu`, { crop: 'Chè', name: 'Đồi sau nhà', from: '2026-11-01' })
    const vu = new URL(begun.location, origin).searchParams.get('vu')!
    expect(begun.location).toBe(`${path()}?vu=${vu}&xong=vu`)
    const wrote = await send(path(), { vu, work: 'watering', do: 'write', source: '', when: 'now' })
    expect(wrote.status).toBe(303)
    const { lines } = (await shop.must('GET', `/v1/producers/${shop.maker}/crops/${vu}/diary`, {
      as: shop.officer,
    })) as {
      lines: { by?: string; id: string }[]
    }
    expect(lines).toHaveLength(1)
    const back = await send(wrote.location, { vu, do: 'undo', dong: lines[0]!.id })
    expect((await open(back.location)).words).toContain('Đã lấy lại.')
  })

  test('says of a line of the household’s that it was looked at, with the name', async () => {
    const { items } = await shop.must('GET', `/v1/producers/${shop.maker}/crops`, { as: shop.household })
    const vu = items[0].id
    await send('/ho/nhat-ky', { vu, work: 'watering', do: 'write', source: '', when: 'now' }, shop.household)
    const page = await open(`${path()}?vu=${vu}`)
    const dong = /name="dong" value="([0-9a-z]{16})"[^>]*><button[^>]*value="check"/.exec(page.text)?.[1]
    const done = await send(path(), { vu, do: 'check', dong: dong ?? '' })
    expect(done.location).toBe(`${path()}?vu=${vu}&xong=xem`)
    expect((await open(`/ho/nhat-ky?vu=${vu}`, shop.household)).words).toContain('Cán bộ đã xem: Chị Hạnh')
    expect((await open(`/ho/nhat-ky?vu=${vu}`, shop.household)).text).not.toContain('value="check"')
  })

  test('is asked in English where they read English', async () => {
    expect((await open(`/en${path()}`)).words).toContain('Lines you write for the maker carry your name.')
  })
})

describe('an officer at a maker’s copy warnings', () => {
  const path = () => `/can-bo/co-so/${shop.maker}/quet`

  test('reads the answer, hides it with a reason the maker reads, and shows it again', async () => {
    const serial = serialOf(story.house.stampKeys, shop.product, 10)
    for (const [n, region] of ['21', 'HN', '22', '21', 'HN', '22'].entries()) {
      const headers = new Headers({ 'user-agent': `p${n}`, 'cloudfront-viewer-country': 'VN' })
      headers.set('cloudfront-viewer-country-region', region)
      await answerScan(story.house, { product: shop.product, lot, serial, address: '-', headers })
    }
    await story.settled()
    const stamp = `/v1/products/${shop.product}/stamps/${serial}`
    await shop.must('PUT', `${stamp}/answer`, { as: shop.household, body: { text: 'Gọi 0900000004 mà hỏi' } })
    const at = `${path()}?mon=${shop.product}&lo=${lot}&tem=${serial}`
    expect((await open(`/can-bo/co-so/${shop.maker}`)).words).toContain('Lượt quét và cảnh báo (1)')
    const listed = await open(path())
    expect(listed.text).toContain(`tem=${serial}`)
    expect(listed.words).toContain('Cơ sở trả lời: “Gọi 0900000004 mà hỏi”')
    const bare = await send(at, { do: 'hide', why: '' })
    expect(bare.status).toBe(422)
    const hid = await send(at, { do: 'hide', why: 'có số của người khác' })
    expect((await open(hid.location)).words).toContain('Chị Hạnh đã ẩn')
    const asMaker = await open(`/ho/tem/quet?mon=${shop.product}&lo=${lot}&tem=${serial}`, shop.household)
    expect(asMaker.words).toContain('Chị Hạnh đã ẩn câu trả lời này: có số của người khác.')
    expect(asMaker.text).not.toContain('value="hide"')
    const again = await send(at, { do: 'unhide' })
    expect((await open(again.location)).words).toContain('Đã hiện lại. Người quét đọc được.')
    expect((await shop.must('GET', stamp, { as: shop.officer })).answer.hidden).toBeUndefined()
  })
})

describe('a passport that lacks something', () => {
  let bare: string
  const made = 'BA-1'

  test('says on the household’s page of the lot what it lacks, with a link to where each is filled in', async () => {
    const as = shop.household
    const draft = { maker: shop.maker, name: 'Bánh gai', group: 'I', price: { is: 'ask' } }
    bare = (await shop.must('POST', '/v1/products', { as, body: draft })).id
    await shop.must('POST', `/v1/products/${bare}/lots`, { as, body: { lot: made, made: '2026-11-20' } })
    const page = await open(`/ho/mon/${bare}/lo`, as)
    expect(page.words).toContain('Còn thiếu để công khai')
    expect(page.words).toContain('2. Hình ảnh Điền')
    expect(page.text).toContain(`href="/ho/mon/${bare}#anh"`)
    expect(page.text).toContain(`href="/ho/mon/${bare}?muc=standard#standard"`)
    expect((await open(`/ho/mon/${bare}?muc=standard`, as)).text).toMatch(/<details class="more-fields" open>/)
  })

  test('says it where activating its stamps is refused', async () => {
    const as = shop.household
    await shop.must('POST', `/v1/products/${bare}/lots/${made}/stamps`, { as, body: { count: 10 } })
    const path = `/ho/tem?mon=${bare}&lo=${made}`
    await send(path, { do: 'print', first: '0', last: '9' }, as)
    const refused = await send(path, { do: 'activate', first: '0', last: '9' }, as)
    expect(refused.status).toBe(422)
    expect(refused.words).toContain('10. Tiêu chuẩn, quy chuẩn áp dụng Điền')
  })

  test('leads an officer from the passport’s page to the desk where it is filled in, and then lacks it no more', async () => {
    const page = await open(`/can-bo/ho-chieu/${bare}/${made}`)
    expect(page.text).toContain(`href="/can-bo/mon/${bare}#standard"`)
    const revision = (await shop.must('GET', `/v1/products/${bare}`, { as: shop.officer })).revision
    const at = `/can-bo/mon/${bare}`
    const kept = await send(at, { do: 'texts', revision: String(revision), standard: 'TCCS 02:2026/BG', brand: '' })
    expect(kept.location).toBe(`${at}?xong=1`)
    expect((await open(`/can-bo/ho-chieu/${bare}/${made}`)).text).not.toContain(`href="${at}#standard"`)
    expect((await open(`/can-bo/ho-chieu/${bare}/${made}`)).text).toContain(`href="${at}#anh"`)
  })

  test('an officer adds a lot and tells of it at the desk', async () => {
    const at = `/can-bo/mon/${shop.product}/lo`
    const added = await send(at, { key: crypto.randomUUID(), lot: 'NC-9', made: '2026-11-22', uom: 'H87' })
    expect(added.location).toBe(`${at}?lo=NC-9&xong=them`)
    const told = await send(at, { key: crypto.randomUUID(), do: 'tell', lot: 'NC-9', kind: 'packing', when: 'now' })
    expect((await open(told.location)).words).toContain('Đóng gói')
    expect((await open(told.location)).words).toContain('Hộ chiếu đang công khai.')
  })
})
