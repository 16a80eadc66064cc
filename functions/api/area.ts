import { z } from '@hono/zod-openapi'
import { placesOf } from '@nguon/people/role'
import type { C } from './app.ts'

/** The place a desk works on, where it is not the officer's own. */
export const areaQuery = z.object({
  province: z
    .string()
    .regex(/^\d{2}$/)
    .optional(),
  commune: z
    .string()
    .regex(/^\d{5}$/)
    .optional(),
})

/** The place asked for, else the officer's own, else the province of this deployment. */
export function areaOf(c: C, asked: z.infer<typeof areaQuery>): { province: string; commune?: string } {
  const { house, actor } = c.var
  const [own] = actor.is === 'person' ? placesOf(actor.roles) : []
  const province = asked.province ?? own?.province ?? house.province
  const commune = asked.commune ?? (province === own?.province ? own.commune : undefined)
  return { province, ...(commune ? { commune } : {}) }
}
