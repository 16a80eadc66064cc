import { crc32, inflateSync } from 'node:zlib'
import type { Raster } from './raster.ts'

/** Reads a 1-bit grey PNG strictly: signature, checksums, sizes. */
export function readPng(png: Uint8Array): Raster & { dotsPerMetre: number } {
  const bytes = Buffer.from(png)
  if (bytes.toString('latin1', 0, 8) !== '\x89PNG\r\n\x1a\n') throw new Error('Not a PNG')
  const chunks = new Map<string, Buffer>()
  for (let at = 8; at < bytes.length; ) {
    const length = bytes.readUInt32BE(at)
    const body = bytes.subarray(at + 4, at + 8 + length)
    if (crc32(body) !== bytes.readUInt32BE(at + 8 + length)) throw new Error('A chunk has another checksum')
    chunks.set(body.toString('latin1', 0, 4), body.subarray(4))
    at += 12 + length
  }
  const header = chunks.get('IHDR')!
  if (header.subarray(8).toString('hex') !== '0100000000') throw new Error('Not 1-bit grey')
  const [width, height] = [header.readUInt32BE(0), header.readUInt32BE(4)]
  const rows = inflateSync(chunks.get('IDAT')!)
  const stride = 1 + Math.ceil(width / 8)
  if (rows.length !== stride * height) throw new Error('Rows are missing')
  const data = new Uint8Array(width * height)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++)
      data[y * width + x] = (rows[y * stride + 1 + (x >> 3)]! >> (7 - (x & 7))) & 1 ? 255 : 0
  }
  return { width, height, data, dotsPerMetre: chunks.get('pHYs')!.readUInt32BE(0) }
}
