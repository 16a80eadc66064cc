import { drawMatrix, type Level, type Matrix, type MatrixRefusal, packMatrix } from '@nguon/print/matrix'
import { writePng } from '@nguon/print/png'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { readPng } from './picture.ts'
import { readCodes } from './raster.ts'

const link = 'HTTPS://NGUON.VN/01/09520123456788/10/AT-2611/21/K7MQ2R9DFH3P'

function drawn(result: Matrix | MatrixRefusal): Matrix {
  if ('code' in result) throw new Error(`Refused: ${JSON.stringify(result)}`)
  return result
}

describe('the size of a code', () => {
  test.each<[string, string, number, Level]>([
    ['a stamp link of 61 capitals stays in version 3 and affords level M', link, 3, 'M'],
    ['a lot one letter longer keeps version 3 and gives up level M', link.replace('AT-2611', 'AT-26110'), 3, 'L'],
    ['the longest lot there is keeps version 3', link.replace('AT-2611', 'A'.repeat(20)), 3, 'L'],
    ['the same link in small letters takes a byte a letter, and version 4', link.toLowerCase(), 4, 'M'],
    ['a short text takes the strongest level of version 3', 'HTTPS://NGUON.VN', 3, 'H'],
    ['35 letters are the last at level H', 'A'.repeat(35), 3, 'H'],
    ['36 letters are at level Q', 'A'.repeat(36), 3, 'Q'],
    ['78 letters are the first of version 4', 'A'.repeat(78), 4, 'M'],
  ])('%s', (_, text, version, level) => {
    expect(drawn(drawMatrix(text))).toMatchObject({ version, level, size: 17 + 4 * version })
  })

  test('nothing to write is refused', () => {
    expect(drawMatrix('')).toEqual({ code: 'matrix/empty' })
  })

  test('a text past version 15 is refused with what would fit', () => {
    expect(drawMatrix('ễ'.repeat(174))).toEqual({ code: 'matrix/too-long', length: 522, most: 520 })
    expect(drawMatrix('A'.repeat(759))).toEqual({ code: 'matrix/too-long', length: 759, most: 758 })
    expect(drawn(drawMatrix('A'.repeat(758)))).toMatchObject({ version: 15, level: 'L' })
    expect(drawn(drawMatrix('a'.repeat(520)))).toMatchObject({ version: 15, level: 'L' })
  })
})

describe('what a reader reads', () => {
  test('is what was written, at every length a version and level change at', async () => {
    const lengths = [1, 14, 24, 32, 53, 54, 62, 78, 106, 134, 152, 180, 213, 230, 271, 321, 367, 425, 458, 520]
    for (const length of lengths) {
      const text = 'che xanh ngon '
        .repeat(40)
        .slice(0, length - 1)
        .concat('z')
      const matrix = drawn(drawMatrix(text))
      expect(await readCodes(readPng(writePng(matrix, 3))), `${length} bytes`).toEqual([text])
    }
  })

  test('is Vietnamese where Vietnamese was written', async () => {
    const text = 'Thanh toán đơn NGUON7 cho hộ bà Ổn, xã Ễ'
    expect(await readCodes(readPng(writePng(drawn(drawMatrix(text)))))).toEqual([text])
  })

  test('does not depend on the mask', async () => {
    for (const mask of [0, 1, 2, 3, 4, 5, 6, 7] as const) {
      expect(await readCodes(readPng(writePng(drawn(drawMatrix(link, mask)))))).toEqual([link])
    }
  })
})

test('dots are packed eight to a byte with the rest of a row light', () => {
  fc.assert(
    fc.property(fc.string({ minLength: 1, maxLength: 60 }), (text) => {
      const matrix = drawn(drawMatrix(text))
      const packed = packMatrix(matrix)
      const stride = packed.length / matrix.size
      const bits = [...packed].map((byte) => byte.toString(2).padStart(8, '0')).join('')
      for (let row = 0; row < matrix.size; row++) {
        const shown = bits.slice(row * stride * 8, (row + 1) * stride * 8)
        const given = [...matrix.bits.subarray(row * matrix.size, (row + 1) * matrix.size)].join('')
        expect(shown).toBe(given.padEnd(stride * 8, '0'))
      }
    }),
    { numRuns: 40 },
  )
})
