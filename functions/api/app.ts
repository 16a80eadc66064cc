import { OpenAPIHono, type RouteConfig, z } from '@hono/zod-openapi'
import type { Actor, ThingOf, Verb } from '@nguon/people/may'
import { may } from '@nguon/people/may'
import type { AuditAct } from '@nguon/store/audit'
import type { Item } from '@nguon/store/table'
import type { Context, TypedResponse } from 'hono'
import { readCursor, writeCursor } from '../cursor.ts'
import { exceptionOf } from '../epcis/exception.ts'
import type { House } from '../house.ts'
import { type Lang, sayInvalid } from '../invalid.ts'
import { problemOf, type Refusal } from '../problem.ts'

export type Env = { Variables: { house: House; actor: Actor; lang: Lang } }
export type C = Context<Env>

/** An app of route documents: what fails its schema is answered in words before the handler is asked. */
export const routes = () =>
  new OpenAPIHono<Env>({
    defaultHook: async (result, c) => {
      if (result.success) return
      const given =
        result.target === 'json'
          ? await c.req.json().catch(() => undefined)
          : result.target === 'query'
            ? c.req.query()
            : c.req.param()
      return refuse(c, { code: 'request/invalid', errors: sayInvalid(result.error.issues, c.var.lang, given) })
    },
  })

/** A refusal is documented once for all routes, so its type asks nothing of the route it is answered from. */
export type Refused = Response & TypedResponse<never, never, never>

/** EPCIS 2.0 has types of its own for what goes wrong there. */
export const isEpcis = (c: Pick<C, 'req'>): boolean => c.req.path.startsWith('/v1/epcis/')

/** Answers a refusal as a problem in the reader's language. */
export function refuse(c: C, refusal: Refusal): Refused {
  const problem = problemOf(refusal, c.var.lang, c.var.house.origin)
  const said = isEpcis(c) ? { ...problem, type: exceptionOf(problem, c.req.method) } : problem
  const headers = { 'content-type': 'application/problem+json; charset=utf-8', 'content-language': c.var.lang }
  return c.json(said, said.status, headers) as Refused
}

/** No record of ours has a field `code` beside refusals. */
export const isRefusal = <T extends object>(it: T): it is Extract<T, { code: Refusal['code'] }> => 'code' in it

/** Undefined where the actor may; else the refusal: nobody is asked to log in, and what one may not know of is not there. */
export function forbidden<V extends Verb>(c: C, verb: V, thing: ThingOf<V>): Refusal | undefined {
  const answer = may(c.var.actor, verb, thing)
  if (answer === 'yes') return undefined
  if (c.var.actor.is === 'nobody' && answer === 'no') return { code: 'may/who-are-you' }
  return answer === 'unknown' ? { code: 'thing/not-found' } : { code: 'may/not-you' }
}

/** The audit record of what this request changes. */
export function audited(
  c: C,
  verb: string,
  thingKind: string,
  thing: string,
  more: Pick<AuditAct, 'changed' | 'reason'> = {},
): AuditAct {
  const { house, actor } = c.var
  const who =
    actor.is === 'person'
      ? { kind: 'person' as const, id: actor.id, name: actor.name }
      : actor.is === 'system'
        ? { kind: 'system' as const, id: actor.key, name: actor.key }
        : { kind: 'nobody' as const, id: '-', name: '-' }
  const id = Buffer.from(house.random(9)).toString('hex')
  return { id, at: house.now().toISOString(), actor: who, verb, thingKind, thing, ...more }
}

/** The name under which a change is signed for people to read. */
export const nameOf = (actor: Actor): string =>
  actor.is === 'person' ? actor.name : actor.is === 'system' ? actor.key : '-'
export const idOf = (actor: Actor): string =>
  actor.is === 'person' ? actor.id : actor.is === 'system' ? actor.key : '-'

/** The place a list goes on from, or a refusal of a cursor that was not made for this very question. */
export const cursorOf = (c: C, question: string, cursor: string | undefined) =>
  readCursor(c.var.house.secrets.cursor, question, cursor)
export const nextOf = (c: C, question: string, next: Item | undefined) => {
  const cursor = writeCursor(c.var.house.secrets.cursor, question, next)
  return cursor === undefined ? {} : { next: cursor }
}

export const problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.string().openapi({ example: 'thing/not-found' }),
    errors: z.array(z.object({ field: z.string(), found: z.string().optional(), message: z.string() })).optional(),
  })
  .openapi('Problem', { description: 'RFC 9457 problem details, in Vietnamese or English by Accept-Language' })

const problemAnswer = (description: string) => ({
  description,
  content: { 'application/problem+json': { schema: problem } },
})

/** Error answers that any route may give. */
export const refusals = {
  400: problemAnswer('Something in the request is not as wanted; `errors` names the fields'),
  401: problemAnswer('Log in first, or the key does not hold'),
  403: problemAnswer('Known, and not yours to do'),
  404: problemAnswer('Not there, or not yours to know of'),
  406: problemAnswer('No answer in the form that was asked for'),
  409: problemAnswer('Not from the present state, or somebody was faster'),
  413: problemAnswer('Too large'),
  414: problemAnswer('The address is too long'),
  415: problemAnswer('Not a kind of content taken here'),
  422: problemAnswer('The idempotency key was used for another request'),
  429: problemAnswer('Too many; `detail` says when again'),
  501: problemAnswer('Part of a standard that is not answered here'),
} as const

/** Reading is for everyone; everything else says which verb of `may` it asks. The sweep over all routes reads this. */
export const asks = (verb: Verb | 'everyone' | 'self'): Pick<RouteConfig, 'security'> & { 'x-may': string } => ({
  security: verb === 'everyone' ? [] : [{ session: [] }, { key: [] }],
  'x-may': verb,
})

export const json = <T extends z.ZodType>(schema: T, description: string) => ({
  description,
  content: { 'application/json': { schema } },
})
export const body = <T extends z.ZodType>(schema: T) => ({
  required: true,
  content: { 'application/json': { schema } },
})

type Named<S extends z.ZodRawShape> = {
  [K in keyof S]: z.ZodOptional<S[K] extends z.ZodDefault<infer Inner> ? Inner : S[K]>
}

/** The body of a PATCH: what it does not name stays as it is. A draft's own defaults would write over it. */
export function changesOf<S extends z.ZodRawShape>(draft: z.ZodObject<S>): z.ZodObject<Named<S>, z.core.$strict> {
  const bare = Object.entries(draft.shape).map(([name, field]) => [
    name,
    (field instanceof z.ZodDefault ? field.unwrap() : field) as z.ZodType,
  ])
  return z.strictObject(Object.fromEntries(bare)).partial() as never
}
