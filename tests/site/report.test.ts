import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import AxeBuilder from '@axe-core/playwright'
import { readReported } from '@nguon/store/report'
import { serialOf } from '@nguon/trace/stamp'
import type { Browser, BrowserContextOptions, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openStory, type Story } from '../stories/house.ts'
import { placeNem } from '../stories/place.ts'
import { page as passport } from './asking.ts'
import { openBrowser } from './browser.ts'
import { clientFiles } from './built.ts'
import { storySite } from './desk-site.ts'
import { photograph } from './photo.ts'

/** The pages of a report, from the button under a stamp to the answer, in a real browser over the real apps. */
let story: Story
let shop: Awaited<ReturnType<typeof placeNem>>
let server: Server
let at: string
let browser: Browser
let photo: Buffer
let serial: string
const lot = 'NC-2611'
const types: Record<string, string> = {
  css: 'text/css',
  js: 'text/javascript',
  svg: 'image/svg+xml',
  woff2: 'font/woff2',
}

beforeAll(async () => {
  story = await openStory()
  const site = await storySite(story)
  shop = await placeNem(story)
  const as = shop.household
  await shop.must('POST', `/v1/products/${shop.product}/lots`, { as, body: { lot, made: '2026-11-20' } })
  await shop.must('POST', `/v1/products/${shop.product}/lots/${lot}/stamps`, { as, body: { count: 50 } })
  serial = serialOf(story.house.stampKeys, shop.product, 7)
  server = createServer(async (incoming, outgoing) => {
    const url = new URL(incoming.url ?? '/', at)
    if (url.pathname.startsWith('/assets/')) {
      outgoing.writeHead(200, { 'content-type': types[url.pathname.split('.').at(-1) ?? ''] ?? 'text/plain' })
      return outgoing.end(readFileSync(new URL(`.${url.pathname}`, clientFiles)))
    }
    const chunks: Buffer[] = []
    for await (const chunk of incoming) chunks.push(chunk)
    const headers = new Headers(
      Object.entries(incoming.headers).map(([name, value]): [string, string] => [name, String(value)]),
    )
    const as = headers.get('x-as')
    if (as) headers.set('cookie', as)
    const body = incoming.method === 'GET' || incoming.method === 'HEAD' ? null : Buffer.concat(chunks)
    const request = new Request(url, { method: incoming.method ?? 'GET', headers, body })
    const answer = await (url.pathname.startsWith('/v1/') ? story.apps.api.fetch(request) : site(request))
    outgoing.writeHead(answer.status, Object.fromEntries(answer.headers))
    outgoing.end(Buffer.from(await answer.arrayBuffer()))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  at = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  browser = await openBrowser()
  photo = await photograph(browser, 'https://nguon.test/01/09520123456788')
}, 120_000)
afterAll(async () => {
  await browser?.close()
  server?.close()
  await story?.close()
})

const silent = { javaScriptEnabled: false }
async function open(path: string, options: BrowserContextOptions = {}, as = ''): Promise<Page> {
  // A cookie that is sent by hand is lost on the way through a redirect.
  const headers = as ? { extraHTTPHeaders: { 'x-as': as } } : {}
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, ...headers, ...options })
  const page = await context.newPage()
  await page.goto(at + path, { waitUntil: 'load' })
  return page
}
const said = async (page: Page) => ((await page.locator('main').textContent()) ?? '').replace(/\s+/g, ' ')
const stamped = () => `/bao/${shop.product}?lo=${lot}&tem=${serial}`
const linkOf = (page: Page) => {
  const url = new URL(page.url())
  return { number: url.pathname.split('/').at(-1) ?? '', token: url.searchParams.get('k') ?? '' }
}
/** A report through the API, a day later: reports are rationed. */
async function report(more: object = {}) {
  story.clock.now = new Date(story.clock.now.getTime() + 25 * 3_600_000)
  const body = { kind: 'fake', product: shop.product, lot, ...more }
  return shop.must('POST', '/v1/reports', { body })
}

describe('from the passport', () => {
  test('three taps without a script and with nothing typed give a number, a day with its weekday, and a link', async () => {
    const page = await open(`/tem/${shop.product}/${lot}/${serial}`, silent)
    await page.getByRole('link', { name: 'Báo vấn đề' }).first().click()
    await page.getByRole('link', { name: /Hỏng, mốc/ }).click()
    expect(await said(page)).toContain('Đừng dùng tiếp.')
    await page.getByRole('button', { name: 'Gửi báo' }).first().click()
    expect(new URL(page.url()).pathname).toMatch(/^\/bao\/so\/[0-9A-Z]{8}$/)
    const text = await said(page)
    expect(text).toContain('Đã nhận báo của bạn')
    expect(text).toMatch(/Số báo ?[0-9A-Z]{4} [0-9A-Z]{4}/)
    expect(text).toContain('Trả lời chậm nhất thứ Năm 26/11/2026')
    expect(await page.locator('.report-link a').textContent()).toContain(linkOf(page).token)
    const { number } = linkOf(page)
    expect((await readReported(story.house.table, number))?.report).toMatchObject({ kind: 'unsafe', lot, serial })
    await page.context().close()
  })

  test('the button carries what was scanned, ours or not', async () => {
    const ours = await passport('/tem/09520123456788/AT-2611/K7MQ2R9DFH3P')
    expect(ours.html).toContain('href="/bao/09520123456788?lo=AT-2611&amp;tem=K7MQ2R9DFH3P"')
    const copied = await passport('/tem/09520123456788/AT-2611/MANY00000000')
    expect(copied.html).toMatch(/hãy báo\. <a href="\/bao\/09520123456788\?lo=AT-2611&amp;tem=MANY00000000">/)
    const alien = await passport('/en/tem/09999999999994/X1/BAD000000000')
    expect(alien.html).toContain('href="/en/bao/09999999999994?lo=X1&amp;tem=BAD000000000"')
  })

  test('a photo, a sentence and a phone go with it, without a script as with one', async () => {
    // A script makes it smaller on the phone.
    for (const [options, width] of [
      [silent, 1600],
      [{}, 1200],
    ] as const) {
      story.clock.now = new Date(story.clock.now.getTime() + 25 * 3_600_000)
      const page = await open(`${stamped()}&loai=fake`, options)
      await page.setInputFiles('[name=picture]', { name: 'anh.jpg', mimeType: 'image/jpeg', buffer: photo })
      if (options !== silent) await expect.poll(() => page.locator('[data-camera-view] canvas').count()).toBe(1)
      await page.fill('[name=words]', 'Dán chồng <b>lên</b> tem cũ')
      await page.fill('[name=phone]', '0911 222 333')
      await page.getByRole('button', { name: 'Gửi báo' }).last().click()
      await page.waitForURL(/\/bao\/so\//)
      expect(await said(page)).toContain('Có kèm một tấm ảnh.')
      const kept = await readReported(story.house.table, linkOf(page).number)
      expect(kept?.reporter).toMatchObject({ phone: '0911222333', words: 'Dán chồng <b>lên</b> tem cũ' })
      expect(kept?.reporter.picture).toMatchObject({ type: 'image/jpeg', width })
      await page.context().close()
    }
  }, 30_000)

  test('what is wrong is said beside its field, and what was typed stays', async () => {
    const page = await open(`${stamped()}&loai=other`, silent)
    await page.fill('[name=words]', 'Chuyện dài')
    await page.fill('[name=phone]', '912345678')
    await page.getByRole('button', { name: 'Gửi báo' }).first().click()
    expect(await page.locator('#phone-error').textContent()).toContain('thiếu chữ số 0 ở đầu')
    expect(await page.inputValue('[name=words]')).toBe('Chuyện dài')
    await page.fill('[name=phone]', '')
    await page.setInputFiles('[name=picture]', {
      ...{ name: 'to.jpg', mimeType: 'image/jpeg', buffer: Buffer.concat([photo, Buffer.alloc(4 * 1024 * 1024)]) },
    })
    await page.getByRole('button', { name: 'Gửi báo' }).first().click()
    expect(await page.locator('#picture-error').textContent()).toMatch(/nhiều nhất 4 MB/)
    expect(await page.inputValue('[name=words]')).toBe('Chuyện dài')
    await page.context().close()
  })

  test('too many from one phone are told when the next may come, and nothing typed is lost', async () => {
    story.clock.now = new Date(story.clock.now.getTime() + 25 * 3_600_000)
    const userAgent = 'one phone'
    for (let n = 0; n < 6; n++)
      await shop.must('POST', '/v1/reports', { body: { kind: 'other' }, headers: { 'user-agent': userAgent } })
    const page = await open(`${stamped()}&loai=other`, { ...silent, userAgent })
    await page.fill('[name=words]', 'Chuyện dài')
    await page.getByRole('button', { name: 'Gửi báo' }).first().click()
    expect(await said(page)).toMatch(/Nhiều quá, xin thử lại lúc \d\d:\d\d/)
    expect(await page.inputValue('[name=words]')).toBe('Chuyện dài')
    await page.context().close()
  })

  test('an address that names nothing of ours still takes a report, and shows nothing it was handed', async () => {
    const page = await open('/bao/%3Cscript%3Ealert(1)%3C%2Fscript%3E?loai=nothing&tem=%22%3E%3Cimg', silent)
    expect(await said(page)).toContain('Mã này không phải do chúng tôi phát hành')
    expect(await page.locator('main script, main img').count()).toBe(0)
    await page.goto(`${at}/bao/-?loai=other`)
    expect(await said(page)).toContain('Chưa biết là món nào')
    await page.context().close()
  })
})

describe('the page behind the link', () => {
  test('shows the answer, and the report may be sent in once more', async () => {
    const it = await report({ words: 'Tem mờ' })
    for (const step of [{ do: 'take' }, { do: 'answer', outcome: 'untrue', text: 'Tem in hơi mờ nhưng là tem thật.' }])
      await shop.must('POST', `/v1/reports/${it.number}/steps`, { as: shop.officer, body: step })
    const page = await open(`/bao/so/${it.number}?k=${it.token}`, silent)
    expect(await said(page)).toContain('Đã xem, không phải như vậy')
    expect(await page.locator('.report-answer').textContent()).toBe('Tem in hơi mờ nhưng là tem thật.')
    expect(await said(page)).not.toContain('Chị Hạnh')
    await page.locator('summary', { hasText: 'Tôi chưa hài lòng' }).click()
    await page.fill('[name=words]', 'Tôi quét ra món khác')
    await page.getByRole('button', { name: 'Nhờ xem lại' }).click()
    expect(await said(page)).toContain('Đã nhận. Cán bộ sẽ xem lại.')
    expect(await said(page)).toContain('Chờ cán bộ nhận')
    await page.context().close()
  })

  test('takes a report back after asking once', async () => {
    const it = await report()
    const page = await open(`/en/bao/so/${it.number}?k=${it.token}`, silent)
    await page.getByRole('link', { name: 'Withdraw this report' }).click()
    await page.getByRole('button', { name: 'Withdraw' }).click()
    expect(await said(page)).toContain('You withdrew it')
    await page.context().close()
  })

  test('says sorry once the day is over, and the desk tells by how much', async () => {
    const it = await report({ kind: 'unsafe' })
    story.clock.now = new Date(Date.parse(`${it.due}T02:00:00Z`) + 2 * 86_400_000)
    const page = await open(`/bao/so/${it.number}?k=${it.token}`, silent)
    expect(await said(page)).toMatch(/Đã quá ngày hẹn .+ Chúng tôi xin lỗi/)
    const desk = await open('/can-bo/khieu-nai?loc=late', silent, await story.logIn('0900000002'))
    expect(await desk.locator('tr', { hasText: it.human }).textContent()).toContain('Quá 2 ngày')
    await page.context().close()
    await desk.context().close()
  })

  test('says in words that a link is cut short, and nothing of the report', async () => {
    const it = await report()
    const page = await open(`/bao/so/${it.number}?k=${it.token.slice(0, -1)}`, silent)
    expect(await said(page)).toContain('Đường dẫn có thể bị thiếu chữ')
    expect(await said(page)).not.toContain('Nem chua')
    await page.context().close()
  })
})

describe('the desk', () => {
  test('an officer opens a report by the number read out, takes it up and answers without a script', async () => {
    const it = await report({ serial, words: 'Tem bong', phone: '0911222333' })
    const page = await open('/can-bo/khieu-nai', { ...silent, viewport: { width: 1440, height: 900 } }, shop.officer)
    await page.fill('[name=so]', `${it.human.toLowerCase().slice(0, 8)}`)
    await page.getByRole('button', { name: 'Mở' }).click()
    expect(await page.locator('#so-error').textContent()).toContain('tám chữ và số')
    await page.fill('[name=so]', it.human.toLowerCase())
    await page.getByRole('button', { name: 'Mở' }).click()
    expect(await said(page)).toContain('0911 222 333')
    expect(await said(page)).toContain('Tem bong')
    await page.getByRole('button', { name: 'Nhận xem báo này' }).click()
    await page.fill('[name=text]', 'ngắn')
    await page.getByRole('button', { name: 'Gửi trả lời' }).click()
    expect(await said(page)).toContain('Chọn một kết quả.')
    expect(await page.inputValue('[name=text]')).toBe('ngắn')
    await page.locator('[name=outcome][value=true]').check()
    await page.fill('[name=text]', 'Tem này bị in lại, số tem đã hủy.')
    await page.getByRole('button', { name: 'Gửi trả lời' }).click()
    expect(await said(page)).toContain('Đã trả lời. Người gửi đọc được ngay.')
    await page.context().close()
  })

  test('a household reads what is reported without a number that may be a telephone, and speaks to the officer', async () => {
    const it = await report({ words: 'Gọi 0987 654 321, hàng hở nắp' })
    const page = await open('/ho', silent, shop.household)
    expect(await said(page)).toContain('báo của người mua')
    await page.getByRole('link', { name: 'Xem báo' }).click()
    expect(await said(page)).toContain('“Gọi •••, hàng hở nắp”')
    expect(await page.content()).not.toContain('0987')
    const form = page.locator(`#b${it.number} form`)
    await form.locator('textarea').fill('Lô này đóng nắp bằng máy.')
    await form.getByRole('button').click()
    expect(await said(page)).toContain('Đã gửi. Cán bộ đọc được ngay.')
    await page.goto(`${at}/can-bo/khieu-nai/${it.number}`)
    expect(await said(page)).not.toContain('0987')
    await page.context().close()
  })

  test('each list that is empty says so and holds a way on', async () => {
    const page = await open('/can-bo/khieu-nai?loc=mine', silent, shop.officer)
    expect(await said(page)).toContain('Anh/chị chưa nhận báo nào.')
    await page.getByRole('link', { name: 'Xem báo đang mở' }).click()
    expect(new URL(page.url()).search).toBe('')
    await page.context().close()
  })
})

describe('every page of a report', () => {
  test('has no serious fault for a reader of screens and is no wider than a phone, in both languages and at both sizes', async () => {
    const it = await report({ serial, words: 'Tem bong ra từng mảng, nghi dán lại', phone: '0911222333' })
    const pages: [string, string][] = [
      ['/bao', ''],
      [stamped(), ''],
      [`${stamped()}&loai=unsafe`, ''],
      [`/bao/so/${it.number}?k=${it.token}&moi=1`, ''],
      ['/can-bo/khieu-nai', shop.officer],
      [`/can-bo/khieu-nai/${it.number}`, shop.officer],
      ['/ho/khieu-nai', shop.household],
    ]
    const wrong: string[] = []
    for (const [path, as] of pages)
      for (const [lang, width] of [
        ['', 360],
        ['/en', 360],
        ['', 1440],
      ] as const) {
        const page = await open(lang + path, { viewport: { width, height: 800 } }, as)
        const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
        if (page.url().includes('/vao')) wrong.push(`${lang}${path} asks for a log-in`)
        if (wide > 0) wrong.push(`${lang}${path} at ${width}: ${wide} too wide`)
        const { violations } = await new AxeBuilder({ page }).analyze()
        for (const { id, impact, nodes } of violations)
          if (impact === 'serious' || impact === 'critical') wrong.push(`${lang}${path} ${id}: ${nodes[0]?.html}`)
        await page.context().close()
      }
    expect(wrong).toEqual([])
  }, 60_000)
})
