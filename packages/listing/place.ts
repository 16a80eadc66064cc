import { type Commune, communeOf, findCommune, partsOf, sayCommune, unitIn } from './commune.ts'
import { resolveOldCommune } from './old-commune.ts'
import { question, type Reading, value } from './repair.ts'
import { canon } from './text.ts'

/** The area of whoever brings the list: a province, or one commune of it. */
export type Area = { province: string; commune?: string }
/** The cells that say where a maker is. */
export type Address = { place?: string; district?: string; province?: string }

/** The address as one text, smallest part first, for the record and for messages. */
export function sayAddress({ place, district, province }: Address): string {
  const named = (text: string, word: string) => (unitIn(text).level ? text : `${word} ${text}`)
  return [place, district && named(district, 'huyện'), province && named(province, 'tỉnh')].filter(Boolean).join(', ')
}

const choices = (communes: readonly Commune[]): string[] =>
  [...communes]
    .sort((a, b) => a.name.localeCompare(b.name, 'vi'))
    .slice(0, 40)
    .map((one) => sayCommune(one.code, 'vi'))

/**
 * The commune of today that an address lies in. An address with a district was written before July 2025 and is resolved as such;
 * what was divided is asked. An officer of one commune need not have it spelt out.
 */
export function readPlace(address: Address, area: Area): Reading<Commune> {
  const text = sayAddress(address)
  const own = area.commune ? communeOf(area.commune) : undefined
  if (text === '') return own ? value(own, 'place/assumed') : question('place/missing')
  const read = locate(text, area.province)
  if (read.is === 'value') return isInside(read.value, area) ? read : question('place/outside')
  if (read.is === 'question' && own && read.candidates?.includes(own)) return value(own, 'place/assumed')
  return read.is === 'question' ? question(read.code, read.choices) : read
}

export const isInside = (commune: Commune, area: Area): boolean =>
  commune.province === area.province && (!area.commune || area.commune === commune.code)

function locate(text: string, province: string): Reading<Commune> & { candidates?: Commune[] } {
  const hasDistrict = partsOf(text).some((part) => unitIn(part).level === 'district')
  const today = findCommune(text, { province })
  if (!hasDistrict && today.is === 'exact') {
    const spelt = canon(text).includes(canon(today.commune.name))
    return value(today.commune, !spelt && 'place/letters')
  }
  const old = resolveOldCommune(text, { province })
  if (old.is === 'one') return value(old.commune, 'place/old-name')
  if (old.is === 'split')
    return { ...question(`place/${old.why}`, choices(old.candidates)), candidates: old.candidates }
  if (today.is === 'exact') return value(today.commune)
  if (today.is === 'ambiguous')
    return { ...question('place/several', choices(today.candidates)), candidates: today.candidates }
  // A district or a commune of another province: found there, it is named as outside
  const elsewhere = findCommune(text)
  const before = elsewhere.is === 'exact' ? undefined : resolveOldCommune(text)
  if (elsewhere.is === 'exact') return value(elsewhere.commune)
  return before?.is === 'one' ? value(before.commune, 'place/old-name') : question('place/unknown')
}
