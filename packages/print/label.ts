import { type Caption, type Fonts, setCaption } from './caption.ts'
import { quiet } from './matrix.ts'
import { points } from './pdf.ts'
import { snap, type Template } from './template.ts'

/** A line of type; `x` and `y` of its baseline in points from the label's lower left corner. */
export type Line = { text: string; face: keyof Fonts; size: number; narrow: number; x: number; y: number }

export type Label = {
  /** The QR's upper left corner from the label's, and its side, in millimetres; `dots` to a module. */
  qr: { x: number; y: number; side: number; dots: number }
  lines: Line[]
  /** The first baseline of the serial, the way down to the next, and the width it may take: points. */
  serial: { x: number; y: number; leading: number; size: number; width: number }
}

export type LabelRefusal =
  | { code: 'label/caption-too-long'; product: string; place: string; lot: string }
  | { code: 'label/link-too-long'; modules: number }

/** Under 3 dots (0.375 mm) phones stop reading. */
const fewestDots = 3
/** Clear paper at the label's edges, in millimetres: sheets feed up to a millimetre off. */
const margin = 1.1

/** Of the serial: its line height, and the least and most space above it, to its size. */
const serialLeading = 1.24
const gaps = { least: 0.22, most: 0.7 }

/** Places the code and the caption on a label for codes `modules` wide. Nothing is cut: what cannot fit is refused. */
export function layOutLabel(template: Template, modules: number, caption: Caption, fonts: Fonts): Label | LabelRefusal {
  const dots = Math.min(template.dots, Math.floor((template.height * 8) / (modules + 2 * quiet)))
  if (dots < fewestDots) return { code: 'label/link-too-long', modules }
  const [side, clear] = [(modules * dots) / 8, (quiet * dots) / 8]
  const qr = { x: snap(clear), y: snap((template.height - side) / 2), side, dots }

  const x = points(qr.x + side + clear)
  const width = points(template.width - margin) - x
  const tall = points(template.height - 2 * margin)
  const serialTall = (4 / template.groups) * template.serial * serialLeading
  const room = tall - serialTall - template.serial * gaps.least

  for (const rows of setCaption(template, caption, fonts, width)) {
    const used = rows.reduce((sum, { pace, before }) => sum + pace + before, 0)
    if (used > room) continue
    const spare = room - used
    const gap = template.serial * gaps.least + Math.min(spare / 4, template.serial * (gaps.most - gaps.least))
    let y = points(template.height - margin) - (tall - used - serialTall - gap) / 2
    const lines = rows.map(({ text, face, size, narrow, pace, before }) => {
      y -= before + pace
      return { text, face, size, narrow, x, y: y + size * 0.3 }
    })
    const size = template.serial
    const serialY = y - gap - size * serialLeading + size * 0.3
    return { qr, lines, serial: { x, y: serialY, leading: size * serialLeading, size, width } }
  }
  const { product, place, lot } = caption
  return { code: 'label/caption-too-long', product, place, lot }
}
