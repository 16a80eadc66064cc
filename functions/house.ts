import type { KeyObject } from 'node:crypto'
import type { StripeConfig } from '@nguon/pay/stripe'
import type { Files } from '@nguon/store/files'
import type { Queue } from '@nguon/store/queue'
import type { Table } from '@nguon/store/table'
import type { StampKeys } from '@nguon/trace/stamp'

/** A text to a person: a login code, an order's link. */
export type Message = { to: string; channel: 'sms' | 'zalo' | 'email'; text: string; link?: string; at: string }

/** Keys of the house, one purpose each, so that none can stand for another. */
export type Secrets = {
  phone: KeyObject
  code: KeyObject
  cursor: KeyObject
  device: KeyObject
  order: KeyObject
  report: KeyObject
}

/** Everything the functions touch of the world. Entries build it; tests build it by hand. */
export type House = {
  table: Table
  media: Files
  imports: Files
  published: Files
  /** What is kept here cannot be changed or removed: the signed roots of the log of heads. */
  sealed: Files
  intake: Queue
  origin: string
  province: string
  now: () => Date
  random: (bytes: number) => Uint8Array
  stampKeys: StampKeys
  /** Ed25519, signs the roots of the log of heads. */
  historyKey: KeyObject
  /** Ed25519, signs the list of recalls. */
  recallKey: KeyObject
  secrets: Secrets
  send: (message: Message) => Promise<void>
  sepay?: { secret: string }
  stripe?: StripeConfig
}
