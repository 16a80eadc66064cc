import type { Fonts } from './caption.ts'
import { decimal, points } from './pdf.ts'
import { paperOf, type Template } from './template.ts'
import { measure, type Typeface } from './typeface.ts'

export type Language = 'vi' | 'en'

/** Which sheet this is, and of which stamps. `digits`: numbers are padded so that they line up from sheet to sheet. */
export type SheetNumber = { sheet: number; of: number; from: number; to: number; blanks: number; digits: number }

type Words = { sheet(number: SheetNumber, from: string, to: string): string; advice: string }
const says: Record<Language, Words> = {
  vi: {
    sheet: ({ sheet, of, blanks }, from, to) =>
      `Tờ ${sheet} trong ${of}, số ${from}${to && ` đến ${to}`}${blanks ? `, ${blanks} ô trống` : ''}. `,
    advice: 'In 100%, không co giãn. Vạch này phải dài đúng 50 mm:',
  },
  en: {
    sheet: ({ sheet, of, blanks }, from, to) =>
      `Sheet ${sheet} of ${of}, stamp${to && 's'} ${from}${to && ` to ${to}`}${blanks ? `, ${blanks} blank` : ''}. `,
    advice: 'Print at 100%, do not scale. This bar must be exactly 50 mm:',
  },
}

const sheetText = (number: SheetNumber, language: Language): string => {
  const pad = (index: number) => String(index).padStart(number.digits, '0')
  return says[language].sheet(number, pad(number.from), number.to > number.from ? pad(number.to) : '')
}

/** Every letter a footer may need, for the font's subset. */
export const footerLetters = (language: Language): string =>
  `0123456789${says[language].advice}${sheetText({ sheet: 1, of: 1, from: 1, to: 2, blanks: 1, digits: 4 }, language)}`

/** Millimetres of paper under the last labels that the line takes. */
export const footerRoom = 8.4
/** Points: the type, the bar's thickness, the baseline from the paper's lower edge. */
const [size, rule, baseline] = [7, 0.7, points(5.6)]

/**
 * The line under the labels: a printer that scales the sheet shows in the bar before it shows in codes that fail.
 * `advice` and the bar, 50 mm from outer edge to outer edge, are drawn once from the origin; `sheet` places them.
 */
export function drawFooter(template: Template, fonts: Fonts, face: Typeface, language: Language, longest: SheetNumber) {
  const wide = (text: string) => measure(fonts.regular, text, size)
  const paper = paperOf(template)
  const left = points(Math.max(6, template.left))
  const bar = points(50)
  const { advice } = says[language]
  const fixed = wide(advice) + 6 + bar
  const scale = Math.min(1, (points(paper.width) - 2 * left) / (wide(sheetText(longest, language)) + fixed))
  const x = wide(advice) + 6
  const ticks = [x, x + bar / scale - rule].map((edge) => `${decimal(edge)} -1 ${rule} 6 re`).join(' ')
  return {
    advice: `BT/R ${size} Tf 0 0 Td${face.show(advice)}ET ${decimal(x)} -1 ${decimal(bar / scale)} ${rule} re ${ticks} f`,
    /** Nothing where a sheet of one's own has labels down to its edge. */
    sheet(number: SheetNumber): string {
      if (template.footer === false) return ''
      const text = sheetText(number, language)
      const set = `q ${decimal(scale)} 0 0 ${decimal(scale)} ${decimal(left)} ${decimal(baseline)} cm `
      return `${set}BT/R ${size} Tf${face.show(text)}ET 1 0 0 1 ${decimal(wide(text))} 0 cm/A Do Q\n`
    },
  }
}
