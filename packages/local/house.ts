import type { ClientSetting } from './account.ts'
import type { App } from './app.ts'
import type { ClockHandler } from './clock.ts'
import type { Send } from './inbox.ts'
import type { ProviderSetting } from './providers.ts'
import type { QueueHandler } from './queue.ts'
import type { SecretOf } from './secrets.ts'
import type { StreamHandler } from './stream.ts'
import type { TableShape } from './table.ts'

/** What the house is given on this machine, in place of what the cloud would give it. */
export type Setting = ProviderSetting & {
  table: string
  /** Constructor arguments of the SDK's clients. */
  dynamodb: ClientSetting
  s3: ClientSetting & { forcePathStyle: true }
  sqs: ClientSetting
  buckets: { media: string; imports: string; published: string; sealed: string }
  /** The URL of the queue of imports. */
  intake: string
  secret: SecretOf
  origin: string
  send: Send
}

export type OpenedHouse = {
  apps: { api: App; hooks: App; resolver: App; site: App }
  handlers: { project: StreamHandler; intake: QueueHandler; timers: ClockHandler }
  /** Puts the demo province in. Called once, on an empty table. */
  seed(): Promise<void>
  /** What a newcomer may open, read after every change has been projected. */
  ready(): Promise<Ready>
}

/** Without the demo there is no stamp and no product yet. */
export type Ready = {
  stamp?: { link: string; gtin: string; lot: string; serial: string }
  product?: { path: string }
  people: { [role in 'household' | 'officer' | 'operator']?: { phone: string } }
  /** An operator's. */
  apiKey: string
  /** Where scripts send and ask for EPCIS events, and the header that lets them. */
  epcis: { capture: string; events: string; authorization: string }
  /** Draws the stamp's link for a terminal, lines ending in `\n`; colours only where a person is looking. */
  qr?: (colour: boolean) => string
}

export type House = {
  shape(table: string): TableShape
  open(setting: Setting): Promise<OpenedHouse>
}
