import * as z from 'zod'
import { footerRoom } from './footer.ts'
import { leastModule } from './label.ts'
import { quiet } from './matrix.ts'
import type { Template } from './template.ts'

/** A tenth of a millimetre is what a ruler and a printer's own setting know. */
const millimetres = z
  .number()
  .min(0)
  .max(500)
  .refine((value) => Math.abs(value * 10 - Math.round(value * 10)) < 1e-6)

/** A sheet of labels somebody bought, as they measured it with a ruler; millimetres. `codeLeast` is how large the code must be at least. */
export const sheetDraft = z.strictObject({
  name: z.string().trim().min(2).max(60),
  sheetWidth: millimetres.min(70),
  sheetHeight: millimetres.min(70),
  columns: z.int().min(1).max(20),
  rows: z.int().min(1).max(40),
  width: millimetres.min(10),
  height: millimetres.min(10),
  left: millimetres,
  top: millimetres,
  stepX: millimetres,
  stepY: millimetres,
  codeLeast: millimetres.min(0).max(100).default(11),
})
export type SheetDraft = z.infer<typeof sheetDraft>

export const sheetPaper = z.object({
  ...sheetDraft.shape,
  id: z.string().regex(/^p[0-9a-z]{8}$/),
  revision: z.int().positive(),
  at: z.iso.datetime(),
  by: z.string(),
})
/** A sheet of one's own, as it is kept. */
export type SheetPaper = z.infer<typeof sheetPaper>

export type PaperRefusal =
  | { code: 'paper/off-the-sheet'; edge: 'right' | 'bottom'; over: number }
  | { code: 'paper/labels-overlap'; way: 'across' | 'down'; step: number; label: number }
  | { code: 'paper/code-too-small'; wanted: number; found: number; label: number }
  | { code: 'paper/no-room-for-words'; found: number; wanted: number }

/** Modules of the links we print, quiet zone on both sides included: version 3 of 29. */
const modules = 29
const around = modules + 2 * quiet
/** Millimetres of words beside or under a code, below which no serial can be read. */
const leastWords = { width: 13, height: 12 }
const margin = 1.1

const tenth = (value: number) => Math.round(value * 10) / 10

/**
 * A measured sheet as it is printed, or the figure that does not fit. The code takes as many whole dots a module as leave
 * room for the words; it must come out at least as large as the draft says, and never under 0.375 mm a module.
 */
export function readPaper(draft: SheetDraft): Template | PaperRefusal {
  const { columns, rows, width, height, left, top, stepX, stepY } = draft
  const right = left + (columns - 1) * stepX + width - draft.sheetWidth
  if (right > 0.05) return { code: 'paper/off-the-sheet', edge: 'right', over: tenth(right) }
  const bottom = top + (rows - 1) * stepY + height - draft.sheetHeight
  if (bottom > 0.05) return { code: 'paper/off-the-sheet', edge: 'bottom', over: tenth(bottom) }
  if (columns > 1 && stepX < width) return { code: 'paper/labels-overlap', way: 'across', step: stepX, label: width }
  if (rows > 1 && stepY < height) return { code: 'paper/labels-overlap', way: 'down', step: stepY, label: height }

  const beside = wordsBeside(draft)
  const below = wordsBelow(draft)
  const best = below.dots > beside.dots ? below : beside
  const found = (modules * best.most) / 8
  if (best.most < leastModule * 8 || found < draft.codeLeast)
    return {
      code: 'paper/code-too-small',
      wanted: Math.max(draft.codeLeast, modules * leastModule),
      found,
      label: Math.min(width, height),
    }
  if (best.dots < leastModule * 8)
    return { code: 'paper/no-room-for-words', found: tenth(best.room), wanted: best.wanted }
  const usual = Math.min(12, Math.max(3, Math.round(0.17 * Math.min(width, height))))
  const dots = Math.min(best.dots, Math.max(usual, Math.ceil((draft.codeLeast * 8) / modules)))
  if ((modules * dots) / 8 < draft.codeLeast)
    return { code: 'paper/no-room-for-words', found: tenth(best.room), wanted: best.wanted }
  const under = best === below
  const rest = (under ? height : width) - margin - (around * dots) / 8
  // Under a code the words have what it leaves; beside it they go with the label's height, as on our own three sheets.
  const size = under ? Math.min(12, Math.max(5.2, 0.37 * rest)) : Math.min(12, Math.max(5, 0.6 + 0.277 * height))
  return {
    paper: { width: draft.sheetWidth, height: draft.sheetHeight },
    ...{ columns, rows, width, height, left, top, stepX, stepY, dots, name: size, small: size * 0.83 },
    serial: Math.max(6, size * 1.04),
    groups: (under ? width : rest) >= 34 ? 4 : 2,
    ...(under ? { words: 'below' as const } : {}),
    ...(bottom > -footerRoom ? { footer: false as const } : {}),
  }
}

/** `most` dots that the label holds, `dots` that leave the words their room; what room there is else. */
type Fit = { most: number; dots: number; room: number; wanted: number }

function wordsBeside({ width, height }: SheetDraft): Fit {
  const most = Math.floor((Math.min(width, height) * 8) / around)
  const room = (dots: number) => width - margin - (around * dots) / 8
  const dots = Math.min(most, Math.floor(((width - margin - leastWords.width) * 8) / around))
  return { most, dots, room: room(Math.ceil(leastModule * 8)), wanted: leastWords.width }
}

function wordsBelow({ width, height }: SheetDraft): Fit {
  const most = Math.floor((Math.min(width, height) * 8) / around)
  const dots =
    width < leastWords.width + 2 * margin
      ? 0
      : Math.min(most, Math.floor(((height - margin - leastWords.height) * 8) / around))
  const room = height - margin - (around * leastModule * 8) / 8
  return { most, dots, room, wanted: leastWords.height }
}
