import { communeOf, provinceOf } from '@nguon/listing/commune'
import { type Role, role } from '@nguon/people/role'
import { ask } from '../../ask.ts'
import type { ProducerView, SiteHouse } from '../../house.ts'
import type { Lang } from '../../paths.ts'
import { communeName } from '../../place.ts'
import { deskWords } from '../../text/desk.ts'
import { type Faults, typed } from '../desk/sent.ts'

export type Person = { id: string; name: string; phone: string; roles: Role[]; createdAt: string; example?: boolean }
export type TypedRole = Record<'role' | 'maker' | 'commune', string>
export const roleKinds = ['household', 'commune-officer', 'province-officer', 'operator'] as const

/** A maker by its code, or by a whole link to its stall. */
export const makerTyped = (form: FormData): string =>
  typed(form, 'maker', 200)
    .replace(/[?#].*$/, '')
    .replace(/^.*\/co-so\//, '')
    .replace(/\/+$/, '')

/** The maker of that code, or that there is none: nothing is tied to a stall that is not there. */
export async function findMaker(
  code: string,
  house: Pick<SiteHouse, 'api'>,
  lang: Lang,
): Promise<{ maker: ProducerView } | { faults: Faults }> {
  const found = code === '' ? undefined : await ask<ProducerView>(house, `/v1/producers/${encodeURIComponent(code)}`)
  return found?.ok ? { maker: found.value } : { faults: { maker: deskWords[lang].people.errors.maker(code) } }
}

export const readRole = (form: FormData): TypedRole => ({
  role: typed(form, 'role', 20),
  maker: makerTyped(form),
  commune: typed(form, 'commune', 5),
})

/** The role that was chosen, or what it lacks. */
export async function roleOf(
  it: TypedRole,
  house: Pick<SiteHouse, 'api' | 'province'>,
  lang: Lang,
): Promise<{ role: Role } | { faults: Faults }> {
  const said = deskWords[lang].people.errors
  const province = communeOf(it.commune)?.province ?? house.province?.code ?? ''
  if (it.role === 'household') {
    const found = await findMaker(it.maker, house, lang)
    return 'faults' in found ? found : { role: { is: 'household', maker: found.maker.id } }
  }
  if (it.role === 'commune-officer' && !communeOf(it.commune)) return { faults: { commune: said.commune } }
  const read = role.safeParse({
    is: it.role,
    ...(it.role === 'commune-officer'
      ? { commune: it.commune, province }
      : it.role === 'province-officer'
        ? { province }
        : {}),
  })
  return read.success ? { role: read.data } : { faults: { role: deskWords[lang].people.role } }
}

export function sayRole(it: Role, lang: Lang): string {
  const said = deskWords[lang].people.sayRole
  if (it.is === 'household') return said.household(it.maker)
  if (it.is === 'commune-officer')
    return said['commune-officer'](communeName({ code: it.commune, name: it.commune }, lang))
  if (it.is === 'province-officer') return said['province-officer'](provinceOf(it.province)?.name ?? it.province)
  return said.operator()
}

/** The roles that a form carries along, as its reader saw them; anything that is no role is dropped. */
export function rolesIn(text: string): Role[] {
  try {
    const list: unknown = JSON.parse(text)
    return Array.isArray(list) ? list.flatMap((one) => role.safeParse(one).data ?? []) : []
  } catch {
    return []
  }
}
