import * as z from 'zod'

/** A lot number we mint or accept: GS1's CSET 82 narrowed to what survives every printer, URL and voice. */
export const lotNumber = z.string().regex(/^[A-Z0-9][A-Z0-9.-]{0,19}$/)

/** How much of what: `uom` is a UNECE Rec 20 code (KGM, LTR, H87 for pieces). */
export const quantity = z.object({ number: z.number().positive().max(1e9), uom: z.string().regex(/^[A-Z0-9]{2,3}$/) })

/** What is said of a lot: days are `yyyy-mm-dd`. */
export const lotDraft = z.strictObject({
  lot: lotNumber,
  made: z.iso.date(),
  expires: z.iso.date().optional(),
  quantity: quantity.optional(),
  note: z.string().trim().max(600).optional(),
})
export type LotDraft = z.infer<typeof lotDraft>

export const lot = z.object({
  ...lotDraft.shape,
  product: z.string(),
  maker: z.string(),
  createdAt: z.iso.datetime(),
  by: z.string(),
  example: z.boolean().optional(),
})
/** One making of one product. */
export type Lot = z.infer<typeof lot>
