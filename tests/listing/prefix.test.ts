import { changePrefix, nextNumber, type OwnPrefix, openPrefix, prefixDraft } from '@nguon/listing/prefix'
import { describe, expect, test } from 'vitest'

const stamp = { at: '2026-11-01T02:00:00.000Z', by: 'Điều hành' }
const draft = (more: object = {}) =>
  prefixDraft.parse({ prefix: '9521234', validFrom: '2026-11-01', source: 'giấy phép', ...more })
const open = (more: object = {}, others: OwnPrefix[] = []) => openPrefix(draft(more), others, stamp)
const opened = (more: object = {}): OwnPrefix => {
  const it = open(more)
  if ('code' in it) throw new Error(it.code)
  return it
}

describe('a prefix is opened', () => {
  test('with all its item references, or with those the operator names', () => {
    expect(open()).toMatchObject({ first: 0, last: 99_999, next: 0, version: 1 })
    expect(open({ first: 500, last: 599 })).toMatchObject({ first: 500, last: 599, next: 500 })
  })

  test.each<[string, object, object]>([
    ['in-store numbers', { prefix: '2001234' }, { code: 'prefix/not-for-products', use: 'inside-one-shop' }],
    ['a range that ends before it begins', { first: 9, last: 8 }, { code: 'prefix/range', least: 9, most: 99_999 }],
    ['a range longer than the prefix has', { last: 100_000 }, { code: 'prefix/range', least: 0, most: 99_999 }],
  ])('%s are refused', (_, more, refusal) => expect(open(more)).toMatchObject(refusal))

  test('not inside another licence, nor around one', () => {
    const others = [opened()]
    expect(open({ prefix: '95212345' }, others)).toMatchObject({ code: 'prefix/overlaps', other: '9521234' })
    expect(open({ prefix: '952123' }, others)).toMatchObject({ code: 'prefix/overlaps', other: '9521234' })
    expect(open({ prefix: '9521235' }, others)).toMatchObject({ prefix: '9521235' })
  })
})

describe('the next number', () => {
  const today = '2026-11-28'

  test('comes from the oldest prefix in force that has one left', () => {
    const old = opened({ last: 9 })
    const young = opened({ prefix: '9525678', validFrom: '2026-11-20' })
    expect(nextNumber([young, old], today)).toMatchObject({ gtin: '09521234000006' })
    expect(nextNumber([young, { ...old, next: 10 }], today)).toMatchObject({ gtin: '09525678000004' })
  })

  test.each<[string, OwnPrefix[], object]>([
    ['no prefix is set', [], { code: 'prefix/none' }],
    ['the licence has not begun', [opened({ validFrom: '2026-12-01' })], { code: 'prefix/none' }],
    ['the licence has ended', [opened({ validTo: '2026-11-27' })], { code: 'prefix/none' }],
    [
      'all are given out',
      [{ ...opened({ last: 4 }), next: 5 }],
      { code: 'prefix/used-up', prefix: '9521234', last: 4 },
    ],
  ])('is refused when %s', (_, prefixes, refusal) => expect(nextNumber(prefixes, today)).toEqual(refusal))

  test('is there on the last day of the licence', () => {
    expect(nextNumber([opened({ validTo: today })], today)).toHaveProperty('gtin')
  })
})

test('a range is closed behind what was given out, and widened within its prefix', () => {
  const it = { ...opened({ last: 100 }), next: 40 }
  expect(changePrefix(it, { last: 38 }, stamp)).toEqual({ code: 'prefix/range', least: 39, most: 99_999 })
  expect(changePrefix(it, { last: 39 }, stamp)).toMatchObject({ last: 39, next: 40, version: 2 })
  expect(changePrefix(it, { last: 99_999, validTo: '2027-10-31' }, stamp)).toMatchObject({
    last: 99_999,
    validTo: '2027-10-31',
  })
  expect(changePrefix({ ...it, validTo: '2026-12-31' }, { validTo: null }, stamp)).not.toHaveProperty('validTo')
})
