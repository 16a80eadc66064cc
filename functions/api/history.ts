import { createRoute, z } from '@hono/zod-openapi'
import { lotLine } from '@nguon/store/key'
import {
  listAnchors,
  listEntries,
  listRoots,
  proveConsistency,
  proveEntries,
  type Root,
  readLog,
  readRoot,
} from '@nguon/store/log'
import { listEvents } from '@nguon/store/lot'
import { readPassport } from '@nguon/store/passport'
import { readProduct } from '@nguon/store/product'
import type { StoredEvent } from '@nguon/trace/history'
import { consistencyRuns } from '@nguon/trace/merkle'
import { publicEvent } from '@nguon/trace/public-event'
import { logVerifier } from '../history-root.ts'
import { asks, cursorOf, forbidden, json, nextOf, refusals, refuse, routes } from './app.ts'
import { lotParam } from './lots.ts'
import { cursorQuery, goodsOf } from './products.ts'

const size = z.coerce.number().int().min(1).max(1e12)
const hash = z.string().openapi({ example: '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d' })
const rootView = z
  .object({ size: z.int(), root: hash, at: z.string(), note: z.string() })
  .openapi('HistoryRoot', { description: 'A signed root of the log of heads; `note` is a C2SP checkpoint' })

const latest = createRoute({
  method: 'get',
  path: '/v1/history/checkpoint',
  operationId: 'readCheckpoint',
  summary: 'The newest signed root of all histories, as other transparency logs give theirs (C2SP tlog-checkpoint)',
  ...asks('everyone'),
  responses: {
    200: { description: 'A signed note', content: { 'text/plain': { schema: z.string() } } },
    ...refusals,
  },
})

const roots = createRoute({
  method: 'get',
  path: '/v1/history/roots',
  operationId: 'listHistoryRoots',
  summary: 'Every signed root there ever was, newest first, and the key that signs them',
  ...asks('everyone'),
  request: { query: cursorQuery },
  responses: {
    200: json(z.object({ key: z.string(), items: z.array(rootView), next: z.string().optional() }), 'Roots'),
    ...refusals,
  },
})

const entries = createRoute({
  method: 'get',
  path: '/v1/history/entries',
  operationId: 'listHistoryEntries',
  summary: 'The log itself from an entry on, at most 256: whoever takes them all can make every root anew',
  ...asks('everyone'),
  request: { query: z.object({ from: z.coerce.number().int().min(0).max(1e12).default(0) }) },
  responses: {
    200: json(
      z.object({
        size: z.int(),
        from: z.int(),
        items: z.array(z.object({ tag: hash, seq: z.int(), chain: hash })),
        next: z.int().optional(),
      }),
      'Entries; `next` is where to go on',
    ),
    ...refusals,
  },
})

const consistency = createRoute({
  method: 'get',
  path: '/v1/history/consistency',
  operationId: 'proveHistoryConsistency',
  summary: 'The proof that an older root is the beginning of a newer one (RFC 9162, 2.1.4)',
  ...asks('everyone'),
  request: { query: z.object({ from: size, to: size }) },
  responses: { 200: json(z.object({ from: rootView, to: rootView, proof: z.array(hash) }), 'The proof'), ...refusals },
})

const said = z.object({
  seq: z.int(),
  previous: hash,
  chain: hash,
  recordTime: z.string(),
  declaredBy: z.string().optional(),
  event: z.record(z.string(), z.unknown()),
  withheld: z
    .boolean()
    .optional()
    .openapi({ description: 'Sent by others and shown in part: its place is proved, its own words are not' }),
})

const proof = createRoute({
  method: 'get',
  path: '/v1/products/{id}/lots/{lot}/history',
  operationId: 'proveHistory',
  summary: 'A lot’s whole history with the proof that it was not rewritten: one file for the verifier',
  ...asks('everyone'),
  request: { params: lotParam },
  responses: {
    200: json(
      z
        .object({
          format: z.literal('nguon-history/1'),
          product: z.string(),
          lot: z.string(),
          history: z.string(),
          key: z.string(),
          events: z.array(said),
          anchors: z.array(z.object({ seq: z.int(), chain: hash, index: z.int(), proof: z.array(hash) })),
          checkpoint: z.string().optional(),
        })
        .openapi('HistoryProof'),
      'The history and its proof',
    ),
    ...refusals,
  },
})

/** What others sent may hold names and phones in fields of their own: the public has its place in the chain, and what is public of it. */
function saidOf({ seq, previous, chain, recordTime, declaredBy, event, captured }: StoredEvent, inside: boolean) {
  const place = { seq, previous, chain, recordTime }
  if (captured && !inside) return { ...place, event: publicEvent(event), withheld: true }
  return { ...place, event, ...(declaredBy === undefined ? {} : { declaredBy }) }
}

const aMinute = 'public, max-age=60'

export const history = () =>
  routes()
    .openapi(latest, async (c) => {
      const { items } = await listRoots(c.var.house.table, 1)
      if (!items[0]) return refuse(c, { code: 'history/no-root' })
      return c.text(items[0].note, 200, { 'cache-control': aMinute })
    })
    .openapi(roots, async (c) => {
      const { house } = c.var
      const { cursor } = c.req.valid('query')
      const from = cursorOf(c, 'history-roots', cursor)
      if ('code' in from) return refuse(c, from)
      const { items, next } = await listRoots(house.table, 50, from.after)
      return c.json({ key: logVerifier(house), items, ...nextOf(c, 'history-roots', next) }, 200)
    })
    .openapi(entries, async (c) => {
      const { table } = c.var.house
      const { from } = c.req.valid('query')
      const { size: all } = await readLog(table)
      const items = await listEntries(table, from, all)
      const next = from + items.length
      return c.json({ size: all, from, items, ...(items.length > 0 && next < all ? { next } : {}) }, 200)
    })
    .openapi(consistency, async (c) => {
      const { table } = c.var.house
      const asked = c.req.valid('query')
      const [from, to] = await Promise.all([readRoot(table, asked.from), readRoot(table, asked.to)])
      if (!from || !to || from.size > to.size) return refuse(c, { code: 'history/no-root' })
      const proof = await proveConsistency(table, consistencyRuns(from.size, to.size))
      return c.json({ from, to, proof }, 200)
    })
    .openapi(proof, async (c) => {
      const { house } = c.var
      const { id, lot } = c.req.valid('param')
      const product = await readProduct(house.table, id)
      const inside = product && forbidden(c, 'lot.read-private', goodsOf(product)) === undefined
      const shown = product?.publication.state === 'published' && !(await readPassport(house.table, id, lot))?.hidden
      if (!shown && !inside) return refuse(c, { code: 'thing/not-found' })
      const [events, anchors, { items }] = await Promise.all([
        listEvents(house.table, id, lot),
        listAnchors(house.table, id, lot),
        listRoots(house.table, 1),
      ])
      if (events.length === 0) return refuse(c, { code: 'lot/not-found', product: id, lot })
      const root: Root | undefined = items[0]
      const rooted = anchors.filter(({ index }) => root && index < root.size)
      const proofs = root
        ? await proveEntries(
            house.table,
            rooted.map(({ index }) => index),
            root.size,
          )
        : []
      const whole = {
        format: 'nguon-history/1' as const,
        ...{ product: id, lot, history: lotLine(id, lot), key: logVerifier(house) },
        events: events.map((it) => saidOf(it, inside === true)),
        anchors: rooted.map((it, at) => ({ ...it, proof: proofs[at] ?? [] })),
        ...(root ? { checkpoint: root.note } : {}),
      }
      c.header('content-disposition', `inline; filename="lich-su-${id}-${lot}.json"`)
      return c.json(whole, 200)
    })
