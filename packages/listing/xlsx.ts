import { type SaxesAttributePlain, SaxesParser } from 'saxes'
import { addressOf, type Book, type Cell, limits, type Row, type Sheet, type SheetRefusal } from './book.ts'
import { type Entry, inflate, openZip } from './zip.ts'

type Attributes = Record<string, string | undefined>
type Handlers = {
  open(tag: string, attributes: Attributes): SheetRefusal | undefined
  close?(tag: string, text: string): SheetRefusal | undefined
}
const isRefusal = (value: object | undefined): value is SheetRefusal => value !== undefined && 'code' in value

/** Reads a workbook's sheets: names, cells with the values Excel kept for formulas, dates as day numbers, merged ranges filled with their value. */
export function readXlsx(bytes: Uint8Array): Book | SheetRefusal {
  const parts = openZip(bytes)
  if (!(parts instanceof Map)) return parts
  const book = parts.get('xl/workbook.xml')
  if (!book) return { code: 'sheet/not-a-sheet' }

  const targets = new Map<string, string>()
  const strings: string[] = []
  const dated: boolean[] = []
  const listed: { name: string; hidden: boolean; id: string }[] = []
  let epoch: Sheet['epoch'] = 1900
  const refusal =
    read(bytes, book, {
      open(tag, attributes) {
        if (tag === 'workbookPr' && isTrue(attributes.date1904)) epoch = 1904
        if (tag === 'sheet')
          listed.push({
            name: attributes.name ?? '',
            hidden: (attributes.state ?? 'visible') !== 'visible',
            id: attributes.id ?? '',
          })
        return undefined
      },
    }) ??
    read(bytes, parts.get('xl/_rels/workbook.xml.rels'), {
      open(tag, { Id, Target, TargetMode }) {
        if (tag === 'Relationship' && Id && Target && TargetMode !== 'External')
          targets.set(Id, Target.startsWith('/') ? Target.slice(1) : `xl/${Target}`)
        return undefined
      },
    }) ??
    readStyles(bytes, parts.get('xl/styles.xml'), dated) ??
    readStrings(bytes, parts.get('xl/sharedStrings.xml'), strings)
  if (refusal) return refusal

  const sheets: Sheet[] = []
  for (const { name, hidden, id } of listed) {
    const target = targets.get(id)
    const entry = target === undefined ? undefined : parts.get(target)
    if (!entry || !target?.includes('worksheets/')) continue // a chart sheet
    const sheet = readSheet(bytes, entry, { name, hidden, epoch, rows: [], merges: [] }, strings, dated)
    if (isRefusal(sheet)) return sheet
    sheets.push(sheet)
  }
  return sheets.some((one) => one.rows.length > 0)
    ? { format: 'xlsx', encoding: 'utf-8', sheets }
    : { code: 'sheet/empty' }
}

const isTrue = (value: string | undefined): boolean => value === '1' || value === 'true'
const local = (name: string): string => name.slice(name.indexOf(':') + 1)

/** Feeds one part through the XML reader in small pieces; stops at the first refusal. Custom entities do not exist here. */
function read(bytes: Uint8Array, entry: Entry | undefined, on: Handlers): SheetRefusal | undefined {
  if (!entry) return undefined
  const broken: SheetRefusal = { code: 'sheet/broken', part: entry.name }
  const parser = new SaxesParser()
  let refusal: SheetRefusal | undefined
  let [text, depth, attributes]: [string, number, Attributes] = ['', 0, {}]
  let count = 0
  parser.on('error', () => {
    refusal ??= broken
  })
  parser.on('doctype', () => {
    refusal ??= { code: 'sheet/has-doctype', part: entry.name }
  })
  parser.on('attribute', ({ name, value }: SaxesAttributePlain) => {
    attributes[local(name)] = value
    if (++count > 100) refusal ??= broken
  })
  parser.on('opentag', (tag) => {
    if (++depth > 64) refusal ??= broken
    refusal ??= on.open(local(tag.name), attributes)
    ;[text, attributes, count] = ['', {}, 0]
  })
  parser.on('text', (piece) => {
    text += piece
  })
  parser.on('cdata', (piece) => {
    text += piece
  })
  parser.on('closetag', (tag) => {
    depth -= 1
    refusal ??= on.close?.(local(tag.name), text)
    text = ''
  })

  const decoder = new TextDecoder('utf-8', { fatal: true })
  const feed = (piece: string): boolean => {
    for (let at = 0; at < piece.length && !refusal; at += 65_536) parser.write(piece.slice(at, at + 65_536))
    return refusal !== undefined
  }
  let first = true
  const unpacked = inflate(bytes, entry, (piece) => {
    try {
      const decoded = decoder.decode(piece, { stream: true })
      // Seen before its body is read: a sheet never declares a document type
      if (first && decoded.slice(0, 2000).includes('<!DOCTYPE'))
        refusal ??= { code: 'sheet/has-doctype', part: entry.name }
      first = false
      return feed(decoded)
    } catch {
      refusal ??= broken
      return true
    }
  })
  if (unpacked || refusal) return refusal ?? unpacked
  parser.close()
  return refusal
}

/** Which cell formats show a day: the built-in ones and those whose code names a day, a month or a year. */
function readStyles(bytes: Uint8Array, entry: Entry | undefined, dated: boolean[]): SheetRefusal | undefined {
  const custom = new Map<number, boolean>()
  const builtIn = (id: number) =>
    (id >= 14 && id <= 17) || id === 22 || (id >= 27 && id <= 36) || (id >= 50 && id <= 58)
  let inside = false
  return read(bytes, entry, {
    open(tag, { numFmtId, formatCode = '' }) {
      const bare = formatCode.replace(/"[^"]*"|\\.|\[[^\]]*\]|_./g, '')
      if (tag === 'numFmt') custom.set(Number(numFmtId), /[dy]|m(?!.*[hs])/i.test(bare) && !/general/i.test(bare))
      if (tag === 'cellXfs') inside = true
      if (tag === 'xf' && inside && dated.length < 65_536)
        dated.push(custom.get(Number(numFmtId)) ?? builtIn(Number(numFmtId)))
      return undefined
    },
    close(tag) {
      if (tag === 'cellXfs') inside = false
      return undefined
    },
  })
}

// Excel writes a character XML cannot hold as _x000D_
const unescapeXml = (text: string): string =>
  text.includes('_x')
    ? text.replace(/_x([0-9A-F]{4})_/gi, (_, code) => String.fromCharCode(Number.parseInt(code, 16)))
    : text

/** Shared strings; the runs of rich text are joined, phonetic hints left out. */
function readStrings(bytes: Uint8Array, entry: Entry | undefined, strings: string[]): SheetRefusal | undefined {
  let [item, hint] = ['', false]
  return read(bytes, entry, {
    open(tag) {
      if (tag === 'si') item = ''
      if (tag === 'rPh') hint = true
      return undefined
    },
    close(tag, text) {
      if (tag === 'rPh') hint = false
      if (tag === 't' && !hint) item += text
      if (tag === 'si') strings.push(unescapeXml(item))
      return strings.length > limits.rows * limits.columns
        ? { code: 'sheet/too-many-rows', most: limits.rows }
        : undefined
    },
  })
}

function readSheet(
  bytes: Uint8Array,
  entry: Entry,
  sheet: Sheet,
  strings: string[],
  dated: boolean[],
): Sheet | SheetRefusal {
  let [rowNumber, column, cells]: [number, number, Row['cells']] = [0, -1, []]
  let [type, style, value, inline, formula]: [string, number, string, string, boolean] = ['n', 0, '', '', false]
  const broken: SheetRefusal = { code: 'sheet/broken', part: entry.name }
  const refusal = read(bytes, entry, {
    open(tag, attributes) {
      if (tag === 'row') {
        ;[rowNumber, column, cells] = [attributes.r ? Number(attributes.r) : rowNumber + 1, -1, []]
        if (!(rowNumber >= 1 && rowNumber <= 1_048_576)) return broken
      } else if (tag === 'c') {
        const at = attributes.r ? positionOf(attributes.r) : { row: rowNumber, column: column + 1 }
        if (!at) return broken
        column = at.column
        ;[type, style, value, inline, formula] = [attributes.t ?? 'n', Number(attributes.s ?? 0), '', '', false]
      } else if (tag === 'f') formula = true
      else if (tag === 'mergeCell') {
        const [from, to] = (attributes.ref ?? '').split(':').map(positionOf)
        if (from && to) sheet.merges.push({ top: from.row, left: from.column, bottom: to.row, right: to.column })
        if (sheet.merges.length > limits.merged) return broken
      }
      return undefined
    },
    close(tag, text) {
      if (tag === 'v') value = text
      else if (tag === 't') inline += text
      else if (tag === 'c') {
        const cell = cellOf(type, type === 'inlineStr' ? inline : value, strings, dated[style] === true)
        if (!cell && !formula) return undefined
        if (column >= limits.columns) return { code: 'sheet/too-many-columns', most: limits.columns, row: rowNumber }
        if (cell && cell.text.length > limits.cell)
          return { code: 'sheet/cell-too-long', at: addressOf(rowNumber, column), most: limits.cell }
        cells[column] = formula ? { ...(cell ?? { text: '', is: 'text' }), formula } : cell
      } else if (tag === 'row' && cells.length > 0) {
        if (sheet.rows.length >= limits.rows) return { code: 'sheet/too-many-rows', most: limits.rows }
        sheet.rows.push({ row: rowNumber, cells: Array.from(cells) })
      }
      return undefined
    },
  })
  return refusal ?? fillMerged(sheet)
}

function positionOf(reference: string): { row: number; column: number } | undefined {
  const [, letters, digits] = /^\$?([A-Z]{1,3})\$?(\d{1,7})$/.exec(reference) ?? []
  if (!letters) return undefined
  let column = 0
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64
  return { row: Number(digits), column: column - 1 }
}

function cellOf(type: string, value: string, strings: string[], isDate: boolean): Cell | undefined {
  if (type === 's') {
    const text = strings[Number(value)] ?? ''
    return text.trim() ? { text, is: 'text' } : undefined
  }
  if (value.trim() === '') return undefined
  if (type === 'str' || type === 'inlineStr') return { text: unescapeXml(value), is: 'text' }
  if (type === 'd') return { text: value.slice(0, 10), is: 'text' } // an ISO day
  if (type === 'b') return { text: value, is: 'logic' }
  if (type === 'e') return { text: value, is: 'error' }
  // 65.8 is kept as 65.799999999999997; 12-digit numbers as 3.8012345678E10
  const number = Number(value)
  return { text: Number.isFinite(number) ? String(number) : value, is: isDate ? 'date' : 'number' }
}

/** A merged range shows one value over all its cells, so each cell of it reads that value. */
function fillMerged(sheet: Sheet): Sheet | SheetRefusal {
  const rows = new Map(sheet.rows.map((row) => [row.row, row]))
  let filled = 0
  for (const { top, left, bottom, right } of sheet.merges) {
    const cell = rows.get(top)?.cells[left]
    if (!cell || right >= limits.columns) continue
    for (let row = top; row <= Math.min(bottom, top + limits.rows); row++) {
      const cells = rows.get(row)?.cells
      for (let column = left; cells && column <= right; column++) {
        if (cells[column] || (row === top && column === left)) continue
        if (++filled > limits.merged) return { code: 'sheet/inflates', most: limits.merged }
        while (cells.length < column) cells.push(undefined)
        cells[column] = { ...cell, merged: true }
      }
    }
  }
  return sheet
}
