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
  test('scans a stamp off a printed sheet and reads the verdict first, without a script', async () => {
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
    expect(await page.locator('script').count()).toBe(0)
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
