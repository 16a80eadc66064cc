import { addIssue, applyRange, type Change, type Segment, segment, segmentMost, stateAt } from '@nguon/trace/segment'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

const at = '2026-11-22T02:00:00.000Z'
const issued = { first: 100, last: 199, state: 'issued', at, by: 'ho-1' } as const
const change = (what: Change['do'], more: Partial<Change> = {}): Change => ({ do: what, at, by: 'ho-1', ...more })

function must(answer: Segment[] | { code: string }): Segment[] {
  if (!Array.isArray(answer)) throw new Error(answer.code)
  return answer
}

const printed = must(applyRange([issued], { first: 100, last: 199 }, change('print')))

describe('a range of stamps', () => {
  test('is cut out of its run, and the rest stays as it was', () => {
    expect(applyRange(printed, { first: 120, last: 139 }, change('activate'))).toEqual([
      { first: 100, last: 119, state: 'printed', at, by: 'ho-1' },
      { first: 120, last: 139, state: 'activated', at, by: 'ho-1' },
      { first: 140, last: 199, state: 'printed', at, by: 'ho-1' },
    ])
  })

  test('joins its neighbour when nothing sets them apart', () => {
    const half = must(applyRange(printed, { first: 100, last: 149 }, change('activate')))
    expect(applyRange(half, { first: 150, last: 199 }, change('activate'))).toEqual([{ ...issued, state: 'activated' }])
  })

  test('asked twice changes nothing the second time', () => {
    const once = must(applyRange(printed, { first: 100, last: 149 }, change('activate')))
    expect(applyRange(once, { first: 100, last: 149 }, change('activate', { at: '2026-11-23T02:00:00.000Z' }))).toEqual(
      once,
    )
  })

  test('keeps why it was voided and what it was, and goes back to it', () => {
    const voided = must(applyRange(printed, { first: 150, last: 150 }, change('void', { why: 'Rách' })))
    expect(stateAt(voided, 150)).toEqual({
      first: 150,
      last: 150,
      state: 'voided',
      was: 'printed',
      wasAt: at,
      why: 'Rách',
      at,
      by: 'ho-1',
    })
    expect(applyRange(voided, { first: 150, last: 150 }, change('undo'))).toEqual(printed)
  })

  test('lost across two states goes back to both', () => {
    const mixed = must(applyRange(printed, { first: 100, last: 149 }, change('activate')))
    const lost = must(applyRange(mixed, { first: 140, last: 159 }, change('lose')))
    expect(applyRange(lost, { first: 140, last: 159 }, change('undo'))).toEqual(mixed)
  })

  test.each<[Change['do'], Segment['state']]>([
    ['activate', 'issued'],
    ['undo', 'issued'],
    ['print', 'activated'],
    ['print', 'voided'],
    ['activate', 'voided'],
    ['lose', 'voided'],
    ['void', 'lost'],
    ['activate', 'lost'],
  ])('cannot %s from %s', (wanted, state) => {
    const run =
      state === 'voided' || state === 'lost' ? { ...issued, state, was: 'printed' as const } : { ...issued, state }
    expect(applyRange([run], { first: 110, last: 120 }, change(wanted))).toEqual({
      code: 'segment/not-from-here',
      wanted,
      state,
      first: 110,
      last: 120,
    })
  })

  test('that reaches stamps never issued to this lot is refused whole, naming the first of them', () => {
    expect(applyRange(printed, { first: 90, last: 110 }, change('activate'))).toEqual({
      code: 'segment/not-issued',
      index: 90,
    })
    expect(applyRange(printed, { first: 190, last: 205 }, change('activate'))).toEqual({
      code: 'segment/not-issued',
      index: 200,
    })
    expect(applyRange([], { first: 1, last: 2 }, change('print'))).toEqual({ code: 'segment/not-issued', index: 1 })
    const gap = must(addIssue([issued], { first: 300, last: 309, at, by: 'ho-1' }))
    expect(applyRange(gap, { first: 150, last: 305 }, change('print'))).toEqual({
      code: 'segment/not-issued',
      index: 200,
    })
  })

  test.each([
    [5, 4],
    [-1, 4],
    [1.5, 4],
    [0, 2 ** 26],
    [Number.NaN, 4],
  ])('from %d to %d is no range', (first, last) => {
    expect(applyRange(printed, { first, last }, change('void'))).toMatchObject({ code: 'segment/bad-range' })
  })
})

describe('a fresh issue', () => {
  test('takes its place among the runs', () => {
    const two = must(addIssue([{ ...issued, first: 300, last: 399 }], { first: 100, last: 199, at, by: 'ho-1' }))
    expect(two.map(({ first }) => first)).toEqual([100, 300])
    expect(addIssue(two, { first: 200, last: 299, at, by: 'ho-1' })).toEqual([{ ...issued, last: 399 }])
  })

  test('over stamps already issued is refused', () => {
    expect(addIssue([issued], { first: 150, last: 250, at, by: 'ho-1' })).toEqual({
      code: 'segment/already-issued',
      index: 150,
    })
    expect(addIssue([issued], { first: 0, last: 100, at, by: 'ho-1' })).toEqual({
      code: 'segment/already-issued',
      index: 100,
    })
  })
})

test('a lot is not cut into more runs than its passport can carry', () => {
  let runs: Segment[] = [{ ...issued, first: 0, last: 9_999, state: 'printed' }]
  for (let index = 1; runs.length < segmentMost - 1; index += 2) {
    runs = must(applyRange(runs, { first: index, last: index }, change('activate')))
  }
  expect(runs.length).toBe(segmentMost - 1)
  expect(applyRange(runs, { first: 9_000, last: 9_000 }, change('activate'))).toEqual({
    code: 'segment/too-many',
    most: 2_000,
  })
})

test('whatever is done, runs stay sorted, apart, merged, valid, and agree with a plain list of stamps', () => {
  const range = fc.tuple(fc.nat(60), fc.nat(25)).map(([first, length]) => ({ first, last: first + length }))
  const move = fc.record({
    what: fc.constantFrom<Change['do'] | 'issue'>('issue', 'print', 'activate', 'void', 'lose', 'undo'),
    range,
    day: fc.constantFrom('2026-11-22T02:00:00.000Z', '2026-11-23T02:00:00.000Z'),
  })
  const next: Record<Change['do'], Record<string, string | undefined>> = {
    print: { issued: 'printed', printed: 'printed' },
    activate: { printed: 'activated', activated: 'activated' },
    void: { issued: 'voided<issued', printed: 'voided<printed', activated: 'voided<activated' },
    lose: { issued: 'lost<issued', printed: 'lost<printed', activated: 'lost<activated' },
    undo: { printed: 'issued', activated: 'printed' },
  }
  const step = (what: Change['do'], state: string | undefined) => {
    if (state === undefined) return undefined
    const [name, was] = state.split('<')
    if (was !== undefined)
      return what === 'undo' ? was : next[what][name!] === undefined && leads[what] === name ? state : undefined
    return next[what][state]
  }
  const leads: Record<Change['do'], string> = {
    print: 'printed',
    activate: 'activated',
    void: 'voided',
    lose: 'lost',
    undo: '',
  }

  fc.assert(
    fc.property(fc.array(move, { maxLength: 25 }), (moves) => {
      let runs: Segment[] = []
      const plain = new Map<number, string>()
      for (const { what, range, day } of moves) {
        const stamps = Array.from({ length: range.last - range.first + 1 }, (_, at) => range.first + at)
        if (what === 'issue') {
          const answer = addIssue(runs, { ...range, at: day, by: 'ho-1' })
          const free = stamps.every((stamp) => !plain.has(stamp))
          expect(Array.isArray(answer)).toBe(free)
          if (!Array.isArray(answer)) continue
          runs = answer
          for (const stamp of stamps) plain.set(stamp, 'issued')
        } else {
          const answer = applyRange(runs, range, { do: what, at: day })
          const after = stamps.map((stamp) => step(what, plain.get(stamp)))
          expect(Array.isArray(answer)).toBe(after.every((state) => state !== undefined))
          if (!Array.isArray(answer)) continue
          runs = answer
          for (const [at, stamp] of stamps.entries()) plain.set(stamp, after[at]!)
        }
        for (const [at, run] of runs.entries()) {
          expect(segment.parse(run)).toEqual(run)
          const before = runs[at - 1]
          if (!before) continue
          expect(run.first).toBeGreaterThan(before.last)
          if (run.first === before.last + 1)
            expect({ ...before, first: 0, last: 0 }).not.toEqual({ ...run, first: 0, last: 0 })
        }
      }
      for (let stamp = 0; stamp < 90; stamp++) {
        const run = stateAt(runs, stamp)
        expect(run && ('was' in run ? `${run.state}<${run.was}` : run.state)).toBe(plain.get(stamp))
      }
    }),
    { seed: 7, numRuns: 400 },
  )
})
