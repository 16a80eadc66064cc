import { isNew, isThere, openTable, page, put, read, readItems, type Table, write } from '@nguon/store/table'
import { beforeAll, describe, expect, test } from 'vitest'
import * as z from 'zod'
import { freshTable } from '../engine.ts'

let table: Table
const clock = { now: new Date('2026-11-23T02:00:00.000Z') }
const thing = z.object({ n: z.int() })
const key = (n: number) => ({ pk: 'THINGS', sk: String(n).padStart(3, '0') })

beforeAll(async () => {
  const fresh = await freshTable()
  table = openTable(fresh.name, fresh.config, () => clock.now)
  for (let n = 0; n < 130; n++)
    await put(table, { ...key(n), n, odd: n % 2 === 1, deskPk: 'D', deskSk: String(999 - n) }, isNew)
})

describe('a page of a partition', () => {
  const walk = async (range: object) => {
    const seen: number[] = []
    for (let after: Record<string, unknown> | undefined, pages = 0; pages < 50; pages++) {
      const got = await page(table, { pk: 'THINGS', limit: 7, ...range, ...(after ? { after } : {}) }, thing)
      seen.push(...got.items.map(({ n }) => n))
      if (!got.next) return seen
      after = got.next
    }
    throw new Error('the list does not end')
  }

  test('leads to the next, until every row was seen once', async () => {
    expect(await walk({})).toEqual(Array.from({ length: 130 }, (_, n) => n))
    expect(await walk({ newestFirst: true })).toEqual(Array.from({ length: 130 }, (_, n) => 129 - n))
  })

  test('is filled to its limit although rows are dropped, and nothing is skipped', async () => {
    const keep = { expression: '#odd = :odd', names: { '#odd': 'odd' }, values: { ':odd': true } }
    expect(await walk({ keep })).toEqual(Array.from({ length: 65 }, (_, n) => 2 * n + 1))
  })

  test('of an index goes on from its own keys', async () => {
    expect(await walk({ index: 'desk', pk: 'D' })).toEqual(Array.from({ length: 130 }, (_, n) => 129 - n))
  })

  test('begins where it is told, and stops where it is told', async () => {
    const from = await page(table, { pk: 'THINGS', from: '128', limit: 7 }, thing)
    expect(from).toEqual({ items: [{ n: 128 }, { n: 129 }] })
    const upTo = await page(table, { pk: 'THINGS', upTo: '001', limit: 7 }, thing)
    expect(upTo).toEqual({ items: [{ n: 0 }, { n: 1 }] })
  })
})

describe('a write', () => {
  test('that believes what is no longer so writes nothing, and says which act was wrong', async () => {
    const done = await write(table, [
      { put: { pk: 'A', sk: 'A', n: 1 }, believing: isNew },
      { put: { ...key(3), n: 99 }, believing: isNew },
    ])
    expect(done).toEqual({ written: false, lost: [1] })
    expect(await read(table, { pk: 'A', sk: 'A' }, thing)).toBeUndefined()
    expect(await read(table, key(3), thing)).toEqual({ n: 3 })
  })

  test('of one item that is not there is refused where it must be', async () => {
    expect(await put(table, { pk: 'B', sk: 'B', n: 1 }, isThere)).toBe(false)
  })
})

describe('an item whose time is over', () => {
  test('is gone for every reader, though no engine has deleted it yet', async () => {
    const gone = { pk: 'OLD', sk: 'OLD' }
    await put(table, { ...gone, n: 1, ttl: clock.now.getTime() / 1000 + 60 }, isNew)
    expect(await read(table, gone, thing)).toEqual({ n: 1 })
    clock.now = new Date(clock.now.getTime() + 61_000)
    expect(await read(table, gone, thing)).toBeUndefined()
    expect(await readItems(table, [gone])).toEqual([undefined])
    expect(await page(table, { pk: 'OLD', limit: 5 }, thing)).toEqual({ items: [] })
  })
})

describe('many items by key', () => {
  test('may be asked for twice in one list', async () => {
    expect((await readItems(table, [key(3), key(4), key(3)])).map((it) => it?.n)).toEqual([3, 4, 3])
  })

  test('come in the order asked for, absent ones as nothing, more than a thousand at once', async () => {
    const items = await readItems(table, [
      key(129),
      { pk: 'NO', sk: 'NO' },
      ...Array.from({ length: 1120 }, (_, n) => key(n)),
    ])
    expect(items.map((it) => it?.n)).toEqual([
      129,
      undefined,
      ...Array.from({ length: 1120 }, (_, n) => (n < 130 ? n : undefined)),
    ])
  })
})
