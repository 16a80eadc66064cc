import {
  cardText,
  end,
  fewest,
  fitsShelf,
  most,
  type Placed,
  placesOf,
  readBoard,
  rearrange,
  shelfFor,
  writeBoard,
} from '@nguon/listing/board'
import { type Product, product } from '@nguon/listing/product'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

const at = '2026-11-22T03:00:00.000Z'
const make = (id: string, name: string, more: object = {}): Product =>
  product.parse({
    ...{ id, name, group: 'I', price: { is: 'ask' }, maker: 'htx-mot', makerName: 'HTX Một', commune: '16093' },
    ...{ province: '38', certificates: [], publication: { state: 'published', at, by: 'officer-1' } },
    ...{ revision: 1, createdAt: at, updatedAt: at, ...more },
  })
const card = (at: string, more: Partial<Placed> = {}): Placed => ({
  ...{ at, group: 'I', commune: '16093', text: `{"id":"${at}"`, ranks: [] },
  ...more,
})
const seeded = { seed: 20261128, numRuns: 200 }

describe('a product', () => {
  test('lies among the newest of its province, in its group and in its commune', () => {
    expect(placesOf(make('TH000001', 'Đường phên Tiên Lục'))).toEqual([
      { shelf: 'FRESH#38', at: '8204683599999#TH000001' },
      { shelf: 'GROUP#38#I', at: 'duong phen tien luc#TH000001' },
      { shelf: 'COMMUNE#16093', at: 'duong phen tien luc#TH000001' },
    ])
  })

  test.each(['draft', 'submitted', 'paused', 'withdrawn'])('that is %s lies nowhere', (state) => {
    expect(placesOf(make('TH000001', 'Kẹo lạc', { publication: { state, at, by: 'x', reason: 'hết mùa' } }))).toEqual(
      [],
    )
  })

  test('published later lies before one published earlier', () => {
    const [later] = placesOf(
      make('TH000002', 'Kẹo', { publication: { state: 'published', at: '2026-11-22T03:00:00.001Z', by: 'x' } }),
    )
    const [earlier] = placesOf(make('TH000001', 'Kẹo'))
    expect(later!.at < earlier!.at).toBe(true)
  })

  test('of whatever name lies before the end of the shelf, in the same order for letters and for bytes', () => {
    const places = ['~~~ Mắm', '🐟 Cá khô', 'Ｍắm', 'Z\u{10ffff}', 'áo'].flatMap((name) =>
      placesOf(make('TH000001', name)),
    )
    for (const { at } of places) {
      expect(at).toMatch(/^[ -}]+$/)
      expect(at < end).toBe(true)
    }
  })
})

describe('a board', () => {
  test('is read as it was written', () => {
    const ranks = [
      { from: '2026-03-12', stars: 4, text: ',"rank":{"stars":4}' },
      { from: '2029-03-13', stars: 0, text: '' },
    ]
    const cards = [card('a#1', { text: '{"name":"Mắm\\ttép\\n"' }), card('b#2', { ranks, group: 'VI' })]
    expect(readBoard(writeBoard(cards))).toEqual(cards)
    expect(readBoard(writeBoard([]))).toEqual([])
  })

  test.each(['một dòng khác', 'a\tI\t16093', 'a\tI\t16093\t{\t2026-01-01', '\tI\t16093\t{'])(
    'of another shape is not read: %s',
    (line) => {
      expect(() => readBoard(line)).toThrow('a card on a shelf cannot be read')
    },
  )

  test('holds after any changes what was laid last, in order, and no board is too full or too empty', () => {
    const place = fc.integer({ min: 0, max: 150 }).map((n) => String(n).padStart(3, '0'))
    const change = fc.record({ take: fc.array(place), put: fc.array(fc.tuple(place, fc.integer())) })
    fc.assert(
      fc.property(fc.array(change, { maxLength: 12 }), (changes) => {
        const lies = new Map<string, string>()
        let boards: Placed[][] = [[]]
        for (const { take, put } of changes) {
          const laid = put.map(([at, n]) => card(at, { text: `{"n":${n}` }))
          for (const at of take) lies.delete(at)
          for (const it of laid) lies.set(it.at, it.text)
          boards = rearrange(boards.flat(), { take, put: laid })
        }
        expect(boards.flat().map(({ at, text }) => [at, text])).toEqual([...lies].sort())
        for (const board of boards) {
          expect(board.length).toBeLessThanOrEqual(most)
          if (boards.length > 1) expect(board.length).toBeGreaterThanOrEqual(fewest)
        }
      }),
      seeded,
    )
  })
})

describe('a card', () => {
  const ranked = card('a#1', {
    ranks: [
      { from: '2026-03-12', stars: 4, text: ',"rank":4' },
      { from: '2029-03-13', stars: 0, text: '' },
    ],
  })
  test.each([
    ['before its decision has no rank', '2026-03-11', '{"id":"a#1"}', false],
    ['has its rank from the first day', '2026-03-12', '{"id":"a#1","rank":4}', true],
    ['has it to the last day', '2029-03-12', '{"id":"a#1","rank":4}', true],
    ['loses it the day after', '2029-03-13', '{"id":"a#1"}', false],
  ])('%s', (_, today, text, four) => {
    expect(cardText(ranked, today)).toBe(text)
    expect(fitsShelf(ranked, { province: '38', stars: 4 }, today)).toBe(four)
  })

  test.each([
    ['commune before group', { commune: '16093', group: 'I' as const }, 'COMMUNE#16093'],
    ['group before province', { group: 'IV' as const, stars: 5 }, 'GROUP#38#IV'],
    ['the province for everything else', { stars: 3 }, 'FRESH#38'],
  ])('is looked for on the narrowest shelf: %s', (_, filter, shelf) => {
    expect(shelfFor({ province: '38', ...filter })).toBe(shelf)
  })
})
