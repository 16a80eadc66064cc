import type { EpcisEvent } from './event.ts'
import { eventHash } from './hash.ts'

/** Our own words in events: who declared a thing, who checked it, what was noted, the works of a diary. */
export const ownVocabulary = 'https://nguon.vn/voc/'
export const context = [
  'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld',
  { nguon: ownVocabulary },
] as const

/** What is told of a lot. `at` is when it happened; `origin` is our own address, used where the product has no GTIN. */
export type Told = {
  product: string
  lot: string
  origin: string
  at: Date
  quantity?: { number: number; uom: string }
  readPoint?: string
  note?: string
  declaredBy?: string
  checkedBy?: string
}

/** The class of a lot's goods: a canonical Digital Link for a GTIN, a link of our own for a house code. */
export function lotClass(product: string, lot: string, origin: string): string {
  return /^\d{14}$/.test(product) ? `https://id.gs1.org/01/${product}/10/${lot}` : `${origin}/t/${product}/${lot}`
}

function objectEvent(
  told: Told,
  said: { action: 'ADD' | 'OBSERVE'; bizStep: string; disposition: string },
): EpcisEvent {
  const { quantity, note, declaredBy, checkedBy, readPoint } = told
  const epcClass = lotClass(told.product, told.lot, told.origin)
  const event: EpcisEvent = {
    '@context': context,
    type: 'ObjectEvent',
    eventTime: told.at.toISOString(),
    eventTimeZoneOffset: '+07:00',
    ...said,
    quantityList: [quantity ? { epcClass, quantity: quantity.number, uom: quantity.uom } : { epcClass }],
    ...(readPoint ? { readPoint: { id: readPoint } } : {}),
    ...(note ? { 'nguon:note': note } : {}),
    ...(declaredBy ? { 'nguon:declaredBy': declaredBy } : {}),
    ...(checkedBy ? { 'nguon:checkedBy': checkedBy } : {}),
  }
  return { ...event, eventID: eventHash(event) }
}

/** The lot came to be, or its stamps were put on. The event's id is its hash: telling the same thing twice gives the same event. */
export const commissioning = (told: Told): EpcisEvent =>
  objectEvent(told, { action: 'ADD', bizStep: 'commissioning', disposition: 'active' })

/** The lot was looked at or tested; `passed` says how it ended. */
export const inspecting = ({ passed = true, ...told }: Told & { passed?: boolean }): EpcisEvent =>
  objectEvent(told, { action: 'OBSERVE', bizStep: 'inspecting', disposition: passed ? 'conformant' : 'non_conformant' })

export const packing = (told: Told): EpcisEvent =>
  objectEvent(told, { action: 'OBSERVE', bizStep: 'packing', disposition: 'in_progress' })

export const shipping = (told: Told): EpcisEvent =>
  objectEvent(told, { action: 'OBSERVE', bizStep: 'shipping', disposition: 'in_transit' })

/** The lot, or so many stamps of it, was called back: its goods are held wherever they are. */
export const recalling = (told: Told): EpcisEvent =>
  objectEvent(told, { action: 'OBSERVE', bizStep: 'holding', disposition: 'recalled' })

/** Takes an event back: the same event said again with an error declaration (EPCIS 2.0, 7.4.1.4). Its hash does not change, which is how the two are matched. */
export function takenBack(
  event: EpcisEvent,
  at: Date,
  reason: 'did_not_occur' | 'incorrect_data',
  corrected?: string,
): EpcisEvent {
  const correctiveEventIDs = corrected ? { correctiveEventIDs: [corrected] } : {}
  return { ...event, errorDeclaration: { declarationTime: at.toISOString(), reason, ...correctiveEventIDs } }
}
