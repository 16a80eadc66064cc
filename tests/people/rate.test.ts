import { countRate, type Limit, type RateWindow } from '@nguon/people/rate'
import fc from 'fast-check'
import { expect, test } from 'vitest'

const start = Date.parse('2026-11-22T02:00:00.000Z')
const after = (minutes: number) => new Date(start + minutes * 60_000)
const limits: Limit[] = [
  { most: 3, minutes: 15 },
  { most: 5, minutes: 60 },
]

/** Asks at each minute in turn; a letter for each: y let through, n refused. */
function ask(minutes: readonly number[]): { letters: string; window: RateWindow | undefined } {
  let window: RateWindow | undefined
  let letters = ''
  for (const minute of minutes) {
    const counted = countRate(limits, window, after(minute))
    letters += 'is' in counted ? 'y' : 'n'
    if ('is' in counted) window = counted.window
  }
  return { letters, window }
}

test.each([
  ['the fourth within fifteen minutes is refused', [0, 1, 2, 3], 'yyyn'],
  ['a place is free again fifteen minutes after the first', [0, 1, 2, 14.9, 15, 15.1], 'yyynyn'],
  ['the window slides: six around its edge do not pass', [13, 14, 14.9, 15.1, 15.2, 15.3], 'yyynnn'],
  ['what was refused is not counted', [0, 1, 2, 3, 4, 5, 15], 'yyynnny'],
  ['the longer limit holds too', [0, 1, 2, 16, 17, 18, 40, 60], 'yyyyynny'],
])('%s', (_, minutes, letters) => {
  expect(ask(minutes).letters).toBe(letters)
})

test('a refusal says from when on it would be let through', () => {
  const { window } = ask([0, 1, 2])
  expect(countRate(limits, window, after(3))).toEqual({ code: 'rate/too-many', again: '2026-11-22T02:15:00.000Z' })
  expect(countRate(limits, window, after(15))).toMatchObject({ is: 'counted' })
})

test('no window of fifteen minutes ever holds more than three, and the record stays short', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 12 }), { maxLength: 120 }), (gaps) => {
      let minute = 0
      const passed: number[] = []
      let window: RateWindow | undefined
      for (const gap of gaps) {
        minute += gap
        const counted = countRate(limits, window, after(minute))
        if (!('is' in counted)) continue
        window = counted.window
        passed.push(minute)
        expect(window.seen.length).toBeLessThanOrEqual(5)
      }
      for (const at of passed) {
        expect(passed.filter((other) => other > at - 15 && other <= at).length).toBeLessThanOrEqual(3)
        expect(passed.filter((other) => other > at - 60 && other <= at).length).toBeLessThanOrEqual(5)
      }
    }),
  )
})
