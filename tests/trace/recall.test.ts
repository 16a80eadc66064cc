import {
  bannerOf,
  holdsListing,
  isPublic,
  lotsInForce,
  moveRecall,
  orderRanges,
  type RecallCase,
  type RecallCommand,
  type RecallIn,
  type RecallReach,
  recallCase,
  recallDraft,
  stepTask,
  taskOf,
} from '@nguon/trace/recall'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

const mai = { id: 'mai', name: 'Bà Mai' }
const hanh = { id: 'hanh', name: 'Chị Hạnh' }
const at = '2026-11-23T19:00:00.000Z'
const reach: RecallReach = {
  ...{ lots: 2, stamps: { issued: 200, activated: 150 }, scans: { stamps: 12, provinces: { '38': 9, '01': 5 } } },
  orders: { count: 3, atLeast: false },
}

const proposed: RecallIn<'proposed'> = {
  ...{ id: 'rc0123456789abcdef', revision: 1, state: 'proposed', product: '09520123456788', name: 'Nem chua' },
  ...{ maker: 'ba-mai', makerName: 'Cơ sở Bà Mai', commune: '14797', province: '38' },
  scope: { is: 'lots', lots: ['NC-1', 'NC-2'] },
  ...{ hazard: 'health', reason: 'Một mẻ ủ quá nóng.', advice: 'Không ăn, mang lại nơi mua.', contact: 'Trạm y tế xã' },
  proposed: { by: mai, at: '2026-11-23T02:00:00.000Z' },
}
const confirm: RecallCommand = { do: 'confirm', lots: ['NC-1', 'NC-2'], reach }
const count = { made: 500, returned: 40, destroyed: 30, mended: 10 }

function moved(it: RecallCase, command: RecallCommand, by = hanh): RecallCase {
  const next = moveRecall(it, command, by, at)
  if ('code' in next) throw new Error(next.code)
  return next
}
const live = moved(proposed, confirm) as RecallIn<'live'>
const close: RecallCommand = { do: 'close', summary: 'Hàng đã thu về và hủy.', reach }

describe('a recall', () => {
  test('takes two people: whoever proposed it can only take it back', () => {
    expect(moveRecall(proposed, confirm, mai, at)).toEqual({ code: 'recall/own-proposal' })
    expect(moveRecall(proposed, { do: 'refuse', why: 'Chưa có kết quả mẫu' }, mai, at)).toEqual({
      code: 'recall/own-proposal',
    })
    expect(moveRecall(proposed, { do: 'withdraw' }, hanh, at)).toEqual({ code: 'recall/not-proposer' })
    expect(moved(proposed, { do: 'withdraw' }, mai)).toMatchObject({ state: 'withdrawn', withdrawn: { by: mai, at } })
    expect(live).toMatchObject({ state: 'live', revision: 2, confirmed: { by: hanh, at }, lots: ['NC-1', 'NC-2'] })
  })

  test.each<[string, RecallCase, RecallCommand, string]>([
    ['a live one is not confirmed again', live, confirm, 'recall/not-from-here'],
    ['a live one is not withdrawn', live, { do: 'withdraw' }, 'recall/not-from-here'],
    ['a proposal is not counted', proposed, { do: 'count', count }, 'recall/not-from-here'],
    ['a proposal is not closed', proposed, close, 'recall/not-from-here'],
    ['nothing in its scope is nothing to confirm', proposed, { ...confirm, lots: [] }, 'recall/nothing-in-scope'],
    ['it is not closed before what came back is counted', live, close, 'recall/not-counted'],
    [
      'no more is destroyed than came back',
      live,
      { do: 'count', count: { ...count, mended: 11 } },
      'recall/miscounted',
    ],
    [
      'only lots that are in it are lifted out of it',
      live,
      { do: 'lift', lots: ['NC-9'], why: 'Kết quả mẫu đạt' },
      'recall/not-in-scope',
    ],
  ])('%s', (_, it, command, code) => {
    expect(moveRecall(it, command, hanh, at)).toMatchObject({ code })
  })

  test('goes on standing on its lots when it is closed, and only lifting takes one out, once', () => {
    const closed = moved(moved(live, { do: 'count', count }), close)
    const lift: RecallCommand = { do: 'lift', lots: ['NC-2'], why: 'Kết quả mẫu đạt' }
    const lifted = moved(closed, lift) as RecallIn<'closed'>
    expect(lotsInForce(closed as RecallIn<'closed'>)).toEqual(['NC-1', 'NC-2'])
    expect(lotsInForce(lifted)).toEqual(['NC-1'])
    expect(moveRecall(lifted, lift, hanh, at)).toEqual({ code: 'recall/not-in-scope', lot: 'NC-2' })
  })

  test('keeps its product from being sold while all of it is called back and the work is not over', () => {
    const whole: RecallIn<'live'> = { ...live, scope: { is: 'product' } }
    expect([whole, live, moved(moved(whole, { do: 'count', count }), close)].map(holdsListing)).toEqual([
      true,
      false,
      false,
    ])
    expect(holdsListing(moved(whole, { do: 'lift', lots: ['NC-1', 'NC-2'], why: 'Kết quả mẫu đạt' }))).toBe(false)
  })

  test('is told of on the day it began in Vietnam, and of its ranges only where it has some', () => {
    expect(bannerOf(live)).toEqual({
      ...{ id: proposed.id, since: '2026-11-24', hazard: 'health', reason: proposed.reason },
      ...{ advice: proposed.advice, contact: proposed.contact },
    })
    const ranges = [{ first: 0, last: 9 }]
    expect(bannerOf({ ...live, scope: { is: 'ranges', lot: 'NC-1', ranges } }).ranges).toEqual(ranges)
  })

  test('asks for words one can act on', () => {
    const { scope, hazard, reason, advice, contact } = proposed
    const draft = { scope, hazard, reason, advice, contact }
    expect(recallDraft.safeParse(draft).success).toBe(true)
    for (const worse of [
      { reason: 'Hư' },
      { advice: '' },
      { contact: '' },
      { hazard: 'none' },
      { scope: { is: 'all' } },
    ])
      expect(recallDraft.safeParse({ ...draft, ...worse }).success).toBe(false)
  })

  test('whatever is asked of it in whatever order, it is kept as it is read, moves one revision at a time, and never loses a lot unsaid', () => {
    const why = 'Kết quả mẫu đạt yêu cầu'
    const commands: RecallCommand[] = [
      ...[confirm, close, { do: 'refuse', why } as const, { do: 'withdraw' } as const, { do: 'count', count } as const],
      ...[['NC-1'], ['NC-2'], ['NC-1', 'NC-1']].map((lots) => ({ do: 'lift', lots, why }) as const),
    ]
    fc.assert(
      fc.property(
        fc.array(fc.tuple(fc.constantFrom(...commands), fc.constantFrom(mai, hanh)), { maxLength: 12 }),
        (asked) => {
          let it: RecallCase = proposed
          for (const [command, by] of asked) {
            const next = moveRecall(it, command, by, at)
            if ('code' in next) continue
            expect(next.revision).toBe(it.revision + 1)
            expect(recallCase.parse(JSON.parse(JSON.stringify(next)))).toEqual(next)
            if (isPublic(it)) expect(isPublic(next)).toBe(true)
            if (isPublic(next)) {
              expect(next.proposed.by.id).not.toBe(next.confirmed.by.id)
              expect([...lotsInForce(next), ...next.lifted.flatMap(({ lots }) => lots)].sort()).toEqual(next.lots)
            }
            it = next
          }
        },
      ),
      { seed: 2611, numRuns: 400 },
    )
  })
})

describe('ranges of a recall', () => {
  test('are put in order, and none is turned round or meets another', () => {
    const [a, b] = [
      { first: 0, last: 9 },
      { first: 20, last: 29 },
    ]
    expect(orderRanges([b, a])).toEqual([a, b])
    expect(orderRanges([a, { first: 9, last: 12 }])).toEqual({ code: 'recall/bad-range', first: 9, last: 12 })
    expect(orderRanges([{ first: 5, last: 4 }])).toEqual({ code: 'recall/bad-range', first: 5, last: 4 })
  })
})

describe('what a recall leaves to write', () => {
  test('is all banners before the first history, and ends after the last', () => {
    const call = taskOf(live, confirm, at)!
    expect(call).toMatchObject({ n: 0, of: { is: 'call' }, phase: 'banner', next: 0 })
    const half = stepTask(call, 1)!
    expect(half).toMatchObject({ phase: 'banner', next: 1 })
    const told = stepTask(half, 1)!
    expect(told).toMatchObject({ phase: 'history', next: 0 })
    expect(stepTask(stepTask(told, 1)!, 1)).toBeUndefined()
  })

  test('is numbered, so that a lifting waits for what stands before it', () => {
    const lift: RecallCommand = { do: 'lift', lots: ['NC-2'], why: 'Kết quả mẫu đạt' }
    expect(taskOf(moved(live, lift), lift, at)).toMatchObject({ n: 1, of: { is: 'lift', lifting: 0 }, lots: ['NC-2'] })
    expect(taskOf(proposed, { do: 'withdraw' }, at)).toBeUndefined()
    expect(taskOf(live, { do: 'count', count }, at)).toBeUndefined()
  })
})
