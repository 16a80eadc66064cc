import * as z from 'zod'
import { dayOf, msOf } from './hour.ts'
import { stampSpace } from './stamp.ts'

/** How many displays a lot may have declared; they travel inside its passport record. */
export const displayMost = 12
/** A display stands for a season at most; a shop that shows goods all year says so again. */
export const displayDays = 92
/** More phones than this at one place are no longer the people of a shop and its visitors, so the place explains nothing. */
export const displayPhones = 40

const index = z
  .int()
  .min(0)
  .max(stampSpace - 1)

export const displayDraft = z.strictObject({
  place: z.enum(['shop', 'fair']),
  name: z.string().trim().min(2).max(80),
  province: z.string().regex(/^\d{2}$/),
  from: z.iso.date(),
  to: z.iso.date(),
  /** Which stamps stand there; without it the whole lot. */
  stamps: z.strictObject({ first: index, last: index }).optional(),
})
export type DisplayDraft = z.infer<typeof displayDraft>

/** A place where goods are on show, declared by their keeper: what the people there scan accuses nobody. */
export const display = z.object({ ...displayDraft.shape, id: z.string(), at: z.iso.datetime(), by: z.string() })
export type Display = z.infer<typeof display>

export type DisplayRefusal =
  | { code: 'display/days'; from: string; to: string; most: number }
  | { code: 'display/stamps'; first: number; last: number }
  | { code: 'display/too-many'; most: number }

/** Adds a display to those of a lot, the newest last. */
export function addDisplay(displays: readonly Display[], draft: Display): Display[] | DisplayRefusal {
  const { from, to, stamps } = draft
  const days = (Date.parse(to) - Date.parse(from)) / 86_400_000
  if (days < 0 || days >= displayDays) return { code: 'display/days', from, to, most: displayDays }
  if (stamps && stamps.last < stamps.first) return { code: 'display/stamps', ...stamps }
  if (displays.length >= displayMost) return { code: 'display/too-many', most: displayMost }
  return [...displays, draft]
}

/** The displays in which a stamp may have stood. */
export const displaysOf = (displays: readonly Display[], index: number): Display[] =>
  displays.filter(({ stamps }) => !stamps || (stamps.first <= index && index <= stamps.last))

type Seen = { hour: string; province?: string | undefined; device: string }

/** The scans that no display explains, in their order. A place with more phones than a shop or a fair has explains none. */
export function unexplained<T extends Seen>(scans: readonly T[], displays: readonly Display[]): T[] {
  const there = (scan: Seen) => {
    const day = dayOf(msOf(scan.hour))
    return displays.find((it) => it.province === scan.province && it.from <= day && day <= it.to)
  }
  const phones = new Map<string, Set<string>>()
  for (const scan of scans) {
    const place = there(scan)
    if (place) phones.set(place.id, (phones.get(place.id) ?? new Set()).add(scan.device))
  }
  return scans.filter((scan) => {
    const place = there(scan)
    return !place || phones.get(place.id)!.size > displayPhones
  })
}
