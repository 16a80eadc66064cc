import { createHmac } from 'node:crypto'
import { readSepay, type SepayCall, signSepay, verifySepay } from '@nguon/pay/sepay'
import { makeReference } from '@nguon/trade/reference'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import vectors from '../fixtures/pay/webhook-vectors.json' with { type: 'json' }

const { secret, raw_body: rawBody, headers, timestamp } = vectors.sepay
const now = new Date(Number(timestamp) * 1000)
const later = (seconds: number): Date => new Date(now.getTime() + seconds * 1000)
const call: SepayCall = { headers: new Headers(headers), rawBody, secret, now }
const signed = (change: Record<string, string>): Headers => {
  const all = new Headers(headers)
  for (const [name, value] of Object.entries(change)) all.set(name, value)
  return all
}
const ref = makeReference(Uint8Array.of(1, 2, 3, 4, 5))
const body = (change: object): string => JSON.stringify({ ...JSON.parse(rawBody), ...change })

describe('a genuine call', () => {
  test.each<[string, Partial<SepayCall>]>([
    ['as published', {}],
    ['as bytes', { rawBody: new TextEncoder().encode(rawBody) }],
    ['almost five minutes old', { now: later(300) }],
    ['from a clock a little ahead of ours', { now: later(-300) }],
    [
      'with the signature in capitals',
      { headers: signed({ 'x-sepay-signature': `sha256=${headers['X-SePay-Signature'].slice(7).toUpperCase()}` }) },
    ],
  ])('%s is believed', (_, change) => expect(verifySepay({ ...call, ...change })).toEqual({ is: 'genuine' }))

  test('our demo bank signs as SePay does', () => {
    const made = signSepay({ rawBody, secret, now })
    expect(made['x-sepay-signature']).toBe(headers['X-SePay-Signature'])
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ minLength: 1 }), (text, key) => {
        const call = {
          headers: new Headers(signSepay({ rawBody: text, secret: key, now })),
          rawBody: text,
          secret: key,
          now,
        }
        expect(verifySepay(call)).toEqual({ is: 'genuine' })
      }),
    )
  })
})

describe('a forged call (R2)', () => {
  const reserialised = JSON.stringify(JSON.parse(rawBody), null, 1)
  const byNobody = createHmac('sha256', '').update(`${timestamp}.${rawBody}`).digest('hex')
  const emptySigned = signed({ 'x-sepay-signature': `sha256=${byNobody}` })

  test.each<[string, Partial<SepayCall>, string]>([
    ['signed with another secret', { secret: 'another-secret' }, 'hook/wrong-signature'],
    ['stale by a second', { now: later(301) }, 'hook/stale'],
    ['dated ahead by a second', { now: later(-301) }, 'hook/stale'],
    [
      'dated anew without signing anew',
      { headers: signed({ 'x-sepay-timestamp': String(Number(timestamp) + 1) }) },
      'hook/wrong-signature',
    ],
    ['re-serialised', { rawBody: reserialised }, 'hook/wrong-signature'],
    ['with a line end added', { rawBody: `${rawBody}\n` }, 'hook/wrong-signature'],
    ['with nothing to check against', { secret: '' }, 'hook/no-secret'],
    ['signed with the empty secret', { secret: '', headers: emptySigned }, 'hook/no-secret'],
    ['without a signature', { headers: new Headers() }, 'hook/unsigned'],
    ['with an empty signature', { headers: signed({ 'x-sepay-signature': '' }) }, 'hook/unsigned'],
    [
      'with half a signature',
      { headers: signed({ 'x-sepay-signature': headers['X-SePay-Signature'].slice(0, 40) }) },
      'hook/wrong-signature',
    ],
    ['without a time', { headers: signed({ 'x-sepay-timestamp': 'now' }) }, 'hook/unsigned'],
    [
      'under another scheme',
      { headers: signed({ 'x-sepay-signature': headers['X-SePay-Signature'].replace('sha256', 'md5') }) },
      'hook/wrong-signature',
    ],
    ['with a key where none is taken', { headers: new Headers({ authorization: 'Apikey a-key' }) }, 'hook/unsigned'],
  ])('%s is refused', (_, change, code) => expect(verifySepay({ ...call, ...change })).toMatchObject({ code }))

  test('with any one byte changed is refused', () => {
    const bytes = new TextEncoder().encode(rawBody)
    for (let at = 0; at < bytes.length; at++)
      expect(verifySepay({ ...call, rawBody: bytes.with(at, bytes[at]! ^ 1) })).toEqual({
        code: 'hook/wrong-signature',
      })
  })
})

describe('the older form, a key in a header', () => {
  const keyed = (authorization: string) => ({
    ...call,
    headers: new Headers({ authorization }),
    allowUnsignedWithApiKey: 'a-key',
  })

  test('is taken only where it is configured', () =>
    expect(verifySepay(keyed('Apikey a-key'))).toEqual({ is: 'genuine' }))
  test.each(['Apikey another', 'Apikey ', 'Bearer a-key', 'a-key'])('%s is refused', (authorization) =>
    expect(verifySepay(keyed(authorization))).toEqual({ code: 'hook/wrong-signature' }),
  )
  test('an empty configured key takes nothing', () =>
    expect(verifySepay({ ...keyed('Apikey '), allowUnsignedWithApiKey: '' })).toEqual({ code: 'hook/unsigned' }))
  test('a call that is signed is judged by its signature', () =>
    expect(verifySepay({ ...call, rawBody: '{}', allowUnsignedWithApiKey: 'a-key' })).toEqual({
      code: 'hook/wrong-signature',
    }))
})

describe('a movement is read', () => {
  test('with its Vietnamese time, its amount, and no order where the words name none of ours', () => {
    expect(readSepay(rawBody)).toEqual({
      is: 'notice',
      notice: {
        provider: 'sepay',
        notice: '92704',
        order: undefined,
        dong: 120_000,
        at: '2026-11-22T01:30:00.000Z',
        account: '0123499999',
        text: 'DH000123 thanh toan',
      },
    })
  })

  test.each<[string, object]>([
    ['in the words', { content: `MBVCB.3278907687.${ref.toLowerCase()}.CT tu 0123499999` }],
    ["in SePay's own finding", { content: 'chuyen tien', code: ref }],
    ['in the description', { content: null, code: null, description: `BankAPINotify ${ref}` }],
  ])('the order is found %s', (_, change) => expect(readSepay(body(change))).toMatchObject({ notice: { order: ref } }))

  test('money that leaves is ignored, whatever it says', () => {
    expect(readSepay(body({ transferType: 'out', content: ref }))).toEqual({ is: 'ignored', why: 'outgoing' })
  })

  test('just after midnight here it is still yesterday in UTC', () => {
    expect(readSepay(body({ transactionDate: '2026-11-22 00:00:01' }))).toMatchObject({
      notice: { at: '2026-11-21T17:00:01.000Z' },
    })
  })

  test.each<[string, string, string[]]>([
    ['a negative amount', body({ transferAmount: -120_000 }), ['transferAmount']],
    ['an amount of nothing', body({ transferAmount: 0 }), ['transferAmount']],
    ['a fraction', body({ transferAmount: 0.5 }), ['transferAmount']],
    ['an amount in words', body({ transferAmount: '120000' }), ['transferAmount']],
    ['a direction nobody knows', body({ transferType: 'IN' }), ['transferType']],
    ['a day that does not exist', body({ transactionDate: '2026-02-30 08:30:00' }), ['transactionDate']],
    ['no id', body({ id: undefined }), ['id']],
    ['half a body', rawBody.slice(0, 50), ['body']],
    ['no object', '[]', ['body']],
    ['a hundred thousand brackets', '['.repeat(100_000), ['body']],
  ])('%s is refused, naming the field and not its value', (_, text, fields) =>
    expect(readSepay(text)).toEqual({ code: 'hook/unreadable', fields }),
  )

  test('bytes that are not UTF-8 are refused', () => {
    expect(readSepay(Uint8Array.of(0x7b, 0xff, 0x7d))).toEqual({ code: 'hook/unreadable', fields: ['body'] })
  })
})
