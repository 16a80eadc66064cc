import { bareOf } from '@nguon/functions/picture-bare'
import { sizeOf } from '@nguon/functions/picture-size'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

const segment = (marker: number, body: Uint8Array | string) => {
  const bytes = Buffer.from(body as string, 'latin1')
  const head = Buffer.from([0xff, marker, 0, 0])
  head.writeUInt16BE(bytes.length + 2, 2)
  return Buffer.concat([head, bytes])
}
/** A TIFF of two entries as a phone writes them: which way up (0x0112), and where (0x8825). */
const exif = (turned: number, order: 'II' | 'MM' = 'II') => {
  const body = Buffer.alloc(8 + 2 + 24 + 4)
  const u16 = (value: number, at: number) =>
    order === 'II' ? body.writeUInt16LE(value, at) : body.writeUInt16BE(value, at)
  const u32 = (value: number, at: number) =>
    order === 'II' ? body.writeUInt32LE(value, at) : body.writeUInt32BE(value, at)
  body.write(order, 0, 'latin1')
  u16(42, 2)
  u32(8, 4)
  u16(2, 8)
  for (const [n, tag, value] of [
    [0, 0x0112, turned],
    [1, 0x8825, 99],
  ] as const) {
    u16(tag, 10 + n * 12)
    u16(3, 12 + n * 12)
    u32(1, 14 + n * 12)
    u16(value, 18 + n * 12)
  }
  return Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), body, Buffer.from('GPS 19.8N 105.7E', 'latin1')])
}
const soi = Buffer.from([0xff, 0xd8])
const frame = segment(0xc0, '\x08\x00\x02\x00\x03\x01\x01\x11\x00')
const scan = Buffer.concat([segment(0xda, '\x01\x01\x00\x00\x3f\x00'), Buffer.from([1, 2, 0xff, 0, 3, 0xff, 0xd9])])
const jpeg = (...told: Buffer[]) => Buffer.concat([soi, ...told, frame, scan])

describe('a photo from a phone', () => {
  test('keeps its pixels, its colours and nothing of where, when and with what it was taken', () => {
    const jfif = segment(0xe0, 'JFIF\0')
    const profile = segment(0xe2, 'ICC_PROFILE\0')
    const told = jpeg(
      ...[jfif, segment(0xe1, exif(1)), segment(0xe1, 'http://ns.adobe.com/xap/1.0/\0 author'), profile],
      ...[segment(0xe2, 'MPF\0 second picture'), segment(0xed, 'IPTC'), segment(0xfe, 'a comment')],
    )
    const film = Buffer.concat([told, Buffer.from('ftyp GPS 19.8N')])
    const bare = Buffer.from(bareOf(film, 'jpg')!)
    expect(bare).toEqual(Buffer.concat([soi, jfif, profile, frame, scan]))
    expect(sizeOf(bare)).toEqual({ kind: 'jpg', width: 3, height: 2 })
  })

  test.each([
    ['II', 6],
    ['MM', 8],
  ] as const)('stays the right way up: written %s, turned %i', (order, turned) => {
    const bare = Buffer.from(bareOf(jpeg(segment(0xe1, exif(turned, order))), 'jpg')!)
    expect(bare.toString('latin1')).not.toContain('GPS')
    const again = bareOf(bare, 'jpg')!
    expect(Buffer.from(again)).toEqual(bare)
    expect(bare.subarray(2, 4)).toEqual(Buffer.from([0xff, 0xe1]))
    expect(bare.readUInt16BE(2 + 4 + 6 + 8 + 2 + 8)).toBe(turned)
  })

  test('a WebP is told that what stood beside it is gone', () => {
    const chunk = (name: string, body: Buffer) => {
      const head = Buffer.alloc(8)
      head.write(name, 'latin1')
      head.writeUInt32LE(body.length, 4)
      return Buffer.concat([head, body, Buffer.alloc(body.length % 2)])
    }
    const riff = (...chunks: Buffer[]) => {
      const body = Buffer.concat(chunks)
      const head = Buffer.from('RIFF\0\0\0\0WEBP', 'latin1')
      head.writeUInt32LE(body.length + 4, 4)
      return Buffer.concat([head, body])
    }
    const extended = (flags: number) => chunk('VP8X', Buffer.from([flags, 0, 0, 0, 2, 0, 0, 1, 0, 0]))
    const pixels = chunk('VP8 ', Buffer.from([1, 2, 3]))
    const told = riff(extended(0x2c), pixels, chunk('EXIF', exif(1)), chunk('XMP ', Buffer.from('author')))
    expect(Buffer.from(bareOf(told, 'webp')!)).toEqual(riff(extended(0x20), pixels))
  })

  test.each(['jpg', 'png', 'webp'] as const)(
    'whatever stands behind a %s head is followed to an end, or is no picture',
    (kind) => {
      const heads = {
        jpg: soi,
        png: Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
        webp: Buffer.from('RIFF\0\0\0\0WEBP', 'latin1'),
      }
      fc.assert(
        fc.property(fc.uint8Array({ maxLength: 300 }), (rest) => {
          const given = Buffer.concat([heads[kind], rest])
          const bare = bareOf(given, kind)
          if (bare) expect(bare.length).toBeLessThanOrEqual(given.length + 40)
        }),
        { numRuns: 500 },
      )
    },
  )
})
