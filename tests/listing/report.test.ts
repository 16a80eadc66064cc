import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { Book } from '@nguon/listing/book'
import { findList, type List } from '@nguon/listing/line'
import { planImport } from '@nguon/listing/plan'
import { writeReport } from '@nguon/listing/report'
import { readSheets } from '@nguon/listing/sheet'
import { validateLines } from '@nguon/listing/validate'
import ExcelJS from 'exceljs'
import { strToU8, unzipSync } from 'fflate'
import { describe, expect, test } from 'vitest'
import { workbook } from './book.ts'

const officer = { id: 'officer-1', province: '38' }
const at = new Date('2026-11-22T03:00:00Z')
function listOf(bytes: Uint8Array): List {
  const list = findList(readSheets(bytes) as Book)
  if ('code' in list) throw new Error(list.code)
  return list
}
async function report(bytes: Uint8Array, only?: 'ask') {
  const { sheet, mapping, lines } = listOf(bytes)
  const rows = validateLines(lines, { sheet, mapping, area: officer, today: '2026-11-22' })
  const plan = planImport({
    rows,
    current: { producers: [], products: [] },
    officer,
    hash: (text) => createHash('sha256').update(text).digest('hex'),
  })
  const file = writeReport({ sheet, mapping, rows: plan.rows, lang: 'vi', at, ...(only ? { only } : {}) })
  return { file, plan, list: listOf(file) }
}
const fixture = (name: string) => new Uint8Array(readFileSync(new URL(`../fixtures/sheets/${name}`, import.meta.url)))
const texts = (list: List) => list.sheet.rows.map((row) => row.cells.map((cell) => cell?.text ?? ''))

describe('the officer’s own file', () => {
  test('comes back with every cell it had and two more columns', async () => {
    const { list } = await report(fixture('01-clean-utf8.csv'))
    const before = texts(listOf(fixture('01-clean-utf8.csv')))
    expect(texts(list).map((row) => row.slice(0, 9))).toEqual(
      before.map((row) => [...row, ...Array(9 - row.length).fill('')]),
    )
    expect(texts(list)[0]?.slice(9)).toEqual(['Trạng thái', 'Lý do'])
    expect(texts(list)[7]?.[9]).toBe('Cần hỏi')
    expect(texts(list)[7]?.[10]).toContain('H8, điện thoại: “09000007” không đủ hoặc thừa số.')
  })

  test('keeps days, numbers, merged cells and title rows', async () => {
    const { list } = await report(fixture('10-merged-cells.xlsx'))
    const before = listOf(fixture('10-merged-cells.xlsx'))
    expect(list.sheet.merges).toEqual(before.sheet.merges)
    expect(list.sheet.rows[5]?.cells.slice(0, 9)).toEqual(before.sheet.rows[5]?.cells)
    expect(list.lines.map((line) => line.section)).toEqual(before.lines.map((line) => line.section))
  })

  test('sent in again, it plans the same, and its report adds no third column', async () => {
    const first = await report(fixture('20-clean-thanh-hoa.csv'))
    const second = await report(first.file)
    expect(second.plan.digest).toBe(first.plan.digest)
    expect(texts(second.list)).toEqual(texts(first.list))
  })

  test('may hold only the rows that wait for an answer', async () => {
    const rows = [
      ['Tên sản phẩm', 'Chủ thể', 'Địa chỉ'],
      ['Chè', 'HTX Một', 'xã Nga Sơn'],
      ['Mắm', 'HTX Hai', 'huyện Nga Sơn'],
    ]
    const { list } = await report(workbook(rows), 'ask')
    expect(list.lines.map((line) => line.said.product?.cell.text)).toEqual(['Mắm'])
  })

  test('a cell that begins like a formula comes back as text and is never one', async () => {
    const evil = ['=HYPERLINK("http://x","y")', '+1+1', '-2+3', '@SUM(1)', '=cmd|/c calc!A1', '\t=1']
    const csv = `Tên sản phẩm,Chủ thể,Địa chỉ\n${evil.map((text) => `"${text.replaceAll('"', '""')}",HTX Một,xã Nga Sơn`).join('\n')}`
    const { file, list } = await report(strToU8(csv))
    expect(list.sheet.rows.slice(1).map((row) => row.cells[0])).toEqual(evil.map((text) => ({ text, is: 'text' })))
    const parts = unzipSync(file)
    const xml = new TextDecoder().decode(parts['xl/worksheets/sheet1.xml'])
    expect(xml).not.toContain('<f>')
    expect(new TextDecoder().decode(parts['xl/styles.xml'])).toContain('numFmtId="49"')
  })

  test('text that XML cannot hold, or that looks like its escape, comes back as it was', async () => {
    const odd = ['a < b & c > "d"', '_x0041_ stays', 'line\nline', '\u{1f33e} lúa']
    const csv = `Tên sản phẩm,Chủ thể,Địa chỉ\n${odd.map((text) => `"${text.replaceAll('"', '""')}",HTX Một,xã Nga Sơn`).join('\n')}`
    const { list } = await report(strToU8(csv))
    expect(list.sheet.rows.slice(1).map((row) => row.cells[0]?.text)).toEqual(odd)
  })

  test('another reader of XLSX opens it and finds the same', async () => {
    const { file } = await report(fixture('20-clean-thanh-hoa.csv'))
    const book = new ExcelJS.Workbook()
    await book.xlsx.load(new Uint8Array(file).buffer)
    const page = book.worksheets[0]!
    expect([page.getCell('B2').value, page.getCell('L1').value, page.getCell('L2').value]).toEqual([
      'Mắm tép làng ví dụ',
      'Trạng thái',
      'Ghi mới',
    ])
  })
})
