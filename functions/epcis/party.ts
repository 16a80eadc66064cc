import type { Scope } from '@nguon/people/key'
import type { Actor } from '@nguon/people/may'
import type { Role } from '@nguon/people/role'
import { readProducer } from '@nguon/store/producer'
import { type C, forbidden } from '../api/app.ts'
import type { House } from '../house.ts'
import type { Refusal } from '../problem.ts'

/** Under whose name events are kept that belong to no lot of ours: a maker's, or a place's office. */
export type Party = { maker: string; commune: string; province: string } | { province: string; commune?: string }

/** The party as records name it. */
export const partyName = (party: Party): string =>
  'maker' in party
    ? `maker:${party.maker}`
    : `place:${party.province}${party.commune === undefined ? '' : `:${party.commune}`}`

/** A role's party; an operator's, like that of a key for everything, is the deployment's province. */
const makerOf = (role: Role) => (role.is === 'household' ? [role.maker] : [])
function placeOf(house: House, roles: readonly Role[]): Party {
  const commune = roles.find((role) => role.is === 'commune-officer')
  if (commune) return { province: commune.province, commune: commune.commune }
  return { province: roles.find((role) => role.is === 'province-officer')?.province ?? house.province }
}

async function partyOfMaker(house: House, id: string): Promise<Party | undefined> {
  const maker = await readProducer(house.table, id)
  return maker && { maker: id, commune: maker.commune, province: maker.province }
}

async function partyOf(house: House, actor: Actor): Promise<Party | undefined> {
  if (actor.is === 'nobody') return undefined
  if (actor.is === 'system')
    return actor.maker ? partyOfMaker(house, actor.maker) : { province: actor.province ?? house.province }
  const [maker] = actor.roles.flatMap(makerOf)
  if (maker) return partyOfMaker(house, maker)
  return actor.roles.length > 0 ? placeOf(house, actor.roles) : undefined
}

/** The party that asks, if it may do this under its own name. */
export async function partyFor(c: C, what: 'capture' | 'read'): Promise<Party | Refusal> {
  const { house, actor } = c.var
  const party = await partyOf(house, actor)
  if (!party) return actor.is === 'nobody' ? { code: 'may/who-are-you' } : { code: 'may/not-you' }
  const no =
    'maker' in party
      ? forbidden(c, what === 'capture' ? 'event.append' : 'lot.read-private', { ...party, shown: true })
      : forbidden(c, what === 'capture' ? 'event.capture' : 'event.read', party)
  // One's own party is no secret: what one may not do there is told.
  return no ? { code: 'may/not-you' } : party
}

/** Whether a key was made for reading events at all. */
export const readsEvents = (actor: Actor): boolean =>
  actor.is === 'person' || (actor.is === 'system' && actor.scopes.includes('lots:read' satisfies Scope))
