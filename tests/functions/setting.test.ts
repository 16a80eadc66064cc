import { houseFromEnv } from '@nguon/functions/entry/house'
import { faultsOf, keysOf } from '@nguon/functions/entry/settings'
import { env, rootName, secretNames } from '@nguon/functions/env'
import { describe, expect, test } from 'vitest'
import { startSecrets } from '../secrets.ts'

const given = {
  ...{ [env.table]: 't', [env.media]: 'm', [env.imports]: 'i', [env.published]: 'p', [env.intake]: 'q' },
  [env.sealed]: 's',
  ...{ [env.origin]: 'https://nguon.test', [env.province]: '38', [env.stage]: 'production' },
}
const secrets = Object.fromEntries(secretNames.map((name) => [name, `${name}-3f9aC1d7e5b2-8Kq0ZpLmWxYv-4hTn`]))

describe('a deployment', () => {
  test('with every setting opens', () => {
    expect(faultsOf(given, secrets)).toEqual([])
  })

  test.each(secretNames)('does not open without the key %s, with a short one, or with a default', (name) => {
    expect(faultsOf(given, { ...secrets, [name]: '' })).toEqual([{ code: 'setting/missing', name }])
    expect(faultsOf(given, { ...secrets, [name]: 'abc123' })).toEqual([{ code: 'setting/short', name }])
    expect(faultsOf(given, { ...secrets, [name]: 'changeme-changeme-changeme-changeme' })).toEqual([
      { code: 'setting/default', name },
    ])
  })

  test.each([env.table, env.media, env.imports, env.published, env.intake, env.origin, env.province])(
    'does not open without %s',
    (name) => {
      expect(faultsOf({ ...given, [name]: undefined }, secrets)).toEqual([{ code: 'setting/missing', name }])
    },
  )

  test.each([
    ['without TLS', 'http://nguon.test'],
    ['that was never chosen, for stamps would carry it', 'https://nguon.example'],
  ])('does not open in production on an address %s', (_, origin) => {
    expect(faultsOf({ ...given, [env.origin]: origin }, secrets)).toEqual([
      { code: 'setting/default', name: env.origin },
    ])
  })

  test('needs the root alone: every other key is derived from it, each another, the same at every start', () => {
    const root = 'root-3f9aC1d7e5b2-8Kq0ZpLmWxYv-4hTn'
    expect(faultsOf(given, { [rootName]: root })).toEqual([])
    const keys = keysOf({ [rootName]: root })
    expect(new Set(Object.values(keys)).size).toBe(secretNames.length)
    for (const key of Object.values(keys)) expect(key).toHaveLength(43)
    expect(keysOf({ [rootName]: root })).toEqual(keys)
    expect(keysOf({ [rootName]: root, stamp: secrets.stamp }).stamp).toBe(secrets.stamp)
  })

  test.each([
    ['short', 'abc123', 'setting/short'],
    ['a default', 'changeme-changeme-changeme-changeme', 'setting/default'],
  ])('does not open where the root is %s', (_, value, code) => {
    expect(faultsOf(given, { [rootName]: value })).toEqual([{ code, name: rootName }])
  })

  test('does not open with half of Stripe, or with a provider’s secret that is a default', () => {
    expect(faultsOf(given, { ...secrets, stripeKey: 'sk_live_3f9aC1d7e5b2' })).toEqual([
      { code: 'setting/missing', name: 'stripeWebhook' },
    ])
    expect(faultsOf(given, { ...secrets, sepay: 'changeme-changeme' })).toEqual([
      { code: 'setting/default', name: 'sepay' },
    ])
    expect(faultsOf(given, { ...secrets, sepay: 'short' })).toEqual([{ code: 'setting/short', name: 'sepay' }])
  })

  test('says every setting that is wrong at once, and never what a secret holds', async () => {
    const { endpoint, stop } = await startSecrets({ house: { root: 'changeme-nobody-may-see-this-in-a-log' } })
    const started = houseFromEnv({
      ...{ ...given, [env.table]: '', [env.secrets]: 'house', AWS_REGION: 'ap-southeast-1' },
      ...{ AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local', AWS_ENDPOINT_URL_SECRETS_MANAGER: endpoint },
    })
    await expect(started).rejects.toThrow(
      `Nguồn does not start: ${env.table} (setting/missing), ${rootName} (setting/default)`,
    )
    await stop()
  })
})
