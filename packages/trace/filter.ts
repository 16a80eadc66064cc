import type { Vocabulary } from './cbv.ts'
import { wordOf } from './cbv.ts'
import type { EpcisEvent } from './event.ts'
import { prefixesOf } from './hash.ts'
import { instantOf } from './instant.ts'
import { familyOf, type Role, saidAs, thingOf } from './thing.ts'

export type Clock = 'eventTime' | 'recordTime' | 'declarationTime'
export type Field =
  | 'type'
  | 'action'
  | 'bizStep'
  | 'disposition'
  | 'set'
  | 'unset'
  | 'readPoint'
  | 'bizLocation'
  | 'eventID'
  | 'transformationID'
  | 'reason'
  | 'correctiveEventID'
export type Listed = 'bizTransaction' | 'source' | 'destination'

/** One condition of a query, its values already as they are compared. Conditions hold together; values are alternatives. */
export type Filter =
  | { is: 'among'; field: Field; values: readonly string[] }
  | { is: 'since' | 'before'; clock: Clock; at: string }
  | { is: 'names'; roles: readonly Role[]; things: readonly string[]; families: readonly string[] }
  | { is: 'listed'; list: Listed; type: string; values: readonly string[] }
  | { is: 'takes-back'; wanted: boolean }

/** What a filter looks at: the event as it was told, and when we recorded it. */
export type Seen = { event: EpcisEvent; recordTime: string }

const group = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {}
const list = (value: unknown): unknown[] => (Array.isArray(value) ? value : value === undefined ? [] : [value])
const texts = (value: unknown): string[] => list(value).filter((it): it is string => typeof it === 'string')
const words = (of: Vocabulary, value: unknown) => texts(value).map((text) => wordOf(of, text))

/** A type of somebody's own may be asked for as it is written or with its prefix written out. */
function typeNames({ type, ...event }: EpcisEvent): string[] {
  const colon = type.indexOf(':')
  const namespace = colon > 0 ? prefixesOf(event['@context'])[type.slice(0, colon)] : undefined
  return namespace === undefined ? [type] : [type, namespace + type.slice(colon + 1)]
}

/** The values of a field as they are compared. */
const valuesOf: Record<Field, (event: EpcisEvent) => string[]> = {
  type: typeNames,
  action: (event) => texts(event.action),
  bizStep: (event) => words('bizStep', event.bizStep),
  disposition: (event) => words('disposition', event.disposition),
  set: (event) => words('disposition', group(event.persistentDisposition).set),
  unset: (event) => words('disposition', group(event.persistentDisposition).unset),
  readPoint: (event) => texts(group(event.readPoint).id).map(thingOf),
  bizLocation: (event) => texts(group(event.bizLocation).id).map(thingOf),
  eventID: (event) => texts(event.eventID),
  transformationID: (event) => texts(event.transformationID).map(thingOf),
  reason: (event) => words('errorReason', event.errorDeclaration?.reason),
  correctiveEventID: (event) => texts(event.errorDeclaration?.correctiveEventIDs),
}

const lists: Record<Listed, { field: string; of: Vocabulary }> = {
  bizTransaction: { field: 'bizTransactionList', of: 'bizTransaction' },
  source: { field: 'sourceList', of: 'party' },
  destination: { field: 'destinationList', of: 'party' },
}

const clocks: Record<Clock, (seen: Seen) => string | undefined> = {
  eventTime: ({ event }) => event.eventTime,
  recordTime: ({ recordTime }) => recordTime,
  declarationTime: ({ event }) => event.errorDeclaration?.declarationTime,
}

function holds(filter: Filter, seen: Seen): boolean {
  const { event } = seen
  switch (filter.is) {
    case 'among':
      return valuesOf[filter.field](event).some((value) => filter.values.includes(value))
    case 'since':
    case 'before': {
      const at = instantOf(clocks[filter.clock](seen) ?? '')
      return at !== undefined && (filter.is === 'since' ? at >= filter.at : at < filter.at)
    }
    case 'names':
      return filter.roles.some((role) =>
        saidAs(event, role).some((text) => {
          const thing = thingOf(text)
          return filter.things.includes(thing) || filter.families.includes(familyOf(thing))
        }),
      )
    case 'listed': {
      const { field, of } = lists[filter.list]
      return list(event[field])
        .map(group)
        .some(
          (one) =>
            words(of, one.type).includes(filter.type) &&
            texts(one[filter.list]).some((value) => filter.values.includes(thingOf(value))),
        )
    }
    case 'takes-back':
      return (event.errorDeclaration !== undefined) === filter.wanted
  }
}

/** Whether an event answers a query: every condition holds. */
export const matches = (filters: readonly Filter[], seen: Seen): boolean => filters.every((one) => holds(one, seen))
