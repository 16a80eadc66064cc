import { createRoute, z } from '@hono/zod-openapi'
import { type Capture, listCaptures, readCapture } from '@nguon/store/capture'
import { type Behaviour, captureDocument } from '../epcis/capture.ts'
import { exceptionOf } from '../epcis/exception.ts'
import { partyFor, partyName } from '../epcis/party.ts'
import { sightFor } from '../epcis/sight.ts'
import { problemOf, type Refusal } from '../problem.ts'
import { asks, type C, cursorOf, isRefusal, json, nextOf, problem, refusals, refuse, routes } from './app.ts'
import { captureMost } from './epcis-door.ts'

const job = z
  .object({
    captureID: z.string().openapi({ example: '0f3a5c1d9b7e4f60a2c4e6f8091b3d5f' }),
    createdAt: z.iso.datetime(),
    finishedAt: z.iso.datetime(),
    running: z.boolean(),
    success: z.boolean(),
    captureErrorBehaviour: z.enum(['rollback', 'proceed']),
    events: z.int().openapi({ description: 'Events in the document' }),
    kept: z.int().openapi({ description: 'Events that were not here before' }),
    errors: z.array(
      problem.extend({ event: z.int().openapi({ description: 'Place of the event in the list, from 0' }) }),
    ),
  })
  .openapi('CaptureJob')

const document = z
  .looseObject({
    // The official schema asks for it, and says so better.
    '@context': z
      .unknown()
      .optional()
      .openapi({ example: ['https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld'] }),
    type: z.enum(['EPCISDocument', 'EPCISQueryDocument']),
  })
  .openapi('EPCISDocument', { description: 'A document of events, valid against the official EPCIS 2.0 JSON schema' })

export const tokenQuery = z.object({
  perPage: z.string().optional().openapi({ example: '30' }),
  nextPageToken: z.string().max(2_000).optional(),
})

const send = createRoute({
  method: 'post',
  path: '/v1/epcis/capture',
  operationId: 'captureEvents',
  summary: 'Capture a document of events: all or none, or with GS1-Capture-Error-Behaviour: proceed as many as go',
  ...asks('event.append'),
  request: {
    body: {
      required: true,
      content: { 'application/json': { schema: document }, 'application/ld+json': { schema: document } },
    },
  },
  responses: { 202: json(job, 'Taken; Location leads to the job'), ...refusals },
})

const list = createRoute({
  method: 'get',
  path: '/v1/epcis/capture',
  operationId: 'listCaptures',
  summary: 'The capture jobs of whoever asks, newest first; Link leads to the next page',
  ...asks('self'),
  request: { query: tokenQuery },
  responses: { 200: json(z.array(job), 'Jobs'), ...refusals },
})

const show = createRoute({
  method: 'get',
  path: '/v1/epcis/capture/{captureID}',
  operationId: 'readCapture',
  summary: 'What became of a captured document',
  ...asks('lot.read-private'),
  request: { params: z.object({ captureID: z.string().max(80) }) },
  responses: { 200: json(job, 'The job'), ...refusals },
})

function viewOf(c: C, it: Capture): z.infer<typeof job> {
  const { id, createdAt, finishedAt, success, behaviour, events, kept } = it
  const errors = it.errors.map(({ code, place, evidence }) => {
    const said = problemOf({ code, ...evidence } as Refusal, c.var.lang, c.var.house.origin)
    return { ...said, type: exceptionOf(said, 'POST'), event: place }
  })
  return {
    ...{ captureID: id, createdAt, finishedAt, running: false, success, captureErrorBehaviour: behaviour },
    ...{ events, kept, errors },
  }
}

const behaviourOf = (c: C): Behaviour | Refusal => {
  const said = c.req.header('gs1-capture-error-behaviour') ?? 'rollback'
  if (said === 'rollback' || said === 'proceed') return said
  return { code: 'capture/bad-header', header: 'GS1-Capture-Error-Behaviour', wanted: 'rollback, proceed' }
}

export const epcisCapture = () =>
  routes()
    .openapi(send, async (c) => {
      const behaviour = behaviourOf(c)
      if (typeof behaviour !== 'string') return refuse(c, behaviour)
      const given: unknown = await c.req.json()
      // The schema's validator is large and only needed here.
      const { readDocument } = await import('@nguon/trace/document')
      const read = readDocument(given, behaviour === 'proceed')
      if ('code' in read) return refuse(c, read)
      if (read.events.length > captureMost) return refuse(c, { code: 'capture/too-many', most: captureMost })
      const done = await captureDocument(c, given, read.events, behaviour)
      if (isRefusal(done)) return refuse(c, done)
      c.header('location', `/v1/epcis/capture/${done.id}`)
      return c.json(viewOf(c, done), 202)
    })
    .openapi(list, async (c) => {
      const { house } = c.var
      const party = await partyFor(c, 'read')
      if ('code' in party) return refuse(c, party)
      const question = `captures ${partyName(party)}`
      const { perPage = '30', nextPageToken } = c.req.valid('query')
      if (!/^[1-9]\d{0,4}$/.test(perPage))
        return refuse(c, {
          ...{ code: 'query/bad-value', parameter: 'perPage', found: perPage.slice(0, 60) },
          wanted: { vi: 'một số nguyên dương', en: 'a positive whole number' },
        })
      const from = cursorOf(c, question, nextPageToken)
      if ('code' in from) return refuse(c, from)
      const page = await listCaptures(house.table, partyName(party), Math.min(100, Number(perPage)), from.after)
      const { next } = nextOf(c, question, page.next)
      if (next) c.header('link', linkTo(c, '/v1/epcis/capture', { perPage, nextPageToken: next }))
      return c.json(
        page.items.map((it) => viewOf(c, it)),
        200,
      )
    })
    .openapi(show, async (c) => {
      const it = await readCapture(c.var.house.table, c.req.valid('param').captureID)
      const [sight] = it ? await sightFor(c, false)([{ owner: it.party }]) : []
      return it && sight === 'whole' ? c.json(viewOf(c, it), 200) : refuse(c, { code: 'thing/not-found' })
    })

/** A Link header's value that leads on. */
export const linkTo = (c: C, path: string, query: Record<string, string>): string =>
  `<${c.var.house.origin}${path}?${new URLSearchParams(query)}>; rel="next"`
