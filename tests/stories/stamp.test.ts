import { answerScan } from '@nguon/functions/scan'
import { checkEvent } from '@nguon/trace/event'
import { readSerial, serialOf } from '@nguon/trace/stamp'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { openStory, type Story } from './house.ts'
import { placeNem } from './place.ts'

let story: Story
let shop: Awaited<ReturnType<typeof placeNem>>
const lot = 'NC-2611'
let base: string

beforeAll(async () => {
  story = await openStory()
  shop = await placeNem(story)
  base = `/v1/products/${shop.product}/lots/${lot}`
  await shop.must('POST', `/v1/products/${shop.product}/lots`, {
    as: shop.household,
    body: { lot, made: '2026-11-20', expires: '2026-12-20' },
  })
})
afterAll(() => story?.close())

const scan = (serial: string, more: { lot?: string; agent?: string; region?: string } = {}) =>
  answerScan(story.house, {
    ...{ product: shop.product, lot: more.lot ?? lot, serial, address: '203.0.113.7' },
    headers: new Headers({
      'user-agent': more.agent ?? 'a phone',
      'cloudfront-viewer-country': 'VN',
      'cloudfront-viewer-country-region': more.region ?? '21',
    }),
  })

/** The house with every request to the table noted. */
function watched() {
  const sent: string[] = []
  const { table } = story.house
  const ask: typeof table.ask = (action, input) => {
    sent.push(action)
    return table.ask(action, input)
  }
  return { sent, house: { ...story.house, table: { ...table, ask } } }
}

describe('a lot', () => {
  test('begins its history with its commissioning, and what is told later is chained to it', async () => {
    await shop.must('POST', `${base}/events`, {
      as: shop.household,
      body: { kind: 'packing', at: '2026-11-21T08:00:00+07:00', note: 'Gói lá, dán tem' },
    })
    await shop.must('POST', `${base}/events`, {
      as: shop.officer,
      body: { kind: 'inspecting', at: '2026-11-21T09:00:00+07:00', checked: true },
    })
    await shop.must('POST', `${base}/events`, {
      as: shop.household,
      body: { kind: 'shipping', at: '2026-11-22T05:00:00+07:00' },
    })
    const { items } = await shop.must('GET', `${base}/events`)
    expect(items.map((it: { event: { bizStep: string } }) => it.event.bizStep)).toEqual([
      'commissioning',
      'packing',
      'inspecting',
      'shipping',
    ])
    for (const [at, it] of items.entries()) {
      expect('code' in checkEvent(it.event)).toBe(false)
      if (at > 0) expect(it.previous).toBe(items[at - 1].chain)
    }
    await story.settled()
    const { steps } = await shop.must('GET', base, { as: shop.household })
    expect(steps.map((it: { kind: string; who: string }) => [it.kind, it.who])).toEqual([
      ['commissioning', 'declared'],
      ['packing', 'declared'],
      ['inspecting', 'checked'],
      ['shipping', 'declared'],
    ])
  })

  test('cannot be said to be checked by its own maker', async () => {
    const answer = await story.call('POST', `${base}/events`, {
      as: shop.household,
      body: { kind: 'inspecting', at: '2026-11-21T09:00:00+07:00', checked: true },
    })
    expect(answer).toMatchObject({ status: 403, body: { code: 'may/not-you' } })
  })
})

describe('stamps', () => {
  let first = 0
  let last = 0

  test('are issued as one record, whatever their number', async () => {
    const issue = await shop.must('POST', `${base}/stamps`, { as: shop.household, body: { count: 650 } })
    expect(issue).toMatchObject({ first: 0, last: 649, count: 650 })
    ;({ first, last } = issue)
    const more = await shop.must('POST', `${base}/stamps`, { as: shop.household, body: { count: 1_000_000 } })
    expect(more).toMatchObject({ first: 650, last: 1_000_649 })
    const { issues, segments } = await shop.must('GET', `${base}/stamps`, { as: shop.household })
    expect(issues).toHaveLength(2)
    expect(segments).toEqual([expect.objectContaining({ first: 0, last: 1_000_649, state: 'issued' })])
  })

  test('are not activated until their maker says so, then valid on the first scan, then counted', async () => {
    const serial = serialOf(story.house.stampKeys, shop.product, 7)
    expect((await scan(serial)).verdict).toMatchObject({ is: 'not-activated' })
    for (const step of ['print', 'activate'])
      await shop.must('POST', `${base}/stamps/ranges`, { as: shop.household, body: { first, last, do: step } })
    await story.settled()
    const fresh = serialOf(story.house.stampKeys, shop.product, 8)
    expect((await scan(fresh)).verdict).toMatchObject({ is: 'valid-first', count: 1 })
    await story.settled()
    expect((await scan(fresh, { agent: 'another phone' })).verdict).toMatchObject({ is: 'valid-again', count: 2 })
    await story.settled()
    expect((await scan(fresh)).verdict).toMatchObject({ is: 'valid-again', count: 2 })
  })

  test('say that they may be copied when phones in several provinces scan one', async () => {
    const serial = serialOf(story.house.stampKeys, shop.product, 9)
    const regions = ['21', 'HN', '22', '35', '69', '18', '21', 'HN']
    for (const [at, region] of regions.entries()) {
      await scan(serial, { agent: `phone ${at}`, region })
      await story.settled()
    }
    const { verdict } = await scan(serial, { agent: 'one more' })
    expect(verdict).toMatchObject({ is: 'many', told: { rule: 'travel' }, count: 9 })
  })

  test('that were voided say so, and undoing brings them back', async () => {
    const range = { first: 20, last: 29 }
    await shop.must('POST', `${base}/stamps/ranges`, {
      as: shop.household,
      body: { ...range, do: 'void', why: 'rách cả tờ' },
    })
    const serial = serialOf(story.house.stampKeys, shop.product, 25)
    expect((await scan(serial)).verdict).toMatchObject({ is: 'voided', why: 'rách cả tờ' })
    await shop.must('POST', `${base}/stamps/ranges`, { as: shop.household, body: { ...range, do: 'undo' } })
    expect((await scan(serial, { agent: 'b' })).verdict.is).toMatch(/^valid/)
  })

  test('that were invented are not ours, and cost no read and no write', async () => {
    const genuine = serialOf(story.house.stampKeys, shop.product, 7)
    const invented = genuine.slice(0, -1) + (genuine.endsWith('0') ? '1' : '0')
    const { house: counting, sent } = watched()
    const answer = await answerScan(counting, {
      product: shop.product,
      lot,
      serial: invented,
      address: '-',
      headers: new Headers(),
    })
    expect(answer.verdict).toEqual({ is: 'not-ours', why: 'check' })
    expect(sent).toEqual([])
  })

  test('are answered with exactly one read and one write', async () => {
    const { house: counting, sent } = watched()
    await answerScan(counting, {
      product: shop.product,
      lot,
      serial: serialOf(story.house.stampKeys, shop.product, 40),
      address: '-',
      headers: new Headers(),
    })
    expect(sent.sort()).toEqual(['BatchGetItem', 'PutItem'])
  })

  test('are judged though the scan cannot be written, or takes its time; the log says so', async () => {
    const heard = vi.spyOn(console, 'error').mockImplementation(() => {})
    const { table } = story.house
    const with_ = (ask: typeof table.ask) => ({ ...story.house, table: { ...table, ask } })
    const serial = serialOf(story.house.stampKeys, shop.product, 41)
    const answered = (house: typeof story.house) =>
      answerScan(house, { product: shop.product, lot, serial, headers: new Headers(), address: '203.0.113.77' })
    const failing = with_((action, input) =>
      action === 'PutItem' ? Promise.reject(new Error('throttled')) : table.ask(action, input),
    )
    expect((await answered(failing)).verdict.is).toBe('valid-first')
    let written: unknown
    const slow = with_((action, input) => {
      if (action !== 'PutItem') return table.ask(action, input)
      return new Promise((resolve) => {
        written = () => table.ask(action, input).then(resolve)
      })
    })
    expect((await answered(slow)).verdict.is).toBe('valid-first')
    await (written as () => Promise<unknown>)()
    expect(heard.mock.calls.map(([line]) => JSON.parse(line).what)).toEqual([
      'a scan was not counted',
      'a scan is not yet counted',
    ])
    heard.mockRestore()
    await story.settled()
    expect((await answered(story.house)).verdict).toMatchObject({ is: 'valid-first', count: 1 })
  })

  test('moved to another product or another lot are not ours', async () => {
    const serial = serialOf(story.house.stampKeys, shop.product, 7)
    expect('code' in readSerial(story.house.stampKeys, '09520123451240', serial)).toBe(true)
    expect((await scan(serial, { lot: 'XX-0000' })).verdict).toMatchObject({ is: 'not-ours', why: 'other-lot' })
  })

  test('resolve to the passport of their own link; an invented serial walks up without a 404', async () => {
    const serial = serialOf(story.house.stampKeys, shop.product, 7)
    const good = await story.call('GET', `/01/${shop.product}/10/${lot}/21/${serial}`)
    expect(good).toMatchObject({ status: 307 })
    expect(good.headers.get('location')).toBe(`http://localhost:4000/tem/${shop.product}/${lot}/${serial}`)
    expect((await story.call('GET', `/01/${shop.product}/10/${lot}/21/INVENTED00001`)).status).toBe(307)
    expect((await story.call('GET', '/01/09520123459994')).status).toBe(404)
  })

  test('print as a streamed PDF of whole sheets', async () => {
    const answer = await story.call('GET', `${base}/stamps/sheet?first=0&last=129&template=65`, { as: shop.household })
    expect(answer.status).toBe(200)
    expect(answer.headers.get('content-type')).toBe('application/pdf')
    expect(answer.body.startsWith('%PDF-')).toBe(true)
    expect((await story.call('GET', `${base}/stamps/sheet?first=0&last=129`)).status).toBe(401)
  })

  test('are printed for their own lot alone: a range that runs over another lot’s names the first such number', async () => {
    const as = shop.household
    await shop.must('POST', `/v1/products/${shop.product}/lots`, { as, body: { lot: 'NC-2612', made: '2026-11-20' } })
    const issue = async (of: string, count: number) =>
      shop.must('POST', `/v1/products/${shop.product}/lots/${of}/stamps`, { as, body: { count } })
    const between = await issue('NC-2612', 5)
    const own = await issue(lot, 5)
    const sheet = await story.call('GET', `${base}/stamps/sheet?first=0&last=${own.last}`, { as })
    expect(sheet).toMatchObject({ status: 409, body: { code: 'segment/not-issued' } })
    expect(sheet.body.detail).toContain(String(between.first))
  })
})
