import type { Role } from '@nguon/people/role'
import type { APIContext } from 'astro'
import { ask } from '../../ask.ts'
import { type Lang, pathsIn } from '../../paths.ts'

/** Who is logged in, as `GET /v1/me` tells. `phone` is masked. */
export type Me = { id: string; name: string; phone: string; roles: Role[]; lang: Lang }
/** The three places of work behind the log-in; `anyone` only needs a name. */
export type Area = 'household' | 'officer' | 'operator' | 'anyone'

const roleIn: Record<Area, readonly Role['is'][]> = {
  household: ['household'],
  officer: ['commune-officer', 'province-officer', 'operator'],
  operator: ['operator'],
  anyone: [],
}

export const worksIn = (me: Me, area: Area): boolean =>
  area === 'anyone' || me.roles.some((role) => roleIn[area].includes(role.is))

/** Where a person's work begins. */
export function homeOf(me: Me, lang: Lang): string {
  const paths = pathsIn(lang)
  if (worksIn(me, 'household')) return paths.household.today()
  if (worksIn(me, 'operator') && !me.roles.some((role) => role.is.endsWith('officer'))) return paths.operator.people()
  return worksIn(me, 'officer') ? paths.officer.worklist() : paths.sessions()
}

/** A path of ours to go back to after logging in, or nothing: never another site's, never the log-in itself. */
export function backTo(path: string | null | undefined): string | undefined {
  if (!path || path.length > 500 || !/^\/(?![/\\])[!-~]*$/.test(path) || path.includes('\\')) return undefined
  return /^\/(en\/)?vao(?![a-z])/.test(path) ? undefined : path
}

type Door = Pick<APIContext, 'locals' | 'rewrite' | 'redirect' | 'request'>

/** Lets in who may, sends who is nobody to the log-in and back, and tells the others in words that this is not their page. */
export async function admit(page: Door, area: Area): Promise<{ me: Me } | { turned: Response }> {
  const { house, asked } = page.locals
  const answer = await ask<Me>(house, '/v1/me')
  if (answer.ok) {
    if (worksIn(answer.value, area)) return { me: answer.value }
    page.locals.turned = { area, me: answer.value }
    return { turned: await page.rewrite('/vao/khong-thuoc') }
  }
  if (answer.problem.status === 401)
    return { turned: page.redirect(pathsIn(house.lang).login(asked.pathname + asked.search), 303) }
  page.locals.problem = answer.problem
  return { turned: await page.rewrite('/500') }
}
