import { type Certificate, rankOn, ranksOver } from '@nguon/listing/certificate'
import fc from 'fast-check'
import { expect, test } from 'vitest'

const day = fc.date({ min: new Date('2018-01-01'), max: new Date('2032-12-31'), noInvalidDate: true })
const iso = day.map((it) => it.toISOString().slice(0, 10))
const paper: fc.Arbitrary<Certificate> = fc.record(
  {
    kind: fc.constantFrom('ocop' as const, 'ocop' as const, 'vietgap' as const),
    number: fc.constant('5/QĐ-UBND'),
    issuer: fc.constant('UBND tỉnh Thanh Hóa'),
    state: fc.constantFrom('recognised' as const, 'extended' as const, 'withdrawn' as const),
    issued: iso,
    year: fc.integer({ min: 2018, max: 2031 }),
    until: iso,
    stars: fc.constantFrom(3 as const, 4 as const, 5 as const),
  },
  { requiredKeys: ['kind', 'number', 'issuer', 'state'] },
)

test('the ranks over time say of every day what the papers say of it', () => {
  fc.assert(
    fc.property(fc.array(paper, { maxLength: 5 }), fc.array(iso, { minLength: 1, maxLength: 20 }), (papers, days) => {
      const runs = ranksOver(papers)
      // The days on which something begins or ends are looked at too, and the days around them.
      const around = runs.flatMap(({ from }) =>
        [-1, 0, 1].map((by) => new Date(Date.parse(from) + by * 86_400_000).toISOString().slice(0, 10)),
      )
      for (const today of [...days, ...around]) {
        const run = runs.findLast(({ from }) => from <= today)
        expect(run?.rank?.stars).toBe(rankOn(papers, today)?.stars)
        expect(run?.rank?.paper).toBe(rankOn(papers, today)?.paper)
      }
    }),
    { seed: 20261128, numRuns: 300 },
  )
})
