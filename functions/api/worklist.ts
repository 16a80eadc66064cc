import { createRoute, z } from '@hono/zod-openapi'
import { dayIn } from '@nguon/listing/day'
import { listSubmitted } from '@nguon/store/product'
import { asks, cursorOf, forbidden, json, nextOf, refusals, refuse, routes } from './app.ts'
import { areaOf, areaQuery } from './area.ts'
import { detailOf, productDetail } from './card.ts'
import { cursorQuery } from './products.ts'

const list = createRoute({
  method: 'get',
  path: '/v1/worklist',
  operationId: 'listWork',
  summary: 'Listings that wait for an officer, oldest first within a commune',
  ...asks('import.read'),
  request: {
    query: cursorQuery.extend(areaQuery.shape),
  },
  responses: {
    200: json(
      z.object({
        items: z.array(
          z.object({ kind: z.literal('approve'), submittedAt: z.string(), by: z.string(), product: productDetail }),
        ),
        next: z.string().optional(),
      }),
      'What waits',
    ),
    ...refusals,
  },
})

export const worklist = () =>
  routes().openapi(list, async (c) => {
    const { house } = c.var
    const asked = c.req.valid('query')
    const area = areaOf(c, asked)
    const { province, commune } = area
    const no = forbidden(c, 'import.read', area)
    if (no) return refuse(c, no)
    const question = `work ${province} ${commune ?? ''}`
    const from = cursorOf(c, question, asked.cursor)
    if ('code' in from) return refuse(c, from)
    const page = await listSubmitted(house.table, province, commune, 50, from.after)
    const today = dayIn(house.now())
    const items = page.items.flatMap((it) => {
      const { publication } = it
      if (publication.state !== 'submitted') return []
      return [
        {
          kind: 'approve' as const,
          submittedAt: publication.at,
          by: publication.by,
          product: detailOf(it, today, { inside: true }),
        },
      ]
    })
    return c.json({ items, ...nextOf(c, question, page.next) }, 200)
  })
