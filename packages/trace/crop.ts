import * as z from 'zod'
import { templateId } from './diary-template.ts'

/** Ids of plots and crops: ten signs, none that look alike. */
export const fieldId = z.string().regex(/^[0-9a-hjkmnp-tv-z]{10}$/)

/**
 * A code an authority gave a planting area or packing house. Free text: the district part of QĐ 3156/QĐ-BNN-TT (19/8/2022) has lost its meaning,
 * the shape since is not published, and codes for export follow each market.
 */
export const areaCode = z.strictObject({
  kind: z.enum(['planting-area', 'packing-house', 'dossier']),
  code: z.string().trim().min(1).max(40),
  market: z.string().trim().max(60).optional(),
  issued: z.iso.date().optional(),
  status: z.enum(['in-force', 'suspended', 'withdrawn', 'asked-for']),
})
export type AreaCode = z.infer<typeof areaCode>

const line = (most: number) => z.string().normalize().trim().min(1).max(most)

/** A GLN names a place for every GS1 reader; most households have none. Its last digit is a check digit of GS1. */
export const gln = z
  .string()
  .regex(/^\d{13}$/)
  .refine((it) => [...it].reduce((sum, digit, at) => sum + Number(digit) * (at % 2 === 0 ? 1 : 3), 0) % 10 === 0, {
    params: { vi: 'sai số kiểm tra của GLN.', en: 'fails the check digit of a GLN.' },
  })

export const plotDraft = z.strictObject({
  name: line(80),
  area: z.strictObject({ number: z.number().positive().max(1e7), uom: z.enum(['MTK', 'HAR']) }).optional(),
  gln: gln.optional(),
  codes: z.array(areaCode).max(10).default([]),
})
export const plot = z.object({
  ...plotDraft.shape,
  id: fieldId,
  maker: z.string(),
  revision: z.int().positive(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
})
/** A piece of ground with a name people use. */
export type Plot = z.infer<typeof plot>

export const cropDraft = z.strictObject({
  plot: fieldId,
  crop: line(80),
  variety: line(80).optional(),
  template: templateId,
  from: z.iso.date(),
  codes: z.array(areaCode).max(10).default([]),
})
export const crop = z.object({
  ...cropDraft.shape,
  until: z.iso.date().optional(),
  id: fieldId,
  maker: z.string(),
  revision: z.int().positive(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  example: z.boolean().optional(),
})
/** A season of one thing on one plot (vụ). Its history begins before there is a lot. */
export type Crop = z.infer<typeof crop>
