import { Readable, type Writable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { LambdaEvent } from 'hono/aws-lambda'
import { around, unreadable } from './edge.ts'
import { type Admitted, openGate } from './pass.ts'

type Event = Extract<LambdaEvent, { rawPath: string }>
type Said = { statusCode: number; headers: Record<string, string>; cookies?: string[] }
/** What Lambda's own Node runtime puts beside a handler; there is no package of it to import. */
declare const awslambda: {
  streamifyResponse: (answer: (event: Event, out: Writable) => Promise<void>) => unknown
  HttpResponseStream: { from: (out: Writable, said: Said) => Writable }
}

/**
 * An app whose answers are longer than the 6 MB that Lambda hands on whole: each piece goes out as it is made, and the next is
 * made when the last is taken, up to 200 MB (https://docs.aws.amazon.com/lambda/latest/dg/configuration-response-streaming.html).
 * Only for what is asked with GET. An answer that fails on its way breaks off: a file must never end as if it were whole.
 */
export function streamedAtEdge(
  app: { fetch: (request: Request) => Response | Promise<Response> },
  given: Record<string, string | undefined> = process.env,
) {
  const gate = openGate(given)
  return awslambda.streamifyResponse(async (event, out) => {
    const admitted = gate(event.headers)
    const request = admitted && requestOf(event, admitted)
    const answer = await (admitted ? (request ? app.fetch(request) : said(unreadable)) : said(around))
    const { 'set-cookie': _, ...headers } = Object.fromEntries(answer.headers)
    const cookies = answer.headers.getSetCookie()
    const first = { statusCode: answer.status, headers, ...(cookies.length > 0 ? { cookies } : {}) }
    const body = answer.body
      ? Readable.fromWeb(answer.body as Parameters<typeof Readable.fromWeb>[0])
      : Readable.from([])
    await pipeline(body, awslambda.HttpResponseStream.from(out, first))
  })
}

/** What was asked, with the key where the edge's own signature stood. Undefined where a header is none the web knows. */
function requestOf(event: Event, { headers: given, key, path }: Admitted): Request | undefined {
  const { domainName, http } = event.requestContext
  const { authorization: _, ...headers } = given
  if (key) headers.authorization = key
  if (event.cookies) headers.cookie = event.cookies.join('; ')
  try {
    const url = new URL(`https://${domainName}${path ?? event.rawPath}`)
    url.search = event.rawQueryString
    return new Request(url, { method: http.method, headers })
  } catch {
    return undefined
  }
}

const said = ({ statusCode, headers, body }: typeof around) =>
  new Response(body, { status: statusCode, headers: headers as Said['headers'] })
