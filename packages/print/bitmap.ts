/** Dots as a thermal head burns them: eight to a byte, high bit first, rows in whole bytes; 1 is black. */
export type Bitmap = { width: number; height: number; stride: number; bits: Uint8Array }

export function openBitmap(width: number, height: number): Bitmap {
  const stride = (width + 7) >> 3
  return { width, height, stride, bits: new Uint8Array(stride * height) }
}

/** Blackens a run of dots; what lies outside is left out. */
export function fillRun({ width, height, stride, bits }: Bitmap, x: number, y: number, length: number): void {
  if (y < 0 || y >= height) return
  const [from, to] = [Math.max(0, x), Math.min(width, x + length)]
  if (to <= from) return
  const [first, last] = [y * stride + (from >> 3), y * stride + ((to - 1) >> 3)]
  const [head, tail] = [0xff >> (from & 7), (0xff00 >> (((to - 1) & 7) + 1)) & 0xff]
  if (first === last) {
    bits[first]! |= head & tail
    return
  }
  bits[first]! |= head
  bits.fill(0xff, first + 1, last)
  bits[last]! |= tail
}

export function fillBox(bitmap: Bitmap, x: number, y: number, width: number, height: number): void {
  for (let row = y; row < y + height; row++) fillRun(bitmap, x, row, width)
}

/** Lays one picture over another with its upper left corner at x, y: black stays black, what hangs over is left out. */
export function lay(onto: Bitmap, what: Bitmap, x: number, y: number): void {
  const [shift, start] = [x & 7, x >> 3]
  const edge = (0xff00 >> (((onto.width - 1) & 7) + 1)) & 0xff
  for (let row = Math.max(0, -y); row < what.height && y + row < onto.height; row++) {
    const [from, to] = [row * what.stride, (y + row) * onto.stride]
    for (let at = 0; at < what.stride; at++) {
      const byte = what.bits[from + at]!
      if (byte === 0) continue
      put(onto, to, start + at, byte >> shift, edge)
      if (shift > 0) put(onto, to, start + at + 1, (byte << (8 - shift)) & 0xff, edge)
    }
  }
}

function put({ bits, stride }: Bitmap, row: number, place: number, byte: number, edge: number): void {
  if (place < 0 || place >= stride) return
  bits[row + place]! |= place === stride - 1 ? byte & edge : byte
}
