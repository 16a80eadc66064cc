import * as z from 'zod'

const commune = z.string().regex(/^\d{5}$/)
const province = z.string().regex(/^\d{2}$/)

/**
 * What a person is here for, and where. One person may hold several. An officer's reach is a shape of its own, so that a
 * forgotten commune never widens into a province. Codes as in QĐ 19/2025/QĐ-TTg.
 */
export const role = z.discriminatedUnion('is', [
  z.strictObject({ is: z.literal('household'), maker: z.string().regex(/^[a-z0-9][a-z0-9-]{2,60}$/) }),
  z.strictObject({ is: z.literal('commune-officer'), commune, province }),
  z.strictObject({ is: z.literal('province-officer'), province }),
  z.strictObject({ is: z.literal('operator') }),
])
export type Role = z.infer<typeof role>

/** The makers a person acts for. */
export const makersOf = (roles: readonly Role[]): string[] =>
  roles.flatMap((role) => (role.is === 'household' ? [role.maker] : []))

/** The places a person is an officer of; an operator's `{}` is the whole deployment. */
export const placesOf = (roles: readonly Role[]): { province?: string; commune?: string }[] => roles.flatMap(placeOf)

function placeOf(role: Role): { province?: string; commune?: string }[] {
  switch (role.is) {
    case 'household':
      return []
    case 'commune-officer':
      return [{ province: role.province, commune: role.commune }]
    case 'province-officer':
      return [{ province: role.province }]
    case 'operator':
      return [{}]
  }
}
