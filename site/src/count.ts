import type { Lang } from './paths.ts'

/** `11361` → `11.361`, in English `11,361`. */
export function sayCount(count: number, lang: Lang): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, lang === 'vi' ? '.' : ',')
}
