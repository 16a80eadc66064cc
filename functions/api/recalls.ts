import { createRoute, z } from '@hono/zod-openapi'
import { listRecalls, readRecall } from '@nguon/store/recall'
import { isPublic } from '@nguon/trace/recall'
import { recallKeys, signedRecalls } from '../recall-list.ts'
import { asks, cursorOf, json, nextOf, refusals, refuse, routes } from './app.ts'
import { cursorQuery } from './products.ts'
import { publicView, viewOf } from './recall-view.ts'
import { sendTagged } from './tagged.ts'

export const recallParam = z.object({
  recall: z
    .string()
    .regex(/^rc[a-f0-9]{16}$/)
    .openapi({ example: 'rc0123456789abcdef' }),
})

const list = createRoute({
  method: 'get',
  path: '/v1/recalls',
  operationId: 'listRecalls',
  summary: 'Recalls in force and past, newest first',
  ...asks('everyone'),
  request: { query: cursorQuery },
  responses: {
    200: json(z.object({ items: z.array(publicView), next: z.string().optional() }), 'Recalls'),
    ...refusals,
  },
})

const signed = createRoute({
  method: 'get',
  path: '/v1/recalls.json',
  operationId: 'readSignedRecalls',
  summary: 'The recalls of two years in short form, signed (JWS, RFC 7797); also at /recalls.json',
  ...asks('everyone'),
  responses: {
    200: json(z.object({ protected: z.string(), payload: z.string(), signature: z.string() }), 'The signed list'),
    304: { description: 'Unchanged' },
    ...refusals,
  },
})

const keys = createRoute({
  method: 'get',
  path: '/v1/recall-keys',
  operationId: 'listRecallKeys',
  summary: 'Public keys of the list of recalls (RFC 7517); also at /.well-known/nguon-recall-keys.json',
  ...asks('everyone'),
  responses: {
    200: json(
      z.object({
        keys: z.array(
          z.object({
            ...{ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string(), kid: z.string() },
            ...{ alg: z.literal('EdDSA'), use: z.literal('sig') },
          }),
        ),
      }),
      'Keys',
    ),
    ...refusals,
  },
})

const show = createRoute({
  method: 'get',
  path: '/v1/recalls/{recall}',
  operationId: 'readRecall',
  summary: 'A recall in force or past, and how it ended',
  ...asks('everyone'),
  request: { params: recallParam },
  responses: { 200: json(publicView, 'The recall'), ...refusals },
})

/** What everybody may know of recalls. */
export const recalls = () =>
  routes()
    .openapi(list, async (c) => {
      const from = cursorOf(c, 'recalls', c.req.valid('query').cursor)
      if ('code' in from) return refuse(c, from)
      const page = await listRecalls(c.var.house.table, 50, undefined, from.after)
      return c.json({ items: page.items.filter(isPublic).map(viewOf), ...nextOf(c, 'recalls', page.next) }, 200)
    })
    .openapi(signed, async (c) => sendTagged(c, await signedRecalls(c.var.house), 'application/json'))
    .openapi(keys, (c) => {
      c.header('cache-control', 'public, max-age=3600')
      c.header('access-control-allow-origin', '*')
      return c.json(recallKeys(c.var.house), 200)
    })
    .openapi(show, async (c) => {
      const it = await readRecall(c.var.house.table, c.req.valid('param').recall)
      return it && isPublic(it) ? c.json(viewOf(it), 200) : refuse(c, { code: 'thing/not-found' })
    })
