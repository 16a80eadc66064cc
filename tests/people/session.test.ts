import { clearCookie, readCookie, writeCookie } from '@nguon/people/cookie'
import { endSession, isToken, openSession, readSession, sayAgent, session, sessionId } from '@nguon/people/session'
import { describe, expect, test } from 'vitest'

const start = Date.parse('2026-11-22T02:00:00.000Z')
const after = (days: number) => new Date(start + days * 86_400_000)
const android =
  'Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/124.0.0.0 Mobile Safari/537.36'
const { token, record } = openSession({
  chance: new Uint8Array(32).fill(7),
  person: 'chi-lan',
  agent: android,
  now: after(0),
})

describe('a session', () => {
  test('is kept under the hash of its token, never the token', () => {
    expect(isToken(token)).toBe(true)
    expect(session.parse(record)).toEqual(record)
    expect(record.id).toBe(sessionId(token))
    expect(JSON.stringify(record)).not.toContain(token)
    expect(record.agent).toBe('Chrome, Android')
  })

  test('is live, and not written again within the hour', () => {
    expect(readSession(record, after(0.04))).toEqual({ is: 'live', record })
  })

  test('lives thirty days after it was last used', () => {
    expect(readSession(record, after(29.9))).toMatchObject({
      is: 'live',
      next: { seenAt: after(29.9).toISOString(), expiresAt: after(59.9).toISOString() },
    })
    expect(readSession(record, after(30))).toEqual({ code: 'session/expired' })
  })

  test('lives a hundred and eighty days at the most, however it is used', () => {
    let kept = record
    for (let day = 20; day < 180; day += 20) {
      const read = readSession(kept, after(day))
      if (!('is' in read)) throw new Error(read.code)
      kept = read.record
    }
    expect(kept.expiresAt).toBe(after(180).toISOString())
    expect(readSession(kept, after(180))).toEqual({ code: 'session/expired' })
  })

  test('is over once its owner has ended it, and stays so', () => {
    const ended = endSession(record, after(1))
    expect(readSession(ended, after(1))).toEqual({ code: 'session/ended' })
    expect(endSession(ended, after(2))).toEqual(ended)
  })

  test('that is not there is none', () => {
    expect(readSession(undefined, after(0))).toEqual({ code: 'session/none' })
  })

  test('needs 32 random bytes', () => {
    expect(() => openSession({ chance: new Uint8Array(16), person: 'p', agent: '', now: after(0) })).toThrow('32')
  })
})

test.each([
  [android, 'Chrome, Android'],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 17_4 like Mac OS X) AppleWebKit/605.1.15 Version/17.4 Mobile/15E148 Safari/604.1',
    'Safari, iPhone',
  ],
  [
    'Mozilla/5.0 (Linux; Android 9) AppleWebKit/537.36 Chrome/74.0 Mobile Safari/537.36 Zalo android/12080501',
    'Zalo, Android',
  ],
  ['Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:125.0) Gecko/20100101 Firefox/125.0', 'Firefox, Windows'],
  ['curl/8.7.1', ''],
  ['', ''],
])('%s is told apart as "%s"', (header, said) => {
  expect(sayAgent(header)).toBe(said)
})

describe('the cookie', () => {
  test('is bound to this host, to TLS and to the browser alone', () => {
    expect(writeCookie(token, record.expiresAt, after(0))).toBe(
      `__Host-nguon=${token}; Max-Age=2592000; Path=/; Secure; HttpOnly; SameSite=Lax`,
    )
    expect(clearCookie()).toBe('__Host-nguon=; Max-Age=0; Path=/; Secure; HttpOnly; SameSite=Lax')
    expect(writeCookie(token, record.expiresAt, after(31))).toContain('Max-Age=0;')
  })

  test.each([
    ['alone', `__Host-nguon=${token}`, token],
    ['among others', `lang=vi; __Host-nguon=${token}; x=1`, token],
    ['twice the same', `__Host-nguon=${token}; __Host-nguon=${token}`, token],
    ['twice and different', `__Host-nguon=${token}; __Host-nguon=${'A'.repeat(43)}`, undefined],
    ['of the wrong shape', '__Host-nguon=1; drop', undefined],
    ['under another name', `nguon=${token}`, undefined],
    ['absent', undefined, undefined],
  ])('%s is read so', (_, header, read) => {
    expect(readCookie(header)).toBe(read)
  })
})
