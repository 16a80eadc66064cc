import type { Caption, Fonts } from './caption.ts'
import type { Font } from './font.ts'
import { type LabelRefusal, layOutLabel } from './label.ts'
import { drawMatrix, type MatrixRefusal, quiet } from './matrix.ts'
import { type Contour, readOutline } from './outline.ts'
import { points } from './pdf.ts'
import { readCaption, type SheetRefusal } from './sheet.ts'
import { checkSerial, type Stamp } from './stamp.ts'
import { tracePath } from './svg.ts'
import { type Dpi, heads, type Template } from './template.ts'
import { beVietnamPro } from './typefaces.ts'

type Shown = { template: Template; dpi?: Dpi; caption: Caption; stamp: Stamp }

/**
 * One label as it will print, at true size on paper, its letters drawn: the same layout as the sheet and the roll.
 * For screens, so the corners are rounded and nothing is in whole dots.
 */
export function drawLabelSvg(
  { template, dpi = 203, caption: given, stamp }: Shown,
  fonts: Fonts = beVietnamPro(),
): string | LabelRefusal | MatrixRefusal | SheetRefusal {
  const caption = readCaption(given, fonts)
  if ('code' in caption) return caption
  const matrix = drawMatrix(stamp.link)
  if ('code' in matrix) return matrix
  const label = layOutLabel(template, matrix.size, caption, fonts, heads[dpi])
  if ('code' in label) return label
  const { width, height } = template
  const at = (value: number) => value / points(1)
  let ink = ''
  for (const { text, face, size, narrow, x, y } of label.lines)
    ink += drawText(fonts[face], text, at(x), height - at(y), at(size), narrow)
  const { serial, qr } = label
  const lines = checkSerial(stamp.human, template.groups)
  const bold = fonts.bold
  const widest = Math.max(...lines.map((line) => wide(bold, line) * serial.size))
  const narrow = Math.min(1, serial.width / widest)
  lines.forEach((line, i) => {
    const [x, y, size] = [at(serial.x), height - at(serial.y) + i * at(serial.leading), at(serial.size)]
    ink += drawText(bold, line, x, y, size, narrow)
    if (i < lines.length - 1) return
    const [before, last] = [wide(bold, line.slice(0, -1)) * size * narrow, wide(bold, line.slice(-1)) * size * narrow]
    ink += `M${short(x + before)} ${short(y + size * 0.14)}h${short(last)}v${short(size * 0.08)}h${short(-last)}z`
  })
  const module = qr.side / matrix.size
  const code = `<g transform="translate(${short(qr.x - quiet * module)} ${short(qr.y - quiet * module)}) scale(${short(module)})"><path stroke="#000" shape-rendering="crispEdges" d="${tracePath(matrix)}"/></g>`
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}mm" height="${height}mm" viewBox="0 0 ${width} ${height}" role="img" aria-label="${tame(`${caption.product}, ${caption.place}, ${caption.lot}, ${stamp.human}`)}">` +
    `<rect width="${width}" height="${height}" rx="1.2" fill="#fff"/><path d="${ink}"/>${code}</svg>`
  )
}

const wide = (font: Font, text: string) =>
  [...text].reduce((sum, letter) => sum + font.advance(font.glyph(letter.codePointAt(0)!)), 0) / font.unitsPerEm

/** Hundredths of a millimetre and less: what a screen can show of it. */
const short = (value: number) => String(Math.round(value * 1000) / 1000)
const tame = (text: string) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)

function drawText(font: Font, text: string, x: number, y: number, size: number, narrow: number): string {
  const up = size / font.unitsPerEm
  let [out, pen, left] = ['', 0, -1]
  for (const letter of text) {
    const glyph = font.glyph(letter.codePointAt(0)!)
    if (left >= 0) pen += font.kern(left, glyph)
    const place = (values: number[]) =>
      values.map((value, i) => (i % 2 === 0 ? short(x + (pen + value) * up * narrow) : short(y - value * up))).join(' ')
    for (const contour of readOutline(font, glyph)) out += drawContour(contour, place)
    pen += font.advance(glyph)
    left = glyph
  }
  return out
}

const drawContour = ({ x, y, pieces }: Contour, place: (values: number[]) => string): string =>
  `M${place([x, y])}${pieces.map((piece) => `${piece.length === 4 ? 'Q' : 'L'}${place(piece)}`).join('')}z`
