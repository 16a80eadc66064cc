import * as z from 'zod'
import { lotNumber } from './lot.ts'

/** The units a diary is written in, by their UNECE Rec 20 codes. */
export const units = ['KGM', 'GRM', 'TNE', 'LTR', 'MLT', 'MTQ', 'H87', 'HAR', 'MTK'] as const
export const unit = z.enum(units)
export type Unit = z.infer<typeof unit>
export const amount = z.strictObject({ number: z.number().positive().max(1e9), uom: unit })
export type Amount = z.infer<typeof amount>

/** What a person wrote, on one line: composed letters, nothing unseen, nothing that turns the reading order. */
const text = (most: number) =>
  z
    .string()
    .overwrite((it) =>
      it
        .toWellFormed()
        .normalize('NFC')
        .replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ')
        .replace(/[\p{Bidi_Control}\u200b\u2060\ufeff]/gu, '')
        .trim(),
    )
    .min(1)
    .max(most)

/** Days a field is shut after a spray (thời gian cách ly, PHI): as the label says. Asked, never assumed. */
export const waitingDays = z.int().min(0).max(365)

const said = {
  at: z.iso.datetime({ offset: true }).transform((it) => new Date(it).toISOString()),
  weather: text(60).optional(),
  note: text(600).optional(),
  picture: z
    .string()
    .regex(/^media\/[0-9a-f]{32}\.(jpg|png|webp)$/)
    .optional(),
}
const goods = z.strictObject({ product: z.string().regex(/^(\d{14}|[A-Z][A-Z0-9]{5,11})$/), lot: lotNumber })

/** Work in the field, told of a crop: each kind with the fields that are true of it. */
export const fieldEntry = z.discriminatedUnion('work', [
  z.strictObject({ work: z.literal('soil'), ...said, method: text(120).optional() }),
  z.strictObject({ work: z.literal('sowing'), ...said, variety: text(80).optional(), amount: amount.optional() }),
  z.strictObject({
    work: z.literal('fertilising'),
    ...said,
    name: text(120),
    sort: z.enum(['organic', 'mineral', 'foliar', 'lime', 'other']).optional(),
    amount,
  }),
  z.strictObject({
    work: z.literal('spraying'),
    ...said,
    name: text(120),
    substance: text(120),
    amount,
    pest: text(120),
    waitingDays,
  }),
  z.strictObject({
    work: z.literal('watering'),
    ...said,
    source: z.enum(['rain', 'well', 'river', 'canal', 'pond', 'tap']).optional(),
    amount: amount.optional(),
  }),
  z.strictObject({ work: z.literal('tending'), ...said, method: text(120).optional() }),
  /** Into a lot, where there is one already. */
  z.strictObject({ work: z.literal('harvest'), ...said, amount, into: goods.optional() }),
])
export type FieldEntry = z.infer<typeof fieldEntry>

/** Work on the goods, told of a lot. */
export const lotEntry = z.discriminatedUnion('work', [
  z.strictObject({
    work: z.literal('processing'),
    ...said,
    process: text(120),
    used: z
      .array(z.strictObject({ name: text(80), amount }))
      .min(1)
      .max(10),
    made: amount,
  }),
  z.strictObject({ work: z.literal('packing'), ...said, amount, pack: text(60).optional() }),
  z.strictObject({
    work: z.literal('storing'),
    ...said,
    where: text(120),
    celsius: z.number().min(-60).max(100).optional(),
  }),
  z.strictObject({ work: z.literal('shipping'), ...said, to: text(160), amount: amount.optional() }),
  z.strictObject({ work: z.literal('selling'), ...said, amount, to: text(160).optional() }),
])
export type LotEntry = z.infer<typeof lotEntry>

export const entry = z.union([fieldEntry, lotEntry])
export type Entry = z.infer<typeof entry>
export type Work = Entry['work']
export const fieldWorks = ['soil', 'sowing', 'fertilising', 'spraying', 'watering', 'tending', 'harvest'] as const
export const lotWorks = ['processing', 'packing', 'storing', 'shipping', 'selling'] as const
export type FieldWork = (typeof fieldWorks)[number]
export type LotWork = (typeof lotWorks)[number]
export const entryId = z.string().regex(/^[0-9a-hjkmnp-tv-z]{16}$/)
