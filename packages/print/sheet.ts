import type { Caption, Fonts } from './caption.ts'
import type { Language } from './footer.ts'
import { type LabelRefusal, layOutLabel } from './label.ts'
import type { MatrixRefusal } from './matrix.ts'
import { writePages } from './pages.ts'
import { openSeries } from './series.ts'
import type { Stamp } from './stamp.ts'
import { moved, perSheet, type Template, type TemplateName, templates } from './template.ts'
import { missingLetter } from './typeface.ts'
import { beVietnamPro } from './typefaces.ts'

export type SheetJob = {
  /** One of ours by name, or a sheet of one's own. */
  template: TemplateName | Template
  /** Stamp numbers, both ends printed. */
  first: number
  last: number
  /** Asked once for each number, in order, as its sheet is written; links of one job have one length. */
  stamp: (index: number) => Stamp
  caption: Caption
  /** Labels of the first sheet that are used already: printing begins behind them. */
  used?: number
  /** Millimetres that a printer is to be set right by: to the right and down, each to the nearest dot. */
  offset?: { x: number; y: number }
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
  | { code: 'sheet/no-such-place'; used: number; labels: number }
  | { code: 'sheet/pages-out-of-order'; first: number; of: number; sheets: number }
  | { code: 'sheet/no-such-letter'; letter: string; text: string }
  | LabelRefusal
  | MatrixRefusal

/** 15,385 sheets of 65: past any printer's day, and the file stays under 100 MB. */
export const mostStamps = 1_000_000

export const templateOf = (given: TemplateName | Template): Template | undefined =>
  typeof given !== 'string' ? given : Object.hasOwn(templates, given) ? templates[given] : undefined

/** Whether these are numbers of stamps, in order, and not more than a file holds. */
export function countRange({ first, last }: { first: number; last: number }): number | SheetRefusal {
  if (!Number.isSafeInteger(first) || !Number.isSafeInteger(last) || first < 0 || last < first)
    return { code: 'sheet/not-a-range', first, last }
  const stamps = last - first + 1
  return stamps > mostStamps ? { code: 'sheet/too-many', stamps, most: mostStamps } : stamps
}

/** How many sheets a range takes and how many labels of the last stay blank. */
export function planSheets(job: Pick<SheetJob, 'template' | 'first' | 'last' | 'used'>): SheetPlan | SheetRefusal {
  const { used = 0 } = job
  const template = templateOf(job.template)
  if (!template) return { code: 'sheet/unknown-template', template: String(job.template) }
  const stamps = countRange(job)
  if (typeof stamps !== 'number') return stamps
  const each = perSheet(template)
  if (!Number.isSafeInteger(used) || used < 0 || used >= each)
    return { code: 'sheet/no-such-place', used, labels: each }
  const sheets = Math.ceil((used + stamps) / each)
  return { sheets, stamps, blanks: sheets * each - used - stamps }
}

/**
 * Prints stamps on A4 sheets: one 1-bit image mask a code, whole printer dots a module, the caption drawn once and reused.
 * What can be refused is refused before the first byte; afterwards a stamp of another shape is a bug and throws.
 */
export function printSheets(job: SheetJob, fonts: Fonts = beVietnamPro()): Printing | SheetRefusal {
  const plan = planSheets(job)
  if ('code' in plan) return plan
  const { first, language = 'vi', used = 0, offset = { x: 0, y: 0 }, pages = { first: 1, of: plan.sheets } } = job
  const { first: from, of } = pages
  if (!Number.isSafeInteger(from) || !Number.isSafeInteger(of) || from < 1 || from + plan.sheets - 1 > of) {
    return { code: 'sheet/pages-out-of-order', ...pages, sheets: plan.sheets }
  }
  const caption = readCaption(job.caption, fonts)
  if ('code' in caption) return caption
  const series = openSeries(job.stamp(first).link)
  if ('code' in series) return series
  const template = moved(templateOf(job.template)!, offset)
  const label = layOutLabel(template, series.size, caption, fonts)
  if ('code' in label) return label
  return {
    ...plan,
    chunks: writePages({ ...job, template, used, language, pages, caption }, plan, label, series, fonts),
  }
}

/** The caption as it can be set: tidied, and every letter of it in the typeface. */
export function readCaption(given: Caption, fonts: Fonts): Caption | SheetRefusal {
  const caption = tidyCaption(given)
  for (const text of Object.values(caption)) {
    const letter = missingLetter(fonts.bold, text) ?? missingLetter(fonts.regular, text)
    if (letter) return { code: 'sheet/no-such-letter', letter, text }
  }
  return caption
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
