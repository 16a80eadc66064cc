import packed from './data/communes.json' with { type: 'json' }
import { canon, fold, type Lang } from './text.ts'

/** A province (tỉnh) or a city of that rank (thành phố), by its 2-digit code in QĐ 19/2025/QĐ-TTg. */
export type Province = { code: string; name: string; kind: 'tỉnh' | 'thành phố' }
/** A commune (xã), ward (phường) or special zone (đặc khu), by its 5-digit code since 1 July 2025. */
export type Commune = { code: string; name: string; kind: 'xã' | 'phường' | 'đặc khu'; province: string }
export type Found = { is: 'exact'; commune: Commune } | { is: 'ambiguous'; candidates: Commune[] } | { is: 'none' }

const kinds: Record<string, Commune['kind']> = { x: 'xã', p: 'phường', d: 'đặc khu' }
// Ba Chẽ is 06970 in lists of 2025 and 06978 in the one of 2026
const aliases: Record<string, string> = { '06970': '06978' }

export const provinces: readonly Province[] = packed.provinces.map((one) => ({
  code: one.slice(0, 2),
  name: one.slice(3),
  kind: one[2] === 't' ? 'tỉnh' : 'thành phố',
}))
const provinceByCode = new Map(provinces.map((one) => [one.code, one]))

const lists = new Map<string, readonly Commune[]>()
const byCode = new Map<string, Commune>()
for (const [province, list] of Object.entries(packed.communes)) {
  const communes = list
    .split(';')
    .map((one): Commune => ({ code: one.slice(0, 5), name: one.slice(6), kind: kinds[one[5]!]!, province }))
  lists.set(province, communes)
  for (const one of communes) byCode.set(one.code, one)
}

export const communeOf = (code: string): Commune | undefined => byCode.get(aliases[code] ?? code)
export const provinceOf = (code: string): Province | undefined => provinceByCode.get(code)
/** The communes of a province, in the order of their codes. */
export const communesIn = (province: string): readonly Commune[] => lists.get(province) ?? []

/** The province a text names, with or without "tỉnh" or "thành phố". */
export function findProvince(text: string): Province | undefined {
  const name = unitIn(text).name
  return (
    provinces.find((one) => canon(one.name) === canon(name)) ?? provinces.find((one) => fold(one.name) === fold(name))
  )
}

export type Level = 'province' | 'district' | 'commune' | 'place'
/** Ordered: the longest word first, for "thị" alone says nothing. A city may be a province or an old district. */
const words: readonly [RegExp, Level, string?][] = [
  [/^(tỉnh|tinh|t\.)\s*/iu, 'province'],
  [/^(thành phố|thanh pho|tp\.?)\s+|^tp\.\s*/iu, 'district', 'thành phố'],
  [/^(thị xã|thi xa|tx\.?)\s+|^tx\.\s*/iu, 'district', 'thị xã'],
  [/^(thị trấn|thi tran|tt\.?)\s+|^tt\.\s*/iu, 'commune', 'thị trấn'],
  [/^(huyện|huyen|h\.)\s*/iu, 'district', 'huyện'],
  [/^(quận|quan|q\.)\s*/iu, 'district', 'quận'],
  [/^(đặc khu|dac khu)\s+/iu, 'commune', 'đặc khu'],
  [/^(phường|phuong|p\.)\s*/iu, 'commune', 'phường'],
  [/^(xã|xa|x\.)\s*/iu, 'commune', 'xã'],
  [/^(thôn|thon|xóm|xom|bản|làng|ấp|tổ|khu|khu phố|số|đường|phố|ngõ|tiểu khu|sn)[\s.]/iu, 'place'],
]

/** One part of an address: "h. Nga Sơn" is the district (old) named Nga Sơn. A part without a word may be of any level. */
export function unitIn(part: string): { level?: Level; kind?: string; name: string } {
  const text = part.replace(/\s+/g, ' ').trim()
  for (const [word, level, kind] of words) {
    const name = text.replace(word, '')
    if (name !== text && name) return { level, kind, name }
  }
  return { name: text }
}

/** An address cut into parts, the smallest first, as written: at commas, or where there is none at spaced dashes (Phan Rang - Tháp Chàm is one name). */
export function partsOf(address: string): string[] {
  const cut = (at: RegExp) =>
    address
      .normalize('NFC')
      .split(at)
      .map((part) => part.trim())
      .filter(Boolean)
  const parts = cut(/[,;\n]/)
  return parts.length > 1 ? parts : cut(/\s[-–]\s/)
}

const indexes = new Map<string, Map<string, Commune[]>>()
function named(name: string, province: string | undefined, by: (text: string) => string): Commune[] {
  const key = `${by.name}${province ?? ''}`
  let index = indexes.get(key)
  if (!index) {
    index = new Map()
    for (const one of province ? communesIn(province) : byCode.values()) {
      const spelt = by(one.name)
      index.set(spelt, [...(index.get(spelt) ?? []), one])
    }
    indexes.set(key, index)
  }
  return index.get(by(name)) ?? []
}

/**
 * The commune a text names: "phường Hải Lĩnh, tỉnh Thanh Hóa", "Hải Lĩnh", "P. HAI LINH".
 * `province` narrows the search unless the text names another one. Names before 1 July 2025 are {@link file://./old-commune.ts}'s.
 */
export function findCommune(text: string, { province }: { province?: string } = {}): Found {
  const parts = [text.trim(), ...partsOf(text).reverse()].map(unitIn)
  const last = parts.length > 2 || parts[1]?.level === 'province' ? findProvince(partsOf(text).at(-1) ?? '') : undefined
  const within = last?.code ?? province
  for (const by of [canon, fold])
    for (const part of parts) {
      if (part.level === 'province' || part.level === 'district' || part.level === 'place') continue
      const all = named(part.name, within, by)
      const alike = part.kind ? all.filter((one) => one.kind === part.kind) : all
      if (alike.length === 1) return { is: 'exact', commune: alike[0]! }
      if (all.length > 0) return { is: 'ambiguous', candidates: alike.length > 1 ? alike : all }
    }
  return { is: 'none' }
}

const english = {
  xã: 'commune',
  phường: 'ward',
  'đặc khu': 'special zone',
  tỉnh: 'province',
  'thành phố': 'city',
} as const
const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** "Phường Hải Lĩnh, tỉnh Thanh Hóa" · "Hải Lĩnh ward, Thanh Hóa province". An unknown code is said as it is. */
export function sayCommune(code: string, lang: Lang): string {
  const commune = communeOf(code)
  if (!commune) return code
  const own = lang === 'vi' ? capital(`${commune.kind} ${commune.name}`) : `${commune.name} ${english[commune.kind]}`
  return `${own}, ${sayProvince(commune.province, lang)}`
}

/** "tỉnh Thanh Hóa" · "Thanh Hóa province". */
export function sayProvince(code: string, lang: Lang): string {
  const province = provinceOf(code)
  if (!province) return code
  return lang === 'vi' ? `${province.kind} ${province.name}` : `${province.name} ${english[province.kind]}`
}
