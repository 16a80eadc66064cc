import { crc32, deflateSync } from 'node:zlib'
import type { Bitmap } from './bitmap.ts'
import { type Matrix, quiet } from './matrix.ts'

const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a)

function chunk(name: string, data: Uint8Array): Buffer {
  const out = Buffer.alloc(12 + data.length)
  out.writeUInt32BE(data.length, 0)
  out.write(name, 4, 'latin1')
  out.set(data, 8)
  out.writeUInt32BE(crc32(out.subarray(4, 8 + data.length)), 8 + data.length)
  return out
}

/**
 * A 1-bit grey PNG out of filtered rows: each begins with its filter type, 0, and 1 is white.
 * Source: PNG (ISO/IEC 15948), 11.2 and 11.3.
 */
function encode(width: number, height: number, rows: Uint8Array, perMetre: number): Uint8Array<ArrayBuffer> {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(width, 0)
  header.writeUInt32BE(height, 4)
  header[8] = 1 // bits a pixel; colour type 0, grey
  const scale = Buffer.alloc(9)
  scale.writeUInt32BE(perMetre, 0)
  scale.writeUInt32BE(perMetre, 4)
  scale[8] = 1 // per metre
  return Uint8Array.from(
    Buffer.concat([
      signature,
      chunk('IHDR', header),
      chunk('pHYs', scale),
      chunk('IDAT', deflateSync(rows, { level: 9 })),
      chunk('IEND', new Uint8Array()),
    ]),
  )
}

/**
 * A code as a 1-bit PNG, exactly `dots` pixels to a module (1 to 64), quiet zone included.
 * pHYs says 8 dots per millimetre, what a label printer sold as "203 dpi" has: 4 dots a module print 0.5 mm.
 */
export function writePng(matrix: Matrix, dots = 4): Uint8Array<ArrayBuffer> {
  const each = Math.min(64, Math.max(1, Math.trunc(dots)))
  const side = (matrix.size + 2 * quiet) * each
  const stride = 1 + ((side + 7) >> 3)
  const rows = Buffer.alloc(stride * side, 0xff)
  for (let y = 0; y < side; y++) {
    rows[y * stride] = 0
    const row = Math.floor(y / each) - quiet
    if (row < 0 || row >= matrix.size) continue
    for (let x = quiet * each; x < (quiet + matrix.size) * each; x++) {
      const column = Math.floor(x / each) - quiet
      if (matrix.bits[row * matrix.size + column]) rows[y * stride + 1 + (x >> 3)]! &= ~(0x80 >> (x & 7))
    }
  }
  return encode(side, side, rows, 8000)
}

/** Dots as a PNG of exactly as many pixels, with the head's resolution in it. */
export function writeBitmapPng({ width, height, stride, bits }: Bitmap, head: number): Uint8Array<ArrayBuffer> {
  const rows = new Uint8Array((stride + 1) * height)
  for (let y = 0; y < height; y++) {
    for (let at = 0; at < stride; at++) rows[y * (stride + 1) + 1 + at] = ~bits[y * stride + at]! & 0xff
  }
  return encode(width, height, rows, Math.round(head * 1000))
}
