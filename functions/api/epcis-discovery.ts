import { createRoute, z } from '@hono/zod-openapi'
import { asks, refusals, routes } from './app.ts'
import { announced, announcedLimits } from './epcis-door.ts'

const discover = <P extends string>(path: P, operationId: string, summary: string) =>
  createRoute({
    method: 'options',
    path,
    operationId,
    summary,
    ...asks('everyone'),
    responses: { 204: { description: 'Versions, formats and limits, in headers' }, ...refusals },
  })
const withId = <P extends string, N extends string>(path: P, name: N, operationId: string, summary: string) => {
  const params = z.object({ [name]: z.string().max(4_000) } as Record<N, z.ZodString>)
  return { ...discover(path, operationId, summary), request: { params } }
}

const capture = discover('/v1/epcis/capture', 'discoverCapture', 'What the capture interface takes')
const events = discover('/v1/epcis/events', 'discoverEvents', 'What the query interface answers')
const job = withId('/v1/epcis/capture/{captureID}', 'captureID', 'discoverCaptureJob', 'What a capture job answers')
const event = withId('/v1/epcis/events/{eventID}', 'eventID', 'discoverEvent', 'What an event answers')

/** The OPTIONS of EPCIS 2.0, where a client learns versions and limits before it sends anything. */
export const epcisDiscovery = () =>
  routes()
    .openapi(capture, (c) => c.body(null, 204, { ...announced, ...announcedLimits, allow: 'GET, HEAD, OPTIONS, POST' }))
    .openapi(events, (c) => c.body(null, 204, { ...announced, ...announcedLimits, allow: 'GET, HEAD, OPTIONS, POST' }))
    .openapi(job, (c) => c.body(null, 204, { ...announced, allow: 'GET, HEAD, OPTIONS' }))
    .openapi(event, (c) => c.body(null, 204, { ...announced, allow: 'GET, HEAD, OPTIONS' }))
