import { readRuns, runsMost, writeRuns } from '@nguon/trace/runs'
import { addIssue, applyRange, type Change, type Segment, segmentMost } from '@nguon/trace/segment'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

const at = '2026-11-22T02:00:00.000Z'
const must = (answer: Segment[] | { code: string }) => {
  if (!Array.isArray(answer)) throw new Error(answer.code)
  return answer
}

/** A lot cut into so many runs: singles voided out of what is activated, each at its own minute, by two people, for a few reasons. */
function cut(runs: number): Segment[] {
  const whole = must(addIssue([], { first: 0, last: 99_999, at, by: 'Bà Mai' }))
  const active = must(
    applyRange(
      must(applyRange(whole, { first: 0, last: 99_999 }, { do: 'print', at })),
      { first: 0, last: 99_999 },
      { do: 'activate', at, by: 'Bà Mai' },
    ),
  )
  const singles = Array.from(
    { length: runs >> 1 },
    (_, n): Segment => ({
      ...{ first: n * 40 + 20, last: n * 40 + 20, state: 'voided', was: 'activated', wasAt: at },
      ...{
        at: new Date(Date.parse(at) + n * 61_000).toISOString(),
        by: n % 2 ? 'Bà Mai' : 'Cán bộ xã',
        why: ['rách', 'ướt', 'in lệch'][n % 3]!,
      },
    }),
  )
  const [first] = active
  return singles.flatMap((single, n) => [{ ...first!, first: n * 40 + (n === 0 ? 0 : -19), last: n * 40 + 19 }, single])
}

describe('the runs of a lot as a text', () => {
  test('come back as they were, whatever was done to them', () => {
    const move = fc.record({
      what: fc.constantFrom<Change['do'] | 'issue'>('issue', 'print', 'activate', 'void', 'lose', 'undo'),
      range: fc.tuple(fc.nat(60), fc.nat(25)).map(([first, length]) => ({ first, last: first + length })),
      at: fc.constantFrom('2026-11-22T02:00:00.000Z', '2026-11-23T02:03:04.567Z'),
      by: fc.option(fc.constantFrom('ho-1', 'Trạm ~ "xã"'), { nil: undefined }),
      why: fc.option(fc.string({ maxLength: 300 }), { nil: undefined }),
      key: fc.constantFrom(0, 1, 3),
    })
    fc.assert(
      fc.property(fc.array(move, { maxLength: 25 }), (moves) => {
        let runs: Segment[] = []
        for (const { what, range, at, by, why, key } of moves) {
          const change = { at, ...(by === undefined ? {} : { by }), ...(why === undefined ? {} : { why }) }
          const answer =
            what === 'issue'
              ? addIssue(runs, { ...range, at, by: by ?? '-', key: key as 0 })
              : applyRange(runs, range, { ...change, do: what })
          if (Array.isArray(answer)) runs = answer
          expect(readRuns(writeRuns(runs))).toEqual(runs)
        }
      }),
      { seed: 11, numRuns: 300 },
    )
  })

  test.each([
    [10, 200],
    [200, 2_400],
    [segmentMost, runsMost],
  ])('of %d pieces take at most %d letters in the record that a scan reads', (pieces, most) => {
    const runs = cut(pieces)
    expect(runs).toHaveLength(pieces)
    const text = writeRuns(runs)
    expect(readRuns(text)).toEqual(runs)
    expect(text.length).toBeLessThanOrEqual(most)
    console.log(`${pieces} runs: ${text.length} letters, ${JSON.stringify(runs).length} as records`)
  })

  test.each(['', '2AAAA~[[],[]]', '1gA~[[],[]]', '1AAAF~[[],[]]', 'x'])('refuse to be read out of %j', (text) => {
    expect(() => readRuns(text)).toThrow()
  })
})
