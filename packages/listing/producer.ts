import * as z from 'zod'
import { certificate } from './certificate.ts'
import { line, prose } from './said.ts'

export const producerId = z.string().regex(/^[a-z0-9][a-z0-9-]{2,60}$/)

/** The bank account that buyers pay straight into. `bin` is NAPAS's 6-digit bank number. */
export const bankAccount = z.strictObject({
  bin: z.string().regex(/^\d{6}$/),
  account: z.string().regex(/^[A-Za-z0-9]{4,19}$/),
  holder: line(80).min(2),
})
export type BankAccount = z.infer<typeof bankAccount>

/** A Vietnamese phone number as stored: ten digits from 0, or eleven for a fixed line. */
export const phone = z.string().regex(/^0(\d{9}|2\d{9})$/)

/** What is said of a maker: the editable part. A private phone and a home address are not public unless opted in. */
export const producerDraft = z.strictObject({
  name: line(160).min(2),
  kind: z.enum(['household', 'group', 'cooperative', 'company', 'farm', 'other']),
  commune: z.string().regex(/^\d{5}$/),
  province: z.string().regex(/^\d{2}$/),
  address: line(200).optional(),
  addressPublic: z.boolean().default(false),
  addressAsPrinted: line(200).optional(),
  representative: line(80).optional(),
  phone: phone.optional(),
  phonePublic: z.boolean().default(false),
  taxCode: z
    .string()
    .regex(/^\d{10}(-\d{3})?$|^\d{12}$/)
    .optional(),
  businessRegistered: z.boolean().default(false),
  story: prose(4000).optional(),
  bank: bankAccount.optional(),
  example: z.boolean().optional(),
})
export type ProducerDraft = z.infer<typeof producerDraft>

export const producer = z.object({
  ...producerDraft.shape,
  id: producerId,
  certificates: z.array(certificate).max(20),
  revision: z.int().positive(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
})
/** A maker (chủ thể, hộ). `example` marks an invented one, for a demo or a training day, and the pages say so. Selling and being an OCOP subject are two different things: see {@link mayBeOcopSubject}. */
export type Producer = z.infer<typeof producer>

/** A household without business registration may sell, and cannot be an OCOP subject (QĐ 26/2026/QĐ-TTg, Điều 2.3). */
export const mayBeOcopSubject = (maker: Pick<Producer, 'kind' | 'businessRegistered'>): boolean =>
  maker.kind === 'household' || maker.kind === 'farm' ? maker.businessRegistered : maker.kind !== 'other'
