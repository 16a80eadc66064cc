import { readPayos, verifyPayos } from '@nguon/pay/payos'
import { makeReference } from '@nguon/trade/reference'
import { describe, expect, test } from 'vitest'
import vectors from '../fixtures/pay/webhook-vectors.json' with { type: 'json' }

const { checksum_key: secret, body } = vectors.payos
const rawBody = JSON.stringify(body)
const ref = makeReference(Uint8Array.of(1, 2, 3, 4, 5))
const changed = (data: object): string => JSON.stringify({ ...body, data: { ...body.data, ...data } })

describe('a call from payOS', () => {
  test('is believed, however its JSON is laid out', () => {
    expect(verifyPayos({ rawBody, secret })).toEqual({ is: 'genuine' })
    expect(verifyPayos({ rawBody: JSON.stringify(body, null, 2), secret })).toEqual({ is: 'genuine' })
  })

  test.each<[string, string, string, string]>([
    ['another secret', rawBody, 'another', 'hook/wrong-signature'],
    ['no secret', rawBody, '', 'hook/no-secret'],
    ['another amount', changed({ amount: 3001 }), secret, 'hook/wrong-signature'],
    ['a field added', changed({ note: 'x' }), secret, 'hook/wrong-signature'],
    ['a value that is no value', changed({ amount: [3000] }), secret, 'hook/unreadable'],
    ['no signature', JSON.stringify({ ...body, signature: '' }), secret, 'hook/wrong-signature'],
    ['no JSON', 'x', secret, 'hook/unreadable'],
  ])('%s is refused', (_, text, key, code) =>
    expect(verifyPayos({ rawBody: text, secret: key })).toMatchObject({ code }),
  )
})

describe('a payment', () => {
  test('is read with its Vietnamese time', () => {
    expect(readPayos(rawBody)).toMatchObject({
      notice: {
        provider: 'payos',
        notice: '124c33293c43417ab7879e14c8d9eb18:TF230204212323',
        dong: 3000,
        at: '2023-02-04T11:25:00.000Z',
        order: undefined,
      },
    })
  })
  test('names its order', () =>
    expect(readPayos(changed({ description: `CK ${ref}` }))).toMatchObject({ notice: { order: ref } }))
  test('that failed is ignored', () =>
    expect(readPayos(changed({ code: '01' }))).toEqual({ is: 'ignored', why: 'not-paid' }))
  test('in foreign money is refused', () =>
    expect(readPayos(changed({ currency: 'USD' }))).toEqual({ code: 'hook/unreadable', fields: ['data.currency'] }))
})
