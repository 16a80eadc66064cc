import { describe, expect, test } from 'vitest'
import { columnsFor, type Header, type ImportRow, repairedIn } from '../../site/src/features/officer/import.ts'

const headers: Header[] = (['number', 'place', 'product', 'maker', 'stars', 'note', 'phone', 'price'] as const).map(
  (field, column) => ({ column, header: field, field, confidence: 1 }),
)
const row = (more: Partial<ImportRow> = {}): ImportRow => ({
  ...{ row: 2, status: 'create', repairs: [], questions: [] },
  cells: ['1', 'Hải Lĩnh', 'Mắm tép', 'HTX Mắm', '', 'gấp', '+84900000011', '85k'],
  ...more,
})
const repair = (field: string, at: string) => ({
  field,
  at,
  from: 'x',
  rule: 'text/spaces',
  message: 'Bỏ khoảng trắng.',
})
const fields = (shown: readonly Header[]) => shown.map(({ field }) => field)

describe('the table of a list that is brought in', () => {
  test('begins with whose row it is, and keeps the sheet’s own order where nothing was repaired', () => {
    expect(fields(columnsFor([row()], headers))).toEqual(['product', 'maker', 'place', 'note', 'phone', 'price'])
  })

  test('brings columns with a repair or a question into view, before those with none', () => {
    const rows = [row({ repairs: [repair('price', 'H2')] }), row({ repairs: [repair('phone', 'G3')] })]
    expect(fields(columnsFor(rows, headers))).toEqual(['product', 'maker', 'phone', 'price', 'place', 'note'])
    const asked = { field: 'note', at: 'F4', found: 'gấp', code: 'x', message: 'Là gì?' }
    expect(fields(columnsFor([row({ questions: [asked] })], headers))[2]).toBe('note')
  })

  test('says beside a row which of its columns were repaired', () => {
    const both = row({ repairs: [repair('phone', 'G2'), repair('price', 'H2'), repair('price', 'H2')] })
    expect(repairedIn(both, columnsFor([both], headers))).toEqual(['phone', 'price'])
    expect(repairedIn(row(), headers)).toEqual([])
  })

  test('leaves what was repaired in no column of the sheet to the words beside the row', () => {
    const told = row({ repairs: [repair('phone', '2:phone')] })
    expect(repairedIn(told, columnsFor([told], headers))).toEqual([])
  })
})
