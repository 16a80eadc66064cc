import { answerScan } from '@nguon/functions/scan'
import { listEvents } from '@nguon/store/lot'
import { changeRecall, readRecall } from '@nguon/store/recall'
import { publicKey } from '@nguon/trace/ed25519'
import { verify } from '@nguon/trace/history'
import { moveRecall, type RecallCase, type RecallReach, taskOf } from '@nguon/trace/recall'
import { readRecallList } from '@nguon/trace/recall-list'
import { serialOf } from '@nguon/trace/stamp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openStory, type Story } from './house.ts'
import { placeNem } from './place.ts'
import { recallWords } from './routes.ts'

let story: Story
let shop: Awaited<ReturnType<typeof placeNem>>
let path: string
const begun = '2026-11-23T02:00:00.000Z'
const at = (hours: number) => {
  story.clock.now = new Date(Date.parse(begun) + hours * 3_600_000)
}
const issued: Record<string, number> = {}

beforeAll(async () => {
  story = await openStory(begun)
  shop = await placeNem(story)
  path = `/v1/products/${shop.product}`
  for (const lot of ['NC-1', 'NC-2', 'NC-3']) await addLot(lot)
})
afterAll(() => story?.close())

/** A lot with 100 stamps, all stuck on. */
async function addLot(lot: string) {
  const as = shop.household
  await shop.must('POST', `${path}/lots`, { as, body: { lot, made: '2026-11-20' } })
  const { first } = await shop.must('POST', `${path}/lots/${lot}/stamps`, { as, body: { count: 100 } })
  issued[lot] = first
  for (const what of ['print', 'activate'])
    await shop.must('POST', `${path}/lots/${lot}/stamps/ranges`, { as, body: { first, last: first + 99, do: what } })
}
const scan = (lot: string, nth: number, region = '21', phone = 'phone') =>
  answerScan(story.house, {
    ...{ product: shop.product, lot, serial: serialOf(story.house.stampKeys, shop.product, issued[lot]! + nth) },
    address: '203.0.113.7',
    headers: new Headers({
      'user-agent': phone,
      'cloudfront-viewer-country': 'VN',
      'cloudfront-viewer-country-region': region,
    }),
  })
const verdictOf = async (lot: string, nth: number) => (await scan(lot, nth)).verdict.is
const propose = (scope: object) =>
  shop.must('POST', `${path}/recalls`, { as: shop.household, body: { scope, ...recallWords } })
const step = (id: string, body: object, as = shop.officer) =>
  story.call('POST', `/v1/recalls/${id}/steps`, { as, body })
const called = async (scope: object) => {
  const { id } = await propose(scope)
  const answer = await step(id, { do: 'confirm' })
  expect(answer.status).toBe(200)
  return { id: String(id), record: answer.body }
}
const listed = async (headers = {}) => {
  const answer = await story.call('GET', '/v1/recalls.json', { headers })
  const { keys } = await shop.must('GET', '/v1/recall-keys')
  const key = publicKey(Buffer.from(keys[0].x, 'base64url'))
  const list = readRecallList(JSON.stringify(answer.body), key)
  if ('code' in list) throw new Error(list.code)
  return { list, etag: answer.headers.get('etag')! }
}

describe('a recall of a lot', () => {
  let id: string

  test('is looked at before: lots, stamps, where they were scanned, orders; nothing is written', async () => {
    for (let nth = 0; nth < 16; nth++) await scan('NC-1', nth, nth % 4 === 0 ? 'HN' : '21', `phone ${nth}`)
    await story.settled()
    await shop.must('POST', '/v1/orders', {
      body: {
        ...{ product: shop.product, quantity: 1, method: 'cash' },
        buyer: { name: 'Khách', phone: '0911222333', address: 'Thôn 3', commune: '14797' },
      },
    })
    const seen = await shop.must('POST', `${path}/recall-preview`, {
      as: shop.household,
      body: { scope: { is: 'lots', lots: ['NC-1'] } },
    })
    expect(seen).toMatchObject({
      ...{ lots: ['NC-1'], pausesListing: false },
      reach: { lots: 1, stamps: { issued: 100, activated: 100 }, orders: { count: 1, atLeast: false } },
    })
    // Every fourth stamp is followed, by the last letter of its serial.
    expect(seen.reach.scans.stamps).toBeGreaterThan(0)
    const provinces: number[] = Object.values(seen.reach.scans.provinces)
    expect(provinces.reduce((sum, n) => sum + n, 0)).toBe(seen.reach.scans.stamps)
    expect((await shop.must('GET', '/v1/recalls')).items).toEqual([])
  })

  test('is proposed by one person and begins with another: until then nobody is told', async () => {
    at(1)
    id = (await propose({ is: 'lots', lots: ['NC-1'] })).id
    expect(await verdictOf('NC-1', 0)).toBe('valid-again')
    expect((await story.call('GET', `/v1/recalls/${id}`)).status).toBe(404)
    expect((await step(id, { do: 'confirm' }, shop.household)).status).toBe(403)
    const { items } = await shop.must('GET', '/v1/recall-desk?province=38', { as: shop.officer })
    expect(items).toMatchObject([{ id, state: 'proposed', proposed: { by: 'Bà Mai' } }])
  })

  test('is not confirmed by an officer who proposed it', async () => {
    const own = await shop.must('POST', `${path}/recalls`, {
      as: shop.officer,
      body: { scope: { is: 'lots', lots: ['NC-1'] }, ...recallWords },
    })
    expect(await step(own.id, { do: 'confirm' })).toMatchObject({
      status: 409,
      body: {
        code: 'recall/own-proposal',
        detail: 'Thu hồi cần hai người: người đề nghị không tự xác nhận hay từ chối được.',
      },
    })
    expect((await step(own.id, { do: 'withdraw' })).body.state).toBe('withdrawn')
  })

  test('is said by every scan of the lot from the moment it is confirmed, and by no other lot', async () => {
    at(2)
    expect(await step(id, { do: 'confirm' })).toMatchObject({ status: 200, body: { state: 'live', lots: ['NC-1'] } })
    expect((await scan('NC-1', 50)).verdict).toMatchObject({
      is: 'recalled',
      recall: { id, since: '2026-11-23', reason: recallWords.reason, contact: recallWords.contact },
    })
    expect(await verdictOf('NC-2', 0)).toBe('valid-first')
  })

  test('is told to its maker by a message, and only what the maker did not do itself', () => {
    const told = story.inbox.filter(({ to, link }) => to === '0900000003' && link?.includes('/ho/thu-hoi/'))
    expect(told.map(({ text }) => text.slice(0, 30))).toEqual([
      // The officer's own proposal, and the confirmation of the maker's.
      ...['Cán bộ đề nghị thu hồi Nem chu', 'Nem chua lá đinh lăng bị thu h'],
    ])
    expect(told[1]?.link).toBe(`${story.house.origin}/ho/thu-hoi/${id}`)
  })

  test('is confirmed once, however many press at once', async () => {
    const other = await propose({ is: 'lots', lots: ['NC-1'] })
    const pressed = await Promise.all(Array.from({ length: 5 }, () => step(other.id, { do: 'confirm' })))
    expect(pressed.map(({ status }) => status).sort()).toEqual([200, 409, 409, 409, 409])
    expect((await listEvents(story.house.table, shop.product, 'NC-1')).filter(isRecall)).toHaveLength(1)
    await step(other.id, { do: 'lift', lots: ['NC-1'], why: 'Đã nằm trong lần thu hồi trước.' })
    expect(await verdictOf('NC-1', 51)).toBe('recalled')
  })

  test('stands in the signed list at once, which is the same bytes until something changes', async () => {
    const { list, etag } = await listed()
    expect(list.recalls).toEqual([
      {
        ...{ id, product: shop.product, name: 'Nem chua lá đinh lăng', state: 'live', since: '2026-11-23' },
        ...{ hazard: 'health', lots: ['NC-1'] },
      },
    ])
    at(2.5)
    const again = await story.call('GET', '/v1/recalls.json', { headers: { 'if-none-match': `W/${etag}` } })
    expect(again.status).toBe(304)
    expect(again.headers.get('cache-control')).toBe('public, max-age=300')
  })

  test('is marked on the product’s page beside its lots, and the others are not', async () => {
    const { lots } = await shop.must('GET', path)
    expect(lots.map((it: { lot: string; recalled?: string }) => [it.lot, it.recalled])).toEqual([
      ...[
        ['NC-3', undefined],
        ['NC-2', undefined],
        ['NC-1', 'whole'],
      ],
    ])
  })

  test('is told in the history of the lot as an EPCIS event of disposition recalled, and the chain stays whole', async () => {
    const events = await listEvents(story.house.table, shop.product, 'NC-1')
    expect(verify(events)).toMatchObject({ ok: true })
    expect(events.filter(isRecall)).toMatchObject([
      { event: { bizStep: 'holding', 'nguon:note': recallWords.reason }, checked: { by: 'Chị Hạnh' } },
    ])
    const { epcisBody } = await shop.must('GET', '/v1/epcis/events?EQ_disposition=recalled', { as: shop.household })
    expect(epcisBody.queryResults.resultsBody.eventList).toHaveLength(1)
  })

  test('is a link of the lot that is called back, and of no other', async () => {
    const linkset = async (lot: string) => {
      const answer = await story.call('GET', `/01/09520123456788/10/${lot}?linkType=linkset`)
      return JSON.stringify(answer.body)
    }
    expect(await linkset('NC-1')).toContain('recallStatus')
    expect(await linkset('NC-2')).not.toContain('recallStatus')
  })

  test('ends with a report: what came back is counted first, and the lot stays called back', async () => {
    at(48)
    expect((await step(id, { do: 'close', summary: 'Hàng đã về và đã hủy.' })).body.code).toBe('recall/not-counted')
    const count = { made: 100, returned: 40, destroyed: 40, mended: 0 }
    await shop.must('POST', `/v1/recalls/${id}/steps`, { as: shop.household, body: { do: 'count', count } })
    expect((await step(id, { do: 'close', summary: 'Hàng đã về và đã hủy.' })).status).toBe(200)
    expect(await shop.must('GET', `/v1/recalls/${id}`)).toMatchObject({
      ...{ state: 'closed', count, closed: { summary: 'Hàng đã về và đã hủy.' } },
    })
    expect(await shop.must('GET', `/v1/recalls/${id}/record`, { as: shop.household })).toMatchObject({
      ...{ closedBy: 'Chị Hạnh', counted: { by: 'Bà Mai' }, reach: { lots: 1 }, ended: { lots: 1 } },
    })
    expect(JSON.stringify((await story.call('GET', `/v1/recalls/${id}`)).body)).not.toContain('Chị Hạnh')
    const sheet = await story.call('GET', `/v1/recalls/${id}/report.csv`, { as: shop.household })
    const lines: string[] = sheet.body.split('\r\n')
    expect(lines).toContain('Kết thúc,Hàng đã về và đã hủy.,Chị Hạnh,2026-11-25 09:00')
    expect(lines).toContain('Đã thu về,40')
    expect(lines).toContain('Lô,NC-1,đang thu hồi')
    expect(await verdictOf('NC-1', 52)).toBe('recalled')
    expect((await listed()).list.recalls[0]).toMatchObject({ id, state: 'closed' })
  })
})

describe('a recall of a range of stamps', () => {
  test('means those stamps alone, and does not tell the public their numbers', async () => {
    const first = issued['NC-2']!
    const { id } = await called({ is: 'ranges', lot: 'NC-2', ranges: [{ first, last: first + 9 }] })
    expect(await verdictOf('NC-2', 9)).toBe('recalled')
    expect(await verdictOf('NC-2', 10)).toBe('valid-first')
    const shown = await shop.must('GET', `/v1/recalls/${id}`)
    expect(shown).toMatchObject({ part: 10, lots: ['NC-2'] })
    expect(JSON.stringify(shown)).not.toMatch(/"first"|"last"|"ranges"/)
    expect((await listed()).list.recalls.find((it) => it.id === id)).toMatchObject({ part: true })
    expect((await shop.must('GET', path)).lots.find((it: { lot: string }) => it.lot === 'NC-2').recalled).toBe('part')
  })

  test('may be widened to the whole lot by another while it stands', async () => {
    const { id } = await called({ is: 'lots', lots: ['NC-2'] })
    expect(await verdictOf('NC-2', 10)).toBe('recalled')
    await step(id, { do: 'lift', lots: ['NC-2'], why: 'Kết quả mẫu của phần còn lại đạt.' })
    expect(await verdictOf('NC-2', 9)).toBe('recalled')
    expect(await verdictOf('NC-2', 11)).toBe('valid-first')
  })

  test('is refused where no such stamps were issued, or its ranges meet', async () => {
    const first = issued['NC-2']!
    const refused = async (...ranges: object[]) => {
      const body = { scope: { is: 'ranges', lot: 'NC-2', ranges }, ...recallWords }
      return (await story.call('POST', `${path}/recalls`, { as: shop.household, body })).body.code
    }
    expect(await refused({ first, last: 900_000 })).toBe('segment/not-issued')
    expect(await refused({ first, last: first + 5 }, { first: first + 5, last: first + 9 })).toBe('recall/bad-range')
  })
})

describe('a lot lifted out of a recall', () => {
  test('is valid again at once, with why in its history', async () => {
    const { id } = await called({ is: 'lots', lots: ['NC-3'] })
    expect(await verdictOf('NC-3', 0)).toBe('recalled')
    const why = 'Kết quả mẫu đạt, không có vi khuẩn.'
    await step(id, { do: 'lift', lots: ['NC-3'], why })
    expect(await verdictOf('NC-3', 0)).toBe('valid-first')
    const events = await listEvents(story.house.table, shop.product, 'NC-3')
    expect(verify(events)).toMatchObject({ ok: true })
    expect(events.at(-1)).toMatchObject({ event: { disposition: 'conformant', 'nguon:note': why } })
    expect((await listed()).list.recalls.some((it) => it.id === id)).toBe(false)
    expect(await shop.must('GET', `/v1/recalls/${id}`)).toMatchObject({ lots: [], lifted: [{ lots: ['NC-3'], why }] })
  })
})

describe('a recall of a product', () => {
  test('reaches every lot there is, rests the listing, and is gone on with by the timer where a request broke off', async () => {
    for (let n = 10; n < 40; n++)
      await shop.must('POST', `${path}/lots`, { as: shop.household, body: { lot: `NC-${n}`, made: '2026-11-20' } })
    const { id } = await propose({ is: 'product' })
    const before = (await readRecall(story.house.table, id))!
    const all = await shop.must('POST', `${path}/recall-preview`, {
      as: shop.officer,
      body: { scope: { is: 'product' } },
    })
    expect(all).toMatchObject({ pausesListing: true, reach: { lots: 33 } })
    await breakOff(before, all)
    const record = () => shop.must('GET', `/v1/recalls/${id}/record`, { as: shop.officer })
    expect((await record()).left).toEqual({ phase: 'banner', done: 0, all: 33 })
    expect(await story.timers()).toMatchObject({ recalls: 1 })
    expect((await record()).left).toBeUndefined()
    expect(await verdictOf('NC-3', 1)).toBe('recalled')
    expect((await shop.must('GET', path, { as: shop.household })).publication.state).toBe('paused')
    const resumed = { as: shop.household, body: { do: 'resume' } }
    expect(await story.call('POST', `${path}/publication`, resumed)).toMatchObject({
      ...{ status: 409, body: { code: 'recall/holds-listing' } },
    })
    for (const lot of all.lots)
      expect((await listEvents(story.house.table, shop.product, lot)).filter(isRecall).at(-1)).toMatchObject({
        event: { 'nguon:note': recallWords.reason },
      })
    expect(await story.timers()).not.toHaveProperty('recalls')
  })

  test('marks all its lots in the request that confirms it, and tells the histories of many a minute later', async () => {
    const { id, record } = await called({ is: 'product' })
    expect(record.left).toEqual({ phase: 'history', done: 20, all: 33 })
    expect(await step(id, { do: 'lift', lots: ['NC-3'], why: 'Kết quả mẫu đạt.' })).toMatchObject({
      ...{ status: 409, body: { code: 'recall/still-running' } },
    })
    await story.timers()
    expect((await step(id, { do: 'lift', lots: ['NC-3'], why: 'Kết quả mẫu đạt.' })).status).toBe(200)
  })
})

test('a product goes back on sale when the last lot was lifted out of every recall of the whole of it', async () => {
  const { items } = await shop.must('GET', `/v1/producers/${shop.maker}/recalls`, { as: shop.household })
  const live = items.filter(
    (it: { state: string; scope: { is: string } }) => it.state === 'live' && it.scope.is === 'product',
  )
  for (const it of live) {
    expect((await step(it.id, { do: 'lift', lots: it.lots, why: 'Kết quả mẫu đạt.' })).status).toBe(200)
    await story.timers()
  }
  const answer = await story.call('POST', `${path}/publication`, { as: shop.household, body: { do: 'resume' } })
  expect([answer.status, answer.body.publication?.state]).toEqual([200, 'published'])
})

test('one that cannot go on holds up no other, and rings the alarm of the timer', async () => {
  const [stuck, sound] = [
    await propose({ is: 'lots', lots: ['NC-10'] }),
    await propose({ is: 'lots', lots: ['NC-11'] }),
  ]
  const { lots, reach } = await shop.must('POST', `${path}/recall-preview`, {
    as: shop.officer,
    body: { scope: { is: 'lots', lots: ['NC-11'] } },
  })
  const kept = async (id: string) => (await readRecall(story.house.table, id))!
  await breakOff(await kept(stuck.id), { lots: ['NC-GONE'], reach })
  await breakOff(await kept(sound.id), { lots, reach })
  await expect(story.timers()).rejects.toThrow('recalls that do not go on: 1')
  const left = async (id: string) => (await shop.must('GET', `/v1/recalls/${id}/record`, { as: shop.officer })).left
  expect([await left(stuck.id), await left(sound.id)]).toEqual([{ phase: 'banner', done: 0, all: 1 }, undefined])
})

/** Leaves a recall as a function leaves it that was stopped behind its first write. */
async function breakOff(before: RecallCase, seen: { lots: string[]; reach: RecallReach }) {
  const now = story.clock.now.toISOString()
  const command = { do: 'confirm' as const, ...seen }
  const after = moveRecall(before, command, { id: 'hanh', name: 'Chị Hạnh' }, now)
  if ('code' in after) throw new Error(after.code)
  const act = {
    ...{ id: `broke-off-${before.id}`, at: now, actor: { kind: 'person' as const, id: 'hanh', name: 'Chị Hạnh' } },
    ...{ verb: 'recall.confirm', thingKind: 'recall', thing: before.id },
  }
  await changeRecall(story.house.table, before, after, taskOf(after, command, now), act)
}

const isRecall = ({ event }: { event: { disposition?: string } }) => event.disposition === 'recalled'
