import { type Field, fieldWords } from '@nguon/listing/mapping'
import { type Answer, ask } from '../../ask.ts'
import type { SiteHouse } from '../../house.ts'
import type { Lang } from '../../paths.ts'
import { deskWords } from '../../text/desk.ts'
import { chosen } from '../desk/sent.ts'

export type ImportState = 'reading' | 'planned' | 'committing' | 'done' | 'refused'
/** A list on its way in, as `GET /v1/imports` tells it. */
export type ImportView = {
  id: string
  name: string
  at: string
  by: string
  state: ImportState
  counts: Record<string, number>
  done: number
  total: number
  lost: number
  digest?: string
  published?: boolean
  refusal?: { code: string; message: string }
}
type Repair = { field: string; at: string; from: string; to?: string; rule: string; message: string }
type Question = { field: string; at: string; found: string; code: string; message: string; choices?: string[] }
export type ImportRow = { row: number; status: string; cells: string[]; repairs: Repair[]; questions: Question[] }
export type Header = { column: number; header: string; field?: Field; confidence: number }
export type ImportDetail = ImportView & { headers: Header[]; rows: ImportRow[]; next?: string }

export const piles = ['sach', 'sua', 'hoi'] as const
export type Pile = (typeof piles)[number]
export const pileOf = (text: string | null): Pile | undefined => piles.find((one) => one === text)

const inPile: Record<Pile, (row: ImportRow) => boolean> = {
  sach: (row) => row.status !== 'ask' && row.repairs.length === 0,
  sua: (row) => row.status !== 'ask' && row.repairs.length > 0,
  hoi: (row) => row.status === 'ask',
}

/** How many rows each pile holds; together they are all rows. */
export function countPiles({ counts }: Pick<ImportView, 'counts'>): Record<Pile, number> & { rows: number } {
  const rows =
    counts.rows ?? ['create', 'update', 'unchanged', 'ask', 'repeat'].reduce((sum, one) => sum + (counts[one] ?? 0), 0)
  const hoi = counts.ask ?? 0
  const sua = counts.repaired ?? 0
  return { rows, hoi, sua, sach: Math.max(0, rows - hoi - sua) }
}

const shown = 40
/** Pages that are read at most to fill one of ours: the API tells rows apart by their plan, not by whether they were repaired. */
const patience = 12

/** One page of a pile. */
export async function readImport(
  house: Pick<SiteHouse, 'api'>,
  id: string,
  pile: Pile | undefined,
  cursor: string | undefined,
): Promise<Answer<ImportDetail>> {
  const rows: ImportRow[] = []
  let next = cursor
  for (let turn = 0; turn < patience; turn++) {
    const query = new URLSearchParams({
      ...(next ? { cursor: next } : {}),
      ...(pile === 'hoi' ? { status: 'ask' } : {}),
    })
    const page = await ask<ImportDetail>(house, `/v1/imports/${encodeURIComponent(id)}?${query}`)
    if (!page.ok) return page
    rows.push(...(pile ? page.value.rows.filter(inPile[pile]) : page.value.rows))
    next = page.value.next
    if (!next || rows.length >= shown) {
      const { next: _, ...value } = page.value
      return { ...page, value: { ...value, rows, ...(next ? { next } : {}) } }
    }
    if (turn === patience - 1) return { ...page, value: { ...page.value, rows } }
  }
  return ask<ImportDetail>(house, `/v1/imports/${encodeURIComponent(id)}`)
}

/** The column of a cell's address: `I3` is the ninth. */
export function columnAt(at: string): number {
  const letters = /^[A-Z]+/.exec(at)?.[0] ?? ''
  return [...letters].reduce((sum, letter) => sum * 26 + letter.charCodeAt(0) - 64, 0) - 1
}

const names: readonly (Field | undefined)[] = ['product', 'maker']
const remarksOf = (row: ImportRow) => [...row.questions, ...row.repairs]

/**
 * The columns to show for these rows, without the empty ones: whose row it is first, then those in which something was repaired or is
 * asked, so that they are in view however wide the sheet is, then the others; each in the sheet's own order.
 */
export function columnsFor(rows: readonly ImportRow[], headers: readonly Header[]): Header[] {
  const touched = new Set(rows.flatMap(remarksOf).map((one) => columnAt(one.at)))
  const rank = ({ field, column }: Header) => (names.includes(field) ? 0 : touched.has(column) ? 1 : 2)
  return headers
    .filter(({ field, column }) => field && field !== 'number' && rows.some((row) => (row.cells[column] ?? '') !== ''))
    .toSorted((a, b) => rank(a) - rank(b))
}

/** The columns of one row in which something was repaired, for saying beside its number. */
export const repairedIn = (row: ImportRow, headers: readonly Header[]): Field[] =>
  headers.flatMap(({ field, column }) =>
    field && row.repairs.some((one) => columnAt(one.at) === column) ? [field] : [],
  )

/** What stands in one cell of the table: the officer's own text, what it became, what is asked. */
export type Cell = { text: string; repairs: Repair[]; questions: Question[] }
export function cellsOf(
  row: ImportRow,
  headers: readonly Header[],
): { cells: Cell[]; rest: { repairs: Repair[]; questions: Question[] } } {
  const columns = headers.map((one) => one.column)
  const cells = headers.map((header) => ({
    text: row.cells[header.column] ?? '',
    repairs: row.repairs.filter((one) => columnAt(one.at) === header.column),
    questions: row.questions.filter((one) => columnAt(one.at) === header.column),
  }))
  const elsewhere = (one: { at: string }) => !columns.includes(columnAt(one.at))
  return { cells, rest: { repairs: row.repairs.filter(elsewhere), questions: row.questions.filter(elsewhere) } }
}

export const sayField = (field: Field, lang: Lang): string => {
  const said = fieldWords[field][lang]
  return said.charAt(0).toUpperCase() + said.slice(1)
}

const most = 4 * 1024 * 1024

/** The chosen file, or why it cannot be one. */
export function readSheetFile(form: FormData, lang: Lang): { file: File } | { fault: string } {
  const said = deskWords[lang].imports.errors
  const file = chosen(form, 'file')
  if (!file) return { fault: said.none }
  if (!/\.(xlsx|csv|tsv|txt)$/i.test(file.name)) return { fault: said.kind(file.name) }
  if (file.size > most) return { fault: said.big((file.size / 1024 / 1024).toFixed(1)) }
  return { file }
}

/** Brings the file in as it is. */
export async function bring(house: Pick<SiteHouse, 'api'>, file: File): Promise<Answer<ImportView>> {
  const path = `/v1/imports?${new URLSearchParams({ name: file.name.slice(0, 200) })}`
  return ask<ImportView>(house, path, {
    method: 'POST',
    body: await file.arrayBuffer(),
    headers: { 'content-type': 'application/octet-stream' },
  })
}

/** Which of the five steps a list stands at. */
export const stepOf: Record<ImportState, number> = { reading: 1, refused: 1, planned: 2, committing: 3, done: 4 }
