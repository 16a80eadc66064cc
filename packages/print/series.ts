import {
  alphabet,
  type Content,
  contentOf,
  drawContent,
  type Mask,
  type Matrix,
  type MatrixRefusal,
  packMatrix,
} from './matrix.ts'

/** Codes of one length, drawn one after another. */
export type Series = {
  /** Modules a side. */
  size: number
  /**
   * A code's dots as `packMatrix` gives them, turned a quarter anticlockwise. The bytes are valid until the next call.
   * Throws on a text the first one's code could not hold in the same way: of another length, or bytes among letters.
   */
  pack(text: string): Uint8Array
}

const masks: Mask[] = [2, 0, 1, 3, 4, 5, 6, 7]

/**
 * Opens a series with its first text.
 *
 * Under one version, level and mask a QR code is affine in its bits: the Reed-Solomon code is linear, the mask and the
 * patterns are constant. So the code of the next text is this one's dots, XOR what each changed bit changes, and what a
 * bit changes is learnt once from the encoder. That is twenty times as fast as encoding every stamp anew.
 */
export function openSeries(first: string): Series | MatrixRefusal {
  const content = contentOf(first)
  const drawn = drawContent(content)
  if ('code' in drawn) return drawn
  const { mode, data } = content
  const dots = (given: Content, mask?: Mask): Uint32Array => {
    const matrix = drawContent(given, mask)
    if ('code' in matrix) throw new Error(`${matrix.code} in a series`)
    const packed = packMatrix(turn(matrix))
    const words = new Uint32Array((packed.length + 3) >> 2)
    new Uint8Array(words.buffer).set(packed)
    return words
  }
  const blank = mode === 'byte' ? new Uint8Array(data.length) : '0'.repeat(data.length)
  const blankDots = dots({ mode, data: blank } as Content)

  const learnt: Uint32Array[] = []
  const change = (unit: number, bit: number): Uint32Array => {
    const key = unit * 16 + bit
    learnt[key] ??= xor(dots(withUnit({ mode, data: blank } as Content, unit, 1 << bit)), blankDots)
    return learnt[key]
  }
  const remasked = masks.map((mask) => xor(dots(content, mask), dots(content)))

  const now = dots(content)
  const values = unitsOf(content)
  const sent = new Uint32Array(now.length)
  const bytes = new Uint8Array(sent.buffer, 0, drawn.size * ((drawn.size + 7) >> 3))
  return {
    size: drawn.size,
    pack(text) {
      const next = contentOf(text)
      if (next.mode !== mode || next.data.length !== data.length) throw new Error(`Not of this series: ${text}`)
      unitsOf(next).forEach((value, unit) => {
        for (let bit = 0, rest = value ^ values[unit]!; rest; bit++, rest >>= 1) {
          if (rest & 1) mix(now, change(unit, bit))
        }
        values[unit] = value
      })
      for (const mask of remasked) {
        for (let i = 0; i < now.length; i++) sent[i] = now[i]! ^ mask[i]!
        if (!endsEarly(bytes)) return bytes
      }
      throw new Error(`No mask suits ${text}`)
    },
  }
}

/** The values the encoder writes as bits: pairs of alphanumeric characters (11 bits, the odd last 6), or bytes. */
function unitsOf({ mode, data }: Content): Uint16Array {
  if (mode === 'byte') return Uint16Array.from(data)
  const units = new Uint16Array((data.length + 1) >> 1)
  for (let i = 0; i < data.length; i += 2) {
    const value = letterValue[data.charCodeAt(i)]!
    units[i >> 1] = i + 1 < data.length ? value * 45 + letterValue[data.charCodeAt(i + 1)]! : value
  }
  return units
}
const letterValue = new Uint8Array(128)
for (let value = 0; value < alphabet.length; value++) letterValue[alphabet.charCodeAt(value)] = value

function withUnit({ mode, data }: Content, unit: number, value: number): Content {
  if (mode === 'byte') return { mode, data: data.with(unit, value) }
  const pair = 2 * unit + 1 < data.length
  const written = pair ? alphabet[Math.floor(value / 45)]! + alphabet[value % 45]! : alphabet[value]!
  return { mode, data: data.slice(0, 2 * unit) + written + data.slice(2 * unit + written.length) }
}

function mix(into: Uint32Array, other: Uint32Array): void {
  for (let i = 0; i < into.length; i++) into[i]! ^= other[i]!
}

function xor(one: Uint32Array, other: Uint32Array): Uint32Array {
  return one.map((word, i) => word ^ other[i]!)
}

/** `EI` among an inline image's bytes is taken for its end by some readers: such a code gets another mask. */
function endsEarly(bytes: Uint8Array): boolean {
  for (let at = bytes.indexOf(0x45); at >= 0; at = bytes.indexOf(0x45, at + 1)) {
    if (bytes[at + 1] === 0x49) return true
  }
  return false
}

function turn(matrix: Matrix): Matrix {
  const { size, bits } = matrix
  const turned = new Uint8Array(bits.length)
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      turned[(size - 1 - column) * size + row] = bits[row * size + column]!
    }
  }
  return { ...matrix, bits: turned }
}
