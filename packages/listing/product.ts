import * as z from 'zod'
import { certificate } from './certificate.ts'
import { line, prose } from './said.ts'

/** A 14-digit GTIN, or a house code: a letter and 5 to 11 letters or digits, our own, never claimed to be a GTIN. */
export const productId = z.string().regex(/^(\d{14}|[A-Z][A-Z0-9]{5,11})$/)

/** OCOP's six groups, keyed by number because their names differ between the decree's appendices. */
export const group = z.enum(['I', 'II', 'III', 'IV', 'V', 'VI'])
export type Group = z.infer<typeof group>

const unit = z.string().min(1).max(40)
const dong = z.int().min(500).max(499_999_999)

/** Whole dong per unit; a range where the maker sells several sizes; `ask` where no price was told. Never 0. */
export const price = z.discriminatedUnion('is', [
  z.object({ is: z.literal('exact'), dong, unit }),
  z.object({ is: z.literal('range'), from: dong, to: dong, unit }),
  z.object({ is: z.literal('ask') }),
])
export type Price = z.infer<typeof price>

export const picture = z.object({
  key: z.string().max(200),
  alt: z.string().max(200),
  width: z.int().positive(),
  height: z.int().positive(),
})

const at = z.iso.datetime()

/** Where a listing stands. A listing is checked before it is shown (Luật TMĐT 122/2025/QH15). */
export const publication = z.discriminatedUnion('state', [
  z.object({ state: z.literal('draft'), returned: z.object({ reason: z.string(), by: z.string(), at }).optional() }),
  z.object({ state: z.literal('submitted'), at, by: z.string() }),
  z.object({ state: z.literal('published'), at, by: z.string() }),
  z.object({ state: z.literal('paused'), at, by: z.string() }),
  z.object({ state: z.literal('withdrawn'), at, by: z.string(), reason: z.string() }),
])
export type Publication = z.infer<typeof publication>

/** What a maker may say of a product: the editable part. */
export const productDraft = z.strictObject({
  name: line(120).min(2),
  nameEn: line(120).optional(),
  group,
  criteriaSet: z.int().min(1).max(26).optional(),
  price,
  pack: line(60).optional(),
  description: prose(2000).optional(),
  story: prose(4000).optional(),
  storyEn: prose(4000).optional(),
  ingredients: prose(600).optional(),
  shelfLife: line(200).optional(),
  standard: line(120).optional(),
  brand: line(80).optional(),
  pictures: z.array(picture).max(8).default([]),
  drawing: z
    .string()
    .regex(/^[a-z]{2,12}$/)
    .optional(),
})
export type ProductDraft = z.infer<typeof productDraft>

export const product = z.object({
  ...productDraft.shape,
  id: productId,
  maker: z.string(),
  makerName: z.string(),
  commune: z.string().regex(/^\d{5}$/),
  province: z.string().regex(/^\d{2}$/),
  certificates: z.array(certificate).max(20),
  publication,
  /** Given to a product with a house code out of the operator's own prefix; the code goes on answering. */
  gtin: z
    .string()
    .regex(/^\d{14}$/)
    .optional(),
  revision: z.int().positive(),
  createdAt: at,
  updatedAt: at,
  example: z.boolean().optional(),
})
/** A product as it stands. `example` marks invented demo data, and the pages say so. */
export type Product = z.infer<typeof product>

export type PublicationCommand =
  | { do: 'submit' | 'publish' | 'pause' | 'resume' }
  | { do: 'return' | 'withdraw'; reason: string }
export type PublicationRefusal = {
  code: 'publication/not-from-here'
  from: Publication['state']
  wanted: PublicationCommand['do']
}

const from: Record<PublicationCommand['do'], readonly Publication['state'][]> = {
  submit: ['draft'],
  publish: ['submitted'],
  return: ['submitted'],
  pause: ['published'],
  resume: ['paused'],
  withdraw: ['draft', 'submitted', 'published', 'paused'],
}

/** A listing goes draft → submitted → published → paused and back; it may be withdrawn from anywhere and stays withdrawn. */
export function decidePublication(
  now: Publication,
  command: PublicationCommand,
  by: string,
  at: string,
): Publication | PublicationRefusal {
  if (!from[command.do].includes(now.state))
    return { code: 'publication/not-from-here', from: now.state, wanted: command.do }
  switch (command.do) {
    case 'submit':
      return { state: 'submitted', at, by }
    case 'publish':
    case 'resume':
      return { state: 'published', at, by }
    case 'return':
      return { state: 'draft', returned: { reason: command.reason, by, at } }
    case 'pause':
      return { state: 'paused', at, by }
    case 'withdraw':
      return { state: 'withdrawn', at, by, reason: command.reason }
  }
}
