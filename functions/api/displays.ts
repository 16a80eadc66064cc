import { createRoute, z } from '@hono/zod-openapi'
import { declareDisplay, dropDisplay } from '@nguon/store/display'
import { readLotScans } from '@nguon/store/warning'
import { display, displayDraft } from '@nguon/trace/display'
import { medianOf } from '@nguon/trace/lot-scans'
import { asks, audited, body, json, nameOf, refusals, refuse, routes } from './app.ts'
import { productFor } from './goods.ts'
import { lotParam } from './lots.ts'

const shown = z.object({ items: z.array(display.clone().openapi('Display')) })

const summary = createRoute({
  method: 'get',
  path: '/v1/products/{id}/lots/{lot}/scans',
  operationId: 'readLotScans',
  summary: 'How a lot is scanned, over every fourth stamp, and the displays declared for it',
  ...asks('lot.read-private'),
  request: { params: lotParam },
  responses: {
    200: json(
      z.object({
        followed: z.int().openapi({ description: 'Scanned stamps that are followed: every fourth' }),
        median: z.number().optional().openapi({ description: 'Scans that half of them do not exceed; from 12 on' }),
        provinces: z.record(z.string(), z.int()),
        displays: z.array(display),
      }),
      'The lot',
    ),
    ...refusals,
  },
})

const declare = createRoute({
  method: 'post',
  path: '/v1/products/{id}/lots/{lot}/displays',
  operationId: 'declareDisplay',
  summary: 'Declare a shop or a fair where stamps of a lot are on show, so that scans there accuse nobody',
  ...asks('stamp.declare-display'),
  request: { params: lotParam, body: body(displayDraft) },
  responses: { 201: json(shown, 'All displays of the lot'), ...refusals },
})

const drop = createRoute({
  method: 'delete',
  path: '/v1/products/{id}/lots/{lot}/displays/{display}',
  operationId: 'dropDisplay',
  summary: 'Take a declared display back',
  ...asks('stamp.declare-display'),
  request: { params: lotParam.extend({ display: z.string().regex(/^[a-f0-9]{12}$/) }) },
  responses: { 200: json(shown, 'The displays that are left'), ...refusals },
})

export const displays = () =>
  routes()
    .openapi(summary, async (c) => {
      const { house } = c.var
      const { id, lot } = c.req.valid('param')
      const found = await productFor(c, id, 'lot.read-private')
      if ('code' in found) return refuse(c, found)
      const { passport, scans = {} } = await readLotScans(house.table, id, lot)
      if (!passport) return refuse(c, { code: 'lot/not-found', product: id, lot })
      const figures = (letter: string) => Object.entries(scans).filter(([name, n]) => name[0] === letter && n > 0)
      const median = medianOf(scans)
      return c.json(
        {
          followed: figures('n').reduce((sum, [, stamps]) => sum + stamps, 0),
          ...(median === undefined ? {} : { median }),
          provinces: Object.fromEntries(figures('p').map(([name, n]) => [name.slice(1), n])),
          displays: passport.displays ?? [],
        },
        200,
      )
    })
    .openapi(declare, async (c) => {
      const { house, actor } = c.var
      const { id, lot } = c.req.valid('param')
      const found = await productFor(c, id, 'stamp.declare-display')
      if ('code' in found) return refuse(c, found)
      const who = { id: Buffer.from(house.random(6)).toString('hex'), at: house.now().toISOString(), by: nameOf(actor) }
      const record = audited(c, 'stamp.declare-display', 'lot', `${id}/${lot}`)
      const kept = await declareDisplay(house.table, id, lot, { ...c.req.valid('json'), ...who }, record)
      return 'code' in kept ? refuse(c, kept) : c.json({ items: kept }, 201)
    })
    .openapi(drop, async (c) => {
      const { house } = c.var
      const { id, lot, display } = c.req.valid('param')
      const found = await productFor(c, id, 'stamp.declare-display')
      if ('code' in found) return refuse(c, found)
      const record = audited(c, 'stamp.drop-display', 'lot', `${id}/${lot}`)
      const kept = await dropDisplay(house.table, id, lot, display, record)
      return 'code' in kept ? refuse(c, kept) : c.json({ items: kept }, 200)
    })
