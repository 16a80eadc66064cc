import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { AxeBuilder } from '@axe-core/playwright'
import { rollOf } from '@nguon/print/roll'
import { printStrip } from '@nguon/print/strip'
import { offlineKeys, offlineSigner } from '@nguon/trace/offline-sign'
import { humanSerial, serialOf, stampKeys } from '@nguon/trace/stamp'
import type { Browser, BrowserContext } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { PublicRecall } from '../../site/src/features/recall/recall.ts'
import { joined } from '../print/job.ts'
import { page as asked, read } from './asking.ts'
import { openBrowser } from './browser.ts'
import { fakeHouse } from './fake-house.ts'
import { photograph } from './photo.ts'
import { serveSite } from './serving.ts'

const ring = stampKeys([{ id: 0, secret: new Uint8Array(32).fill(1) }])
const other = stampKeys([{ id: 0, secret: new Uint8Array(32).fill(2) }])
const [product, lot] = ['09520123456788', 'AT-2611']
const serial = serialOf(ring, product, 7)
const path = `/01/${product}/10/${lot}/21/${serial}`
const sign = (keys = ring, expires = '2099-05-18', of = lot) =>
  offlineSigner(keys, 0)(path.replace(lot, of), { product, lot: of, serial, made: '2026-11-18', expires })

const called: PublicRecall = {
  ...{ id: 'rc0123456789abcdef', product, name: 'Nước cốt hoa Atiso', state: 'live', since: '2026-11-20' },
  ...{ maker: { id: 'hoan-ngoc', name: 'Hoàn Ngọc' }, commune: '16432', province: '38', hazard: 'health' },
  ...{ reason: 'Chai hở nắp.', advice: 'Không uống.', contact: 'Trạm y tế xã', lots: ['AT-2610'], lifted: [] },
}

let browser: Browser
let site: Awaited<ReturnType<typeof serveSite>>
let context: BrowserContext

beforeAll(async () => {
  const house = fakeHouse({ stampKeys: offlineKeys(ring), recalls: [called] })
  site = await serveSite((origin) => ({ ...house, origin }))
  browser = await openBrowser()
  context = await browser.newContext({ viewport: { width: 360, height: 740 } })
  const first = await context.newPage()
  await first.goto(`${site.origin}/kiem-tra`)
  await first.waitForSelector('[data-ready]:not([hidden])')
  await context.setOffline(true)
}, 60_000)
afterAll(async () => {
  await browser?.close()
  await site?.close()
})

/** Opens a link as a phone's camera does, with no network, and reads the answer. */
async function open(link: string) {
  const page = await context.newPage()
  await page.goto(site.origin + link)
  const answer = page.locator('[data-result] .checked')
  await answer.waitFor()
  const text = (await answer.innerText()).replace(/\s+/g, ' ')
  return { page, text }
}
const altered = (link: string) => link.slice(0, -4) + (link.at(-4) === 'A' ? 'B' : 'A') + link.slice(-3)

describe('a phone without a network', () => {
  test('answers an offline stamp that it scans, and says what it could not ask', async () => {
    const { page, text } = await open(sign())
    expect(text).toContain('Mã đúng, kiểm tra khi không có mạng')
    expect(text).toContain(`Lô ${lot}`)
    expect(text).toContain('Hạn dùng 18/05/2099')
    expect(text).toContain(serial)
    expect(text).toContain('tem đã bị quét mấy lần, đã bị hủy hay báo mất chưa, lô có bị thu hồi gần đây không')
    expect(text).toContain('Lô này không có trong danh sách thu hồi của máy, cập nhật lúc')
    expect(text).toContain('Mã không chứng minh miếng tem trên tay bạn là tem gốc')
    expect(await page.locator('[data-again]').getAttribute('href')).toBe(`/tem/${product}/${lot}/${serial}`)
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)
    expect(wide).toBe(0)
    expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id)).toEqual([])
    await page.close()
  })

  test.each([
    ['altered in one letter', () => altered(sign()), 'Không phải mã của chúng tôi'],
    ['signed by another', () => sign(other), 'Không phải mã của chúng tôi'],
    ['cut short', () => sign().slice(0, -9), 'Không đọc được mã này'],
    ['past its date', () => sign(ring, '2026-11-20'), 'Mã đúng, nhưng hàng đã quá hạn'],
    ['of a lot that is called back', () => sign(ring, '2026-11-20', 'AT-2610'), 'Dừng sử dụng: lô này bị thu hồi'],
    ['of the small kind', () => path, 'Mã này cần mạng mới kiểm tra được'],
  ])('tells a stamp %s', async (_, link, said) => {
    const { page, text } = await open(link())
    expect(text).toContain(said)
    await page.close()
  })

  test('checks a link that is pasted, in English too, by the fallback where the browser has no Ed25519', async () => {
    const page = await context.newPage()
    await page.addInitScript(() => {
      const own = crypto.subtle.importKey.bind(crypto.subtle)
      crypto.subtle.importKey = ((...given: unknown[]) =>
        given[0] === 'raw' && (given[2] as { name?: string }).name === 'Ed25519'
          ? Promise.reject(new Error('an old WebView'))
          : (own as (...it: unknown[]) => Promise<CryptoKey>)(...given)) as typeof crypto.subtle.importKey
    })
    await page.goto(`${site.origin}/en/kiem-tra`)
    for (const [link, said] of [
      [sign(), 'Right code, checked without a network'],
      [altered(sign()), 'Not one of our codes'],
    ]) {
      await page.fill('#link', `https://nguon.test${link}`)
      await page.click('form[data-check] button')
      await page.locator('[data-result] h2', { hasText: said! }).waitFor()
    }
    await page.close()
  })

  test('asks again by itself when the network is back', async () => {
    const { page } = await open(sign().replace('/01/', '/tem/').replace('/10/', '/').replace('/21/', '/'))
    await context.setOffline(false)
    await page.waitForSelector('.verdict')
    await page.close()
    await context.setOffline(true)
  })
})

describe('what a phone keeps', () => {
  test('follows a new build: a page met with a network brings the files it will ask for', async () => {
    await context.setOffline(false)
    const page = await context.newPage()
    await page.goto(`${site.origin}/kiem-tra`)
    const reader = () =>
      page.evaluate(async () => {
        const kept = await (await caches.open('nguon-check-1')).keys()
        return kept.map(({ url }) => new URL(url).pathname).find((path) => path.startsWith('/assets/pixels.'))
      })
    const before = await reader()
    await page.evaluate(async (path) => {
      const cache = await caches.open('nguon-check-1')
      for (const { url } of await cache.keys()) if (/\.js$/.test(url) || url.endsWith(path)) await cache.delete(url)
    }, before!)
    expect(await reader()).toBeUndefined()
    await page.reload()
    await expect.poll(reader).toBe(before)
    await page.close()
    await context.setOffline(true)
  })
})

const camera = mkdtempSync(join(tmpdir(), 'nguon-camera-'))
afterAll(() => rmSync(camera, { recursive: true }))

describe('a phone without a reader of codes of its own', () => {
  test('reads an offline stamp from a photo, with no network, and sends the photo nowhere', async () => {
    const page = await context.newPage()
    await page.goto(`${site.origin}/kiem-tra`)
    expect(await page.evaluate(() => 'BarcodeDetector' in globalThis)).toBe(false)
    const asked: string[] = []
    page.on('request', (request) => asked.push(request.url()))
    const photo = await photograph(browser, `https://nguon.test${sign()}`)
    await page.setInputFiles('#photo-pick', { name: 'tem.jpg', mimeType: 'image/jpeg', buffer: photo })
    await page.locator('[data-result] h2', { hasText: 'Mã đúng, kiểm tra khi không có mạng' }).waitFor()
    expect(await page.locator('[data-result] .checked').innerText()).toContain(serial)
    expect(asked.map((url) => url.replace(/\.[\w-]+\.js$/, '.js'))).toEqual([
      `${site.origin}/assets/pixels.js`,
      `${site.origin}/.well-known/nguon-stamp-keys.json`,
      `${site.origin}/recalls.json`,
    ])
    expect((await new AxeBuilder({ page }).analyze()).violations.map(({ id }) => id)).toEqual([])
    await page.close()
  })

  test.each([203, 300] as const)('reads the photo of a label as a roll printer prints it at %i dpi', async (dpi) => {
    const strip = printStrip({
      ...{ roll: rollOf('50x30'), dpi, as: 'png', first: 7, last: 7, made: new Date('2026-11-18T02:00:00Z') },
      caption: { product: 'Nước cốt hoa Atiso', place: 'Hải Lĩnh, Thanh Hóa', lot: `Lô ${lot}` },
      stamp: () => ({ link: `HTTPS://NGUON.TEST${sign()}`, human: humanSerial(serial) }),
    })
    if ('code' in strip) throw new Error(strip.code)
    const label = await joined(strip.chunks)
    const page = await context.newPage()
    await page.goto(`${site.origin}/kiem-tra`)
    const buffer = await photograph(browser, label, { width: 1600, height: 1200, side: 760 })
    await page.setInputFiles('#photo-take', { name: 'tem.jpg', mimeType: 'image/jpeg', buffer })
    await page.locator('[data-result] h2', { hasText: 'Mã đúng, kiểm tra khi không có mạng' }).waitFor()
    await page.close()
  })

  test.each([
    ['of another’s code', 'https://shop.example/khuyen-mai', 'Đây không phải mã của tem'],
    ['of a small stamp', `https://nguon.test${path}`, 'Mã này cần mạng mới kiểm tra được'],
    ['without a code', undefined, 'Không thấy mã trong ảnh'],
  ])('says of a photo %s what it is', async (_, link, said) => {
    const page = await context.newPage()
    await page.goto(`${site.origin}/kiem-tra`)
    const photo = await photograph(browser, link)
    await page.setInputFiles('#photo-take', { name: 'tem.jpg', mimeType: 'image/jpeg', buffer: photo })
    await page.locator('[data-result] h2', { hasText: said }).waitFor()
    await page.close()
  })

  test('reads a stamp through the camera, by a policy that lets no code be made from text', async () => {
    const frame = await photograph(browser, `https://nguon.test${sign()}`, { width: 640, height: 480, side: 300 })
    writeFileSync(join(camera, 'stamp.mjpeg'), Buffer.concat([frame, frame]))
    const seeing = await openBrowser([
      '--use-fake-ui-for-media-stream',
      '--use-fake-device-for-media-stream',
      `--use-file-for-fake-video-capture=${join(camera, 'stamp.mjpeg')}`,
    ])
    try {
      const page = await seeing.newPage({ viewport: { width: 360, height: 740 } })
      const answer = await page.goto(`${site.origin}/kiem-tra`)
      expect(answer?.headers()['content-security-policy']).toContain("script-src 'self';")
      await page.click('[data-camera]')
      await page.locator('[data-result] h2', { hasText: 'Mã đúng, kiểm tra khi không có mạng' }).waitFor()
      expect(await page.locator('[data-video]').isVisible()).toBe(false)
    } finally {
      await seeing.close()
    }
  })

  test('says what to do when the camera is refused', async () => {
    const page = await context.newPage()
    await page.goto(`${site.origin}/kiem-tra`)
    await page.click('[data-camera]')
    await page.locator('[data-no-camera]', { hasText: 'Máy ảnh chưa mở được' }).waitFor()
    await page.close()
  })
})

describe('the check page without a script', () => {
  test('leads a link to its stamp’s own page, and says in words what it cannot read', async () => {
    const there = await asked(`/kiem-tra?link=${encodeURIComponent(`https://nguon.test${sign()}`)}`)
    expect([there.status, there.headers.get('location')]).toEqual([303, `/tem/${product}/${lot}/${serial}`])
    const wrong = await asked(`/kiem-tra?link=${encodeURIComponent(`https://nguon.test${path}?o=A`)}`)
    expect(read(wrong.html)).toContain('Đường dẫn thiếu hoặc thừa chữ')
    const small = await asked(`/kiem-tra?link=${encodeURIComponent(`https://nguon.test${path}`)}`)
    expect(small.headers.get('location')).toBe(`/tem/${product}/${lot}/${serial}`)
    const other = await asked(`/kiem-tra?link=${encodeURIComponent('https://shop.example/khuyen-mai')}`)
    expect(read(other.html)).toContain('Đây không phải mã của tem')
  })

  test('publishes the keys where they are looked for', async () => {
    const { html } = await asked('/.well-known/nguon-stamp-keys.json', fakeHouse({ stampKeys: offlineKeys(ring) }))
    expect(JSON.parse(html).keys).toEqual(offlineKeys(ring))
  })
})
