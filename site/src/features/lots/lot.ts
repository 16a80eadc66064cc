import { lotNumber, quantity } from '@nguon/trace/lot'
import type { Segment } from '@nguon/trace/segment'
import type { Step } from '../../house.ts'
import type { Lang } from '../../paths.ts'
import { deskWords } from '../../text/desk.ts'
import { type Faults, type Refused, typed } from '../desk/sent.ts'

export type Lot = {
  lot: string
  made: string
  expires?: string
  quantity?: { number: number; uom: string }
  note?: string
}
export type Issue = { first: number; last: number; count: number; at: string }
export type LotRecord = { lot: Lot; steps: Step[]; issues: Issue[]; segments: Segment[] }

export type TypedLot = Record<'lot' | 'made' | 'expires' | 'quantity' | 'uom' | 'note', string>
export const lotFields: Record<string, string> = {
  lot: 'lot',
  made: 'made',
  expires: 'expires',
  quantity: 'quantity',
  note: 'note',
}

/** A lot number is written in capitals; a household should not have to know that. */
export const readLot = (form: FormData): TypedLot => ({
  lot: typed(form, 'lot', 20).toUpperCase(),
  made: typed(form, 'made', 10),
  expires: typed(form, 'expires', 10),
  quantity: typed(form, 'quantity', 12),
  uom: typed(form, 'uom', 3),
  note: typed(form, 'lotNote', 600),
})

/** The body of `POST …/lots`, or what is wrong with it. */
export function lotBody(it: TypedLot, lang: Lang): Lot | Refused {
  const said = deskWords[lang].lots
  const faults: Faults = {}
  if (!lotNumber.safeParse(it.lot).success) faults.lot = said.numberHelp
  if (!isDay(it.made)) faults.made = said.errors.day
  if (it.expires !== '' && !isDay(it.expires)) faults.expires = said.errors.day
  const amount = quantity.safeParse({ number: Number(it.quantity.replace(',', '.')), uom: it.uom })
  if (it.quantity !== '' && !amount.success) faults.quantity = deskWords[lang].add.errors.left(it.quantity)
  if (Object.keys(faults).length > 0) return { faults, said: '' }
  return {
    ...{ lot: it.lot, made: it.made },
    ...(it.expires ? { expires: it.expires } : {}),
    ...(it.quantity && amount.success ? { quantity: amount.data } : {}),
    ...(it.note ? { note: it.note } : {}),
  }
}

type Telling = { kind: string; when: string; day: string; note: string }
const kinds = ['packing', 'shipping', 'inspecting'] as const

/** The body of `POST …/events`: three taps, and the day only where it was another one. Yesterday and other days are told as of noon. */
export function readTelling(
  it: Telling,
  now: Date,
  lang: Lang,
): { kind: (typeof kinds)[number]; at: string; note?: string } | Refused {
  const said = deskWords[lang].lots.errors
  const kind = kinds.find((one) => one === it.kind)
  const day =
    it.when === 'yesterday' ? new Date(now.getTime() + 7 * 3_600_000 - 86_400_000).toISOString().slice(0, 10) : it.day
  const faults: Faults = {}
  if (!kind) faults.kind = said.kind
  if (it.when !== 'now' && !isDay(day)) faults.day = said.day
  if (!kind || faults.day) return { faults, said: '' }
  const at = it.when === 'now' ? now.toISOString() : `${day}T12:00:00+07:00`
  return { kind, at, ...(it.note ? { note: it.note } : {}) }
}

const isDay = (text: string): boolean => /^20\d{2}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text))
