import { createRoute, z } from '@hono/zod-openapi'
import { drawLabelSvg } from '@nguon/print/label-svg'
import { printedIn, stock, templateOfStock } from '@nguon/print/press'
import { readPrinted } from '@nguon/store/print'
import { captionOf, daysOf, stampsOf } from '../press.ts'
import { asks, json, refusals, refuse, routes } from './app.ts'
import { lotParam } from './lots.ts'
import { ground, human, index, offlineSays } from './prints.ts'
import { type Asked, askedQuery, stockOf } from './stock.ts'

const queryIndex = z.coerce.number().pipe(index)
const run = z.object({ first: z.int(), last: z.int() })

const plan = createRoute({
  method: 'get',
  path: '/v1/products/{id}/lots/{lot}/print-plan',
  operationId: 'planPrint',
  summary:
    'What would be printed: labels, pages, blanks, first and last serial, what was printed before, one label at true size as SVG',
  ...asks('stamp.print'),
  request: {
    params: lotParam,
    query: z.object({
      first: queryIndex,
      last: queryIndex,
      offline: z.stringbool().default(false).openapi({ description: offlineSays }),
      ...askedQuery,
    }),
  },
  responses: {
    200: json(
      z.object({
        ...human,
        stock,
        stamps: z.int(),
        pages: z.int(),
        each: z.int(),
        blanks: z.int(),
        used: z.int(),
        again: z.array(run),
        offline: z.boolean(),
        label: z.string(),
        offsetX: z.int(),
        offsetY: z.int(),
      }),
      'The plan',
    ),
    ...refusals,
  },
})

/** What a printing would be, looked at before: nothing is written. */
export const printPlan = () =>
  routes().openapi(plan, async (c) => {
    const { house } = c.var
    const { id, lot } = c.req.valid('param')
    const { first, last, offline, ...asked } = c.req.valid('query')
    const on = await ground(c, id, lot, { first, last })
    if ('code' in on) return refuse(c, on)
    const chosen = await stockOf(c, asked as Asked, { first, last })
    if ('code' in chosen) return refuse(c, chosen)
    const { plan: counts, printer: _, ...rest } = chosen
    const template = templateOfStock(chosen.stock)
    if ('code' in template) return refuse(c, template)
    const stamp = stampsOf(house, id, lot, on.issues, offline ? daysOf(on.lot) : undefined)
    const dpi = chosen.stock.is === 'roll' ? chosen.stock.dpi : 203
    const label = drawLabelSvg({ template, dpi, caption: captionOf(on.product, lot), stamp: stamp(first) })
    if (typeof label !== 'string') return refuse(c, label)
    const again = printedIn(await readPrinted(house.table, id, lot), { first, last })
    const humans = { firstHuman: stamp(first).human, lastHuman: stamp(last).human }
    const runs = again.map(([from, to]) => ({ first: from, last: to }))
    return c.json({ ...humans, ...rest, ...counts, again: runs, offline, label }, 200)
  })
