import * as z from 'zod'
import rows from './data/banks.json' with { type: 'json' }

const bank = z.strictObject({
  bin: z.string().regex(/^\d{6}$/),
  code: z.string(),
  name: z.string(),
  fullName: z.string(),
  swift: z.string().optional(),
  takesVietQr: z.boolean(),
  former: z.array(z.string()),
})
/** A bank or wallet by NAPAS's 6-digit number. `name` is what people call it, in both languages; `former` names still appear on papers. */
export type Bank = z.infer<typeof bank>

/** Every bank with a number, by number. Source: npm vietnam-qr-pay 1.5.1 (MIT). */
export const banks: readonly Bank[] = z.array(bank).parse(rows)

const byBin = new Map(banks.map((bank) => [bank.bin, bank]))

/** The bank behind a 6-digit number, or `undefined`. */
export const bankOf = (bin: string): Bank | undefined => byBin.get(bin)
