import { createRoute, z } from '@hono/zod-openapi'
import { slug } from '@nguon/listing/text'
import { person, personDraft, personView } from '@nguon/people/person'
import { phoneKey, readPhone } from '@nguon/people/phone'
import { role } from '@nguon/people/role'
import { addPerson, changeRoles, listPeople, readPerson } from '@nguon/store/person'
import { asks, audited, body, cursorOf, forbidden, isRefusal, json, nextOf, refusals, refuse, routes } from './app.ts'
import { cursorQuery } from './products.ts'

const view = person
  .omit({ phoneHash: true })
  .extend({ phone: z.string().openapi({ example: '09•• ••• •78' }) })
  .openapi('Person')

const list = createRoute({
  method: 'get',
  path: '/v1/people',
  operationId: 'listPeople',
  summary: 'People and their roles, phones masked',
  ...asks('person.read'),
  request: { query: cursorQuery },
  responses: { 200: json(z.object({ items: z.array(view), next: z.string().optional() }), 'People'), ...refusals },
})

const add = createRoute({
  method: 'post',
  path: '/v1/people',
  operationId: 'addPerson',
  summary: 'Bring a person in, with their roles and places',
  ...asks('person.create'),
  request: { body: body(personDraft.extend({ phone: z.string().max(60).openapi({ example: '0912 345 678' }) })) },
  responses: { 201: json(view, 'The person'), ...refusals },
})

const grant = createRoute({
  method: 'patch',
  path: '/v1/people/{person}',
  operationId: 'setRoles',
  summary: 'Replace the roles of a person',
  ...asks('person.edit-roles'),
  request: {
    params: z.object({ person: z.string().max(61) }),
    body: body(z.strictObject({ roles: z.array(role).max(20) })),
  },
  responses: { 200: json(view, 'The person'), ...refusals },
})

export const people = () =>
  routes()
    .openapi(list, async (c) => {
      const { house } = c.var
      const no = forbidden(c, 'person.read', { person: '*', roles: [] })
      if (no) return refuse(c, no)
      const from = cursorOf(c, 'people', c.req.valid('query').cursor)
      if ('code' in from) return refuse(c, from)
      const page = await listPeople(house.table, 50, from.after)
      return c.json({ items: page.items.map(personView), ...nextOf(c, 'people', page.next) }, 200)
    })
    .openapi(add, async (c) => {
      const { house } = c.var
      const draft = c.req.valid('json')
      const phone = readPhone(draft.phone)
      if (typeof phone !== 'string') return refuse(c, phone)
      const id = `${slug(draft.name).slice(0, 40)}-${Buffer.from(house.random(4)).toString('hex')}`
      const no = forbidden(c, 'person.create', { person: id, roles: draft.roles })
      if (no) return refuse(c, no)
      const fresh = {
        ...draft,
        phone,
        id,
        phoneHash: phoneKey(house.secrets.phone, phone),
        createdAt: house.now().toISOString(),
      }
      const made = await addPerson(house.table, fresh, audited(c, 'person.create', 'person', id))
      if (isRefusal(made)) return refuse(c, made)
      c.header('location', `/v1/people/${id}`)
      return c.json(personView(made), 201)
    })
    .openapi(grant, async (c) => {
      const { house } = c.var
      const { roles } = c.req.valid('json')
      const before = await readPerson(house.table, c.req.valid('param').person)
      const no = forbidden(c, 'person.edit-roles', {
        person: before?.id ?? '',
        roles: [...(before?.roles ?? []), ...roles],
      })
      if (no) return refuse(c, no)
      if (!before) return refuse(c, { code: 'thing/not-found' })
      const after = await changeRoles(
        house.table,
        before,
        roles,
        audited(c, 'person.edit-roles', 'person', before.id, { changed: ['roles'] }),
      )
      if (isRefusal(after)) return refuse(c, after)
      return c.json(personView(after), 200)
    })
