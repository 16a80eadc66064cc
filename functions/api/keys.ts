import { createRoute, z } from '@hono/zod-openapi'
import { auditRecord } from '@nguon/people/audit'
import { type ApiKey, apiKey, apiKeyDraft, mintKey, revokeKey } from '@nguon/people/key'
import { addApiKey, endApiKey, listApiKeys, readApiKey } from '@nguon/store/api-key'
import { listAudit } from '@nguon/store/audit'
import { asks, audited, body, cursorOf, forbidden, idOf, json, nextOf, refusals, refuse, routes } from './app.ts'
import { cursorQuery } from './products.ts'

const view = apiKey.omit({ hash: true }).openapi('ApiKey')
const viewOf = ({ hash: _, ...key }: ApiKey) => key

const list = createRoute({
  method: 'get',
  path: '/v1/keys',
  operationId: 'listKeys',
  summary: 'API keys, without their secrets',
  ...asks('key.list'),
  request: { query: cursorQuery },
  responses: { 200: json(z.object({ items: z.array(view), next: z.string().optional() }), 'Keys'), ...refusals },
})

const add = createRoute({
  method: 'post',
  path: '/v1/keys',
  operationId: 'addKey',
  summary: 'A key for a system; its text is shown once',
  ...asks('key.create'),
  request: { body: body(apiKeyDraft) },
  responses: { 201: json(view.extend({ text: z.string() }), 'The key'), ...refusals },
})

const revoke = createRoute({
  method: 'delete',
  path: '/v1/keys/{key}',
  operationId: 'revokeKey',
  summary: 'Revoke a key at once',
  ...asks('key.revoke'),
  request: { params: z.object({ key: z.string().regex(/^[0-9a-f]{10}$/) }) },
  responses: { 204: { description: 'Revoked' }, ...refusals },
})

const history = createRoute({
  method: 'get',
  path: '/v1/audit',
  operationId: 'listAudit',
  summary: 'Who changed what in a month, newest first',
  ...asks('audit.read'),
  request: {
    query: cursorQuery.extend({
      month: z
        .string()
        .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
        .optional()
        .openapi({ example: '2026-11' }),
    }),
  },
  responses: {
    200: json(z.object({ items: z.array(auditRecord), next: z.string().optional() }), 'Changes'),
    ...refusals,
  },
})

export const keys = () =>
  routes()
    .openapi(list, async (c) => {
      const { house } = c.var
      const no = forbidden(c, 'key.list', { person: '*' })
      if (no) return refuse(c, no)
      const from = cursorOf(c, 'keys', c.req.valid('query').cursor)
      if ('code' in from) return refuse(c, from)
      const page = await listApiKeys(house.table, 50, from.after)
      return c.json({ items: page.items.map(viewOf), ...nextOf(c, 'keys', page.next) }, 200)
    })
    .openapi(add, async (c) => {
      const { house, actor } = c.var
      const owner = idOf(actor)
      const no = forbidden(c, 'key.create', { person: owner })
      if (no) return refuse(c, no)
      const { text, record } = mintKey({
        chance: house.random(37),
        draft: c.req.valid('json'),
        owner,
        now: house.now(),
      })
      await addApiKey(house.table, record, audited(c, 'key.create', 'key', record.id))
      c.header('location', `/v1/keys/${record.id}`)
      return c.json({ ...viewOf(record), text }, 201)
    })
    .openapi(revoke, async (c) => {
      const { house } = c.var
      const record = await readApiKey(house.table, c.req.valid('param').key)
      const no = forbidden(c, 'key.revoke', { person: record?.owner ?? '' })
      if (no) return refuse(c, no)
      if (!record) return refuse(c, { code: 'thing/not-found' })
      await endApiKey(house.table, revokeKey(record, house.now()), audited(c, 'key.revoke', 'key', record.id))
      return c.body(null, 204)
    })
    .openapi(history, async (c) => {
      const { house } = c.var
      const no = forbidden(c, 'audit.read', { whole: 'deployment' })
      if (no) return refuse(c, no)
      const { month = house.now().toISOString().slice(0, 7), cursor } = c.req.valid('query')
      const from = cursorOf(c, `audit ${month}`, cursor)
      if ('code' in from) return refuse(c, from)
      const page = await listAudit(house.table, month, 50, from.after)
      return c.json({ items: page.items, ...nextOf(c, `audit ${month}`, page.next) }, 200)
    })
