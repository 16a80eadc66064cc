import type { Env, Hono, Schema } from 'hono'
import { type APIGatewayProxyResult, handle, type LambdaContext, type LambdaEvent } from 'hono/aws-lambda'
import { openGate } from './pass.ts'

type Event = Extract<LambdaEvent, { rawPath: string }>

const problem = (status: number, title: string, titleEn: string): APIGatewayProxyResult => ({
  statusCode: status,
  headers: { 'content-type': 'application/problem+json; charset=utf-8', 'cache-control': 'no-store' },
  body: JSON.stringify({ type: 'about:blank', status, title, titleEn }),
  isBase64Encoded: false,
})
export const around = problem(403, 'Xin vào bằng địa chỉ của trang', 'Please come by the address of the site')
export const unreadable = problem(400, 'Yêu cầu không đọc được', 'The request cannot be read')
const tooLarge = problem(
  413,
  'Trả lời quá dài, xin lấy từng phần nhỏ hơn',
  'The answer is too long, ask for it in parts',
)
/** Lambda hands on 6 MB and no more; beyond it the gateway would say only that something went wrong. */
const mostAnswer = 6 * 1024 * 1024 - 16 * 1024

/** An app as the gateway calls it, let in by the edge alone. The path is the one the edge saw, with its `%2F` whole. */
export function atEdge<E extends Env, S extends Schema>(
  app: Hono<E, S, '/'>,
  given: Record<string, string | undefined> = process.env,
) {
  const gate = openGate(given)
  const answer = handle(app)
  return async (event: Event, context?: LambdaContext): Promise<APIGatewayProxyResult> => {
    const admitted = gate(event.headers)
    if (!admitted) return around
    const { headers, path } = admitted
    const given = await answer({ ...event, headers, rawPath: path ?? event.rawPath }, context)
    return Buffer.byteLength(given.body) > mostAnswer ? tooLarge : given
  }
}
