import { humanSerial, readHuman, readSerial, serialOf, stampKeys, stampSpace } from '@nguon/trace/stamp'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

const secret = (fill: number) => new Uint8Array(32).fill(fill)
const keys = stampKeys([
  { id: 0, secret: secret(1) },
  { id: 2, secret: secret(2) },
])
const tea = '09520123456788'
const honey = 'MATONG1'
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

const product = fc.constantFrom(tea, honey, '09520123456795')
const index = fc.integer({ min: 0, max: stampSpace - 1 })
const key = fc.constantFrom(0 as const, 2 as const)
const letterAt = fc.integer({ min: 0, max: 11 })
const letter = fc.constantFrom(...alphabet)

/** mulberry32: the same million tries on every machine. */
function seeded(seed: number) {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let x = Math.imul(state ^ (state >>> 15), 1 | state)
    x = (x + Math.imul(x ^ (x >>> 7), 61 | x)) ^ x
    return ((x ^ (x >>> 14)) >>> 0) / 2 ** 32
  }
}

describe('a serial', () => {
  test('is twelve letters and gives back its index and key', () => {
    fc.assert(
      fc.property(product, index, key, (product, index, key) => {
        const serial = serialOf(keys, product, index, key)
        expect(serial).toMatch(/^[0-9A-HJKMNP-TV-Z]{12}$/)
        expect(readSerial(keys, product, serial)).toEqual({ index, key, serial })
      }),
      { seed: 1, numRuns: 3_000 },
    )
  })

  test('does not change from one version of the code to the next', () => {
    expect([0, 1, stampSpace - 1].map((index) => serialOf(keys, tea, index))).toEqual([
      'QT5PN28DGFV2',
      'GCJ36EHC8Q17',
      'MJQTSES87K65',
    ])
  })

  test('is read in lower case, with spaces, dashes and letters that look alike', () => {
    fc.assert(
      fc.property(product, index, (product, index) => {
        const serial = serialOf(keys, product, index)
        const sloppy = ` ${serial.slice(0, 5)}-${serial.slice(5)}`
          .toLowerCase()
          .replaceAll('0', 'o')
          .replaceAll('1', 'l')
        expect(readSerial(keys, product, sloppy)).toEqual({ index, key: 2, serial })
      }),
      { seed: 2 },
    )
  })

  test('with one letter altered is not ours', () => {
    fc.assert(
      fc.property(product, index, letterAt, letter, (product, index, at, letter) => {
        const serial = serialOf(keys, product, index)
        fc.pre(serial[at] !== letter)
        const altered = serial.slice(0, at) + letter + serial.slice(at + 1)
        expect(readSerial(keys, product, altered)).toEqual({ code: 'stamp/not-ours', why: 'check' })
      }),
      { seed: 3, numRuns: 5_000 },
    )
  })

  test('moved to another product is not ours', () => {
    fc.assert(
      fc.property(index, (index) => {
        expect(readSerial(keys, honey, serialOf(keys, tea, index))).toEqual({ code: 'stamp/not-ours', why: 'check' })
      }),
      { seed: 4, numRuns: 3_000 },
    )
  })

  test('signed with a key we do not hold is not ours', () => {
    const theirs = stampKeys([{ id: 2, secret: secret(9) }])
    const unknown = stampKeys([{ id: 1, secret: secret(1) }])
    expect(readSerial(keys, tea, serialOf(theirs, tea, 7))).toEqual({ code: 'stamp/not-ours', why: 'check' })
    expect(readSerial(keys, tea, serialOf(unknown, tea, 7))).toEqual({ code: 'stamp/not-ours', why: 'check' })
  })

  test.each([
    '',
    'K7MQ',
    '0'.repeat(13),
    '0'.repeat(400),
    'UUUUUUUUUUUU',
    'ĐĐĐĐĐĐĐĐĐĐĐĐ',
    "' OR 1=1 --!",
    '            ',
  ])('%j has the wrong shape', (text) =>
    expect(readSerial(keys, tea, text)).toEqual({ code: 'stamp/not-ours', why: 'shape' }),
  )

  test('of the right shape but invented is never accepted, 50,000 tries', () => {
    const chance = seeded(20261122)
    const accepted = Array.from({ length: 50_000 }, () =>
      Array.from({ length: 12 }, () => alphabet[Math.floor(chance() * 32)]).join(''),
    ).filter((invented) => 'index' in readSerial(keys, tea, invented))
    expect(accepted).toEqual([])
  })

  test('is unique within a product', () => {
    const serials = new Set(Array.from({ length: 20_000 }, (_, index) => serialOf(keys, tea, index)))
    expect(serials.size).toBe(20_000)
  })

  test('does not tell how many were made: successive indexes come in no order and fill the whole space', () => {
    const run = Array.from({ length: 4_096 }, (_, index) => serialOf(keys, tea, index))
    const rises = run.filter((serial, at) => at > 0 && serial > run[at - 1]!).length
    expect(rises / 4_095).toBeGreaterThan(0.47)
    expect(rises / 4_095).toBeLessThan(0.53)
    const bodies = run.map((serial) =>
      [...serial.slice(0, 6)].reduce((sum, letter) => sum * 32 + alphabet.indexOf(letter), 0),
    )
    const order = bodies.map((body) => Math.floor(body / 4) % stampSpace)
    const buckets = new Array<number>(16).fill(0)
    for (const place of order) buckets[Math.floor(place / (stampSpace / 16))]! += 1
    for (const count of buckets) expect(Math.abs(count - 256)).toBeLessThan(80)
    const steps = new Set(order.slice(1).map((place, at) => (place - order[at]! + stampSpace) % stampSpace))
    expect(steps.size).toBeGreaterThan(4_000)
  })

  test('tells nothing of the next: on average half of the fifty-eight bits after the key change', () => {
    const bits = (serial: string) =>
      [...serial].map((letter) => alphabet.indexOf(letter).toString(2).padStart(5, '0')).join('')
    let changed = 0
    for (let index = 0; index < 2_000; index++) {
      const [one, next] = [bits(serialOf(keys, tea, index)), bits(serialOf(keys, tea, index + 1))]
      for (let at = 2; at < 60; at++) if (one[at] !== next[at]) changed += 1
    }
    expect(changed / 2_000 / 58).toBeGreaterThan(0.47)
    expect(changed / 2_000 / 58).toBeLessThan(0.53)
  })

  test('of the first stamp looks different on every product', () => {
    const heads = new Set(Array.from({ length: 200 }, (_, n) => serialOf(keys, `HANG${100 + n}`, 0).slice(0, 5)))
    expect(heads.size).toBeGreaterThan(190)
  })
})

describe('the keys', () => {
  test('must be long, single and present', () => {
    expect(() => stampKeys([])).toThrow(/at least one/)
    expect(() => stampKeys([{ id: 0, secret: new Uint8Array(31) }])).toThrow(/fewer than 32/)
    expect(() =>
      stampKeys([
        { id: 0, secret: secret(1) },
        { id: 0, secret: secret(2) },
      ]),
    ).toThrow(/twice/)
  })

  test('sign with the last one unless told otherwise, and the older one still reads', () => {
    expect(readSerial(keys, tea, serialOf(keys, tea, 5))).toMatchObject({ key: 2 })
    expect(readSerial(keys, tea, serialOf(keys, tea, 5, 0))).toMatchObject({ key: 0 })
  })

  test('refuse an index outside the space and a key not held, as bugs', () => {
    expect(() => serialOf(keys, tea, stampSpace)).toThrow(/outside/)
    expect(() => serialOf(keys, tea, -1)).toThrow(/outside/)
    expect(() => serialOf(keys, tea, 1, 3)).toThrow(/not held/)
  })
})

describe('the printed form', () => {
  const human = fc.array(letter, { minLength: 12, maxLength: 12 }).map((letters) => letters.join(''))

  test('is groups of four and a check letter, and reads back', () => {
    fc.assert(
      fc.property(human, (serial) => {
        const printed = humanSerial(serial)
        expect(printed).toMatch(/^(\w{4} ){3}\w$/)
        expect(readHuman(printed)).toEqual({ serial })
        expect(readHuman(printed.toLowerCase().replaceAll(' ', '-'))).toEqual({ serial })
      }),
      { seed: 5, numRuns: 2_000 },
    )
  })

  test('catches every single wrong letter and every exchange of neighbours', () => {
    fc.assert(
      fc.property(human, (serial) => {
        const printed = humanSerial(serial).replaceAll(' ', '')
        for (let at = 0; at < 13; at++) {
          for (const wrong of alphabet) {
            if (wrong === printed[at]) continue
            expect(readHuman(printed.slice(0, at) + wrong + printed.slice(at + 1))).toEqual({
              code: 'stamp/mistyped',
              why: 'check',
            })
          }
          if (at === 12 || printed[at] === printed[at + 1]) continue
          const exchanged = printed.slice(0, at) + printed[at + 1] + printed[at] + printed.slice(at + 2)
          expect(readHuman(exchanged)).toEqual({ code: 'stamp/mistyped', why: 'check' })
        }
      }),
      { seed: 6, numRuns: 60 },
    )
  })

  test('tells a slip from a forgery', () => {
    expect(readHuman('K7MQ 2R9D FH3P')).toEqual({ code: 'stamp/mistyped', why: 'length' })
    expect(readHuman('K7MQ 2R9D FH3P XX')).toEqual({ code: 'stamp/mistyped', why: 'length' })
    expect(readHuman('K7MQ 2R9D FH3U X')).toEqual({ code: 'stamp/mistyped', why: 'letter' })
    expect(readHuman('x'.repeat(10_000))).toEqual({ code: 'stamp/mistyped', why: 'length' })
  })
})
