import type { Raster } from './raster.ts'

/*
 * Two printers on paper: they read bytes as the manuals say and nothing else, and answer what would be burnt.
 * Written from TSC's TSPL/TSPL2 manual and Epson's ESC/POS reference, without a look at what writes the bytes.
 */

export type Printed = Raster & { copies: number }
export type Tspl = { set: Record<string, string>; labels: Printed[] }

/** A TSPL printer of so many dots to the millimetre. Throws on a command or a number it would not take. */
export function runTspl(bytes: Uint8Array, head: number): Tspl {
  const set: Record<string, string> = {}
  const labels: Printed[] = []
  let image: Raster | undefined
  for (let at = 0; at < bytes.length; ) {
    const end = bytes.indexOf(0x0a, at)
    const line = Buffer.from(bytes.subarray(at, end < 0 ? bytes.length : end)).toString('latin1')
    const drawn = /^BITMAP (\d+),(\d+),(\d+),(\d+),([012]),/.exec(line)
    if (drawn) {
      if (!image) throw new Error('BITMAP before CLS')
      const [x, y, wide, high, mode] = drawn.slice(1).map(Number) as [number, number, number, number, number]
      if (mode !== 0) throw new Error('only overwriting is known here')
      at += drawn[0].length
      for (let row = 0; row < high; row++) {
        for (let dot = 0; dot < wide * 8; dot++) {
          const white = (bytes[at + row * wide + (dot >> 3)]! >> (7 - (dot & 7))) & 1
          if (x + dot < image.width && y + row < image.height)
            image.data[(y + row) * image.width + x + dot] = white ? 255 : 0
          else if (!white) throw new Error('a dot beyond the label')
        }
      }
      at += wide * high
      if (bytes[at] !== 0x0d || bytes[at + 1] !== 0x0a) throw new Error('BITMAP data of another length')
      at += 2
      continue
    }
    if (!line.endsWith('\r')) throw new Error(`not a line: ${line.slice(0, 40)}`)
    at = end + 1
    const [word = '', rest = ''] = line.trimEnd().split(/ (.*)/)
    if (['SIZE', 'GAP', 'DIRECTION', 'REFERENCE', 'OFFSET'].includes(word)) set[word] = rest
    else if (word === 'CLS') {
      const size = /^([\d.]+) mm,([\d.]+) mm$/.exec(set.SIZE ?? '')
      if (!size) throw new Error('CLS before SIZE')
      const [width, height] = [Math.round(Number(size[1]) * head), Math.round(Number(size[2]) * head)]
      image = { width, height, data: new Uint8Array(width * height).fill(255) }
    } else if (word === 'PRINT') {
      const copies = /^(\d+),(\d+)$/.exec(rest)
      if (!copies || !image) throw new Error('PRINT of nothing')
      labels.push({ ...image, data: image.data.slice(), copies: Number(copies[1]) * Number(copies[2]) })
    } else throw new Error(`not a command: ${word}`)
  }
  return { set, labels }
}

export type Receipt = Raster & { cuts: number[]; tallest: number; begun: boolean }

/** A receipt printer `width` dots wide: one long picture, and where it was cut. */
export function runEscpos(bytes: Uint8Array, width: number): Receipt {
  const rows: Uint8Array[] = []
  const cuts: number[] = []
  let [begun, tallest] = [false, 0]
  const blank = () => new Uint8Array(width).fill(255)
  for (let at = 0; at < bytes.length; ) {
    const [a, b, c] = bytes.subarray(at, at + 3)
    if (a === 0x1b && b === 0x40) {
      begun = true
      at += 2
    } else if (a === 0x1b && b === 0x4a) {
      for (let row = 0; row < c!; row++) rows.push(blank())
      at += 3
    } else if (a === 0x1d && b === 0x56 && c === 0x42) {
      for (let row = 0; row < bytes[at + 3]!; row++) rows.push(blank())
      cuts.push(rows.length)
      at += 4
    } else if (a === 0x1d && b === 0x76 && c === 0x30) {
      if (bytes[at + 3] !== 0) throw new Error('stretched')
      const [wide, high] = [bytes[at + 4]! + 256 * bytes[at + 5]!, bytes[at + 6]! + 256 * bytes[at + 7]!]
      if (wide === 0 || high === 0 || wide * 8 > width + 7 || high > 2303)
        throw new Error('a picture of a size it refuses')
      tallest = Math.max(tallest, high)
      at += 8
      for (let row = 0; row < high; row++, at += wide) {
        const line = blank()
        for (let dot = 0; dot < wide * 8 && dot < width; dot++)
          if ((bytes[at + (dot >> 3)]! >> (7 - (dot & 7))) & 1) line[dot] = 0
        rows.push(line)
      }
      if (at > bytes.length) throw new Error('a picture cut short')
    } else throw new Error(`not a command: ${a?.toString(16)} ${b?.toString(16)} ${c?.toString(16)}`)
  }
  const data = new Uint8Array(width * rows.length)
  rows.forEach((row, i) => {
    data.set(row, i * width)
  })
  return { width, height: rows.length, data, cuts, tallest, begun }
}
