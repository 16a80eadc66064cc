import { createHash, createHmac } from 'node:crypto'
import * as http from 'node:http'
import * as https from 'node:https'
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb'

/** The reads that are asked over the wire. Writes stay with the SDK, which knows how to repeat them. */
export type Reading = 'GetItem' | 'BatchGetItem' | 'Query'
/** One signed request; answers the parsed body. Throws what DynamoDB says after five tries. */
export type Ask = (reading: Reading, input: object) => Promise<Record<string, unknown>>

const tries = 5
const again =
  /Throttling|ProvisionedThroughputExceeded|RequestLimitExceeded|InternalServerError|ServiceUnavailable|LimitExceeded/

/**
 * Reads DynamoDB without the SDK's middleware, which is most of what a read costs here (docs/decisions/wire.md). Credentials,
 * region and endpoint are the SDK client's own; the signature is AWS's version 4 over the headers a request needs.
 */
export function openWire(client: DynamoDBClient): Ask {
  const agents = {
    'http:': new http.Agent({ keepAlive: true, maxSockets: 64 }),
    'https:': new https.Agent({ keepAlive: true, maxSockets: 64 }),
  }
  let place: Promise<{ url: URL; region: string }> | undefined
  let signing: { day: string; secret: string; key: Buffer } | undefined

  const locate = async () => {
    const region = await client.config.region()
    const given = await client.config.endpoint?.()
    const url = given
      ? `${given.protocol}//${given.hostname}${given.port ? `:${given.port}` : ''}`
      : `https://dynamodb.${region}.amazonaws.com`
    return { url: new URL(url), region }
  }

  const keyOf = (day: string, secret: string, region: string): Buffer => {
    if (signing?.day === day && signing.secret === secret) return signing.key
    const key = [day, region, 'dynamodb', 'aws4_request'].reduce<Buffer>(
      (key, part) => hmac(key, part),
      Buffer.from(`AWS4${secret}`),
    )
    signing = { day, secret, key }
    return key
  }

  async function once(reading: Reading, body: string): Promise<{ status: number; text: string }> {
    place ??= locate()
    const [{ url, region }, credentials] = await Promise.all([place, client.config.credentials()])
    const date = new Date().toISOString().replace(/[-:]|\.\d{3}/g, '')
    const day = date.slice(0, 8)
    const signed: [string, string][] = [
      ['content-type', 'application/x-amz-json-1.0'],
      ['host', url.host],
      ['x-amz-date', date],
      ...(credentials.sessionToken ? [['x-amz-security-token', credentials.sessionToken] as [string, string]] : []),
      ['x-amz-target', `DynamoDB_20120810.${reading}`],
    ]
    const names = signed.map(([name]) => name).join(';')
    const canonical = `POST\n/\n\n${signed.map(([name, value]) => `${name}:${value}\n`).join('')}\n${names}\n${sha256(body)}`
    const scope = `${day}/${region}/dynamodb/aws4_request`
    const signature = hmac(
      keyOf(day, credentials.secretAccessKey, region),
      `AWS4-HMAC-SHA256\n${date}\n${scope}\n${sha256(canonical)}`,
    ).toString('hex')
    const authorization = `AWS4-HMAC-SHA256 Credential=${credentials.accessKeyId}/${scope}, SignedHeaders=${names}, Signature=${signature}`
    return send(
      url,
      { ...Object.fromEntries(signed), authorization, 'content-length': String(Buffer.byteLength(body)) },
      body,
    )
  }

  function send(url: URL, headers: Record<string, string>, body: string): Promise<{ status: number; text: string }> {
    const { request } = url.protocol === 'http:' ? http : https
    return new Promise((resolve, reject) => {
      const asked = request(
        url,
        { method: 'POST', headers, agent: agents[url.protocol as 'http:'], timeout: 5_000 },
        (answer) => {
          const parts: Buffer[] = []
          answer.on('data', (part: Buffer) => parts.push(part))
          answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text: Buffer.concat(parts).toString() }))
          answer.on('error', reject)
        },
      )
      asked.on('timeout', () => asked.destroy(new Error('DynamoDB did not answer within five seconds')))
      asked.on('error', reject)
      asked.end(body)
    })
  }

  return async (reading, input) => {
    const body = JSON.stringify(input)
    for (let at = 1; ; at++) {
      const answer = await once(reading, body).catch((error: unknown) =>
        at < tries ? undefined : Promise.reject(error),
      )
      if (answer?.status === 200) return JSON.parse(answer.text) as Record<string, unknown>
      const worthIt = !answer || answer.status >= 500 || again.test(answer.text)
      if (!worthIt || at >= tries) throw new Error(`${reading}: ${answer?.status} ${answer?.text.slice(0, 300)}`)
      await new Promise((resolve) => setTimeout(resolve, 25 * 2 ** at * (0.5 + (at % 2) / 2)))
    }
  }
}

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
const hmac = (key: Buffer, text: string) => createHmac('sha256', key).update(text).digest()
