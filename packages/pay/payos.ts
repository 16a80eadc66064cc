import { paymentNotice } from '@nguon/trade/payment'
import { findReference } from '@nguon/trade/reference'
import * as z from 'zod'
import { readBankTime } from './clock.ts'
import {
  genuine,
  type HookReading,
  type HookRefusal,
  hmac,
  isSignature,
  jsonOf,
  type RawBody,
  unreadable,
} from './hook.ts'

/*
 * payOS signs the values of `data`, keys sorted, `key=value` joined by & and null as nothing (payos.vn/docs, checked
 * against @payos/node 2.0.5). It signs no time: an old call repeated is caught where notices are stored once.
 */
const envelope = z.object({
  code: z.string(),
  success: z.boolean().optional(),
  signature: z.string(),
  data: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
})

/** Whether payOS made this call. The signature lies inside the body. */
export function verifyPayos({ rawBody, secret }: { rawBody: RawBody; secret: string }): typeof genuine | HookRefusal {
  if (!secret) return { code: 'hook/no-secret' }
  const { data: call, error } = envelope.safeParse(jsonOf(rawBody))
  if (error) return unreadable(error.issues)
  const signed = Object.keys(call.data)
    .sort()
    .map((key) => `${key}=${call.data[key] ?? ''}`)
    .join('&')
  return isSignature(call.signature, hmac(secret, signed)) ? genuine : { code: 'hook/wrong-signature' }
}

const payment = z.object({
  code: z.string(),
  data: z.object({
    code: z.string(),
    amount: z.int().positive(),
    description: z.string(),
    accountNumber: z.string().max(40),
    reference: z.string().min(1).max(60),
    paymentLinkId: z.string().min(1).max(50),
    currency: z.literal('VND'),
    transactionDateTime: z.string().transform((text, context) => {
      const instant = readBankTime(text)
      if (!instant) context.addIssue('not a time')
      return instant ?? z.NEVER
    }),
  }),
})

/** A payment in our words. payOS tells only of money that arrives; a code other than 00 is none. */
export function readPayos(rawBody: RawBody): HookReading | HookRefusal {
  const { data: call, error } = payment.safeParse(jsonOf(rawBody))
  if (error) return unreadable(error.issues)
  const { code, data } = call
  if (code !== '00' || data.code !== '00') return { is: 'ignored', why: 'not-paid' }
  return {
    is: 'notice',
    notice: paymentNotice.parse({
      provider: 'payos',
      notice: `${data.paymentLinkId}:${data.reference}`,
      order: findReference(data.description),
      dong: data.amount,
      at: data.transactionDateTime,
      account: data.accountNumber,
      text: data.description.slice(0, 1000),
    }),
  }
}
