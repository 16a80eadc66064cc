import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openStory, origin, type Story } from '../stories/house.ts'
import { placeNem } from '../stories/place.ts'
import { read } from './asking.ts'
import { storySite } from './desk-site.ts'

let story: Story
let shop: Awaited<ReturnType<typeof placeNem>>
let ask: (request: Request) => Promise<Response>

beforeAll(async () => {
  story = await openStory()
  shop = await placeNem(story)
  ask = await storySite(story)
}, 60_000)
afterAll(() => story?.close())

async function open(path: string, as = shop.household) {
  const answer = await ask(new Request(origin + path, { headers: { cookie: as } }))
  const text = await answer.text()
  return { status: answer.status, text, words: read(text) }
}
async function send(path: string, fields: Record<string, string>, as = shop.household) {
  const body = new FormData()
  for (const [name, value] of Object.entries(fields)) body.set(name, value)
  const answer = await ask(new Request(origin + path, { method: 'POST', body, headers: { cookie: as, origin } }))
  const text = await answer.text()
  return { status: answer.status, location: answer.headers.get('location') ?? '', words: read(text), text }
}
const spray = (vu: string, more: object = {}) => ({
  ...{ vu, work: 'spraying', do: 'write', name: 'Thuốc ví dụ', substance: 'Abamectin', amount: '1.200', uom: 'MLT' },
  ...{ pest: 'rầy xanh', waitingDays: '7', when: 'now', ...more },
})

describe('the diary page, without a script', () => {
  let vu = ''

  test('holds the first action while it is empty, and a crop is added with two words', async () => {
    expect((await open('/ho/nhat-ky')).words).toContain('Chưa có vụ nào.')
    const missing = await send('/ho/nhat-ky/vu', { crop: '', name: '', from: '2026-11-01' })
    expect(missing.status).toBe(422)
    const made = await send('/ho/nhat-ky/vu', { crop: 'Chè', name: 'Đồi sau nhà', area: '1.080', from: '2026-11-01' })
    expect(made).toMatchObject({
      status: 303,
      location: expect.stringMatching(/^\/ho\/nhat-ky\?vu=[0-9a-z]{10}&xong=vu$/),
    })
    vu = new URL(made.location, origin).searchParams.get('vu')!
    expect((await open(made.location)).words).toContain('Đã thêm vụ Chè.')
  })

  test('writes work by its own boxes, says it back, and takes it back from the toast', async () => {
    const form = await open(`/ho/nhat-ky?vu=${vu}&viec=spraying`)
    expect(form.words).toContain('Thời gian cách ly (ngày)')
    const unsure = await send('/ho/nhat-ky', spray(vu, { waitingDays: '', amount: 'vài' }))
    expect(unsure.status).toBe(422)
    expect(unsure.words).toContain('Chưa có số ngày cách ly.')
    expect(unsure.words).toContain('“vài” chưa phải là số.')
    expect(unsure.text).toContain('value="rầy xanh"')
    const wrote = await send('/ho/nhat-ky', spray(vu))
    expect(wrote.status).toBe(303)
    const seen = await open(wrote.location)
    expect(seen.words).toContain('Thuốc ví dụ (Abamectin), 1.200 ml, rầy xanh, cách ly 7 ngày')
    expect(seen.words).toContain(
      'Đang cách ly: phun Thuốc ví dụ ngày 23/11/2026, 7 ngày. Từ 30/11/2026 mới thu hoạch được.',
    )
    const dong = new URL(wrote.location, origin).searchParams.get('dong')!
    const back = await send('/ho/nhat-ky', { vu, dong, do: 'undo' })
    const after = await open(back.location)
    expect(after.text).toContain('class="is-gone"')
    expect(after.words).not.toContain('Đang cách ly')
  })

  test('a harvest inside the waiting time keeps what was typed and says both dates', async () => {
    await send('/ho/nhat-ky', spray(vu, { when: 'yesterday' }))
    const refused = await send('/ho/nhat-ky', {
      vu,
      work: 'harvest',
      do: 'write',
      amount: '42',
      uom: 'KGM',
      when: 'now',
    })
    expect(refused.status).toBe(422)
    expect(refused.words).toContain(
      'phun Thuốc ví dụ ngày 22/11/2026, cách ly 7 ngày, từ 29/11/2026 mới thu hoạch được',
    )
    expect(refused.text).toContain('value="42"')
  })

  test('“as yesterday” is one tap, and one of its lines can be put right', async () => {
    story.clock.now = new Date('2026-11-30T02:00:00.000Z')
    await send('/ho/nhat-ky', { vu, work: 'watering', do: 'write', source: 'pond', when: 'yesterday' })
    expect((await open(`/ho/nhat-ky?vu=${vu}`)).words).toContain('Như hôm qua: tưới')
    const again = await send('/ho/nhat-ky', { vu, do: 'again' })
    expect(again.status).toBe(303)
    const dong = new URL(again.location, origin).searchParams.get('dong')!
    const edit = await open(`/ho/nhat-ky?vu=${vu}&sua=${dong}`)
    expect(edit.words).toContain('Sửa dòng “Tưới: ao, hồ”')
    const right = await send('/ho/nhat-ky', {
      vu,
      work: 'watering',
      do: 'write',
      instead: dong,
      source: 'rain',
      when: 'now',
    })
    expect((await open(right.location)).words).toContain('Dòng này thay cho một dòng cũ')
  })

  test('a harvest goes into a lot, and work on the goods is written on that lot', async () => {
    await shop.must('POST', `/v1/products/${shop.product}/lots`, {
      as: shop.household,
      body: { lot: 'CH-1', made: '2026-11-30' },
    })
    const into = `${shop.product}/CH-1`
    expect((await open(`/ho/nhat-ky?vu=${vu}&viec=harvest`)).text).toContain(`value="${into}"`)
    expect(
      (await send('/ho/nhat-ky', { vu, work: 'harvest', do: 'write', amount: '42', uom: 'KGM', into, when: 'now' }))
        .status,
    ).toBe(303)
    const packed = await send('/ho/nhat-ky', {
      vu,
      work: 'packing',
      do: 'write',
      lot: into,
      amount: '90',
      uom: 'H87',
      when: 'now',
    })
    expect(packed.status).toBe(303)
    const lines = await shop.must('GET', `/v1/products/${shop.product}/lots/CH-1/diary`, { as: shop.household })
    expect(lines.lines.map((it: { entry: { work: string } }) => it.entry.work)).toEqual(['harvest', 'packing'])
  })

  test('speaks English under /en', async () => {
    expect((await open(`/en/ho/nhat-ky?vu=${vu}`)).words).toContain('What was done?')
  })
})

describe('the officer’s page of a passport’s items', () => {
  test('shows the evidence and keeps what was ticked, with who and when; a household does not get there', async () => {
    const path = `/can-bo/ho-chieu/${shop.product}/CH-1`
    const page = await open(path, shop.officer)
    expect(page.words).toContain('1. Tên sản phẩm')
    expect(page.words).toContain('Nem chua lá đinh lăng')
    const kept = await send(path, { do: 'check', name: 'on', maker: 'on' }, shop.officer)
    expect(kept.status).toBe(303)
    expect((await open(path, shop.officer)).words).toContain('Chị Hạnh')
    await story.settled()
    const { items } = (await story.call('GET', `/v1/products/${shop.product}/lots/CH-1/passport.json`)).body
    expect(items.filter((it: { said: { who: string } }) => it.said.who === 'checked')).toHaveLength(2)
    expect((await open(path)).status).not.toBe(200)
  })
})
