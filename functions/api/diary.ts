import { createRoute, z } from '@hono/zod-openapi'
import { picture } from '@nguon/listing/product'
import { cropLine } from '@nguon/store/key'
import { entryId, fieldEntry } from '@nguon/trace/diary'
import { asBefore } from '@nguon/trace/diary-page'
import { dayOf } from '@nguon/trace/waiting'
import { checkLine, judgeSeason, readSeason, writeField } from '../diary.ts'
import { asks, audited, body, json, nameOf, refusals, refuse, routes } from './app.ts'
import { earlyView, fileAnswer, formQuery, lineView, rowsOf, sendRows, waitingView, wroteView } from './diary-view.ts'
import { cropParam, cropView, plotView } from './fields.ts'
import { declarerOf, makerFor } from './goods.ts'
import { keepPicture, pictureBody } from './pictures.ts'

const lineParam = cropParam.extend({ entry: entryId.clone().openapi({ example: '0123456789abcdef' }) })

const show = createRoute({
  method: 'get',
  path: '/v1/producers/{maker}/crops/{crop}/diary',
  operationId: 'readDiary',
  summary:
    'The diary of a crop, by day, with what was taken back; whether the ground is shut by a spray, and harvests that were too early',
  ...asks('diary.read'),
  request: { params: cropParam },
  responses: {
    200: json(
      z.object({
        crop: cropView,
        plot: plotView,
        lines: z.array(lineView),
        shut: waitingView.optional(),
        early: z.array(earlyView),
      }),
      'The diary',
    ),
    ...refusals,
  },
})

const add = createRoute({
  method: 'post',
  path: '/v1/producers/{maker}/crops/{crop}/diary',
  operationId: 'addDiaryEntry',
  summary:
    'Write down field work. A harvest inside a waiting time is refused; a spray told late may show a harvest to have been too early',
  ...asks('diary.write'),
  request: { params: cropParam, body: body(fieldEntry) },
  responses: { 201: json(wroteView, 'Written'), ...refusals },
})

const again = createRoute({
  method: 'post',
  path: '/v1/producers/{maker}/crops/{crop}/diary/as-before',
  operationId: 'repeatDiary',
  summary: 'Write the works of the last day that has any again, as of now',
  ...asks('diary.write'),
  request: { params: cropParam },
  responses: { 201: json(wroteView, 'Written'), ...refusals },
})

const correct = createRoute({
  method: 'post',
  path: '/v1/producers/{maker}/crops/{crop}/diary/{entry}/correction',
  operationId: 'correctDiaryEntry',
  summary: 'Take a line back, or say it right: the old line stays, struck, under an EPCIS error declaration',
  ...asks('diary.write'),
  request: { params: lineParam, body: body(z.strictObject({ instead: fieldEntry.optional() })) },
  responses: { 201: json(wroteView, 'Written'), ...refusals },
})

const check = createRoute({
  method: 'post',
  path: '/v1/producers/{maker}/crops/{crop}/diary/{entry}/check',
  operationId: 'checkDiaryEntry',
  summary: 'An officer of the place has looked at this line',
  ...asks('diary.check'),
  request: { params: lineParam },
  responses: { 200: json(lineView, 'The line'), ...refusals },
})

const file = createRoute({
  method: 'get',
  path: '/v1/producers/{maker}/crops/{crop}/diary/file',
  operationId: 'exportDiary',
  summary: 'The diary of a crop as XLSX or CSV',
  ...asks('diary.read'),
  request: { params: cropParam, query: formQuery },
  responses: { 200: fileAnswer, ...refusals },
})

const photo = createRoute({
  method: 'post',
  path: '/v1/producers/{maker}/crops/{crop}/pictures',
  operationId: 'addDiaryPicture',
  summary: 'Send a picture for an entry; put its `key` into `picture`',
  ...asks('diary.write'),
  request: { params: cropParam, body: pictureBody },
  responses: { 201: json(picture.omit({ alt: true }), 'Kept'), ...refusals },
})

export const diary = () =>
  routes()
    .openapi(show, async (c) => {
      const { maker, crop } = c.req.valid('param')
      const found = await makerFor(c, maker, 'diary.read')
      if ('code' in found) return refuse(c, found)
      const season = await readSeason(c.var.house, maker, crop)
      if (!season) return refuse(c, { code: 'thing/not-found' })
      return c.json({ crop: season.crop, plot: season.plot, ...judgeSeason(season, c.var.house.now()) }, 200)
    })
    .openapi(add, async (c) => {
      const { maker, crop } = c.req.valid('param')
      const found = await makerFor(c, maker, 'diary.write')
      if ('code' in found) return refuse(c, found)
      const wrote = await writeField(c.var.house, maker, crop, {
        entries: [c.req.valid('json')],
        who: declarerOf(c, found.maker),
        audit: audited(c, 'diary.write', 'crop', `${maker}/${crop}`),
      })
      return 'code' in wrote ? refuse(c, wrote) : c.json(wrote, 201)
    })
    .openapi(again, async (c) => {
      const { house } = c.var
      const { maker, crop } = c.req.valid('param')
      const found = await makerFor(c, maker, 'diary.write')
      if ('code' in found) return refuse(c, found)
      const season = await readSeason(house, maker, crop)
      if (!season) return refuse(c, { code: 'thing/not-found' })
      const now = house.now().toISOString()
      const entries = asBefore(judgeSeason(season, house.now()).lines, dayOf(now), now)
      if (entries.length === 0) return refuse(c, { code: 'diary/nothing-before' })
      const wrote = await writeField(house, maker, crop, {
        entries,
        who: declarerOf(c, found.maker),
        audit: audited(c, 'diary.write', 'crop', `${maker}/${crop}`),
      })
      return 'code' in wrote ? refuse(c, wrote) : c.json(wrote, 201)
    })
    .openapi(correct, async (c) => {
      const { maker, crop, entry } = c.req.valid('param')
      const found = await makerFor(c, maker, 'diary.write')
      if ('code' in found) return refuse(c, found)
      const { instead } = c.req.valid('json')
      const wrote = await writeField(c.var.house, maker, crop, {
        entries: instead ? [instead] : [],
        instead: entry,
        who: declarerOf(c, found.maker),
        audit: audited(c, 'diary.correct', 'crop', `${maker}/${crop}`, { changed: [entry] }),
      })
      return 'code' in wrote ? refuse(c, wrote) : c.json(wrote, 201)
    })
    .openapi(check, async (c) => {
      const { house, actor } = c.var
      const { maker, crop, entry } = c.req.valid('param')
      const found = await makerFor(c, maker, 'diary.check')
      if ('code' in found) return refuse(c, found)
      const season = await readSeason(house, maker, crop)
      if (!season) return refuse(c, { code: 'thing/not-found' })
      const checked = { by: nameOf(actor), at: house.now().toISOString() }
      const record = audited(c, 'diary.check', 'crop', `${maker}/${crop}`, { changed: [entry] })
      const line = await checkLine(house, cropLine(crop), entry, checked, record)
      return 'code' in line ? refuse(c, line) : c.json(line, 200)
    })
    .openapi(file, async (c) => {
      const { maker, crop } = c.req.valid('param')
      const found = await makerFor(c, maker, 'diary.read')
      if ('code' in found) return refuse(c, found)
      const season = await readSeason(c.var.house, maker, crop)
      if (!season) return refuse(c, { code: 'thing/not-found' })
      const { lines } = judgeSeason(season, c.var.house.now())
      const rows = rowsOf(`${season.crop.crop} ${season.plot.name}`, lines, c.var.lang)
      return sendRows(c, rows, c.req.valid('query').form, `nhat-ky-${crop}`)
    })
    .openapi(photo, async (c) => {
      const { maker } = c.req.valid('param')
      const found = await makerFor(c, maker, 'diary.write')
      if ('code' in found) return refuse(c, found)
      const kept = await keepPicture(c)
      return 'code' in kept ? refuse(c, kept) : c.json(kept, 201)
    })
