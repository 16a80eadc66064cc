import type { EpcisEvent } from './event.ts'
import { prefixesOf } from './hash.ts'
import { context, ownVocabulary } from './telling.ts'

/** Fields of the standard that name who trades with whom, which is between the two, and free text. */
const withheld = new Set(['@context', 'bizTransactionList', 'sourceList', 'destinationList', 'comment'])

/** All that is certain of an event of somebody's own type: the schema lets it have any field. */
const certain = new Set(['type', 'eventTime', 'eventTimeZoneOffset', 'eventID'])

/**
 * What the public sees of an event that somebody sent us: the standard's fields, and the note that the passport shows anyway.
 * Extensions may hold names and phones, so no other is shown, at any depth.
 */
export function publicEvent(event: EpcisEvent): EpcisEvent {
  const prefixes = prefixesOf(event['@context'])
  const isNote = (name: string) => {
    const colon = name.indexOf(':')
    return colon > 0 && (prefixes[name.slice(0, colon)] ?? '') + name.slice(colon + 1) === `${ownVocabulary}note`
  }
  const bare = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(bare)
    if (typeof value !== 'object' || value === null) return value
    const kept = Object.entries(value).filter(([name]) => !name.includes(':') && !withheld.has(name))
    return Object.fromEntries(kept.map(([name, it]) => [name, bare(it)]))
  }
  const notes = Object.entries(event).filter(([name, it]) => isNote(name) && typeof it === 'string')
  const shown = event.type.includes(':')
    ? Object.fromEntries(Object.entries(event).filter(([name]) => certain.has(name)))
    : bare(event)
  return {
    '@context': context,
    ...(shown as EpcisEvent),
    ...(notes[0] ? { 'nguon:note': notes[0][1] } : {}),
  }
}
