import { checkDigit } from '@nguon/gs1/check-digit'
import { readTag } from '@nguon/gs1/epc-binary'
import fc from 'fast-check'
import { expect, test } from 'vitest'

// The examples of the Tag Data Standard, annex E.3.
test.each([
  ['eh3074257BF7194E4000001A85', '80614141123458', '6789'],
  ['exMHQle_cZTkAAABqF', '80614141123458', '6789'],
  ['eh3674257BF6B7A659B2C2BF1000000000000000000000000000', '70614141123451', '32a/b'],
])('%s is the item %s with the serial %s', (word, gtin, serial) => {
  expect(readTag(word)).toEqual({ key: { ai: '01', value: gtin }, qualifiers: [{ ai: '21', value: serial }] })
})

test.each<[string, object]>([
  ['eh3114257BF4499602D2000000', { code: 'epc-binary/scheme', header: '31' }],
  ['ehF7000000000000000000', { code: 'epc-binary/scheme', header: 'F7' }],
  ['eh3074257BF7194E40', { code: 'epc-binary/shape' }],
  ['eh3074257BF7194E4000001A85FF', { code: 'epc-binary/shape' }],
  // A partition of 7, and a company prefix that has more digits than its partition has room for
  ['eh307C257BF7194E4000001A85', { code: 'epc-binary/shape' }],
  ['eh3077FFFFFFD94E4000001A85', { code: 'epc-binary/shape' }],
  ['eh3074257BF7194E4000001A8', { code: 'epc-binary/shape' }],
  ['eh3074257BF7194E4000001AGG', { code: 'epc-binary/shape' }],
  ['eh', { code: 'epc-binary/shape' }],
  ['ex!!!!!!!!', { code: 'epc-binary/shape' }],
  ['eh3674257BF6B780000000000000000000000000000000000000', { code: 'epc-binary/shape' }],
])('%s is refused', (word, refusal) => expect(readTag(word)).toMatchObject(refusal))

test('what a tag is written with is read back, under every length of a company prefix', () => {
  const sizes = [40, 37, 34, 30, 27, 24, 20]
  const tag = fc.record({
    partition: fc.integer({ min: 0, max: 6 }),
    digits: fc.stringMatching(/^\d{13}$/),
    serial: fc.bigInt({ min: 0n, max: 2n ** 38n - 1n }),
  })
  fc.assert(
    fc.property(tag, ({ partition, digits, serial }) => {
      const [prefix, item] = [digits.slice(0, 12 - partition), digits.slice(12 - partition)]
      const body = item.charAt(0) + prefix + item.slice(1)
      fc.pre(/^.\d{4}/.test(body))
      const bits = [
        ...['00110000', '011', partition.toString(2).padStart(3, '0')],
        BigInt(prefix).toString(2).padStart(sizes[partition]!, '0'),
        BigInt(item)
          .toString(2)
          .padStart(44 - sizes[partition]!, '0'),
        serial.toString(2).padStart(38, '0'),
      ].join('')
      const word = `eh${BigInt(`0b${bits}`).toString(16).padStart(24, '0')}`
      expect(readTag(word)).toEqual({
        key: { ai: '01', value: body + checkDigit(body) },
        qualifiers: [{ ai: '21', value: String(serial) }],
      })
    }),
    { seed: 26, numRuns: 500 },
  )
})

test('no word makes it throw', () => {
  fc.assert(
    fc.property(fc.constantFrom('eh', 'ex', 'e'), fc.stringMatching(/^[0-9A-Za-z_=-]{0,130}$/), (form, text) => {
      readTag(form + text)
    }),
    { seed: 26, numRuns: 2_000 },
  )
})
