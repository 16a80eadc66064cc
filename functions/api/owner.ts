import { makersOf } from '@nguon/people/role'
import type { Refusal } from '../problem.ts'
import type { C } from './app.ts'

/** Whose printers and papers these are: a household's are its maker's, so that all of it print alike; an officer's are their own. */
export function ownerOf(c: C): { owner: string } | Refusal {
  const { actor } = c.var
  if (actor.is === 'nobody') return { code: 'may/who-are-you' }
  if (actor.is === 'system') return { code: 'may/not-you' }
  const [maker] = makersOf(actor.roles)
  return { owner: maker === undefined ? `person:${actor.id}` : `maker:${maker}` }
}

/** A short name for a thing of an owner's: eight letters and digits, enough for thirty. */
export const newId = (c: C, letter: string): string =>
  letter + [...c.var.house.random(8)].map((byte) => (byte % 36).toString(36)).join('')
