import { readFileSync } from 'node:fs'
import { addressOf, type Book, type Sheet, type SheetRefusal, sheetWords } from '@nguon/listing/book'
import { readSheets } from '@nguon/listing/sheet'
import { strToU8 } from 'fflate'
import { describe, expect, test } from 'vitest'
import { bomb, lie, partsOf, workbook, zip } from './book.ts'

const fixture = (name: string) => new Uint8Array(readFileSync(new URL(`../fixtures/sheets/${name}`, import.meta.url)))
const texts = (sheet: Sheet | undefined) => (sheet?.rows ?? []).map((row) => row.cells.map((cell) => cell?.text ?? ''))
function book(bytes: Uint8Array): Book {
  const read = readSheets(bytes)
  if ('code' in read) throw new Error(read.code)
  return read
}
const refusal = (bytes: Uint8Array) => readSheets(bytes) as SheetRefusal
const first = (bytes: Uint8Array) => book(bytes).sheets[0]!
const sheetOf = (rows: string, more = {}, extra = '') =>
  first(zip(partsOf(`<sheetData>${rows}</sheetData>`, more, extra)))

describe('CSV', () => {
  test('a clean list is read with the rows a spreadsheet counts', () => {
    const sheet = first(fixture('01-clean-utf8.csv'))
    expect(sheet.rows.map((row) => row.row)).toEqual([1, 2, 3, 4, 5, 6, 7, 8])
    expect(texts(sheet)[4]).toEqual([
      '4',
      'Miến Gạo Phúc Thịnh',
      'Hộ SXKD miến gạo Quý Lộc Phúc Thịnh',
      'Quý Lộc',
      '3 sao ',
      '1114/QD-UBND',
      '44292',
      '090.000.0004',
      '45,000 VNĐ',
    ])
  })

  test('a byte order mark, CRLF and semicolons give the same list', () => {
    expect(texts(first(fixture('02-bom-crlf-semicolon.csv')))).toEqual(texts(first(fixture('01-clean-utf8.csv'))))
  })

  test('rows that are empty are left out and still counted', () => {
    expect(
      first(fixture('04-two-header-rows-sections-total.csv'))
        .rows.map((row) => row.row)
        .slice(0, 4),
    ).toEqual([1, 2, 4, 5])
  })

  test.each<[string, Uint8Array, string]>([
    [
      'UTF-16LE as Excel writes it, with tabs',
      Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('Tên\tGiá\nChè móc câu\t35.000đ', 'utf16le')]),
      'utf-16le',
    ],
    ['UTF-16LE without its mark', Buffer.from('Ten\tGia\nChè móc câu\t35.000đ', 'utf16le'), 'utf-16le'],
    ['decomposed letters', strToU8('Tên,Giá\nChè móc câu,35.000đ'.normalize('NFD')), 'utf-8'],
    ['the separator told on the first line', strToU8('sep=;\nTên;Giá\nChè móc câu;35.000đ'), 'utf-8'],
  ])('%s is read', (_, bytes, encoding) => {
    const read = book(bytes)
    expect(read.encoding).toBe(encoding)
    expect(texts(read.sheets[0])[1]).toEqual(['Chè móc câu', '35.000đ'])
  })

  test('windows-1258 keeps tones as marks of their own, and they come back composed', () => {
    // Tổ Yến, Đặng: ô + hook above, ê + acute, Đ, ă + dot below
    const bytes = Uint8Array.from([
      0x54, 0xf4, 0xd2, 0x20, 0x59, 0xea, 0xec, 0x6e, 0x2c, 0xd0, 0xe3, 0xf2, 0x6e, 0x67, 0x0a,
    ])
    expect([book(bytes).encoding, texts(first(bytes))]).toEqual(['windows-1258', [['Tổ Yến', 'Đặng']]])
  })

  test.each<[string, string, string[][]]>([
    [
      'a separator and a line end inside quotes',
      'a,"b, c\r\nd",e\r\n1,2,3',
      [
        ['a', 'b, c\r\nd', 'e'],
        ['1', '2', '3'],
      ],
    ],
    ['a doubled quote', 'a,"nói ""ngon"""\n', [['a', 'nói "ngon"']]],
    [
      'a quote inside a word',
      'a,ống 5" dài\nb,c',
      [
        ['a', 'ống 5" dài'],
        ['b', 'c'],
      ],
    ],
    [
      'commas of thousands among semicolons',
      'Tên;Giá\nChè;45,000\nMắm;1,250,000',
      [
        ['Tên', 'Giá'],
        ['Chè', '45,000'],
        ['Mắm', '1,250,000'],
      ],
    ],
    [
      'old Mac line ends',
      'a,b\rc,d',
      [
        ['a', 'b'],
        ['c', 'd'],
      ],
    ],
  ])('%s is read', (_, text, expected) => expect(texts(first(strToU8(text)))).toEqual(expected))

  test.each<[string, Uint8Array, SheetRefusal]>([
    ['TCVN3 text is refused by name', fixture('05-tcvn3.csv'), { code: 'sheet/old-letters', guess: 'tcvn3' }],
    [
      'VNI text is refused by name',
      Buffer.from('Teân saûn phaåm,Giaù\nToå Yeán Saøo,85000\nMaém teùp ñaëc bieät,5', 'latin1'),
      { code: 'sheet/old-letters', guess: 'vni' },
    ],
    ['a quote that never closes', strToU8('a,b\nc,"d\ne,f'), { code: 'sheet/quote-open', row: 2 }],
    [
      '101 columns',
      strToU8(Array.from({ length: 101 }, (_, index) => index).join(',')),
      { code: 'sheet/too-many-columns', most: 100, row: 1 },
    ],
    ['a million columns', strToU8(','.repeat(1_000_000)), { code: 'sheet/too-many-columns', most: 100, row: 1 }],
    ['20,001 rows', strToU8('a,b\n'.repeat(20_001)), { code: 'sheet/too-many-rows', most: 20_000 }],
    [
      'a cell of 40,000 letters',
      strToU8(`a,${'b'.repeat(40_000)}`),
      { code: 'sheet/cell-too-long', at: 'B1', most: 32_767 },
    ],
    ['nothing', new Uint8Array(), { code: 'sheet/empty' }],
    ['only blank lines', strToU8('\n , \n'), { code: 'sheet/empty' }],
    [
      'a picture',
      Uint8Array.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]),
      { code: 'sheet/not-a-sheet' },
    ],
    ['a page of HTML under the name of .xls', strToU8('<html><table><tr><td>1'), { code: 'sheet/not-a-sheet' }],
    [
      'an .xls of before 2007',
      Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
      { code: 'sheet/old-excel' },
    ],
    [
      'more than 4 MB',
      new Uint8Array(4 * 1024 * 1024 + 1),
      { code: 'sheet/too-big', bytes: 4_194_305, most: 4_194_304 },
    ],
  ])('%s', (_, bytes, expected) => expect(readSheets(bytes)).toEqual(expected))
})

describe('XLSX', () => {
  test('merged cells, rich text, days and several sheets are read as Excel shows them', () => {
    const { sheets } = book(fixture('10-merged-cells.xlsx'))
    expect(sheets.map((sheet) => sheet.name)).toEqual(['Bìa', 'DS OCOP '])
    const list = sheets[1]!
    const row = (number: number) => list.rows.find((one) => one.row === number)!.cells
    expect(row(12)[1]).toEqual({ text: 'Tương Xuân Pha', is: 'text' })
    expect(row(7)[6]).toEqual({ text: '44292', is: 'date' })
    expect(row(8)[2]).toEqual({
      text: 'Công ty TNHH Sản xuất và thương mại Yến Sào Xứ Thanh',
      is: 'text',
      merged: true,
    })
    expect(row(8)[8]).toEqual({ text: '85000', is: 'number' })
    expect(list.merges).toContainEqual({ top: 7, left: 2, bottom: 8, right: 2 })
  })

  test('shared strings may stand before or after the sheet, phonetic hints left out', () => {
    const strings =
      '<sst><si><t>Chè</t></si><si><r><t xml:space="preserve">Mắm </t></r><r><t>tép</t></r><rPh><t>x</t></rPh></si></sst>'
    const sheet = sheetOf('<row r="3"><c r="B3" t="s"><v>1</v></c><c r="D3" t="s"><v>0</v></c></row>', {
      'xl/sharedStrings.xml': strings,
    })
    expect(sheet.rows).toEqual([
      { row: 3, cells: [undefined, { text: 'Mắm tép', is: 'text' }, undefined, { text: 'Chè', is: 'text' }] },
    ])
    expect(addressOf(3, 27)).toBe('AB3')
  })

  test('a formula reads the value Excel kept, and nothing where it kept none', () => {
    const sheet = sheetOf(
      '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1" t="str"><f>A1&amp;"x"</f><v>2x</v></c><c r="C1"><f>NOW()</f></c></row>',
    )
    expect(sheet.rows[0]?.cells).toEqual([
      { text: '2', is: 'number', formula: true },
      { text: '2x', is: 'text', formula: true },
      { text: '', is: 'text', formula: true },
    ])
  })

  test('numbers come without the noise of binary fractions, days by their format, old Macs from 1904', () => {
    const styles =
      '<styleSheet><numFmts><numFmt numFmtId="170" formatCode="dd/mm/yyyy"/><numFmt numFmtId="171" formatCode="#,##0&quot;đ&quot;"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="170"/><xf numFmtId="171"/></cellXfs></styleSheet>'
    const sheet = sheetOf(
      '<row><c><v>65.799999999999997</v></c><c><v>3.8012345678E10</v></c><c s="1"><v>44292</v></c><c s="2"><v>44292</v></c><c s="3"><v>85000</v></c></row>',
      { 'xl/styles.xml': styles },
      '<workbookPr date1904="1"/>',
    )
    expect(sheet.epoch).toBe(1904)
    expect(sheet.rows[0]?.cells.map((cell) => [cell?.text, cell?.is])).toEqual([
      ['65.8', 'number'],
      ['38012345678', 'number'],
      ['44292', 'date'],
      ['44292', 'date'],
      ['85000', 'number'],
    ])
  })

  test('a workbook typed in an old font is refused by name', () => {
    expect(
      refusal(
        workbook([
          ['Tªn s¶n phÈm', 'Gi¸ b¸n'],
          ['Tæ YÕn Sµo', '1'],
        ]),
      ),
    ).toEqual({ code: 'sheet/old-letters', guess: 'tcvn3' })
  })

  test('12,000 rows are read', () => {
    const rows = Array.from({ length: 12_000 }, (_, index) => [
      String(index),
      `Chè số ${index}`,
      'HTX Bình Sơn',
      'xã Nga Sơn',
    ])
    expect(first(workbook(rows)).rows).toHaveLength(12_000)
  })
})

describe('hostile workbooks', () => {
  const sheet = (xml: string) => zip(partsOf(xml))
  const name = 'xl/worksheets/sheet1.xml'

  test('a part that inflates to 200 MB is refused before it is inflated', () => {
    const bytes = bomb('xl/media/picture.bin', 200)
    expect(bytes.length).toBeLessThan(1_000_000)
    const before = process.memoryUsage().rss
    expect(refusal(bytes)).toEqual({ code: 'sheet/inflates', most: 67_108_864 })
    expect(process.memoryUsage().rss - before).toBeLessThan(32 * 1_048_576)
  })

  test('a part that says it is small and inflates to 60 MB is stopped at what it said', () => {
    const bytes = lie(bomb(name, 60), name, 5_000)
    expect(refusal(bytes)).toEqual({ code: 'sheet/size-lies', part: name })
  })

  test('a part that says it is larger than it is, is refused', () => {
    expect(refusal(lie(sheet('<sheetData/>'), name, 9_000))).toEqual({ code: 'sheet/size-lies', part: name })
  })

  test('10,000 parts are refused', () => {
    const many = Object.fromEntries(Array.from({ length: 10_000 }, (_, index) => [`xl/${index}.xml`, new Uint8Array()]))
    expect(refusal(zip(many))).toEqual({ code: 'sheet/too-many-parts', parts: 10_000, most: 200 })
  })

  test.each(['../../etc/passwd', '/etc/passwd', 'xl\\..\\..\\a', 'C:/a', 'xl/../../a'])(
    'the name %s is refused',
    (path) => {
      expect(refusal(zip({ ...partsOf('<sheetData/>'), [path]: new Uint8Array(1) }))).toEqual({
        code: 'sheet/bad-name',
        name: path,
      })
    },
  )

  const doctype = '<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;&b;&b;&b;&b;">]>'
  test.each<[string, string]>([
    [
      'entities that multiply',
      `${doctype}<worksheet><sheetData><row><c t="str"><v>&c;</v></c></row></sheetData></worksheet>`,
    ],
    ['an outside document type', '<!DOCTYPE a SYSTEM "file:///etc/passwd"><worksheet/>'],
    ['a document type after a long comment', `<!--${'x'.repeat(10_000)}--><!DOCTYPE a><worksheet/>`],
  ])('%s are refused', (_, text) => {
    expect(refusal(zip({ ...partsOf('<sheetData/>'), [name]: strToU8(text) }))).toEqual({
      code: 'sheet/has-doctype',
      part: name,
    })
  })

  test.each<[string, string, SheetRefusal['code']]>([
    ['an entity nobody declared', '<sheetData><row><c t="str"><v>&b;</v></c></row></sheetData>', 'sheet/broken'],
    ['column CW', '<sheetData><row r="1"><c r="CW1"><v>1</v></c></row></sheetData>', 'sheet/too-many-columns'],
    [
      'a million columns',
      `<sheetData><row r="1">${'<c><v>1</v></c>'.repeat(1000)}</row></sheetData>`,
      'sheet/too-many-columns',
    ],
    [
      'a column that does not exist',
      '<sheetData><row r="1"><c r="ZZZZ1"><v>1</v></c></row></sheetData>',
      'sheet/broken',
    ],
    ['a row that does not exist', '<sheetData><row r="1e9"><c><v>1</v></c></row></sheetData>', 'sheet/broken'],
    ['20,001 rows', `<sheetData>${'<row><c><v>1</v></c></row>'.repeat(20_001)}</sheetData>`, 'sheet/too-many-rows'],
    ['tags 100,000 deep', '<a>'.repeat(100_000), 'sheet/broken'],
    [
      'a tag with 100,000 attributes',
      `<a ${Array.from({ length: 100_000 }, (_, index) => `a${index}=""`).join(' ')}/>`,
      'sheet/broken',
    ],
    ['XML that stops half way', '<sheetData><row><c>', 'sheet/broken'],
    [
      'one cell merged over everything, again and again',
      `<sheetData>${'<row><c><v>1</v></c></row>'.repeat(10_000)}</sheetData><mergeCells>${'<mergeCell ref="A1:CV10000"/>'.repeat(100)}</mergeCells>`,
      'sheet/inflates',
    ],
  ])('%s', (_, xml, code) => expect(refusal(sheet(xml)).code).toBe(code))

  test('a file cut short at any place is refused in words, never thrown at', () => {
    const whole = workbook([
      ['Tên sản phẩm', 'Giá'],
      ['Chè móc câu', '35.000đ'],
    ])
    for (let length = 0; length < whole.length; length += 7)
      expect(refusal(whole.subarray(0, length)).code).toMatch(/^sheet\//)
  })

  test('a byte changed anywhere gives the same sheet or a refusal', () => {
    const whole = workbook([
      ['Tên sản phẩm', 'Giá'],
      ['Chè móc câu', '35.000đ'],
    ])
    const honest = JSON.stringify(texts(first(whole)))
    for (let at = 0; at < whole.length; at += 3) {
      const changed = Uint8Array.from(whole)
      changed[at]! ^= 0x21
      const read = readSheets(changed)
      if (!('code' in read)) expect(JSON.stringify(texts(read.sheets[0]))).toBe(honest)
    }
  })

  test('a part under a password is refused', () => {
    const bytes = Buffer.from(sheet('<sheetData/>'))
    bytes[bytes.indexOf(Buffer.from([0x50, 0x4b, 1, 2])) + 8]! |= 1
    expect(refusal(bytes)).toEqual({ code: 'sheet/locked' })
  })

  test('a ZIP that is no workbook is refused', () => {
    expect(refusal(zip({ 'word/document.xml': strToU8('<a/>') }))).toEqual({ code: 'sheet/not-a-sheet' })
  })

  test('each refusal is said in both languages', () => {
    for (const { vi, en } of Object.values(sheetWords)) expect(vi && en && !/[!]/.test(vi + en)).toBe(true)
  })
})
