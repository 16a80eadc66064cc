import { createHash, createSecretKey, randomBytes } from 'node:crypto'
import type { StripeConfig } from '@nguon/pay/stripe'
import { openFiles } from '@nguon/store/files'
import { openQueue } from '@nguon/store/queue'
import { openTable } from '@nguon/store/table'
import type { Place } from '@nguon/store/wire'
import { signingKey } from '@nguon/trace/ed25519'
import type { House, Message } from './house.ts'
import { openRing } from './stamp-ring.ts'

/** What a house is opened with: names of what it keeps, where that is, and its secrets by purpose. */
export type Opening = {
  table: string
  buckets: { media: string; imports: string; published: string; sealed: string }
  intake: string
  origin: string
  province: string
  secret: (
    purpose: 'phone' | 'code' | 'cursor' | 'device' | 'order' | 'stamp' | 'history' | 'recall' | 'report',
  ) => string
  /** Where the table is, and constructor arguments of the SDK's clients: empty in the cloud. */
  clients: { dynamodb: Place; s3?: object; sqs?: object }
  send: (message: Message) => Promise<void>
  sepay?: { secret: string }
  stripe?: StripeConfig
  now?: () => Date
  random?: (bytes: number) => Uint8Array
}

/** Opens the house. Nothing is fetched yet: every client connects when it is first asked. */
export function openHouse(opening: Opening): House {
  const { clients, buckets, secret } = opening
  const key = (purpose: Parameters<typeof secret>[0]) => createSecretKey(Buffer.from(secret(purpose)))
  const now = opening.now ?? (() => new Date())
  return {
    table: openTable(opening.table, clients.dynamodb, now),
    media: openFiles(buckets.media, clients.s3),
    imports: openFiles(buckets.imports, clients.s3),
    published: openFiles(buckets.published, clients.s3),
    sealed: openFiles(buckets.sealed, clients.s3),
    intake: openQueue(opening.intake, clients.sqs),
    origin: opening.origin,
    province: opening.province,
    now,
    random: opening.random ?? ((bytes) => randomBytes(bytes)),
    stampKeys: openRing(secret('stamp')),
    historyKey: signingKey(createHash('sha256').update(secret('history')).digest()),
    recallKey: signingKey(createHash('sha256').update(secret('recall')).digest()),
    secrets: {
      phone: key('phone'),
      code: key('code'),
      cursor: key('cursor'),
      device: key('device'),
      order: key('order'),
      report: key('report'),
    },
    send: opening.send,
    ...(opening.sepay ? { sepay: opening.sepay } : {}),
    ...(opening.stripe ? { stripe: opening.stripe } : {}),
  }
}
