import * as z from 'zod'
import type { Actor } from './may.ts'
import { maskPhone, phone } from './phone.ts'
import { type Role, role } from './role.ts'

export const personId = z.string().regex(/^[a-z0-9][a-z0-9-]{2,60}$/)

/** What is said of a person when they are brought in. Whoever may log in has a phone, and nothing else: no password. */
export const personDraft = z.strictObject({
  name: z.string().trim().min(2).max(80),
  phone,
  roles: z.array(role).max(20),
  lang: z.enum(['vi', 'en']).default('vi'),
})
export type PersonDraft = z.infer<typeof personDraft>

export const person = z.object({
  ...personDraft.shape,
  id: personId,
  phoneHash: z.string().length(43),
  createdAt: z.iso.datetime(),
  example: z.boolean().optional(),
})
/** Someone who may log in. `phone` is private: it goes to its owner and to operators, see {@link personView}. */
export type Person = z.infer<typeof person>

/** A person as others who may read them see them: the phone masked, its hash left out. */
export type PersonView = Omit<Person, 'phoneHash'>
export const personView = ({ phoneHash: _, ...person }: Person): PersonView => ({
  ...person,
  phone: maskPhone(person.phone),
})

/** A person, in a session, as the one who asks. */
export const asActor = (person: { id: string; name: string; roles: readonly Role[] }, session: string): Actor => ({
  is: 'person',
  id: person.id,
  name: person.name,
  roles: person.roles,
  session,
})
