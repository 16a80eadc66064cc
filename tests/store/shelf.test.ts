import { end, type Placed } from '@nguon/listing/board'
import { readShelf, rearrangeShelf } from '@nguon/store/shelf'
import { openTable, type Table } from '@nguon/store/table'
import { beforeAll, describe, expect, test } from 'vitest'
import { freshTable } from '../engine.ts'

let table: Table
beforeAll(async () => {
  const fresh = await freshTable()
  table = openTable(fresh.name, fresh.config)
})

const card = (n: number, text = `{"n":${n}`): Placed => ({
  ...{ at: String(n).padStart(4, '0'), group: n % 10 === 0 ? 'IV' : 'I', commune: '16093', text, ranks: [] },
})
const cards = (from: number, to: number) => Array.from({ length: to - from }, (_, n) => card(from + n))
async function walk(shelf: string, limit: number, fits?: (it: Placed) => boolean) {
  const seen: number[] = []
  for (let after: Record<string, unknown> | undefined, pages = 0; pages < 200; pages++) {
    const page = await readShelf(table, shelf, { limit, ...(fits ? { fits } : {}), ...(after ? { after } : {}) })
    expect(page.cards.length).toBeLessThanOrEqual(limit)
    seen.push(...page.cards.map(({ at }) => Number(at)))
    if (!page.next) return seen
    after = page.next
  }
  throw new Error('the shelf does not end')
}
const upTo = (n: number) => Array.from({ length: n }, (_, at) => at)
/** The boards of a shelf as they lie in the table: where each ends, and its version. */
async function boardsOf(shelf: string) {
  const answer = (await table.ask('Query', {
    ...{ TableName: table.name, KeyConditionExpression: 'pk = :pk', ConsistentRead: true },
    ExpressionAttributeValues: { ':pk': { S: `SHELF#${shelf}` } },
  })) as { Items: { to: { S: string }; version: { N: string } }[] }
  return answer.Items.map(({ to, version }) => `${to.S}@${version.N}`)
}

describe('a shelf', () => {
  test('on which nothing was ever laid is empty', async () => {
    expect(await readShelf(table, 'none', { limit: 20 })).toEqual({ cards: [] })
  })

  test.each([1, 7, 24, 100])('is walked to its end by %i, each card once', async (limit) => {
    const shelf = `walk-${limit}`
    await rearrangeShelf(table, shelf, { take: [], put: cards(0, 130) })
    expect(await walk(shelf, limit)).toEqual(upTo(130))
  })

  test('ends without an empty page where the last card is reached', async () => {
    await rearrangeShelf(table, 'exact', { take: [], put: cards(0, 40) })
    const first = await readShelf(table, 'exact', { limit: 20 })
    const second = await readShelf(table, 'exact', { limit: 20, after: first.next! })
    expect(second.cards).toHaveLength(20)
    expect(second.next).toBeUndefined()
  })

  test('of which most does not fit the filter leads on to what fits', async () => {
    await rearrangeShelf(table, 'filtered', { take: [], put: cards(0, 300) })
    expect(await walk('filtered', 7, ({ group }) => group === 'IV')).toEqual(upTo(30).map((n) => n * 10))
  })

  test('filled one by one is the same as filled at once, its boards cut where they are full', async () => {
    for (const n of upTo(60).reverse()) await rearrangeShelf(table, 'slow', { take: [], put: [card(n)] })
    expect(await walk('slow', 24)).toEqual(upTo(60))
    expect((await boardsOf('slow')).map((it) => it.split('@')[0])).toEqual(['0034', end])
  })

  test('arranged twice in the same way is written once', async () => {
    const change = { take: ['0003'], put: cards(0, 60) }
    await rearrangeShelf(table, 'twice', change)
    const before = await boardsOf('twice')
    await rearrangeShelf(table, 'twice', change)
    expect(await boardsOf('twice')).toEqual(before)
    await rearrangeShelf(table, 'twice', { take: ['0007', '9999'], put: [] })
    await rearrangeShelf(table, 'twice', { take: ['0007', '9999'], put: [] })
    expect(await walk('twice', 24)).toEqual(upTo(60).filter((n) => n !== 7))
  })

  test('shows a card as it was laid last', async () => {
    await rearrangeShelf(table, 'again', { take: [], put: cards(0, 30) })
    await rearrangeShelf(table, 'again', { take: [], put: [card(4, '{"n":"mới"')] })
    const { cards: found } = await readShelf(table, 'again', { limit: 30 })
    expect(found[4]?.text).toBe('{"n":"mới"')
    expect(found).toHaveLength(30)
  })

  test('that was emptied is filled again', async () => {
    const put = cards(0, 100)
    await rearrangeShelf(table, 'emptied', { take: [], put })
    await rearrangeShelf(table, 'emptied', { take: put.map(({ at }) => at), put: [] })
    expect(await walk('emptied', 24)).toEqual([])
    await rearrangeShelf(table, 'emptied', { take: [], put: cards(50, 53) })
    expect(await walk('emptied', 24)).toEqual([50, 51, 52])
  })

  test('written by eight at once keeps what each of them laid', async () => {
    const parts = upTo(8).map((part) => upTo(40).map((n) => card(n * 8 + part)))
    await Promise.all(parts.map((put) => rearrangeShelf(table, 'eight', { take: [], put })))
    expect(await walk('eight', 24)).toEqual(upTo(320))
  })

  test('walked while it grows shows everything that lay there from the beginning', async () => {
    const even = upTo(120).map((n) => card(n * 2))
    await rearrangeShelf(table, 'growing', { take: [], put: even })
    const seen: string[] = []
    for (let after: Record<string, unknown> | undefined, n = 0; ; n++) {
      const page = await readShelf(table, 'growing', { limit: 10, ...(after ? { after } : {}) })
      seen.push(...page.cards.map(({ at }) => at))
      if (!page.next) break
      after = page.next
      if (n < 6)
        await rearrangeShelf(table, 'growing', { take: [], put: upTo(20).map((it) => card(n * 20 + it * 2 + 1)) })
    }
    expect(seen).toEqual([...new Set(seen)].sort())
    for (const { at } of even) expect(seen).toContain(at)
  })
})
