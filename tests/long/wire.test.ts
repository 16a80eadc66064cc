import { isNew, isThere, openTable, put, read, write } from '@nguon/store/table'
import { expect, test } from 'vitest'
import * as z from 'zod'
import { freshTable } from '../engine.ts'
import { type Mishap, startRough } from '../store/rough.ts'

/** The minimal standard generator: the same mishaps at every run. */
function chanceFrom(seed: number) {
  let state = seed
  return () => {
    state = (state * 48_271) % 2_147_483_647
    return state / 2_147_483_647
  }
}

test('of ten thousand writes through a network of which one request in ten meets a mishap, none is lost or doubled', async () => {
  const { name, config } = await freshTable()
  const chance = chanceFrom(26)
  const mishaps: readonly Mishap[] = ['throttle', 'fail', 'reset', 'lose', 'close']
  const rough = await startRough(config.endpoint, (action) => {
    if (chance() >= 0.1) return 'none'
    const found = mishaps[Math.floor(chance() * mishaps.length)]!
    return action === 'TransactWriteItems' && chance() < 0.2 ? 'conflict' : found
  })
  const sure = openTable(name, config)
  const table = openTable(name, { ...config, endpoint: rough.endpoint })
  const counters = 20
  for (let n = 0; n < counters; n++) await put(sure, { pk: 'SUM', sk: String(n), n: 0 }, isNew)
  const done = { put: 0, added: new Array<number>(counters).fill(0), gaveUp: 0 }
  let at = 0
  await Promise.all(
    Array.from({ length: 16 }, async () => {
      for (let n = at++; n < 10_000; n = at++) {
        const counter = n % counters
        const change = { change: { pk: 'SUM', sk: String(counter) }, set: 'ADD n :one', values: { ':one': 1 } }
        try {
          if (n % 2 === 0) {
            expect(await put(table, { pk: `PUT#${n % 97}`, sk: String(n), n }, isNew)).toBe(true)
            done.put += 1
          } else {
            expect(await write(table, [{ ...change, believing: isThere }])).toEqual({ written: true })
            done.added[counter]! += 1
          }
        } catch {
          done.gaveUp += 1
        }
      }
    }),
  )
  const thing = z.object({ n: z.int() })
  const sums = await Promise.all(
    done.added.map(async (_, n) => (await read(sure, { pk: 'SUM', sk: String(n) }, thing))?.n),
  )
  expect(done.gaveUp).toBe(0)
  expect(done.put).toBe(5_000)
  expect(sums).toEqual(done.added)
  expect(sums.reduce<number>((sum, n) => sum + n!, 0)).toBe(5_000)
  await rough.close()
}, 300_000)
