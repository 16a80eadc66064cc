import { type Bitmap, fillRun, lay, openBitmap } from './bitmap.ts'
import type { Fonts } from './caption.ts'
import { inkLetter, inkText, type Letter } from './ink.ts'
import type { Label } from './label.ts'
import { points } from './pdf.ts'
import type { Series } from './series.ts'
import { checkSerial, type Stamp } from './stamp.ts'
import { corner, paperOf, type Template } from './template.ts'

/** A row of labels on its way to the printer; the bytes are valid until the next one. */
export type BurnRow = (stamps: readonly Stamp[]) => Bitmap

/**
 * Draws rows of labels in a head's own dots: whole dots a module, and letters out of our own outlines, so that no
 * printer's code page or typeface matters. What all labels say is drawn once; a row costs its serials and codes.
 */
export function burnRows(template: Template, label: Label, series: Series, fonts: Fonts, head: number): BurnRow {
  const paper = paperOf(template)
  const [width, height] = [Math.round(paper.width * head), Math.round(paper.height * head)]
  const dots = (length: number) => (length * head) / points(1)
  const corners = Array.from({ length: template.columns }, (_, place) => {
    const { x, y } = corner(template, place, head)
    return { x: Math.round(x * head), y: Math.round(y * head) }
  })
  const caption = openBitmap(Math.round(template.width * head), Math.round(template.height * head))
  for (const { text, face, size, narrow, x, y } of label.lines)
    inkText(caption, text, dots(x), caption.height - Math.round(dots(y)), {
      font: fonts[face],
      size: dots(size),
      narrow,
    })
  const bases = corners.map((_, count) => {
    const base = openBitmap(width, height)
    for (const { x, y } of corners.slice(0, count + 1)) lay(base, caption, x, y)
    return base
  })
  const write = openSerials(template, label, fonts, dots)
  const code = { x: Math.round(label.qr.x * head), y: Math.round(label.qr.y * head) }
  const row = openBitmap(width, height)
  return (stamps) => {
    row.bits.set(bases[stamps.length - 1]!.bits)
    stamps.forEach(({ link, human }, place) => {
      const { x, y } = corners[place]!
      write(row, human, x, y + caption.height)
      burnCode(row, series.pack(link), series.size, x + code.x, y + code.y, label.qr.dots)
    })
    return row
  }
}

/** The code as a series packs it, on its side: column by column from the last. */
function burnCode(onto: Bitmap, turned: Uint8Array, size: number, x: number, y: number, dots: number): void {
  const stride = (size + 7) >> 3
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      const from = column
      while (column < size && turned[(size - 1 - column) * stride + (row >> 3)]! & (0x80 >> (row & 7))) column++
      if (column === from) continue
      for (let dot = 0; dot < dots; dot++) fillRun(onto, x + from * dots, y + row * dots + dot, (column - from) * dots)
    }
  }
}

/** How narrow a serial of many Ws may be set: in steps, so that few letters are drawn. */
const narrows = [1, 0.94, 0.88, 0.82, 0.76, 0.7]

/** Serials out of letters that were drawn once, each on whole dots; `y` is the label's lower edge. */
function openSerials({ groups }: Template, { serial }: Label, fonts: Fonts, dots: (points: number) => number) {
  const font = fonts.bold
  const size = dots(serial.size)
  const wide = (text: string) => {
    let units = 0
    for (const letter of text) units += font.advance(font.glyph(letter.codePointAt(0)!))
    return (units * size) / font.unitsPerEm
  }
  const known = new Map<string, Letter>()
  const letterOf = (letter: string, narrow: number, underlined: boolean): Letter => {
    const key = `${letter}${narrow}${underlined}`
    const found = known.get(key) ?? inkLetter(letter, { font, size, narrow }, underlined)
    known.set(key, found)
    return found
  }
  return (onto: Bitmap, human: string, x: number, y: number) => {
    const lines = checkSerial(human, groups)
    const room = dots(serial.width) / Math.max(...lines.map(wide))
    const narrow = narrows.find((it) => it <= room) ?? narrows.at(-1)!
    lines.forEach((line, at) => {
      let pen = x + dots(serial.x)
      const baseline = y - Math.round(dots(serial.y - at * serial.leading))
      for (let i = 0; i < line.length; i++) {
        const {
          dots: ink,
          advance,
          left,
          up,
        } = letterOf(line[i]!, narrow, at === lines.length - 1 && i === line.length - 1)
        lay(onto, ink, Math.round(pen) + left, baseline + up)
        pen += advance
      }
    })
  }
}
