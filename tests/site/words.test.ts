import { readdirSync, readFileSync } from 'node:fs'
import { describe, expect, test } from 'vitest'
import { daysBetween, sayDay, sayMonth, sayWhen } from '../../site/src/day.ts'
import { barsOf } from '../../site/src/features/passport/verdict.ts'
import { changed, readList } from '../../site/src/features/shelf/list.ts'
import { inLang, pathsIn, readLang } from '../../site/src/paths.ts'
import { priceParts } from '../../site/src/price.ts'
import { sayChanged, sayVerb } from '../../site/src/text/audit.ts'
import { checkWords } from '../../site/src/text/check.ts'
import { copyWords } from '../../site/src/text/copy.ts'
import { reportWords } from '../../site/src/text/report.ts'
import { scansWords } from '../../site/src/text/scans.ts'
import { words } from '../../site/src/text/words.ts'

const now = new Date('2026-11-22T07:05:00Z')

function shape(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(shape)
  if (value && typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, shape(inner)]))
  return typeof value
}

describe('words', () => {
  test('English has every key Vietnamese has, of the same kind', () => {
    expect(shape(words.en)).toEqual(shape(words.vi))
    expect(shape(scansWords.en)).toEqual(shape(scansWords.vi))
    expect(shape(checkWords.en)).toEqual(shape(checkWords.vi))
    expect(shape(reportWords.en)).toEqual(shape(reportWords.vi))
    expect(shape(copyWords.en)).toEqual(shape(copyWords.vi))
  })

  test('nothing promises what a stamp cannot', () => {
    for (const lang of ['vi', 'en'] as const)
      expect(JSON.stringify([words[lang], reportWords[lang]])).not.toMatch(/100 ?%|chính hãng|guaranteed genuine|!/i)
  })
})

describe('days', () => {
  test.each([
    ['2026-11-18', 'vi', '18/11/2026'],
    ['2026-11-08', 'en', '8 Nov 2026'],
  ] as const)('%s in %s is %s', (day, lang, said) => {
    expect(sayDay(day, lang)).toBe(said)
  })

  test.each([
    ['2026-11-21T17:30:00Z', 'hôm nay 00:30'],
    ['2026-11-21T16:59:00Z', 'hôm qua 23:59'],
    ['2026-11-20T13:10:00Z', '20/11/2026 20:10'],
  ])('%s is said as "%s" by the clock of Vietnam', (instant, said) => {
    expect(sayWhen(instant, now, 'vi')).toBe(said)
  })

  test('months and spans', () => {
    expect(sayMonth('2026-03-01T00:00:00Z', 'vi')).toBe('03/2026')
    expect(sayMonth('2026-03-01', 'en')).toBe('Mar 2026')
    expect(daysBetween('2026-11-10', '2026-11-22')).toBe(12)
  })
})

test('a price has a loud part and a quiet part', () => {
  expect(priceParts({ is: 'exact', dong: 95_000, unit: 'chai 500 ml' }, 'vi')).toEqual({
    amount: '95.000 ₫',
    unit: '/chai 500 ml',
  })
  expect(priceParts({ is: 'range', from: 140_000, to: 260_000, unit: 'kg' }, 'en')).toEqual({
    amount: '140,000–260,000 ₫',
    unit: '/kg',
  })
  expect(priceParts({ is: 'ask' }, 'vi')).toEqual({ amount: 'Hỏi giá', unit: '' })
})

describe('addresses', () => {
  test.each([
    ['/en', 'en', '/'],
    ['/en/hang', 'en', '/hang'],
    ['/english', 'vi', '/english'],
    ['/', 'vi', '/'],
  ] as const)('%s is read as %s %s and written back', (path, lang, rest) => {
    expect(readLang(path)).toEqual({ lang, path: rest })
    expect(inLang(lang, rest)).toBe(path)
  })

  test('whatever stands in an id stays inside its segment', () => {
    expect(pathsIn('en').stamp('a/../b', undefined, 'x y')).toBe('/en/tem/a%2F..%2Fb/-/x%20y')
    expect(pathsIn('vi').list({ q: 'a&b=c' })).toBe('/hang?q=a%26b%3Dc')
  })

  test('filters that are none of ours are dropped, and a changed filter starts the list anew', () => {
    const query = readList(new URLSearchParams('q=+nem+&group=IX&stars=2&commune=abc&cursor=xyz'))
    expect(query).toEqual({ q: 'nem', cursor: 'xyz' })
    expect(changed(query, { stars: '4' })).toEqual({ q: 'nem', stars: '4' })
  })
})

test('bars keep the shape of the scans in at most 16 columns', () => {
  const hours = Object.fromEntries(
    Array.from({ length: 72 }, (_, at) => [new Date(Date.UTC(2026, 10, 19, at)).toISOString().slice(0, 13), at + 1]),
  )
  const bars = barsOf(hours)
  expect(bars.length).toBeLessThanOrEqual(16)
  expect(Math.max(...bars.map(({ height }) => height))).toBe(40)
  expect(bars.map(({ height }) => height)).toEqual(bars.map(({ height }) => height).toSorted((a, b) => a - b))
  expect(barsOf({})).toEqual([])
})

test('what a change touched is said in Vietnamese by its first part, and once', () => {
  expect(sayChanged(['price.dong', 'price.unit', 'pictures'], 'vi')).toBe('giá, ảnh')
  expect(sayChanged(['price.dong', 'pictures'], 'en')).toBe('price.dong, pictures')
})

test('the audit has words, in both languages, for every change that is written down', () => {
  const sources = ['functions', 'packages'].flatMap((room) =>
    readdirSync(new URL(`../../${room}/`, import.meta.url), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && !name.includes('node_modules'))
      .map((name) => readFileSync(new URL(`../../${room}/${name}`, import.meta.url), 'utf8')),
  )
  const written = new Set(
    sources.flatMap((text) => [...text.matchAll(/audited\(\s*c,\s*'([a-z]+\.[a-z-]+)'/g)].map(([, verb]) => verb!)),
  )
  expect(written.size).toBeGreaterThan(30)
  const missing = [...written].flatMap((verb) =>
    (['vi', 'en'] as const).filter((lang) => !sayVerb(verb, lang)).map((lang) => `${verb} ${lang}`),
  )
  expect(missing).toEqual([])
})
