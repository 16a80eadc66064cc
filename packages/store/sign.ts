import { createHmac, createSecretKey, hash, type KeyObject } from 'node:crypto'

export type Credentials = { accessKeyId: string; secretAccessKey: string; sessionToken?: string }

/**
 * Signs requests to DynamoDB with AWS's version 4: the head of a POST, its last line open for the body's length.
 * https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html
 */
export function signer(host: string, region: string, { accessKeyId, secretAccessKey, sessionToken }: Credentials) {
  const token = sessionToken ? `x-amz-security-token:${sessionToken}\n` : ''
  const names = `content-type;host;x-amz-date;${sessionToken ? 'x-amz-security-token;' : ''}x-amz-target`
  let signing: { day: string; key: KeyObject } | undefined

  // A day's key serves all its requests.
  const keyOf = (day: string): KeyObject => {
    if (signing?.day !== day) {
      const parts = [day, region, 'dynamodb', 'aws4_request']
      const key = parts.reduce<Buffer>((key, part) => hmac(key, part).digest(), Buffer.from(`AWS4${secretAccessKey}`))
      signing = { day, key: createSecretKey(key) }
    }
    return signing.key
  }

  return (action: string, body: string, at: Date): string => {
    const date = at.toISOString().replace(/[-:]|\.\d{3}/g, '')
    const day = date.slice(0, 8)
    const target = `DynamoDB_20120810.${action}`
    const headers = `content-type:application/x-amz-json-1.0\nhost:${host}\nx-amz-date:${date}\n${token}x-amz-target:${target}\n`
    const canonical = `POST\n/\n\n${headers}\n${names}\n${hash('sha256', body)}`
    const scope = `${day}/${region}/dynamodb/aws4_request`
    const signature = hmac(keyOf(day), `AWS4-HMAC-SHA256\n${date}\n${scope}\n${hash('sha256', canonical)}`).digest(
      'hex',
    )
    const said = headers.replaceAll('\n', '\r\n')
    return `POST / HTTP/1.1\r\n${said}authorization:AWS4-HMAC-SHA256 Credential=${accessKeyId}/${scope}, SignedHeaders=${names}, Signature=${signature}\r\n`
  }
}

const hmac = (key: Buffer | KeyObject, text: string) => createHmac('sha256', key).update(text)
