import { type Bitmap, fillBox, openBitmap } from './bitmap.ts'
import type { Font } from './font.ts'
import { type Contour, readOutline } from './outline.ts'

/** How text is set in dots: `size` dots to the em, drawn `narrow` times as wide as the design. */
export type Setting = { font: Font; size: number; narrow: number }

/** Lines a dot is looked at on, and how much of it must be black. Thresholded, not dithered: grey does not print. */
const looks = 4
const enough = 0.46

/** Draws a line of text, kerned, from `x` on the baseline `y`, in dots from the upper left. Answers its width. */
export function inkText(onto: Bitmap, text: string, x: number, y: number, { font, size, narrow }: Setting): number {
  const scale = size / font.unitsPerEm
  const contours: Contour[] = []
  let [pen, left] = [0, -1]
  for (const letter of text) {
    const glyph = font.glyph(letter.codePointAt(0)!)
    if (left >= 0) pen += font.kern(left, glyph)
    const at = pen
    for (const contour of readOutline(font, glyph))
      contours.push({
        x: contour.x + at,
        y: contour.y,
        pieces: contour.pieces.map((piece) => piece.map((value, i) => (i % 2 === 0 ? value + at : value))),
      })
    pen += font.advance(glyph)
    left = glyph
  }
  inkContours(onto, contours, x, y, scale * narrow, scale)
  return pen * scale * narrow
}

type Edge = { x: number; y: number; slope: number; end: number; turn: 1 | -1 }

/** Fills outlines by the nonzero rule; `y` grows downwards in dots and upwards in font units. */
export function inkContours(onto: Bitmap, contours: Contour[], x: number, y: number, across: number, up: number): void {
  const edges: Edge[] = []
  for (const contour of contours) {
    let [fromX, fromY] = [x + contour.x * across, y - contour.y * up]
    const line = (toX: number, toY: number) => {
      if (toY !== fromY) {
        const slope = (toX - fromX) / (toY - fromY)
        edges.push(
          toY > fromY
            ? { x: fromX, y: fromY, slope, end: toY, turn: 1 }
            : { x: toX, y: toY, slope, end: fromY, turn: -1 },
        )
      }
      ;[fromX, fromY] = [toX, toY]
    }
    for (const [a, b, c, d] of contour.pieces) {
      const [ax, ay] = [x + a! * across, y - b! * up]
      if (c === undefined) {
        line(ax, ay)
        continue
      }
      const [startX, startY, endX, endY] = [fromX, fromY, x + c * across, y - d! * up]
      for (let step = 1; step <= 8; step++) {
        const [t, s] = [step / 8, 1 - step / 8]
        line(s * s * startX + 2 * s * t * ax + t * t * endX, s * s * startY + 2 * s * t * ay + t * t * endY)
      }
    }
  }
  if (edges.length > 0) inkEdges(onto, edges)
}

function inkEdges(onto: Bitmap, edges: Edge[]): void {
  const top = Math.max(0, Math.floor(Math.min(...edges.map((edge) => edge.y))))
  const bottom = Math.min(onto.height, Math.ceil(Math.max(...edges.map((edge) => edge.end))))
  const black = new Float64Array(onto.width)
  for (let row = top; row < bottom; row++) {
    black.fill(0)
    for (let look = 0; look < looks; look++) {
      const level = row + (look + 0.5) / looks
      const crossings = edges
        .filter((edge) => edge.y <= level && level < edge.end)
        .map((edge) => ({ x: edge.x + (level - edge.y) * edge.slope, turn: edge.turn }))
        .sort((a, b) => a.x - b.x)
      let winding = 0
      crossings.forEach((crossing, i) => {
        if (winding !== 0) spread(black, crossings[i - 1]!.x, crossing.x)
        winding += crossing.turn
      })
    }
    for (let dot = 0; dot < onto.width; dot++) {
      if (black[dot]! >= enough * looks) onto.bits[row * onto.stride + (dot >> 3)]! |= 0x80 >> (dot & 7)
    }
  }
}

/** Adds what a stretch of a line covers of each dot. */
function spread(black: Float64Array, from: number, to: number): void {
  const [start, end] = [Math.max(0, from), Math.min(black.length, to)]
  for (let dot = Math.floor(start); dot < end; dot++) black[dot]! += Math.min(end, dot + 1) - Math.max(start, dot)
}

/** A letter as a stamp for many labels: its dots, how far the pen moves, and where its corner lies from the pen. */
export type Letter = { dots: Bitmap; advance: number; left: number; up: number }

/** Draws one letter for laying on whole dots, with a rule beneath it if asked. */
export function inkLetter(letter: string, { font, size, narrow }: Setting, underlined = false): Letter {
  const pad = 2
  const advance = (font.advance(font.glyph(letter.codePointAt(0)!)) * size * narrow) / font.unitsPerEm
  const up = Math.ceil(size)
  const dots = openBitmap(Math.ceil(advance) + 2 * pad, up + Math.ceil(size * 0.35))
  inkText(dots, letter, pad, up, { font, size, narrow })
  if (underlined) {
    const thick = Math.max(1, Math.round(size * 0.09))
    fillBox(dots, pad, up + Math.max(2, Math.round(size * 0.14)), Math.round(advance), thick)
  }
  return { dots, advance, left: -pad, up: -up }
}
