import { type Commune, communeOf, findProvince, partsOf, unitIn } from './commune.ts'
import packed from './data/old-communes.json' with { type: 'json' }
import { canon, fold } from './text.ts'

/**
 * What an address of before 1 July 2025 has become. `why` a question: the ward went to several communes (`split`),
 * only a district is named (`district`), or several old wards share the name (`several`).
 */
export type Resolved =
  | { is: 'one'; commune: Commune; was: string }
  | { is: 'split'; candidates: Commune[]; was: string; why: 'split' | 'district' | 'several' }
  | { is: 'unknown' }

type Ward = { name: string; spelt: string; kind?: string; district: District; to: Commune[] }
type District = { name: string; spelt: string; kind?: string; province: string; wards: Ward[] }

const kinds: Record<string, string> = { x: 'xã', p: 'phường', t: 'thị trấn', d: 'đặc khu' }
type Lists = { districts: Map<string, District[]>; wards: Map<string, Ward[]>; provinces: Map<string, string> }
let lists: Lists | undefined

/** Unpacked on first use: 10,000 wards that only an import needs, found by their letters. */
function load(): Lists {
  if (lists) return lists
  lists = { districts: new Map(), wards: new Map(), provinces: new Map() }
  const into = <T>(map: Map<string, T[]>, name: string, one: T) => {
    const list = map.get(fold(name))
    if (list) list.push(one)
    else map.set(fold(name), [one])
  }
  for (const [province, list] of Object.entries<Record<string, string>>(packed)) {
    lists.provinces.set(fold(unitIn(province).name), province)
    for (const [full, text] of Object.entries(list)) {
      const { name, kind } = unitIn(full)
      const district: District = { name, spelt: canon(name), kind, province, wards: [] }
      into(lists.districts, name, district)
      for (const one of text.split(';')) {
        const [ward = '', codes = ''] = one.split('=')
        const name = ward.slice(1)
        const to = codes.split('+').flatMap((code) => communeOf(code) ?? [])
        district.wards.push({ name, spelt: canon(name), kind: kinds[ward[0]!], district, to })
        into(lists.wards, name, district.wards.at(-1)!)
      }
    }
  }
  return lists
}

/** Names spelt alike with their tones, or else those alike in letters only. */
function prefer<T extends { spelt: string }>(alike: readonly T[] = [], name: string): readonly T[] {
  const spelt = alike.filter((one) => one.spelt === canon(name))
  return spelt.length > 0 ? spelt : alike
}
const communes = (wards: readonly Ward[]): Commune[] => [...new Set(wards.flatMap((ward) => ward.to))]
const sayDistrict = (one: District): string => `${one.kind} ${one.name}`
const say = (one: Ward): string => `${one.kind ?? ''} ${one.name}, ${sayDistrict(one.district)}`.trim()

/** Resolves "xã Nga Thanh, h. Nga Sơn". `province` is a code of today; the old provinces that went into it are looked through. */
export function resolveOldCommune(text: string, { province }: { province?: string } = {}): Resolved {
  const { districts, wards, provinces } = load()
  const parts = partsOf(text).map(unitIn)
  const end = parts.length > 1 || parts[0]?.level === 'province' ? parts.at(-1) : undefined
  const place = end && end.level !== 'commune' && end.level !== 'place' ? end : undefined
  const oldProvince = place && provinces.get(fold(place.name))
  const newProvince = (place && findProvince(place.name)?.code) ?? (oldProvince ? undefined : province)
  const here = (ward: Ward): boolean =>
    (!oldProvince && !newProvince) ||
    ward.district.province === oldProvince ||
    ward.to.some((one) => one.province === newProvince)

  const asDistrict = (part: { name: string; kind?: string }) =>
    prefer(districts.get(fold(part.name)), part.name).filter(
      (one) => (!part.kind || one.kind === part.kind) && one.wards.some(here),
    )
  const part = parts.find((one) => one.level === 'district' && (one !== place || !oldProvince || parts.length === 1))
  const middle =
    part ?? (parts.length > 1 ? parts.slice(1).find((one) => !one.level && asDistrict(one).length > 0) : undefined)
  const inside = middle ? asDistrict(middle) : []
  if (middle && inside.length === 0) return { is: 'unknown' }

  for (const one of parts) {
    if (one === middle || one.level === 'province' || one.level === 'district' || one.level === 'place') continue
    if (one === place && oldProvince) continue
    const pool = (wards.get(fold(one.name)) ?? []).filter(
      (ward) => here(ward) && (!one.kind || ward.kind === one.kind) && (!middle || inside.includes(ward.district)),
    )
    const found = prefer(pool, one.name)
    const candidates = communes(found)
    if (candidates.length === 1) return { is: 'one', commune: candidates[0]!, was: say(found[0]!) }
    if (candidates.length > 1)
      return { is: 'split', candidates, was: say(found[0]!), why: found.length > 1 ? 'several' : 'split' }
  }
  // An island district without wards became one special zone
  const candidates = communes(inside.flatMap((one) => one.wards.filter(here)))
  const was = inside[0] ? sayDistrict(inside[0]) : ''
  if (candidates.length === 1) return { is: 'one', commune: candidates[0]!, was }
  return candidates.length > 1 ? { is: 'split', candidates, was, why: 'district' } : { is: 'unknown' }
}
