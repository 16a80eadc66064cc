import type { Caption, Fonts } from './caption.ts'
import type { Language } from './footer.ts'
import { type LabelRefusal, layOutLabel } from './label.ts'
import type { MatrixRefusal } from './matrix.ts'
import { writePages } from './pages.ts'
import { openSeries } from './series.ts'
import type { Stamp } from './stamp.ts'
import { perSheet, type TemplateName, templates } from './template.ts'
import { missingLetter } from './typeface.ts'
import { beVietnamPro } from './typefaces.ts'

export type SheetJob = {
  template: TemplateName
  /** Stamp numbers, both ends printed. */
  first: number
  last: number
  /** Asked once for each number, in order, as its sheet is written; links of one job have one length. */
  stamp: (index: number) => Stamp
  caption: Caption
  /** Where this range stands in a longer job: its first sheet's number and the sheets of the whole. */
  pages?: { first: number; of: number }
  /** Plain adhesive paper gets hairlines to cut along; die-cut labels get none. */
  stock?: 'labels' | 'plain'
  language?: Language
  /** The file's date. Equal jobs give equal bytes. */
  made: Date
}

export type SheetPlan = { sheets: number; stamps: number; blanks: number }
/** A job being printed: `chunks` is the PDF, a sheet at a time; take it once. */
export type Printing = SheetPlan & { chunks: AsyncGenerator<Uint8Array<ArrayBuffer>> }

export type SheetRefusal =
  | { code: 'sheet/unknown-template'; template: string }
  | { code: 'sheet/not-a-range'; first: number; last: number }
  | { code: 'sheet/too-many'; stamps: number; most: number }
  | { code: 'sheet/pages-out-of-order'; first: number; of: number; sheets: number }
  | { code: 'sheet/no-such-letter'; letter: string; text: string }
  | LabelRefusal
  | MatrixRefusal

/** 15,385 sheets of 65: past any printer's day, and the file stays under 100 MB. */
export const mostStamps = 1_000_000

/** How many sheets a range takes and how many labels of the last stay blank. */
export function planSheets(job: Pick<SheetJob, 'template' | 'first' | 'last'>): SheetPlan | SheetRefusal {
  const { template, first, last } = job
  if (!Object.hasOwn(templates, template)) return { code: 'sheet/unknown-template', template }
  if (!Number.isSafeInteger(first) || !Number.isSafeInteger(last) || first < 0 || last < first) {
    return { code: 'sheet/not-a-range', first, last }
  }
  const stamps = last - first + 1
  if (stamps > mostStamps) return { code: 'sheet/too-many', stamps, most: mostStamps }
  const each = perSheet(templates[template])
  const sheets = Math.ceil(stamps / each)
  return { sheets, stamps, blanks: sheets * each - stamps }
}

/**
 * Prints stamps on A4 sheets: one 1-bit image mask a code, whole printer dots a module, the caption drawn once and reused.
 * What can be refused is refused before the first byte; afterwards a stamp of another shape is a bug and throws.
 */
export function printSheets(job: SheetJob, fonts: Fonts = beVietnamPro()): Printing | SheetRefusal {
  const plan = planSheets(job)
  if ('code' in plan) return plan
  const { template: name, first, language = 'vi', pages = { first: 1, of: plan.sheets } } = job
  const { first: from, of } = pages
  if (!Number.isSafeInteger(from) || !Number.isSafeInteger(of) || from < 1 || from + plan.sheets - 1 > of) {
    return { code: 'sheet/pages-out-of-order', ...pages, sheets: plan.sheets }
  }
  const caption = tidyCaption(job.caption)
  for (const text of Object.values(caption)) {
    const letter = missingLetter(fonts.bold, text) ?? missingLetter(fonts.regular, text)
    if (letter) return { code: 'sheet/no-such-letter', letter, text }
  }
  const series = openSeries(job.stamp(first).link)
  if ('code' in series) return series
  const label = layOutLabel(templates[name], series.size, caption, fonts)
  if ('code' in label) return label
  return { ...plan, chunks: writePages({ ...job, language, pages, caption }, plan, label, series, fonts) }
}

/** Composed letters, single spaces, no control characters: what the font and the line breaker expect. */
function tidyCaption({ product, place, lot, site }: Caption): Caption {
  const tidy = (text: string) =>
    text
      .normalize('NFC')
      .replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ')
      .trim()
  return { product: tidy(product), place: tidy(place), lot: tidy(lot), ...(site && { site: tidy(site) }) }
}
