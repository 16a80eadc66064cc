import { createHash } from 'node:crypto'
import type { Font } from './font.ts'
import { decimal, literal, type Pdf } from './pdf.ts'
import { subsetFont } from './subset.ts'

/** A subset font as a page uses it. Letters outside the subset come out as the missing glyph. */
export type Typeface = {
  /** The Type0 font's object number. */
  number: number
  /** `text` as a kerned TJ operator. */
  show(text: string): string
  /** `text` as a literal for Tj, its last letter underlined if asked; no kerning: for what differs on every stamp. */
  codes(text: string, underlined?: boolean): string
  /** The font's objects, to be sent once. */
  bytes: Buffer[]
}

/** Width in points of `text` at `size` points, kerned. */
export function measure(font: Font, text: string, size: number): number {
  let units = 0
  let left = -1
  for (const letter of text) {
    const glyph = font.glyph(letter.codePointAt(0)!)
    units += font.advance(glyph) + (left >= 0 ? font.kern(left, glyph) : 0)
    left = glyph
  }
  return (units * size) / font.unitsPerEm
}

/** The first letter of `text` the font cannot draw. */
export function missingLetter(font: Font, text: string): string | undefined {
  return [...text].find((letter) => font.glyph(letter.codePointAt(0)!) === 0)
}

/** Embeds the letters of `text` as a CIDFontType2 under Identity-H with ToUnicode (ISO 32000-2, 9.7 and 9.10.3). */
export function embedFont(pdf: Pdf, font: Font, name: string, text: string, underlined = ''): Typeface {
  const [letters, ruled] = [[...new Set(text)], [...new Set(underlined)]]
  const glyph = (letter: string) => font.glyph(letter.codePointAt(0)!)
  const subset = subsetFont(font, letters.map(glyph), ruled.map(glyph))
  const code = (letter: string) => subset.number(glyph(letter))
  const ruledCode = (letter: string) => subset.underlined(glyph(letter))
  const bytesOf = (code: number) => String.fromCharCode(code >> 8, code & 0xff)
  const inString = (code: number) => literal(bytesOf(code)).slice(1, -1)
  const coded = new Map(letters.map((letter) => [letter, bytesOf(code(letter))]))
  const escaped = new Map(letters.map((letter) => [letter, inString(code(letter))]))
  const escapedRuled = new Map(ruled.map((letter) => [letter, inString(ruledCode(letter))]))
  const unicodes = [
    ...letters.map((letter): [number, string] => [code(letter), letter]),
    ...ruled.map((letter): [number, string] => [ruledCode(letter), letter]),
  ]
  const em = (units: number) => decimal((units * 1000) / font.unitsPerEm)

  const tag = [...createHash('sha256').update(subset.file).digest().subarray(0, 6)]
  const base = `/${String.fromCharCode(...tag.map((byte) => 65 + (byte % 26)))}+${name}`
  const [number, descendant, descriptor, program, unicode] = [
    pdf.number(),
    pdf.number(),
    pdf.number(),
    pdf.number(),
    pdf.number(),
  ]
  const bytes = [
    ...pdf.object(
      number,
      `<</Type/Font/Subtype/Type0/BaseFont${base}/Encoding/Identity-H` +
        `/DescendantFonts[${descendant} 0 R]/ToUnicode ${unicode} 0 R>>`,
    ),
    ...pdf.object(
      descendant,
      `<</Type/Font/Subtype/CIDFontType2/BaseFont${base}/CIDToGIDMap/Identity/FontDescriptor ${descriptor} 0 R` +
        `/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>` +
        `/DW 0/W[0[${subset.advances.map(em).join(' ')}]]>>`,
    ),
    ...pdf.object(
      descriptor,
      `<</Type/FontDescriptor/FontName${base}/Flags 4/FontBBox[${font.box.map(em).join(' ')}]/ItalicAngle 0/StemV 100` +
        `/Ascent ${em(font.ascent)}/Descent ${em(font.descent)}/CapHeight ${em(font.capHeight)}/FontFile2 ${program} 0 R>>`,
    ),
    ...pdf.stream(program, `/Length1 ${subset.file.length}`, subset.file),
    ...pdf.stream(unicode, '', Buffer.from(toUnicode(unicodes))),
  ]
  return {
    number,
    bytes,
    codes: (shown, underlined = false) => {
      const plain = underlined ? shown.length - 1 : shown.length
      let codes = ''
      for (let i = 0; i < plain; i++) codes += escaped.get(shown[i]!) ?? missing
      return `(${codes}${underlined ? (escapedRuled.get(shown[plain]!) ?? missing) : ''})`
    },
    show: (shown) => {
      let operand = ''
      let run = ''
      let left = -1
      for (const letter of shown) {
        const right = glyph(letter)
        const kern = left >= 0 ? font.kern(left, right) : 0
        if (kern !== 0) {
          operand += literal(run) + em(-kern)
          run = ''
        }
        run += coded.get(letter) ?? missing
        left = right
      }
      return `[${operand}${literal(run)}]TJ `
    },
  }
}

const missing = '\0\0'
const hex = (text: string) => Buffer.from(text, 'utf16le').swap16().toString('hex')

/** A CMap from our two-byte codes back to Unicode, at most 100 to a block, so that text can be searched and copied. */
function toUnicode(codes: [number, string][]): string {
  let blocks = ''
  for (let i = 0; i < codes.length; i += 100) {
    const block = codes.slice(i, i + 100)
    const rows = block.map(([code, letter]) => `<${code.toString(16).padStart(4, '0')}><${hex(letter)}>\n`)
    blocks += `${block.length} beginbfchar\n${rows.join('')}endbfchar\n`
  }
  return (
    '/CIDInit/ProcSet findresource begin 12 dict begin begincmap\n' +
    '/CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def/CMapName/Adobe-Identity-UCS def/CMapType 2 def\n' +
    `1 begincodespacerange\n<0000><ffff>\nendcodespacerange\n${blocks}` +
    'endcmap CMapName currentdict/CMap defineresource pop end end'
  )
}
