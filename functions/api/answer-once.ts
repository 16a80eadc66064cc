import { createHash } from 'node:crypto'
import { claimAnswer, dropAnswer, keepAnswer } from '@nguon/store/idempotency'
import type { MiddlewareHandler } from 'hono'
import { type Env, idOf, refuse } from './app.ts'

const form = /^[A-Za-z0-9_-]{8,100}$/

/**
 * A creating request that carries an Idempotency-Key is answered once; sent again it gets the first answer again and changes
 * nothing. A refusal is not kept: what was wrong may be put right under the same key. Keys live a day, apart for each asker.
 */
export const answerOnce: MiddlewareHandler<Env> = async (c, next) => {
  const key = c.req.header('idempotency-key')
  if (c.req.method !== 'POST' || key === undefined) return next()
  if (!form.test(key)) return refuse(c, { code: 'idempotency/bad-key' })
  const { house, actor } = c.var
  const bytes = await c.req.raw.clone().arrayBuffer()
  const request = createHash('sha256').update(`${c.req.url}\n`).update(new Uint8Array(bytes)).digest('hex')
  const claim = await claimAnswer(house.table, idOf(actor), key, request, house.now())
  if (claim !== 'ours') {
    if (claim.request !== request) return refuse(c, { code: 'idempotency/other-request' })
    if (claim.state === 'running') return refuse(c, { code: 'idempotency/still-running' })
    return new Response(claim.body, {
      status: claim.status,
      headers: { ...claim.headers, 'idempotency-replayed': 'true' },
    })
  }
  await next()
  const { status } = c.res
  if (status >= 300) return dropAnswer(house.table, idOf(actor), key)
  const body = await c.res.clone().text()
  const headers = Object.fromEntries(
    ['content-type', 'location'].flatMap((name) => (c.res.headers.has(name) ? [[name, c.res.headers.get(name)!]] : [])),
  )
  await keepAnswer(house.table, idOf(actor), key, { state: 'done', request, status, headers, body }, house.now())
}
