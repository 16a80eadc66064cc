import { AxeBuilder } from '@axe-core/playwright'
import type { Browser } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openBrowser } from './browser.ts'
import { fakeHouse, order } from './fake-house.ts'
import { cards } from './goods.ts'
import { serveSite } from './serving.ts'

let browser: Browser
let site: Awaited<ReturnType<typeof serveSite>>

const evil = `<img src=x onerror=window.hurt=1></script><script>window.hurt=2</script>"'`
const goods = [
  ...cards,
  { ...cards[0]!, id: 'XAU00001', name: evil, nameEn: evil, maker: { ...cards[0]!.maker, name: evil } },
]

beforeAll(async () => {
  const house = fakeHouse({ goods, orders: { [order.ref]: order } })
  site = await serveSite((origin) => ({ ...house, origin }))
  browser = await openBrowser()
})
afterAll(async () => {
  await browser?.close()
  await site?.close()
})

const stamp = '/tem/09520123456788/AT-2611/K7MQ2R9DFH3P'
const paths = [
  '/',
  '/hang',
  '/hang/09520123456788',
  '/co-so/hoan-ngoc',
  '/dat/09520123456788',
  '/don/DHK7M2Q9R4W?k=t',
  '/tem',
  '/ve-tem',
  stamp,
  '/tem/09520123456788/AT-2611/MANY00000000',
]

describe('in a real browser', () => {
  test('nothing serious stands in the way of those who listen or type instead of looking and tapping', async () => {
    const context = await browser.newContext({ viewport: { width: 360, height: 740 } })
    const page = await context.newPage()
    const found: string[] = []
    for (const path of [...paths, `/en${stamp}`, '/en/hang/09520123456788']) {
      await page.goto(site.origin + path)
      const { violations } = await new AxeBuilder({ page })
        .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa', 'best-practice'])
        .analyze()
      found.push(
        ...violations
          .filter(({ impact }) => impact === 'serious' || impact === 'critical')
          .map(({ id, nodes }) => `${path} ${id} ${nodes[0]?.html.slice(0, 120)}`),
      )
    }
    await context.close()
    expect(found).toEqual([])
  })

  test('no page is wider than a phone, nor with letters at 130 %', async () => {
    const context = await browser.newContext({ viewport: { width: 360, height: 740 } })
    const page = await context.newPage()
    const wide: string[] = []
    for (const size of ['100%', '130%']) {
      for (const path of [
        ...paths,
        '/hang/SUAHAT01',
        '/hang/DUAKIM36',
        '/en',
        '/en/hang/SUAHAT01',
        '/en/dat/09520123456788',
        '/en/don/DHK7M2Q9R4W?k=t',
        `/en${stamp}`,
      ]) {
        await page.goto(site.origin + path)
        const over = await page.evaluate((size) => {
          document.documentElement.style.fontSize = size
          return document.documentElement.scrollWidth - document.documentElement.clientWidth
        }, size)
        if (over > 0) wide.push(`${path} at ${size}: ${over}px`)
      }
    }
    await context.close()
    expect(wide).toEqual([])
  })

  test('what can be tapped is at least 44 px high, links inside sentences aside', async () => {
    const context = await browser.newContext({ viewport: { width: 360, height: 740 } })
    const page = await context.newPage()
    const small: string[] = []
    for (const path of paths) {
      await page.goto(site.origin + path)
      const found = await page.evaluate(() =>
        [
          ...document.querySelectorAll<HTMLElement>(
            'a[href], button, input:not([type=hidden]):not([type=radio]), select, summary',
          ),
        ]
          .filter(
            (one) =>
              one.offsetParent !== null &&
              !one.closest('p, li > div, .skip, .card, .search') &&
              one.getBoundingClientRect().height < 44,
          )
          .map((one) => `${one.outerHTML.slice(0, 80)} ${one.getBoundingClientRect().height}`),
      )
      small.push(...found.map((one) => `${path} ${one}`))
    }
    await context.close()
    expect(small).toEqual([])
  })

  test('a guest orders from the list to the payment code with JavaScript off', async () => {
    const context = await browser.newContext({ viewport: { width: 360, height: 740 }, javaScriptEnabled: false })
    const page = await context.newPage()
    await page.goto(`${site.origin}/hang?q=atiso`)
    await page.click('.card a')
    await page.fill('#quantity', '3')
    await page.click('.buy-bar button')
    await page.fill('#name', 'Người nhận ví dụ')
    await page.fill('#phone', '0912345678')
    await page.selectOption('#commune', '14797')
    await page.fill('#line', 'Thôn 3')
    await page.click('button[value=review]')
    await page.click('button[value=place]')
    expect(new URL(page.url()).pathname).toBe('/don/DHK7M2Q9R4W')
    expect(await page.locator('.qr svg').count()).toBe(1)
    await context.close()
  })

  test('markup in names, searches and notes is never run, and nothing breaks the policy', async () => {
    const context = await browser.newContext()
    const page = await context.newPage()
    const complaints: string[] = []
    page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()))
    page.on('pageerror', (error) => complaints.push(String(error)))
    for (const path of [
      '/',
      '/hang',
      '/hang/XAU00001',
      '/en/hang/XAU00001',
      '/dat/XAU00001',
      `/hang?q=${encodeURIComponent(evil)}`,
      '/tem/XAU00001/AT-2611/K7MQ2R9DFH3P',
      `/tem?so=${encodeURIComponent(evil)}`,
      ...paths,
    ]) {
      await page.goto(site.origin + path)
      expect(await page.evaluate(() => Reflect.get(window, 'hurt')), path).toBeUndefined()
    }
    await context.close()
    expect(complaints).toEqual([])
  })

  test('the stepper’s buttons come out where they can act', async () => {
    const context = await browser.newContext()
    const page = await context.newPage()
    await page.goto(`${site.origin}/hang/09520123456788`)
    await page.click('[data-by="1"]')
    expect(await page.inputValue('#quantity')).toBe('2')
    await context.close()
  })
})
