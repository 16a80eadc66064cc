export type PictureRefusal = { code: 'picture/not-a-picture' }
export type PictureSize = { kind: 'jpg' | 'png' | 'webp'; width: number; height: number }

const not: PictureRefusal = { code: 'picture/not-a-picture' }
const most = 12_000

/** What a picture is and how large, read from its first bytes; anything else, SVG among it, is no picture here. */
export function sizeOf(bytes: Uint8Array): PictureSize | PictureRefusal {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const size = pngSize(view) ?? webpSize(view) ?? jpegSize(view)
  return size && size.width > 0 && size.height > 0 && size.width <= most && size.height <= most ? size : not
}

function pngSize(view: Buffer): PictureSize | undefined {
  if (view.length < 24 || view.readUInt32BE(0) !== 0x89504e47 || view.toString('latin1', 12, 16) !== 'IHDR')
    return undefined
  return { kind: 'png', width: view.readUInt32BE(16), height: view.readUInt32BE(20) }
}

/** RFC 9649: lossy, lossless and extended files say their size in three places. */
function webpSize(view: Buffer): PictureSize | undefined {
  if (view.length < 30 || view.toString('latin1', 0, 4) !== 'RIFF' || view.toString('latin1', 8, 12) !== 'WEBP')
    return undefined
  const kind = 'webp' as const
  const form = view.toString('latin1', 12, 16)
  if (form === 'VP8 ') return { kind, width: view.readUInt16LE(26) & 0x3fff, height: view.readUInt16LE(28) & 0x3fff }
  if (form === 'VP8X') return { kind, width: 1 + view.readUIntLE(24, 3), height: 1 + view.readUIntLE(27, 3) }
  const bits = view.readUInt32LE(21)
  return form === 'VP8L' ? { kind, width: 1 + (bits & 0x3fff), height: 1 + ((bits >> 14) & 0x3fff) } : undefined
}

/** ITU T.81: walks the segments to the frame header, which holds the size. */
function jpegSize(view: Buffer): PictureSize | undefined {
  if (view.length < 4 || view.readUInt16BE(0) !== 0xffd8) return undefined
  for (let at = 2; at + 9 <= view.length; ) {
    if (view[at] !== 0xff) return undefined
    const marker = view[at + 1]!
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
    if (isFrame) return { kind: 'jpg', width: view.readUInt16BE(at + 7), height: view.readUInt16BE(at + 5) }
    at += 2 + view.readUInt16BE(at + 2)
  }
  return undefined
}
