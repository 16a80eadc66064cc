import { type Book, limits, type SheetRefusal } from './book.ts'
import { readCsv } from './csv.ts'
import { lettersOf, readText } from './encoding.ts'
import { readXlsx } from './xlsx.ts'

const startsWith = (bytes: Uint8Array, ...head: number[]): boolean => head.every((byte, index) => bytes[index] === byte)

/** Reads an upload, whatever its name says: XLSX, or CSV and TSV in any encoding of {@link Encoding}. */
export function readSheets(bytes: Uint8Array): Book | SheetRefusal {
  if (bytes.length > limits.bytes) return { code: 'sheet/too-big', bytes: bytes.length, most: limits.bytes }
  if (bytes.length === 0) return { code: 'sheet/empty' }
  if (startsWith(bytes, 0x50, 0x4b)) return withLetters(readXlsx(bytes))
  // The compound file: .xls before 2007, and any workbook with a password
  if (startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0)) return { code: 'sheet/old-excel' }
  const text = readText(bytes)
  if ('code' in text) return text
  if (/^\s*(<|%PDF|\{|\[)/.test(text.text.slice(0, 200))) return { code: 'sheet/not-a-sheet' }
  const rows = readCsv(text.text)
  if ('code' in rows) return rows
  if (rows.length === 0) return { code: 'sheet/empty' }
  return {
    format: 'csv',
    encoding: text.encoding,
    sheets: [{ name: 'CSV', hidden: false, epoch: 1900, rows, merges: [] }],
  }
}

/** A workbook is Unicode, but its text may have been typed in an old font. */
function withLetters(book: Book | SheetRefusal): Book | SheetRefusal {
  if ('code' in book) return book
  const rows = book.sheets.flatMap((sheet) => sheet.rows.slice(0, 200))
  const letters = lettersOf(rows.flatMap((row) => row.cells.map((cell) => cell?.text ?? '')).join(' '))
  return letters === 'vietnamese' ? book : { code: 'sheet/old-letters', guess: letters }
}
