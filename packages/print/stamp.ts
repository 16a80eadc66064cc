import type { Fonts } from './caption.ts'
import type { Label } from './label.ts'
import { decimal, points } from './pdf.ts'
import type { Series } from './series.ts'
import { corner, paperOf, perSheet, type Template } from './template.ts'
import type { Typeface } from './typeface.ts'

/** `human` is the serial as people read it, `K7MQ 2R9D FH3P X`: what follows the last space is the check letter. */
export type Stamp = { link: string; human: string }

/** Crockford base 32 and its check letters (crockford.com/base32), and the letters it reads as others. */
export const checkLetters = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ*~$='
export const serialLetters = `${checkLetters} `
const serialShape = /^[0-9A-Z]{4} [0-9A-Z]{4} [0-9A-Z]{4} [0-9A-Z*~$=]$/

/** The serial by lines; throws on what is none. */
export function checkSerial(human: string, groups: Template['groups']): string[] {
  if (!serialShape.test(human)) throw new Error(`Not a serial of 4, 4, 4 and 1 letters: ${human}`)
  return groups === 4 ? [human] : [human.slice(0, 9), human.slice(10)]
}

/** The caption's operators, for the form that every stamp of the job draws. */
export function drawCaption(label: Label, bold: Typeface, regular: Typeface): string {
  const lines = label.lines.map(({ text, face, size, narrow, x, y }) => {
    const font = face === 'bold' ? '/B' : '/R'
    return `${font} ${decimal(size)} Tf ${decimal(narrow)} 0 0 1 ${decimal(x)} ${decimal(y)} Tm${(face === 'bold' ? bold : regular).show(text)}`
  })
  return `BT ${lines.join('\n')} ET`
}

/**
 * Points, a twentieth of a printer dot. Readers draw an image on every dot it touches, so one that ends a rounding error
 * past its last dot would be stretched by a dot, and its modules would no longer be alike.
 */
const inset = 0.02

/** The operators of one sheet's stamps, apart because their bytes have nothing in common and deflate better so. */
export type Stamps = { texts: Buffer; codes: Buffer }

/**
 * Draws each stamp as the caption's form, the serial, and the code as one 1-bit image mask: modules drawn one by one do
 * not survive printers. Labels are walked by relative steps, so that all a page holds besides serials and dots is
 * repetition. `under` is drawn after them. The bytes are valid until the next call.
 */
export function drawStamps(template: Template, label: Label, series: Series, fonts: Fonts, bold: Typeface) {
  const { serial, qr } = label
  const room = perSheet(template) * (series.size * ((series.size + 7) >> 3) + 256) + 4096
  const [texts, codes] = [Buffer.allocUnsafe(room), Buffer.allocUnsafe(room)]
  const advances = new Map([...serialLetters].map((letter) => [letter, advance(fonts, letter, serial.size)]))
  const wide = (text: string) => {
    let width = 0
    for (let i = 0; i < text.length; i++) width += advances.get(text[i]!) ?? 0
    return width
  }
  const start = `/C Do BT ${decimal(serial.x)} ${decimal(serial.y)} Td`
  const down = `Tj 0 ${decimal(-serial.leading)} Td`
  const moves = walk(template, 0)
  const side = decimal(points(qr.side) - 2 * inset)
  const [left, top] = [points(qr.x) + inset, points(template.height - qr.y) - inset]
  // The image is stored on its side and turned by the matrix: the half of a QR that never changes lies in whole rows.
  const turned = `0 -${side} ${side} 0 ${decimal(left)} ${decimal(top)} cm`
  const image = `q ${turned} BI/W ${series.size}/H ${series.size}/IM true/D[1 0]ID `

  const writeText = (human: string): string => {
    const lines = checkSerial(human, template.groups)
    const [upper, lower] = [lines.length > 1 ? lines[0]! : '', lines.at(-1)!]
    const squeeze = serial.width / Math.max(wide(upper), wide(lower))
    const text = `${upper && bold.codes(upper) + down}${bold.codes(lower, true)}Tj `
    return `${start}${squeeze < 1 ? ` ${decimal(squeeze * 100)} Tz${text}100 Tz ` : text}ET `
  }

  return (from: number, to: number, stamp: (index: number) => Stamp, under: string, used = 0): Stamps => {
    const path = used === 0 ? moves : walk(template, used)
    let [text, code] = [texts.write(`q /B ${decimal(serial.size)} Tf `, 'latin1'), codes.write('q ', 'latin1')]
    for (let index = from; index <= to; index++) {
      const { link, human } = stamp(index)
      const move = path[index - from]!
      text += texts.write(move + writeText(human), text, 'latin1')
      const packed = series.pack(link)
      code += codes.write(move + image, code, 'latin1')
      codes.set(packed, code)
      code += packed.length
      code += codes.write('\nEI Q ', code, 'latin1')
    }
    text += texts.write(`Q\n${under}`, text, 'latin1')
    code += codes.write('Q\n', code, 'latin1')
    return { texts: texts.subarray(0, text), codes: codes.subarray(0, code) }
  }
}

/** The move to each label from the one before, each from where rounding left the last; to the first from the paper's corner. */
function walk(template: Template, used: number): string[] {
  const round = (value: number) => Math.round(value * 1000) / 1000
  const { height } = paperOf(template)
  let [atX, atY] = [0, 0]
  return Array.from({ length: perSheet(template) - used }, (_, place) => {
    const { x, y } = corner(template, used + place)
    const [right, up] = [round(points(x) - atX), round(points(height - y - template.height) - atY)]
    atX += right
    atY += up
    return `1 0 0 1 ${decimal(right)} ${decimal(up)} cm\n`
  })
}

const advance = ({ bold }: Fonts, letter: string, size: number) =>
  (bold.advance(bold.glyph(letter.charCodeAt(0))) * size) / bold.unitsPerEm

/** Hairlines around every label, for plain adhesive paper that is cut by hand. */
export function drawEdges(template: Template): string {
  let path = '0.25 w 0.6 G '
  for (let place = 0; place < perSheet(template); place++) {
    const { x, y } = corner(template, place)
    const [left, low] = [points(x), points(paperOf(template).height - y - template.height)]
    path += `${decimal(left)} ${decimal(low)} ${decimal(points(template.width))} ${decimal(points(template.height))} re `
  }
  return `q ${path}S Q\n`
}
