import { createRoute, z } from '@hono/zod-openapi'
import { drawMatrix, quiet } from '@nguon/print/matrix'
import { readPassport } from '@nguon/store/passport'
import { issueOf } from '@nguon/store/stamps'
import { offlineKeys, offlineSigner } from '@nguon/trace/offline-sign'
import { humanSerial, keyId, serialOf, stampSpace } from '@nguon/trace/stamp'
import { stampLink } from '../stamp-link.ts'
import { asks, json, refusals, refuse, routes } from './app.ts'
import { productFor } from './goods.ts'
import { lotParam } from './lots.ts'

/** Dots of a 203 dpi head to the millimetre, and how many a module takes at least before phones stop reading. */
const [dots, leastDots] = [8, 3]

const keys = createRoute({
  method: 'get',
  path: '/v1/stamp-keys',
  operationId: 'listStampKeys',
  summary: 'Public Ed25519 keys by which offline stamps are checked without a network',
  ...asks('everyone'),
  responses: {
    200: json(
      z.object({
        at: z.iso.datetime(),
        keys: z.array(z.object({ id: keyId, x: z.string(), retired: z.iso.date().optional() }).openapi('StampKey')),
      }),
      'Keys, and when they were asked for',
    ),
    ...refusals,
  },
})

const show = createRoute({
  method: 'get',
  path: '/v1/products/{id}/lots/{lot}/stamps/{index}/offline',
  operationId: 'readOfflineStamp',
  summary: 'The link of a stamp that a phone can check without a network, and how large its code is',
  ...asks('stamp.print'),
  request: {
    params: lotParam.extend({
      index: z.coerce
        .number()
        .int()
        .min(0)
        .max(stampSpace - 1),
    }),
  },
  responses: {
    200: json(
      z.object({
        link: z.string(),
        human: z.string(),
        version: z.int(),
        modules: z.int(),
        level: z.string(),
        millimetres: z.number().openapi({ description: 'Side with quiet zone at three dots a module, 203 dpi' }),
      }),
      'The offline form',
    ),
    ...refusals,
  },
})

export const offline = () =>
  routes()
    .openapi(keys, (c) => {
      const { house } = c.var
      c.header('cache-control', 'public, max-age=3600')
      return c.json({ at: house.now().toISOString(), keys: offlineKeys(house.stampKeys) }, 200)
    })
    .openapi(show, async (c) => {
      const { house } = c.var
      const { id, lot, index } = c.req.valid('param')
      const found = await productFor(c, id, 'stamp.print')
      if ('code' in found) return refuse(c, found)
      const [passport, issue] = await Promise.all([readPassport(house.table, id, lot), issueOf(house.table, id, index)])
      if (!passport || issue?.lot !== lot) return refuse(c, { code: 'segment/not-issued', index })
      const { key, number = id } = issue
      const serial = serialOf(house.stampKeys, number, index, key)
      const { made, expires } = passport.lot
      const stamp = { product: number, lot, serial, made, ...(expires ? { expires } : {}) }
      const link = offlineSigner(house.stampKeys, key)(stampLink(house.origin, number, lot, serial), stamp)
      const code = drawMatrix(link)
      if ('code' in code) return refuse(c, code)
      const { version, size: modules, level } = code
      const millimetres = ((modules + 2 * quiet) * leastDots) / dots
      return c.json({ link, human: humanSerial(serial), version, modules, level, millimetres }, 200)
    })
