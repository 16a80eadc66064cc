import { describe, expect, test } from 'vitest'
import { fieldsOf, readMove, stepOf } from '../../site/src/features/recall/move.ts'
import { placeQuery } from '../../site/src/features/recall/place.ts'
import { readScope, readTyped, type TypedRecall } from '../../site/src/features/recall/propose.ts'
import { lotsOf, reachLines, scopeOf, toneOf } from '../../site/src/features/recall/recall.ts'

const form = (fields: Record<string, string | string[]>) => {
  const it = new FormData()
  for (const [name, values] of Object.entries(fields)) for (const value of [values].flat()) it.append(name, value)
  return it
}
const serials: Record<string, number> = { K7MQ2R9DFH3PX: 1_200, K7MQ2R9DFH3PY: 1_299 }
const house = {
  api: async (path: string) => {
    const index = serials[decodeURIComponent(path.split('/').pop()!).replace(/\s/g, '')]
    return index === undefined
      ? Response.json({ title: 'Số tem gõ sai.', status: 400 }, { status: 400 })
      : Response.json({ index })
  },
}
const typed = (fields: Record<string, string | string[]>): TypedRecall => readTyped(form(fields))
const scope = (fields: Record<string, string | string[]>) => readScope(house, '09520123456788', typed(fields), 'vi')
const ranges = (first: string, last: string, more = '') =>
  scope({ scope: 'ranges', rangeLot: 'NC-1', first, last, more })

describe('the scope of a recall as it is typed', () => {
  test('is lots by their chips, or the whole product', async () => {
    expect(await scope({ scope: 'lots', lots: ['NC-1', 'NC-2'] })).toEqual({
      scope: { is: 'lots', lots: ['NC-1', 'NC-2'] },
    })
    expect(await scope({ scope: 'product' })).toEqual({ scope: { is: 'product' } })
    expect(await scope({ scope: 'lots' })).toEqual({ refused: { faults: { lots: 'Chọn ít nhất một lô.' }, said: '' } })
  })

  test.each<[string, [string, string, string?], { first: number; last: number }[]]>([
    ['running numbers', ['1.200', '1299'], [{ first: 1_200, last: 1_299 }]],
    ['one number alone', ['1200', ''], [{ first: 1_200, last: 1_200 }]],
    ['the serials off two stamps', ['K7MQ 2R9D FH3P X', 'K7MQ2R9DFH3PY'], [{ first: 1_200, last: 1_299 }]],
    [
      'more ranges, one to a line, with either dash',
      ['0', '9', '20-29\n\n40–49\nK7MQ2R9DFH3PX - K7MQ2R9DFH3PY'],
      [
        { first: 0, last: 9 },
        { first: 20, last: 29 },
        { first: 40, last: 49 },
        { first: 1_200, last: 1_299 },
      ],
    ],
  ])('is ranges by %s', async (_, given, wanted) => {
    expect(await ranges(...given)).toEqual({ scope: { is: 'ranges', lot: 'NC-1', ranges: wanted } })
  })

  test.each<[string, [string, string, string?], Record<string, string>]>([
    ['a serial that is mistyped', ['K7MQ2R9DFH3PZ', ''], { first: 'Số tem gõ sai.' }],
    ['a line with three numbers', ['0', '9', '1-2-3'], { more: 'Đoạn tem cần hai số, ví dụ 1200-1299.' }],
  ])('is refused beside its field for %s', async (_, given, faults) => {
    expect(await ranges(...given)).toEqual({ refused: { faults, said: '' } })
  })
})

describe('a step of a recall as it is typed', () => {
  const step = (wish: string, fields: Record<string, string | string[]> = {}) =>
    stepOf(wish, readMove(form(fields)), 'vi')

  test('is what its button says, with the words beside it', () => {
    expect(step('confirm')).toEqual({ step: { do: 'confirm' } })
    expect(step('withdraw')).toEqual({ step: { do: 'withdraw' } })
    expect(step('refuse', { why: 'Mẫu đạt' })).toEqual({ step: { do: 'refuse', why: 'Mẫu đạt' } })
    expect(step('lift', { lots: ['NC-1'], liftWhy: 'Mẫu đạt' })).toEqual({
      step: { do: 'lift', lots: ['NC-1'], why: 'Mẫu đạt' },
    })
    expect(step('count', { made: '1.200', returned: '40', destroyed: '40', mended: '' })).toEqual({
      step: { do: 'count', count: { made: 1_200, returned: 40, destroyed: 40, mended: 0 } },
    })
    expect(step('close', { summary: 'Đã hủy.' })).toEqual({ step: { do: 'close', summary: 'Đã hủy.' } })
  })

  test('is refused beside its field, and what was typed stays', () => {
    expect(step('lift')).toEqual({ refused: { faults: { lots: 'Chọn ít nhất một lô.' }, said: '' } })
    expect(step('count', { made: 'nhiều' })).toEqual({
      refused: { faults: { made: 'Ghi một số, ví dụ 40.' }, said: '' },
    })
    expect(readMove(form({ made: 'nhiều' })).made).toBe('nhiều')
    expect([fieldsOf('lift').why, fieldsOf('refuse').why]).toEqual(['liftWhy', 'why'])
  })

  test('begins from the count that stands', () => {
    expect(readMove(undefined, { made: 9, returned: 2, destroyed: 1, mended: 1 })).toMatchObject({
      made: '9',
      mended: '1',
    })
  })
})

describe('a recall in a line', () => {
  test('names its lots, or how many packs of one, or that none is left', () => {
    expect(lotsOf({ lots: ['NC-1', 'NC-2'] }, 'vi')).toBe('Lô NC-1, NC-2')
    expect(lotsOf({ lots: ['NC-1'], part: 1_200 }, 'vi')).toBe('1.200 gói của lô NC-1')
    expect(lotsOf({ lots: [] }, 'en')).toBe('No lot is recalled any more.')
    expect(lotsOf({ lots: Array.from({ length: 40 }, (_, n) => `L${n}`) }, 'vi')).toMatch(/L11, …$/)
  })

  test('names a scope before there are lots', () => {
    expect(scopeOf({ is: 'product' }, 'vi')).toBe('Mọi lô của món này')
    expect(scopeOf({ is: 'ranges', lot: 'NC-1', ranges: [{ first: 0, last: 1_299 }] }, 'en')).toBe('Lot NC-1: 0–1,299')
  })

  test('is green only where nothing is called back any more', () => {
    expect(toneOf({ state: 'live', lots: ['NC-1'] })).toBeUndefined()
    expect(toneOf({ state: 'live', lots: [] })).toBe('over')
    expect(toneOf({ state: 'closed', lots: ['NC-1'] })).toBe('quiet')
    expect(toneOf({ state: 'refused', lots: [] })).toBe('quiet')
    expect(toneOf({ state: 'proposed', lots: [] })).toBe('waits')
  })

  test('tells whom it reaches, the provinces with the most scans first', () => {
    const reach = {
      ...{ lots: 2, stamps: { issued: 1_000, activated: 900 }, orders: { count: 1_000, atLeast: true } },
      scans: { stamps: 20, provinces: { '01': 3, '38': 17 } },
    }
    const lines = Object.fromEntries(reachLines(reach, 'vi'))
    expect(lines).toMatchObject({ 'Tem đã phát hành': '1.000', 'Đơn đã bán món này': 'ít nhất 1.000' })
    expect(lines['Quét ở đâu']).toMatch(/^Thanh Hóa 17, Hà Nội 3$/)
  })
})

test('an officer sees the recalls of their province, of their commune, or of the market’s province', () => {
  const of = (...roles: Parameters<typeof placeQuery>[0]) => String(placeQuery(roles, '38', null))
  expect(of({ is: 'province-officer', province: '19' })).toBe('province=19')
  expect(of({ is: 'commune-officer', province: '38', commune: '14797' })).toBe('province=38&commune=14797')
  expect(of({ is: 'operator' })).toBe('province=38')
})
