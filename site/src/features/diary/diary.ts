import type { Crop, Plot } from '@nguon/trace/crop'
import type { Entry, Unit, Work } from '@nguon/trace/diary'
import type { DiaryLine } from '@nguon/trace/diary-page'
import { templates } from '@nguon/trace/diary-template'
import type { EarlyHarvest, Waiting } from '@nguon/trace/waiting'
import type { Lang } from '../../paths.ts'
import { diaryWords } from '../../text/diary.ts'
import { type Faults, type Refused, typed } from '../desk/sent.ts'

export type Diary = { crop: Crop; plot: Plot; lines: DiaryLine[]; shut?: Waiting; early: EarlyHarvest[] }

/** Boxes of a form. A box with a question mark may stay empty. */
export type Box =
  | 'method?'
  | 'variety?'
  | 'amount'
  | 'amount?'
  | 'name'
  | 'sort?'
  | 'substance'
  | 'pest'
  | 'waitingDays'
  | 'source?'
  | 'into?'
  | 'process'
  | 'used'
  | 'usedAmount'
  | 'made'
  | 'pack?'
  | 'where'
  | 'celsius?'
  | 'to'
  | 'to?'

/** What each work asks, and no more. */
export const boxesOf: Record<Work, readonly Box[]> = {
  soil: ['method?'],
  sowing: ['variety?', 'amount?'],
  fertilising: ['name', 'sort?', 'amount'],
  spraying: ['name', 'substance', 'amount', 'pest', 'waitingDays'],
  watering: ['source?', 'amount?'],
  tending: ['method?'],
  harvest: ['amount', 'into?'],
  processing: ['process', 'used', 'usedAmount', 'made'],
  packing: ['amount', 'pack?'],
  storing: ['where', 'celsius?'],
  shipping: ['to', 'amount?'],
  selling: ['amount', 'to?'],
}
export const isOnLot = (work: Work): boolean =>
  ['processing', 'packing', 'storing', 'shipping', 'selling'].includes(work)
export const workIn = (text: string): Work | undefined => (Object.hasOwn(boxesOf, text) ? (text as Work) : undefined)

const names = [
  ...[
    'method',
    'variety',
    'amount',
    'uom',
    'name',
    'sort',
    'substance',
    'pest',
    'waitingDays',
    'source',
    'into',
    'process',
  ],
  ...[
    'used',
    'usedAmount',
    'usedUom',
    'made',
    'madeUom',
    'pack',
    'where',
    'celsius',
    'to',
    'when',
    'day',
    'weather',
    'note',
  ],
]
export type Typed = Record<string, string>
export const readTyped = (form: FormData): Typed =>
  Object.fromEntries(names.map((name) => [name, typed(form, name, 600)]))

/** The unit a form begins with, by the crop's template. */
export const firstUnit = (crop: Pick<Crop, 'template'>, work: Work): Unit =>
  templates[crop.template].unit[work] ?? 'KGM'

/** `1.200`, `1 200` and `1,5` as people write them. */
export function numberOf(text: string): number | undefined {
  const plain = /^\d{1,3}([. ]\d{3})+$/.test(text) ? text.replace(/[. ]/g, '') : text.replace(',', '.')
  return /^\d+(\.\d+)?$/.test(plain) ? Number(plain) : undefined
}

const noon = (day: string) => `${day}T12:00:00+07:00`

/** The body of an entry out of what was typed, or what is wrong with it, box by box. */
export function entryOf(work: Work, it: Typed, now: Date, lang: Lang): Record<string, unknown> | Refused {
  const said = diaryWords[lang].errors
  const faults: Faults = {}
  const today = new Date(now.getTime() + 7 * 3_600_000)
  const yesterday = new Date(today.getTime() - 86_400_000).toISOString().slice(0, 10)
  const day = it.when === 'yesterday' ? yesterday : it.when === 'day' ? (it.day ?? '') : ''
  if (it.when === 'day' && !/^\d{4}-\d{2}-\d{2}$/.test(day)) faults.day = said.day
  const at = day === '' ? now.toISOString() : day === today.toISOString().slice(0, 10) ? now.toISOString() : noon(day)
  const body: Record<string, unknown> = { work, at }
  const amountOf = (box: string, uom: string) => {
    const number = numberOf(it[box] ?? '')
    if (number === undefined || number <= 0) faults[box] = said.number(it[box] ?? '')
    return { number, uom: it[uom] }
  }
  for (const box of boxesOf[work]) {
    const name = box.replace('?', '')
    const found = it[name] ?? ''
    if (found === '' && box.endsWith('?')) continue
    if (name === 'amount') body.amount = amountOf('amount', 'uom')
    else if (name === 'made') body.made = amountOf('made', 'madeUom')
    else if (name === 'usedAmount') body.used = [{ name: it.used, amount: amountOf('usedAmount', 'usedUom') }]
    else if (name === 'waitingDays' || name === 'celsius') {
      const number = /^-?\d{1,3}$/.test(found) ? Number(found) : undefined
      if (number === undefined) faults[name] = name === 'celsius' ? said.number(found) : said.waiting
      else body[name] = number
    } else if (name === 'into') {
      const [product, lot] = found.split('/')
      body.into = { product, lot }
    } else if (found === '') faults[name] = said.empty
    else if (name !== 'used') body[name] = found
  }
  for (const name of ['weather', 'note']) if (it[name]) body[name] = it[name]
  return Object.keys(faults).length > 0 ? { faults, said: '' } : body
}

/** What a line said, back in the boxes, so that it may be put right. */
export function typedOf(it: Entry): Typed {
  const flat: Typed = { when: 'day', day: new Date(Date.parse(it.at) + 7 * 3_600_000).toISOString().slice(0, 10) }
  for (const [name, value] of Object.entries(it)) {
    if (typeof value === 'string' || typeof value === 'number') flat[name] = String(value)
  }
  if ('amount' in it && it.amount)
    Object.assign(flat, { amount: String(it.amount.number).replace('.', ','), uom: it.amount.uom })
  if (it.work === 'harvest' && it.into) flat.into = `${it.into.product}/${it.into.lot}`
  return flat
}

/** The API's field names to our boxes. */
export const boxNames: Record<string, string> = {
  ...Object.fromEntries(names.map((name) => [name, name])),
  'amount.number': 'amount',
  at: 'day',
}

/** The works "as before" would write: those of the last day before today. */
export function beforeOf(lines: readonly DiaryLine[], today: string): { day: string; works: Work[] } | undefined {
  const standing = lines.filter((it) => !it.takenBack && it.day < today)
  const day = standing.at(-1)?.day
  if (!day) return undefined
  return { day, works: [...new Set(standing.filter((it) => it.day === day).map((it) => it.entry.work))] }
}
