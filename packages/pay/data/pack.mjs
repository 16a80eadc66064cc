import { readFileSync, writeFileSync } from 'node:fs'

const here = (name) => new URL(name, import.meta.url)
// Three banks changed their names and kept their numbers.
const former = ['Ocean Bank', 'DongA Bank', 'LienVietPostBank']

const rows = readFileSync(here('bank-bins.csv'), 'utf8').trim().split(/\r?\n/).slice(1).map((row) => row.split(','))
const banks = new Map()
for (const [bin, code, name, fullName, swift, status] of rows) {
  if (!bin || former.includes(name)) continue
  banks.set(bin, { bin, code, name, fullName, ...(swift && { swift }), takesVietQr: status === '1', former: [] })
}
for (const [bin, , name] of rows) if (former.includes(name)) banks.get(bin).former.push(name)
const sorted = [...banks.values()].sort((a, b) => (a.bin < b.bin ? -1 : 1))
writeFileSync(here('banks.json'), `[\n${sorted.map((bank) => `  ${JSON.stringify(bank)}`).join(',\n')}\n]\n`)
