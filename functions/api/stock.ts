import { z } from '@hono/zod-openapi'
import { type PressPlan, planPrint, type Stock, sheetNames } from '@nguon/print/press'
import { type Printer, rollNames } from '@nguon/print/printer'
import { languages } from '@nguon/print/strip'
import { papers, printers } from '@nguon/store/printer'
import type { Refusal } from '../problem.ts'
import type { C } from './app.ts'
import { ownerOf } from './owner.ts'

const tenths = z.int().min(-100).max(100)

/** What a range is to be printed on, as it is asked for: a printer of one's own brings its roll and what it is off. */
export const asked = {
  paper: z
    .string()
    .regex(/^(65|40|24|35x22|50x30|72|p[0-9a-z]{8})$/)
    .optional()
    .openapi({ example: '65', description: '65, 40, 24, 35x22, 50x30, 72 or a sheet of one’s own' }),
  printer: z
    .string()
    .regex(/^m[0-9a-z]{8}$/)
    .optional(),
  dpi: z.union([z.literal(203), z.literal(300)]).default(203),
  language: z.enum(languages).default('pdf'),
  across: z.int().min(1).max(3).default(1),
  cut: z.enum(['each', 'end']).default('end'),
  plain: z.boolean().default(false),
  offsetX: tenths.default(0),
  offsetY: tenths.default(0),
  start: z.int().min(1).max(800).default(1).openapi({ description: 'The label of the first sheet to begin at' }),
}
const object = z.object(asked)
export type Asked = z.infer<typeof object>

/** The same out of a query, where everything is text. */
export const askedQuery = {
  paper: asked.paper,
  printer: asked.printer,
  language: asked.language,
  cut: asked.cut,
  dpi: z.coerce
    .number()
    .pipe(z.union([z.literal(203), z.literal(300)]))
    .default(203),
  across: z.coerce.number().pipe(z.int().min(1).max(3)).default(1),
  plain: z.stringbool().default(false),
  offsetX: z.coerce.number().pipe(tenths).default(0),
  offsetY: z.coerce.number().pipe(tenths).default(0),
  start: z.coerce.number().pipe(z.int().min(1).max(800)).default(1),
}

export type OnStock = {
  stock: Stock
  printer?: { id: string; name: string }
  offsetX: number
  offsetY: number
  plan: PressPlan
}

/** Finds the printer and the paper, and counts the pages; or says which of them is not there or do not go together. */
export async function stockOf(c: C, it: Asked, range: { first: number; last: number }): Promise<OnStock | Refusal> {
  const found = await printerOf(c, it.printer)
  if (found && 'code' in found) return found
  const stock = await choose(c, it, found)
  if ('code' in stock) return stock
  const plan = planPrint(stock, { ...range, used: it.start - 1 })
  if ('code' in plan) return plan
  const { offsetX, offsetY } = found ?? it
  return { stock, offsetX, offsetY, plan, ...(found ? { printer: { id: found.id, name: found.name } } : {}) }
}

async function printerOf(c: C, id: string | undefined): Promise<Printer | Refusal | undefined> {
  if (id === undefined) return undefined
  const who = ownerOf(c)
  if ('code' in who) return who
  return (await printers.read(c.var.house.table, who.owner, id)) ?? { code: 'print/no-such-printer' }
}

async function choose(c: C, it: Asked, printer: Printer | undefined): Promise<Stock | Refusal> {
  const paper = it.paper ?? (printer?.kind === 'roll' ? printer.roll : '65')
  const roll = rollNames.find((name) => name === paper)
  if (printer && (printer.kind === 'roll') !== (roll !== undefined)) return { code: 'print/other-paper', paper }
  if (roll) {
    const { dpi, language, across, cut } = printer?.kind === 'roll' ? printer : it
    return { is: 'roll', roll, dpi, language, across, cut }
  }
  const { plain } = it
  const template = sheetNames.find((name) => name === paper)
  if (template) return { is: 'sheet', template, plain }
  const who = ownerOf(c)
  if ('code' in who) return who
  const own = await papers.read(c.var.house.table, who.owner, paper)
  if (!own) return { code: 'print/no-such-paper' }
  const { id, revision: _, at: __, by: ___, ...draft } = own
  return { is: 'own', paper: id, draft, plain }
}
