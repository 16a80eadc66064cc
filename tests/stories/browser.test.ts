import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import { readVietQr } from '@nguon/pay/vietqr'
import type { Browser, BrowserContext, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openPdf, readCodes, threshold } from '../print/raster.ts'
import { openBrowser } from '../site/browser.ts'
import { runPlatform } from './running.ts'

/** The journeys of the people, in a real browser on the platform that `npm start` runs. Pictures are kept in tests/artefacts. */
let platform: Awaited<ReturnType<typeof runPlatform>>
let browser: Browser
let context: BrowserContext
let page: Page
const pictures = resolve(import.meta.dirname, '../artefacts')
const look = (name: string) => page.screenshot({ path: join(pictures, `story-${name}.png`), fullPage: true })
const serious = async () => {
  const { violations } = await new AxeBuilder({ page }).analyze()
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)
}

beforeAll(async () => {
  mkdirSync(pictures, { recursive: true })
  ;[platform, browser] = await Promise.all([runPlatform(), openBrowser()])
  context = await browser.newContext({ viewport: { width: 360, height: 740 }, locale: 'vi-VN' })
  page = await context.newPage()
}, 90_000)
afterAll(async () => {
  await browser?.close()
  await platform?.stop()
})

const api = (path: string, init: RequestInit = {}) =>
  fetch(platform.ready.origin + path, {
    ...init,
    headers: { authorization: `Bearer ${platform.ready.apiKey}`, 'content-type': 'application/json', ...init.headers },
  })

describe('a script', () => {
  test('finds in .nguon/ready.json where EPCIS events are sent and asked for, and the header that lets it', async () => {
    const { epcis } = platform.ready
    const headers = { authorization: epcis.authorization, 'content-type': 'application/json' }
    const event = {
      ...{
        type: 'ObjectEvent',
        action: 'OBSERVE',
        bizStep: 'receiving',
        quantityList: [{ epcClass: 'https://id.gs1.org/01/04012345123456/10/L1' }],
      },
      ...{ eventTime: '2026-11-20T08:00:00+07:00', eventTimeZoneOffset: '+07:00', eventID: 'urn:x-nguon:script:1' },
    }
    const document = {
      '@context': ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld'],
      ...{ type: 'EPCISDocument', schemaVersion: '2.0', creationDate: '2026-11-20T09:00:00+07:00' },
      epcisBody: { eventList: [event] },
    }
    const sent = await fetch(epcis.capture, { method: 'POST', headers, body: JSON.stringify(document) })
    expect([sent.status, (await sent.json()).success]).toEqual([202, true])
    const found = await fetch(`${epcis.events}?EQ_eventID=${event.eventID}`, { headers })
    expect((await found.json()).epcisBody.queryResults.resultsBody.eventList).toMatchObject([event])
  })
})

describe('a shopper', () => {
  test('scans a stamp off a printed sheet and reads the verdict first, which no script had to write', async () => {
    const { gtin, lot } = platform.ready.stamp
    const sheet = await api(`/v1/products/${gtin}/lots/${lot}/stamps/sheet?first=0&last=64&template=65`)
    expect(sheet.headers.get('content-type')).toBe('application/pdf')
    const pdf = await openPdf(new Uint8Array(await sheet.arrayBuffer()))
    const codes = await readCodes(threshold(await pdf.raster(1, 12)))
    expect(codes).toHaveLength(65)
    const scanned = codes.find((text) => !text.endsWith(platform.ready.stamp.serial))!
    await page.goto(scanned)
    expect(page.url()).toContain(`/tem/${gtin}/${lot}/`)
    expect(await page.locator('h1').first().textContent()).toContain('Tem hợp lệ')
    const silent = await browser.newContext({ javaScriptEnabled: false })
    const still = await silent.newPage()
    await still.goto(page.url())
    expect(await still.locator('h1').first().textContent()).toContain('Tem hợp lệ')
    await silent.close()
    expect(await serious()).toEqual([])
    await look('scan')
    await page.goto(scanned.replace(/.{4}$/, 'ZZZZ'))
    expect(await page.locator('h1').first().textContent()).toContain('Không phải mã')
    await look('not-ours')
  }, 60_000)

  test('checks the history of the lot on the phone itself, and is told which event somebody changed', async () => {
    const { gtin, lot } = platform.ready.stamp
    await page.goto(`${platform.ready.origin}/tem/${gtin}/${lot}`)
    await page.getByRole('link', { name: 'Kiểm lịch sử' }).click()
    const check = page.getByRole('button', { name: 'Kiểm ngay trên máy này' })
    const found = page.locator('[data-found]')
    await check.click()
    await expect.poll(() => found.textContent()).toContain('Còn nguyên: 4 việc')
    expect(await found.textContent()).toContain('đã vào sổ gốc')
    expect(await serious()).toEqual([])
    await look('history')
    await page.route('**/history', async (route) => {
      const file = await (await route.fetch()).json()
      file.events[1].event.eventTime = '2026-01-01T00:00:00.000Z'
      await route.fulfill({ json: file })
    })
    await check.click()
    await expect.poll(() => found.textContent()).toContain('Việc số 2 đã bị sửa.')
    await page.unroute('**/history')
  })

  test('checks a history file with the network off, against the key seen before', async () => {
    const { gtin, lot } = platform.ready.stamp
    const file = await (await api(`/v1/products/${gtin}/lots/${lot}/history`)).json()
    await page.goto(`${platform.ready.origin}/lich-su`)
    expect(await serious()).toEqual([])
    const give = (it: object) =>
      page
        .locator('[data-verify-file]')
        .setInputFiles({ name: 'lich-su.json', mimeType: 'application/json', buffer: Buffer.from(JSON.stringify(it)) })
    const found = page.locator('[data-found]')
    await give(file)
    await expect.poll(() => found.textContent()).toContain('Còn nguyên')
    expect(await found.textContent()).not.toContain('Khóa lấy từ chính tệp')
    await context.setOffline(true)
    await give({ ...file, events: file.events.toSpliced(2, 1) })
    await expect.poll(() => found.textContent()).toContain('Việc số 3 đã bị bỏ đi.')
    await context.setOffline(false)
  })

  test('finds fish sauce without its marks, on the list and in English', async () => {
    await page.goto(`${platform.ready.origin}/hang?q=nuoc+mam`)
    expect(await page.locator('main').textContent()).toContain('Nước mắm')
    await page.goto(`${platform.ready.origin}/en/hang?q=nuoc+mam`)
    expect(await page.locator('html').getAttribute('lang')).toBe('en')
    expect(await page.locator('main').textContent()).toContain('Nước mắm')
  })

  test('orders as a guest with JavaScript off, pays by the code, and sees it paid on the order’s own link', async () => {
    const silent = await browser.newContext({ viewport: { width: 360, height: 740 }, javaScriptEnabled: false })
    page = await silent.newPage()
    await page.goto(`${platform.ready.origin}${platform.ready.product.path}`)
    await look('product')
    await page.locator('.buy-bar .btn').click()
    await page.locator('[name=name]').fill('Khách Thử')
    await page.locator('[name=phone]').fill('0911 222 333')
    await page.locator('[name=line]').fill('Thôn 3, gần chợ')
    const commune = page.locator('[name=commune]')
    if ((await commune.evaluate((it) => it.tagName)) === 'SELECT') await commune.selectOption('14797')
    else await commune.fill('Phường Hạc Thành')
    await page.locator('[name=method][value=vietqr]').check()
    await page.locator('button[value=review]').click()
    await look('review')
    await page.locator('button[value=place]').click()
    await page.waitForURL(/\/don\//)
    await look('pay')
    const link = new URL(page.url())
    const order = await (
      await api(`/v1/orders/${link.pathname.split('/').pop()}?k=${link.searchParams.get('k')}`)
    ).json()
    expect(order).toMatchObject({ state: 'awaiting', method: 'vietqr' })
    expect(readVietQr(order.vietqr.payload)).toMatchObject({ dong: order.total, purpose: order.ref })
    const paid = await fetch(`${platform.ready.origin}/dev/bank`, {
      method: 'POST',
      headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ qr: order.vietqr.payload }),
    })
    expect(paid.status).toBe(200)
    await page.reload()
    expect(await page.locator('main').textContent()).toMatch(/đã nhận|đã trả|Đã chuyển|đã thanh toán/i)
    await look('paid')
    await silent.close()
    page = await context.newPage()
  }, 60_000)
})

describe('a buyer with a card', () => {
  test('is led to the card page for the exact total, pays there, and comes back to a paid order', async () => {
    const order = { product: platform.ready.stamp.gtin, quantity: 1, method: 'card' }
    const buyer = { name: 'Khách Thử', phone: '0911222333', address: 'Thôn 3', commune: '14797' }
    const placed = await (await api('/v1/orders', { method: 'POST', body: JSON.stringify({ ...order, buyer }) })).json()
    const card = await (await api(`/v1/orders/${placed.ref}/card?k=${placed.token}`, { method: 'POST' })).json()
    await page.goto(card.url)
    expect(await page.locator('body').textContent()).toContain(placed.total.toLocaleString('vi-VN'))
    await look('card')
    await page.locator('button').first().click()
    await page.waitForURL(/\/don\//)
    const shown = await (await api(`/v1/orders/${placed.ref}?k=${placed.token}`)).json()
    expect(shown).toMatchObject({ state: 'paid', paid: placed.total })
    await look('card-paid')
  }, 60_000)
})

describe('a phone that scanned a lot', () => {
  /** Somebody at their desk, without a script. */
  const atDesk = async (phone: string) => {
    const send = (path: string, body: object) =>
      fetch(platform.ready.origin + path, {
        ...{ method: 'POST', body: JSON.stringify(body) },
        headers: { 'content-type': 'application/json' },
      })
    await send('/v1/login', { phone })
    const inbox: { text: string }[] = await (await fetch(`${platform.ready.inbox}.json?to=${phone}`)).json()
    const code = inbox[0]?.text.match(/\d{6}/)?.[0]
    const cookie = (await send('/v1/login/code', { phone, code })).headers.get('set-cookie')!.split(';')[0]!
    const [name = '', value = ''] = cookie.split('=')
    const desk = await browser.newContext({ javaScriptEnabled: false })
    // Chromium takes its own machine for safe enough to send a cookie of `__Host-` there.
    await desk.addCookies([{ name, value, url: platform.ready.origin.replace('http:', 'https:'), secure: true }])
    return desk.newPage()
  }
  const told = () => page.locator('.recall-told')

  test('is told of its recall on the next page it opens, whichever that is, until it says that it knows', async () => {
    const { gtin, lot, link } = platform.ready.stamp
    const { officer, operator } = platform.ready.people
    await page.goto(link)
    await page.goto(platform.ready.origin)
    expect(await told().count()).toBe(0)
    const said = { reason: 'Một mẻ ủ quá nóng, có thể nhiễm khuẩn.', advice: 'Không dùng, mang lại nơi mua.' }
    const proposer = await atDesk(officer.phone)
    await proposer.goto(`${platform.ready.origin}/can-bo/thu-hoi/moi/${gtin}?lo=${lot}`)
    await proposer.locator('button[value=propose]').click()
    expect(await proposer.locator('.refused').count()).toBe(1)
    await proposer.locator('[name=reason]').fill(said.reason)
    await proposer.locator('[name=advice]').fill(said.advice)
    await proposer.locator('[name=contact]').fill('Trạm y tế xã')
    await proposer.locator('button[value=look]').click()
    expect(await proposer.locator('#anh-huong').textContent()).toContain(lot)
    await proposer.locator('button[value=propose]').click()
    await proposer.waitForURL(/thu-hoi\/rc/)
    expect(await proposer.locator('button[value=confirm]').count()).toBe(0)
    const confirmer = await atDesk(operator.phone)
    await confirmer.goto(`${platform.ready.origin}/can-bo/thu-hoi`)
    await confirmer.getByRole('link', { name: lot }).click()
    await confirmer.locator('button[value=confirm]').click()
    expect(await confirmer.locator('.toast').textContent()).toContain('Đã xác nhận')
    await confirmer.screenshot({ path: join(pictures, 'story-recall-desk.png'), fullPage: true })
    await page.route('**/recalls.json', (route) =>
      route.continue({ headers: { ...route.request().headers(), 'cache-control': 'no-cache' } }),
    )
    await page.goto(`${platform.ready.origin}/hang`)
    await expect.poll(() => told().textContent()).toContain(`Lô ${lot}`)
    expect(await serious()).toEqual([])
    await look('recall-told')
    await told().getByRole('link').click()
    expect(await page.locator('main').textContent()).toContain(said.advice)
    await look('recall')
    await page.goto(`${platform.ready.origin}/en/thu-hoi`)
    await expect.poll(() => page.locator('.remembered li').textContent()).toContain('recalled')
    expect(await serious()).toEqual([])
    await look('recalls-en')
    await page.goto(link)
    expect(await page.locator('h1').first().textContent()).toContain('Dừng sử dụng')
    expect(await told().count()).toBe(0)
    await look('recalled')
    await page.goto(platform.ready.origin)
    await told().getByRole('button').click()
    await page.reload({ waitUntil: 'networkidle' })
    expect(await told().count()).toBe(0)
  }, 60_000)

  test('forgets everything when it is asked to, and remembers nothing from then on', async () => {
    await page.goto(`${platform.ready.origin}/thu-hoi`)
    await page.getByRole('button', { name: 'Quên hết' }).click()
    expect(await page.locator('.remembered li').count()).toBe(0)
    await page.goto(platform.ready.stamp.link)
    await page.goto(`${platform.ready.origin}/thu-hoi`)
    expect(await page.locator('[data-says]').textContent()).toContain('không nhớ')
    expect(await page.evaluate(() => localStorage.getItem('nguon.lots'))).toBeNull()
  })

  test('keeps what it remembers to itself: the list it asks for is the same file for everybody', async () => {
    const asked: string[] = []
    page.on('request', (request) => asked.push(`${request.method()} ${request.url()} ${request.postData() ?? ''}`))
    await page.goto(`${platform.ready.origin}/thu-hoi`)
    await page.getByRole('button', { name: 'Nhớ lại' }).click()
    await page.goto(platform.ready.stamp.link)
    asked.length = 0
    await page.goto(platform.ready.origin, { waitUntil: 'networkidle' })
    const { gtin, lot } = platform.ready.stamp
    expect(asked.some((it) => it.startsWith(`GET ${platform.ready.origin}/recalls.json `))).toBe(true)
    expect(asked.filter((it) => it.includes(`${gtin}|${lot}`) || it.startsWith('POST'))).toEqual([])
  })
})
