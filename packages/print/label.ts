import { type Caption, type Fonts, setCaption } from './caption.ts'
import { quiet } from './matrix.ts'
import { points } from './pdf.ts'
import { heads, snap, type Template } from './template.ts'

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
  /** `least` is how high a label must be, `found` how high this one is; millimetres. */
  | { code: 'label/link-too-long'; modules: number; least: number; found: number }

/** Millimetres: under 3 dots of a 203 dpi head phones stop reading. */
export const leastModule = 0.375
/** Clear paper at the label's edges, in millimetres: sheets feed up to a millimetre off. */
const margin = 1.1

/** Of the serial: its line height, and the least and most space above it, to its size. */
const serialLeading = 1.24
const gaps = { least: 0.22, most: 0.7 }

type Box = { x: number; y: number; width: number; height: number }

/**
 * Places the code and the caption on a label for codes `modules` wide, for a head of so many dots to the millimetre.
 * Nothing is cut: what cannot fit is refused. The code is as large as the template wishes, or less where the words need the room.
 */
export function layOutLabel(
  template: Template,
  modules: number,
  caption: Caption,
  fonts: Fonts,
  head: number = heads[203],
): Label | LabelRefusal {
  const below = template.words === 'below'
  const across = below ? Math.min(template.width, template.height) : template.height
  const wanted = Math.round((template.dots / 8) * head)
  const around = modules + 2 * quiet
  const [most, fewest] = [Math.min(wanted, Math.floor((across * head) / around)), Math.ceil(leastModule * head - 1e-9)]
  if (most < fewest)
    return { code: 'label/link-too-long', modules, least: Math.ceil((10 * around * fewest) / head) / 10, found: across }
  for (let dots = most; dots >= fewest; dots--) {
    const laid = layOutAt(dots, template, modules, caption, fonts, head)
    if (laid) return laid
  }
  const { product, place, lot } = caption
  return { code: 'label/caption-too-long', product, place, lot }
}

/** The label with so many dots a module, where the words fit beside it. */
function layOutAt(
  dots: number,
  template: Template,
  modules: number,
  caption: Caption,
  fonts: Fonts,
  head: number,
): Label | undefined {
  const below = template.words === 'below'
  const [side, clear] = [(modules * dots) / head, (quiet * dots) / head]
  const middle = snap(((below ? template.width : template.height) - side) / 2, head)
  const qr = { x: below ? middle : snap(clear, head), y: below ? snap(clear, head) : middle, side, dots }
  const box: Box = below
    ? { x: margin, y: qr.y + side + clear, width: template.width - 2 * margin, height: 0 }
    : { x: qr.x + side + clear, y: margin, width: 0, height: template.height - 2 * margin }
  if (below) box.height = template.height - margin - box.y
  else box.width = template.width - margin - box.x
  const words = setWords(template, caption, fonts, box)
  return words && { qr, ...words }
}

/** Caption and serial in the box, given in millimetres from the label's upper left corner. */
function setWords(template: Template, caption: Caption, fonts: Fonts, box: Box): Omit<Label, 'qr'> | undefined {
  const [x, width, tall] = [points(box.x), points(box.width), points(box.height)]
  const serialTall = (4 / template.groups) * template.serial * serialLeading
  const room = tall - serialTall - template.serial * gaps.least
  for (const rows of setCaption(template, caption, fonts, width)) {
    const used = rows.reduce((sum, { pace, before }) => sum + pace + before, 0)
    if (used > room) continue
    const spare = room - used
    const gap = template.serial * gaps.least + Math.min(spare / 4, template.serial * (gaps.most - gaps.least))
    let y = points(template.height - box.y) - (tall - used - serialTall - gap) / 2
    const lines = rows.map(({ text, face, size, narrow, pace, before }) => {
      y -= before + pace
      return { text, face, size, narrow, x, y: y + size * 0.3 }
    })
    const size = template.serial
    const serialY = y - gap - size * serialLeading + size * 0.3
    return { lines, serial: { x, y: serialY, leading: size * serialLeading, size, width } }
  }
  return undefined
}
