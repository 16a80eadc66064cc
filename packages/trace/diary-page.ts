import type { Entry, FieldEntry } from './diary.ts'
import { readEntry } from './diary-event.ts'
import type { StoredEvent } from './history.ts'
import { dayOf, type EarlyHarvest, earlyHarvests, type Spray } from './waiting.ts'

/** What a diary does not take, beside a harvest that must wait. */
export type DiaryRefusal =
  | { code: 'diary/not-yet'; day: string }
  | { code: 'diary/closed'; until: string }
  | { code: 'diary/taken-back' }
  | { code: 'diary/nothing-before' }
  | { code: 'diary/other-work' }

/** One line of a diary: what was said, by whom, when it was written down, and what was said of it since. */
export type DiaryLine = {
  id: string
  seq: number
  day: string
  entry: Entry
  declaredBy?: string
  recordedAt: string
  checked?: { by: string; at: string }
  /** Taken back: it stays on the page, struck. `by` the entry that says it right, where there is one. */
  takenBack?: { at: string; by?: string; reason: 'did_not_occur' | 'incorrect_data'; instead?: string }
  /** The entry this one says right. */
  corrects?: string
}

/** A history as the lines of a diary, by when the work was done. */
export function diaryOf(events: readonly StoredEvent[]): DiaryLine[] {
  const read = events.flatMap((it) => {
    const found = readEntry(it.event)
    return found ? [{ ...found, it }] : []
  })
  const idOfEvent = new Map(
    read.flatMap(({ id, it }) =>
      it.event.eventID && !it.event.errorDeclaration ? [[it.event.eventID, id] as const] : [],
    ),
  )
  const declarations = new Map(read.flatMap(({ id, it }) => (it.event.errorDeclaration ? [[id, it] as const] : [])))
  const corrects = new Map(
    [...declarations].flatMap(([id, { event }]) => {
      const right = idOfEvent.get(event.errorDeclaration?.correctiveEventIDs?.[0] ?? '')
      return right ? [[right, id] as const] : []
    }),
  )
  return read
    .filter(({ it }) => !it.event.errorDeclaration)
    .map(({ id, entry, it }) => {
      const said = declarations.get(id)
      const wrong = said?.event.errorDeclaration
      const instead = idOfEvent.get(wrong?.correctiveEventIDs?.[0] ?? '')
      const was = corrects.get(id)
      return {
        ...{ id, seq: it.seq, day: dayOf(entry.at), entry, recordedAt: it.recordTime },
        ...(it.declaredBy ? { declaredBy: it.declaredBy } : {}),
        ...(it.checked ? { checked: it.checked } : {}),
        ...(said && wrong
          ? {
              takenBack: {
                at: wrong.declarationTime,
                ...(said.declaredBy ? { by: said.declaredBy } : {}),
                reason: wrong.reason === 'incorrect_data' ? ('incorrect_data' as const) : ('did_not_occur' as const),
                ...(instead ? { instead } : {}),
              },
            }
          : {}),
        ...(was ? { corrects: was } : {}),
      }
    })
    .sort((a, b) => (a.entry.at < b.entry.at ? -1 : a.entry.at > b.entry.at ? 1 : a.seq - b.seq))
}

/** What still holds: taken-back lines bind nobody. */
export const standing = (lines: readonly DiaryLine[]): DiaryLine[] => lines.filter((it) => !it.takenBack)

export const spraysOf = (lines: readonly DiaryLine[]): Spray[] =>
  standing(lines).flatMap(({ id, entry }) =>
    entry.work === 'spraying' ? [{ id, at: entry.at, name: entry.name, waitingDays: entry.waitingDays }] : [],
  )

/** Harvests of a crop that were too early by what is now known of every spray on its plot. */
export const earlyOf = (lines: readonly DiaryLine[], sprays: readonly Spray[]): EarlyHarvest[] =>
  earlyHarvests(
    standing(lines).flatMap(({ id, entry }) => (entry.work === 'harvest' ? [{ id, at: entry.at }] : [])),
    sprays,
  )

const ofTheDay = new Set(['picture', 'note', 'weather', 'into'])

/**
 * What "as yesterday" writes: the works of the last day before `today` that has any, at this moment of today. A harvest is repeated without its
 * lot; a picture belongs to the day it was taken.
 */
export function asBefore(lines: readonly DiaryLine[], today: string, now: string): FieldEntry[] {
  const field = standing(lines).filter(({ day }) => day < today)
  const last = field.at(-1)?.day
  return field
    .filter(({ day }) => day === last)
    .map(({ entry }) => {
      const kept = Object.entries(entry).filter(([name]) => !ofTheDay.has(name))
      return { ...Object.fromEntries(kept), at: now } as FieldEntry
    })
}
