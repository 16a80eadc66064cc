import { readFileSync } from 'node:fs'
import type { Sheet } from '@nguon/listing/book'
import { linesOf } from '@nguon/listing/line'
import {
  correctMapping,
  type Field,
  fieldOf,
  fields,
  fieldWords,
  type Mapping,
  mapSheet,
  priceHints,
} from '@nguon/listing/mapping'
import { readSheets } from '@nguon/listing/sheet'
import { strToU8 } from 'fflate'
import { describe, expect, test } from 'vitest'

function sheetOf(bytes: Uint8Array, index = 0): Sheet {
  const book = readSheets(bytes)
  if ('code' in book) throw new Error(book.code)
  return book.sheets[index]!
}
const csv = (text: string) => sheetOf(strToU8(text))
const fixture = (name: string, index = 0) =>
  sheetOf(readFileSync(new URL(`../fixtures/sheets/${name}`, import.meta.url)), index)
function mapped(sheet: Sheet): Mapping {
  const mapping = mapSheet(sheet)
  if ('code' in mapping) throw new Error(mapping.code)
  return mapping
}
const known = (mapping: Mapping) => mapping.columns.flatMap((one) => one.field ?? [])
const usual: Field[] = ['number', 'product', 'maker', 'place', 'stars', 'decision', 'decisionDay', 'phone', 'price']

describe('headers', () => {
  test.each<[string, Sheet, number[], number]>([
    ['one row', fixture('01-clean-utf8.csv'), [1], 2],
    [
      'two rows under a title, parents left empty as CSV does',
      fixture('04-two-header-rows-sections-total.csv'),
      [4, 5],
      6,
    ],
    ['two rows of merged cells in Excel', fixture('10-merged-cells.xlsx', 1), [4, 5], 6],
  ])('%s', (_, sheet, headerRows, dataFrom) => {
    const mapping = mapped(sheet)
    expect(mapping).toMatchObject({ headerRows, dataFrom })
    expect(known(mapping)).toEqual(usual)
  })

  test.each<[string, Field, number]>([
    ['TÊN SẢN PHẨM', 'product', 1],
    ['Tên sản\u00a0phẩm'.normalize('NFD'), 'product', 1],
    ['ten san pham', 'product', 1],
    ['Chủ thể sản xuất', 'maker', 1],
    ['Điểm trung bình (Điểm)', 'score', 1],
    ['SĐT', 'phone', 1],
    ['Số QĐ', 'decision', 1],
    ['Giá bán (1.000đ/kg)', 'price', 1],
    ['Tên các sản phẩm OCOP 2025', 'product', 0.8],
    ['Tên sản phâmr', 'product', 0.6],
    ['Điện thọai', 'phone', 1],
  ])('%s is %s', (header, field, confidence) => expect(fieldOf(header)).toEqual({ field, confidence }))

  test.each(['', 'Xuất xứ hàng', 'Cột 5', '12', 'Chè móc câu'])('“%s” names nothing we know', (header) => {
    expect(fieldOf(header)).toEqual({ confidence: 0 })
  })

  test('columns may stand in any order, and strange ones are shown as unknown', () => {
    const mapping = mapped(csv('Giá bán,Cột lạ,Tên sản phẩm\n1,2,3'))
    expect(mapping.columns).toEqual([
      { column: 0, header: 'Giá bán', field: 'price', confidence: 1 },
      { column: 1, header: 'Cột lạ', confidence: 0 },
      { column: 2, header: 'Tên sản phẩm', field: 'product', confidence: 1 },
    ])
  })

  test('of two columns that say the same, the surer one is taken', () => {
    expect(mapped(csv('Tên các sản phẩm OCOP 2025,Tên sản phẩm,Giá\na,b,1')).columns.map((one) => one.field)).toEqual([
      undefined,
      'product',
      'price',
    ])
  })

  test('the officer’s word stands above the guess', () => {
    const mapping = mapped(csv('Tên sản phẩm,Đơn vị,Cột lạ\na,b,c'))
    const corrected = correctMapping(mapping, { 2: 'maker', 0: 'product' })
    expect(corrected.columns.map((one) => [one.field, one.confidence])).toEqual([
      ['product', 1],
      [undefined, 0],
      ['maker', 1],
    ])
    expect(correctMapping(mapping, { 1: null }).columns[1]).toMatchObject({ field: undefined, confidence: 1 })
  })

  test('a sheet without a product column is refused', () => {
    expect(mapSheet(csv('Kèm theo Tờ trình\nsố 5,ngày 6'))).toEqual({ code: 'mapping/no-header', sheet: 'CSV' })
  })

  test('a price header may say the unit and the thousands for all prices below it', () => {
    expect(priceHints('Giá bán (1.000đ/kg)')).toEqual({ unit: 'kg', thousands: true })
    expect(priceHints('Giá bán (nghìn đồng)')).toEqual({ thousands: true })
    expect(priceHints('Giá bán')).toEqual({})
  })

  test('each field is said in both languages', () => {
    expect(Object.keys(fieldWords).sort()).toEqual([...fields].sort())
  })
})

describe('rows beneath the header', () => {
  test.each([
    ['CSV', fixture('04-two-header-rows-sections-total.csv')],
    ['Excel', fixture('10-merged-cells.xlsx', 1)],
  ])('sections carry their stars, and sections and totals are no products (%s)', (_, sheet) => {
    const { lines, passed } = linesOf(sheet, mapped(sheet))
    expect(lines.map((line) => [line.row, line.section?.stars])).toEqual([
      [7, 4],
      [8, 4],
      [9, 4],
      [11, 3],
      [12, 3],
      [13, 3],
      [14, 3],
    ])
    expect(passed).toEqual([
      { row: 6, why: 'section' },
      { row: 10, why: 'section' },
      { row: 15, why: 'total' },
    ])
    expect(lines[0]?.said.product).toMatchObject({ at: 'B7', cell: { text: 'Tổ Yến Sào' } })
  })

  test('a subject merged over several products belongs to each of them', () => {
    const sheet = fixture('10-merged-cells.xlsx', 1)
    const { lines } = linesOf(sheet, mapped(sheet))
    expect(lines[1]?.said.maker).toMatchObject({
      at: 'C8',
      cell: { text: 'Công ty TNHH Sản xuất và thương mại Yến Sào Xứ Thanh', merged: true },
    })
  })

  test('repeated headers, column numbers and signatures are passed over', () => {
    const sheet = csv(
      'STT,Tên sản phẩm,Chủ thể,Giá\n(1),(2),(3),(4)\n1,Chè,HTX,5\nSTT,Tên sản phẩm,Chủ thể,Giá\n2,Mắm,HTX,6\n,,,Người lập biểu\nTổng số: 2',
    )
    const { lines, passed } = linesOf(sheet, mapped(sheet))
    expect(lines.map((line) => line.row)).toEqual([3, 5])
    expect(passed.map((one) => one.why)).toEqual(['numbering', 'header', 'signature', 'total'])
  })

  test('a row with only a product name is still a product to ask about', () => {
    const sheet = csv('STT,Tên sản phẩm,Chủ thể\n1,Chè móc câu,\n2,Mắm tép,HTX')
    expect(linesOf(sheet, mapped(sheet)).lines.map((line) => line.row)).toEqual([2, 3])
  })
})
