import { decodeQR } from 'qr/decode.js'

/** How long one picture may be looked at, in milliseconds: a cheap phone must not stand still. */
const patience = 400

/** The text of the QR code among these pixels; nothing where there is none, or none that holds. */
export function readPixels({ width, height, data }: ImageData): string | undefined {
  try {
    return decodeQR({ width, height, data }, { effort: 8, timeLimit: patience })
  } catch {
    return undefined
  }
}
