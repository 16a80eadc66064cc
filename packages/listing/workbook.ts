import { strToU8, zipSync } from 'fflate'
import { addressOf, columnName, type Range } from './book.ts'

/** `text` is always text, whatever it begins with; `day` counts from 1900. `ground`: an ARGB colour. */
export type OutCell = ({ text: string } | { number: number } | { day: number }) & { ground?: string }
/** `rows` by row number, cells by column from 0; `widths` in characters. */
export type OutSheet = {
  name: string
  rows: ReadonlyMap<number, ReadonlyMap<number, OutCell>>
  merges: readonly Range[]
  widths: Readonly<Record<number, number>>
}

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const documents = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const packages = 'http://schemas.openxmlformats.org/package/2006'
const kinds = 'application/vnd.openxmlformats-officedocument.spreadsheetml'

/** One sheet as an XLSX file (ECMA-376): texts inline, no formulas, no shared state. `at` dates the file. */
export function writeWorkbook(sheet: OutSheet, at: Date): Uint8Array {
  const styles: string[] = [styleKey({ text: '' })]
  const parts: Record<string, string> = {
    '[Content_Types].xml': `<Types xmlns="${packages}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${kinds}.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="${kinds}.worksheet+xml"/><Override PartName="/xl/styles.xml" ContentType="${kinds}.styles+xml"/></Types>`,
    '_rels/.rels': `<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${documents}/officeDocument" Target="xl/workbook.xml"/></Relationships>`,
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${documents}"><sheets><sheet name="${escapeXml(sheetName(sheet.name))}" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships xmlns="${packages}/relationships"><Relationship Id="rId1" Type="${documents}/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="${documents}/styles" Target="styles.xml"/></Relationships>`,
    'xl/worksheets/sheet1.xml': sheetXml(sheet, styles),
  }
  parts['xl/styles.xml'] = stylesXml(styles)
  const head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
  return zipSync(Object.fromEntries(Object.entries(parts).map(([name, text]) => [name, strToU8(head + text)])), {
    mtime: at,
  })
}

/** Excel's own limits: 31 characters, none of these. */
const sheetName = (name: string): string =>
  name
    .replace(/[*?:\\/[\]]/g, ' ')
    .trim()
    .slice(0, 31) || 'Sheet1'

// What XML 1.0 cannot hold, and text that looks like its escape, Excel writes as _x000D_
const unwritable = /[^\t\n\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]|_(?=x[0-9A-Fa-f]{4}_)/gu
const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
function escapeXml(text: string): string {
  const written = text
    .toWellFormed()
    .replace(unwritable, (sign) => `_x${sign.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}_`)
  return written.replace(/[&<>"]/g, (sign) => entities[sign]!)
}

function sheetXml({ rows, merges, widths }: OutSheet, styles: string[]): string {
  const styleOf = (cell: OutCell): number => {
    const key = styleKey(cell)
    const known = styles.indexOf(key)
    return known >= 0 ? known : styles.push(key) - 1
  }
  const cellXml = (row: number, column: number, cell: OutCell): string => {
    const head = `<c r="${addressOf(row, column)}" s="${styleOf(cell)}"`
    if ('text' in cell) return `${head} t="inlineStr"><is><t xml:space="preserve">${escapeXml(cell.text)}</t></is></c>`
    return `${head}><v>${'number' in cell ? cell.number : cell.day}</v></c>`
  }
  const inOrder = <T>(map: ReadonlyMap<number, T>) => [...map].sort(([a], [b]) => a - b)
  const data = inOrder(rows).map(([row, cells]) => {
    const written = inOrder(cells).map(([column, cell]) => cellXml(row, column, cell))
    return `<row r="${row}">${written.join('')}</row>`
  })
  const columns = Object.entries(widths).map(
    ([column, width]) =>
      `<col min="${Number(column) + 1}" max="${Number(column) + 1}" width="${width}" customWidth="1"/>`,
  )
  const merged = merges.map(
    (one) => `<mergeCell ref="${addressOf(one.top, one.left)}:${columnName(one.right)}${one.bottom}"/>`,
  )
  return [
    `<worksheet xmlns="${main}">`,
    columns.length > 0 ? `<cols>${columns.join('')}</cols>` : '',
    `<sheetData>${data.join('')}</sheetData>`,
    merged.length > 0 ? `<mergeCells count="${merged.length}">${merged.join('')}</mergeCells>` : '',
    '</worksheet>',
  ].join('')
}

/** 49 is the text format, so that a cell stays text when it is edited or saved as CSV; 164 is a day. */
const formatOf = (cell: OutCell): number =>
  'text' in cell ? (/^[=+\-@\t\r]/.test(cell.text) ? 49 : 0) : 'day' in cell ? 164 : 0
const styleKey = (cell: OutCell): string => `${formatOf(cell)} ${cell.ground ?? ''}`

function stylesXml(styles: readonly string[]): string {
  const looks = styles.map((style) => style.split(' ') as [string, string])
  const grounds = [...new Set(looks.map(([, ground]) => ground).filter(Boolean))]
  const fills = grounds.map(
    (ground) => `<fill><patternFill patternType="solid"><fgColor rgb="${ground}"/></patternFill></fill>`,
  )
  const formats = looks.map(
    ([format, ground]) =>
      `<xf numFmtId="${format}" fontId="0" fillId="${ground ? grounds.indexOf(ground) + 2 : 0}" borderId="0" xfId="0" applyNumberFormat="1" applyFill="1" applyAlignment="1"${format === '49' ? ' quotePrefix="1"' : ''}><alignment vertical="top" wrapText="1"/></xf>`,
  )
  return `<styleSheet xmlns="${main}"><numFmts count="1"><numFmt numFmtId="164" formatCode="dd/mm/yyyy"/></numFmts><fonts count="1"><font><sz val="11"/><name val="Calibri"/></font></fonts><fills count="${fills.length + 2}"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill>${fills.join('')}</fills><borders count="1"><border/></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="${formats.length}">${formats.join('')}</cellXfs></styleSheet>`
}
