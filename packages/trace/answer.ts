import { canonicalLink } from '@nguon/gs1/epc'
import type { EpcisEvent } from './event.ts'
import { context } from './telling.ts'

/** How EPCs are written in an answer (`GS1-EPC-Format`). */
export type EpcFormat = 'Always_GS1_Digital_Link' | 'Never_Translates' | 'No_Preference'

const [standard, own] = context
/** Addresses of the one official context, pinned: none is ever fetched. */
const official =
  /^https:\/\/(ref\.gs1\.org\/standards\/epcis(\/[\d.]+)?|gs1\.github\.io\/EPCIS)\/epcis-context\.jsonld$/

/** What an event's own context still has to say where the document brings the official one. */
function contextOf(event: EpcisEvent, more: readonly object[]): { '@context'?: unknown } {
  const parts = [event['@context'], ...more].flat().filter((part) => part !== undefined)
  const rest = parts.filter((part) => !(typeof part === 'string' && official.test(part)))
  const once = rest.filter((part, at) => rest.findIndex((it) => JSON.stringify(it) === JSON.stringify(part)) === at)
  return once.length === 0 ? {} : { '@context': once }
}

/** A URN as its constrained Digital Link; what has none stays as it is (a URN of another industry's key, a link already). */
function linked(text: unknown): unknown {
  if (typeof text !== 'string' || !text.startsWith('urn:epc:')) return text
  const link = canonicalLink(text)
  return typeof link === 'string' ? link : text
}
const each = (as: (value: unknown) => unknown) => (value: unknown) => (Array.isArray(value) ? value.map(as) : value)
const within =
  (field: string, as: (value: unknown) => unknown = linked) =>
  (value: unknown) =>
    typeof value === 'object' && value !== null && field in value
      ? Object.fromEntries(Object.entries(value).map(([name, it]) => [name, name === field ? as(it) : it]))
      : value

/** One thing under two spellings is one thing: the schema wants no EPC twice. */
const links = (value: unknown) => (Array.isArray(value) ? [...new Set(value.map(linked))] : value)
const classes = each(within('epcClass'))
const translators: Record<string, (value: unknown) => unknown> = {
  ...{ parentID: linked, epcList: links, childEPCs: links, inputEPCList: links, outputEPCList: links },
  ...{ quantityList: classes, childQuantityList: classes, inputQuantityList: classes, outputQuantityList: classes },
  ...{ readPoint: within('id'), bizLocation: within('id'), transformationID: linked },
  sourceList: each(within('source')),
  destinationList: each(within('destination')),
  bizTransactionList: each(within('bizTransaction')),
}

/**
 * An event as a query answers it: with the time it was recorded, its own context beside the document's, EPCs as asked for.
 * `retracted` says when it was taken back, in a word of ours that is no part of the event's hash.
 */
export function answered(
  event: EpcisEvent,
  { recordTime, retracted }: { recordTime: string; retracted?: string },
  format: EpcFormat,
): EpcisEvent {
  const { '@context': _, ...said } = event
  const translated =
    format === 'Always_GS1_Digital_Link'
      ? Object.fromEntries(
          Object.entries(said).map(([name, value]) => [
            name,
            Object.hasOwn(translators, name) ? translators[name]!(value) : value,
          ]),
        )
      : said
  return {
    ...contextOf(event, retracted === undefined ? [] : [own]),
    ...(translated as EpcisEvent),
    recordTime,
    ...(retracted === undefined ? {} : { 'nguon:retracted': retracted }),
  }
}

/** The document that a page of events is handed over in. */
export const queryDocument = (events: readonly EpcisEvent[], at: string) => ({
  '@context': [standard],
  type: 'EPCISQueryDocument' as const,
  schemaVersion: '2.0' as const,
  creationDate: at,
  epcisBody: { queryResults: { queryName: 'SimpleEventQuery', resultsBody: { eventList: [...events] } } },
})
