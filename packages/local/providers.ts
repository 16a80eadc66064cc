import { randomBytes } from 'node:crypto'
import type { App } from './app.ts'
import { bankStandIn } from './bank.ts'
import { cardStandIn } from './card.ts'
import { type Listening, listen } from './origin.ts'
import { refused } from './refusal.ts'
import type { SecretOf } from './secrets.ts'

/** What the house is told of its bank and its card company, as the cloud's secrets would tell it. */
export type ProviderSetting = {
  sepay: { secret: string }
  stripe: { secretKey: string; webhookSecret: string; host: string; port: number; protocol: 'http' }
}

export type Providers = { setting: ProviderSetting; dev: { [prefix: string]: App }; stop(): Promise<void> }

/**
 * The bank and the card company of this machine. Their pages stand on the origin; the card company's own API has paths
 * that are ours there, so it listens on a port of its own, as the real one does on a host of its own.
 */
export async function startProviders(origin: string, platform: Listening, secret: SecretOf): Promise<Providers> {
  const server = await listen(0)
  if (refused(server)) throw new Error(server.code) // a port of the system's choice is free
  const send: typeof fetch = async (input, init) => platform.answer(new Request(input, init))
  const now = () => new Date()
  const webhookSecret = `whsec_${secret('stripeWebhook')}`
  const sepaySecret = secret('sepay')
  const card = cardStandIn({ origin, webhookSecret, send, now, id: () => randomBytes(12).toString('hex') })
  const bank = bankStandIn({ origin, sepaySecret, send, now, id: counter() })
  server.open(card)
  return {
    setting: {
      sepay: { secret: sepaySecret },
      stripe: { secretKey: 'sk_test_local', webhookSecret, host: '127.0.0.1', port: server.port, protocol: 'http' },
    },
    dev: { '/dev/bank': bank, '/dev/card': card },
    stop: server.close,
  }
}

/** Whole numbers that never come twice, not even after a restart: a notice with a known number counts as a repeat. */
function counter() {
  let last = 0
  return () => {
    last = Math.max(last + 1, Date.now())
    return last
  }
}
