import { audit, changedFields } from '@nguon/people/audit'
import { agrees, type Consent, consent, withdraw } from '@nguon/people/consent'
import { asActor, person, personDraft, personView } from '@nguon/people/person'
import { makersOf, placesOf, type Role, role } from '@nguon/people/role'
import { describe, expect, test } from 'vitest'

const lan = person.parse({
  id: 'chi-lan',
  name: 'Lê Thị Lan',
  phone: '0912345678',
  phoneHash: 'h'.repeat(43),
  roles: [{ is: 'household', maker: 'ho-lan' }],
  lang: 'vi',
  createdAt: '2026-11-22T02:00:00.000Z',
  example: true,
})

describe('a person', () => {
  test('is seen by others with the phone masked and its hash left out', () => {
    const view = personView(lan)
    expect(view.phone).toBe('09•• ••• •78')
    expect(JSON.stringify(view)).not.toMatch(/0912345678|phoneHash/)
  })

  test('asks in a session with their roles', () => {
    expect(asActor(lan, 's1')).toEqual({
      is: 'person',
      id: 'chi-lan',
      name: 'Lê Thị Lan',
      roles: [{ is: 'household', maker: 'ho-lan' }],
      session: 's1',
    })
  })

  test.each([
    ['a field of ours', '{"id":"x"}', 'id'],
    ['a mark of demo data', '{"example":true}', 'example'],
    ['a key of the table', '{"pk":"PERSON#x"}', 'pk'],
    ['a prototype', '{"__proto__":{"admin":true}}', '__proto__'],
  ])('brought in with %s is refused by its name', (_, extra, name) => {
    const body = JSON.parse(`{"name":"Lan","phone":"0912345678","roles":[],${extra.slice(1)}`)
    expect(JSON.stringify(personDraft.safeParse(body).error?.issues)).toContain(name)
  })
})

describe('roles', () => {
  test.each<[string, unknown]>([
    ['a commune officer without a commune', { is: 'commune-officer', province: '38' }],
    ['a commune officer without a province', { is: 'commune-officer', commune: '14812' }],
    ['a province officer with a commune', { is: 'province-officer', province: '38', commune: '14812' }],
    ['an operator of one province', { is: 'operator', province: '38' }],
    ['a role nobody has heard of', { is: 'admin' }],
  ])('%s is no role', (_, given) => {
    expect(role.safeParse(given).success).toBe(false)
  })

  test('name the makers and the places they reach', () => {
    const roles: Role[] = [
      { is: 'household', maker: 'ho-lan' },
      { is: 'commune-officer', commune: '14812', province: '38' },
      { is: 'province-officer', province: '37' },
      { is: 'operator' },
    ]
    expect(makersOf(roles)).toEqual(['ho-lan'])
    expect(placesOf(roles)).toEqual([{ province: '38', commune: '14812' }, { province: '37' }, {}])
  })
})

describe('the audit', () => {
  const entry = {
    id: '01JD8Z-000001',
    at: '2026-11-22T02:00:00.000Z',
    actor: { kind: 'person', id: 'anh-son', name: 'Trần Văn Sơn' },
    verb: 'product.publish',
    thingKind: 'product',
    thing: '09521234567894',
    reason: 'Đủ giấy tờ',
  }

  test('names fields that changed and holds none of their values', () => {
    const before = { name: 'Lan', phone: '0912345678', price: { is: 'exact', dong: 35_000 }, tags: ['a'] }
    const after = {
      name: 'Lan',
      phone: '0987654321',
      price: { is: 'exact', dong: 40_000 },
      tags: ['a', 'b'],
      lang: 'vi',
    }
    const changed = changedFields(before, after)
    expect(changed).toEqual(['lang', 'phone', 'price.dong', 'tags'])
    expect(audit.parse({ ...entry, changed })).toEqual({ ...entry, changed })
  })

  test('of a creation and of a removal names every field', () => {
    expect(changedFields(undefined, { b: 1, a: null, c: undefined })).toEqual(['a', 'b'])
    expect(changedFields({ b: 1 }, undefined)).toEqual(['b'])
    expect(changedFields({ a: { b: 1 } }, { a: 1 })).toEqual(['a', 'a.b'])
    expect(changedFields({ a: 1, b: undefined }, { a: 1 })).toEqual([])
  })

  test('takes no phone number for the name of a thing', () => {
    expect(audit.safeParse({ ...entry, thing: '0912345678' }).success).toBe(false)
  })
})

describe('consent', () => {
  const given: Consent = consent.parse({
    who: { is: 'person', person: 'chi-lan' },
    purpose: 'show-phone',
    version: '2026-11',
    at: '2026-11-22T02:00:00.000Z',
  })
  const later = new Date('2026-12-01T00:00:00.000Z')

  test('holds for its purpose alone, from when it was given', () => {
    expect(agrees([given], 'show-phone', later)).toBe(true)
    expect(agrees([given], 'show-address', later)).toBe(false)
    expect(agrees([given], 'show-phone', new Date('2026-11-22T01:59:59.000Z'))).toBe(false)
    expect(agrees([], 'show-phone', later)).toBe(false)
  })

  test('can be taken back, stays in the log, and can be given again', () => {
    const taken = withdraw(given, later)
    if ('code' in taken) throw new Error(taken.code)
    expect(taken).toEqual({ ...given, withdrawnAt: '2026-12-01T00:00:00.000Z' })
    expect(agrees([taken], 'show-phone', later)).toBe(false)
    expect(agrees([taken, { ...given, at: later.toISOString() }], 'show-phone', later)).toBe(true)
    expect(withdraw(taken, later)).toEqual({ code: 'consent/withdrawn-already', at: '2026-12-01T00:00:00.000Z' })
  })
})
