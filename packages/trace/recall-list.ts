import { createHash, type KeyObject, sign, verify } from 'node:crypto'
import * as z from 'zod'
import { publicBytes } from './ed25519.ts'
import { lotNumber } from './lot.ts'
import { hazard } from './recall.ts'

/**
 * One recall as phones and others ask of it. `part`: only some stamps of the lot, which are not numbered here, because their numbers
 * would tell how many there are; a stamp's own page knows.
 */
export const listedRecall = z.object({
  id: z.string(),
  product: z.string(),
  gtin: z.string().optional(),
  name: z.string(),
  lots: z.array(lotNumber),
  part: z.literal(true).optional(),
  since: z.iso.date(),
  hazard,
  state: z.enum(['live', 'closed']),
})
export type ListedRecall = z.infer<typeof listedRecall>

/** The list of a house. `more`: there are older ones than it holds. */
export const recallListed = z.object({
  v: z.literal(1),
  house: z.string(),
  at: z.iso.datetime(),
  more: z.boolean(),
  recalls: z.array(listedRecall),
})
export type RecallList = z.infer<typeof recallListed>

const base64url = (text: string) => Buffer.from(text).toString('base64url')

/** The thumbprint of an Ed25519 key (RFC 7638; RFC 8037, A.3). */
export function keyIdOf(key: KeyObject): string {
  const x = publicBytes(key).toString('base64url')
  return createHash('sha256').update(`{"crv":"Ed25519","kty":"OKP","x":"${x}"}`).digest('base64url')
}

/** The public half as a JSON Web Key (RFC 8037). */
export const recallJwk = (key: KeyObject) => ({
  ...{ kty: 'OKP' as const, crv: 'Ed25519' as const, x: publicBytes(key).toString('base64url') },
  ...{ kid: keyIdOf(key), alg: 'EdDSA' as const, use: 'sig' as const },
})

/**
 * A list as a flattened JWS whose payload stays text (RFC 7515, 7.2.2; RFC 7797): base64 would not compress, and phones with one bar
 * fetch it.
 */
export function writeRecallList(list: RecallList, key: KeyObject): string {
  const header = base64url(JSON.stringify({ alg: 'EdDSA', b64: false, crit: ['b64'], kid: keyIdOf(key) }))
  const payload = JSON.stringify(list)
  const signature = sign(null, Buffer.from(`${header}.${payload}`), key).toString('base64url')
  return JSON.stringify({ protected: header, payload, signature })
}

const flattened = z.object({ protected: z.string(), payload: z.string(), signature: z.string() })
const headed = z.object({
  alg: z.literal('EdDSA'),
  b64: z.literal(false),
  crit: z.tuple([z.literal('b64')]),
  kid: z.string(),
})

export type RecallListRefusal = { code: 'recall-list/malformed' | 'recall-list/other-key' | 'recall-list/forged' }

/** Reads a list and checks it by a public key known beforehand. */
export function readRecallList(text: string, key: KeyObject): RecallList | RecallListRefusal {
  const jws = flattened.safeParse(parsed(text))
  const header = jws.success
    ? headed.safeParse(parsed(Buffer.from(jws.data.protected, 'base64url').toString()))
    : undefined
  if (!jws.success || !header?.success) return { code: 'recall-list/malformed' }
  if (header.data.kid !== keyIdOf(key)) return { code: 'recall-list/other-key' }
  const signed = Buffer.from(`${jws.data.protected}.${jws.data.payload}`)
  if (!verify(null, signed, key, Buffer.from(jws.data.signature, 'base64url'))) return { code: 'recall-list/forged' }
  const list = recallListed.safeParse(parsed(jws.data.payload))
  return list.success ? list.data : { code: 'recall-list/malformed' }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
