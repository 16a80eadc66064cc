import type { Fonts } from './caption.ts'
import type { Language } from './footer.ts'
import { type Matrix, packMatrix } from './matrix.ts'
import { beginPdf, decimal, instant, points, words } from './pdf.ts'
import type { Paper } from './template.ts'
import { embedFont, measure, type Typeface } from './typeface.ts'

type Face = keyof Fonts
type Words = { face?: Face; colour?: string; align?: 'left' | 'middle' | 'right' }
type Line = { width?: number; colour?: string; dash?: number }
type Fill = { fill?: string; stroke?: string; width?: number; round?: number }

/** Draws on one page; millimetres from its upper left corner, type in points, colours as `#1F3D73`. */
export type Pen = {
  text(x: number, y: number, size: number, text: string, how?: Words): void
  line(x: number, y: number, toX: number, toY: number, how?: Line): void
  box(x: number, y: number, width: number, height: number, how?: Fill): void
  /** A drawing of `M` and `C` commands and lines, all absolute, `scale` millimetres to its unit. */
  shape(path: string, x: number, y: number, scale: number, how: Fill): void
  /** A code as one 1-bit image mask, black, without its quiet zone. */
  code(matrix: Matrix, x: number, y: number, side: number): void
  /** What is drawn inside stands on its head, turned about the page's middle. */
  turned(draw: () => void): void
  /** The width of a text in millimetres. */
  wide(size: number, text: string, face?: Face): number
}
type Part = string | { face: Face; text: string }

export type Document = { paper: Paper; title: string; language: Language; made: Date }

const rgb = (colour: string) =>
  [1, 3, 5].map((at) => decimal(Number.parseInt(colour.slice(at, at + 2), 16) / 255)).join(' ')
const ink = '#000000'

/** A short document of drawn pages: a calibration page, a poster, a list. */
export function drawDocument({ paper, title, language, made }: Document, fonts: Fonts, pages: ((pen: Pen) => void)[]) {
  const drawn = pages.map((draw) => {
    const parts: Part[] = []
    draw(openPen(paper, fonts, parts))
    return parts
  })
  const lettersOf = (face: Face) =>
    drawn.flat().flatMap((part) => (typeof part !== 'string' && part.face === face ? [part.text] : []))
  const pdf = beginPdf()
  const out = pdf.header()
  const [catalog, tree, info, resources] = [pdf.number(), pdf.number(), pdf.number(), pdf.number()]
  const faces: Record<Face, Typeface> = {
    bold: embedFont(pdf, fonts.bold, 'BeVietnamPro-Bold', lettersOf('bold').join('')),
    regular: embedFont(pdf, fonts.regular, 'BeVietnamPro-Regular', lettersOf('regular').join('')),
  }
  out.push(...faces.bold.bytes, ...faces.regular.bytes)
  const shared = `<</ProcSet[/PDF/Text/ImageB]/Font<</B ${faces.bold.number} 0 R/R ${faces.regular.number} 0 R>>>>`
  out.push(...pdf.object(resources, shared))
  const kids = drawn.map((parts) => {
    const [kid, content] = [pdf.number(), pdf.number()]
    const operators = parts.map((part) => (typeof part === 'string' ? part : faces[part.face].show(part.text))).join('')
    out.push(...pdf.object(kid, `<</Type/Page/Parent ${tree} 0 R/Contents ${content} 0 R>>`))
    out.push(...pdf.stream(content, '', Buffer.from(operators, 'latin1')))
    return `${kid} 0 R`
  })
  const box = [0, 0, points(paper.width), points(paper.height)].map(decimal).join(' ')
  const viewer = '/ViewerPreferences<</PrintScaling/None/DisplayDocTitle true>>'
  out.push(
    ...pdf.object(
      tree,
      `<</Type/Pages/Count ${kids.length}/MediaBox[${box}]/Resources ${resources} 0 R/Kids[${kids.join(' ')}]>>`,
    ),
    ...pdf.object(catalog, `<</Type/Catalog/Pages ${tree} 0 R/Lang(${language})${viewer}>>`),
    ...pdf.object(info, `<</Title${words(title)}/Producer(Nguon)/CreationDate${instant(made)}>>`),
    ...pdf.close(catalog, info),
  )
  return Uint8Array.from(Buffer.concat(out))
}

function openPen(paper: Paper, fonts: Fonts, parts: Part[]): Pen {
  const [x, y] = [(at: number) => decimal(points(at)), (at: number) => decimal(points(paper.height - at))]
  const wide: Pen['wide'] = (size, text, face = 'regular') => measure(fonts[face], text, size) / points(1)
  const paint = ({ fill, stroke, width = 0.3 }: Fill) => {
    const set = `${fill ? `${rgb(fill)} rg ` : ''}${stroke ? `${rgb(stroke)} RG ${decimal(points(width))} w ` : ''}`
    return { set, end: fill && stroke ? 'B' : fill ? 'f' : 'S' }
  }
  return {
    wide,
    text(atX, atY, size, text, { face = 'regular', colour = ink, align = 'left' } = {}) {
      const back = align === 'left' ? 0 : wide(size, text, face) / (align === 'middle' ? 2 : 1)
      const font = face === 'bold' ? '/B' : '/R'
      parts.push(
        `${rgb(colour)} rg BT ${font} ${decimal(size)} Tf ${x(atX - back)} ${y(atY)} Td `,
        { face, text },
        'ET\n',
      )
    },
    line(fromX, fromY, toX, toY, { width = 0.2, colour = ink, dash } = {}) {
      const dashes = dash ? `[${decimal(points(dash))}] 0 d ` : ''
      parts.push(
        `q ${dashes}${rgb(colour)} RG ${decimal(points(width))} w ${x(fromX)} ${y(fromY)} m ${x(toX)} ${y(toY)} l S Q\n`,
      )
    },
    box(atX, atY, width, height, how = {}) {
      const { set, end } = paint(how)
      const path = how.round ? roundBox(atX, atY, width, height, how.round) : undefined
      const drawn = path
        ? trace(path, x, y)
        : `${x(atX)} ${y(atY + height)} ${decimal(points(width))} ${decimal(points(height))} re `
      parts.push(`q ${set}${drawn}${end} Q\n`)
    },
    shape(path, atX, atY, scale, how) {
      const { set, end } = paint(how)
      const [mapX, mapY] = [(at: number) => x(atX + at * scale), (at: number) => y(atY + at * scale)]
      parts.push(`q 1 J 1 j ${set}${trace(path, mapX, mapY)}${end} Q\n`)
    },
    code(matrix, atX, atY, side) {
      const packed = Buffer.from(packMatrix(matrix)).toString('hex')
      const place = `${decimal(points(side))} 0 0 ${decimal(points(side))} ${x(atX)} ${y(atY + side)} cm`
      const image = `BI/W ${matrix.size}/H ${matrix.size}/IM true/D[1 0]/F/AHx ID ${packed}>\nEI`
      parts.push(`q 0 g ${place} ${image} Q\n`)
    },
    turned(draw) {
      parts.push(`q -1 0 0 -1 ${x(paper.width)} ${y(0)} cm\n`)
      draw()
      parts.push('Q\n')
    },
  }
}

/** Absolute `M`, `L`, `C`, `Z` of an SVG path as PDF's operators. */
function trace(path: string, x: (at: number) => string, y: (at: number) => string): string {
  let out = ''
  for (const [, verb, numbers] of path.matchAll(/([MLCZ])([^MLCZ]*)/g)) {
    const values = (numbers!.match(/-?[\d.]+/g) ?? []).map(Number)
    const pairs = values.map((value, i) => (i % 2 === 0 ? x(value) : y(value))).join(' ')
    const each = verb === 'C' ? 6 : 2
    const words = pairs.split(' ')
    if (verb === 'Z') out += 'h '
    else
      for (let at = 0; at < words.length; at += each)
        out += `${words.slice(at, at + each).join(' ')} ${verb === 'M' ? 'm' : verb === 'L' ? 'l' : 'c'} `
  }
  return out
}

function roundBox(x: number, y: number, width: number, height: number, r: number): string {
  const [k, right, low] = [r * 0.4477, x + width, y + height]
  return (
    `M${x + r} ${y}L${right - r} ${y}C${right - k} ${y} ${right} ${y + k} ${right} ${y + r}` +
    `L${right} ${low - r}C${right} ${low - k} ${right - k} ${low} ${right - r} ${low}` +
    `L${x + r} ${low}C${x + k} ${low} ${x} ${low - k} ${x} ${low - r}` +
    `L${x} ${y + r}C${x} ${y + k} ${x + k} ${y} ${x + r} ${y}Z`
  )
}
