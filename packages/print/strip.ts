import { setImmediate } from 'node:timers/promises'
import { type BurnRow, burnRows } from './burn.ts'
import type { Caption, Fonts } from './caption.ts'
import { cutting, openEscpos, writeEscpos } from './escpos.ts'
import type { Language } from './footer.ts'
import { printImages } from './images.ts'
import { type LabelRefusal, layOutLabel } from './label.ts'
import { writeBitmapPng } from './png.ts'
import type { Roll } from './roll.ts'
import { openSeries } from './series.ts'
import { countRange, readCaption, type SheetRefusal } from './sheet.ts'
import type { Stamp } from './stamp.ts'
import { type Dpi, heads, moved } from './template.ts'
import { openTspl, writeTspl } from './tspl.ts'
import { beVietnamPro } from './typefaces.ts'
import { openZip } from './zip.ts'

type Bytes = Uint8Array<ArrayBuffer>

/** How labels leave: for any driver, for the printer itself in its own language, or one picture a row. */
export const languages = ['pdf', 'tspl', 'escpos', 'png'] as const
export type StripLanguage = (typeof languages)[number]

export type StripJob = {
  roll: Roll
  dpi: Dpi
  as: StripLanguage
  /** Stamp numbers, both ends printed. */
  first: number
  last: number
  stamp: (index: number) => Stamp
  caption: Caption
  /** Millimetres that a printer is to be set right by, each to its nearest dot. */
  offset?: { x: number; y: number }
  /** On receipt paper: cut after each label, or once at the end. */
  cut?: 'each' | 'end'
  language?: Language
  made: Date
}
export type StripPlan = { rows: number; stamps: number; blanks: number }
export type Strip = StripPlan & { chunks: AsyncGenerator<Bytes> }
export type StripRefusal = SheetRefusal | LabelRefusal | { code: 'strip/too-many-pictures'; rows: number; most: number }

/** A ZIP of pictures is for phones that print them one by one. */
export const mostPictures = 10_000

/** How many rows of labels a range takes, and how many labels of the last row stay blank. */
export function planStrip({ roll, first, last }: Pick<StripJob, 'roll' | 'first' | 'last'>): StripPlan | SheetRefusal {
  const stamps = countRange({ first, last })
  if (typeof stamps !== 'number') return stamps
  const rows = Math.ceil(stamps / roll.columns)
  return { rows, stamps, blanks: rows * roll.columns - stamps }
}

/** Prints stamps on a roll: one drawing in the head's own dots, said in the language of whoever takes it. */
export function printStrip(job: StripJob, fonts: Fonts = beVietnamPro()): Strip | StripRefusal {
  const plan = planStrip(job)
  if ('code' in plan) return plan
  if (job.as === 'png' && plan.rows > mostPictures)
    return { code: 'strip/too-many-pictures', rows: plan.rows, most: mostPictures }
  const caption = readCaption(job.caption, fonts)
  if ('code' in caption) return caption
  const series = openSeries(job.stamp(job.first).link)
  if ('code' in series) return series
  const head = heads[job.dpi]
  const label = layOutLabel(job.roll, series.size, caption, fonts, head)
  if ('code' in label) return label
  const burn = burnRows(moved(job.roll, job.offset ?? { x: 0, y: 0 }), label, series, fonts, head)
  return { ...plan, chunks: languageOf[job.as](job, plan, burn) }
}

type Writer = (job: StripJob, plan: StripPlan, burn: BurnRow) => AsyncGenerator<Bytes>

const languageOf: Record<StripLanguage, Writer> = {
  async *tspl(job, plan, burn) {
    yield openTspl(job.roll)
    for await (const { row } of rowsOf(job, plan, burn)) yield writeTspl(row)
  },
  async *escpos(job, plan, burn) {
    const feed = Math.round(job.roll.gap * heads[job.dpi])
    yield openEscpos()
    for await (const { row } of rowsOf(job, plan, burn)) yield writeEscpos(row, feed, job.cut === 'each')
    if (job.cut !== 'each') yield Uint8Array.from(cutting)
  },
  async *png(job, plan, burn) {
    const zip = openZip(job.made)
    for await (const { row, from } of rowsOf(job, plan, burn)) {
      const picture = writeBitmapPng(row, heads[job.dpi])
      if (plan.rows === 1) return yield picture
      yield zip.add(`tem-${String(from).padStart(8, '0')}.png`, picture)
    }
    yield zip.close()
  },
  async *pdf(job, plan, burn) {
    yield* printImages({ ...job, head: heads[job.dpi] }, rowsOf(job, plan, burn))
  },
}

/** Rows of labels one after another; other requests are let in between. */
async function* rowsOf(job: StripJob, plan: StripPlan, burn: BurnRow) {
  for (let at = 0; at < plan.rows; at++) {
    const from = job.first + at * job.roll.columns
    const count = Math.min(job.roll.columns, job.last - from + 1)
    const row = burn(Array.from({ length: count }, (_, i) => job.stamp(from + i)))
    yield { row, from }
    if (at % 32 === 31) await setImmediate()
  }
}
