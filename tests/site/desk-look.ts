/*
 * Pictures of the screens behind the log-in, for eyes, from a running platform:
 * `NGUON_AT=http://localhost:4000 npm exec -- node tests/site/desk-look.ts [name…] [--vi|--en] [--360|--1440]`
 */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser, BrowserContext } from 'playwright-core'
import { openBrowser } from './browser.ts'

const at = process.env.NGUON_AT ?? 'http://localhost:4000'
const phones = { household: '0900000003', officer: '0900000002', operator: '0900000001' }
type Who = keyof typeof phones

async function cookieOf(phone: string): Promise<string> {
  const post = (path: string, body: unknown) =>
    fetch(at + path, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) })
  await post('/v1/login', { phone })
  const inbox = (await (await fetch(`${at}/dev/inbox.json?to=${phone}`)).json()) as
    | { messages?: { text: string }[] }
    | { text: string }[]
  const codes = (Array.isArray(inbox) ? inbox : (inbox.messages ?? [])).map((it) => it.text.match(/\d{6}/)?.[0])
  for (const code of codes) {
    if (!code) continue
    const opened = await post('/v1/login/code', { phone, code })
    if (opened.ok) return opened.headers.get('set-cookie')?.split(';')[0]?.split('=')[1] ?? ''
  }
  throw new Error(`no code opens ${phone}: ${JSON.stringify(inbox).slice(0, 400)}`)
}

const pages: Record<string, [Who | 'nobody', string]> = {
  login: ['nobody', '/vao'],
  'login-needed': ['nobody', '/ho'],
  devices: ['household', '/vao/may'],
  'not-yours': ['household', '/can-bo'],
  'ho-today': ['household', '/ho'],
  'ho-orders': ['household', '/ho/don'],
  'ho-add': ['household', '/ho/them'],
  'ho-products': ['household', '/ho/mon'],
  'ho-product': ['household', '/ho/mon/{own}'],
  'ho-lots': ['household', '/ho/mon/{own}/lo'],
  'ho-links': ['household', '/ho/mon/{own}/lien-ket'],
  'ho-links-edit': ['household', '/ho/mon/{own}/lien-ket?sua=0'],
  'ho-diary': ['household', '/ho/nhat-ky'],
  'ho-diary-spray': ['household', '/ho/nhat-ky?viec=spraying'],
  'ho-diary-crop': ['household', '/ho/nhat-ky/vu'],
  'ho-stamps': ['household', '/ho/tem?mon={own}'],
  'ho-scans': ['household', '/ho/tem/quet?mon={own}'],
  'ho-print': ['household', '/ho/tem/in?mon={own}'],
  'ho-print-roll': ['household', '/ho/tem/in?mon={own}&tu=0&den=99&giay=35x22'],
  'ho-print-offline': ['household', '/ho/tem/in?mon={own}&tu=0&den=99&giay=24&soi=1'],
  'ho-print-low': ['household', '/ho/tem/in?mon={own}&tu=0&den=99&giay=65&soi=1'],
  'ho-printers': ['household', '/ho/tem/may-in'],
  'officer-print': ['officer', '/can-bo/tem/in?mon={own}'],
  'officer-printers': ['officer', '/can-bo/tem/may-in'],
  'officer-lots': ['officer', '/can-bo/mon/{own}/lo'],
  'officer-passport': ['officer', '/can-bo/ho-chieu/{own}/{lot}'],
  'officer-stamps': ['officer', '/can-bo/tem?mon={own}'],
  'officer-scans': ['officer', '/can-bo/co-so/{maker}/quet'],
  'officer-diary': ['officer', '/can-bo/nhat-ky/{maker}'],
  'officer-diary-spray': ['officer', '/can-bo/nhat-ky/{maker}?viec=spraying'],
  'officer-crop': ['officer', '/can-bo/nhat-ky/{maker}/vu'],
  'officer-work': ['officer', '/can-bo'],
  'officer-task': ['officer', '/can-bo?mon={waiting}'],
  'officer-imports': ['officer', '/can-bo/nhap'],
  'officer-import': ['officer', '/can-bo/nhap/{import}'],
  'officer-makers': ['officer', '/can-bo/co-so?xa=14797'],
  'officer-maker': ['officer', '/can-bo/co-so/{maker}'],
  'officer-product': ['officer', '/can-bo/mon/{ranked}'],
  'operator-people': ['operator', '/dieu-hanh'],
  'operator-keys': ['operator', '/dieu-hanh/khoa'],
  'officer-recalls': ['officer', '/can-bo/thu-hoi'],
  'officer-recall': ['officer', '/can-bo/thu-hoi/{recall}'],
  'officer-recall-new': ['officer', '/can-bo/thu-hoi/moi/{own}'],
  'officer-reports': ['officer', '/can-bo/khieu-nai'],
  'officer-report': ['officer', '/can-bo/khieu-nai/{report}'],
  'officer-links': ['officer', '/can-bo/mon/{own}/lien-ket'],
  'operator-numbers': ['operator', '/dieu-hanh/ma-so'],
  'operator-money': ['operator', '/dieu-hanh/tien'],
  'operator-audit': ['operator', '/dieu-hanh/nhat-ky'],
}

const wanted = process.argv.slice(2).filter((name) => !name.startsWith('--'))
const langs = process.argv.includes('--en') ? ['en'] : process.argv.includes('--vi') ? ['vi'] : ['vi', 'en']
const widths = process.argv.includes('--360') ? [360] : process.argv.includes('--1440') ? [1440] : [360, 1440]
const big = process.argv.includes('--big')
const out = new URL('../artefacts/', import.meta.url)
mkdirSync(out, { recursive: true })

// Codes are rationed, so a session is kept from one run to the next.
const file = join(tmpdir(), `nguon-desk-look-${new URL(at).port}.json`)
const before = existsSync(file) ? (JSON.parse(readFileSync(file, 'utf8')) as Record<string, string>) : {}
const cookies = new Map<string, string>(Object.entries(before))
for (const who of Object.keys(phones) as Who[]) {
  const cookie = `__Host-nguon=${cookies.get(who)}`
  if (!(await fetch(`${at}/v1/me`, { headers: { cookie } })).ok) cookies.set(who, await cookieOf(phones[who]))
}
writeFileSync(file, JSON.stringify(Object.fromEntries(cookies)))
const call = async (who: Who, path: string) =>
  (await (await fetch(at + path, { headers: { cookie: `__Host-nguon=${cookies.get(who)}` } })).json()) as Record<
    string,
    never
  >

type Listed = {
  items?: { id: string; lot?: string; number?: string; product?: { id: string }; publication?: { state: string } }[]
}
const me = (await call('household', '/v1/me')) as unknown as { roles: { maker?: string }[] }
const maker = me.roles.find((role) => role.maker)?.maker ?? ''
const own = (await call('household', `/v1/producers/${maker}/products`)) as Listed
const published = own.items?.find((it) => it.publication?.state === 'published')?.id
const lots = (await call('household', `/v1/products/${published}/lots`)) as Listed
const work = (await call('officer', '/v1/worklist')) as Listed
const imports = (await call('officer', '/v1/imports').catch(() => ({}))) as Listed
const recalls = (await call('officer', '/v1/recall-desk?province=38').catch(() => ({}))) as Listed
const reports = (await call('officer', '/v1/report-desk?only=open').catch(() => ({}))) as Listed
const ranked = (await call('officer', '/v1/products?stars=4&limit=1')) as Listed
const known: Record<string, string | undefined> = {
  own: published,
  maker,
  lot: lots.items?.[0]?.lot,
  recall: recalls.items?.[0]?.id,
  report: reports.items?.[0]?.number,
  waiting: work.items?.[0]?.product?.id,
  import: imports.items?.[0]?.id,
  ranked: ranked.items?.[0]?.id,
}

async function signed(browser: Browser, who: Who | 'nobody', width: number): Promise<BrowserContext> {
  const value = cookies.get(who)
  // A `__Host-` cookie cannot be planted over http, only sent.
  return browser.newContext({
    ...{ viewport: { width, height: width === 360 ? 740 : 900 }, deviceScaleFactor: width === 360 ? 2 : 1 },
    ...(value ? { extraHTTPHeaders: { cookie: `__Host-nguon=${value}` } } : {}),
  })
}

const browser = await openBrowser()
try {
  for (const width of widths) {
    for (const [name, [who, path]] of Object.entries(pages)) {
      if (
        wanted.length > 0 &&
        !wanted.some((one) => name === one || (one.endsWith('*') && name.startsWith(one.slice(0, -1))))
      )
        continue
      const filled = path.replace(/\{(\w+)\}/g, (_, word: string) => known[word] ?? '')
      if (/\{(\w+)\}/.test(path) && filled.endsWith('/')) continue
      const context = await signed(browser, who, width)
      const page = await context.newPage()
      page.on('console', (message) => message.type() === 'error' && console.log(name, message.text()))
      for (const lang of langs) {
        await page.goto(at + (lang === 'en' ? `/en${filled}` : filled), { waitUntil: 'load' })
        if (big) await page.evaluate(() => document.documentElement.style.setProperty('font-size', '130%'))
        await page.evaluate(() => document.fonts.ready)
        const wide = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        )
        if (wide > 0) console.log(`${name} ${width} ${lang}: ${wide}px too wide`)
        await page.screenshot({
          path: fileURLToPath(new URL(`${name}-${width}-${lang}${big ? '-big' : ''}.png`, out)),
          fullPage: true,
        })
      }
      await context.close()
    }
  }
} finally {
  await browser.close()
}
