import * as z from 'zod'
import { type RollName, rollOf } from './roll.ts'
import { languages } from './strip.ts'

/** Tenths of a millimetre that everything is moved by: to the right, and down. A printer off by more than a centimetre is loaded wrong. */
const tenths = z.int().min(-100).max(100)
const base = { name: z.string().trim().min(2).max(60), offsetX: tenths.default(0), offsetY: tenths.default(0) }

export const rollNames = ['35x22', '50x30', '72'] as const satisfies readonly RollName[]

/** A printer as its owner tells of it: one for sheets, or one for rolls with what is loaded in it. */
export const printerDraft = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('sheet'), ...base }),
  z.strictObject({
    ...{ kind: z.literal('roll'), ...base },
    dpi: z.union([z.literal(203), z.literal(300)]),
    language: z.enum(languages),
    roll: z.enum(rollNames),
    across: z.int().min(1).max(3).default(1),
    cut: z.enum(['each', 'end']).default('end'),
  }),
])
export type PrinterDraft = z.infer<typeof printerDraft>

const kept = {
  id: z.string().regex(/^m[0-9a-z]{8}$/),
  revision: z.int().positive(),
  at: z.iso.datetime(),
  by: z.string(),
}
const [sheet, roll] = printerDraft.options
export const printer = z.discriminatedUnion('kind', [
  z.object({ ...sheet.shape, ...kept }),
  z.object({ ...roll.shape, ...kept }),
])
/** A printer with what it is off, as it is remembered. */
export type Printer = z.infer<typeof printer>
export type RollPrinter = Extract<Printer, { kind: 'roll' }>

/** What is loaded, with as many labels across as such rolls can have. */
export const rollIn = ({ roll, across }: Pick<RollPrinter, 'roll' | 'across'>) => rollOf(roll, across)

/** Millimetres. */
export const offsetOf = ({ offsetX, offsetY }: Pick<Printer, 'offsetX' | 'offsetY'>) => ({
  x: offsetX / 10,
  y: offsetY / 10,
})

export type CalibrationRefusal =
  | { code: 'calibration/scaled'; found: number; wanted: number }
  | { code: 'calibration/too-far'; by: number; most: number }

/** What was measured on the calibration page: from the paper's left and upper edge to the two lines, and the bar's length; millimetres. */
export const measured = z.strictObject({
  x: z.number().min(0).max(100),
  y: z.number().min(0).max(100),
  bar: z.number().min(1).max(200).optional(),
})
export type Measured = z.infer<typeof measured>

/** Where the lines of the calibration page lie when nothing is off, and how long its bar is; millimetres. */
export const marks = { sheet: { line: 30, bar: 100 }, roll: { line: 5, bar: 10 } } as const
/** A bar off by more was scaled by the print dialog: moving things would not mend it. */
const slack = 0.6

/** The printer set right by what was measured, on top of what it was set by when the page was printed. */
export function calibrate<P extends Pick<Printer, 'kind' | 'offsetX' | 'offsetY'>>(
  printer: P,
  { x, y, bar }: Measured,
): { offsetX: number; offsetY: number } | CalibrationRefusal {
  const { line, bar: wanted } = marks[printer.kind]
  if (bar !== undefined && Math.abs(bar - wanted) > slack) return { code: 'calibration/scaled', found: bar, wanted }
  const offsetX = printer.offsetX + Math.round((line - x) * 10)
  const offsetY = printer.offsetY + Math.round((line - y) * 10)
  const by = Math.max(Math.abs(offsetX), Math.abs(offsetY)) / 10
  return by > 10 ? { code: 'calibration/too-far', by, most: 10 } : { offsetX, offsetY }
}
