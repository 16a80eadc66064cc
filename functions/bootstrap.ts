import { mintKey, scope } from '@nguon/people/key'
import { phoneKey } from '@nguon/people/phone'
import { addApiKey } from '@nguon/store/api-key'
import { addPerson } from '@nguon/store/person'
import type { House } from './house.ts'

/** The first operator of a deployment and their key: everybody else is brought in by somebody. Refused where the phone is known. */
export async function bringOperator(house: House, who: { name: string; phone: string; example?: boolean }) {
  const at = house.now().toISOString()
  const id = `dieu-hanh-${Buffer.from(house.random(4)).toString('hex')}`
  const audit = (verb: string, thingKind: string, thing: string) => ({
    ...{ id: Buffer.from(house.random(9)).toString('hex'), at, verb, thingKind, thing },
    actor: { kind: 'house' as const, id: 'house', name: 'Nguồn' },
  })
  const phoneHash = phoneKey(house.secrets.phone, who.phone)
  const person = await addPerson(
    house.table,
    { ...who, id, phoneHash, roles: [{ is: 'operator' }], lang: 'vi', createdAt: at },
    audit('person.create', 'person', id),
  )
  if ('code' in person) return person
  const { text, record } = mintKey({
    chance: house.random(37),
    draft: { name: 'operator', scopes: scope.options },
    owner: id,
    now: house.now(),
  })
  await addApiKey(house.table, record, audit('key.create', 'key', record.id))
  return { person, apiKey: text }
}
