import { checkDigit, gtin14, hasCheckDigit, hasCheckPair } from '@nguon/gs1/check-digit'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

test.each([
  ['0952012345678', '8', 'a GTIN-14 of the example prefix'],
  ['952012345678', '8', 'the same number as GTIN-13'],
  ['952012345678', '8', 'a GLN'],
  ['95201234567891234', '5', 'an SSCC'],
  ['0000000', '0', 'nothing but zeros'],
])('%s is followed by %s: %s', (digits, expected) => {
  expect(checkDigit(digits)).toBe(expected)
  expect(hasCheckDigit(digits + expected)).toBe(true)
})

describe('laws', () => {
  const digits = fc.stringMatching(/^\d{1,17}$/)

  test('leading zeros do not change it', () => {
    fc.assert(
      fc.property(digits, (text) => checkDigit(`000${text}`) === checkDigit(text)),
      { seed: 26 },
    )
  })

  test('one wrong digit is always noticed', () => {
    fc.assert(
      fc.property(digits, fc.nat(), fc.integer({ min: 1, max: 9 }), (text, where, by) => {
        const whole = text + checkDigit(text)
        const at = where % whole.length
        const wrong = `${whole.slice(0, at)}${(Number(whole[at]) + by) % 10}${whole.slice(at + 1)}`
        expect(hasCheckDigit(wrong)).toBe(false)
      }),
      { seed: 26 },
    )
  })
})

describe('a GTIN is carried with 14 digits', () => {
  test.each([
    ['09520123456788', '09520123456788'],
    ['9520123456788', '09520123456788'],
    ['012345678905', '00012345678905'],
    ['96385074', '00000096385074'],
  ])('%s as %s', (value, expected) => expect(gtin14(value)).toBe(expected))

  test.each([
    ['9520123456789', { code: 'gtin/check-digit', expected: '8' }],
    ['952012345678', { code: 'gtin/check-digit' }],
    ['95201234567', { code: 'gtin/length', digits: 11 }],
    ['952012345678X', { code: 'gtin/not-digits' }],
    ['', { code: 'gtin/not-digits' }],
  ])('%s is refused', (value, refusal) => expect(gtin14(value)).toMatchObject(refusal))
})

test('a GMN ends with its check pair', () => {
  expect(hasCheckPair('1987654Ad4X4bL5ttr2310c2K')).toBe(true)
  expect(hasCheckPair('1987654Ad4X4bL5ttr2310c2X')).toBe(false)
  expect(hasCheckPair('2K')).toBe(false)
})
