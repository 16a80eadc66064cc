import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

const rows = readFileSync('tests/conformance/README.md', 'utf8')
  .split('\n')
  .flatMap((line) => {
    const [, clause = '', title = '', file = ''] = line.split('|').map((cell) => cell.trim())
    return /^[./a-z0-9-]+$/.test(file) && file !== 'file' && !/^-+$/.test(file) ? [{ clause, title, file }] : []
  })

test('the table has a row for every clause we answer to', () => expect(rows.length).toBeGreaterThan(60))

test.each(rows)('$clause is shown by a test', ({ title, file }) => {
  const path = new URL(`${file}.test.ts`, import.meta.url)
  const source = readFileSync(path, 'utf8')
  expect(
    ["'", '`'].some((quote) => source.includes(quote + title + quote)),
    `${title} in ${file}`,
  ).toBe(true)
})
