import { readFileSync } from 'node:fs'
import {
  type DigitalLink,
  type DigitalLinkRefusal,
  readDigitalLink,
  readPath,
  writeDigitalLink,
} from '@nguon/gs1/digital-link'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

type Vector = { uri: string; valid: boolean; note: string; elements?: string; engineError?: string; debatable?: true }
const vectors: Vector[] = JSON.parse(readFileSync('tests/fixtures/gs1/dl/dl-uri-vectors.json', 'utf8'))

/** The engine's bracketed form: `(01)…(10)…`, an opening bracket inside a value escaped. */
const bracketed = ({ key, qualifiers, attributes }: DigitalLink): string =>
  [key, ...qualifiers, ...attributes].map(({ ai, value }) => `(${ai})${value.replaceAll('(', '\\(')}`).join('')

/** Where engine and standard part, or the standard leaves it open: what we do, and why. */
const ours: Record<string, { reads: boolean; why: string }> = {
  'HtTp://a/b/00/006141411234567890': { reads: true, why: 'RFC 3986 3.1: a scheme has no case' },
  'HtTpS://id.example.vn/01/09520123456788': { reads: true, why: 'RFC 3986 3.1: a scheme has no case' },
  'https://id.example.vn/01/09520123456788/10/A%2': {
    reads: false,
    why: 'RFC 3986 2.1: % is followed by two hex digits',
  },
  'https://id.example.vn/01/09520123456788?17=270131;3103=000500': {
    reads: false,
    why: '; is a character of CSET 82, so it cannot be told from a value',
  },
  'https://id.example.vn/01/09520123456788/': {
    reads: false,
    why: 'not the syntax; only a resolver overlooks it, with { trailingSlash: true }',
  },
}

/** Which of our codes says what the engine's sentence says. */
const reasons: [RegExp, DigitalLinkRefusal['code'][]][] = [
  [/^not recognised/, ['digital-link/not-http']],
  [/must contain a domain/, ['digital-link/incomplete', 'digital-link/not-http']],
  [/^No GS1 DL keys/, ['digital-link/no-key']],
  [/^Domain contains/, ['digital-link/bad-host']],
  [/^URI contains illegal/, ['digital-link/not-a-uri']],
  [/too short/, ['digital-link/too-short']],
  [/too long/, ['digital-link/too-long']],
  [/element is empty/, ['digital-link/empty-value']],
  [/^Unknown AI/, ['digital-link/unknown-ai']],
  [/non-CSET 82/, ['digital-link/bad-character']],
  [/should be in the path/, ['digital-link/belongs-in-path']],
  [/duplicated/, ['digital-link/repeated']],
  [/null character/, ['digital-link/bad-escape']],
  [/key-qualifier sequence/, ['digital-link/qualifiers']],
  [/check digit/, ['digital-link/check-digit']],
  [/non-digit/, ['digital-link/not-digits']],
  [/illegal day/, ['digital-link/bad-value']],
  [/not a valid DL URI data attribute/, ['digital-link/not-an-attribute']],
  [/ISO 3166/, ['digital-link/bad-value']],
]

describe('every vector is judged as the GS1 Barcode Syntax Engine judges it', () => {
  test('there are 160 of them', () => expect(vectors).toHaveLength(160))

  test.each(vectors.filter((vector) => vector.valid && !vector.debatable))(
    '$uri is read: $note',
    ({ uri, elements }) => {
      const link = readDigitalLink(uri)
      expect('code' in link ? link : bracketed(link)).toBe(elements)
    },
  )

  test.each(vectors.filter((vector) => !vector.valid && !vector.debatable))(
    '$uri is refused: $engineError',
    (vector) => {
      const link = readDigitalLink(vector.uri)
      const codes = reasons.find(([sentence]) => sentence.test(vector.engineError ?? ''))?.[1]
      expect(codes).toContain('code' in link ? link.code : 'read')
    },
  )

  test.each(vectors.filter((vector) => vector.debatable))('$uri is debatable and decided', ({ uri }) => {
    expect(ours[uri]).toBeDefined()
    expect(!('code' in readDigitalLink(uri))).toBe(ours[uri]!.reads)
  })

  test('the debatable ones are the five we decided', () => {
    expect(
      vectors
        .filter((vector) => vector.debatable)
        .map((vector) => vector.uri)
        .sort(),
    ).toEqual(Object.keys(ours).sort())
  })
})

// CSET 82 without what a dot segment would swallow.
const cset82 = [...'!"%&\'()*+,-./0123456789:;<=>?ABCDEFGHIJKLMNOPQRSTUVWXYZ_abcdefghijklmnopqrstuvwxyz']
const word = (max: number) =>
  fc
    .string({ unit: fc.constantFrom(...cset82), minLength: 1, maxLength: max })
    .filter((text) => !/^\.{1,2}$/.test(text))
const gtins = ['09520123456788', '09521234543213', '12312312312333', '00000000000000']
const maybe = (ai: string, value: fc.Arbitrary<string>) =>
  fc.option(
    value.map((text) => ({ ai, value: text })),
    { nil: undefined },
  )

describe('writing', () => {
  test('what is written is read back', () => {
    const parts = fc.record({
      gtin: fc.constantFrom(...gtins),
      qualifiers: fc.tuple(maybe('22', word(20)), maybe('10', word(20)), maybe('21', word(20))),
      attributes: fc.tuple(
        maybe('99', word(90)),
        maybe('17', fc.constant('270100')),
        maybe('3103', fc.constant('000500')),
      ),
    })
    fc.assert(
      fc.property(parts, ({ gtin, ...rest }) => {
        const key = { ai: '01', value: gtin }
        const qualifiers = rest.qualifiers.filter((pair) => pair !== undefined)
        const attributes = rest.attributes.filter((pair) => pair !== undefined)
        const uri = writeDigitalLink({ key, qualifiers, attributes }, { host: 'https://id.example.vn' })
        expect(readDigitalLink(uri as string)).toMatchObject({ key, qualifiers, attributes })
      }),
      { seed: 26, numRuns: 500 },
    )
  })

  test('a link in capitals stays within the alphanumeric mode of a QR code', () => {
    const uri = writeDigitalLink(
      {
        key: { ai: '01', value: '09520123456788' },
        qualifiers: [
          { ai: '10', value: 'AT-2611' },
          { ai: '21', value: 'K7MQ2R9DFH3P' },
        ],
      },
      { host: 'HTTPS://ID.EXAMPLE.VN' },
    )
    expect(uri).toBe('HTTPS://ID.EXAMPLE.VN/01/09520123456788/10/AT-2611/21/K7MQ2R9DFH3P')
    expect(uri).toMatch(/^[0-9A-Z $%*+\-./:]+$/)
  })

  test('the canonical form is at id.gs1.org and has no attributes', () => {
    const parts = { key: { ai: '01', value: '09520123456788' }, attributes: [{ ai: '17', value: '270131' }] }
    expect(writeDigitalLink(parts, { canonical: true })).toBe('https://id.gs1.org/01/09520123456788')
  })

  test.each<[string, Parameters<typeof writeDigitalLink>[0], DigitalLinkRefusal['code']]>([
    ['a wrong check digit', { key: { ai: '01', value: '09520123456789' } }, 'digital-link/check-digit'],
    [
      'a lot with a Vietnamese letter',
      { key: { ai: '01', value: gtins[0]! }, qualifiers: [{ ai: '10', value: 'LÔ1' }] },
      'digital-link/bad-character',
    ],
    [
      'half a surrogate pair',
      { key: { ai: '01', value: gtins[0]! }, qualifiers: [{ ai: '10', value: '\ud800' }] },
      'digital-link/bad-character',
    ],
    [
      'a lot of two dots',
      { key: { ai: '01', value: gtins[0]! }, qualifiers: [{ ai: '10', value: '..' }] },
      'digital-link/dot-segment',
    ],
    [
      'an empty lot',
      { key: { ai: '01', value: gtins[0]! }, qualifiers: [{ ai: '10', value: '' }] },
      'digital-link/empty-value',
    ],
    [
      'a serial before the lot',
      {
        key: { ai: '01', value: gtins[0]! },
        qualifiers: [
          { ai: '21', value: 'S' },
          { ai: '10', value: 'L' },
        ],
      },
      'digital-link/qualifiers',
    ],
    [
      'an expiry in the path',
      { key: { ai: '01', value: gtins[0]! }, qualifiers: [{ ai: '17', value: '270131' }] },
      'digital-link/qualifiers',
    ],
    ['a key of nobody', { key: { ai: '89', value: '1' } }, 'digital-link/unknown-ai'],
  ])('%s is refused', (_, parts, code) => {
    expect(writeDigitalLink(parts, { host: 'https://id.example.vn' })).toMatchObject({ code })
  })
})

describe('reading a request path', () => {
  test('each level is kept as it was written', () => {
    expect(readPath('/01/09520123456788/10/A%2fB/21/S%20'.replace('%20', '1'))).toMatchObject({
      qualifiers: [
        { ai: '10', value: 'A/B' },
        { ai: '21', value: 'S1' },
      ],
      levels: ['/01/09520123456788', '/01/09520123456788/10/A%2fB', '/01/09520123456788/10/A%2fB/21/S1'],
      stem: '',
    })
  })

  test('one trailing slash may be overlooked, two may not', () => {
    const plain = readPath('/01/09520123456788/10/L1')
    expect(readPath('/01/09520123456788/10/L1/', { trailingSlash: true })).toEqual(plain)
    expect(readPath('/01/09520123456788/10/L1//', { trailingSlash: true })).toMatchObject({
      code: 'digital-link/no-key',
    })
  })

  test.each([
    ['/01/09520123456788/10/%E1%BA', 'digital-link/bad-escape'],
    ['/01/09520123456788/10/%FF', 'digital-link/bad-escape'],
    ['/01/09520123456788/10/%GG', 'digital-link/bad-escape'],
    ['/01/09520123456788/10/%', 'digital-link/bad-escape'],
    ['/01/09520123456788/10/%C3%94', 'digital-link/bad-character'],
    ['/01/09520123456788/10/%2E%2e', 'digital-link/dot-segment'],
    ['/gtin/09520123456788', 'digital-link/no-key'],
    ['/17/270131', 'digital-link/no-key'],
    ['', 'digital-link/no-key'],
    ['//', 'digital-link/no-key'],
    ['/__proto__/constructor', 'digital-link/no-key'],
  ])('%s is refused with %s', (path, code) => {
    expect(readPath(path)).toMatchObject({ code })
  })

  test('no text at all makes it throw', () => {
    const piece = fc.oneof(
      fc.constantFrom('/01/', '09520123456788', '/10/', '/21/', '%', '%2', '?', '&', '17=', '='),
      fc.string(),
    )
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const text = pieces.join('')
        readPath(text, { trailingSlash: true, allowOld: true })
        readDigitalLink(`https://id.example.vn${text}`)
        readDigitalLink(text)
      }),
      { seed: 26, numRuns: 2_000 },
    )
  })
})
