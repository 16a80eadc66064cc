import type { Scope } from '@nguon/people/key'
import { scope } from '@nguon/people/key'
import { type Actor, may, type ThingOf, type Verb, verbs } from '@nguon/people/may'
import type { Role } from '@nguon/people/role'
import { describe, expect, test } from 'vitest'

// Everything is asked about the household `ho-lan` of commune 14812 in province 38.
const here = { maker: 'ho-lan', commune: '14812', province: '38' }

const person = (...roles: Role[]): Actor => ({ is: 'person', id: 'someone', name: 'Someone', roles, session: 's' })
const lan: Role = { is: 'household', maker: 'ho-lan' }
const operator: Role = { is: 'operator' }
const every = scope.options
const key = (scopes: readonly Scope[], province?: string): Actor => ({
  is: 'system',
  key: 'k',
  scopes,
  ...(province ? { province } : {}),
})

/** The columns of the tables below, in order. The last is a key that holds every scope but the one that is needed. */
const columns: [string, (needed?: Scope) => Actor][] = [
  ['nobody', () => ({ is: 'nobody' })],
  ['a person without roles', () => person()],
  ['the household', () => person(lan)],
  ['another household', () => person({ is: 'household', maker: 'ho-minh' })],
  ['the commune officer', () => person({ is: 'commune-officer', commune: '14812', province: '38' })],
  ['the next commune’s officer', () => person({ is: 'commune-officer', commune: '14815', province: '38' })],
  ['the province officer', () => person({ is: 'province-officer', province: '38' })],
  ['the next province’s officer', () => person({ is: 'province-officer', province: '37' })],
  ['an operator', () => person(operator)],
  ['a key', () => key(every)],
  ['the province’s key', () => key(every, '38')],
  ['the next province’s key', () => key(every, '37')],
  ['a key without the scope', (needed) => key(every.filter((one) => one !== needed))],
]

const things: Record<string, ThingOf<Verb>> = {
  'a thing the public sees': { ...here, shown: true },
  'a thing it does not see': { ...here, shown: false },
  'the commune': { commune: '14812', province: '38' },
  'the whole province': { province: '38' },
  'another household member': { person: 'lan', roles: [lan] },
  'another operator': { person: 'chi-huong', roles: [operator] },
  themselves: { person: 'someone', roles: [lan] },
  'what is another’s': { person: 'lan' },
  'what is their own': { person: 'someone' },
  'the deployment': { whole: 'deployment' },
}

/**
 * y yes · n no (403, or 401 for nobody) · ? as if it were not there (404).
 *
 *   nobody, without roles | household: this, another | commune officer: this, next | province officer: this, next | operator | key: any, this province, next, without scope
 */
const expected: Record<Verb, Record<string, string>> = {
  'product.read-private': {
    'a thing the public sees': '?? y? y? y? y yy??',
    'a thing it does not see': '?? y? y? y? y yy??',
  },
  'product.create': {
    'a thing the public sees': 'nn yn yn yn y yynn',
    'a thing it does not see': '?? y? y? y? y yy??',
  },
  'product.edit': {
    'a thing the public sees': 'nn yn yn yn y yynn',
    'a thing it does not see': '?? y? y? y? y yy??',
  },
  'product.submit': {
    'a thing the public sees': 'nn yn yn yn y yynn',
    'a thing it does not see': '?? y? y? y? y yy??',
  },
  'product.publish': {
    'a thing the public sees': 'nn nn yn yn y nnnn',
    'a thing it does not see': '?? n? y? y? y ????',
  },
  'product.pause': {
    'a thing the public sees': 'nn yn yn yn y yynn',
    'a thing it does not see': '?? y? y? y? y yy??',
  },
  'product.withdraw': {
    'a thing the public sees': 'nn yn yn yn y yynn',
    'a thing it does not see': '?? y? y? y? y yy??',
  },
  'certificate.edit': {
    'a thing the public sees': 'nn nn yn yn y nnnn',
    'a thing it does not see': '?? n? y? y? y ????',
  },
  'item.check': {
    'a thing the public sees': 'nn nn yn yn y nnnn',
    'a thing it does not see': '?? n? y? y? y ????',
  },
  'producer.read-private': {
    'a thing the public sees': '?? y? y? y? y yy??',
    'a thing it does not see': '?? y? y? y? y yy??',
  },
  'producer.create': {
    'the commune': 'nn nn yn yn y yynn',
    'the whole province': 'nn nn nn yn y yynn',
  },
  'producer.edit': {
    'a thing the public sees': 'nn yn yn yn y yynn',
    'a thing it does not see': '?? y? y? y? y yy??',
  },
  'lot.create': {
    'a thing the public sees': 'nn yn yn yn y yynn',
    'a thing it does not see': '?? y? y? y? y yy??',
  },
  'lot.read-private': {
    'a thing the public sees': '?? y? y? y? y yy??',
    'a thing it does not see': '?? y? y? y? y yy??',
  },
  'event.append': {
    'a thing the public sees': 'nn yn yn yn y yynn',
    'a thing it does not see': '?? y? y? y? y yy??',
  },
  'diary.read': {
    'a thing the public sees': '?? y? y? y? y yy??',
    'a thing it does not see': '?? y? y? y? y yy??',
  },
  'diary.write': {
    'a thing the public sees': '?? y? y? y? y yy??',
    'a thing it does not see': '?? y? y? y? y yy??',
  },
  'diary.check': {
    'a thing the public sees': '?? ?? y? y? y ????',
    'a thing it does not see': '?? ?? y? y? y ????',
  },
  'event.capture': {
    'the commune': 'nn nn yn yn y yynn',
    'the whole province': 'nn nn nn yn y yynn',
  },
  'event.read': {
    'the commune': '?? ?? y? y? y yy??',
    'the whole province': '?? ?? ?? y? y yy??',
  },
  'stamp.issue': {
    'a thing the public sees': 'nn yn yn yn y yynn',
    'a thing it does not see': '?? y? y? y? y yy??',
  },
  'stamp.print': {
    'a thing the public sees': 'nn yn yn yn y yynn',
    'a thing it does not see': '?? y? y? y? y yy??',
  },
  'poster.print': {
    'a thing the public sees': 'nn yn yn yn y yynn',
    'a thing it does not see': '?? y? y? y? y yy??',
  },
  'stamp.activate': {
    'a thing the public sees': 'nn yn yn yn y yynn',
    'a thing it does not see': '?? y? y? y? y yy??',
  },
  'stamp.void': {
    'a thing the public sees': 'nn yn yn yn y yynn',
    'a thing it does not see': '?? y? y? y? y yy??',
  },
  'stamp.declare-display': {
    'a thing the public sees': 'nn yn yn yn y yynn',
    'a thing it does not see': '?? y? y? y? y yy??',
  },
  'stamp.answer': {
    'a thing the public sees': 'nn yn yn yn y yynn',
    'a thing it does not see': '?? y? y? y? y yy??',
  },
  'stamp.hide-answer': {
    'a thing the public sees': 'nn nn yn yn y nnnn',
    'a thing it does not see': '?? n? y? y? y ????',
  },
  'recall.propose': {
    'a thing the public sees': 'nn yn yn yn y nnnn',
    'a thing it does not see': '?? y? y? y? y ????',
  },
  'recall.confirm': {
    'a thing the public sees': 'nn nn yn yn y nnnn',
    'a thing it does not see': '?? n? y? y? y ????',
  },
  'recall.read-private': {
    'a thing the public sees': '?? y? y? y? y yy??',
    'a thing it does not see': '?? y? y? y? y yy??',
  },
  'recall.list': {
    'the commune': '?? ?? y? y? y ????',
    'the whole province': '?? ?? ?? y? y ????',
  },
  'report.list': {
    'the commune': '?? ?? y? y? y ????',
    'the whole province': '?? ?? ?? y? y ????',
  },
  'report.handle': {
    'a thing the public sees': '?? ?? y? y? y ????',
    'a thing it does not see': '?? ?? y? y? y ????',
  },
  'report.read-as-maker': {
    'a thing the public sees': '?? y? y? y? y ????',
    'a thing it does not see': '?? y? y? y? y ????',
  },
  'report.reply': {
    'a thing the public sees': '?? y? ?? ?? ? ????',
    'a thing it does not see': '?? y? ?? ?? ? ????',
  },
  'import.create': {
    'the commune': 'nn nn yn yn y yynn',
    'the whole province': 'nn nn nn yn y yynn',
  },
  'import.read': {
    'the commune': '?? ?? y? y? y yy??',
    'the whole province': '?? ?? ?? y? y yy??',
  },
  'import.commit': {
    'the commune': '?? ?? y? y? y yy??',
    'the whole province': '?? ?? ?? y? y yy??',
  },
  'order.read-as-seller': {
    'a thing the public sees': '?? y? ?? ?? y yy??',
    'a thing it does not see': '?? y? ?? ?? y yy??',
  },
  'person.read': {
    'another household member': '?? ?? ?? ?? y y???',
    'another operator': '?? ?? ?? ?? y ????',
    themselves: '?y yy yy yy y y???',
  },
  'person.create': {
    'another household member': 'nn nn nn nn y ynnn',
    'another operator': 'nn nn nn nn y nnnn',
  },
  'person.edit-roles': {
    'another household member': '?? ?? ?? ?? y y???',
    'another operator': '?? ?? ?? ?? y ????',
    themselves: '?n nn nn nn y y???',
  },
  'key.create': {
    'what is another’s': 'nn nn nn nn y nnnn',
    'what is their own': 'nn nn nn nn y nnnn',
  },
  'key.list': {
    'what is another’s': '?? ?? ?? ?? y ????',
    'what is their own': '?y yy yy yy y ????',
  },
  'key.revoke': {
    'what is another’s': '?? ?? ?? ?? y ????',
    'what is their own': '?y yy yy yy y ????',
  },
  'number.give': {
    'a thing the public sees': 'nn nn yn yn y yynn',
    'a thing it does not see': '?? n? y? y? y yy??',
  },
  'prefix.edit': {
    'the deployment': 'nn nn nn nn y ynnn',
  },
  'audit.read': {
    'the deployment': 'nn nn nn nn y ynnn',
  },
  'notice.read': {
    'the deployment': 'nn nn nn nn y nnnn',
  },
  'notice.place': {
    'the deployment': 'nn nn nn nn y nnnn',
  },
  'session.list': {
    'what is another’s': '?? ?? ?? ?? ? ????',
    'what is their own': '?y yy yy yy y ????',
  },
  'session.end': {
    'what is another’s': '?? ?? ?? ?? ? ????',
    'what is their own': '?y yy yy yy y ????',
  },
}

const meaning: Record<string, string> = { y: 'yes', n: 'no', '?': 'unknown' }
const allVerbs = Object.keys(verbs) as Verb[]

describe.each(allVerbs)('%s', (verb) => {
  const rows = Object.entries(expected[verb]).flatMap(([thing, letters]) =>
    columns.map(([who, actor], at) => [who, thing, meaning[letters.replaceAll(' ', '').charAt(at)], actor] as const),
  )
  test.each(rows)('%s, of %s, hears %s', (_, thing, answer, actor) => {
    expect(may(actor(verbs[verb].scope), verb, things[thing]!)).toBe(answer)
  })

  test('its table has a letter for every asker and a row for every kind of thing', () => {
    for (const letters of Object.values(expected[verb]))
      expect(letters.replaceAll(' ', '')).toHaveLength(columns.length)
    const kinds = { goods: 2, place: 2, person: 2, own: 2, whole: 1 }
    expect(Object.keys(expected[verb]).length).toBeGreaterThanOrEqual(kinds[verbs[verb].of])
  })
})

test('a key of one maker reaches what is that maker’s and nothing else', () => {
  const own: Actor = { is: 'system', key: 'k', scopes: every, maker: 'ho-lan' }
  expect(may(own, 'event.append', { ...here, shown: true })).toBe('yes')
  expect(may(own, 'event.append', { ...here, maker: 'ho-minh', shown: true })).toBe('no')
  expect(may(own, 'lot.read-private', { ...here, maker: 'ho-minh', shown: true })).toBe('unknown')
  expect(may(own, 'event.capture', { province: '38' })).toBe('no')
  expect(may(own, 'audit.read', { whole: 'deployment' })).toBe('no')
})

test('a person with several roles may do what any of them allows', () => {
  const both = person(lan, { is: 'commune-officer', commune: '14815', province: '38' })
  expect(may(both, 'product.edit', { ...here, shown: false })).toBe('yes')
  expect(may(both, 'product.publish', { ...here, maker: 'ho-minh', commune: '14815', shown: false })).toBe('yes')
  expect(may(both, 'product.publish', { ...here, shown: false })).toBe('no')
})

test('a commune’s code in another province opens nothing', () => {
  const stranger = person({ is: 'commune-officer', commune: '14812', province: '37' })
  expect(may(stranger, 'product.edit', { ...here, shown: false })).toBe('unknown')
})

test('a commune officer may not bring in a list for the whole province', () => {
  const officer = person({ is: 'commune-officer', commune: '14812', province: '38' })
  expect(may(officer, 'import.create', { province: '38' })).toBe('no')
})

test('no key makes an operator, or touches one', () => {
  expect(may(key(every), 'person.create', { person: 'moi', roles: [lan, operator] })).toBe('no')
  expect(may(key(every), 'person.edit-roles', { person: 'chi-huong', roles: [operator] })).toBe('unknown')
})

test('a key without scopes and nobody at all may do nothing, whatever the verb', () => {
  for (const verb of allVerbs)
    for (const thing of Object.keys(expected[verb])) {
      expect(may(key([]), verb, things[thing]!)).not.toBe('yes')
      expect(may({ is: 'nobody' }, verb, things[thing]!)).not.toBe('yes')
    }
})
