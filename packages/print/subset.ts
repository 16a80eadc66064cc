import type { Font } from './font.ts'

/** A font file holding only the wanted glyphs, renumbered upwards in the order given (0 is the missing glyph). */
export type Subset = {
  file: Uint8Array
  number(glyph: number): number
  /** The number of the same glyph with a rule under it. */
  underlined(glyph: number): number
  /** By number. */
  advances: number[]
}

/** Tables a PDF reader needs of a CIDFontType2 program (ISO 32000-2, 9.9.1), taken over as they are. */
const kept = ['cvt ', 'fpgm', 'prep'] as const

/** Left empty: as the low byte of a code, `\n \r ( ) \\` would want an escape in every string of a page. */
const escaped = new Set([10, 13, 40, 41, 92])

/**
 * Cuts a font down to `wanted` glyphs and the parts they are composed of. Those of `ruled` get a twin with a rule under
 * them, so that an underlined letter costs a page no more than a letter.
 * Source: OpenType 1.9.1, glyf (composite glyph description), loca, hmtx.
 */
export function subsetFont(font: Font, wanted: Iterable<number>, ruled: number[] = []): Subset {
  const order = [0]
  const numbers = new Map([[0, 0]])
  const take = (glyph: number): number => {
    const known = numbers.get(glyph)
    if (known !== undefined) return known
    while (escaped.has(order.length)) order.push(0)
    numbers.set(glyph, order.length)
    return order.push(glyph) - 1
  }
  for (const glyph of wanted) take(glyph)

  for (const glyph of ruled) take(glyph)

  const outlines: Uint8Array[] = []
  for (let i = 0; i < order.length; i++) {
    const outline = Uint8Array.from(font.outline(order[i]!))
    renumberParts(outline, take)
    outlines.push(outline)
  }
  const rule = outlines.push(drawRule(font.unitsPerEm)) - 1
  const twins = new Map(ruled.map((glyph) => [glyph, outlines.push(underline(font, glyph, take(glyph), rule)) - 1]))

  const glyphs = [...order, 0, ...ruled] // what measures each outline; the rule alone is never shown
  const ends = [0]
  const padded = outlines.map((outline) => {
    const padded = new Uint8Array((outline.length + 3) & ~3)
    padded.set(outline)
    ends.push(ends.at(-1)! + padded.length)
    return padded
  })

  const head = Uint8Array.from(font.table('head')!)
  new DataView(head.buffer).setInt16(50, 1) // long loca
  const hhea = Uint8Array.from(font.table('hhea')!)
  new DataView(hhea.buffer).setUint16(34, glyphs.length)
  const maxp = Uint8Array.from(font.table('maxp')!)
  new DataView(maxp.buffer).setUint16(4, glyphs.length)
  growLimits(maxp)
  const hmtx = new Uint8Array(4 * glyphs.length)
  const loca = new Uint8Array(4 * ends.length)
  glyphs.forEach((glyph, i) => {
    new DataView(hmtx.buffer).setUint16(4 * i, font.advance(glyph))
    new DataView(hmtx.buffer).setInt16(4 * i + 2, font.bearing(glyph))
  })
  ends.forEach((end, i) => {
    new DataView(loca.buffer).setUint32(4 * i, end)
  })
  const tables: [string, Uint8Array][] = [
    ['glyf', Buffer.concat(padded)],
    ['head', head],
    ['hhea', hhea],
    ['hmtx', hmtx],
    ['loca', loca],
    ['maxp', maxp],
  ]
  for (const name of kept) {
    const table = font.table(name)
    if (table) tables.push([name, table])
  }
  return {
    file: writeTables(tables),
    number: (glyph) => numbers.get(glyph) ?? 0,
    underlined: (glyph) => twins.get(glyph) ?? 0,
    advances: glyphs.map((glyph) => font.advance(glyph)),
  }
}

/** A negative contour count marks a composite: its parts' numbers are rewritten in place. */
function renumberParts(outline: Uint8Array, take: (glyph: number) => number): void {
  const view = new DataView(outline.buffer, outline.byteOffset, outline.byteLength)
  if (outline.length === 0 || view.getInt16(0) >= 0) return
  for (let at = 10, more = true; more; ) {
    const flags = view.getUint16(at)
    view.setUint16(at + 2, take(view.getUint16(at + 2)))
    const scale = flags & 0x0008 ? 2 : flags & 0x0040 ? 4 : flags & 0x0080 ? 8 : 0
    at += 4 + (flags & 0x0001 ? 4 : 2) + scale
    more = (flags & 0x0020) !== 0
  }
}

/** Below the baseline and as thick as this, in thousandths of the em. */
const rule = { low: -214, high: -128 }

/** A bar one em long, to be scaled: four points, clockwise. */
function drawRule(em: number): Uint8Array {
  const [low, high] = [Math.round((rule.low * em) / 1000), Math.round((rule.high * em) / 1000)]
  const onCurve = 0x0101 // two flags of one byte
  return int16s([1, 0, low, em, high, 3, 0, onCurve, onCurve, 0, 0, em, 0, low, high - low, 0, low - high])
}

/** A composite of the glyph, whose metrics it keeps, and the rule scaled to its advance. */
function underline(font: Font, glyph: number, number: number, rule: number): Uint8Array {
  const em = font.unitsPerEm
  const scale = Math.round((font.advance(glyph) / em) * 0x4000)
  const [xMin, yMin, xMax, yMax] = font.box
  return int16s([-1, xMin, yMin, xMax, yMax, 0x0223, number, 0, 0, 0x0043, rule, 0, 0, scale, 0x4000])
}

/** Room in `maxp` for glyphs of two parts. */
function growLimits(maxp: Uint8Array): void {
  const view = new DataView(maxp.buffer)
  const grow = (at: number, least: number) => view.setUint16(at, Math.max(view.getUint16(at), least))
  grow(10, view.getUint16(6) + 4) // maxCompositePoints
  grow(12, view.getUint16(8) + 1) // maxCompositeContours
  grow(28, 2) // maxComponentElements
  grow(30, 1) // maxComponentDepth
}

function int16s(values: number[]): Uint8Array {
  const bytes = new Uint8Array(2 * values.length)
  values.forEach((value, i) => {
    new DataView(bytes.buffer).setInt16(2 * i, value)
  })
  return bytes
}

function writeTables(tables: [string, Uint8Array][]): Uint8Array {
  tables.sort(([a], [b]) => (a < b ? -1 : 1))
  const power = Math.floor(Math.log2(tables.length))
  const header = Buffer.alloc(12 + 16 * tables.length)
  header.writeUInt32BE(0x00010000, 0)
  header.writeUInt16BE(tables.length, 4)
  header.writeUInt16BE(16 << power, 6)
  header.writeUInt16BE(power, 8)
  header.writeUInt16BE(16 * tables.length - (16 << power), 10)
  const bodies: Buffer[] = []
  let at = header.length
  tables.forEach(([name, data], i) => {
    const body = Buffer.alloc((data.length + 3) & ~3)
    body.set(data)
    let sum = 0
    for (let word = 0; word < body.length; word += 4) sum = (sum + body.readUInt32BE(word)) >>> 0
    const entry = 12 + 16 * i
    header.write(name, entry, 'latin1')
    header.writeUInt32BE(sum, entry + 4)
    header.writeUInt32BE(at, entry + 8)
    header.writeUInt32BE(data.length, entry + 12)
    bodies.push(body)
    at += body.length
  })
  return Buffer.concat([header, ...bodies])
}
