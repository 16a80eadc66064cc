import { faultsOf, keysOf } from '@nguon/functions/entry/settings'
import { rootName } from '@nguon/functions/env'
import { openRing, readRing } from '@nguon/functions/stamp-ring'
import { readSerial, retiredOn, serialOf } from '@nguon/trace/stamp'
import { describe, expect, test } from 'vitest'

const [first, second] = ['first-3f9aC1d7e5b2-8Kq0ZpLmWxYv-4hTn', 'second-7c1bA9e4d6f3-2Lp8XrNvQsUw-9jGm']
const ring = (it: object) => JSON.stringify(it)
const gtin = '09520123456788'

describe('the ring of stamp keys', () => {
  test('is one secret alone, as it was before there was a ring: key 0', () => {
    expect(readRing(first)).toEqual({ current: 0, keys: [{ id: 0, secret: first }] })
  })

  test('names the key that signs, and those that only check', () => {
    const keys = openRing(ring({ current: 1, keys: { 0: first, 1: second } }))
    expect(keys.current).toBe(1)
    expect(serialOf(keys, gtin, 7)).toBe(serialOf(keys, gtin, 7, 1))
    const old = serialOf(openRing(first), gtin, 7)
    expect(readSerial(keys, gtin, old)).toMatchObject({ index: 7, key: 0 })
  })

  test('knows from which day a key is no longer taken for good', () => {
    const keys = openRing(ring({ current: 1, keys: { 0: first, 1: second }, retired: { 0: '2027-01-31' } }))
    expect(retiredOn(keys, 0)).toBe('2027-01-31')
    expect(retiredOn(keys, 1)).toBeUndefined()
  })

  test('may carry the next key before it signs, so that every function knows it first', () => {
    const before = openRing(ring({ current: 0, keys: { 0: first, 1: second } }))
    const after = openRing(ring({ current: 1, keys: { 0: first, 1: second } }))
    expect(readSerial(before, gtin, serialOf(after, gtin, 9))).toMatchObject({ index: 9, key: 1 })
  })

  test.each<[string, string]>([
    ['{"current":1', 'not JSON'],
    [ring({ keys: { 0: first } }), 'not {current, keys}'],
    [ring({ current: 4, keys: { 0: first } }), 'not {current, keys}'],
    [ring({ current: 0, keys: { 0: first }, more: 1 }), 'not {current, keys}'],
    [ring({ current: 0, keys: { 0: first }, retired: { 1: 'yesterday' } }), 'not {current, keys}'],
    [ring({ current: 1, keys: { 0: first } }), 'no key of the current number'],
    [ring({ current: 0, keys: { 0: first, 1: 'short' } }), 'a key is short'],
    [ring({ current: 0, keys: { 0: first }, retired: { 0: '2027-01-31' } }), 'the current key is retired'],
    ['short', 'a key is short'],
  ])('%s is refused: %s', (text, why) => {
    expect(readRing(text)).toEqual({ code: 'setting/malformed', name: 'stamp', why })
    expect(() => openRing(text)).toThrow(why)
  })
})

describe('a deployment', () => {
  const root = 'root-3f9aC1d7e5b2-8Kq0ZpLmWxYv-4hTn'
  const rest = (stamp: string) =>
    faultsOf({}, { [rootName]: root, stamp }).filter(({ code }) => code === 'setting/malformed')

  test('does not open with a ring it cannot read, and says why', () => {
    expect(rest(ring({ current: 1, keys: { 0: first } }))).toEqual([
      { code: 'setting/malformed', name: 'stamp', why: 'no key of the current number' },
    ])
    expect(rest(ring({ current: 1, keys: { 0: first, 1: second } }))).toEqual([])
  })

  test('whose first key came from its root keeps it in the ring by the word derived', () => {
    const was = openRing(keysOf({ [rootName]: root }).stamp)
    const now = openRing(
      keysOf({ [rootName]: root, stamp: ring({ current: 1, keys: { 0: 'derived', 1: second } }) }).stamp,
    )
    expect(readSerial(now, gtin, serialOf(was, gtin, 7))).toMatchObject({ index: 7, key: 0 })
    expect(now.current).toBe(1)
  })
})
