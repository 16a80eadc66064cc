import type { HookReading, HookRefusal } from '@nguon/pay/hook'
import { readSepay, verifySepay } from '@nguon/pay/sepay'
import { readStripeEvent } from '@nguon/pay/stripe'
import { holdNotice, keepNotice, readNotice, releaseNotice } from '@nguon/store/notice'
import { Hono } from 'hono'
import type { House } from './house.ts'
import { readBody } from './request.ts'
import { settleNotice } from './settle.ts'

const most = 64 * 1024

/**
 * Notices from banks and card houses. Signature over the very bytes first, then the notice is kept once by provider and id,
 * then it is acted on; a repeat finds it kept and is acted on again, which changes nothing that is done already.
 */
export function hooks(house: House): Hono {
  const app = new Hono()

  app.post('/v1/hooks/sepay', async (c) => {
    const raw = await readBody(c.req.raw, most)
    if ('code' in raw) return c.json({ success: false, code: raw.code }, 413)
    const judged = verifySepay({
      headers: c.req.raw.headers,
      rawBody: raw,
      secret: house.sepay?.secret ?? '',
      now: house.now(),
    })
    if ('code' in judged) return refused(judged)
    return answer(house, readSepay(raw), raw)
  })

  app.post('/v1/hooks/stripe', async (c) => {
    const raw = await readBody(c.req.raw, most)
    if ('code' in raw) return c.json({ success: false, code: raw.code }, 413)
    const signature = c.req.header('stripe-signature') ?? null
    return answer(house, await readStripeEvent(raw, signature, house.stripe?.webhookSecret ?? '', house.now()), raw)
  })

  app.notFound((c) => c.json({ success: false, code: 'request/unknown-route' }, 404))
  return app
}

const refused = (refusal: HookRefusal) => Response.json({ success: false, code: refusal.code }, { status: 400 })

async function answer(house: House, read: HookReading | HookRefusal, raw: Uint8Array): Promise<Response> {
  if ('code' in read) return refused(read)
  if (read.is === 'ignored') return Response.json({ success: true, ignored: read.why })
  const at = house.now().toISOString()
  const first = await keepNotice(house.table, read.notice, new TextDecoder().decode(raw), at)
  // A person may have given it to an order, or set it aside, since it was first told.
  const kept = first ? read.notice : ((await readNotice(house.table, read.notice)) ?? read.notice)
  if ('aside' in kept && kept.aside) return Response.json({ success: true, result: 'aside' })
  const settled = await settleNotice(house.table, kept, house.now)
  if (settled.is === 'by-hand') await holdNotice(house.table, read.notice, settled.why, at)
  else if (!first) await releaseNotice(house.table, read.notice)
  return Response.json({ success: true, result: settled.is })
}
