import { at, type EventRefusal, faultIn, shown } from './fault.ts'

export type EpcisQuantity = { epcClass: string; quantity?: number; uom?: string }
export type ErrorDeclaration = {
  declarationTime: string
  reason?: string
  correctiveEventIDs?: string[]
  [extension: string]: unknown
}

/** An EPCIS 2.0 event as JSON. Extensions carry a prefix declared in `@context`. */
export type EpcisEvent = {
  '@context'?: unknown
  type: string
  eventTime: string
  eventTimeZoneOffset: string
  eventID?: string
  action?: 'ADD' | 'OBSERVE' | 'DELETE'
  bizStep?: string
  disposition?: string
  quantityList?: EpcisQuantity[]
  errorDeclaration?: ErrorDeclaration
  [field: string]: unknown
}
export type EpcisDocument = { '@context': unknown; type: string; [field: string]: unknown }

export type { EventRefusal }

/** Checks one bare event, with its own `@context`, against the official EPCIS 2.0 schema. */
export function checkEvent(value: unknown): { event: EpcisEvent } | EventRefusal {
  const wrong = faultIn(value)
  if (wrong) return wrong
  const event = value as EpcisEvent
  return /^EPCIS(Query)?Document$/.test(event.type) ? notAn('event', event.type) : { event }
}

/** Checks an EPCISDocument or EPCISQueryDocument; each event comes back with the document's context, so that its extensions keep their meaning alone. */
export function checkDocument(value: unknown): { document: EpcisDocument; events: EpcisEvent[] } | EventRefusal {
  const wrong = faultIn(value)
  if (wrong) return wrong
  const document = value as EpcisDocument
  const list = at(
    value,
    document.type === 'EPCISDocument' ? '/epcisBody/eventList' : '/epcisBody/queryResults/resultsBody/eventList',
  )
  if (!/^EPCIS(Query)?Document$/.test(document.type) || !Array.isArray(list)) return notAn('document', document.type)
  const events = (list as EpcisEvent[]).map((event) => ({
    ...event,
    '@context': joined(document['@context'], event['@context']),
  }))
  return { document, events }
}

/** The schema wants no part of a context twice. */
export function joined(outer: unknown, inner: unknown): unknown {
  if (inner === undefined) return outer
  const parts = [outer, inner].flat()
  return parts.filter((part, at) => parts.findIndex((other) => JSON.stringify(other) === JSON.stringify(part)) === at)
}

function notAn(what: 'event' | 'document', type: string): EventRefusal {
  return {
    code: 'event/invalid',
    path: '/type',
    rule: 'enum',
    found: shown(type),
    words: {
      vi:
        what === 'event'
          ? 'Cần một sự kiện, không phải cả tài liệu.'
          : 'Cần một tài liệu EPCIS, không phải một sự kiện.',
      en:
        what === 'event'
          ? 'One event is wanted, not a whole document.'
          : 'An EPCIS document is wanted, not a bare event.',
    },
  }
}
