import * as z from 'zod'
import { lotNumber } from './lot.ts'
import { keyId, stampSpace } from './stamp.ts'

/** The most stamps one order may ask for. */
export const issueMost = 1_000_000

const index = z
  .int()
  .min(0)
  .max(stampSpace - 1)

export const issue = z
  .strictObject({
    product: z.string(),
    lot: lotNumber,
    maker: z.string(),
    first: index,
    last: index,
    count: z.int().min(1).max(issueMost),
    key: keyId,
    at: z.iso.datetime(),
    by: z.string(),
    /** The number in the codes of these stamps, where it is not the product's own name: a GTIN it was given later. */
    number: z
      .string()
      .regex(/^\d{14}$/)
      .optional(),
  })
  .refine(({ first, last, count }) => last - first + 1 === count, 'first, last and count disagree')
/** One record for any number of stamps: indexes `first` to `last` of the product's counter, both included. */
export type Issue = z.infer<typeof issue>

export type IssueRefusal =
  | { code: 'issue/count'; count: number; least: 1; most: number }
  | { code: 'issue/space'; count: number; left: number }

/**
 * Issues `count` stamps from the product's counter: `next` is the first index not yet given out, and `last + 1` is the counter afterwards.
 * Writes one record whatever the count.
 */
export function issueStamps(
  order: Pick<Issue, 'product' | 'lot' | 'maker' | 'count' | 'key' | 'by' | 'at' | 'number'> & { next: number },
): Issue | IssueRefusal {
  const { next, count, ...rest } = order
  if (!Number.isInteger(count) || count < 1 || count > issueMost)
    return { code: 'issue/count', count, least: 1, most: issueMost }
  const left = Math.max(0, stampSpace - next)
  if (count > left) return { code: 'issue/space', count, left }
  return { ...rest, count, first: next, last: next + count - 1 }
}
