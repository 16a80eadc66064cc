import { writeCsv } from '@nguon/functions/csv'
import { expect, test } from 'vitest'

test.each([
  ['=1+1', "'=1+1"],
  ['@SUM(A1)', "'@SUM(A1)"],
  ['-3', "'-3"],
  ['rách, ướt', '"rách, ướt"'],
  ['"mẫu"', '"""mẫu"""'],
  [-3, '-3'],
])('a cell %j is written as %s: no formula, quotes only where they are needed', (value, written) => {
  expect(writeCsv([[value]])).toBe(`\uFEFF${written}\r\n`)
})
