import { hkdfSync } from 'node:crypto'
import { GetSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { env, providerSecretNames, rootName, secretNames } from '../env.ts'
import type { House, Message } from '../house.ts'
import { openHouse } from '../open.ts'

type Environment = Record<string, string | undefined>
export type SettingRefusal = { code: 'setting/missing' | 'setting/default' | 'setting/short'; name: string }

const least = 32
const knownDefaults = /^(changeme|secret|default|test|0+|x+)|secret-of-a-story/i

type Keys = Record<(typeof secretNames)[number], string>

/** A key's own value where the secret holds one, else one derived from the root (RFC 5869): a new purpose needs no new secret. */
export function keysOf(secrets: Environment): Keys {
  const root = secrets[rootName]
  const derived = (name: string) =>
    Buffer.from(hkdfSync('sha256', root ?? '', '', `nguon ${name}`, 32)).toString('base64url')
  const keys = secretNames.map((name) => [name, secrets[name] || (root ? derived(name) : '')])
  return Object.fromEntries(keys) as Keys
}

/** What is wrong with a deployment's settings, each by its name; nothing where they are sound. */
export function faultsOf(given: Environment, secrets: Environment): SettingRefusal[] {
  const wanted = [env.table, env.media, env.imports, env.published, env.intake, env.origin, env.province]
  const missing = wanted.filter((name) => !given[name]).map((name) => ({ code: 'setting/missing' as const, name }))
  const root = secrets[rootName]
  const named = root ? [...secretNames, rootName] : secretNames
  const unsafe = named.flatMap((name): SettingRefusal[] => {
    const value = secrets[name]
    if (!value && root) return []
    if (!value) return [{ code: 'setting/missing', name }]
    if (knownDefaults.test(value)) return [{ code: 'setting/default', name }]
    return value.length < least ? [{ code: 'setting/short', name }] : []
  })
  const origin = given[env.origin]
  const open =
    given[env.stage] === 'production' && origin && !origin.startsWith('https://')
      ? [{ code: 'setting/default' as const, name: env.origin }]
      : []
  return [...missing, ...unsafe, ...open]
}

/** The house as the environment says; refuses to open on a missing, short or default setting, naming it. */
export async function houseFromEnv(given: Environment = process.env): Promise<House> {
  const secrets = await readSecrets(given[env.secrets])
  const faults = faultsOf(given, secrets)
  if (faults.length > 0)
    throw new Error(`Nguồn does not start: ${faults.map(({ code, name }) => `${name} (${code})`).join(', ')}`)
  const keys = keysOf(secrets)
  const at = (name: string) => given[name] ?? ''
  const [sepay, stripeKey, stripeWebhook] = providerSecretNames.map((name) => secrets[name])
  // The SDK's own setting; reads that go over our wire must be told of it (packages/store/wire.ts).
  const endpoint = given.AWS_ENDPOINT_URL_DYNAMODB
  return openHouse({
    ...(endpoint ? { clients: { dynamodb: { endpoint } } } : {}),
    table: at(env.table),
    buckets: { media: at(env.media), imports: at(env.imports), published: at(env.published) },
    intake: at(env.intake),
    origin: at(env.origin),
    province: at(env.province),
    secret: (purpose) => keys[purpose],
    send: sendBySms,
    ...(sepay ? { sepay: { secret: sepay } } : {}),
    ...(stripeKey && stripeWebhook ? { stripe: { secretKey: stripeKey, webhookSecret: stripeWebhook } } : {}),
  })
}

async function readSecrets(id: string | undefined): Promise<Environment> {
  if (!id) return {}
  const { SecretString = '{}' } = await new SecretsManagerClient({}).send(new GetSecretValueCommand({ SecretId: id }))
  return JSON.parse(SecretString) as Environment
}

/** Codes and links go out as text messages; the sender's name must be registered in Vietnam (docs/deploy.md). */
async function sendBySms({ to, text, link }: Message): Promise<void> {
  const { PublishCommand, SNSClient } = await import('@aws-sdk/client-sns')
  await new SNSClient({}).send(
    new PublishCommand({ PhoneNumber: to.replace(/^0/, '+84'), Message: link ? `${text} ${link}` : text }),
  )
}
