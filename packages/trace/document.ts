import { checkDocument, checkEvent, type EpcisEvent, type EventRefusal, joined } from './event.ts'
import { at, sizeFault } from './fault.ts'

/** A document's events in their order, each with the document's context; `event/invalid` in the place of one that is wrong. */
export type Document = { events: ({ event: EpcisEvent } | EventRefusal)[] }

const places = {
  EPCISDocument: '/epcisBody/eventList',
  EPCISQueryDocument: '/epcisBody/queryResults/resultsBody/eventList',
}

/** Reads a document. `oneByOne`: an event that does not fit the schema is told by itself and the others go on; what holds them must fit. */
export function readDocument(value: unknown, oneByOne: boolean): Document | EventRefusal {
  if (!oneByOne) return whole(value)
  const size = sizeFault(value)
  if (size) return size
  const type = String(at(value, '/type'))
  const place = Object.hasOwn(places, type) ? places[type as keyof typeof places] : undefined
  const list = place && at(value, place)
  if (!place || !Array.isArray(list)) return whole(value)
  const frame = checkDocument(emptied(value, place.split('/').slice(1)))
  if ('code' in frame) return frame
  const events = list.map((event: unknown, number) => {
    const checked = checkEvent(withContext(event, frame.document['@context']))
    if (!('code' in checked)) return checked
    return { ...checked, path: `${place}/${number}${checked.path}` }
  })
  return { events }
}

function whole(value: unknown): Document | EventRefusal {
  const read = checkDocument(value)
  return 'code' in read ? read : { events: read.events.map((event) => ({ event })) }
}

const isGroup = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
const withContext = (event: unknown, context: unknown): unknown =>
  isGroup(event) ? { ...event, '@context': joined(context, event['@context']) } : event

/** The same document with an empty list. */
function emptied(value: unknown, [step, ...rest]: string[]): unknown {
  if (step === undefined || !isGroup(value)) return []
  return { ...value, [step]: emptied(value[step], rest) }
}
