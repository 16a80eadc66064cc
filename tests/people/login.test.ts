import { createSecretKey } from 'node:crypto'
import {
  codeFrom,
  type LoginCode,
  type LoginStart,
  loginCode,
  loginStarted,
  readCode,
  startLogin,
  tryCode,
} from '@nguon/people/login'
import { phoneKey } from '@nguon/people/phone'
import { describe, expect, test } from 'vitest'

const secret = createSecretKey(Buffer.from('a secret of the tests, 32 bytes.'))
const start = Date.parse('2026-11-22T02:00:00.000Z')
const after = (seconds: number) => new Date(start + seconds * 1000)
const phoneHash = phoneKey(secret, '0912345678')

const asked: LoginStart = {
  now: after(0),
  secret,
  code: '042917',
  phoneHash,
  person: 'chi-lan',
  previous: undefined,
  rates: { phone: undefined, address: undefined },
}

function started(change: Partial<LoginStart> = {}) {
  const result = startLogin({ ...asked, ...change })
  if (!('is' in result) || result.is !== 'started') throw new Error(`not started: ${JSON.stringify(result)}`)
  return result
}

describe('asking for a code', () => {
  test('keeps a record without the code in it, and a message for the one who is known', () => {
    const { record, message } = started()
    expect(loginCode.parse(record)).toEqual(record)
    expect(record).toMatchObject({ phoneHash, triesLeft: 5, expiresAt: '2026-11-22T02:05:00.000Z' })
    expect(JSON.stringify(record)).not.toContain('042917')
    expect(message).toEqual({ person: 'chi-lan', code: '042917' })
  })

  test('answers the same for a known and an unknown phone, and writes to nobody who is not known', () => {
    const known = started()
    const unknown = started({ person: undefined })
    expect(unknown.answer).toEqual(known.answer)
    expect(loginStarted.parse(known.answer)).toEqual({
      expiresAt: '2026-11-22T02:05:00.000Z',
      againAt: '2026-11-22T02:00:30.000Z',
    })
    expect(unknown.rates).toEqual(known.rates)
    expect(unknown.message).toBeUndefined()
  })

  test('a second tap within half a minute leaves the first code good', () => {
    const { record, answer } = started()
    expect(startLogin({ ...asked, now: after(29), previous: record, code: '111111' })).toEqual({
      is: 'repeated',
      answer,
    })
    expect(started({ now: after(30), previous: record }).record.at).toBe('2026-11-22T02:00:30.000Z')
  })

  test('a new code may follow at once when the last one was used or spent', () => {
    const { record } = started()
    expect(started({ now: after(5), previous: { ...record, triesLeft: 0 } }).record.triesLeft).toBe(5)
    expect(started({ now: after(5), previous: { ...record, usedAt: after(3).toISOString() } }).record.triesLeft).toBe(5)
  })

  test.each([['chi-lan'], [undefined]])('three codes in fifteen minutes are enough for a phone (%s)', (person) => {
    let rates: LoginStart['rates'] = asked.rates
    for (const seconds of [0, 60, 120]) rates = started({ person, rates, now: after(seconds) }).rates
    expect(startLogin({ ...asked, person, rates, now: after(180) })).toEqual({
      code: 'login/too-many-codes',
      again: '2026-11-22T02:15:00.000Z',
    })
  })

  test('ten codes a day are enough for a phone', () => {
    let rates: LoginStart['rates'] = asked.rates
    for (let hour = 0; hour < 10; hour++) rates = started({ rates, now: after(hour * 3600) }).rates
    expect(startLogin({ ...asked, rates, now: after(10 * 3600) })).toMatchObject({ code: 'login/too-many-codes' })
    expect(started({ rates, now: after(24 * 3600) }).message).toBeDefined()
  })

  test('many phones from one address are stopped at twenty in an hour', () => {
    let address: LoginStart['rates']['address']
    for (let n = 0; n < 20; n++)
      address = started({ rates: { phone: undefined, address }, now: after(n) }).rates.address
    expect(startLogin({ ...asked, rates: { phone: undefined, address }, now: after(60) })).toEqual({
      code: 'login/too-many-from-here',
      again: '2026-11-22T03:00:00.000Z',
    })
  })
})

describe('trying a code', () => {
  test('the right code opens for its person, once', () => {
    const opened = tryCode(started().record, '042 917', secret, after(20))
    expect(opened).toMatchObject({ is: 'opened', person: 'chi-lan', record: { usedAt: '2026-11-22T02:00:20.000Z' } })
    expect(tryCode(opened.record, '042917', secret, after(21))).toEqual({ code: 'login/code-ended' })
  })

  test('five wrong tries end it, even for the right code after them', () => {
    let record: LoginCode | undefined = started().record
    const left: unknown[] = []
    for (const guess of ['000000', '000001', '000002', '000003', '000004']) {
      const tried = tryCode(record, guess, secret, after(30))
      record = tried.record
      left.push('triesLeft' in tried && tried.triesLeft)
    }
    expect(left).toEqual([4, 3, 2, 1, 0])
    expect(tryCode(record, '042917', secret, after(31))).toEqual({ code: 'login/code-ended' })
  })

  test.each([
    ['one second before five minutes it opens', 299, { is: 'opened' }],
    ['at five minutes it has ended', 300, { code: 'login/code-ended' }],
  ])('%s', (_, seconds, result) => {
    expect(tryCode(started().record, '042917', secret, after(seconds))).toMatchObject(result)
  })

  test('no code opens an unknown phone, and the tries are counted alike', () => {
    const { record } = started({ person: undefined })
    expect(tryCode(record, '042917', secret, after(10))).toEqual({
      code: 'login/wrong-code',
      triesLeft: 4,
      record: { ...record, triesLeft: 4 },
    })
  })

  test('a code that was never asked for answers as one that has ended', () => {
    expect(tryCode(undefined, '042917', secret, after(10))).toEqual({ code: 'login/code-ended' })
  })

  test('a code opens neither another phone nor an earlier asking', () => {
    const { record } = started()
    const moved = { ...record, phoneHash: phoneKey(secret, '0987654321') }
    expect(tryCode(moved, '042917', secret, after(10))).toMatchObject({ code: 'login/wrong-code' })
    expect(tryCode({ ...record, at: after(1).toISOString() }, '042917', secret, after(10))).toMatchObject({
      code: 'login/wrong-code',
    })
  })

  test('what is not six digits costs no try', () => {
    expect(tryCode(started().record, '42917', secret, after(10))).toEqual({ code: 'login/not-six-digits' })
  })
})

test.each([
  ['042917', '042917'],
  [' 042 917 ', '042917'],
  ['042-917', '042917'],
  ['４２９１７０', '429170'],
  ['42917', { code: 'login/not-six-digits' }],
  ['0429170', { code: 'login/not-six-digits' }],
  ['04291a', { code: 'login/not-six-digits' }],
  ['0'.repeat(41), { code: 'login/not-six-digits' }],
])('%j typed as a code is %j', (typed, read) => {
  expect(readCode(typed)).toEqual(read)
})

test('codes are made of the chance that is given, leading zeros kept', () => {
  expect(codeFrom(Uint8Array.of(0, 0, 0, 0, 0, 7))).toBe('000007')
  expect(codeFrom(Uint8Array.of(255, 255, 255, 255, 255, 255))).toBe('710655')
  expect(() => codeFrom(Uint8Array.of(1, 2, 3))).toThrow('six random bytes')
})
