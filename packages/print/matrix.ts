import type { QRCodeMaskPattern } from 'qrcode'
import { create } from 'qrcode'

/** A QR code as dots: `bits[row * size + column]` is 1 where dark. The quiet zone is not in it. */
export type Matrix = { size: number; version: number; level: Level; bits: Uint8Array }
export type Level = 'L' | 'M' | 'Q' | 'H'
export type Mask = QRCodeMaskPattern
export type MatrixRefusal = { code: 'matrix/empty' } | { code: 'matrix/too-long'; length: number; most: number }

/** Light modules every code keeps around itself (ISO/IEC 18004:2015, 6.3.8). */
export const quiet = 4

/** Data codewords by version for L, M, Q, H (ISO/IEC 18004:2015, table 7). We never go below version 3: one size on all stamps. */
const codewords: Record<number, [number, number, number, number]> = {
  3: [55, 44, 34, 26],
  4: [80, 64, 48, 36],
  5: [108, 86, 62, 46],
  6: [136, 108, 76, 60],
  7: [156, 124, 88, 66],
  8: [194, 154, 110, 86],
  9: [232, 182, 132, 100],
  10: [274, 216, 154, 122],
  11: [324, 254, 180, 140],
  12: [370, 290, 206, 158],
  13: [428, 334, 244, 180],
  14: [461, 365, 261, 197],
  15: [523, 415, 295, 223],
}
const versions = Object.entries(codewords).map(([version, words]) => ({ version: Number(version), words }))
const strongestFirst: [Level, 0 | 1 | 2 | 3][] = [
  ['H', 3],
  ['Q', 2],
  ['M', 1],
  ['L', 0],
]
/** The alphanumeric mode's characters by value (ISO/IEC 18004:2015, table 5). */
export const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:'
const alphanumeric = /^[0-9A-Z $%*+\-./:]*$/
const utf8 = new TextEncoder()

/** The smallest version from 3 up that holds `length` characters or bytes, at the best correction it still affords. */
function fit(mode: 'alphanumeric' | 'byte', length: number) {
  for (const { version, words } of versions) {
    const wide = version >= 10
    const bits =
      mode === 'byte'
        ? 4 + (wide ? 16 : 8) + 8 * length
        : 4 + (wide ? 11 : 9) + 11 * Math.floor(length / 2) + 6 * (length % 2)
    const found = strongestFirst.find(([, column]) => bits <= 8 * words[column])
    if (found) return { version, level: found[0] }
  }
  return undefined
}

/** What a QR code holds: upper-case links and the like as alphanumeric text, all else as UTF-8 bytes. */
export type Content = { mode: 'alphanumeric'; data: string } | { mode: 'byte'; data: Uint8Array }

export const contentOf = (text: string): Content =>
  alphanumeric.test(text) ? { mode: 'alphanumeric', data: text } : { mode: 'byte', data: utf8.encode(text) }

/**
 * Text to dots. Upper-case links take the alphanumeric mode, so 61 characters stay in version 3 at level M.
 * Equal texts give equal dots.
 */
export const drawMatrix = (text: string, mask?: Mask): Matrix | MatrixRefusal => drawContent(contentOf(text), mask)

/** Version, mode and mask are given to the encoder: that is 18 times its default speed. */
export function drawContent(content: Content, mask: Mask = 2): Matrix | MatrixRefusal {
  const { mode, data } = content
  if (data.length === 0) return { code: 'matrix/empty' }
  const found = fit(mode, data.length)
  if (!found) return { code: 'matrix/too-long', length: data.length, most: mode === 'byte' ? 520 : 758 }
  const { modules } = create([content], {
    version: found.version,
    errorCorrectionLevel: found.level,
    maskPattern: mask,
  })
  return { size: modules.size, version: found.version, level: found.level, bits: modules.data }
}

/** Dots packed eight to a byte, rows padded to whole bytes, high bit first; `1` is dark. */
export function packMatrix({ size, bits }: Matrix): Uint8Array {
  const stride = (size + 7) >> 3
  const packed = new Uint8Array(stride * size)
  for (let row = 0, at = 0; row < size; row++) {
    for (let column = 0; column < size; column++, at++) {
      if (bits[at]) packed[row * stride + (column >> 3)]! |= 0x80 >> (column & 7)
    }
  }
  return packed
}
