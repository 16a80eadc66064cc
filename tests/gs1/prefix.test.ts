import { gtin14, hasCheckDigit } from '@nguon/gs1/check-digit'
import { gtinUnder, isExamplePrefix, judgePrefix, roomUnder } from '@nguon/gs1/prefix'
import fc from 'fast-check'
import { expect, test } from 'vitest'

test.each([
  ['9521234', undefined],
  ['893123', undefined],
  ['89312345678', undefined],
  ['300123', undefined],
  ['0201234', 'inside-one-shop'],
  ['0299999', 'inside-one-shop'],
  ['0401234', 'inside-one-shop'],
  ['200123', 'inside-one-shop'],
  ['2999999', 'inside-one-shop'],
  ['0501234', 'reserved'],
  ['951123', 'reserved'],
  ['960123', 'short-numbers'],
  ['000000', 'short-numbers'],
  ['977123', 'periodicals'],
  ['978604', 'books'],
  ['980123', 'refunds'],
  ['990123', 'coupons'],
])('under %s there are numbers for products, or the range is %s', (prefix, use) => {
  expect(judgePrefix(prefix)).toEqual(use && { code: 'prefix/not-for-products', prefix, use })
})

test.each(['', '89312', '893123456789', '89312a', ' 893123', '893.123', '٨٩٣١٢٣'])(
  '“%s” is no company prefix',
  (prefix) => {
    expect(judgePrefix(prefix)).toEqual({ code: 'prefix/shape', prefix })
  },
)

test('numbers under 952 are examples', () => {
  expect([isExamplePrefix('9521234'), isExamplePrefix('893123')]).toEqual([true, false])
})

test('each item under a prefix has a GTIN of its own, with its check digit, under that prefix', () => {
  const prefixes = fc
    .integer({ min: 6, max: 11 })
    .chain((length) => fc.stringMatching(new RegExp(`^[1-9]\\d{${length - 1}}$`)))
  fc.assert(
    fc.property(prefixes, fc.nat(), fc.nat(), (prefix, one, other) => {
      const room = roomUnder(prefix)
      const [a, b] = [gtinUnder(prefix, one % room), gtinUnder(prefix, other % room)]
      expect([gtin14(a), hasCheckDigit(a), a.slice(1, 1 + prefix.length)]).toEqual([a, true, prefix])
      expect(a === b).toBe(one % room === other % room)
    }),
    { seed: 26, numRuns: 500 },
  )
})

test('there is no item beyond the room of a prefix', () => {
  expect(() => gtinUnder('95212345678', 10)).toThrow('no item 10')
})
