import { drawMatrix, type Matrix, quiet } from '@nguon/print/matrix'
import { writePng } from '@nguon/print/png'
import { tracePath, writeSvg } from '@nguon/print/svg'
import { writeTerminal } from '@nguon/print/terminal'
import { describe, expect, test } from 'vitest'
import { readPng } from './picture.ts'
import { type Raster, readCodes } from './raster.ts'

const link = 'HTTPS://NGUON.VN/01/09520123456788'
const drawn = drawMatrix(link)
if ('code' in drawn) throw new Error(drawn.code)
const matrix: Matrix = drawn

/** Draws a stroked path of `M`, `m` and `h` as a browser would, `scale` pixels a unit. */
function paint(path: string, side: number, scale: number): Raster {
  const data = new Uint8Array((side * scale) ** 2).fill(255)
  let [x, y] = [0, 0]
  for (const [, verb, numbers] of path.matchAll(/([Mmh])([^Mmh]*)/g)) {
    const [a = 0, b = 0] = numbers!.trim().split(' ').map(Number)
    if (verb === 'M') [x, y] = [a, b]
    else if (verb === 'm') [x, y] = [x + a, y + b]
    else {
      for (let row = (y - 0.5) * scale; row < (y + 0.5) * scale; row++)
        data.fill(0, row * side * scale + x * scale, row * side * scale + (x + a) * scale)
      x += a
    }
  }
  return { width: side * scale, height: side * scale, data }
}

describe('a code as PNG', () => {
  test('has exactly the dots asked for to a module, quiet zone included', async () => {
    const picture = readPng(writePng(matrix, 4))
    expect(picture).toMatchObject({ width: (29 + 8) * 4, height: (29 + 8) * 4, dotsPerMetre: 8000 })
    expect(await readCodes(picture)).toEqual([link])
  })

  test.each([1, 2, 3, 5, 7, 12])('is right dot for dot at %i to a module', (dots) => {
    const { width, data } = readPng(writePng(matrix, dots))
    for (let i = 0; i < data.length; i++) {
      const [x, y] = [Math.floor((i % width) / dots) - quiet, Math.floor(i / width / dots) - quiet]
      const dark = x >= 0 && y >= 0 && x < 29 && y < 29 && matrix.bits[y * 29 + x] === 1
      if ((data[i] === 0) !== dark) expect.fail(`the dot at ${x}, ${y}`)
    }
  })

  test('is small, and the same bytes every time', () => {
    expect(writePng(matrix, 4).length).toBeLessThan(500)
    expect(writePng(matrix, 4)).toEqual(writePng(matrix, 4))
  })

  test('keeps to what a picture can be when asked for absurd sizes', () => {
    expect(readPng(writePng(matrix, 0)).width).toBe(37)
    expect(readPng(writePng(matrix, 1e9)).width).toBe(37 * 64)
  })
})

describe('a code as SVG', () => {
  test('is read once painted', async () => {
    expect(await readCodes(paint(tracePath(matrix), 37, 4))).toEqual([link])
  })

  test('is one short path, under 3 KB', () => {
    expect(writeSvg(matrix).match(/<path/g)).toHaveLength(2)
    expect(writeSvg(matrix).length).toBeLessThan(3000)
  })

  test('says its label, escaped, or hides from screen readers', () => {
    expect(writeSvg(matrix, 'Mã của "Bò" & <b>')).toContain(
      'role="img" aria-label="Mã của &quot;Bò&quot; &amp; &lt;b&gt;"',
    )
    expect(writeSvg(matrix)).toContain('aria-hidden="true"')
  })
})

const esc = '\x1b'

describe('a code in the terminal', () => {
  const paintText = (text: string, ink: number): Raster => {
    const lines = text.trimEnd().split('\n')
    const [width, height, scale] = [lines[0]!.length, lines.length * 2, 4]
    const data = new Uint8Array(width * height * scale * scale)
    for (let i = 0; i < data.length; i++) {
      const [x, y] = [Math.floor((i % (width * scale)) / scale), Math.floor(i / (width * scale * scale))]
      const sign = lines[y >> 1]![x]!
      const inked = sign === '█' || sign === (y % 2 ? '▄' : '▀')
      data[i] = inked ? ink : 255 - ink
    }
    return { width: width * scale, height: height * scale, data }
  }

  test('reads black on white by colour codes on every line', async () => {
    const text = writeTerminal(matrix)
    for (const line of text.trimEnd().split('\n'))
      expect(line.split(esc)).toEqual(['', expect.stringMatching(/^\[30;107m[ ▀▄█]{37}$/), '[0m'])
    expect(await readCodes(paintText(text.replaceAll(`${esc}[30;107m`, '').replaceAll(`${esc}[0m`, ''), 0))).toEqual([
      link,
    ])
  })

  test('reads without colour on a dark ground', async () => {
    expect(await readCodes(paintText(writeTerminal(matrix, { colour: false }), 255))).toEqual([link])
  })
})
