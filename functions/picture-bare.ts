import type { PictureSize } from './picture-size.ts'

/** Where a phone held the picture: without it a photo lies on its side. */
const orientationTag = 0x0112

/**
 * A picture without what its camera wrote beside it: place, time, the phone's name and number, a small copy. Only which way up it is
 * stays. Pixels are not touched; what cannot be followed to the end is no picture (undefined).
 */
export function bareOf(bytes: Uint8Array, kind: PictureSize['kind']): Uint8Array | undefined {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  return { jpg: bareJpeg, png: barePng, webp: bareWebp }[kind](view)
}

/** ITU T.81: segments up to the scan. Kept are those that decode it, JFIF, colour profiles (APP2) and Adobe's (APP14). */
function bareJpeg(view: Buffer): Buffer | undefined {
  const parts: Buffer[] = [view.subarray(0, 2)]
  let turned = 1
  for (let at = 2; at + 4 <= view.length; ) {
    if (view[at] !== 0xff) return undefined
    const marker = view[at + 1]!
    if (marker === 0xff) {
      at += 1
      continue
    }
    const size = 2 + view.readUInt16BE(at + 2)
    const segment = view.subarray(at, at + size)
    if (size < 4 || segment.length < size) return undefined
    if (marker === 0xda) return Buffer.concat([parts[0]!, exifOf(turned), ...parts.slice(1), scanOf(view, at)])
    if (marker === 0xe1) turned = orientationOf(segment) ?? turned
    const told = marker === 0xfe || (marker >= 0xe0 && marker <= 0xef && ![0xe0, 0xe2, 0xee].includes(marker))
    // Several pictures in one file (MPF) share the marker of colour profiles: the second one is a copy with its own notes.
    const several = marker === 0xe2 && segment.toString('latin1', 4, 8) === 'MPF\0'
    if (!told && !several) parts.push(segment)
    at += size
  }
  return undefined
}

/** The scan to its end; what phones hang behind it (a film, a second picture) is left behind. */
function scanOf(view: Buffer, from: number): Buffer {
  for (let at = from; at + 1 < view.length; at++)
    if (view[at] === 0xff && view[at + 1] === 0xd9) return view.subarray(from, at + 2)
  return view.subarray(from)
}

/** Exif 2.32: a TIFF header, and in its first directory the orientation, 1 to 8. */
function orientationOf(segment: Buffer): number | undefined {
  if (segment.toString('latin1', 4, 10) !== 'Exif\0\0' || segment.length < 20) return undefined
  const tiff = segment.subarray(10)
  const little = tiff.toString('latin1', 0, 2) === 'II'
  const u16 = (at: number) => (at + 2 > tiff.length ? 0 : little ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at))
  const u32 = (at: number) => (at + 4 > tiff.length ? 0 : little ? tiff.readUInt32LE(at) : tiff.readUInt32BE(at))
  const first = u32(4)
  for (let n = 0; n < u16(first); n++) {
    const at = first + 2 + n * 12
    if (at + 12 > tiff.length) return undefined
    if (u16(at) === orientationTag) return u16(at + 8) >= 1 && u16(at + 8) <= 8 ? u16(at + 8) : undefined
  }
  return undefined
}

function exifOf(turned: number): Buffer {
  if (turned === 1) return Buffer.alloc(0)
  const body = Buffer.from('Exif\0\0MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\0\0\0\0\0\0\0', 'latin1')
  body.writeUInt16BE(turned, body.length - 8)
  const head = Buffer.from([0xff, 0xe1, 0, 0])
  head.writeUInt16BE(body.length + 2, 2)
  return Buffer.concat([head, body])
}

const pngKept = ['IHDR', 'PLTE', 'IDAT', 'IEND', 'tRNS', 'gAMA', 'cHRM', 'sRGB', 'iCCP', 'sBIT']

function barePng(view: Buffer): Buffer | undefined {
  const parts = [view.subarray(0, 8)]
  for (let at = 8; at + 12 <= view.length; ) {
    const end = at + 12 + view.readUInt32BE(at)
    if (end > view.length) return undefined
    const kind = view.toString('latin1', at + 4, at + 8)
    if (pngKept.includes(kind)) parts.push(view.subarray(at, end))
    if (kind === 'IEND') return Buffer.concat(parts)
    at = end
  }
  return undefined
}

const webpKept = ['VP8 ', 'VP8L', 'VP8X', 'ALPH', 'ICCP']

/** RFC 9649: chunks of even length. The extended header says which there are, so it is told that two are gone. */
function bareWebp(view: Buffer): Buffer | undefined {
  const parts: Buffer[] = []
  for (let at = 12; at + 8 <= view.length; ) {
    const size = view.readUInt32LE(at + 4)
    const end = at + 8 + size + (size % 2)
    if (at + 8 + size > view.length) return undefined
    const kind = view.toString('latin1', at, at + 4)
    const chunk = Buffer.from(view.subarray(at, Math.min(end, view.length)))
    if (kind === 'VP8X' && size >= 1) chunk[8]! &= ~0x0c
    if (webpKept.includes(kind)) parts.push(chunk)
    at = end
  }
  if (parts.length === 0) return undefined
  const body = Buffer.concat(parts)
  const head = Buffer.from('RIFF\0\0\0\0WEBP', 'latin1')
  head.writeUInt32LE(body.length + 4, 4)
  return Buffer.concat([head, body])
}
