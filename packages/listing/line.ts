import { addressOf, type Book, type Cell, type Row, type Sheet } from './book.ts'
import { correctMapping, type Field, type Mapping, type MappingRefusal, mapSheet } from './mapping.ts'
import { fold } from './text.ts'

/** A cell that says a field. `at` is its address in the officer's sheet. */
export type Said = { at: string; cell: Cell }
/** One product's row. `section`: the stars that the heading above gives to the rows below it. */
export type Line = { row: number; said: Partial<Record<Field, Said>>; section?: { stars: number; row: number } }
/** Rows that are no product, and why they were passed over. */
export type Passed = { row: number; why: 'section' | 'total' | 'header' | 'numbering' | 'signature' }

/** Cuts the rows beneath the header into products and what is not one: section headings, totals, headers repeated on each page, signatures. */
export function linesOf(sheet: Sheet, mapping: Mapping): { lines: Line[]; passed: Passed[] } {
  const [lines, passed]: [Line[], Passed[]] = [[], []]
  let section: Line['section']
  for (const row of sheet.rows) {
    if (row.row < mapping.dataFrom) continue
    const why = passedOver(row, mapping)
    if (why === undefined) lines.push({ row: row.row, said: saidIn(row, mapping), ...(section ? { section } : {}) })
    else {
      passed.push({ row: row.row, why })
      if (why === 'section') section = sectionOf(row)
    }
  }
  return { lines, passed }
}

function saidIn(row: Row, mapping: Mapping): Line['said'] {
  const said: Line['said'] = {}
  for (const { column, field } of mapping.columns) {
    const cell = row.cells[column]
    if (field && cell && (cell.text.trim() || cell.formula)) said[field] = { at: addressOf(row.row, column), cell }
  }
  return said
}

const textsOf = (row: Row): string[] => [...new Set(row.cells.flatMap((cell) => cell?.text.trim() || []))]
const roman = /^(?=[ivx])(x{0,3})(ix|iv|v?i{0,3})\b[.)]?\s*/i

function passedOver(row: Row, mapping: Mapping): Passed['why'] | undefined {
  const texts = textsOf(row)
  const numbers = texts.map((text) => text.replace(/[()]/g, ''))
  if (texts.length > 2 && numbers.every((text, index) => text === String(Number(numbers[0]) + index)))
    return 'numbering'
  const columns = mapping.columns.filter((one) => one.field)
  const repeated = columns.filter((one) => row.cells[one.column]?.text.trim() === one.header)
  if (repeated.length > 1 && repeated.length >= columns.length / 2) return 'header'
  // A heading says one thing, beside at most its number
  const things = texts.filter((text) => !/^(\d+|[ivx]+|[a-h])[.)]?$/i.test(text))
  if (things.length !== 1) return undefined
  const text = fold(things[0]!).replace(roman, '')
  if (/^(tong|cong|tong cong|tong so)\b/.test(text)) return 'total'
  if (/^(nguoi lap|thu truong|chu tich|giam doc|ghi chu|noi nhan|t\/m|tm\.)/.test(text)) return 'signature'
  const headed = texts.length > 1 ? /^[ivx]+[.)]?$/i.test(texts[0]!) : roman.test(things[0]!)
  return headed || sectionOf(row) || /^(cap|nhom|nganh|huyen|xa|phuong)\b/.test(text) ? 'section' : undefined
}

function sectionOf(row: Row): Line['section'] {
  for (const text of textsOf(row)) {
    const stars = /([1-5])\s*sao/.exec(fold(text))?.[1] ?? String(/\*{1,5}/.exec(text)?.[0].length ?? '')
    if (stars && /san pham|hang|sao/.test(fold(text))) return { stars: Number(stars), row: row.row }
  }
  return undefined
}

/** A list found in a book: its sheet, how its columns were read, its products and the rows that are none. */
export type List = { sheet: Sheet; mapping: Mapping; lines: Line[]; passed: Passed[] }

/** The first visible sheet with a header, or the one named; `said` are the officer's corrections by column. */
export function findList(
  book: Book,
  { sheet: wanted, said = {} }: { sheet?: string; said?: Readonly<Record<number, Field | null>> } = {},
): List | MappingRefusal {
  const shown = book.sheets.filter((sheet) => (wanted === undefined ? !sheet.hidden : sheet.name === wanted))
  for (const sheet of shown) {
    const mapped = mapSheet(sheet)
    if ('code' in mapped) continue
    const mapping = correctMapping(mapped, said)
    return { sheet, mapping, ...linesOf(sheet, mapping) }
  }
  return { code: 'mapping/no-header', sheet: wanted ?? book.sheets[0]?.name ?? '' }
}
