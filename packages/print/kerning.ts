type Pair = (left: number, right: number) => number | undefined

/** Reads the pair adjustments a font's `kern` feature names. Source: OpenType 1.9.1, GPOS lookup type 2. */
export function readKerning(view: DataView, gpos: number): (left: number, right: number) => number {
  const u16 = (at: number) => view.getUint16(at)
  const features = gpos + u16(gpos + 6)
  const lookups = gpos + u16(gpos + 8)
  const named = new Set<number>()
  for (let i = 0; i < u16(features); i++) {
    const record = features + 2 + 6 * i
    if (view.getUint32(record) !== 0x6b65726e) continue // 'kern'
    const feature = features + u16(record + 4)
    for (let k = 0; k < u16(feature + 2); k++) named.add(u16(feature + 4 + 2 * k))
  }
  const pairs: Pair[] = []
  for (const number of named) {
    const lookup = lookups + u16(lookups + 2 + 2 * number)
    if (u16(lookup) !== 2) continue
    for (let k = 0; k < u16(lookup + 4); k++) pairs.push(readPairs(view, lookup + u16(lookup + 6 + 2 * k)))
  }
  const known = new Map<number, number>()
  return (left, right) => {
    const key = left * 65_536 + right
    let value = known.get(key)
    if (value === undefined) {
      value = 0
      for (const pair of pairs) {
        const found = pair(left, right)
        if (found === undefined) continue
        value = found
        break
      }
      known.set(key, value)
    }
    return value
  }
}

/** One subtable: format 1 lists pairs of glyphs, format 2 pairs of classes. Only horizontal advance is wanted. */
function readPairs(view: DataView, table: number): Pair {
  const u16 = (at: number) => view.getUint16(at)
  const first = readCoverage(view, table + u16(table + 2))
  const [formatA, formatB] = [u16(table + 4), u16(table + 6)]
  const [sizeA, sizeB] = [2 * ones(formatA), 2 * ones(formatB)]
  const advance = (at: number) => (formatA & 4 ? view.getInt16(at + 2 * ones(formatA & 3)) : 0)
  if (u16(table) === 1) {
    return (left, right) => {
      const index = first.get(left)
      if (index === undefined) return undefined
      const set = table + u16(table + 10 + 2 * index)
      const step = 2 + sizeA + sizeB
      for (let i = 0; i < u16(set); i++) {
        if (u16(set + 2 + step * i) === right) return advance(set + 4 + step * i)
      }
      return undefined
    }
  }
  const classA = readClasses(view, table + u16(table + 8))
  const classB = readClasses(view, table + u16(table + 10))
  const columns = u16(table + 14)
  return (left, right) => {
    if (!first.has(left)) return undefined
    const cell = (classA.get(left) ?? 0) * columns + (classB.get(right) ?? 0)
    return advance(table + 16 + cell * (sizeA + sizeB))
  }
}

function ones(bits: number): number {
  let count = 0
  for (let rest = bits; rest; rest &= rest - 1) count++
  return count
}

function readCoverage(view: DataView, table: number): Map<number, number> {
  const index = new Map<number, number>()
  const count = view.getUint16(table + 2)
  for (let i = 0; i < count; i++) {
    if (view.getUint16(table) === 1) {
      index.set(view.getUint16(table + 4 + 2 * i), i)
      continue
    }
    const range = table + 4 + 6 * i
    const [from, to, base] = [view.getUint16(range), view.getUint16(range + 2), view.getUint16(range + 4)]
    for (let glyph = from; glyph <= to; glyph++) index.set(glyph, base + glyph - from)
  }
  return index
}

function readClasses(view: DataView, table: number): Map<number, number> {
  const classes = new Map<number, number>()
  if (view.getUint16(table) === 1) {
    const from = view.getUint16(table + 2)
    for (let i = 0; i < view.getUint16(table + 4); i++) classes.set(from + i, view.getUint16(table + 6 + 2 * i))
    return classes
  }
  for (let i = 0; i < view.getUint16(table + 2); i++) {
    const range = table + 4 + 6 * i
    for (let glyph = view.getUint16(range); glyph <= view.getUint16(range + 2); glyph++) {
      classes.set(glyph, view.getUint16(range + 4))
    }
  }
  return classes
}
