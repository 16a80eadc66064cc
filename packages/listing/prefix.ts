import { gtinUnder, judgePrefix, type PrefixRefusal, roomUnder } from '@nguon/gs1/prefix'
import * as z from 'zod'
import { day } from './day.ts'
import type { Product } from './product.ts'
import { line } from './said.ts'

const reference = z.int().min(0).max(999_999)

/**
 * What the operator says of a GS1 company prefix licensed to it: which item references it gives out here, from when, and where
 * that is written. There is none until the operator sets one.
 */
export const prefixDraft = z.strictObject({
  prefix: z.string().max(11),
  first: reference.default(0),
  last: reference.optional(),
  validFrom: day,
  validTo: day.optional(),
  source: line(300).min(3),
})
export type PrefixDraft = z.infer<typeof prefixDraft>

export const ownPrefix = z.object({
  ...prefixDraft.shape,
  last: reference,
  /** The item reference that is given out next; one above `last` when there is none left. */
  next: z.int().nonnegative(),
  version: z.int().positive(),
  at: z.iso.datetime(),
  by: z.string(),
})
/** A licensed prefix as it stands. */
export type OwnPrefix = z.infer<typeof ownPrefix>

/** What may be changed of it later. The references given out stay given out. */
export const prefixChange = z.strictObject({
  version: z.int().positive(),
  last: reference.optional(),
  validTo: day.nullable().optional(),
  source: line(300).min(3).optional(),
})
export type PrefixChange = z.infer<typeof prefixChange>

export type NumberRefusal =
  | PrefixRefusal
  | { code: 'prefix/range'; least: number; most: number }
  | { code: 'prefix/overlaps'; prefix: string; other: string }
  | { code: 'prefix/none' }
  | { code: 'prefix/used-up'; prefix: string; last: number }
  | { code: 'product/has-number'; gtin: string }

/** A prefix opened for numbers, beside those that are open already: no licence lies inside another. */
export function openPrefix(
  { first, last, ...draft }: PrefixDraft,
  others: readonly OwnPrefix[],
  stamp: { at: string; by: string },
): OwnPrefix | NumberRefusal {
  const wrong = judgePrefix(draft.prefix)
  if (wrong) return wrong
  const most = roomUnder(draft.prefix) - 1
  const end = last ?? most
  if (first > end || end > most) return { code: 'prefix/range', least: first, most }
  const near = others.find(
    ({ prefix }) => prefix !== draft.prefix && (prefix.startsWith(draft.prefix) || draft.prefix.startsWith(prefix)),
  )
  if (near) return { code: 'prefix/overlaps', prefix: draft.prefix, other: near.prefix }
  return { ...draft, first, last: end, next: first, version: 1, ...stamp }
}

/** The prefix with its range, days or source changed. */
export function changePrefix(
  before: OwnPrefix,
  { last = before.last, validTo, source = before.source }: Omit<PrefixChange, 'version'>,
  stamp: { at: string; by: string },
): OwnPrefix | NumberRefusal {
  const least = Math.max(before.first, before.next - 1)
  const most = roomUnder(before.prefix) - 1
  if (last < least || last > most) return { code: 'prefix/range', least, most }
  const { validTo: old, ...kept } = before
  const end = validTo === undefined ? old : validTo
  return { ...kept, last, source, ...(end ? { validTo: end } : {}), version: before.version + 1, ...stamp }
}

const holds = (it: OwnPrefix, today: string) =>
  it.validFrom <= today && (it.validTo === undefined || today <= it.validTo)

/** The number that is given out next, of the oldest prefix in force that has one left. */
export function nextNumber(
  prefixes: readonly OwnPrefix[],
  today: string,
): { prefix: OwnPrefix; gtin: string } | NumberRefusal {
  const open = prefixes
    .filter((it) => holds(it, today))
    .toSorted((a, b) => (a.validFrom + a.prefix < b.validFrom + b.prefix ? -1 : 1))
  const prefix = open.find((it) => it.next <= it.last)
  if (prefix) return { prefix, gtin: gtinUnder(prefix.prefix, prefix.next) }
  const [full] = open
  return full ? { code: 'prefix/used-up', prefix: full.prefix, last: full.last } : { code: 'prefix/none' }
}

/** The GTIN of a product, whether it came with one or was given one; undefined where it has a house code alone. */
export const gtinOf = ({ id, gtin }: Pick<Product, 'id' | 'gtin'>): string | undefined =>
  /^\d{14}$/.test(id) ? id : gtin
