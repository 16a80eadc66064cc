import { canonicalLink } from '@nguon/gs1/epc'
import type { EpcisEvent } from './event.ts'

/** In which part an event names a thing; `class` stands for goods without serials. */
export const roles = ['epc', 'parent', 'input', 'output', 'class', 'inputClass', 'outputClass'] as const
export type Role = (typeof roles)[number]

/** A thing as it is compared: the constrained canonical Digital Link of a GS1 key, anything else as it was written. */
export function thingOf(text: string): string {
  const link = canonicalLink(text)
  return typeof link === 'string' ? link : text
}

const texts = (value: unknown): string[] =>
  (Array.isArray(value) ? value : [value]).filter((it): it is string => typeof it === 'string')
const classes = (value: unknown): string[] =>
  Array.isArray(value) ? value.flatMap((it) => texts((it as { epcClass?: unknown } | null)?.epcClass)) : []

const fields: Record<Role, readonly (readonly [field: string, read: (value: unknown) => string[]])[]> = {
  epc: [
    ['epcList', texts],
    ['childEPCs', texts],
  ],
  parent: [['parentID', texts]],
  input: [['inputEPCList', texts]],
  output: [['outputEPCList', texts]],
  class: [
    ['quantityList', classes],
    ['childQuantityList', classes],
  ],
  inputClass: [['inputQuantityList', classes]],
  outputClass: [['outputQuantityList', classes]],
}

/** What an event names in one part, as it was written. */
export const saidAs = (event: EpcisEvent, role: Role): string[] =>
  fields[role].flatMap(([field, read]) => read(event[field]))

/** Everything an event names, as it was written, each once. */
export const namesIn = (event: EpcisEvent): string[] => [...new Set(roles.flatMap((role) => saidAs(event, role)))]

/** The key that a thing hangs under: `…/01/{gtin}` of a serial; of other names all but the last part. */
export const familyOf = (thing: string): string =>
  /^https:\/\/id\.gs1\.org\/\d+\/[^/]+/.exec(thing)?.[0] ?? /^.*[/:#]/.exec(thing)?.[0] ?? thing

/** What stands for an event that names more than can be listed. */
const anything = '*'

/**
 * Under which terms an event is listed, at most `most` of them: each thing; where these are too many, their families; where those
 * are too many as well, one term for all. A search for a thing looks under all three, so nothing is missed.
 */
export function termsOf(event: EpcisEvent, most: number): string[] {
  const things = [...new Set(namesIn(event).map(thingOf))]
  if (things.length <= most) return things.map((thing) => `=${thing}`)
  const families = [...new Set(things.map(familyOf))]
  return families.length <= most ? families.map((family) => `~${family}`) : [anything]
}

/** Where an event that names a thing may be listed. */
export const termsFor = (thing: string): string[] => [`=${thing}`, `~${familyOf(thing)}`, anything]
