import { addressOf, type Cell, limits, type Row, type SheetRefusal } from './book.ts'

const marks = [',', ';', '\t'] as const

/** Reads CSV or TSV text: quotes as in RFC 4180, any line end, the separator that cuts the first lines most evenly. Rows count as a spreadsheet would count them. */
export function readCsv(text: string): Row[] | SheetRefusal {
  const told = /^sep=(.)\r?\n/i.exec(text) // Excel's own first line
  const mark = told ? told[1]! : separatorOf(text)
  const rows: Row[] = []
  const start = told ? told[0].length : 0
  const refusal = walk(
    text,
    mark,
    start,
    (fields, row) => {
      while (fields.length > 0 && fields.at(-1)!.trim() === '') fields.pop()
      if (fields.length === 0) return undefined
      if (fields.length > limits.columns) return { code: 'sheet/too-many-columns', most: limits.columns, row }
      if (rows.length >= limits.rows) return { code: 'sheet/too-many-rows', most: limits.rows }
      const long = fields.findIndex((field) => field.length > limits.cell)
      if (long >= 0) return { code: 'sheet/cell-too-long', at: addressOf(row, long), most: limits.cell }
      rows.push({
        row,
        cells: fields.map((field): Cell | undefined => (field.trim() ? { text: field, is: 'text' } : undefined)),
      })
    },
    told ? 2 : 1,
  )
  return refusal ?? rows
}

function walk(
  text: string,
  mark: string,
  from: number,
  take: (fields: string[], row: number) => SheetRefusal | undefined,
  firstRow = 1,
): SheetRefusal | undefined {
  let [fields, field, at, row]: [string[], string, number, number] = [[], '', from, firstRow]
  const plainEnd = new RegExp(`[${mark === '\t' ? '\\t' : mark}\\r\\n]`, 'g')
  const endField = () => {
    fields.push(field)
    field = ''
  }
  while (at < text.length) {
    const char = text[at]!
    if (char === '"' && field.trim() === '') {
      let close = at + 1
      for (field = ''; ; close += 2) {
        const quote = text.indexOf('"', close)
        if (quote < 0) return { code: 'sheet/quote-open', row }
        field += text.slice(close, quote)
        close = quote
        if (text[quote + 1] !== '"') break
        field += '"'
      }
      at = close + 1
      plainEnd.lastIndex = at
      const end = plainEnd.exec(text)?.index ?? text.length
      field += text.slice(at, end).trimEnd()
      at = end
    } else if (char === mark) {
      endField()
      at += 1
    } else if (char === '\r' || char === '\n') {
      endField()
      const refusal = take(fields, row)
      if (refusal) return refusal
      fields = []
      row += 1
      at += char === '\r' && text[at + 1] === '\n' ? 2 : 1
    } else {
      plainEnd.lastIndex = at
      const end = plainEnd.exec(text)?.index ?? text.length
      field += text.slice(at, end)
      at = end
    }
    if (fields.length > 10 * limits.columns) return { code: 'sheet/too-many-columns', most: limits.columns, row }
  }
  endField()
  return take(fields, row)
}

/** Vietnamese Windows writes `;` because its decimal mark is a comma; "Unicode text" writes tabs. */
function separatorOf(text: string): string {
  const head = text.slice(0, 20_000)
  const judged = marks.map((mark) => {
    const widths: number[] = []
    walk(head, mark, 0, (fields) => {
      if (widths.length < 50) widths.push(fields.length)
      return undefined
    })
    const wide = widths.filter((width) => width > 1)
    const usual = wide.sort(
      (a, b) => wide.filter((one) => one === b).length - wide.filter((one) => one === a).length,
    )[0]
    return { mark, score: wide.length === 0 ? 0 : wide.filter((one) => one === usual).length * 1000 + usual! }
  })
  return judged.sort((a, b) => b.score - a.score)[0]!.mark
}
