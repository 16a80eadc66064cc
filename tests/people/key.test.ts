import { apiKey, apiKeyDraft, checkKey, keyHash, mintKey, readKey, revokeKey } from '@nguon/people/key'
import { describe, expect, test } from 'vitest'

const now = new Date('2026-11-22T02:00:00.000Z')
const draft = apiKeyDraft.parse({
  name: 'Phần mềm hợp tác xã',
  scopes: ['listing:read', 'events:write'],
  province: '38',
})
const { text, record } = mintKey({
  chance: Uint8Array.from({ length: 37 }, (_, at) => at),
  draft,
  owner: 'anh-son',
  now,
})

describe('an API key', () => {
  test('is told once and kept hashed', () => {
    expect(text).toMatch(/^nk_0001020304_[0-9a-f]{64}$/)
    expect(apiKey.parse(record)).toEqual(record)
    expect(record).toMatchObject({ id: '0001020304', hash: keyHash(text), owner: 'anh-son', province: '38' })
    expect(JSON.stringify(record)).not.toContain(text.slice(14))
  })

  test('is good, and its day of use is written once a day', () => {
    const first = checkKey(record, text, '2026-11-22')
    expect(first).toMatchObject({ is: 'good', next: { lastUsed: '2026-11-22' } })
    expect(checkKey({ ...record, lastUsed: '2026-11-22' }, text, '2026-11-22')).not.toHaveProperty('next')
    expect(checkKey({ ...record, lastUsed: '2026-11-22' }, text, '2026-11-23')).toHaveProperty('next')
  })

  test('is refused when revoked, unknown, or another’s', () => {
    const revoked = revokeKey(record, now)
    expect(checkKey(revoked, text, '2026-11-22')).toEqual({
      code: 'key/revoked',
      id: '0001020304',
      at: '2026-11-22T02:00:00.000Z',
    })
    expect(revokeKey(revoked, new Date('2026-12-01T00:00:00.000Z'))).toEqual(revoked)
    expect(checkKey(undefined, text, '2026-11-22')).toEqual({ code: 'key/unknown' })
    expect(checkKey(record, `${text.slice(0, -1)}0`, '2026-11-22')).toEqual({ code: 'key/unknown' })
  })

  test('needs 37 random bytes', () => {
    expect(() => mintKey({ chance: new Uint8Array(8), draft, owner: 'o', now })).toThrow('37')
  })
})

test.each([
  ['bare', text],
  ['after Bearer', `Bearer ${text}`],
  ['after bearer and spaces', `bearer   ${text} `],
])('a key is read %s', (_, header) => {
  expect(readKey(header)).toEqual({ id: '0001020304', text })
})

test.each([['nk_1_2'], [`Basic ${text}`], [text.toUpperCase()], [`${text}0`], [''], ['nk_'.repeat(5000)]])(
  'what is no key is not looked up: %.20s',
  (header) => {
    expect(readKey(header)).toEqual({ code: 'key/not-a-key' })
  },
)

test.each([
  ['an unknown scope', { name: 'x y', scopes: ['everything'] }],
  ['no scope', { name: 'x y', scopes: [] }],
  ['a field that is not asked for', { name: 'x y', scopes: ['listing:read'], owner: 'me' }],
])('%s is refused when a key is asked for', (_, body) => {
  expect(apiKeyDraft.safeParse(body).success).toBe(false)
})
