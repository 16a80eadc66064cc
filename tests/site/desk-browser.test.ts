import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import AxeBuilder from '@axe-core/playwright'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openStory, type Story } from '../stories/house.ts'
import { placeNem } from '../stories/place.ts'
import { openBrowser } from './browser.ts'
import { clientFiles } from './built.ts'
import { storySite } from './desk-site.ts'

let story: Story
let server: Server
let at: string
let browser: Browser
let shop: Awaited<ReturnType<typeof placeNem>>
let cookies: Record<'nobody' | 'household' | 'officer' | 'operator', string>
let [proposed, called, reported] = ['', '', '']
let list = ''

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
  cookies = { nobody: '', household: shop.household, officer: shop.officer, operator: await story.logIn('0900000001') }
  await shop.must('POST', `/v1/products/${shop.product}/lots`, {
    as: shop.household,
    body: { lot: 'NC-2611', made: '2026-11-20' },
  })
  await shop.must('POST', `/v1/products/${shop.product}/lots/NC-2611/stamps`, {
    as: shop.household,
    body: { count: 130 },
  })
  const waiting = await shop.must('POST', '/v1/products', {
    as: shop.household,
    body: {
      maker: shop.maker,
      name: 'Chè lam Phủ Quảng gói bánh tráng mỏng nhân lạc vừng',
      group: 'I',
      price: { is: 'exact', dong: 35_000, unit: 'hộp' },
    },
  })
  await shop.must('POST', `/v1/products/${waiting.id}/publication`, { as: shop.household, body: { do: 'submit' } })
  await shop.must('PUT', `/v1/products/${shop.product}/links`, {
    as: shop.household,
    body: {
      version: 0,
      links: [
        {
          linkType: 'gs1:recipeInfo',
          href: 'https://nha.example/cach-an',
          title: 'Cách ăn nem chua cho đúng vị xứ Thanh',
        },
        {
          ...{ linkType: 'gs1:relatedVideo', href: `https://nha.example/${'phim-dai'.repeat(9)}`, title: 'Gói nem' },
          ...{ type: 'video/mp4', lot: 'NC-2611' },
        },
      ],
    },
  })
  await shop.must('POST', '/v1/prefixes', {
    as: story.operatorKey,
    body: { prefix: '9521234', last: 999, validFrom: '2026-11-01', source: 'Giấy chứng nhận số 12' },
  })
  const buyer = { name: 'Nguyễn Thị Ngọc Huyền', phone: '0912345678', address: 'Thôn 3', commune: '14797' }
  await shop.must('POST', '/v1/orders', { body: { product: shop.product, quantity: 2, buyer, method: 'cash' } })
  const csv =
    'STT,Tên sản phẩm,Nhóm sản phẩm,Tên chủ thể,Địa chỉ,Giá bán\n1,Mắm tép,Thực phẩm,HTX Mắm,"phường Hải Lĩnh, tỉnh Thanh Hóa",85k/chai\n2,Chiếu,Thủ công,HTX Cói,"phường Hải Lĩnh, tỉnh Thanh Hóa",12.5\n'
  const brought = await shop.must('POST', '/v1/imports?name=ocop.csv', {
    as: shop.officer,
    body: csv,
    headers: { 'content-type': 'text/csv' },
  })
  list = brought.id
  const words = {
    ...{ hazard: 'health', reason: 'Mẻ ngày 20/11 ủ quá nóng, có thể nhiễm khuẩn Listeria monocytogenes.' },
    ...{ advice: 'Không ăn. Mang lại nơi mua để được hoàn tiền.', contact: 'Trạm y tế phường, giờ hành chính' },
  }
  const propose = async (as: string) =>
    (
      await shop.must('POST', `/v1/products/${shop.product}/recalls`, {
        as,
        body: { scope: { is: 'lots', lots: ['NC-2611'] }, ...words },
      })
    ).id
  proposed = await propose(shop.household)
  called = await propose(shop.household)
  await shop.must('POST', `/v1/recalls/${called}/steps`, { as: shop.officer, body: { do: 'confirm' } })
  const sent = await shop.must('POST', '/v1/reports', {
    body: { kind: 'fake', product: shop.product, words: 'Tem in mờ' },
  })
  reported = sent.number
  await story.settled()
  server = createServer(async (incoming, outgoing) => {
    const url = new URL(incoming.url ?? '/', at)
    if (url.pathname.startsWith('/assets/')) {
      outgoing.writeHead(200, {
        'content-type': types[url.pathname.split('.').at(-1) ?? ''] ?? 'application/octet-stream',
      })
      return outgoing.end(readFileSync(new URL(`.${url.pathname}`, clientFiles)))
    }
    const chunks: Buffer[] = []
    for await (const chunk of incoming) chunks.push(chunk)
    const headers = new Headers(
      Object.entries(incoming.headers).map(([name, value]): [string, string] => [name, String(value)]),
    )
    const body = incoming.method === 'GET' || incoming.method === 'HEAD' ? null : Buffer.concat(chunks)
    const request = new Request(url, { method: incoming.method ?? 'GET', headers, body })
    const answer = await site(request)
    outgoing.writeHead(answer.status, Object.fromEntries(answer.headers))
    outgoing.end(Buffer.from(await answer.arrayBuffer()))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  at = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  browser = await openBrowser()
}, 120_000)
afterAll(async () => {
  await browser?.close()
  server?.close()
  await story?.close()
})

type Who = keyof typeof cookies
async function open(who: Who, path: string, width: number): Promise<Page> {
  // A `__Host-` cookie cannot be planted over http, only sent.
  const headers = cookies[who] ? { extraHTTPHeaders: { cookie: cookies[who] } } : {}
  const page = await (await browser.newContext({ viewport: { width, height: 740 }, ...headers })).newPage()
  await page.goto(at + path, { waitUntil: 'load' })
  return page
}

const screens: [string, Who, string, number][] = [
  ['the log-in', 'nobody', '/vao', 360],
  ['today', 'household', '/ho', 360],
  ['orders', 'household', '/en/ho/don', 360],
  ['adding a product', 'household', '/ho/them', 360],
  ['the products', 'household', '/en/ho/mon', 360],
  ['a product', 'household', '/ho/mon/09520123456788', 360],
  ['its lots', 'household', '/ho/mon/09520123456788/lo', 360],
  ['its links', 'household', '/ho/mon/09520123456788/lien-ket', 360],
  ['its links at a desk', 'officer', '/en/can-bo/mon/09520123456788/lien-ket', 1440],
  ['its stamps', 'household', '/ho/tem?mon=09520123456788&lo=NC-2611', 360],
  ['their scans', 'household', '/ho/tem/quet?mon=09520123456788&lo=NC-2611', 360],
  ['printing them', 'household', '/ho/tem/in?mon=09520123456788&lo=NC-2611', 360],
  ['printers and papers', 'household', '/en/ho/tem/may-in', 360],
  ['printing at a desk', 'officer', '/can-bo/tem/in?mon=09520123456788', 1440],
  ['lots at a desk', 'officer', '/can-bo/mon/09520123456788/lo', 1440],
  ['lots on an officer’s phone', 'officer', '/en/can-bo/mon/09520123456788/lo', 360],
  ['stamps at a desk', 'officer', '/can-bo/tem?mon=09520123456788&lo=NC-2611', 1440],
  ['stamps of a maker on an officer’s phone', 'officer', '/en/can-bo/tem?mon=09520123456788&lo=NC-2611', 360],
  ['scans at a desk', 'officer', '/can-bo/co-so/co-so-ba-mai/quet', 1440],
  ['scans on an officer’s phone', 'officer', '/en/can-bo/co-so/co-so-ba-mai/quet', 360],
  ['a maker’s diary at a desk', 'officer', '/can-bo/nhat-ky/co-so-ba-mai', 1440],
  ['a new crop on an officer’s phone', 'officer', '/en/can-bo/nhat-ky/co-so-ba-mai/vu', 360],
  ['recalls', 'household', '/ho/thu-hoi', 360],
  ['a proposal', 'household', '/ho/thu-hoi/moi/09520123456788?lo=NC-2611', 360],
  ['a proposed recall', 'household', '/en/ho/thu-hoi/{proposed}', 360],
  ['a recall in force', 'household', '/ho/thu-hoi/{called}', 360],
  ['recalls at a desk', 'officer', '/can-bo/thu-hoi', 1440],
  ['a proposal on an officer’s phone', 'officer', '/en/can-bo/thu-hoi/moi/09520123456788', 360],
  ['a recall to confirm', 'officer', '/can-bo/thu-hoi/{proposed}', 360],
  ['a recall to end', 'officer', '/can-bo/thu-hoi/{called}', 1440],
  ['reports', 'household', '/ho/khieu-nai', 360],
  ['reports at a desk', 'officer', '/can-bo/khieu-nai', 1440],
  ['a report', 'officer', '/can-bo/khieu-nai/{reported}', 1440],
  ['a report on an officer’s phone', 'officer', '/en/can-bo/khieu-nai/{reported}', 360],
  ['the worklist', 'officer', '/can-bo', 1440],
  ['one task on a phone', 'officer', '/en/can-bo?mon={waiting}', 360],
  ['bringing a list', 'officer', '/can-bo/nhap', 1440],
  ['a list to look at', 'officer', '/can-bo/nhap/{list}', 1440],
  ['the same on a phone', 'officer', '/en/can-bo/nhap/{list}', 360],
  ['makers', 'officer', '/can-bo/co-so?xa=14797', 1440],
  ['a maker', 'officer', '/can-bo/co-so/co-so-ba-mai', 360],
  ['papers', 'officer', '/can-bo/mon/09520123456788', 360],
  ['people', 'operator', '/dieu-hanh', 1440],
  ['people on a phone', 'operator', '/en/dieu-hanh', 360],
  ['keys', 'operator', '/dieu-hanh/khoa', 360],
  ['numbers', 'operator', '/dieu-hanh/ma-so', 1440],
  ['numbers on a phone', 'operator', '/en/dieu-hanh/ma-so', 360],
  ['money without an order', 'operator', '/dieu-hanh/tien', 1440],
  ['money without an order on a phone', 'operator', '/en/dieu-hanh/tien', 360],
  ['the audit', 'operator', '/dieu-hanh/nhat-ky', 1440],
]

/** Addresses with the ids that this run gave. */
const named = (path: string) =>
  Object.entries({ list, proposed, called, reported, waiting: '' }).reduce(
    (it, [name, id]) => it.replace(`{${name}}`, id),
    path,
  )

describe('every screen behind the log-in', () => {
  test.each(screens)(
    '%s (%s) has no serious finding of axe, and keeps to its width with larger text',
    async (_, who, path, width) => {
      const page = await open(who, named(path), width)
      const found = await new AxeBuilder({ page }).exclude('.header').analyze()
      const bad = found.violations.filter((it) => it.impact === 'serious' || it.impact === 'critical')
      expect(bad.map((it) => `${it.id}: ${it.nodes[0]?.html.slice(0, 160)}`)).toEqual([])
      for (const size of ['100%', '130%']) {
        await page.evaluate((size) => document.documentElement.style.setProperty('font-size', size), size)
        expect(
          await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
        ).toBe(0)
      }
      await page.context().close()
    },
  )

  test.each(screens.filter(([, who, , width]) => who === 'household' && width === 360))(
    '%s (%s) gives thumbs 48 px',
    async (_, who, path) => {
      const page = await open(who, named(path), 360)
      const small = await page.evaluate(() =>
        [
          ...document.querySelectorAll<HTMLElement>(
            'main .btn, main button, main select, main input:not([type=hidden],[type=radio],[type=checkbox],[type=file]), .tabs a, .chip, main summary',
          ),
        ]
          .filter((it) => it.offsetParent && it.getBoundingClientRect().height < 47.5)
          .map((it) => it.outerHTML.slice(0, 90)),
      )
      expect(small).toEqual([])
      await page.context().close()
    },
  )
})

describe('a household on a phone with a script', () => {
  test('keeps what was typed through a reload, and shows it as shoppers will see it', async () => {
    const page = await open('household', '/ho/them', 360)
    await page.fill('#name', 'Nem chua lá đinh lăng')
    await page.fill('#price', '60.000')
    await page.selectOption('#unit', 'chục')
    expect(await page.textContent('.preview-card')).toMatch(/Nem chua lá đinh lăng.*60\.000 ₫\/chục/s)
    await page.reload({ waitUntil: 'load' })
    expect(await page.inputValue('#name')).toBe('Nem chua lá đinh lăng')
    expect(await page.inputValue('#unit')).toBe('chục')
    expect(await page.isVisible('[data-draft-back]')).toBe(true)
    await page.context().close()
  })

  test('shrinks a picture to at most 200 KB before it is sent', async () => {
    const page = await open('household', '/ho/them', 360)
    const noisy = await page.evaluate(async () => {
      const canvas = document.createElement('canvas')
      canvas.width = 2000
      canvas.height = 1500
      const pen = canvas.getContext('2d')!
      const dots = pen.createImageData(2000, 1500)
      let seed = 7
      for (let at = 0; at < dots.data.length; at++) {
        seed = (seed * 1103515245 + 12345) % 2147483648
        dots.data[at] = at % 4 === 3 ? 255 : seed >> 23
      }
      pen.putImageData(dots, 0, 0)
      return canvas.toDataURL('image/jpeg', 0.95).split(',')[1] ?? ''
    })
    const buffer = Buffer.from(noisy, 'base64')
    expect(buffer.length).toBeGreaterThan(1_000_000)
    await page.setInputFiles('#picture', { name: 'anh.jpg', mimeType: 'image/jpeg', buffer })
    await page.waitForSelector('[data-camera-says]:not([hidden])')
    const sent = await page.evaluate(() => document.querySelector<HTMLInputElement>('#picture')?.files?.[0]?.size ?? 0)
    expect(sent).toBeGreaterThan(0)
    expect(sent).toBeLessThanOrEqual(200 * 1024)
    await page.context().close()
  })
})

test('an officer sees the checklist count up as points are ticked', async () => {
  const page = await open('officer', '/can-bo', 1440)
  await page.check('input[value=picture]')
  await page.check('input[value=name]')
  expect(await page.textContent('[data-checklist-says]')).toBe('2 trong 6 mục đã xong')
  await page.context().close()
})
