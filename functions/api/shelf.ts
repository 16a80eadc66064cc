import { createRoute, z } from '@hono/zod-openapi'
import { communeOf, provinceOf } from '@nguon/listing/commune'
import { dayIn } from '@nguon/listing/day'
import { group } from '@nguon/listing/product'
import { asks, json, refusals, routes } from './app.ts'
import { productCard } from './card.ts'
import { listCards, sayCards } from './list.ts'
import { countShelf } from './search.ts'

const show = createRoute({
  method: 'get',
  path: '/v1/shelf',
  operationId: 'readShelf',
  summary: 'The shop window of a province: how many of what, where, and the newest',
  ...asks('everyone'),
  request: {
    query: z.object({
      province: z
        .string()
        .regex(/^\d{2}$/)
        .optional()
        .openapi({ example: '38' }),
    }),
  },
  responses: {
    200: json(
      z.object({
        province: z.object({ code: z.string(), name: z.string() }),
        counts: z.object({ ocop: z.int(), products: z.int(), communes: z.int(), makers: z.int() }),
        groups: z.array(z.object({ group, count: z.int() })),
        communes: z.array(z.object({ code: z.string(), name: z.string(), count: z.int() })),
        fresh: z.array(productCard),
      }),
      'The window',
    ),
    ...refusals,
  },
})

export const shelf = () =>
  routes().openapi(show, async (c) => {
    const { house } = c.var
    const code = c.req.valid('query').province ?? house.province
    const today = dayIn(house.now())
    const [counted, fresh] = await Promise.all([
      countShelf(house, code, today),
      listCards(house, { province: code, limit: 12 }, today),
    ])
    const say = (commune: string) => {
      const unit = communeOf(commune)
      return unit ? `${unit.kind[0]?.toUpperCase()}${unit.kind.slice(1)} ${unit.name}` : commune
    }
    const window = {
      province: { code, name: provinceOf(code)?.name ?? code },
      counts: counted.counts,
      groups: counted.groups,
      communes: counted.communes.map(({ code, count }) => ({ code, count, name: say(code) })),
    }
    return sayCards(c, 'fresh', fresh.cards, window)
  })
