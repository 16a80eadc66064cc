import { readFileSync } from 'node:fs'
import { bankOf, banks } from '@nguon/pay/bank'
import { expect, test } from 'vitest'

const csv = readFileSync(new URL('../../packages/pay/data/bank-bins.csv', import.meta.url), 'utf8')
  .trim()
  .split(/\r?\n/)
  .slice(1)

test.each([
  ['970405', 'Agribank'],
  ['970436', 'Vietcombank'],
  ['970449', 'LPBank'],
  ['970414', 'MBV'],
  ['970406', 'Vikki Bank'],
])('%s is %s', (bin, name) => expect(bankOf(bin)?.name).toBe(name))

test('a bank that changed its name is found under the old one too', () => {
  expect(bankOf('970449')?.former).toEqual(['LienVietPostBank'])
  expect(bankOf('970414')?.former).toEqual(['Ocean Bank'])
})

test('an unknown number is no bank', () => expect(bankOf('000000')).toBeUndefined())

test('every numbered row of the list is there under its present or former name, each number once', () => {
  const numbered = csv.map((row) => row.split(',')).filter(([bin]) => bin)
  expect(numbered.length).toBeGreaterThan(banks.length)
  for (const [bin, , name] of numbered) expect([bankOf(bin!)?.name, ...(bankOf(bin!)?.former ?? [])]).toContain(name)
  expect(new Set(banks.map((bank) => bank.bin)).size).toBe(banks.length)
})
