import { readHistory } from '@nguon/store/history'
import { cropLine } from '@nguon/store/key'
import { listEvents } from '@nguon/store/lot'
import { readPassport } from '@nguon/store/passport'
import { checkEvent } from '@nguon/trace/event'
import { verify } from '@nguon/trace/history'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openStory, type Story } from './house.ts'
import { placeNem } from './place.ts'

let story: Story
let shop: Awaited<ReturnType<typeof placeNem>>
let as: string
let plot: string
const kg = (number: number) => ({ number, uom: 'KGM' })
const on = (day: string, clock = '07:00') => `${day}T${clock}:00+07:00`
const spraying = (day: string, waitingDays: number) => ({
  ...{ work: 'spraying', at: on(day), name: 'Thuốc ví dụ', substance: 'Abamectin', pest: 'rầy xanh' },
  ...{ amount: { number: 200, uom: 'MLT' }, waitingDays },
})
const harvest = (day: string, more: object = {}) => ({ work: 'harvest', at: on(day), amount: kg(80), ...more })

beforeAll(async () => {
  story = await openStory()
  shop = await placeNem(story)
  as = shop.household
  const made = await shop.must('POST', `/v1/producers/${shop.maker}/plots`, {
    as,
    body: { name: 'Đồi sau nhà', area: { number: 2160, uom: 'MTK' } },
  })
  plot = made.id
})
afterAll(() => story?.close())

const of = () => `/v1/producers/${shop.maker}/crops`
async function newCrop(more: object = {}): Promise<string> {
  const body = { plot, crop: 'Chè', template: 'tea', from: '2026-09-01', ...more }
  return (await shop.must('POST', of(), { as, body })).id
}
async function newPlot(name: string): Promise<string> {
  return (await shop.must('POST', `/v1/producers/${shop.maker}/plots`, { as, body: { name } })).id
}
const newLot = (lot: string) =>
  shop.must('POST', `/v1/products/${shop.product}/lots`, { as, body: { lot, made: '2026-11-20' } })
const write = (crop: string, body: object) => story.call('POST', `${of()}/${crop}/diary`, { as, body })
const correct = (crop: string, entry: string, body: object = {}) =>
  story.call('POST', `${of()}/${crop}/diary/${entry}/correction`, { as, body })
const read = (crop: string) => shop.must('GET', `${of()}/${crop}/diary`, { as })

describe('a harvest inside a spray’s waiting time', () => {
  test('is refused with both dates, in Vietnamese and English, and nothing is written', async () => {
    const crop = await newCrop({ plot: await newPlot('Ruộng một') })
    expect((await write(crop, spraying('2026-11-20', 7))).status).toBe(201)
    story.clock.now = new Date('2026-11-28T02:00:00.000Z')
    const refused = await write(crop, harvest('2026-11-26'))
    expect(refused).toMatchObject({ status: 409, body: { code: 'harvest/waiting' } })
    expect(refused.body.detail).toBe(
      'Chưa thu hoạch được ngày 26/11/2026: phun Thuốc ví dụ ngày 20/11/2026, cách ly 7 ngày, từ 27/11/2026 mới thu hoạch được.',
    )
    const english = await story.call('POST', `${of()}/${crop}/diary`, {
      ...{ as, body: harvest('2026-11-26'), headers: { 'accept-language': 'en' } },
    })
    expect(english.body.detail).toContain('waiting time of 7 days, so harvest may begin on 27/11/2026')
    expect((await read(crop)).lines).toHaveLength(1)
    expect((await write(crop, harvest('2026-11-27'))).status).toBe(201)
  })

  test('is refused on the same ground under another season’s name too', async () => {
    const ground = await newPlot('Ruộng hai')
    const spring = await newCrop({ plot: ground })
    await write(spring, spraying('2026-11-20', 10))
    const summer = await newCrop({ plot: ground, from: '2026-11-22' })
    expect((await write(summer, harvest('2026-11-25'))).body).toMatchObject({ code: 'harvest/waiting' })
    expect((await read(summer)).shut).toMatchObject({ sprayed: '2026-11-20', from: '2026-11-30' })
  })

  test('a spray without its waiting days is asked for them, never assumed', async () => {
    const { waitingDays: _, ...body } = spraying('2026-11-20', 7)
    const asked = await write(await newCrop(), body)
    expect(asked.status).toBe(400)
    expect(asked.body.errors).toMatchObject([{ field: 'waitingDays', message: 'Còn thiếu, xin điền thêm.' }])
  })

  test('a spray and a harvest that are sent at one moment cannot pass each other', async () => {
    const crop = await newCrop({ plot: await newPlot('Ruộng ba') })
    const [sprayed, harvested] = await Promise.all([
      write(crop, spraying('2026-11-20', 30)),
      write(crop, harvest('2026-11-24')),
    ])
    expect(sprayed.status).toBe(201)
    const { early } = await read(crop)
    if (harvested.status === 201) expect(early).toHaveLength(1)
    else expect(harvested.body.code).toBe('harvest/waiting')
  })
})

describe('a correction', () => {
  test('is added, never written over: the old line stays with who and when, the chain stays whole', async () => {
    const crop = await newCrop({ plot: await newPlot('Ruộng bốn') })
    const [id] = (await write(crop, spraying('2026-11-20', 7))).body.ids
    const done = await correct(crop, id, { instead: spraying('2026-11-20', 3) })
    expect(done.status).toBe(201)
    const { lines } = await read(crop)
    expect(lines).toMatchObject([
      { id, takenBack: { by: 'Cơ sở Bà Mai', reason: 'incorrect_data', instead: done.body.ids[0] } },
      { id: done.body.ids[0], corrects: id, entry: { waitingDays: 3 } },
    ])
    const events = await readHistory(story.house.table, cropLine(crop))
    expect(events.map(({ event }) => Boolean(event.errorDeclaration))).toEqual([false, true, false])
    expect(verify(events)).toHaveProperty('ok')
    expect(events.every(({ event }) => 'event' in checkEvent(event))).toBe(true)
    expect((await write(crop, harvest('2026-11-23'))).status).toBe(201)
  })

  test('taken back at once, a line binds nobody; taken back again, it is told so', async () => {
    const crop = await newCrop({ plot: await newPlot('Ruộng năm') })
    const [id] = (await write(crop, spraying('2026-11-20', 30))).body.ids
    expect((await correct(crop, id)).status).toBe(201)
    expect((await correct(crop, id)).body.code).toBe('diary/taken-back')
    expect((await write(crop, harvest('2026-11-21'))).status).toBe(201)
  })

  test('that lengthens a wait after the harvest warns on the diary and on the lot', async () => {
    const crop = await newCrop({ plot: await newPlot('Ruộng sáu') })
    await newLot('CH-01')
    const into = { product: shop.product, lot: 'CH-01' }
    const [id] = (await write(crop, spraying('2026-11-10', 7))).body.ids
    expect((await write(crop, harvest('2026-11-18', { into }))).body.early).toEqual([])
    const done = await correct(crop, id, { instead: spraying('2026-11-10', 14) })
    expect(done.body.early).toMatchObject([{ day: '2026-11-18', sprayed: '2026-11-10', days: 14, from: '2026-11-24' }])
    expect((await read(crop)).early).toHaveLength(1)
    await story.settled()
    const passport = await readPassport(story.house.table, shop.product, 'CH-01')
    expect(passport?.early).toMatchObject([{ day: '2026-11-18', from: '2026-11-24' }])
  })

  test('of a harvest is judged by the same waiting time', async () => {
    const crop = await newCrop({ plot: await newPlot('Ruộng bảy') })
    await write(crop, spraying('2026-11-15', 7))
    const [id] = (await write(crop, harvest('2026-11-23'))).body.ids
    expect((await correct(crop, id, { instead: harvest('2026-11-20') })).body.code).toBe('harvest/waiting')
    expect((await read(crop)).lines.filter((it: { takenBack?: object }) => it.takenBack)).toEqual([])
  })
})

describe('a lot fed by a harvest', () => {
  test('holds the harvest in its own chain, and its passport tells the season before it', async () => {
    const crop = await newCrop({ plot: await newPlot('Ruộng tám') })
    await write(crop, { work: 'fertilising', at: on('2026-10-01'), name: 'Phân ủ', amount: kg(300) })
    await write(crop, { work: 'watering', at: on('2026-11-26') })
    await newLot('CH-02')
    const [id] = (await write(crop, harvest('2026-11-19', { into: { product: shop.product, lot: 'CH-02' } }))).body.ids
    await story.settled()
    const events = await listEvents(story.house.table, shop.product, 'CH-02')
    expect(events.map(({ event }) => event.bizStep)).toEqual(['commissioning', 'https://nguon.vn/voc/harvesting'])
    expect(verify(events)).toHaveProperty('ok')
    const season = await readHistory(story.house.table, cropLine(crop))
    expect(events[1]!.event['nguon:cropHistory']).toBe(`2:${season[1]!.chain}`)
    const kinds = async () => (await readPassport(story.house.table, shop.product, 'CH-02'))?.steps.map((it) => it.kind)
    expect(await kinds()).toEqual(['fertilising', 'harvesting', 'commissioning'])

    await correct(crop, id)
    await story.settled()
    expect(await kinds()).toEqual(['harvesting', 'commissioning'])
    expect((await readPassport(story.house.table, shop.product, 'CH-02'))?.steps[0]?.retracted).toBe(true)
  })

  test('a harvest into another maker’s lot is as if that lot were not there', async () => {
    const refused = await write(
      await newCrop(),
      harvest('2026-11-20', { into: { product: shop.product, lot: 'KHONG' } }),
    )
    expect(refused).toMatchObject({ status: 404, body: { code: 'lot/not-found' } })
  })

  test('its own work is written, said right and checked by an officer', async () => {
    await newLot('CH-03')
    const path = `/v1/products/${shop.product}/lots/CH-03/diary`
    const at = on('2026-11-21')
    const first = await shop.must('POST', path, {
      as,
      body: {
        ...{ work: 'processing', at, process: 'sao, vò, sấy', made: kg(18) },
        used: [{ name: 'chè búp tươi', amount: kg(80) }],
      },
    })
    const right = await shop.must('POST', `${path}/${first.ids[0]}/correction`, {
      as,
      body: {
        instead: {
          ...{ work: 'processing', at, process: 'sao, vò, sấy', made: kg(16) },
          used: [{ name: 'chè búp tươi', amount: kg(80) }],
        },
      },
    })
    expect((await story.call('POST', `${path}/${right.ids[0]}/check`, { as })).status).toBe(403)
    const checked = await shop.must('POST', `${path}/${right.ids[0]}/check`, { as: shop.officer })
    expect(checked.checked).toEqual({ by: 'Chị Hạnh', at: story.clock.now.toISOString() })
    await story.settled()
    const passport = await readPassport(story.house.table, shop.product, 'CH-03')
    expect(passport?.steps.filter((it) => it.kind === 'transforming')).toMatchObject([
      { retracted: true, who: 'declared' },
      { who: 'checked', by: 'Chị Hạnh', what: { name: 'sao, vò, sấy', number: 16 } },
    ])
  })
})

describe('a diary', () => {
  test('writes yesterday’s works again by one request, and lets one be changed', async () => {
    const crop = await newCrop({ plot: await newPlot('Ruộng chín') })
    expect((await story.call('POST', `${of()}/${crop}/diary/as-before`, { as })).body.code).toBe('diary/nothing-before')
    await write(crop, { work: 'watering', at: on('2026-11-27'), source: 'pond', amount: { number: 5, uom: 'MTQ' } })
    await write(crop, { work: 'tending', at: on('2026-11-27', '08:00'), method: 'làm cỏ', note: 'mưa nhẹ' })
    const { ids } = await shop.must('POST', `${of()}/${crop}/diary/as-before`, { as })
    expect(ids).toHaveLength(2)
    const today = (await read(crop)).lines.filter((it: { day: string }) => it.day === '2026-11-28')
    expect(today).toMatchObject([{ entry: { work: 'watering', source: 'pond' } }, { entry: { method: 'làm cỏ' } }])
    expect(today[1].entry.note).toBeUndefined()
    const changed = await correct(crop, ids[0], { instead: { work: 'watering', at: on('2026-11-28'), source: 'rain' } })
    expect(changed.status).toBe(201)
  })

  test('takes no work of a day to come, and none after its end', async () => {
    const crop = await newCrop()
    expect((await write(crop, { work: 'soil', at: on('2026-12-24') })).body.code).toBe('diary/not-yet')
    await shop.must('PATCH', `${of()}/${crop}`, { as, body: { until: '2026-11-20', revision: 1 } })
    expect((await write(crop, { work: 'soil', at: on('2026-11-21') })).body.code).toBe('diary/closed')
    expect((await write(crop, { work: 'soil', at: on('2026-11-19') })).status).toBe(201)
  })

  test('is read and checked by the officer of the place, with when, and by no other household', async () => {
    const crop = await newCrop()
    const [id] = (await write(crop, { work: 'soil', at: on('2026-11-19') })).body.ids
    const line = await shop.must('POST', `${of()}/${crop}/diary/${id}/check`, { as: shop.officer })
    expect(line).toMatchObject({ checked: { by: 'Chị Hạnh' } })
    expect((await story.call('POST', `${of()}/${crop}/diary/${id}/check`, { as })).status).toBe(404)
    expect((await story.call('GET', `${of()}/${crop}/diary`)).status).toBe(404)
  })

  test('keeps a picture with its entry', async () => {
    const crop = await newCrop()
    const png = Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    )
    const headers = { 'content-type': 'image/png' }
    const kept = await shop.must('POST', `${of()}/${crop}/pictures`, { as, body: new Uint8Array(png), headers })
    await write(crop, { work: 'tending', at: on('2026-11-20'), picture: kept.key })
    expect((await read(crop)).lines[0].entry.picture).toBe(kept.key)
  })

  test('leaves as a file in which nothing typed is run', async () => {
    const crop = await newCrop()
    await write(crop, {
      work: 'tending',
      at: on('2026-11-20'),
      method: '=HYPERLINK("http://xau.example")',
      note: '+84',
    })
    const csv = await story.call('GET', `${of()}/${crop}/diary/file?form=csv`, { as })
    expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8')
    const lines = String(csv.body).split('\r\n')
    expect(lines[0]).toContain('Ngày,Việc,Chi tiết,Thời tiết,Ghi chú,Ai khai')
    expect(lines[1]).toContain(`"'=HYPERLINK(""http://xau.example"")"`)
    const xlsx = await story.call('GET', `${of()}/${crop}/diary/file`, { as })
    expect(xlsx.status).toBe(200)
  })

  test('entries sent at one moment are lines of one unbroken chain', async () => {
    const crop = await newCrop()
    const sent = Array.from({ length: 4 }, (_, n) => write(crop, { work: 'tending', at: on('2026-11-20', `0${n}:00`) }))
    const answers = await Promise.all(sent)
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201, 201])
    const events = await readHistory(story.house.table, cropLine(crop))
    expect(verify(events)).toMatchObject({ ok: true, head: { seq: 4 } })
  })

  test('a plot keeps the codes authorities gave it as they are written', async () => {
    const codes = [
      { kind: 'planting-area', code: 'VN-KTOR-0021', market: 'EU', issued: '2025-03-01', status: 'in-force' },
      { kind: 'packing-house', code: 'Mã cũ 38/407/14812/01/22', status: 'withdrawn' },
    ]
    const made = await shop.must('POST', `/v1/producers/${shop.maker}/plots`, {
      as,
      body: { name: 'Đồi có mã', gln: '9521234000006', codes },
    })
    expect(made).toMatchObject({ codes, gln: '9521234000006' })
    const wrong = await story.call('POST', `/v1/producers/${shop.maker}/plots`, {
      as,
      body: { name: 'x', gln: '9521234000007' },
    })
    expect(wrong.body.errors).toMatchObject([{ field: 'gln' }])
  })
})
