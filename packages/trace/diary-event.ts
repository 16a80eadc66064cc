import type { Amount, Entry, FieldEntry, LotEntry, Work } from './diary.ts'
import { entry, entryId } from './diary.ts'
import type { EpcisEvent, EpcisQuantity } from './event.ts'
import { eventHash } from './hash.ts'
import type { Head } from './history.ts'
import { context, lotClass, ownVocabulary } from './telling.ts'

type Said = { bizStep: string; disposition?: string; action?: 'ADD' | 'OBSERVE' }
const own = (word: string) => ownVocabulary + word

/** The standard's business step where it has one, a word of our own otherwise (CBV 2.0 has none for work in the field). */
const saidOf: Record<Work, Said> = {
  soil: { bizStep: own('soil_preparation'), action: 'OBSERVE' },
  sowing: { bizStep: own('sowing'), disposition: 'active', action: 'ADD' },
  fertilising: { bizStep: own('fertilising'), action: 'OBSERVE' },
  spraying: { bizStep: own('spraying'), action: 'OBSERVE' },
  watering: { bizStep: own('watering'), action: 'OBSERVE' },
  tending: { bizStep: own('tending'), action: 'OBSERVE' },
  harvest: { bizStep: own('harvesting'), disposition: 'active' },
  processing: { bizStep: own('processing'), disposition: 'active' },
  packing: { bizStep: 'packing', disposition: 'in_progress', action: 'OBSERVE' },
  storing: { bizStep: 'storing', disposition: 'in_progress', action: 'OBSERVE' },
  shipping: { bizStep: 'shipping', disposition: 'in_transit', action: 'OBSERVE' },
  selling: { bizStep: 'retail_selling', disposition: 'retail_sold', action: 'OBSERVE' },
}
const workOf = new Map(Object.entries(saidOf).map(([work, { bizStep }]) => [bizStep, work as Work]))

/** Of what an entry is told: `origin` is our own address. A place is a GLN where there is one, an address of ours otherwise. */
export type CropSubject = { is: 'crop'; maker: string; crop: string; place: string; origin: string }
export type LotSubject = { is: 'lot'; product: string; lot: string; place: string; origin: string }

export const cropClass = (maker: string, crop: string, origin: string): string =>
  `${origin}/v1/producers/${maker}/crops/${crop}`
export const placeOf = (gln: string | undefined, ours: string): string =>
  gln === undefined ? ours : `https://id.gs1.org/414/${gln}`

const of = (epcClass: string, it?: Amount): EpcisQuantity => ({
  epcClass,
  ...(it ? { quantity: it.number, uom: it.uom } : {}),
})
const put = (fields: Record<string, unknown>) =>
  Object.fromEntries(
    Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [] : [[`nguon:${name}`, value]])),
  )
const apart = (it?: Amount) => ({ amount: it?.number, uom: it?.uom })

type Body = { lists: Partial<EpcisEvent>; words: Record<string, unknown>; ilmd?: Record<string, unknown> }

function fieldBody(it: FieldEntry, { maker, crop, origin }: CropSubject): Body {
  const epcClass = cropClass(maker, crop, origin)
  const lists = { quantityList: [of(epcClass)] }
  switch (it.work) {
    case 'soil':
    case 'tending':
      return { lists, words: { method: it.method } }
    case 'sowing':
      return { lists, words: apart(it.amount), ilmd: put({ variety: it.variety }) }
    case 'fertilising':
      return { lists, words: { name: it.name, sort: it.sort, ...apart(it.amount) } }
    case 'spraying': {
      const { name, substance, pest, waitingDays } = it
      return { lists, words: { name, substance, pest, waitingDays, ...apart(it.amount) } }
    }
    case 'watering':
      return { lists, words: { source: it.source, ...apart(it.amount) } }
    case 'harvest': {
      const out = it.into ? lotClass(it.into.product, it.into.lot, origin) : `${epcClass}/harvest`
      return {
        lists: { inputQuantityList: [of(epcClass)], outputQuantityList: [of(out, it.amount)] },
        words: { product: it.into?.product, lot: it.into?.lot },
      }
    }
  }
}

function lotBody(it: LotEntry, { product, lot, origin }: LotSubject): Body {
  const goods = lotClass(product, lot, origin)
  const some = (amount?: Amount) => ({ quantityList: [of(goods, amount)] })
  switch (it.work) {
    case 'processing':
      return {
        lists: {
          inputQuantityList: it.used.map(({ name, amount }) =>
            of(`${origin}/v1/materials/${encodeURIComponent(name)}`, amount),
          ),
          outputQuantityList: [of(goods, it.made)],
        },
        words: { process: it.process },
      }
    case 'packing':
      return { lists: some(it.amount), words: { pack: it.pack } }
    case 'storing':
      return { lists: some(), words: { where: it.where, celsius: it.celsius } }
    case 'shipping':
      return { lists: some(it.amount), words: { to: it.to } }
    case 'selling':
      return { lists: some(it.amount), words: { to: it.to } }
  }
}

/**
 * An entry as an EPCIS 2.0 event. `id` sets two alike entries of one day apart; `after` is the head of the crop's history a harvest was written
 * behind, so that the lot's own chain holds the season before it.
 */
export function tellEntry(
  it: Entry,
  subject: CropSubject | LotSubject,
  told: { id: string; declaredBy?: string; after?: Head },
): EpcisEvent {
  const { lists, words, ilmd } =
    subject.is === 'crop' ? fieldBody(it as FieldEntry, subject) : lotBody(it as LotEntry, subject)
  const { action, bizStep, disposition } = saidOf[it.work]
  const event: EpcisEvent = {
    '@context': context,
    type: action ? 'ObjectEvent' : 'TransformationEvent',
    eventTime: it.at,
    eventTimeZoneOffset: '+07:00',
    ...(action ? { action } : {}),
    bizStep,
    ...(disposition ? { disposition } : {}),
    ...lists,
    readPoint: { id: subject.place },
    bizLocation: { id: subject.place },
    ...(ilmd && Object.keys(ilmd).length > 0 ? { ilmd } : {}),
    ...put({
      entry: told.id,
      ...words,
      weather: it.weather,
      note: it.note,
      picture: it.picture,
      declaredBy: told.declaredBy,
    }),
    ...(subject.is === 'crop' ? put({ crop: subject.crop }) : {}),
    ...(told.after ? put({ cropHistory: `${told.after.seq}:${told.after.chain}` }) : {}),
  }
  return { ...event, eventID: eventHash(event) }
}

const listed = (value: unknown): EpcisQuantity | undefined =>
  Array.isArray(value) ? (value[0] as EpcisQuantity) : undefined
const back = ({ quantity, uom }: Partial<EpcisQuantity> = {}) =>
  quantity === undefined ? undefined : { number: quantity, uom }

function nameIn(epcClass: string): string | undefined {
  const [, name] = /\/v1\/materials\/([^/]+)$/.exec(epcClass) ?? []
  try {
    return name === undefined ? undefined : decodeURIComponent(name)
  } catch {
    return undefined
  }
}

function fieldsOf(work: Work, event: EpcisEvent): Record<string, unknown> {
  const word = (name: string) => event[`nguon:${name}`]
  const written = word('amount') === undefined ? undefined : { number: word('amount'), uom: word('uom') }
  const counted = back(listed(event.quantityList))
  const made = back(listed(event.outputQuantityList))
  const ilmd = (event.ilmd ?? {}) as Record<string, unknown>
  switch (work) {
    case 'soil':
    case 'tending':
      return { method: word('method') }
    case 'sowing':
      return { variety: ilmd['nguon:variety'], amount: written }
    case 'fertilising':
      return { name: word('name'), sort: word('sort'), amount: written }
    case 'spraying':
      return {
        ...{ name: word('name'), substance: word('substance'), pest: word('pest') },
        ...{ waitingDays: word('waitingDays'), amount: written },
      }
    case 'watering':
      return { source: word('source'), amount: written }
    case 'harvest':
      return {
        amount: made,
        into: word('lot') === undefined ? undefined : { product: word('product'), lot: word('lot') },
      }
    case 'processing': {
      const inputs = Array.isArray(event.inputQuantityList) ? (event.inputQuantityList as EpcisQuantity[]) : []
      return {
        process: word('process'),
        used: inputs.map((it) => ({ name: nameIn(it.epcClass), amount: back(it) })),
        made,
      }
    }
    case 'packing':
      return { amount: counted, pack: word('pack') }
    case 'storing':
      return { where: word('where'), celsius: word('celsius') }
    case 'shipping':
    case 'selling':
      return { amount: counted, to: word('to') }
  }
}

/** What an event of the diary says, read back; nothing where it is no event of a diary. */
export function readEntry(event: EpcisEvent): { id: string; entry: Entry; crop?: string } | undefined {
  const work = workOf.get(event.bizStep ?? '')
  const id = entryId.safeParse(event['nguon:entry'])
  if (!work || !id.success) return undefined
  const fields = {
    work,
    at: event.eventTime,
    ...fieldsOf(work, event),
    ...{ weather: event['nguon:weather'], note: event['nguon:note'], picture: event['nguon:picture'] },
  }
  const read = entry.safeParse(Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)))
  if (!read.success) return undefined
  const crop = event['nguon:crop']
  return { id: id.data, entry: read.data, ...(typeof crop === 'string' ? { crop } : {}) }
}
