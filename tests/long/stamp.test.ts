import { readSerial, serialOf, stampKeys } from '@nguon/trace/stamp'
import { expect, test } from 'vitest'

const keys = stampKeys([0, 1, 2, 3].map((id) => ({ id: id as 0 | 1 | 2 | 3, secret: new Uint8Array(32).fill(id + 1) })))
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const tries = 1_000_000

function seeded(seed: number) {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let x = Math.imul(state ^ (state >>> 15), 1 | state)
    x = (x + Math.imul(x ^ (x >>> 7), 61 | x)) ^ x
    return ((x ^ (x >>> 14)) >>> 0) / 2 ** 32
  }
}

const chance = seeded(1_000_003)
const below = (most: number) => Math.floor(chance() * most)
const invented = () => Array.from({ length: 12 }, () => alphabet[below(32)]).join('')

function altered() {
  const serial = serialOf(keys, '09520123456788', below(100_000), below(4) as 0 | 1 | 2 | 3)
  const at = below(12)
  const other = alphabet[(alphabet.indexOf(serial[at]!) + 1 + below(31)) % 32]
  return serial.slice(0, at) + other + serial.slice(at + 1)
}

const moved = () => serialOf(keys, 'MATONG1', below(100_000), below(4) as 0 | 1 | 2 | 3)

test.each([
  ['invented', invented],
  ['altered by one letter', altered],
  ['moved from another product', moved],
])('of a million stamps %s none is accepted', { timeout: 300_000 }, (_, make) => {
  let accepted = 0
  for (let at = 0; at < tries; at++) if ('index' in readSerial(keys, '09520123456788', make())) accepted += 1
  expect(accepted).toBe(0)
})
