import type { Accusation } from '@nguon/trace/copy'
import type { Display } from '@nguon/trace/display'
import type { StampAnswer } from '@nguon/trace/scan'
import { typed, wholeOf } from '../desk/sent.ts'

/** A stamp's scans as `/v1/products/{id}/stamps/{serial}` tells them. */
export type Evidence = {
  product: string
  serial: string
  human: string
  index: number
  lot?: string
  count: number
  devices: number
  days: number
  provinces: Record<string, number>
  recent: { hour: string; province?: string }[]
  told?: Accusation
  answer?: StampAnswer
}
export type LotScans = { followed: number; median?: number; provinces: Record<string, number>; displays: Display[] }

/** Provinces by number of scans, the most first. */
export const ranked = (provinces: Record<string, number>): [string, number][] =>
  Object.entries(provinces).sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))

/** The newest scans with those of one hour and one province together. */
export function grouped(recent: Evidence['recent'], most = 24): { hour: string; province?: string; count: number }[] {
  const lines = new Map<string, { hour: string; province?: string; count: number }>()
  for (const scan of recent) {
    const name = `${scan.hour} ${scan.province ?? ''}`
    lines.set(name, { ...scan, count: (lines.get(name)?.count ?? 0) + 1 })
  }
  return [...lines.values()].slice(0, most)
}

/** The body of `POST …/displays` out of the form; empty numbers mean the whole lot. */
export function readDisplay(form: FormData) {
  const [first, last] = [wholeOf(typed(form, 'tu', 12)), wholeOf(typed(form, 'den', 12))]
  const stamps = first === undefined ? {} : { stamps: { first, last: last ?? first } }
  return {
    ...{ place: typed(form, 'loai', 8), name: typed(form, 'ten', 80), province: typed(form, 'tinh', 2) },
    ...{ from: typed(form, 'ngay', 10), to: typed(form, 'hetNgay', 10) },
    ...stamps,
  }
}
