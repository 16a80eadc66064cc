import type { Amount } from './diary.ts'
import { readEntry } from './diary-event.ts'
import { diaryOf, earlyOf, spraysOf } from './diary-page.ts'
import type { EpcisEvent } from './event.ts'
import { journey, type Step, type StepKind, type StoredEvent } from './history.ts'
import { dayOf, type EarlyHarvest } from './waiting.ts'

const counted = (it?: Amount) => (it ? { number: it.number, uom: it.uom } : {})

/** What a work was done with, in few fields a page can word. */
export function whatOf(event: EpcisEvent): Step['what'] {
  const it = readEntry(event)?.entry
  switch (it?.work) {
    case undefined:
      return undefined
    case 'soil':
    case 'tending':
      return it.method ? { name: it.method } : undefined
    case 'sowing':
      return { ...(it.variety ? { name: it.variety } : {}), ...counted(it.amount) }
    case 'fertilising':
      return { name: it.name, ...counted(it.amount) }
    case 'spraying':
      return { name: `${it.name} (${it.substance})`, ...counted(it.amount), days: it.waitingDays }
    case 'watering':
    case 'harvest':
      return counted(it.amount)
    case 'processing':
      return { name: it.process, ...counted(it.made) }
    case 'packing':
      return { ...(it.pack ? { name: it.pack } : {}), ...counted(it.amount) }
    case 'storing':
      return { name: it.where }
    case 'shipping':
    case 'selling':
      return { ...(it.to ? { name: it.to } : {}), ...counted(it.amount) }
  }
}

export type Feed = { crop: string; at: string }

/** Which crops a lot's own chain says it was harvested from, each with its last harvest. */
export function cropsOf(events: readonly StoredEvent[]): Feed[] {
  const crops = new Map<string, string>()
  const gone = new Set(events.filter(({ event }) => event.errorDeclaration).map(({ hash }) => hash))
  for (const { event, hash } of events) {
    const read = gone.has(hash) ? undefined : readEntry(event)
    if (read?.entry.work !== 'harvest' || !read.crop) continue
    const before = crops.get(read.crop)
    if (!before || before < read.entry.at) crops.set(read.crop, read.entry.at)
  }
  return [...crops].map(([crop, at]) => ({ crop, at }))
}

/** The lots a crop's harvests went into, also those that were taken back: their pages must hear of it. */
export function lotsOf(events: readonly StoredEvent[]): { product: string; lot: string }[] {
  const found = new Map<string, { product: string; lot: string }>()
  for (const { event } of events) {
    const it = readEntry(event)?.entry
    if (it?.work === 'harvest' && it.into) found.set(`${it.into.product} ${it.into.lot}`, it.into)
  }
  return [...found.values()]
}

export type Season = { feed: Feed; events: readonly StoredEvent[]; onPlot: readonly StoredEvent[] }

/** A lot's journey with its crops' work up to the harvest. The crop's harvests for other lots are not this lot's business. */
export function lotJourney(events: readonly StoredEvent[], seasons: readonly Season[]): Step[] {
  const work = seasons.flatMap(({ feed, events }) =>
    events.filter(({ event }) => {
      const it = readEntry(event)?.entry
      return it !== undefined && it.work !== 'harvest' && Date.parse(it.at) <= Date.parse(feed.at)
    }),
  )
  return condense(journey([...work, ...events], whatOf))
}

/** Harvests of this lot that came inside a waiting time, by what is known now of every spray on their plots. */
export function lotWarnings(events: readonly StoredEvent[], seasons: readonly Season[]): EarlyHarvest[] {
  const own = diaryOf(events)
  return seasons.flatMap(({ feed, onPlot }) => {
    const harvests = own.filter(({ seq }) => readEntry(events.find((it) => it.seq === seq)!.event)?.crop === feed.crop)
    return earlyOf(harvests, spraysOf(diaryOf(onPlot)))
  })
}

const often = new Set<StepKind>(['watering', 'tending', 'soil'])

/** Watering every second day is one line, not forty: the last of them says how many and since when. */
export function condense(steps: readonly Step[]): Step[] {
  const groups = new Map<string, Step[]>()
  const keyOf = (step: Step) => (often.has(step.kind) && !step.retracted ? `${step.kind} ${step.who}` : undefined)
  for (const step of steps) {
    const key = keyOf(step)
    if (key) groups.set(key, [...(groups.get(key) ?? []), step])
  }
  return steps.flatMap((step) => {
    const alike = groups.get(keyOf(step) ?? '')
    if (!alike || alike.length < 3) return [step]
    if (step !== alike.at(-1)) return []
    const { what: _, note: __, ...rest } = step
    return [{ ...rest, times: alike.length, since: dayOf(alike[0]!.at) }]
  })
}
