import { dayIn } from '@nguon/listing/day'
import { readCookie } from '@nguon/people/cookie'
import { checkKey, readKey } from '@nguon/people/key'
import type { Actor } from '@nguon/people/may'
import { asActor } from '@nguon/people/person'
import { readSession, sessionId } from '@nguon/people/session'
import { readApiKey, touchApiKey } from '@nguon/store/api-key'
import { readPerson } from '@nguon/store/person'
import { keepSession, readSessionRecord } from '@nguon/store/session'
import type { House } from './house.ts'
import type { Refusal } from './problem.ts'

/** Who asks, by session cookie or API key. A dead session is nobody; a key that does not hold is told so. */
export async function actorOf(house: House, request: Request): Promise<Actor | Refusal> {
  const bearer = request.headers.get('authorization')
  if (bearer !== null) return systemOf(house, bearer)
  const token = readCookie(request.headers.get('cookie') ?? undefined)
  if (!token) return { is: 'nobody' }
  const id = sessionId(token)
  const state = readSession(await readSessionRecord(house.table, id), house.now())
  if ('code' in state) return { is: 'nobody' }
  if (state.next) await keepSession(house.table, state.next)
  const person = await readPerson(house.table, state.record.person)
  return person ? asActor(person, id) : { is: 'nobody' }
}

async function systemOf(house: House, bearer: string): Promise<Actor | Refusal> {
  const read = readKey(bearer)
  if ('code' in read) return read
  const judged = checkKey(await readApiKey(house.table, read.id), read.text, dayIn(house.now()))
  if ('code' in judged) return judged
  if (judged.next) await touchApiKey(house.table, judged.next)
  const { id, scopes, province, maker } = judged.record
  return {
    ...{ is: 'system', key: id, scopes },
    ...(province === undefined ? {} : { province }),
    ...(maker === undefined ? {} : { maker }),
  }
}

/** A changing request that a browser sent with its cookie must come from a page of ours. */
export function isForeign(house: House, request: Request): boolean {
  if (request.method === 'GET' || request.method === 'HEAD' || request.method === 'OPTIONS') return false
  const origin = request.headers.get('origin')
  return origin !== null && origin !== house.origin && request.headers.get('cookie') !== null
}
