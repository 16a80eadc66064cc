import { type Session, session } from '@nguon/people/session'
import { ofPerson, sessionKey } from './key.ts'
import { all, type Belief, isNew, put, read, type Table } from './table.ts'

export const readSessionRecord = (table: Table, id: string) => read(table, sessionKey(id), session)

export const addSession = (table: Table, it: Session): Promise<boolean> => put(table, asItem(it), isNew)

/** Writes what use or an end made of a session; a session that has ended stays ended. */
export function keepSession(table: Table, it: Session): Promise<boolean> {
  const believing: Belief = { expression: 'attribute_exists(pk) AND attribute_not_exists(endedAt)' }
  return put(table, asItem(it), believing)
}

export const listSessions = (table: Table, person: string): Promise<Session[]> =>
  all(table, { index: 'maker', pk: ofPerson(person, 'SESSION', '').makerPk, newestFirst: true }, session)

const asItem = (it: Session) => ({
  ...sessionKey(it.id),
  ...it,
  ...ofPerson(it.person, 'SESSION', `${it.createdAt}#${it.id}`),
  ttl: Math.floor(Date.parse(it.expiresAt) / 1000),
})
