import { createRoute, z } from '@hono/zod-openapi'
import { addressKey } from '@nguon/people/address'
import { clearCookie, writeCookie } from '@nguon/people/cookie'
import { codeFrom, loginStarted, startLogin, tryCode } from '@nguon/people/login'
import { maskPhone, phoneKey, readPhone } from '@nguon/people/phone'
import { role } from '@nguon/people/role'
import { endSession, openSession } from '@nguon/people/session'
import { keepLogin, keepTry, readLogin } from '@nguon/store/login'
import { personOfPhone, readPerson } from '@nguon/store/person'
import { addSession, keepSession, listSessions, readSessionRecord } from '@nguon/store/session'
import { viewerHeader } from '../env.ts'
import { asks, body, type C, json, refusals, refuse, routes } from './app.ts'

const phoneBody = z.strictObject({ phone: z.string().max(60).openapi({ example: '0912 345 678' }) })
const me = z
  .object({ id: z.string(), name: z.string(), phone: z.string(), roles: z.array(role), lang: z.enum(['vi', 'en']) })
  .openapi('Me')

const start = createRoute({
  method: 'post',
  path: '/v1/login',
  operationId: 'startLogin',
  summary: 'Send a six-digit code; the answer is the same for known and unknown phones',
  ...asks('everyone'),
  request: { body: body(phoneBody) },
  responses: { 202: json(loginStarted, 'A code is on its way if the phone is known'), ...refusals },
})

const open = createRoute({
  method: 'post',
  path: '/v1/login/code',
  operationId: 'openSession',
  summary: 'Open a session with the code',
  ...asks('everyone'),
  request: { body: body(phoneBody.extend({ code: z.string().max(60).openapi({ example: '123456' }) })) },
  responses: { 200: json(me, 'Logged in; the session is in the cookie'), ...refusals },
})

const whoami = createRoute({
  method: 'get',
  path: '/v1/me',
  operationId: 'readMe',
  summary: 'Who I am here',
  ...asks('self'),
  responses: { 200: json(me, 'Me'), ...refusals },
})

const close = createRoute({
  method: 'post',
  path: '/v1/logout',
  operationId: 'closeSession',
  summary: 'End this session',
  ...asks('everyone'),
  responses: { 204: { description: 'Ended' }, ...refusals },
})

const sessionList = createRoute({
  method: 'get',
  path: '/v1/me/sessions',
  operationId: 'listSessions',
  summary: 'Where I am logged in',
  ...asks('session.list'),
  responses: {
    200: json(
      z.object({
        items: z.array(
          z.object({
            id: z.string(),
            createdAt: z.string(),
            seenAt: z.string(),
            agent: z.string(),
            current: z.boolean(),
          }),
        ),
      }),
      'Sessions that hold',
    ),
    ...refusals,
  },
})

const sessionEnd = createRoute({
  method: 'delete',
  path: '/v1/me/sessions/{session}',
  operationId: 'endSession',
  summary: 'Log out elsewhere',
  ...asks('session.end'),
  request: { params: z.object({ session: z.string().length(43) }) },
  responses: { 204: { description: 'Ended' }, ...refusals },
})

const addressOf = (c: C) => c.req.header(viewerHeader) ?? '-'

export const login = () =>
  routes()
    .openapi(start, async (c) => {
      const { house } = c.var
      const phone = readPhone(c.req.valid('json').phone)
      if (typeof phone !== 'string') return refuse(c, phone)
      const phoneHash = phoneKey(house.secrets.phone, phone)
      const address = addressKey(house.secrets.phone, addressOf(c))
      const person = await personOfPhone(house.table, phoneHash)
      const read = await readLogin(house.table, phoneHash, address)
      const now = house.now()
      const code = codeFrom(house.random(6))
      const begun = startLogin({
        now,
        secret: house.secrets.code,
        code,
        phoneHash,
        person,
        previous: read.code,
        rates: read.rates,
      })
      if ('code' in begun) return refuse(c, begun)
      if (
        begun.is === 'started' &&
        (await keepLogin(house.table, address, read, begun.record, begun.rates)) &&
        begun.message
      ) {
        const text =
          c.var.lang === 'vi'
            ? `Mã đăng nhập Nguồn: ${code}. Dùng trong 5 phút, không đưa cho ai.`
            : `Nguồn login code: ${code}. Good for 5 minutes; give it to nobody.`
        await house.send({ to: phone, channel: 'sms', text, at: now.toISOString() })
      }
      return c.json(begun.answer, 202)
    })
    .openapi(open, async (c) => {
      const { house } = c.var
      const given = c.req.valid('json')
      const phone = readPhone(given.phone)
      if (typeof phone !== 'string') return refuse(c, phone)
      const phoneHash = phoneKey(house.secrets.phone, phone)
      for (;;) {
        const { code } = await readLogin(house.table, phoneHash, addressKey(house.secrets.phone, addressOf(c)))
        const tried = tryCode(code, given.code, house.secrets.code, house.now())
        if (tried.record && code && !(await keepTry(house.table, code, tried.record))) continue
        if ('code' in tried) return refuse(c, tried)
        const person = await readPerson(house.table, tried.person)
        if (!person) return refuse(c, { code: 'login/code-ended' })
        const { token, record } = openSession({
          chance: house.random(32),
          person: person.id,
          agent: c.req.header('user-agent') ?? '',
          now: house.now(),
        })
        await addSession(house.table, record)
        c.header('set-cookie', writeCookie(token, record.expiresAt, house.now()))
        return c.json(
          { id: person.id, name: person.name, phone: maskPhone(person.phone), roles: person.roles, lang: person.lang },
          200,
        )
      }
    })
    .openapi(whoami, async (c) => {
      const { house, actor } = c.var
      const person = actor.is === 'person' ? await readPerson(house.table, actor.id) : undefined
      if (!person) return refuse(c, { code: 'may/who-are-you' })
      return c.json(
        { id: person.id, name: person.name, phone: maskPhone(person.phone), roles: person.roles, lang: person.lang },
        200,
      )
    })
    .openapi(close, async (c) => {
      const { house, actor } = c.var
      if (actor.is === 'person') {
        const record = await readSessionRecord(house.table, actor.session)
        if (record) await keepSession(house.table, endSession(record, house.now()))
      }
      c.header('set-cookie', clearCookie())
      return c.body(null, 204)
    })
    .openapi(sessionList, async (c) => {
      const { house, actor } = c.var
      if (actor.is !== 'person') return refuse(c, { code: 'may/who-are-you' })
      const live = (await listSessions(house.table, actor.id)).filter(
        (it) => !it.endedAt && it.expiresAt > house.now().toISOString(),
      )
      return c.json(
        {
          items: live.map(({ id, createdAt, seenAt, agent }) => ({
            id,
            createdAt,
            seenAt,
            agent,
            current: id === actor.session,
          })),
        },
        200,
      )
    })
    .openapi(sessionEnd, async (c) => {
      const { house, actor } = c.var
      if (actor.is !== 'person') return refuse(c, { code: 'may/who-are-you' })
      const record = await readSessionRecord(house.table, c.req.valid('param').session)
      if (!record || record.person !== actor.id) return refuse(c, { code: 'thing/not-found' })
      await keepSession(house.table, endSession(record, house.now()))
      return c.body(null, 204)
    })
