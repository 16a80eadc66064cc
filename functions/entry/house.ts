import { env } from '../env.ts'
import type { House, Message } from '../house.ts'
import { openHouse } from '../open.ts'
import type { Environment } from './secret.ts'
import { settingsFrom, tableAt } from './settings.ts'

/** The house as the environment says; refuses to open on a missing, short or default setting, naming it. */
export async function houseFromEnv(given: Environment = process.env): Promise<House> {
  const { at, keys, providers } = await settingsFrom(given)
  const { sepay, stripeKey, stripeWebhook } = providers
  return openHouse({
    table: at(env.table),
    buckets: { media: at(env.media), imports: at(env.imports), published: at(env.published), sealed: at(env.sealed) },
    intake: at(env.intake),
    origin: at(env.origin),
    province: at(env.province),
    secret: (purpose) => keys[purpose],
    clients: { dynamodb: tableAt(given) },
    send: sendBySms,
    ...(sepay ? { sepay: { secret: sepay } } : {}),
    ...(stripeKey && stripeWebhook ? { stripe: { secretKey: stripeKey, webhookSecret: stripeWebhook } } : {}),
  })
}

/** Codes and links go out as text messages; the sender's name must be registered in Vietnam (docs/deploy.md). */
async function sendBySms({ to, text, link }: Message): Promise<void> {
  const { PublishCommand, SNSClient } = await import('@aws-sdk/client-sns')
  await new SNSClient({}).send(
    new PublishCommand({ PhoneNumber: to.replace(/^0/, '+84'), Message: link ? `${text} ${link}` : text }),
  )
}
