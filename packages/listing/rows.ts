import { type OutCell, writeWorkbook } from './workbook.ts'

export type RowsFile = { name: string; header: readonly string[]; rows: readonly (readonly (string | number)[])[] }
export type RowsForm = 'csv' | 'xlsx'

/** Where a program would run a cell rather than show it (OWASP, "CSV Injection"). A minus before a number is a number. */
const runs = /^[=+\-@\t\r]/
const plainNumber = /^-?\d+([.,]\d+)?$/

function csvCell(value: string | number): string {
  if (typeof value === 'number') return String(value)
  const safe = runs.test(value) && !plainNumber.test(value) ? `'${value}` : value
  return /[",;\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}

/** Rows as a file a person opens in Excel: CSV with a byte order mark, or XLSX, where text is text whatever it begins with. */
export function writeRows({ name, header, rows }: RowsFile, form: RowsForm, at: Date): Uint8Array {
  if (form === 'csv') {
    const lines = [header, ...rows].map((row) => row.map(csvCell).join(','))
    return new TextEncoder().encode(`\ufeff${lines.join('\r\n')}\r\n`)
  }
  const cells = (row: readonly (string | number)[]) =>
    new Map<number, OutCell>(row.map((it, column) => [column, typeof it === 'number' ? { number: it } : { text: it }]))
  const widths = Object.fromEntries(
    header.map((_, column) => {
      const longest = [header, ...rows].map((row) => String(row[column] ?? '').length)
      return [column, Math.min(60, Math.max(10, ...longest) + 2)]
    }),
  )
  const numbered = new Map([header, ...rows].map((row, line) => [line + 1, cells(row)]))
  return writeWorkbook({ name, rows: numbered, merges: [], widths }, at)
}

export const rowsType: Record<RowsForm, string> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
}
