import { strToU8, Zip, ZipDeflate, type Zippable, zipSync } from 'fflate'

const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main'
const relations = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
const xml = (text: string) => strToU8(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${text}`)
const escaped = (text: string) => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;')

/** The parts of a workbook with one sheet whose `<sheetData>` and what follows are given as XML. */
export function partsOf(sheet: string, more: Record<string, string> = {}, workbook = ''): Record<string, Uint8Array> {
  const texts = {
    'xl/workbook.xml': `<workbook xmlns="${main}" xmlns:r="${relations}">${workbook}<sheets><sheet name="Danh sách" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    'xl/_rels/workbook.xml.rels': `<Relationships><Relationship Id="rId1" Type="${relations}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    'xl/worksheets/sheet1.xml': `<worksheet xmlns="${main}">${sheet}</worksheet>`,
    ...more,
  }
  return Object.fromEntries(Object.entries(texts).map(([name, text]) => [name, xml(text)]))
}

export const zip = (parts: Zippable): Uint8Array => zipSync(parts)

/** A workbook of plain text rows, as inline strings. */
export function workbook(rows: readonly (readonly string[])[]): Uint8Array {
  const cells = (row: readonly string[]) =>
    row.map((text) => `<c t="inlineStr"><is><t xml:space="preserve">${escaped(text)}</t></is></c>`)
  return zip(partsOf(`<sheetData>${rows.map((row) => `<row>${cells(row).join('')}</row>`).join('')}</sheetData>`))
}

/** A workbook one of whose parts inflates to `megabytes` of spaces. */
export function bomb(name: string, megabytes: number): Uint8Array {
  const pieces: Uint8Array[] = []
  const archive = new Zip((_, piece) => pieces.push(piece))
  for (const [part, bytes] of Object.entries({ ...partsOf('<sheetData/>'), [name]: undefined })) {
    const entry = new ZipDeflate(part, { level: 6 })
    archive.add(entry)
    if (bytes) entry.push(bytes, true)
    else
      for (let count = 1; count <= megabytes; count++)
        entry.push(new Uint8Array(1_048_576).fill(32), count === megabytes)
  }
  archive.end()
  return Buffer.concat(pieces)
}

/** Writes another uncompressed size for a part into the archive's directory. */
export function lie(archive: Uint8Array, name: string, size: number): Uint8Array {
  const bytes = Buffer.from(archive)
  for (let at = 0; at < bytes.length - 46; at++)
    if (bytes.readUInt32LE(at) === 0x02014b50 && bytes.subarray(at + 46, at + 46 + name.length).toString() === name)
      bytes.writeUInt32LE(size, at + 24)
  return bytes
}
