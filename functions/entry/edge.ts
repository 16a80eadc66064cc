import { createHash, timingSafeEqual } from 'node:crypto'
import type { Env, Hono, Schema } from 'hono'
import { type APIGatewayProxyResult, handle, type LambdaContext, type LambdaEvent } from 'hono/aws-lambda'
import { env, passHeader, pathHeader } from '../env.ts'

type Event = Extract<LambdaEvent, { rawPath: string }>

const problem = (status: number, title: string, titleEn: string): APIGatewayProxyResult => ({
  statusCode: status,
  headers: { 'content-type': 'application/problem+json; charset=utf-8', 'cache-control': 'no-store' },
  body: JSON.stringify({ type: 'about:blank', status, title, titleEn }),
  isBase64Encoded: false,
})
const around = problem(403, 'Xin vào bằng địa chỉ của trang', 'Please come by the address of the site')
const tooLarge = problem(
  413,
  'Trả lời quá dài, xin lấy từng phần nhỏ hơn',
  'The answer is too long, ask for it in parts',
)
/** Lambda hands on 6 MB and no more; beyond it the gateway would say only that something went wrong. */
const mostAnswer = 6 * 1024 * 1024 - 16 * 1024

const digest = (text: string) => createHash('sha256').update(text).digest()

/**
 * An app as the gateway calls it. Only the edge is let in: what it says of who asks and from where decides rates and
 * verdicts, and around it anybody could write those headers. The path is the one the edge saw, with its `%2F` whole.
 */
export function atEdge<E extends Env, S extends Schema>(
  app: Hono<E, S, '/'>,
  given: Record<string, string | undefined> = process.env,
) {
  const pass = given[env.pass] ?? ''
  if (pass.length < 32)
    throw new Error(`Nguồn does not start: ${env.pass} (${pass ? 'setting/short' : 'setting/missing'})`)
  const expected = digest(pass)
  const answer = handle(app)
  return async (event: Event, context?: LambdaContext): Promise<APIGatewayProxyResult> => {
    const { [passHeader]: said = '', [pathHeader]: path, ...headers } = event.headers
    if (!timingSafeEqual(digest(said), expected)) return around
    const given = await answer({ ...event, headers, rawPath: path ?? event.rawPath }, context)
    return Buffer.byteLength(given.body) > mostAnswer ? tooLarge : given
  }
}
