import { addRun, partsOf, printedIn, type Run } from '@nguon/print/press'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

describe('what was printed', () => {
  test('is told run by run, and only inside the range that is asked for', () => {
    const runs: Run[] = [
      [0, 64],
      [100, 199],
    ]
    expect(printedIn(runs, { first: 60, last: 120 })).toEqual([
      [60, 64],
      [100, 120],
    ])
    expect(printedIn(runs, { first: 65, last: 99 })).toEqual([])
  })

  test('is kept in as few runs as can be, and holds exactly the stamps that were printed', () => {
    const range = fc.tuple(fc.nat(60), fc.nat(20)).map(([first, more]) => ({ first, last: first + more }))
    fc.assert(
      fc.property(fc.array(range, { maxLength: 12 }), (ranges) => {
        const runs = ranges.reduce<Run[]>((all, it) => addRun(all, it), [])
        for (let at = 0; at < 90; at++)
          expect(printedIn(runs, { first: at, last: at }).length).toBe(
            ranges.some((it) => it.first <= at && at <= it.last) ? 1 : 0,
          )
        for (const [i, run] of runs.entries()) if (i > 0) expect(run[0]).toBeGreaterThan(runs[i - 1]![1] + 1)
      }),
      { numRuns: 100, seed: 11 },
    )
  })
})

test('a half-used first sheet holds fewer stamps than the ones behind it', () => {
  const stock = { is: 'sheet', template: '65', plain: false } as const
  expect(partsOf({ first: 0, last: 99, used: 30, stock })).toEqual([
    { number: 1, first: 0, last: 34 },
    { number: 2, first: 35, last: 99 },
  ])
})
