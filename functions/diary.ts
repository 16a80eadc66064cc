import type { AuditAct } from '@nguon/store/audit'
import { listCrops, readCrop, readPlot } from '@nguon/store/crop'
import { checkTold, readHistory, type Telling, type Told, tell, tipOf } from '@nguon/store/history'
import { cropLine, lotLine } from '@nguon/store/key'
import { readLot } from '@nguon/store/lot'
import type { LostRace } from '@nguon/store/product'
import type { Crop, Plot } from '@nguon/trace/crop'
import type { Entry, FieldEntry, LotEntry } from '@nguon/trace/diary'
import { type CropSubject, type LotSubject, placeOf, readEntry, tellEntry } from '@nguon/trace/diary-event'
import { type DiaryLine, type DiaryRefusal, diaryOf, earlyOf, spraysOf } from '@nguon/trace/diary-page'
import type { StoredEvent } from '@nguon/trace/history'
import { cropsOf, type Season as LotSeason } from '@nguon/trace/season'
import { takenBack } from '@nguon/trace/telling'
import { dayOf, type EarlyHarvest, refuseHarvest, type Waiting, waitingAt } from '@nguon/trace/waiting'
import type { House } from './house.ts'
import type { Refusal } from './problem.ts'

type Season = { crop: Crop; plot: Plot; events: StoredEvent[]; others: { line: string; events: StoredEvent[] }[] }

/** A crop with its history and those of every other crop on its plot: a spray shuts the ground, whatever the season is called. */
export async function readSeason(house: House, maker: string, id: string): Promise<Season | undefined> {
  const crop = await readCrop(house.table, maker, id)
  const plot = crop && (await readPlot(house.table, maker, crop.plot))
  if (!crop || !plot) return undefined
  const neighbours = (await listCrops(house.table, maker)).filter((it) => it.plot === plot.id && it.id !== id)
  const [events, ...rest] = await Promise.all(
    [crop, ...neighbours].map((it) => readHistory(house.table, cropLine(it.id))),
  )
  const others = neighbours.map((it, at) => ({ line: cropLine(it.id), events: rest[at] ?? [] }))
  return { crop, plot, events: events ?? [], others }
}

/** The crops a lot was harvested from, each with all that was done on its ground. */
export async function seasonsOf(house: House, maker: string, lot: readonly StoredEvent[]): Promise<LotSeason[]> {
  const read = await Promise.all(
    cropsOf(lot).map(async (feed) => ({ feed, season: await readSeason(house, maker, feed.crop) })),
  )
  return read.flatMap(({ feed, season }) =>
    season
      ? [{ feed, events: season.events, onPlot: [...season.events, ...season.others.flatMap((it) => it.events)] }]
      : [],
  )
}

const spraysOn = (lines: readonly DiaryLine[], { others }: Pick<Season, 'others'>) => [
  ...spraysOf(lines),
  ...others.flatMap(({ events }) => spraysOf(diaryOf(events))),
]

/** What a diary's page shows beside its lines: whether the ground is shut now, and which harvests turned out too early. */
export function judgeSeason(season: Season, now: Date): { lines: DiaryLine[]; shut?: Waiting; early: EarlyHarvest[] } {
  const lines = diaryOf(season.events)
  const sprays = spraysOn(lines, season)
  const shut = waitingAt(now.toISOString(), sprays)
  return { lines, ...(shut ? { shut } : {}), early: earlyOf(lines, sprays) }
}

/** `instead` of a line: it is taken back in the same transaction. No entries: it did not happen. */
export type Writing = {
  entries: readonly FieldEntry[]
  instead?: string
  who: string
  audit: AuditAct
}
export type Wrote = { ids: string[]; early: EarlyHarvest[] }

const signs = '0123456789abcdefghjkmnpqrstvwxyz'
export const mintId = (house: Pick<House, 'random'>, length: number): string =>
  [...house.random(length)].map((byte) => signs[byte % signs.length]).join('')

function refuseDay(house: House, entries: readonly Entry[], until?: string): DiaryRefusal | undefined {
  const today = dayOf(house.now().toISOString())
  const late = entries.find((it) => dayOf(it.at) > today)
  if (late) return { code: 'diary/not-yet', day: dayOf(late.at) }
  return until && entries.some((it) => dayOf(it.at) > until) ? { code: 'diary/closed', until } : undefined
}

/**
 * Writes field work. What it is judged by (every spray on the plot) is believed in the same transaction, so a spray and a harvest that are written
 * at one moment cannot pass each other; a lost race is judged anew.
 */
export async function writeField(house: House, maker: string, id: string, writing: Writing): Promise<Wrote | Refusal> {
  for (let tries = 1; ; tries++) {
    const done = await tryField(house, maker, id, writing)
    if (!('code' in done) || done.code !== 'race/lost' || tries === 5) return done
  }
}

async function tryField(house: House, maker: string, id: string, { entries, instead, who, audit }: Writing) {
  const season = await readSeason(house, maker, id)
  if (!season) return { code: 'thing/not-found' } as const
  const { crop, plot, events, others } = season
  const lines = diaryOf(events)
  const wrong = lines.find((it) => it.id === instead)
  if (instead !== undefined && !wrong) return { code: 'thing/not-found' } as const
  if (wrong?.takenBack) return { code: 'diary/taken-back' } as const
  const refused = refuseDay(house, entries, crop.until)
  if (refused) return refused
  const sprays = spraysOn(
    lines.filter((it) => it.id !== instead),
    season,
  )
  const waiting = entries.flatMap((it) => (it.work === 'harvest' ? (refuseHarvest(it.at, sprays) ?? []) : []))
  if (waiting[0]) return waiting[0]

  const subject: CropSubject = {
    ...{ is: 'crop', maker, crop: crop.id, origin: house.origin },
    place: placeOf(plot.gln, `${house.origin}/v1/producers/${maker}/plots/${plot.id}`),
  }
  const tip = tipOf(events)
  const told = entries.map((entry) => {
    const id = mintId(house, 16)
    const after = entry.work === 'harvest' ? { after: tip } : {}
    return { id, entry, event: tellEntry(entry, subject, { id, declaredBy: who, ...after }) }
  })
  const recorded = { recordTime: house.now().toISOString(), declaredBy: who }
  const telling = told.map(({ event }) => ({ event, recorded }))
  const back = wrong ? [{ event: declarationOf(house, events, wrong.id, told[0]?.event.eventID), recorded }] : []
  const lots = await lotsTold(house, maker, [
    ...(wrong ? [{ entry: wrong.entry, telling: back[0]! }] : []),
    ...told.map(({ entry }, at) => ({ entry, telling: telling[at]! })),
  ])
  if ('code' in lots) return lots
  const kept = await tell(
    house.table,
    [{ line: cropLine(crop.id), tip, told: [...back, ...telling], owner: `maker:${maker}` }, ...lots],
    others.map(({ line, events }) => ({ line, tip: tipOf(events) })),
    audit,
  )
  if ('code' in kept) return kept
  const after = [...events, ...kept[0]!]
  return { ids: told.map(({ id }) => id), early: earlyOf(diaryOf(after), spraysOn(diaryOf(after), { others })) }
}

/** The event of a line again, with the words that take it back. */
function declarationOf(house: House, events: readonly StoredEvent[], id: string, instead: string | undefined) {
  const was = events.find((it) => readEntry(it.event)?.id === id && !it.event.errorDeclaration)!
  return takenBack(was.event, house.now(), instead ? 'incorrect_data' : 'did_not_occur', instead)
}

/** A harvest into a lot stands in the lot's own history too, and so does its taking back. */
async function lotsTold(
  house: House,
  maker: string,
  said: readonly { entry: Entry; telling: Telling }[],
): Promise<Told[] | Refusal> {
  const found = new Map<string, Told>()
  for (const { entry, telling } of said) {
    if (entry.work !== 'harvest' || !entry.into) continue
    const { product, lot: number } = entry.into
    const line = lotLine(product, number)
    const known = found.get(line)
    if (!known) {
      const lot = await readLot(house.table, product, number)
      if (lot?.maker !== maker) return { code: 'lot/not-found', product, lot: number }
      found.set(line, { line, tip: tipOf(await readHistory(house.table, line)), told: [] })
    }
    const { tip, told } = found.get(line)!
    found.set(line, { line, tip, told: [...told, telling] })
  }
  return [...found.values()]
}

export type LotWriting = {
  product: string
  lot: string
  maker: string
  entries: readonly LotEntry[]
  instead?: string
  who: string
  audit: AuditAct
}

/** Writes work on the goods into a lot's history. */
export async function writeLotWork(house: House, writing: LotWriting): Promise<{ ids: string[] } | Refusal> {
  for (let tries = 1; ; tries++) {
    const done = await tryLot(house, writing)
    if (!('code' in done) || done.code !== 'race/lost' || tries === 5) return done
  }
}

async function tryLot(house: House, { product, lot, maker, entries, instead, who, audit }: LotWriting) {
  const line = lotLine(product, lot)
  const events = await readHistory(house.table, line)
  if (events.length === 0) return { code: 'lot/not-found', product, lot } as const
  const wrong = diaryOf(events).find((it) => it.id === instead)
  if (instead !== undefined && !wrong) return { code: 'thing/not-found' } as const
  if (wrong?.takenBack) return { code: 'diary/taken-back' } as const
  // A harvest stands in two histories and is put right where it was written: in the field's.
  if (wrong?.entry.work === 'harvest') return { code: 'diary/other-work' } as const
  const refused = refuseDay(house, entries)
  if (refused) return refused
  const subject: LotSubject = {
    ...{ is: 'lot', product, lot, origin: house.origin },
    place: `${house.origin}/co-so/${maker}`,
  }
  const told = entries.map((entry) => {
    const id = mintId(house, 16)
    return { id, event: tellEntry(entry, subject, { id, declaredBy: who }) }
  })
  const recorded = { recordTime: house.now().toISOString(), declaredBy: who }
  const back = wrong ? [{ event: declarationOf(house, events, wrong.id, told[0]?.event.eventID), recorded }] : []
  const telling = [...back, ...told.map(({ event }) => ({ event, recorded }))]
  const kept = await tell(house.table, [{ line, tip: tipOf(events), told: telling }], [], audit)
  return 'code' in kept ? kept : { ids: told.map(({ id }) => id) }
}

/** Marks a line as looked at, in every history it stands in. */
export async function checkLine(
  house: House,
  line: string,
  id: string,
  checked: { by: string; at: string },
  audit: AuditAct,
): Promise<DiaryLine | Refusal> {
  const events = await readHistory(house.table, line)
  const found = diaryOf(events).find((it) => it.id === id)
  if (!found) return { code: 'thing/not-found' }
  if (found.takenBack) return { code: 'diary/taken-back' }
  const places = [{ line, seq: found.seq }]
  const into = found.entry.work === 'harvest' ? found.entry.into : undefined
  const other = into && lotLine(into.product, into.lot)
  if (other && other !== line) {
    const twin = diaryOf(await readHistory(house.table, other)).find((it) => it.id === id)
    if (twin) places.push({ line: other, seq: twin.seq })
  }
  const done = await checkTold(house.table, places, checked, audit)
  return done ? { ...found, checked } : ({ code: 'race/lost', what: 'lot' } satisfies LostRace)
}
