import { once } from 'node:events'
import { createServer } from 'node:http'
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager'
import { readSecret } from '@nguon/functions/entry/secret'
import { expect, test } from 'vitest'
import { startSecrets } from '../secrets.ts'

const given = { AWS_REGION: 'ap-southeast-1', AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE', AWS_SECRET_ACCESS_KEY: 'wJalrXUtnFEMI' }

test('a secret is read as the object it holds', async () => {
  const { endpoint, asked, stop } = await startSecrets({ house: { root: 'abc' } })
  expect(await readSecret('house', { ...given, AWS_ENDPOINT_URL_SECRETS_MANAGER: endpoint })).toEqual({ root: 'abc' })
  expect(asked).toEqual(['secretsmanager.GetSecretValue house'])
  await stop()
})

test('a secret that is not there is told with the service’s own answer', async () => {
  const { endpoint, stop } = await startSecrets({})
  await expect(readSecret('other', { ...given, AWS_ENDPOINT_URL_SECRETS_MANAGER: endpoint })).rejects.toThrow(
    /the secret other cannot be read: 400 .*ResourceNotFoundException/,
  )
  await stop()
})

test.each([
  ['for a user', {}],
  ['for a role, as in Lambda', { AWS_SESSION_TOKEN: 'token/of+a=role' }],
])('the request is signed as the SDK would sign it, %s', async (_, more) => {
  const seen: Record<string, string | undefined>[] = []
  const server = createServer((request, response) => {
    seen.push(request.headers as Record<string, string>)
    response.end('{"SecretString":"{}"}')
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const endpoint = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
  const now = new Date('2026-11-23T02:00:00.000Z')
  await readSecret('house', { ...given, ...more, AWS_ENDPOINT_URL_SECRETS_MANAGER: endpoint }, now)

  server.close()
  server.closeAllConnections()

  const [{ authorization, connection: _c, 'content-length': _l, ...headers } = {}] = seen
  // The SDK's own signer, told to leave out the hash of the body as a header: Secrets Manager does not ask for it.
  const sdk = new SecretsManagerClient({
    region: given.AWS_REGION,
    credentials: {
      accessKeyId: given.AWS_ACCESS_KEY_ID,
      secretAccessKey: given.AWS_SECRET_ACCESS_KEY,
      ...('AWS_SESSION_TOKEN' in more ? { sessionToken: more.AWS_SESSION_TOKEN } : {}),
    },
  })
  const signer = Object.assign(await sdk.config.signer(), { applyChecksum: false })
  const { hostname } = new URL(endpoint)
  const request = {
    method: 'POST',
    protocol: 'http:',
    hostname,
    path: '/',
    query: {},
    headers,
    body: '{"SecretId":"house"}',
  }
  const signed = await signer.sign(request as never, { signingDate: now })
  expect(authorization).toBe(signed.headers.authorization)
})
