import { readFileSync } from 'node:fs'
import { readDigitalLink } from '@nguon/gs1/digital-link'
import { canonicalLink, readUrn, writeUrn } from '@nguon/gs1/epc'
import { describe, expect, test } from 'vitest'

const pairs: { input: string; canonical: string | null }[] = JSON.parse(
  readFileSync('tests/fixtures/gs1/dl/epc-to-constrained-canonical-dl.json', 'utf8'),
)

test('there are 66 pairs', () => expect(pairs).toHaveLength(66))

describe('an identifier has one canonical link', () => {
  test.each(pairs.filter((pair) => pair.canonical))('$input is $canonical', ({ input, canonical }) => {
    expect(canonicalLink(input)).toBe(canonical)
  })

  test.each(pairs.filter((pair) => !pair.canonical))('$input has none', ({ input }) => {
    expect(canonicalLink(input)).toHaveProperty('code')
  })
})

describe('a link goes back to its URN once the length of the company prefix is known', () => {
  // Both name the class of a GTIN; the way back takes the common one.
  const twins: Record<string, string> = {
    'urn:epc:idpat:upui:4012345.012345.*': 'urn:epc:idpat:sgtin:4012345.012345.*',
  }

  test.each(pairs.filter((pair) => pair.input.startsWith('urn:')))('$canonical is $input', ({ input, canonical }) => {
    const link = readDigitalLink(canonical!)
    if ('code' in link) throw new Error(link.code)
    const prefix = input.split(':')[4]!.split('.')[0]!
    expect(writeUrn(link, prefix.length)).toBe(twins[input] ?? input)
  })

  test('a coupon with a serial too', () => {
    const urn = 'urn:epc:id:sgcn:4012345.67890.04711'
    const parts = readUrn(urn)
    expect(parts).toEqual({ key: { ai: '255', value: '401234567890104711' }, qualifiers: [] })
    if (!('code' in parts)) expect(writeUrn(parts, 7)).toBe(urn)
  })
})

test.each([
  ['urn:epc:id:sgtin:4012345.011111', 'epc/bad-parts'],
  ['urn:epc:id:sgtin:4012345.0111.1', 'epc/bad-parts'],
  ['urn:epc:id:sgtin:4012345.011111.%GG', 'epc/bad-parts'],
  ['urn:epc:id:sgtin:4012345.011111.a~b', 'digital-link/bad-character'],
  ['urn:epc:id:sscc:4012345.3111111111.1', 'epc/bad-parts'],
  ['urn:epc:idpat:sgtin:4012345.*.*', 'epc/bad-parts'],
  ['urn:epc:id:lgtin:4012345.012345.L', 'epc/unknown-scheme'],
  ['urn:epc:id:adi:2S194.12345ABC.1', 'epc/unknown-scheme'],
  ['urn:epc:id:constructor:1.2', 'epc/unknown-scheme'],
  ['urn:uuid:1', 'epc/not-a-urn'],
])('%s is refused with %s', (urn, code) => {
  expect(canonicalLink(urn)).toMatchObject({ code })
})

test('an ITIP with a lot has no URN, and no prefix is 13 digits long', () => {
  const lot = { key: { ai: '8006', value: '040123451234560102' }, qualifiers: [{ ai: '10', value: 'XYZ' }] }
  expect(writeUrn(lot, 7)).toEqual({ code: 'epc/no-urn', key: '8006' })
  expect(writeUrn(lot, 13)).toEqual({ code: 'epc/prefix-length', length: 13 })
})
