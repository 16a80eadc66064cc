import { createRoute, z } from '@hono/zod-openapi'
import { lotLine } from '@nguon/store/key'
import { listEvents } from '@nguon/store/lot'
import { entryId, lotEntry } from '@nguon/trace/diary'
import { diaryOf } from '@nguon/trace/diary-page'
import { checkLine, writeLotWork } from '../diary.ts'
import { asks, audited, body, json, nameOf, refusals, refuse, routes } from './app.ts'
import { lineView, wroteView } from './diary-view.ts'
import { declarerOf, productFor } from './goods.ts'
import { lotParam } from './lots.ts'

const lineParam = lotParam.extend({ entry: entryId.clone().openapi({ example: '0123456789abcdef' }) })

const show = createRoute({
  method: 'get',
  path: '/v1/products/{id}/lots/{lot}/diary',
  operationId: 'readLotDiary',
  summary: 'What the diary says of a lot: its harvests and the work on the goods',
  ...asks('lot.read-private'),
  request: { params: lotParam },
  responses: { 200: json(z.object({ lines: z.array(lineView) }), 'The lines'), ...refusals },
})

const add = createRoute({
  method: 'post',
  path: '/v1/products/{id}/lots/{lot}/diary',
  operationId: 'addLotDiaryEntry',
  summary: 'Write down work on the goods: processing, packing, storing, shipping, selling',
  ...asks('event.append'),
  request: { params: lotParam, body: body(lotEntry) },
  responses: { 201: json(wroteView, 'Written'), ...refusals },
})

const correct = createRoute({
  method: 'post',
  path: '/v1/products/{id}/lots/{lot}/diary/{entry}/correction',
  operationId: 'correctLotDiaryEntry',
  summary: 'Take a line of a lot back, or say it right; the old line stays, struck',
  ...asks('event.append'),
  request: { params: lineParam, body: body(z.strictObject({ instead: lotEntry.optional() })) },
  responses: { 201: json(wroteView, 'Written'), ...refusals },
})

const check = createRoute({
  method: 'post',
  path: '/v1/products/{id}/lots/{lot}/diary/{entry}/check',
  operationId: 'checkLotDiaryEntry',
  summary: 'An officer of the place has looked at this line of a lot',
  ...asks('certificate.edit'),
  request: { params: lineParam },
  responses: { 200: json(lineView, 'The line'), ...refusals },
})

export const lotDiary = () =>
  routes()
    .openapi(show, async (c) => {
      const { id, lot } = c.req.valid('param')
      const found = await productFor(c, id, 'lot.read-private')
      if ('code' in found) return refuse(c, found)
      const events = await listEvents(c.var.house.table, id, lot)
      if (events.length === 0) return refuse(c, { code: 'lot/not-found', product: id, lot })
      return c.json({ lines: diaryOf(events) }, 200)
    })
    .openapi(add, async (c) => {
      const { id, lot } = c.req.valid('param')
      const found = await productFor(c, id, 'event.append')
      if ('code' in found) return refuse(c, found)
      const { maker, makerName } = found.product
      const wrote = await writeLotWork(c.var.house, {
        ...{ product: id, lot, maker, entries: [c.req.valid('json')] },
        who: declarerOf(c, { id: maker, name: makerName }),
        audit: audited(c, 'diary.write', 'lot', `${id}/${lot}`),
      })
      return 'code' in wrote ? refuse(c, wrote) : c.json(wrote, 201)
    })
    .openapi(correct, async (c) => {
      const { id, lot, entry } = c.req.valid('param')
      const found = await productFor(c, id, 'event.append')
      if ('code' in found) return refuse(c, found)
      const { maker, makerName } = found.product
      const { instead } = c.req.valid('json')
      const wrote = await writeLotWork(c.var.house, {
        ...{ product: id, lot, maker, entries: instead ? [instead] : [], instead: entry },
        who: declarerOf(c, { id: maker, name: makerName }),
        audit: audited(c, 'diary.correct', 'lot', `${id}/${lot}`, { changed: [entry] }),
      })
      return 'code' in wrote ? refuse(c, wrote) : c.json(wrote, 201)
    })
    .openapi(check, async (c) => {
      const { house, actor } = c.var
      const { id, lot, entry } = c.req.valid('param')
      const found = await productFor(c, id, 'certificate.edit')
      if ('code' in found) return refuse(c, found)
      const checked = { by: nameOf(actor), at: house.now().toISOString() }
      const record = audited(c, 'diary.check', 'lot', `${id}/${lot}`, { changed: [entry] })
      const line = await checkLine(house, lotLine(id, lot), entry, checked, record)
      return 'code' in line ? refuse(c, line) : c.json(line, 200)
    })
