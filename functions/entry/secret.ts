import { createHash, createHmac } from 'node:crypto'
import * as http from 'node:http'
import * as https from 'node:https'

export type Environment = Record<string, string | undefined>

/**
 * One secret of Secrets Manager as the JSON object it holds, asked with the credentials that Lambda puts into the environment.
 * Signed by hand: a scan waits for a start, and the SDK's client would be loaded for this one request at each (docs/decisions/wire.md).
 * Throws with the service's own answer where it is refused.
 */
export async function readSecret(id: string, given: Environment, now = new Date()): Promise<Environment> {
  const { AWS_REGION: region = '', AWS_ACCESS_KEY_ID = '', AWS_SECRET_ACCESS_KEY = '', AWS_SESSION_TOKEN } = given
  const url = new URL(given.AWS_ENDPOINT_URL_SECRETS_MANAGER ?? `https://secretsmanager.${region}.amazonaws.com`)
  const body = JSON.stringify({ SecretId: id })
  const date = now.toISOString().replace(/[-:]|\.\d{3}/g, '')
  const headers: Record<string, string> = {
    'content-type': 'application/x-amz-json-1.1',
    host: url.host,
    'x-amz-date': date,
    ...(AWS_SESSION_TOKEN ? { 'x-amz-security-token': AWS_SESSION_TOKEN } : {}),
    'x-amz-target': 'secretsmanager.GetSecretValue',
  }
  // https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
  const names = Object.keys(headers).join(';')
  const lines = Object.entries(headers).map(([name, value]) => `${name}:${value}\n`)
  const canonical = `POST\n/\n\n${lines.join('')}\n${names}\n${sha256(body)}`
  const steps = [date.slice(0, 8), region, 'secretsmanager', 'aws4_request']
  const key = steps.reduce<Buffer>((key, step) => hmac(key, step), Buffer.from(`AWS4${AWS_SECRET_ACCESS_KEY}`))
  const scope = steps.join('/')
  const signature = hmac(key, `AWS4-HMAC-SHA256\n${date}\n${scope}\n${sha256(canonical)}`).toString('hex')
  headers.authorization = `AWS4-HMAC-SHA256 Credential=${AWS_ACCESS_KEY_ID}/${scope}, SignedHeaders=${names}, Signature=${signature}`

  const { status, text } = await post(url, headers, body)
  if (status !== 200) throw new Error(`the secret ${id} cannot be read: ${status} ${text.slice(0, 300)}`)
  const { SecretString = '{}' } = JSON.parse(text) as { SecretString?: string }
  return JSON.parse(SecretString) as Environment
}

function post(url: URL, headers: Record<string, string>, body: string): Promise<{ status: number; text: string }> {
  const { request } = url.protocol === 'http:' ? http : https
  return new Promise((resolve, reject) => {
    const asked = request(url, { method: 'POST', headers, timeout: 3_000 }, (answer) => {
      const parts: Buffer[] = []
      answer.on('data', (part: Buffer) => parts.push(part))
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(parts).toString() }))
      answer.on('error', reject)
    })
    asked.on('timeout', () => asked.destroy(new Error('Secrets Manager did not answer within three seconds')))
    asked.on('error', reject)
    asked.end(body)
  })
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const hmac = (key: Buffer, text: string) => createHmac('sha256', key).update(text).digest()
