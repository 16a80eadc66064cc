import type { Role } from '@nguon/people/role'

/** The place whose recalls an officer looks after: their commune, their province, or the province of this market. */
export function placeQuery(roles: readonly Role[], market: string | undefined, cursor: string | null): URLSearchParams {
  const province = roles.find((role) => role.is === 'province-officer')
  const commune = roles.find((role) => role.is === 'commune-officer')
  const place: Record<string, string> = province
    ? { province: province.province }
    : commune
      ? { province: commune.province, commune: commune.commune }
      : { province: market ?? '01' }
  return new URLSearchParams({ ...place, ...(cursor ? { cursor } : {}) })
}
