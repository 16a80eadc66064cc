import type { Scope } from './key.ts'
import type { Role } from './role.ts'

/** Who asks. `nobody` has not said who they are; a `system` holds an API key, perhaps for one province or one maker only. */
export type Actor =
  | { is: 'nobody' }
  | { is: 'person'; id: string; name: string; roles: readonly Role[]; session: string }
  | { is: 'system'; key: string; scopes: readonly Scope[]; province?: string; maker?: string }

/** `unknown` must be answered as if the thing were not there (404). `no` is 403, or 401 for nobody. */
export type Answer = 'yes' | 'no' | 'unknown'

type Things = {
  /** Anything of a maker: itself, its products, lots, stamps, orders. `shown`: the public can see that it exists. */
  goods: { maker: string; commune: string; province: string; shown: boolean }
  /** A place, or something of a place; without a commune it is of the whole province. */
  place: { province: string; commune?: string }
  /** A person, with the roles they hold and those they are to be given, together. */
  person: { person: string; roles: readonly Role[] }
  /** Something that belongs to one person. */
  own: { person: string }
  whole: { whole: 'deployment' }
}

type Rule = {
  of: keyof Things
  by: readonly Role['is'][]
  /** The person it belongs to may, whatever their roles. */
  self?: true
  /** What a key needs; without one, no system may. */
  scope?: Scope
  /** To the others: `told` no · `hidden`, as if it were not there · `as-shown`, told when the public sees the thing anyway. */
  others: 'told' | 'hidden' | 'as-shown'
}

const officers = ['commune-officer', 'province-officer', 'operator'] as const
const anyone = ['household', ...officers] as const

const rules = {
  'product.read-private': { of: 'goods', by: anyone, scope: 'listing:read', others: 'hidden' },
  'product.create': { of: 'goods', by: anyone, scope: 'listing:write', others: 'as-shown' },
  'product.edit': { of: 'goods', by: anyone, scope: 'listing:write', others: 'as-shown' },
  'product.submit': { of: 'goods', by: anyone, scope: 'listing:write', others: 'as-shown' },
  // A listing is checked by a person before it is shown (Luật TMĐT 122/2025/QH15): approve and return, no key.
  'product.publish': { of: 'goods', by: officers, others: 'as-shown' },
  'product.pause': { of: 'goods', by: anyone, scope: 'listing:write', others: 'as-shown' },
  'product.withdraw': { of: 'goods', by: anyone, scope: 'listing:write', others: 'as-shown' },
  'certificate.edit': { of: 'goods', by: officers, others: 'as-shown' },
  'item.check': { of: 'goods', by: officers, others: 'as-shown' },
  'producer.read-private': { of: 'goods', by: anyone, scope: 'people:read', others: 'hidden' },
  'producer.create': { of: 'place', by: officers, scope: 'listing:write', others: 'told' },
  'producer.edit': { of: 'goods', by: anyone, scope: 'listing:write', others: 'as-shown' },
  'lot.create': { of: 'goods', by: anyone, scope: 'lots:write', others: 'as-shown' },
  'lot.read-private': { of: 'goods', by: anyone, scope: 'lots:read', others: 'hidden' },
  'event.append': { of: 'goods', by: anyone, scope: 'events:write', others: 'as-shown' },
  // A diary is the household's own book until a lot of it is public; its officers read and check it.
  'diary.read': { of: 'goods', by: anyone, scope: 'lots:read', others: 'hidden' },
  'diary.write': { of: 'goods', by: anyone, scope: 'events:write', others: 'hidden' },
  'diary.check': { of: 'goods', by: officers, others: 'hidden' },
  // Events about goods that are not listed here are kept under the place of whoever sends them in; a maker's are its own goods.
  'event.capture': { of: 'place', by: officers, scope: 'events:write', others: 'told' },
  'event.read': { of: 'place', by: officers, scope: 'lots:read', others: 'hidden' },
  'stamp.issue': { of: 'goods', by: anyone, scope: 'stamps:issue', others: 'as-shown' },
  'stamp.print': { of: 'goods', by: anyone, scope: 'stamps:issue', others: 'as-shown' },
  // A poster carries the maker's bank account.
  'poster.print': { of: 'goods', by: anyone, scope: 'people:read', others: 'as-shown' },
  'stamp.activate': { of: 'goods', by: anyone, scope: 'stamps:write', others: 'as-shown' },
  'stamp.void': { of: 'goods', by: anyone, scope: 'stamps:write', others: 'as-shown' },
  'stamp.declare-display': { of: 'goods', by: anyone, scope: 'stamps:write', others: 'as-shown' },
  'stamp.answer': { of: 'goods', by: anyone, scope: 'stamps:write', others: 'as-shown' },
  // Whose answer it is cannot be who judges it.
  'stamp.hide-answer': { of: 'goods', by: officers, others: 'as-shown' },
  // A recall takes two people, so no key begins one: the proposal may be the maker's own, the public is told by an officer.
  'recall.propose': { of: 'goods', by: anyone, others: 'as-shown' },
  'recall.confirm': { of: 'goods', by: officers, others: 'as-shown' },
  'recall.read-private': { of: 'goods', by: anyone, scope: 'lots:read', others: 'hidden' },
  'recall.list': { of: 'place', by: officers, others: 'hidden' },
  // Whom a report names cannot be who judges it; who reported is the officers' to know, and no key's.
  'report.list': { of: 'place', by: officers, others: 'hidden' },
  'report.handle': { of: 'goods', by: officers, others: 'hidden' },
  'report.read-as-maker': { of: 'goods', by: anyone, others: 'hidden' },
  'report.reply': { of: 'goods', by: ['household'], others: 'hidden' },
  'import.create': { of: 'place', by: officers, scope: 'imports:write', others: 'told' },
  'import.read': { of: 'place', by: officers, scope: 'imports:write', others: 'hidden' },
  'import.commit': { of: 'place', by: officers, scope: 'imports:write', others: 'hidden' },
  // An order holds a buyer's name, phone and address: an officer has no reason to read them.
  'order.read-as-seller': { of: 'goods', by: ['household', 'operator'], scope: 'orders:read', others: 'hidden' },
  // Money that paid no order is no maker's yet, and its words may name a buyer: people of the deployment alone, no key.
  'notice.read': { of: 'whole', by: ['operator'], others: 'told' },
  'notice.place': { of: 'whole', by: ['operator'], others: 'told' },
  'person.read': { of: 'person', by: ['operator'], self: true, scope: 'people:read', others: 'hidden' },
  'person.create': { of: 'person', by: ['operator'], scope: 'people:write', others: 'told' },
  'person.edit-roles': { of: 'person', by: ['operator'], scope: 'people:write', others: 'hidden' },
  'key.create': { of: 'own', by: ['operator'], others: 'told' },
  'key.list': { of: 'own', by: ['operator'], self: true, others: 'hidden' },
  'key.revoke': { of: 'own', by: ['operator'], self: true, others: 'hidden' },
  // A number out of the operator's licence is paid for and given once: an officer looks first.
  'number.give': { of: 'goods', by: officers, scope: 'numbers:write', others: 'as-shown' },
  'prefix.edit': { of: 'whole', by: ['operator'], scope: 'numbers:write', others: 'told' },
  'audit.read': { of: 'whole', by: ['operator'], scope: 'audit:read', others: 'told' },
  'session.list': { of: 'own', by: [], self: true, others: 'hidden' },
  'session.end': { of: 'own', by: [], self: true, others: 'hidden' },
} as const satisfies Record<string, Rule>

export type Verb = keyof typeof rules
export type ThingOf<V extends Verb> = Things[(typeof rules)[V]['of']]
type Thing = Things[keyof Things]

/** Every verb, and what kind of thing it is done to: for sweeps. */
export const verbs: Readonly<Record<Verb, Rule>> = rules

/**
 * May this person do this to that? The one place where it is answered.
 * For a creation the thing is what it is created under: the maker of a product, the product of a lot, the place of a maker.
 * An import is asked for its place and again for each row's, because a row may name another commune.
 */
export function may<V extends Verb>(actor: Actor, verb: V, thing: ThingOf<V>): Answer {
  const rule: Rule = rules[verb]
  if (permits(rule, actor, thing)) return 'yes'
  if (rule.others === 'told') return 'no'
  if (rule.others === 'hidden') return isSelf(actor, thing) ? 'no' : 'unknown'
  return knows(actor, thing) ? 'no' : 'unknown'
}

function permits(rule: Rule, actor: Actor, thing: Thing): boolean {
  switch (actor.is) {
    case 'nobody':
      return false
    case 'person':
      if (rule.self && isSelf(actor, thing)) return true
      return actor.roles.some((role) => rule.by.includes(role.is) && reaches(role, thing))
    case 'system':
      return rule.scope !== undefined && actor.scopes.includes(rule.scope) && keyReaches(actor, thing)
  }
}

const isSelf = (actor: Actor, thing: Thing): boolean =>
  actor.is === 'person' && 'person' in thing && thing.person === actor.id

/** Who is told no, rather than nothing: everyone when the thing is shown; else those whose role reaches it. */
const knows = (actor: Actor, thing: Thing): boolean =>
  ('shown' in thing && thing.shown) || (actor.is === 'person' && actor.roles.some((role) => reaches(role, thing)))

function reaches(role: Role, thing: Thing): boolean {
  switch (role.is) {
    case 'household':
      return 'maker' in thing && thing.maker === role.maker
    case 'commune-officer':
      return 'province' in thing && thing.province === role.province && thing.commune === role.commune
    case 'province-officer':
      return 'province' in thing && thing.province === role.province
    case 'operator':
      return true
  }
}

/** A key for one province or maker reaches nothing that has none; no key makes, reads or changes an operator. */
function keyReaches(key: Extract<Actor, { is: 'system' }>, thing: Thing): boolean {
  if ('roles' in thing && thing.roles.some((role) => role.is === 'operator')) return false
  if (key.maker !== undefined && !('maker' in thing && thing.maker === key.maker)) return false
  return key.province === undefined || ('province' in thing && thing.province === key.province)
}
