import { type Person, person } from '@nguon/people/person'
import { makersOf } from '@nguon/people/role'
import * as z from 'zod'
import { type AuditAct, auditAct } from './audit.ts'
import { ofMaker, onDesk, peopleList, personKey, phoneKey } from './key.ts'
import type { LostRace } from './product.ts'
import { type Item, isNew, isThere, type Page, page, read, type Table, write } from './table.ts'

export const readPerson = (table: Table, id: string) => read(table, personKey(id), person)

const phoneOwner = z.object({ person: z.string() })

/** Whose phone this is, by its keyed hash. */
export async function personOfPhone(table: Table, phoneHash: string): Promise<string | undefined> {
  return (await read(table, phoneKey(phoneHash), phoneOwner))?.person
}

/** Brings a person in; one phone opens one account. */
export async function addPerson(
  table: Table,
  it: Person,
  audit: AuditAct,
): Promise<Person | { code: 'person/phone-taken' }> {
  const done = await write(table, [
    { put: asItem(it), believing: isNew },
    { put: { ...phoneKey(it.phoneHash), person: it.id }, believing: isNew },
    auditAct(audit),
  ])
  return done.written ? it : { code: 'person/phone-taken' }
}

/** Replaces roles, believing the ones that were read. */
export async function changeRoles(
  table: Table,
  before: Person,
  roles: Person['roles'],
  audit: AuditAct,
): Promise<Person | LostRace> {
  const next = { ...before, roles }
  const believing = {
    expression: `${isThere.expression} AND #roles = :roles`,
    names: { '#roles': 'roles' },
    values: { ':roles': before.roles },
  }
  const done = await write(table, [{ put: asItem(next), believing }, auditAct(audit)])
  return done.written ? next : { code: 'race/lost', what: 'person' }
}

export const listPeople = (table: Table, limit: number, after?: Item): Promise<Page<Person>> =>
  page(table, { index: 'desk', pk: peopleList, limit, ...(after ? { after } : {}) }, person)

const asItem = (it: Person): Item => {
  const [maker] = makersOf(it.roles)
  return {
    ...personKey(it.id),
    ...it,
    ...onDesk(peopleList, `${it.createdAt}#${it.id}`),
    ...(maker ? ofMaker(maker, 'PERSON', it.id) : {}),
  }
}
