import { drawMatrix, type Mask, packMatrix } from '@nguon/print/matrix'
import { openSeries } from '@nguon/print/series'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { stampOf } from './job.ts'

const masks: Mask[] = [2, 0, 1, 3, 4, 5, 6, 7]

/** The code as the encoder draws it, turned and packed. */
function turned(text: string, mask: Mask): Uint8Array {
  const matrix = drawMatrix(text, mask)
  if ('code' in matrix) throw new Error(matrix.code)
  const { size, bits } = matrix
  return packMatrix({
    ...matrix,
    bits: bits.map((_, i) => bits[(i % size) * size + (size - 1 - Math.floor(i / size))]!),
  })
}

/** Under the first mask whose bytes hold no `EI`. */
const encoded = (text: string) =>
  masks.map((mask) => turned(text, mask)).find((packed) => !Buffer.from(packed).includes('EI'))!

function opened(first: string) {
  const series = openSeries(first)
  if ('code' in series) throw new Error(series.code)
  return series
}

const capitals = [...'0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:']

describe('a series of codes', () => {
  test('draws stamps dot for dot as the encoder would, one after another', () => {
    const series = opened(stampOf(0).link)
    for (let index = 0; index < 2000; index++) {
      const { link } = stampOf(index)
      if (!Buffer.from(encoded(link)).equals(series.pack(link))) expect.fail(link)
    }
  })

  test('draws any text of the first one’s length so, in capitals', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 120 }).chain((length) => {
          const text = fc.string({ unit: fc.constantFrom(...capitals), minLength: length, maxLength: length })
          return fc.tuple(text, fc.array(text, { minLength: 1, maxLength: 4 }))
        }),
        ([first, rest]) => {
          const series = opened(first)
          for (const text of [first, ...rest])
            expect(Buffer.from(series.pack(text))).toEqual(Buffer.from(encoded(text)))
        },
      ),
      { numRuns: 40 },
    )
  })

  test('draws bytes so too', () => {
    const small = (index: number) => stampOf(index).link.toLowerCase()
    const series = opened(small(1))
    for (let index = 0; index < 300; index++)
      expect(Buffer.from(series.pack(small(index)))).toEqual(Buffer.from(encoded(small(index))))
  })

  test('never holds the letters that end an inline image', () => {
    const series = opened(stampOf(0).link)
    for (const index of [7046, 10995, 19382]) {
      const { link } = stampOf(index)
      expect(Buffer.from(turned(link, 2)).includes('EI')).toBe(true)
      expect(Buffer.from(series.pack(link)).includes('EI')).toBe(false)
      expect(Buffer.from(series.pack(link))).toEqual(Buffer.from(encoded(link)))
    }
  })

  test('throws on a text of another length or of small letters among capitals', () => {
    const series = opened(stampOf(0).link)
    expect(() => series.pack(`${stampOf(1).link}7`)).toThrow('Not of this series')
    expect(() => series.pack(stampOf(1).link.toLowerCase())).toThrow('Not of this series')
  })

  test('refuses a first text that no code holds', () => {
    expect(openSeries('')).toEqual({ code: 'matrix/empty' })
    expect(openSeries('a'.repeat(600))).toMatchObject({ code: 'matrix/too-long' })
  })
})
