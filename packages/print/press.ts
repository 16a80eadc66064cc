import * as z from 'zod'
import { type PaperRefusal, readPaper, sheetDraft } from './paper.ts'
import { printer, rollIn, rollNames } from './printer.ts'
import { countRange, type SheetRefusal } from './sheet.ts'
import { languages, planStrip } from './strip.ts'
import { perSheet, type Template, type TemplateName, templates } from './template.ts'

const index = z
  .int()
  .min(0)
  .max(2 ** 26 - 1)

export const sheetNames = ['65', '40', '24'] as const satisfies readonly TemplateName[]

/** What it was printed on, whole, so that the file can be made again whatever becomes of the printer or the paper. */
export const stock = z.discriminatedUnion('is', [
  z.object({ is: z.literal('sheet'), template: z.enum(sheetNames), plain: z.boolean().default(false) }),
  z.object({ is: z.literal('own'), paper: z.string(), draft: sheetDraft, plain: z.boolean().default(false) }),
  z.object({
    is: z.literal('roll'),
    roll: z.enum(rollNames),
    across: z.int().min(1).max(3),
    dpi: z.union([z.literal(203), z.literal(300)]),
    language: z.enum(languages),
    cut: z.enum(['each', 'end']),
  }),
])
export type Stock = z.infer<typeof stock>

/** One printing of a range: who, when, on what and how many pages. `again` says why a range that was printed is printed once more. */
export const print = z.object({
  id: z.string().regex(/^\d{14}[0-9a-f]{8}$/),
  product: z.string(),
  lot: z.string(),
  first: index,
  last: index,
  stamps: z.int().positive(),
  stock,
  printer: z.object({ id: printer.options[0].shape.id, name: z.string() }).optional(),
  offsetX: z.int(),
  offsetY: z.int(),
  /** Labels of the first sheet that were used before. */
  used: z.int().nonnegative(),
  /** Sheets, or rows of labels on a roll. */
  pages: z.int().positive(),
  blanks: z.int().nonnegative(),
  /** The number of the first roll, and how many labels a roll holds. */
  rolls: z.object({ first: z.int().positive(), each: z.int().positive() }).optional(),
  again: z.string().min(3).max(300).optional(),
  /** Codes that a phone checks without a network, and the lot's days as they were signed: the file is the same whatever becomes of the lot. */
  offline: z.object({ made: z.iso.date(), expires: z.iso.date().optional() }).optional(),
  at: z.iso.datetime(),
  by: z.string(),
})
export type Print = z.infer<typeof print>

export const templateOfStock = (it: Stock): Template | PaperRefusal =>
  it.is === 'sheet' ? templates[it.template] : it.is === 'own' ? readPaper(it.draft) : rollIn(it)

export type PressPlan = { stamps: number; pages: number; each: number; blanks: number; used: number }

/** How many pages a range takes on a stock, and what stays blank; `used` labels of the first sheet are gone. */
export function planPrint(
  it: Stock,
  { first, last, used = 0 }: { first: number; last: number; used?: number },
): PressPlan | SheetRefusal | PaperRefusal {
  const template = templateOfStock(it)
  if ('code' in template) return template
  const stamps = countRange({ first, last })
  if (typeof stamps !== 'number') return stamps
  const each = perSheet(template)
  if (it.is === 'roll') {
    const plan = planStrip({ roll: rollIn(it), first, last })
    return 'code' in plan ? plan : { stamps, pages: plan.rows, each, blanks: plan.blanks, used: 0 }
  }
  if (used < 0 || used >= each) return { code: 'sheet/no-such-place', used, labels: each }
  const pages = Math.ceil((used + stamps) / each)
  return { stamps, pages, each, blanks: pages * each - used - stamps, used }
}

/** A sheet or a roll of a printing, and the stamps on it. */
export type Part = { number: number; first: number; last: number }

/** What lies in the officer's folder: sheet by sheet, or roll by roll where rolls were counted. */
export function partsOf(it: Pick<Print, 'first' | 'last' | 'stock' | 'used' | 'rolls'>): Part[] {
  const template = templateOfStock(it.stock)
  const sheets = it.stock.is !== 'roll' && !('code' in template) ? perSheet(template) : undefined
  const each = sheets ?? it.rolls?.each ?? it.last - it.first + 1
  const parts: Part[] = []
  for (let first = it.first, number = it.rolls?.first ?? 1; first <= it.last; number++) {
    const room = number === 1 && sheets ? each - it.used : each
    const last = Math.min(it.last, first + room - 1)
    parts.push({ number, first, last })
    first = last + 1
  }
  return parts
}

export type Run = readonly [first: number, last: number]

/** The parts of a range that were printed before. */
export function printedIn(runs: readonly Run[], { first, last }: { first: number; last: number }): Run[] {
  return runs
    .filter(([from, to]) => from <= last && to >= first)
    .map(([from, to]) => [Math.max(from, first), Math.min(to, last)])
}

/** Printed runs with one more: sorted, apart, and as few as can be. */
export function addRun(runs: readonly Run[], { first, last }: { first: number; last: number }): Run[] {
  const out: [number, number][] = []
  for (const [from, to] of [...runs, [first, last] as Run].sort((a, b) => a[0] - b[0])) {
    const before = out.at(-1)
    if (before && from <= before[1] + 1) before[1] = Math.max(before[1], to)
    else out.push([from, to])
  }
  return out
}
