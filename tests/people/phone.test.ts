import { createSecretKey } from 'node:crypto'
import { addressKey, networkOf } from '@nguon/people/address'
import { maskPhone, phone, phoneKey, readPhone, sayPhone, takesMessages } from '@nguon/people/phone'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

const secret = createSecretKey(Buffer.from('a secret of the tests, 32 bytes.'))
const other = createSecretKey(Buffer.from('another secret, also long enough'))

test.each([
  ['0912345678', '0912345678'],
  ['0912 345 678', '0912345678'],
  ['0912.345.678', '0912345678'],
  ['0912-345-678', '0912345678'],
  ['+84912345678', '0912345678'],
  ['+84 (0)912 345 678', '0912345678'],
  ['0084 912 345 678', '0912345678'],
  ['84912345678', '0912345678'],
  ['840912345678', '0912345678'],
  ['\u202a0912 345\u00a0678\u202c', '0912345678'],
  ['0912–345–678', '0912345678'],
  ['０９１２３４５６７８', '0912345678'],
  ['0841234567', '0841234567'],
  ['+84 84 123 4567', '0841234567'],
  ['024 3825 1234', '02438251234'],
  ['(0237) 385.1234', '02373851234'],
  ['+84 237 385 1234', '02373851234'],
])('%j is read as %s', (text, stored) => {
  expect(readPhone(text)).toBe(stored)
})

test.each([
  ['', { code: 'phone/empty', found: '' }],
  [' - ', { code: 'phone/empty', found: '' }],
  ['chị Lan', { code: 'phone/not-a-number', found: 'c' }],
  ['09123x5678', { code: 'phone/not-a-number', found: 'x' }],
  ['0912345678+1', { code: 'phone/not-a-number', found: '+' }],
  ['9'.repeat(61), { code: 'phone/not-a-number', found: '…' }],
  ['+1 415 555 0100', { code: 'phone/abroad', found: '+14' }],
  ['0033 1 23 45 67 89', { code: 'phone/abroad', found: '0033' }],
  ['912345678', { code: 'phone/first-zero-missing', found: '91•••••78' }],
  ['841234567', { code: 'phone/first-zero-missing', found: '84•••••67' }],
  ['2438251234', { code: 'phone/first-zero-missing', found: '24••••••34' }],
  ['097.932.288', { code: 'phone/wrong-length', found: '09•••••88', digits: 9, wanted: 10 }],
  ['09123456789', { code: 'phone/wrong-length', found: '09•••••••89', digits: 11, wanted: 10 }],
  ['0243825123', { code: 'phone/wrong-length', found: '02••••••23', digits: 10, wanted: 11 }],
  ['0166 234 5678', { code: 'phone/old-mobile', found: '01•••••••78', now: '036' }],
  ['+84 120 234 5678', { code: 'phone/old-mobile', found: '01•••••••78', now: '070' }],
  ['0612345678', { code: 'phone/unknown-prefix', found: '06••••••78' }],
  ['1900 1234', { code: 'phone/unknown-prefix', found: '19••••34' }],
  ['113', { code: 'phone/unknown-prefix', found: '11•' }],
])('%j is refused, saying what is wrong', (text, refusal) => {
  expect(readPhone(text)).toEqual(refusal)
})

test.each([
  ['0912345678', '0912 345 678', '09•• ••• •78', true],
  ['02438251234', '024 3825 1234', '02• •••• ••34', false],
  ['02373851234', '0237 385 1234', '02•• ••• ••34', false],
])('%s is said %s, hidden as %s', (stored, said, masked, messages) => {
  expect(sayPhone(stored)).toBe(said)
  expect(maskPhone(stored)).toBe(masked)
  expect(takesMessages(stored)).toBe(messages)
})

describe('whatever is typed', () => {
  const stored = fc.oneof(fc.stringMatching(/^0[35789]\d{8}$/), fc.stringMatching(/^02\d{9}$/))
  const gap = fc.constantFrom('', ' ', '.', '-', '\u00a0', '\u200b', '–')

  test('a number is the same however it is spaced and prefixed, and however it is said', () => {
    fc.assert(
      fc.property(stored, fc.constantFrom('0', '+84', '84', '0084', '+840'), fc.array(gap), (number, prefix, gaps) => {
        const spaced = [...number.slice(1)].map((digit, at) => (gaps[at] ?? '') + digit).join('')
        expect(readPhone(prefix + spaced)).toBe(number)
        expect(readPhone(sayPhone(number))).toBe(number)
        expect(phone.safeParse(number).success).toBe(true)
      }),
    )
  })

  test('text is read into a number that may be stored, or refused without repeating it', () => {
    const text = fc.oneof(fc.string(), fc.stringMatching(/^[+0-9 .]{0,20}$/))
    fc.assert(
      fc.property(text, (typed) => {
        const read = readPhone(typed)
        if (typeof read === 'string') expect(phone.safeParse(read).success).toBe(true)
        else expect(JSON.stringify(read)).not.toMatch(/\d{5}/)
      }),
      { numRuns: 1000 },
    )
  })
})

test('a phone’s key tells nothing without the secret, and is not an address’s', () => {
  const hash = phoneKey(secret, '0912345678')
  expect(hash).toMatch(/^[A-Za-z0-9_-]{43}$/)
  expect(phoneKey(secret, '0912345678')).toBe(hash)
  expect(phoneKey(other, '0912345678')).not.toBe(hash)
  expect(addressKey(secret, '0912345678')).not.toBe(hash)
})

test('a short secret is a wiring fault', () => {
  expect(() => phoneKey(createSecretKey(Buffer.from('short')), '0912345678')).toThrow('16 bytes')
})

test.each([
  ['203.0.113.9', '203.0.113.9'],
  ['::ffff:203.0.113.9', '203.0.113.9'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2'],
  ['2001:0DB8:0001:0002::1', '2001:db8:1:2'],
  ['2001:db8::1', '2001:db8:0:0'],
  ['::1', '0:0:0:0'],
  ['fe80::1%eth0', 'fe80:0:0:0'],
])('%s is counted as %s', (address, network) => {
  expect(networkOf(address)).toBe(network)
})
