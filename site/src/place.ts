import { communeOf, provinceOf, sayCommune, sayProvince } from '@nguon/listing/commune'
import type { Named } from './house.ts'
import type { Lang } from './paths.ts'

/** `Phường Hải Lĩnh`; in English `Hải Lĩnh ward`. A code the list does not hold keeps the name it came with. */
export function communeName(commune: Named, lang: Lang): string {
  return communeOf(commune.code) ? sayCommune(commune.code, lang).split(',')[0]! : commune.name
}

/** `Phường Hải Lĩnh, tỉnh Thanh Hóa`. */
export function placeName(commune: Named, province: Named, lang: Lang): string {
  return communeOf(commune.code) ? sayCommune(commune.code, lang) : `${commune.name}, ${provinceName(province, lang)}`
}

/** `tỉnh Thanh Hóa`; in English `Thanh Hóa province`. */
export function provinceName(province: Named, lang: Lang): string {
  return provinceOf(province.code) ? sayProvince(province.code, lang) : province.name
}

/** The bare name: `Thanh Hóa`. */
export const provinceShort = (code: string): string => provinceOf(code)?.name ?? code
