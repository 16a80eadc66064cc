import { paymentNotice } from '@nguon/trade/payment'
import { findReference } from '@nguon/trade/reference'
import * as z from 'zod'
import { readBankTime } from './clock.ts'
import {
  genuine,
  type Headers,
  type HookReading,
  type HookRefusal,
  hmac,
  isSignature,
  jsonOf,
  type RawBody,
  sameText,
  staleness,
  unreadable,
} from './hook.ts'

/*
 * SePay watches a maker's own account and tells us of every movement (developer.sepay.vn, webhooks).
 * Its calls are proved by an HMAC, or, in its older form, only by a key in a header.
 */
export type SepayCall = {
  headers: Headers
  rawBody: RawBody
  secret: string
  now: Date
  /** Takes `Authorization: Apikey …` in place of a signature. It proves the sender, not the body or the time: only for an account that cannot sign. */
  allowUnsignedWithApiKey?: string
}

const signatureForm = /^sha256=([0-9a-f]{64})$/i

/** Whether SePay made this call, within five minutes of now. */
export function verifySepay({
  headers,
  rawBody,
  secret,
  now,
  allowUnsignedWithApiKey,
}: SepayCall): typeof genuine | HookRefusal {
  const [signature, timestamp] = [headers.get('x-sepay-signature'), headers.get('x-sepay-timestamp')]
  if (signature === null && allowUnsignedWithApiKey)
    return verifyApiKey(headers.get('authorization'), allowUnsignedWithApiKey)
  if (!secret) return { code: 'hook/no-secret' }
  if (!signature || !timestamp || !/^\d{1,12}$/.test(timestamp)) return { code: 'hook/unsigned' }
  const hex = signatureForm.exec(signature)?.[1] ?? ''
  if (!isSignature(hex, hmac(secret, `${timestamp}.`, rawBody))) return { code: 'hook/wrong-signature' }
  return staleness(timestamp, now) ?? genuine
}

function verifyApiKey(authorization: string | null, key: string): typeof genuine | HookRefusal {
  if (!authorization) return { code: 'hook/unsigned' }
  return sameText(authorization, `Apikey ${key}`) ? genuine : { code: 'hook/wrong-signature' }
}

/** The headers SePay would put on a body. Throws a RangeError on an empty secret. */
export function signSepay({
  rawBody,
  secret,
  now,
}: {
  rawBody: RawBody
  secret: string
  now: Date
}): Record<string, string> {
  if (!secret) throw new RangeError('an empty secret signs nothing')
  const timestamp = String(Math.floor(now.getTime() / 1000))
  return {
    'x-sepay-timestamp': timestamp,
    'x-sepay-signature': `sha256=${hmac(secret, `${timestamp}.`, rawBody).toString('hex')}`,
  }
}

const movement = z.object({
  id: z.union([z.int().positive(), z.string().regex(/^\d{1,30}$/)]).transform(String),
  transactionDate: z.string().transform((text, context) => {
    const instant = readBankTime(text)
    if (!instant) context.addIssue('not a time')
    return instant ?? z.NEVER
  }),
  accountNumber: z.string().max(40),
  subAccount: z.string().max(40).nullish(),
  code: z.string().nullish(),
  content: z.string().nullish(),
  description: z.string().nullish(),
  transferType: z.enum(['in', 'out']),
  transferAmount: z.int().positive(),
})

/** A movement in our words. Money that leaves is ignored: it never settles an order. */
export function readSepay(rawBody: RawBody): HookReading | HookRefusal {
  const { data, error } = movement.safeParse(jsonOf(rawBody))
  if (error) return unreadable(error.issues)
  if (data.transferType === 'out') return { is: 'ignored', why: 'outgoing' }
  const texts = [data.content, data.code, data.description].map((text) => text ?? '')
  return {
    is: 'notice',
    notice: paymentNotice.parse({
      provider: 'sepay',
      notice: data.id,
      order: texts.map(findReference).find(Boolean),
      dong: data.transferAmount,
      at: data.transactionDate,
      account: data.accountNumber,
      ...(data.subAccount ? { virtual: data.subAccount } : {}),
      text: (data.content ?? '').slice(0, 1000),
    }),
  }
}
