import { readKerning } from './kerning.ts'

/** A TrueType font opened for measuring and subsetting. Lengths are font units, `unitsPerEm` to the em. */
export type Font = {
  unitsPerEm: number
  ascent: number
  descent: number
  capHeight: number
  box: [number, number, number, number]
  glyphs: number
  /** The glyph of a code point; 0 where the font has none. */
  glyph(codePoint: number): number
  advance(glyph: number): number
  bearing(glyph: number): number
  /** The outline's bytes in `glyf`; empty for a space. */
  outline(glyph: number): Uint8Array
  /** What GPOS adds between two glyphs, mostly negative. */
  kern(left: number, right: number): number
  table(name: string): Uint8Array | undefined
}

/**
 * Opens a TrueType file (`glyf` outlines, Unicode cmap format 4): all that Be Vietnam Pro is.
 * Throws on any other file: the fonts are ours, not a visitor's. Source: OpenType 1.9.1.
 */
export function readFont(file: Uint8Array): Font {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength)
  const tables = new Map<string, { at: number; length: number }>()
  for (let i = 0; i < view.getUint16(4); i++) {
    const entry = 12 + 16 * i
    const name = String.fromCharCode(...file.subarray(entry, entry + 4))
    tables.set(name, { at: view.getUint32(entry + 8), length: view.getUint32(entry + 12) })
  }
  const start = (name: string): number => {
    const found = tables.get(name)
    if (!found) throw new Error(`The font has no ${name} table`)
    return found.at
  }
  const [head, hhea, hmtx, loca, glyf] = [start('head'), start('hhea'), start('hmtx'), start('loca'), start('glyf')]
  const measured = view.getUint16(hhea + 34)
  const long = view.getInt16(head + 50) === 1
  const offset = (glyph: number) => (long ? view.getUint32(loca + 4 * glyph) : 2 * view.getUint16(loca + 2 * glyph))
  const kerning = tables.has('GPOS') ? readKerning(view, start('GPOS')) : () => 0
  return {
    unitsPerEm: view.getUint16(head + 18),
    ascent: view.getInt16(hhea + 4),
    descent: view.getInt16(hhea + 6),
    capHeight: view.getInt16(start('OS/2') + 88),
    box: [view.getInt16(head + 36), view.getInt16(head + 38), view.getInt16(head + 40), view.getInt16(head + 42)],
    glyphs: view.getUint16(start('maxp') + 4),
    glyph: readCmap(view, start('cmap')),
    advance: (glyph) => view.getUint16(hmtx + 4 * Math.min(glyph, measured - 1)),
    bearing: (glyph) =>
      view.getInt16(glyph < measured ? hmtx + 4 * glyph + 2 : hmtx + 4 * measured + 2 * (glyph - measured)),
    outline: (glyph) => file.subarray(glyf + offset(glyph), glyf + offset(glyph + 1)),
    kern: kerning,
    table: (name) => {
      const found = tables.get(name)
      return found && file.subarray(found.at, found.at + found.length)
    },
  }
}

/** The Windows Unicode BMP subtable, format 4: segments of code points with a delta or an array of glyphs. */
function readCmap(view: DataView, cmap: number): (codePoint: number) => number {
  let table = 0
  for (let i = 0; i < view.getUint16(cmap + 2); i++) {
    const entry = cmap + 4 + 8 * i
    if (view.getUint16(entry) === 3 && view.getUint16(entry + 2) === 1) table = cmap + view.getUint32(entry + 4)
  }
  if (table === 0 || view.getUint16(table) !== 4) throw new Error('The font has no cmap of format 4')
  const twice = view.getUint16(table + 6)
  return (codePoint) => {
    for (let at = 0; at < twice; at += 2) {
      if (view.getUint16(table + 14 + at) < codePoint) continue
      const first = view.getUint16(table + 16 + twice + at)
      if (codePoint < first) return 0
      const delta = view.getUint16(table + 16 + 2 * twice + at)
      const range = table + 16 + 3 * twice + at
      const hop = view.getUint16(range)
      if (hop === 0) return (codePoint + delta) & 0xffff
      const glyph = view.getUint16(range + hop + 2 * (codePoint - first))
      return glyph === 0 ? 0 : (glyph + delta) & 0xffff
    }
    return 0
  }
}
