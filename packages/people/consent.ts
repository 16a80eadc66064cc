import * as z from 'zod'

/** What someone may agree to. Each is asked for by itself and can be taken back (Luật 91/2025/QH15, Điều 9). */
export const purpose = z.enum(['show-phone', 'show-address', 'recall-notice', 'order-message', 'season-message'])
export type Purpose = z.infer<typeof purpose>

const who = z.discriminatedUnion('is', [
  z.strictObject({ is: z.literal('person'), person: z.string().max(80) }),
  z.strictObject({ is: z.literal('device'), device: z.string().max(80) }),
])

/** One line of the consent log. `version` names the text that was read; a line is never removed, only withdrawn. */
export const consent = z.object({
  who,
  purpose,
  version: z.string().regex(/^\d{4}-\d{2}(-\d{2})?$/),
  at: z.iso.datetime(),
  withdrawnAt: z.iso.datetime().optional(),
})
export type Consent = z.infer<typeof consent>

export type ConsentRefusal = { code: 'consent/withdrawn-already'; at: string }

/** Whether the log of one person or device agrees to a purpose at an instant: silence is no. */
export const agrees = (log: readonly Consent[], purpose: Purpose, now: Date): boolean =>
  log.some(
    (line) =>
      line.purpose === purpose &&
      Date.parse(line.at) <= now.getTime() &&
      (line.withdrawnAt === undefined || Date.parse(line.withdrawnAt) > now.getTime()),
  )

/** Takes a consent back; what was done under it before stays lawful. */
export const withdraw = (line: Consent, now: Date): Consent | ConsentRefusal =>
  line.withdrawnAt
    ? { code: 'consent/withdrawn-already', at: line.withdrawnAt }
    : { ...line, withdrawnAt: now.toISOString() }
