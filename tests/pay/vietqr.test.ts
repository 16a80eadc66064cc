import { crcOf, readVietQr, type VietQr, type VietQrRefusal, writeVietQr } from '@nguon/pay/vietqr'
import { makeReference } from '@nguon/trade/reference'
import fc from 'fast-check'
import { QRPay } from 'vietnam-qr-pay'
import { describe, expect, test } from 'vitest'
import vectors from '../fixtures/pay/vietqr-vectors.json' with { type: 'json' }

type Vector = (typeof vectors.valid)[number] & {
  bin?: string
  amount?: number | null
  purpose?: string | null
  bill?: string | null
}
const valid: Vector[] = vectors.valid

const told = (vector: Vector): VietQr | VietQrRefusal =>
  vector.bin === undefined
    ? { code: 'vietqr/not-vietqr' }
    : {
        bin: vector.bin,
        account: vector.account!,
        to: vector.service === 'QRIBFTTC' ? 'card' : 'account',
        ...(vector.amount && { dong: vector.amount }),
        ...(vector.purpose && { purpose: vector.purpose }),
        ...(vector.bill && { bill: vector.bill }),
      }

describe('published and recomputed payloads', () => {
  test('the checksum is CRC-16/CCITT-FALSE', () => expect(crcOf(vectors.crc_check.input)).toBe(vectors.crc_check.crc))

  test.each(valid.map((vector) => [vector.name, vector] as const))('%s is read', (_, vector) => {
    expect(readVietQr(vector.payload)).toEqual(told(vector))
    expect(crcOf(vector.payload.slice(0, -4))).toBe(vector.crc)
  })

  test.each(vectors.invalid.map((vector) => [vector.name, vector] as const))('%s is refused', (_, vector) => {
    expect(readVietQr(vector.payload)).toMatchObject({ code: `vietqr/${vector.reason}` })
  })

  test('to an account, with words in capitals or none, ours is the same text', () => {
    const ours = valid.filter(
      (vector) => vector.service === 'QRIBFTTA' && !vector.bill && !/[a-z]/.test(vector.purpose ?? ''),
    )
    expect(ours.length).toBe(5)
    for (const { bin, account, amount, purpose, payload } of ours) {
      const transfer = {
        bin: bin!,
        account: account!,
        ...(amount && { dong: amount }),
        ...(purpose && { reference: purpose }),
      }
      expect(writeVietQr(transfer)).toBe(payload)
    }
  })
})

describe('any transfer', () => {
  const transfer = fc.record({
    bin: fc.stringMatching(/^\d{6}$/),
    account: fc.stringMatching(/^[A-Za-z0-9]{4,19}$/),
    dong: fc.integer({ min: 1, max: 499_999_999 }),
    reference: fc.uint8Array({ minLength: 5, maxLength: 5 }).map(makeReference),
  })

  test('is read back as it was written', () => {
    fc.assert(
      fc.property(transfer, ({ bin, account, dong, reference }) => {
        expect(readVietQr(writeVietQr({ bin, account, dong, reference }))).toEqual({
          bin,
          account,
          to: 'account',
          dong,
          purpose: reference,
        })
      }),
    )
  })

  test('is written as another library writes it', () => {
    fc.assert(
      fc.property(transfer, ({ bin, account, dong, reference }) => {
        const theirs = QRPay.initVietQR({
          bankBin: bin,
          bankNumber: account,
          amount: String(dong),
          purpose: reference,
        }).build()
        expect(writeVietQr({ bin, account, dong, reference })).toBe(theirs)
      }),
    )
  })

  test('with one character changed is refused', () => {
    fc.assert(
      fc.property(transfer, fc.nat(), fc.stringMatching(/^[0-9A-Z]$/), (each, place, letter) => {
        const text = writeVietQr(each)
        const at = place % text.length
        if (text[at] !== letter)
          expect(readVietQr(text.slice(0, at) + letter + text.slice(at + 1))).toHaveProperty('code')
      }),
    )
  })

  test('of any text nothing throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 200 }), (text) => typeof readVietQr(text) === 'object'),
    )
  })
})

describe('what a bank would not take', () => {
  const sealed = (text: string): string => `${text}6304${crcOf(`${text}6304`)}`
  const account = '38570010A00000072701270006970405011312345678901230208QRIBFTTA'

  test.each<[string, string, VietQrRefusal]>([
    [
      'foreign money',
      sealed(`000201010212${account}5303840540450005802VN`),
      { code: 'vietqr/field', field: '53', found: '840' },
    ],
    [
      'a fraction of a dong',
      sealed(`000201010212${account}530370454065000.55802VN`),
      { code: 'vietqr/field', field: '54', found: '5000.5' },
    ],
    [
      'an amount of nothing',
      sealed(`000201010212${account}5303704540105802VN`),
      { code: 'vietqr/field', field: '54', found: '0' },
    ],
    [
      'two amounts',
      sealed(`000201010212${account}5303704540450005404900054049000`),
      { code: 'vietqr/repeated', field: '54' },
    ],
    ['no account at all', sealed('0002010102125303704540450005802VN'), { code: 'vietqr/not-vietqr' }],
    [
      'words after the checksum',
      `${sealed(`000201010212${account}53037045802VN`)}5802`,
      { code: 'vietqr/length', at: 94 },
    ],
    ['an empty text', '', { code: 'vietqr/length', at: 0 }],
  ])('%s', (_, text, refusal) => expect(readVietQr(text)).toEqual(refusal))

  test.each([
    [{ bin: '97040', account: '1234567890123' }],
    [{ bin: '970405', account: '1234 5678' }],
    [{ bin: '970405', account: '1234567890123', dong: 0 }],
    [{ bin: '970405', account: '1234567890123', dong: 35_000.5 }],
    [{ bin: '970405', account: '1234567890123', dong: 500_000_000 }],
    [{ bin: '970405', account: '1234567890123', reference: 'đơn hàng' }],
  ])('%j is not written', (transfer) => expect(() => writeVietQr(transfer)).toThrow(RangeError))
})
