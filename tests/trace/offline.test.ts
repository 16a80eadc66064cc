import { drawMatrix, quiet } from '@nguon/print/matrix'
import {
  fromBase64url,
  judgeOffline,
  type OfflineKey,
  type OfflineVerdict,
  readOffline,
  toBase64url,
} from '@nguon/trace/offline'
import { offlineKeys, offlineSigner, verifyHere } from '@nguon/trace/offline-sign'
import { serialOf, stampKeys } from '@nguon/trace/stamp'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

const ring = stampKeys([0, 1].map((id) => ({ id: id as 0 | 1, secret: new Uint8Array(32).fill(id + 1) })))
const [product, lot] = ['09520123456788', 'AT-2611']
const serial = serialOf(ring, product, 7, 0)
const bare = `HTTPS://NGUON.EXAMPLE/01/${product}/10/${lot}/21/${serial}`
const dates = { made: '2026-11-18', expires: '2027-05-18' }
const link = offlineSigner(ring, 0)(bare, { product, lot, serial, ...dates })
const keys = offlineKeys(ring)
const on = (address: string, today = '2026-11-28', known: OfflineKey[] = keys) =>
  judgeOffline(address, known, today, verifyHere)

/** The link with one letter of its signature, lot or dates changed. */
const changed = (at: number) => {
  const place = link.length - at
  const other = link[place] === 'A' ? 'B' : 'A'
  return link.slice(0, place) + other + link.slice(place + 1)
}

describe('an offline stamp', () => {
  test('is an ordinary link with one query key of 92 letters', () => {
    expect(link).toMatch(new RegExp(`^${bare}\\?o=[\\w-]{92}$`))
  })

  test('says what was signed', async () => {
    expect(await on(link)).toEqual({ is: 'signed', stamp: { product, lot, serial, key: 0, ...dates } })
  })

  test.each<[string, string, OfflineVerdict['is']]>([
    ['changed in the last letter but one', changed(2), 'not-ours'],
    ['changed in its signature', changed(40), 'not-ours'],
    ['changed in its date of making', changed(90), 'not-ours'],
    ['of another lot', link.replace('AT-2611', 'AT-2612'), 'not-ours'],
    ['of another serial', link.replace(serial, serialOf(ring, product, 8, 0)), 'not-ours'],
    ['of another product', link.replace(product, '09520123451240'), 'not-ours'],
    ['cut short', link.slice(0, -5), 'malformed'],
    ['without its path', link.replace(/\/01.*\?/, '/?'), 'malformed'],
    ['of another version', link.replace('?o=E', '?o=I'), 'malformed'],
    ['with no signature', bare, 'no-signature'],
    ['that is no link', 'K7MQ 2R9D FH3P X', 'no-signature'],
    ['with a broken escape', link.replace('AT-2611', '%E0%A4%A'), 'malformed'],
  ])('%s is %#: told apart', async (_, address, is) => {
    expect((await on(address)).is).toBe(is)
  })

  test('signed by a key that is not among the published is not ours', async () => {
    const [first] = keys
    expect(await on(link, '2026-11-28', [])).toEqual({ is: 'not-ours', why: 'key' })
    const others = offlineKeys(stampKeys([{ id: 0, secret: new Uint8Array(32).fill(9) }]))
    expect(others[0]!.x).not.toBe(first!.x)
    expect(await on(link, '2026-11-28', others)).toEqual({ is: 'not-ours', why: 'signature' })
  })

  test('is past its date the day after, and its key may have been retired', async () => {
    expect((await on(link, '2027-05-18')).is).toBe('signed')
    expect((await on(link, '2027-05-19')).is).toBe('expired')
    const retired = keys.map((key) => ({ ...key, retired: '2027-01-31' }))
    expect((await on(link, '2027-01-30', retired)).is).toBe('signed')
    expect(await on(link, '2027-01-31', retired)).toMatchObject({ is: 'retired', since: '2027-01-31' })
  })

  test('under a house code, or with the lot escaped, or as the page it leads to, reads the same', async () => {
    const code = { product: 'NEM38K2A', lot: 'A.1', serial: serialOf(ring, 'NEM38K2A', 1, 0), made: '2026-11-18' }
    const signed = offlineSigner(ring, 0)(`HTTPS://NGUON.EXAMPLE/T/NEM38K2A/A.1/${code.serial}`, code)
    expect(await on(signed)).toEqual({ is: 'signed', stamp: { ...code, key: 0 } })
    expect((await on(signed.replace('A.1/', 'A%2E1/').replace('/T/', '/tem/'))).is).toBe('signed')
  })

  test('is of one byte in no other place than itself: any change of the link is caught or makes no link', async () => {
    const places = Array.from({ length: link.length - bare.length - 3 }, (_, at) => bare.length + 3 + at)
    for (const place of places) {
      const other = link.slice(0, place) + (link[place] === 'w' ? 'x' : 'w') + link.slice(place + 1)
      expect((await on(other)).is).not.toBe('signed')
    }
  })

  test('takes a larger code: version 8, 49 modules, 21.4 mm with its quiet zone at three dots of 203 dpi', () => {
    const drawn = drawMatrix(link)
    if ('code' in drawn) throw new Error(drawn.code)
    expect({ version: drawn.version, size: drawn.size, level: drawn.level }).toEqual({
      version: 8,
      size: 49,
      level: 'L',
    })
    expect(((drawn.size + 2 * quiet) * 3) / 8).toBe(21.375)
  })
})

describe('base64url by hand', () => {
  test('agrees with Node, both ways', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 80 }), (bytes) => {
        const text = Buffer.from(bytes).toString('base64url')
        expect(toBase64url(bytes)).toBe(text)
        expect(fromBase64url(text)).toEqual(Uint8Array.from(bytes))
      }),
      { seed: 3, numRuns: 300 },
    )
  })

  test.each(['A', 'AB', 'A=', 'A B', 'AAA!'])('%j says nothing', (text) => expect(fromBase64url(text)).toBeUndefined())
})

test('whatever is pasted, reading it throws nothing', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.webUrl({ withQueryParameters: true })), (text) => {
      expect(readOffline(text)).toBeDefined()
      expect(readOffline(`${text}?o=${text}`)).toBeDefined()
    }),
    { seed: 5, numRuns: 300 },
  )
})
