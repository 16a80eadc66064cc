import type { Cell, Range, Sheet } from './book.ts'
import { sayFinding, sayWhere } from './finding.ts'
import type { Mapping } from './mapping.ts'
import type { PlannedRow, RowFate } from './plan.ts'
import type { Lang, Words } from './text.ts'
import { type OutCell, writeWorkbook } from './workbook.ts'

/** What became of a row, in the officer's own file. */
export const fateWords: Record<RowFate, Words> = {
  create: { vi: 'Ghi mới', en: 'New' },
  update: { vi: 'Bổ sung', en: 'Added to' },
  unchanged: { vi: 'Đã có, không đổi', en: 'Known, unchanged' },
  ask: { vi: 'Cần hỏi', en: 'To answer' },
  repeat: { vi: 'Trùng, bỏ qua', en: 'Repeated, left out' },
}
const headers: Record<'status' | 'reason', Words> = {
  status: { vi: 'Trạng thái', en: 'Status' },
  reason: { vi: 'Lý do', en: 'Reason' },
}
const grounds: Record<RowFate, string | undefined> = {
  create: 'FFEDF5EB',
  update: 'FFEDF2FA',
  unchanged: undefined,
  ask: 'FFFEF6DF',
  repeat: 'FFFBF8F1',
}

export type ReportInput = {
  sheet: Sheet
  mapping: Mapping
  rows: readonly PlannedRow[]
  lang: Lang
  at: Date
  /** Gives back only the rows that wait for an answer, under the same header. */
  only?: 'ask'
}

/**
 * The officer's own sheet back as XLSX, with two more columns. Every text is written as text: a cell that begins like a formula stays what was
 * typed and is never run. Sent in again, the two columns are passed over.
 */
export function writeReport({ sheet, mapping, rows, lang, at, only }: ReportInput): Uint8Array {
  const fates = new Map(rows.map((row) => [row.row, row]))
  const [status, reason] = reportColumns(sheet, mapping)
  const out = new Map<number, Map<number, OutCell>>()
  for (const row of sheet.rows) {
    const fate = fates.get(row.row)
    if (only && row.row >= mapping.dataFrom && fate?.is !== only) continue
    const line = new Map<number, OutCell>()
    out.set(only ? out.size + 1 : row.row, line)
    for (const [column, cell] of row.cells.entries())
      if (cell && column !== status && column !== reason) line.set(column, outCell(cell, sheet.epoch))
    if (row.row === mapping.headerRows.at(-1)) {
      line.set(status, { text: headers.status[lang] })
      line.set(reason, { text: headers.reason[lang] })
    }
    if (!fate) continue
    const ground = grounds[fate.is]
    line.set(status, { text: fateWords[fate.is][lang], ...(ground ? { ground } : {}) })
    line.set(reason, { text: sayReason(fate, lang) })
  }
  const merges = only ? [] : apart(sheet.merges)
  return writeWorkbook({ name: sheet.name, rows: out, merges, widths: { [status]: 20, [reason]: 80 } }, at)
}

/** Questions first, each with its cell; then what was repaired. */
export function sayReason({ findings }: Pick<PlannedRow, 'findings'>, lang: Lang): string {
  const order = [...findings].sort((a, b) => Number(b.level === 'ask') - Number(a.level === 'ask'))
  return order
    .map((one) => `${sayWhere(one, lang)}: ${sayFinding(one, lang)}`)
    .join('\n')
    .slice(0, 32_000)
}

/** The two columns of an earlier report, or the two beyond the last. */
function reportColumns(sheet: Sheet, mapping: Mapping): [number, number] {
  const earlier = mapping.columns.filter((one) => one.field === 'status').map((one) => one.column)
  if (earlier.length === 2) return [earlier[0]!, earlier[1]!]
  const width = sheet.rows.reduce((most, row) => Math.max(most, row.cells.length), 0)
  return [width, width + 1]
}

function outCell({ text, is }: Cell, epoch: Sheet['epoch']): OutCell {
  const number = Number(text)
  if (!Number.isFinite(number) || (is !== 'date' && is !== 'number')) return { text }
  return is === 'number' ? { number } : { day: number + (epoch === 1904 ? 1462 : 0) }
}

/** Merged ranges that do not overlap and are of a size a list has. */
function apart(ranges: readonly Range[]): Range[] {
  const taken = new Set<string>()
  return ranges.slice(0, 5000).filter(({ top, left, bottom, right }) => {
    if ((bottom - top + 1) * (right - left + 1) > 1000) return false
    const cells: string[] = []
    for (let row = top; row <= bottom; row++)
      for (let column = left; column <= right; column++) cells.push(`${row} ${column}`)
    if (cells.some((cell) => taken.has(cell))) return false
    for (const cell of cells) taken.add(cell)
    return true
  })
}
