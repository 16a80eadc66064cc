import type { Font } from './font.ts'

/** A closed line in font units: its start, then straight pieces `[x, y]` and curves `[control x, control y, x, y]`. */
export type Contour = { x: number; y: number; pieces: number[][] }

/** How deep glyphs may be made of glyphs; our typefaces go two deep. */
const deepest = 5

/** A glyph's outline with all its parts. Source: OpenType 1.9.1, glyf (simple and composite glyph description). */
export function readOutline(font: Font, glyph: number, depth = 0): Contour[] {
  const bytes = font.outline(glyph)
  if (bytes.length === 0 || depth > deepest) return []
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const contours = view.getInt16(0)
  return contours < 0 ? readParts(font, view, depth) : readSimple(view, contours)
}

type Point = { x: number; y: number; on: boolean }

function readSimple(view: DataView, contours: number): Contour[] {
  const ends = Array.from({ length: contours }, (_, i) => view.getUint16(10 + 2 * i))
  const count = (ends.at(-1) ?? -1) + 1
  let at = 10 + 2 * contours
  at += 2 + view.getUint16(at) // instructions
  const flags: number[] = []
  while (flags.length < count) {
    const flag = view.getUint8(at++)
    flags.push(flag)
    if (flag & 8) for (let more = view.getUint8(at++); more > 0; more--) flags.push(flag)
  }
  const axis = (short: number, same: number) => {
    let value = 0
    return flags.map((flag) => {
      if (flag & short) value += flag & same ? view.getUint8(at++) : -view.getUint8(at++)
      else if (!(flag & same)) {
        value += view.getInt16(at)
        at += 2
      }
      return value
    })
  }
  const xs = axis(2, 16)
  const ys = axis(4, 32)
  const points = flags.map((flag, i): Point => ({ x: xs[i]!, y: ys[i]!, on: (flag & 1) === 1 }))
  return ends.map((end, i) => joinPoints(points.slice((ends[i - 1] ?? -1) + 1, end + 1)))
}

/** Between two control points lies a point on the line that the font leaves out. */
function joinPoints(points: Point[]): Contour {
  const between = (a: Point, b: Point): Point => ({ x: (a.x + b.x) / 2, y: (a.y + b.y) / 2, on: true })
  const start = points.findIndex((point) => point.on)
  const turned =
    start < 0 ? [between(points[0]!, points.at(-1)!), ...points] : [...points.slice(start), ...points.slice(0, start)]
  const first = turned[0]!
  const pieces: number[][] = []
  for (let i = 1; i <= turned.length; i++) {
    const point = turned[i % turned.length]!
    if (point.on) {
      pieces.push([point.x, point.y])
      continue
    }
    const next = turned[(i + 1) % turned.length]!
    const end = next.on ? next : between(point, next)
    pieces.push([point.x, point.y, end.x, end.y])
    if (next.on) i++
  }
  return { x: first.x, y: first.y, pieces }
}

function readParts(font: Font, view: DataView, depth: number): Contour[] {
  const all: Contour[] = []
  for (let at = 10, more = true; more; ) {
    const [flags, part] = [view.getUint16(at), view.getUint16(at + 2)]
    const wide = (flags & 1) !== 0
    const [dx, dy] = wide
      ? [view.getInt16(at + 4), view.getInt16(at + 6)]
      : [view.getInt8(at + 4), view.getInt8(at + 5)]
    at += wide ? 8 : 6
    const f2dot14 = () => {
      at += 2
      return view.getInt16(at - 2) / 0x4000
    }
    let [a, b, c, d] = [1, 0, 0, 1]
    if (flags & 8) a = d = f2dot14()
    else if (flags & 0x40) [a, d] = [f2dot14(), f2dot14()]
    else if (flags & 0x80) [a, b, c, d] = [f2dot14(), f2dot14(), f2dot14(), f2dot14()]
    const place = (values: number[]) =>
      values.map((value, i) =>
        i % 2 === 0 ? a * value + c * values[i + 1]! + dx : b * values[i - 1]! + d * value + dy,
      )
    for (const { x, y, pieces } of readOutline(font, part, depth + 1)) {
      const [px, py] = place([x, y])
      all.push({ x: px!, y: py!, pieces: pieces.map(place) })
    }
    more = (flags & 0x20) !== 0
  }
  return all
}
