import { project } from '@nguon/functions/project/project'
import { readFile } from '@nguon/store/files'
import { reporterKey, reportKey } from '@nguon/store/key'
import { readReport, readReported, reporter } from '@nguon/store/report'
import { readItems } from '@nguon/store/table'
import { serialOf } from '@nguon/trace/stamp'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { openStory, type Story } from './house.ts'
import { placeNem } from './place.ts'
import { dot } from './routes.ts'

let story: Story
let shop: Awaited<ReturnType<typeof placeNem>>
let serial: string
let officers: Record<'commune' | 'next' | 'second', string>
const lot = 'NC-2611'
const begun = '2026-11-23T02:00:00.000Z'
const phone = '0911222333'
const hours = (count: number) => {
  story.clock.now = new Date(story.clock.now.getTime() + count * 3_600_000)
}

beforeAll(async () => {
  story = await openStory(begun)
  shop = await placeNem(story)
  const as = shop.household
  await shop.must('POST', `/v1/products/${shop.product}/lots`, { as, body: { lot, made: '2026-11-20' } })
  await shop.must('POST', `/v1/products/${shop.product}/lots/${lot}/stamps`, { as, body: { count: 50 } })
  serial = serialOf(story.house.stampKeys, shop.product, 7)
  const officer = async (name: string, phone: string, ...roles: object[]) => {
    await shop.must('POST', '/v1/people', { as: story.operatorKey, body: { name, phone, roles } })
    return story.logIn(phone)
  }
  const commune = { is: 'commune-officer', commune: '14797', province: '38' }
  await officer('Cán bộ có hàng', '0900000008', commune, { is: 'household', maker: shop.maker })
  officers = {
    commune: await officer('Cán bộ xã', '0900000005', commune),
    next: await officer('Cán bộ xã bên', '0900000006', { ...commune, commune: '16012' }),
    second: await officer('Cán bộ xã hai', '0900000007', commune),
  }
}, 60_000)
afterAll(() => story?.close())
// Reports are rationed by phone and address; a day later there is room again.
beforeEach(() => hours(25))

type Sent = { number: string; human: string; token: string; link: string; due: string; state: string }
const send = async (more: object = {}, headers: Record<string, string> = {}) =>
  story.call('POST', '/v1/reports', { body: { kind: 'fake', product: shop.product, ...more }, headers })
const sent = async (more: object = {}): Promise<Sent> => {
  const answer = await send(more)
  if (answer.status !== 201) throw new Error(JSON.stringify(answer.body))
  return answer.body
}
const byLink = ({ number, token }: Sent) => story.call('GET', `/v1/reports/${number}?k=${token}`)
const wish = ({ number, token }: Sent, body: object) =>
  story.call('POST', `/v1/reports/${number}/wishes?k=${token}`, { body })
const step = ({ number }: Sent, body: object, as = officers.commune) =>
  story.call('POST', `/v1/reports/${number}/steps`, { as, body })
const desk = async (query = '', as = officers.commune) => {
  const { items } = await shop.must('GET', `/v1/report-desk?${query}`, { as })
  return items as { number: string; due: string; late: boolean }[]
}
const answer = {
  do: 'answer',
  outcome: 'true',
  text: 'Tem này bị in lại. Chúng tôi đã hủy số tem và báo quản lý thị trường.',
}

describe('a report from a stamp’s page', () => {
  test('has a number, a day and a link; an officer of the commune takes it up and answers; the link shows it', async () => {
    const it = await sent({ lot: 'another', serial, words: 'Tem dán chồng lên tem cũ', phone: '0911 222 333' })
    expect(it.human).toMatch(/^[0-9A-Z]{4} [0-9A-Z]{4}$/)
    expect(it.link).toBe(`http://localhost:4000/bao/so/${it.number}?k=${it.token}`)
    expect(it).toMatchObject({ state: 'received', due: '2026-12-01' })

    const first = await byLink(it)
    expect(first.body).toMatchObject({
      ...{ state: 'received', lot, serial, phoneMasked: '09•• ••• •33', may: ['picture', 'withdraw'] },
      product: { id: shop.product, name: 'Nem chua lá đinh lăng' },
    })
    expect(first.headers.get('cache-control')).toBe('no-store')

    expect((await step(it, answer)).body.code).toBe('report/not-taken')
    hours(1)
    expect(await step(it, { do: 'take' })).toMatchObject({ status: 200, body: { state: 'taken', taken: 'Cán bộ xã' } })
    const seen = await shop.must('GET', `/v1/reports/${it.number}/case`, { as: officers.commune })
    expect(seen).toMatchObject({ phone, words: 'Tem dán chồng lên tem cũ', mine: true, maker: { id: shop.maker } })
    hours(1)
    story.inbox.length = 0
    expect((await step(it, answer)).status).toBe(200)
    expect(story.inbox).toMatchObject([{ to: phone, text: `Báo ${it.human} đã có trả lời.`, link: it.link }])

    const told = (await byLink(it)).body
    expect(told).toMatchObject({ state: 'answered', may: ['content', 'reopen'] })
    expect(told.trail.at(-1)).toMatchObject({ is: 'answered', outcome: 'true', text: answer.text })
    expect(JSON.stringify(told)).not.toMatch(/Cán bộ xã|0911222333/)
    expect(await wish(it, { do: 'content' })).toMatchObject({ status: 200, body: { state: 'closed', may: [] } })
  })

  test('is found by nobody who has its number alone, or another’s token', async () => {
    const [one, other] = [await sent(), await sent()]
    const unknown = { status: 404, body: { code: 'report/unknown' } }
    expect(await story.call('GET', `/v1/reports/${one.number}?k=${other.token}`)).toMatchObject(unknown)
    expect(await story.call('GET', `/v1/reports/${one.number}?k=${'A'.repeat(22)}`)).toMatchObject(unknown)
    expect((await story.call('GET', `/v1/reports/${one.number}`)).status).toBe(400)
    expect(await wish({ ...one, token: other.token }, { do: 'withdraw' })).toMatchObject(unknown)
    expect((await byLink(one)).body.state).toBe('received')
  })

  test('sent again with the same key or from the same form is the same report, in whatever order they come', async () => {
    const form = 'f0000000-0000-4000-8000-000000000001'
    const all = await Promise.all(Array.from({ length: 4 }, (_, n) => send({ form, words: `lần ${n}` })))
    expect(new Set(all.map(({ body }) => body.number)).size).toBe(1)
    expect(all.map(({ status }) => status)).toEqual([201, 201, 201, 201])
    const key = { 'idempotency-key': 'mot-khoa-cho-mot-lan' }
    const [one, again] = [await send({}, key), await send({}, key)]
    expect(again.body).toEqual(one.body)
    expect(again.headers.get('idempotency-replayed')).toBe('true')
  })

  test('about a code that is none of ours goes to the province with what the code said', async () => {
    const it = await sent({ product: '09999999999994', lot: 'X1', serial: 'ZZZZZZZZZZZZ' })
    expect((await byLink(it)).body).toMatchObject({ stranger: '09999999999994 / X1 / ZZZZZZZZZZZZ' })
    expect((await byLink(it)).body.product).toBeUndefined()
    expect((await desk('only=open', shop.officer)).map(({ number }) => number)).toContain(it.number)
    expect((await desk('only=open')).map(({ number }) => number)).not.toContain(it.number)
    expect((await step(it, { do: 'take' })).status).toBe(404)
    expect((await step(it, { do: 'take' }, shop.officer)).status).toBe(200)
  })

  test('about our goods with a code of somebody else’s keeps both', async () => {
    const it = await sent({ serial: 'ZZZZZZZZZZZZ' })
    expect((await byLink(it)).body).toMatchObject({ product: { id: shop.product }, stranger: 'ZZZZZZZZZZZZ' })
  })

  test('does not tell the name of a listing that nobody has published', async () => {
    const body = { maker: shop.maker, name: 'Món chưa ai biết', group: 'I', price: { is: 'ask' } }
    const draft = await shop.must('POST', '/v1/products', { as: shop.household, body })
    const it = await sent({ product: draft.id })
    expect(JSON.stringify((await byLink(it)).body)).not.toContain('Món chưa ai biết')
  })
})

describe('a reporter', () => {
  test('may not be content, once: the report begins anew with another day', async () => {
    const it = await sent({ words: 'Mùi lạ' })
    await step(it, { do: 'take' })
    await step(it, { do: 'set-aside', reason: 'empty', text: 'Chưa đủ để xem.' })
    hours(24)
    const again = await wish(it, { do: 'reopen', words: 'Tôi còn giữ gói hàng' })
    expect(again).toMatchObject({ status: 200, body: { state: 'received', reopened: true } })
    expect(again.body.due > it.due).toBe(true)
    expect((await wish(it, { do: 'reopen' })).status).toBe(200)
    const seen = await shop.must('GET', `/v1/reports/${it.number}/case`, { as: officers.commune })
    expect(seen).toMatchObject({ words: 'Mùi lạ', again: 'Tôi còn giữ gói hàng' })
    await step(it, { do: 'take' })
    await step(it, answer)
    expect(await wish(it, { do: 'reopen' })).toMatchObject({ status: 409, body: { code: 'report/reopened-before' } })
  })

  test('may take a report back, and nothing more can be done to it', async () => {
    const it = await sent()
    expect((await wish(it, { do: 'withdraw' })).body.state).toBe('withdrawn')
    expect(await step(it, { do: 'take' })).toMatchObject({ status: 409, body: { code: 'report/not-from-here' } })
  })

  test('may add one picture while the report is open; where and with what it was taken is dropped', async () => {
    const it = await sent()
    const path = `/v1/reports/${it.number}/pictures?k=${it.token}`
    const put = (body: Uint8Array, type = 'image/png') =>
      story.call('POST', path, { body, headers: { 'content-type': type } })
    expect((await put(new TextEncoder().encode('<svg onload=alert(1)>'))).body.code).toBe('picture/not-a-picture')
    expect((await put(new Uint8Array(4 * 1024 * 1024 + 1))).status).toBe(413)
    const said = new TextEncoder().encode('GPS 19.8 105.7')
    const told = new Uint8Array([...dot.subarray(0, 33), ...chunk('tEXt', said), ...dot.subarray(33)])
    expect(await put(told)).toMatchObject({ status: 201, body: { picture: true, may: ['withdraw'] } })
    expect((await put(dot)).status).toBe(201)
    expect((await put(new Uint8Array([...dot.subarray(0, 20), 0, 0, 0, 2, ...dot.subarray(24)]))).body.code).toBe(
      'report/has-picture',
    )
    const shown = await story.apps.api.fetch(
      new Request(`http://localhost:4000/v1/reports/${it.number}/picture`, { headers: { cookie: officers.commune } }),
    )
    expect(shown.headers.get('content-security-policy')).toBe("default-src 'none'; sandbox")
    expect(new Uint8Array(await shown.arrayBuffer())).toEqual(dot)
    for (const as of [undefined, shop.household, officers.next])
      expect((await story.call('GET', `/v1/reports/${it.number}/picture`, as ? { as } : {})).status).toBe(404)
    await wish(it, { do: 'withdraw' })
    expect((await put(dot)).body.code).toBe('report/not-from-here')
  })

  test('is heard so many times an hour from one phone, and from one address', async () => {
    const from = (address: string, agent: string) => send({}, { 'x-nguon-viewer': address, 'user-agent': agent })
    for (let n = 0; n < 6; n++) expect((await from('203.0.113.7', 'phone one')).status).toBe(201)
    expect(await from('203.0.113.7', 'phone one')).toMatchObject({ status: 429, body: { code: 'rate/too-many' } })
    for (let n = 0; n < 24; n++) expect((await from('203.0.113.7', `phone ${n}`)).status).toBe(201)
    expect((await from('203.0.113.7', 'a new phone')).status).toBe(429)
    expect((await from('203.0.113.8', 'a new phone')).status).toBe(201)
    hours(1)
    expect((await from('203.0.113.7', 'phone one')).status).toBe(201)
  })

  test.each([
    [{ kind: 'nothing' }, 400],
    [{ product: 'x'.repeat(21) }, 400],
    [{ words: 'x'.repeat(601) }, 400],
    [{ phone: '12345' }, 400],
    [{ province: '37' }, 400],
    [{ number: '00000000' }, 400],
    [{ words: '<script>alert(1)</script>\u0000' }, 201],
    [{ lot: '../../PASSPORT', serial: "' OR 1=1" }, 201],
  ])('%j is answered %i', async (body, status) => {
    expect((await send(body)).status).toBe(status)
  })
})

describe('the desk', () => {
  test('lists open reports by the day an answer is promised for, and tells what is late, whose, and done', async () => {
    const [slow, quick] = [await sent({ kind: 'other' }), await sent({ kind: 'unsafe' })]
    const open = await desk()
    expect(open.map(({ due }) => due)).toEqual(open.map(({ due }) => due).toSorted())
    const at = (it: Sent) => open.findIndex(({ number }) => number === it.number)
    expect(at(quick)).toBeLessThan(at(slow))
    expect(await desk('', shop.officer)).toEqual(expect.arrayContaining(open))
    await step(quick, { do: 'take' }, officers.second)
    expect((await desk('only=mine', officers.second)).map(({ number }) => number)).toEqual([quick.number])
    const late = (await desk('only=late')).map(({ number }) => number)
    expect(late).not.toContain(quick.number)
    hours(24 * 9)
    const later = await desk('only=late')
    expect(later.map(({ number }) => number)).toContain(quick.number)
    expect(later.every((it) => it.late)).toBe(true)
    await step(quick, answer, officers.second)
    expect((await desk('only=done'))[0]?.number).toBe(quick.number)
    expect((await desk()).map(({ number }) => number)).not.toContain(quick.number)
    expect((await story.call('GET', '/v1/report-desk?commune=16012', { as: officers.commune })).status).toBe(404)
  })

  test('tells how a place stands to what it promised', async () => {
    const sums = () => shop.must('GET', '/v1/report-desk/sums', { as: officers.commune })
    const before = await sums()
    const it = await sent({ kind: 'unsafe' })
    await step(it, { do: 'take' })
    await step(it, answer)
    expect(await sums()).toEqual({
      ...before,
      ...{ received: before.received + 1, ended: before.ended + 1, onTime: before.onTime + 1 },
    })
    expect(before.open).toBe((await desk()).length)
    expect((await story.call('GET', '/v1/report-desk/sums?commune=14797', { as: officers.next })).status).toBe(404)
  })

  test('is had as a sheet with the days and nothing of who reported', async () => {
    const it = await sent({ kind: 'unsafe', serial, words: '=HYPERLINK("x")', phone })
    hours(24 * 6)
    await step(it, { do: 'take' })
    await step(it, answer)
    const csv: string = (await story.call('GET', '/v1/report-desk.csv', { as: officers.commune })).body
    const row = csv.split('\r\n').find((line) => line.includes(it.human))
    expect(row).toContain(`${it.human},"Hỏng, không an toàn",Đã trả lời`)
    expect(row).toContain('quá hẹn,Đúng như báo')
    expect(csv).not.toMatch(/0911222333|HYPERLINK/)
  })

  test('of another commune does not know of it; a household neither, beyond what concerns it', async () => {
    const it = await sent({ words: 'Gọi tôi 0911 222 333, nem bị mốc', phone })
    for (const as of [officers.next, shop.household]) {
      expect((await story.call('GET', `/v1/reports/${it.number}/case`, { as })).status).toBe(404)
      expect((await step(it, { do: 'take' }, as)).status).toBe(404)
    }
    const { items } = await shop.must('GET', `/v1/producers/${shop.maker}/reports`, { as: shop.household })
    expect(items[0]).toMatchObject({ number: it.number, words: 'Gọi tôi •••, nem bị mốc', mayReply: true })
    expect(JSON.stringify(items)).not.toMatch(/0911|phone|picture/)
    const lists = JSON.stringify(await desk())
    expect(lists).not.toMatch(/0911|nem bị mốc/)
  })

  test('hears the maker’s word; whoever reported does not see it', async () => {
    const it = await sent()
    const said = { as: shop.household, body: { text: 'Lô này đóng gói hút chân không, xin mời xem kho.' } }
    expect((await story.call('POST', `/v1/reports/${it.number}/replies`, said)).status).toBe(200)
    expect(
      (await story.call('POST', `/v1/reports/${it.number}/replies`, { ...said, as: officers.commune })).status,
    ).toBe(404)
    const seen = await shop.must('GET', `/v1/reports/${it.number}/case`, { as: officers.commune })
    expect(seen.trail.at(-1)).toMatchObject({ is: 'replied', by: 'Cơ sở Bà Mai' })
    expect(JSON.stringify((await byLink(it)).body)).not.toContain('hút chân không')
  })

  test('does not let an officer judge what is said of their own goods, or learn who said it', async () => {
    const it = await sent({ words: 'câu riêng', phone })
    const both = await story.logIn('0900000008')
    const own = { status: 403, body: { code: 'report/own-goods' } }
    expect(await step(it, { do: 'take' }, both)).toMatchObject(own)
    for (const what of ['case', 'picture'])
      expect(await story.call('GET', `/v1/reports/${it.number}/${what}`, { as: both })).toMatchObject(own)
    expect((await desk('', both)).map(({ number }) => number)).toContain(it.number)
  })

  test('keeps one of two officers who answer at the same moment', async () => {
    const it = await sent()
    const both = await Promise.all([step(it, { do: 'take' }), step(it, { do: 'take' }, officers.second)])
    expect(both.filter(({ status }) => status === 200).length).toBeGreaterThan(0)
    const kept = await readReport(story.house.table, it.number)
    const takes = kept?.trail.filter(({ is }) => is === 'taken').length
    expect(takes).toBe(both.filter(({ status }) => status === 200).length)
  })

  test('leaves who did what in the audit, without the reporter’s words', async () => {
    const it = await sent({ words: 'câu riêng của người gửi', phone })
    await step(it, { do: 'take' })
    const month = story.clock.now.toISOString().slice(0, 7)
    const { items } = await shop.must('GET', `/v1/audit?month=${month}`, { as: story.operatorKey })
    expect(items.find((one: { thing: string }) => one.thing === it.number)).toMatchObject({ verb: 'report.take' })
    expect(JSON.stringify(items)).not.toMatch(/câu riêng|0911222333/)
  })
})

describe('the end of a report', () => {
  test('comes by itself when nobody asks again; ninety days later phone, words and picture are gone, the report stays', async () => {
    const it = await sent({ words: 'Tem mờ', phone })
    await story.call('POST', `/v1/reports/${it.number}/pictures?k=${it.token}`, {
      body: dot,
      headers: { 'content-type': 'image/png' },
    })
    const keys = [reportKey(it.number), reporterKey(it.number)]
    expect((await readItems(story.house.table, keys)).map((item) => item?.ttl)).toEqual([undefined, undefined])
    await step(it, { do: 'take' })
    await step(it, answer)
    hours(15 * 24)
    await story.timers()
    expect((await byLink(it)).body.state).toBe('answered')
    hours(1)
    await story.timers()
    const closed = await byLink(it)
    expect(closed.body).toMatchObject({ state: 'closed', picture: true, phoneMasked: '09•• ••• •33' })
    const [kept, who] = await readItems(story.house.table, keys)
    expect(kept?.ttl).toBeUndefined()
    expect(who?.ttl).toBe(Math.floor(story.clock.now.getTime() / 1000) + 90 * 86_400)
    hours(90 * 24)
    expect(await readReported(story.house.table, it.number)).toMatchObject({
      report: { state: 'closed' },
      reporter: {},
    })
    expect((await byLink(it)).body).toMatchObject({ state: 'closed', picture: false })
    const picture = reporter.parse(who).picture?.key ?? ''
    expect(await readFile(story.house.imports, picture)).toBeDefined()
    await project(story.house)({ Records: [expired(it.number, picture)] })
    expect(await readFile(story.house.imports, picture)).toBeUndefined()
  })
})

/** What the stream says when DynamoDB lets a record go whose time is over. */
const expired = (number: string, key: string) => ({
  eventName: 'REMOVE',
  dynamodb: {
    Keys: { pk: { S: `REPORT#${number}` }, sk: { S: 'REPORTER' } },
    OldImage: {
      picture: { M: { key: { S: key }, type: { S: 'image/png' }, width: { N: '1' }, height: { N: '1' } } },
    },
    SequenceNumber: '1',
  },
})

/** A PNG's chunk; nobody here looks at its sum. */
function chunk(kind: string, body: Uint8Array): Uint8Array {
  const head = Buffer.alloc(8)
  head.writeUInt32BE(body.length)
  head.write(kind, 4, 'latin1')
  return new Uint8Array([...head, ...body, 0, 0, 0, 0])
}
