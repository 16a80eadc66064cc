/*
 * Pictures of the pages, for eyes: `npm exec -- node tests/site/look.ts [name…]` writes tests/artefacts/{page}-{width}-{lang}.png.
 */
import { mkdirSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { openBrowser } from './browser.ts'
import { fakeHouse, order } from './fake-house.ts'
import { serveSite } from './serving.ts'

const stamp = (serial: string) => `/tem/09520123456788/AT-2611/${serial}`
const pages: Record<string, string> = {
  passport: stamp('K7MQ2R9DFH3P'),
  'passport-again': stamp('K7MQ2R9DFH3Q'),
  'passport-many': stamp('MANY00000000'),
  'passport-quiet': stamp('QVJET0000000'),
  'passport-voided': stamp('V0JDED000000'),
  'passport-recalled': stamp('RECA00000000'),
  'passport-expired': stamp('PAST00000000'),
  'passport-not-ours': stamp('BAD000000000'),
  'passport-offline': stamp('NET000000000'),
  'passport-lot': '/tem/09520123456788/AT-2611',
  hand: '/tem',
  'hand-choose': '/tem?so=K7MQ+2R9D+FH3P+D&q=nuoc',
  home: '/',
  list: '/hang',
  'list-found': '/hang?q=nuoc&group=II',
  'list-empty': '/hang?q=sầu+riêng',
  product: '/hang/09520123456788',
  'product-ask': '/hang/DUAKIM36',
  'product-long': '/hang/SUAHAT01',
  maker: '/co-so/hoan-ngoc',
  order: '/dat/09520123456788?quantity=3',
  placed: '/don/DHK7M2Q9R4W?k=token',
  'placed-paid': '/don/DHPAID00000?k=token',
  'placed-cash': '/don/DHCASH00000?k=token',
  'placed-expired': '/don/DHPAST00000?k=token',
  'placed-cancelled': '/don/DHGONE00000?k=token',
  about: '/ve-tem',
  'copy-rules': '/luat-sao-chep',
  check: '/kiem-tra',
  missing: '/khong-co',
}

const orders = {
  [order.ref]: order,
  DHPAID00000: { ...order, ref: 'DHPAID00000', state: 'paid', paid: order.total },
  DHCASH00000: { ...order, ref: 'DHCASH00000', state: 'cash', method: 'cash' as const },
  DHPAST00000: { ...order, ref: 'DHPAST00000', state: 'expired' },
  DHGONE00000: { ...order, ref: 'DHGONE00000', state: 'cancelled' },
}

const wanted = process.argv.slice(2).filter((name) => !name.startsWith('--'))
const langs = process.argv.includes('--en') ? ['en'] : process.argv.includes('--vi') ? ['vi'] : ['vi', 'en']
const widths = process.argv.includes('--360') ? [360] : process.argv.includes('--1440') ? [1440] : [360, 1440]
const out = new URL('../artefacts/', import.meta.url)
mkdirSync(out, { recursive: true })

const served = await serveSite((origin) => ({ ...fakeHouse({ orders: { ...orders } }), origin }))
const browser = await openBrowser()
try {
  for (const width of widths) {
    const context = await browser.newContext({
      viewport: { width, height: width === 360 ? 740 : 900 },
      deviceScaleFactor: width === 360 ? 2 : 1,
    })
    const page = await context.newPage()
    for (const [name, path] of Object.entries(pages)) {
      if (
        wanted.length > 0 &&
        !wanted.some((one) => name === one || (one.endsWith('*') && name.startsWith(one.slice(0, -1))))
      )
        continue
      for (const lang of langs) {
        await page.goto(served.origin + (lang === 'en' ? `/en${path === '/' ? '' : path}` : path), {
          waitUntil: 'load',
        })
        await page.evaluate(() => document.fonts.ready)
        const wide = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        )
        if (wide > 0) console.log(`${name} ${width} ${lang}: ${wide}px too wide`)
        await page.screenshot({ path: fileURLToPath(new URL(`${name}-${width}-${lang}.png`, out)), fullPage: true })
      }
    }
    await context.close()
  }
} finally {
  await browser.close()
  await served.close()
}
