import { createSecretKey } from 'node:crypto'
import type { House } from '@nguon/functions/house'
import { answerScan } from '@nguon/functions/scan'
import { serialOf, stampKeys } from '@nguon/trace/stamp'
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

/** The house as a scan sees it, with a table that counts whoever comes to it. */
function watched() {
  const asked = { reads: 0, writes: 0 }
  const table = {
    ...{ name: 'counted', now: () => now },
    ask: async () => {
      asked.reads += 1
      return {}
    },
    doc: { send: async () => (asked.writes += 1) },
  }
  const house = { table, stampKeys: keys, now: () => now, secrets: { device: createSecretKey(new Uint8Array(32)) } }
  return { asked, house: house as unknown as House }
}
const now = new Date('2026-11-28T02:00:00.000Z')

test.each([
  ['invented', invented],
  ['altered by one letter', altered],
  ['moved from another product', moved],
])(
  'of a million stamps %s none is accepted, and the table is not asked once',
  { timeout: 300_000 },
  async (_, make) => {
    const { asked, house } = watched()
    const headers = new Headers()
    let accepted = 0
    for (let at = 0; at < tries; at++) {
      const stamp = { product: '09520123456788', lot: 'AT-2611', serial: make(), address: '-', headers }
      if ((await answerScan(house, stamp)).verdict.is !== 'not-ours') accepted += 1
    }
    expect({ accepted, ...asked }).toEqual({ accepted: 0, reads: 0, writes: 0 })
  },
)

test('the count would see a genuine stamp', async () => {
  const { asked, house } = watched()
  const serial = serialOf(keys, '09520123456788', 7)
  await answerScan(house, { product: '09520123456788', lot: 'AT-2611', serial, address: '-', headers: new Headers() })
  expect(asked.reads + asked.writes).toBeGreaterThan(0)
})
