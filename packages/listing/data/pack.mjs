// Packs the unit lists into what is shipped: `node packages/listing/data/pack.mjs`. The tests compare the result with the lists.
import { readFileSync, writeFileSync } from 'node:fs'
import { settleTones } from '../text.ts'

const here = (name) => new URL(name, import.meta.url)
const rows = (name) => {
  const [head, ...lines] = readFileSync(here(name), 'utf8').trim().split('\n')
  const columns = head.split(',')
  return lines.map((line) => Object.fromEntries(line.split(',').map((value, index) => [columns[index], value])))
}
const name = (text) => settleTones(text.normalize('NFC'))
const nested = (map) => Object.fromEntries([...map].map(([key, list]) => [key, [...list].join(';')]))
const into = (map, key, value) => map.set(key, (map.get(key) ?? new Set()).add(value))

const kinds = { Xã: 'x', Phường: 'p', 'Đặc khu': 'd', 'Thị trấn': 't' }
const communes = new Map()
for (const row of rows('communes.csv')) into(communes, row.province_code, `${row.code}${kinds[row.type]}${name(row.name)}`)
const provinces = JSON.parse(readFileSync(here('provinces.json'), 'utf8'))
writeFileSync(
  here('communes.json'),
  `${JSON.stringify({
    provinces: provinces.map((one) => `${one.code}${one.type === 'Tỉnh' ? 't' : 'c'}${name(one.name)}`),
    communes: nested(communes),
  })}\n`,
)

// province -> district -> ward -> the new communes it went to
const old = {}
for (const row of rows('old-to-new.csv')) {
  const ward = name(row.old_ward || '')
  const kind = Object.keys(kinds).find((one) => ward.toLowerCase().startsWith(`${one.toLowerCase()} `))
  const short = kind ? `${kinds[kind]}${ward.slice(kind.length + 1)}` : `?${ward}`
  const district = ((old[name(row.old_province)] ??= {})[name(row.old_district)] ??= {})
  ;(district[short] ??= new Set()).add(row.new_commune_code)
}
for (const districts of Object.values(old))
  for (const district of Object.keys(districts))
    districts[district] = Object.entries(districts[district])
      .map(([ward, codes]) => `${ward}=${[...codes].join('+')}`)
      .join(';')
writeFileSync(here('old-communes.json'), `${JSON.stringify(old)}\n`)
