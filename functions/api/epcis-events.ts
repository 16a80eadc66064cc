import { createRoute, z } from '@hono/zod-openapi'
import { queryDocument } from '@nguon/trace/answer'
import { type Query, readQuery, supported } from '@nguon/trace/query'
import { captureEvent } from '../epcis/capture.ts'
import { eventsOfId, findEvents, type Seen, writeEvents } from '../epcis/find.ts'
import { asks, type C, cursorOf, idOf, isRefusal, json, nextOf, refusals, refuse, routes } from './app.ts'
import { linkTo, tokenQuery } from './epcis-capture.ts'
import { formatOf } from './epcis-door.ts'

const event = z
  .looseObject({
    // The official schema asks for it, and says so better.
    '@context': z
      .unknown()
      .optional()
      .openapi({ example: ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld'] }),
    type: z.string().openapi({ example: 'ObjectEvent' }),
  })
  .openapi('EPCISEvent', {
    description: 'One event with its @context, valid against the official EPCIS 2.0 JSON schema',
  })

const answer = z
  .object({
    '@context': z.array(z.string()),
    type: z.literal('EPCISQueryDocument'),
    schemaVersion: z.literal('2.0'),
    creationDate: z.iso.datetime(),
    epcisBody: z.object({
      queryResults: z.object({
        queryName: z.string(),
        resultsBody: z.object({ eventList: z.array(z.record(z.string(), z.unknown())) }),
      }),
    }),
  })
  .openapi('EPCISQueryDocument')

const text = z.string().optional()
const parameters = tokenQuery.extend({
  ...Object.fromEntries(supported.map((name) => [name, text])),
  ...{ orderBy: text, orderDirection: text, eventCountLimit: text, maxEventCount: text },
})

const add = createRoute({
  method: 'post',
  path: '/v1/epcis/events',
  operationId: 'addEpcisEvent',
  summary: 'Capture one event',
  ...asks('event.append'),
  request: {
    body: {
      required: true,
      content: { 'application/json': { schema: event }, 'application/ld+json': { schema: event } },
    },
  },
  responses: {
    201: json(z.object({ eventID: z.string() }), 'Kept; Location leads to the event'),
    ...refusals,
  },
})

const query = createRoute({
  method: 'get',
  path: '/v1/epcis/events',
  operationId: 'queryEvents',
  summary: 'Events by EPCIS query parameters; several values are written a|b; Link leads to the next page',
  ...asks('everyone'),
  request: { query: parameters },
  responses: { 200: json(answer, 'A page of events'), ...refusals },
})

const show = createRoute({
  method: 'get',
  path: '/v1/epcis/events/{eventID}',
  operationId: 'readEpcisEvent',
  summary: 'The event of an id, and what took it back',
  ...asks('everyone'),
  request: { params: z.object({ eventID: z.string().max(4_000) }) },
  responses: { 200: json(answer, 'The event'), ...refusals },
})

async function documentOf(c: C, seen: readonly Seen[]) {
  const events = await writeEvents(c, seen, formatOf(c))
  return queryDocument(events, c.var.house.now().toISOString())
}

/** The question a page belongs to: who asks, and for what; how much at a time may change on the way. */
const questionOf = (c: C, given: URLSearchParams): string => {
  const asked = [...given].filter(([name]) => name !== 'nextPageToken' && name !== 'perPage').sort()
  return `epcis ${idOf(c.var.actor)} ${JSON.stringify(asked)}`
}
const place = z.object({ after: z.string(), given: z.int() })

function startOf(c: C, { token }: Query, question: string) {
  const from = cursorOf(c, question, token)
  return 'code' in from ? from : from.after ? place.parse(from.after) : { given: 0 }
}

export const epcisEvents = () =>
  routes()
    .openapi(add, async (c) => {
      const given: unknown = await c.req.json()
      const { checkEvent } = await import('@nguon/trace/event')
      const read = checkEvent(given)
      if ('code' in read) return refuse(c, read)
      const kept = await captureEvent(c, read.event)
      if (isRefusal(kept)) return refuse(c, kept)
      const { eventID, fresh } = kept
      if (!fresh) return refuse(c, { code: 'event/already-there', eventID })
      c.header('location', `/v1/epcis/events/${encodeURIComponent(eventID)}`)
      return c.json({ eventID }, 201)
    })
    .openapi(query, async (c) => {
      const given = new URL(c.req.url).searchParams
      const asked = readQuery(given)
      if ('code' in asked) return refuse(c, asked)
      const question = questionOf(c, given)
      const from = startOf(c, asked, question)
      if ('code' in from) return refuse(c, from)
      const found = await findEvents(c, asked, from)
      if (isRefusal(found)) return refuse(c, found)
      const on = { after: found.next, given: from.given + found.events.length }
      const { next } = nextOf(c, question, found.next === undefined ? undefined : on)
      if (next) c.header('link', linkTo(c, '/v1/epcis/events', { ...Object.fromEntries(given), nextPageToken: next }))
      return c.json(await documentOf(c, found.events), 200)
    })
    .openapi(show, async (c) => {
      const seen = await eventsOfId(c, c.req.valid('param').eventID)
      return seen.length > 0 ? c.json(await documentOf(c, seen), 200) : refuse(c, { code: 'thing/not-found' })
    })
