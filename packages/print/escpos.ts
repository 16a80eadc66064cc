import type { Bitmap } from './bitmap.ts'

/** Rows in one picture: 96 rows of 72 mm are 7 KB, which small printers' buffers hold. */
const band = 96

/** ESC @: forgets what another job has set. */
export const openEscpos = (): Uint8Array<ArrayBuffer> => Uint8Array.of(0x1b, 0x40)

/**
 * ESC/POS, what receipt printers speak: GS v 0 pictures in bands, a set bit is a black dot.
 * Source: Epson, ESC/POS Command Reference, GS v 0, ESC J, GS V (function B).
 */
export function writeEscpos({ height, stride, bits }: Bitmap, feed: number, cut: boolean): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = []
  for (let from = 0; from < height; from += band) {
    const rows = Math.min(band, height - from)
    parts.push(Uint8Array.of(0x1d, 0x76, 0x30, 0, stride & 0xff, stride >> 8, rows & 0xff, rows >> 8))
    parts.push(bits.subarray(from * stride, (from + rows) * stride))
  }
  for (let left = feed; left > 0; left -= 255) parts.push(Uint8Array.of(0x1b, 0x4a, Math.min(255, left)))
  if (cut) parts.push(cutting)
  return Uint8Array.from(Buffer.concat(parts))
}

/** Feeds to the knife and cuts all but a bridge; printers without a knife pass over it. */
export const cutting = Uint8Array.of(0x1d, 0x56, 0x42, 0)
