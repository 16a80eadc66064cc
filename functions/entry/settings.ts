import { hkdfSync } from 'node:crypto'
import type { Place } from '@nguon/store/wire'
import { env, exampleOrigin, providerSecretNames, rootName, secretNames } from '../env.ts'
import { type RingRefusal, readRing } from '../stamp-ring.ts'
import { type Environment, readSecret } from './secret.ts'

export type SettingRefusal =
  | { code: 'setting/missing' | 'setting/default' | 'setting/short'; name: string }
  | RingRefusal
export type Keys = Record<(typeof secretNames)[number], string>
export type Settings = { at: (name: string) => string; keys: Keys; providers: Environment }

const least = 32
/** Providers choose the length of what they give out. */
const leastOfProvider = 16
const knownDefaults = /^(changeme|secret|default|test|0+|x+)|secret-of-a-story/i

/** A key's own value where the secret holds one, else one derived from the root (RFC 5869): a new purpose needs no new secret. */
export function keysOf(secrets: Environment): Keys {
  const root = secrets[rootName]
  const derived = (name: string) =>
    Buffer.from(hkdfSync('sha256', root ?? '', '', `nguon ${name}`, 32)).toString('base64url')
  const keys = secretNames.map((name) => [name, secrets[name] || (root ? derived(name) : '')])
  const { stamp, ...rest } = Object.fromEntries(keys) as Keys
  // The first stamp key of a house that derives its keys: a ring names it so, since nobody ever saw its letters.
  return { ...rest, stamp: root ? stamp.replace('"derived"', JSON.stringify(derived('stamp'))) : stamp }
}

/** What is wrong with a deployment's settings, each by its name; nothing where they are sound. */
export function faultsOf(given: Environment, secrets: Environment): SettingRefusal[] {
  const weak = (name: string, shortest: number): SettingRefusal[] => {
    const value = secrets[name] ?? ''
    if (value === '') return [{ code: 'setting/missing', name }]
    if (knownDefaults.test(value)) return [{ code: 'setting/default', name }]
    return value.length < shortest ? [{ code: 'setting/short', name }] : []
  }
  const wanted = [env.table, env.media, env.imports, env.published, env.sealed, env.intake, env.origin, env.province]
  const missing = wanted.filter((name) => !given[name]).map((name) => ({ code: 'setting/missing' as const, name }))
  const own = secrets[rootName] ? [...secretNames.filter((name) => secrets[name]), rootName] : secretNames
  const used = providerSecretNames.filter((name) => secrets[name])
  // A card that is paid and whose notice nobody can check would be money without an order.
  const halves = secrets.stripeKey && !secrets.stripeWebhook ? ['stripeWebhook'] : []
  const origin = given[env.origin] ?? ''
  const unsafe = origin === exampleOrigin || (origin !== '' && !origin.startsWith('https://'))
  const { stamp } = keysOf(secrets)
  const ring = stamp.trimStart().startsWith('{') ? [readRing(stamp)].filter((it) => 'code' in it) : []
  const open: SettingRefusal[] =
    given[env.stage] === 'production' && unsafe ? [{ code: 'setting/default', name: env.origin }] : []
  return [
    ...missing,
    ...own.flatMap((name) => weak(name, least)),
    ...[...used, ...halves].flatMap((name) => weak(name, leastOfProvider)),
    ...ring,
    ...open,
  ]
}

/** The ring of stamp keys may stand in the secret as it is, or as a text. */
const flat = (secrets: Record<string, unknown>): Environment =>
  Object.fromEntries(
    Object.entries(secrets).map(([name, value]) => [
      name,
      typeof value === 'object' ? JSON.stringify(value) : String(value),
    ]),
  )

const sayFault = (it: SettingRefusal) => `${it.name} (${it.code}${'why' in it ? `: ${it.why}` : ''})`

/** What the environment and the secret it names say. Throws on a missing, short or default setting, naming it. */
export async function settingsFrom(given: Environment): Promise<Settings> {
  const secret = given[env.secrets]
  const secrets = secret ? flat(await readSecret(secret, given)) : {}
  const faults = faultsOf(given, secrets)
  if (faults.length > 0) throw new Error(`Nguồn does not start: ${faults.map(sayFault).join(', ')}`)
  const providers = Object.fromEntries(providerSecretNames.map((name) => [name, secrets[name]]))
  return { at: (name) => given[name] ?? '', keys: keysOf(secrets), providers }
}

/** Where the table is and who asks, as Lambda's environment says: what the SDK's clients read by themselves, our wire is told. */
export const tableAt = (given: Environment): Place => ({
  region: given.AWS_REGION ?? '',
  credentials: {
    accessKeyId: given.AWS_ACCESS_KEY_ID ?? '',
    secretAccessKey: given.AWS_SECRET_ACCESS_KEY ?? '',
    ...(given.AWS_SESSION_TOKEN ? { sessionToken: given.AWS_SESSION_TOKEN } : {}),
  },
  ...(given.AWS_ENDPOINT_URL_DYNAMODB ? { endpoint: given.AWS_ENDPOINT_URL_DYNAMODB } : {}),
})
