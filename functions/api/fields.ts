import { createRoute, z } from '@hono/zod-openapi'
import { addCrop, addPlot, changeCrop, changePlot, listCrops, listPlots, readCrop, readPlot } from '@nguon/store/crop'
import { type Crop, crop, cropDraft, fieldId, type Plot, plot, plotDraft } from '@nguon/trace/crop'
import { mintId } from '../diary.ts'
import { asks, audited, body, changesOf, isRefusal, json, refusals, refuse, routes } from './app.ts'
import { makerFor } from './goods.ts'

export const makerParam = z.object({ maker: z.string().max(61).openapi({ example: 'co-so-ba-mai' }) })
const sample = fieldId.clone().openapi({ example: 'k3m9x0abcd' })
const plotParam = makerParam.extend({ plot: sample })
export const cropParam = makerParam.extend({ crop: sample })
export const plotView = plot.clone().openapi('Plot')
export const cropView = crop.clone().openapi('Crop')
const revision = z.int().positive()

const plots = createRoute({
  method: 'get',
  path: '/v1/producers/{maker}/plots',
  operationId: 'listPlots',
  summary: 'Plots of a maker, with their planting-area codes',
  ...asks('diary.read'),
  request: { params: makerParam },
  responses: { 200: json(z.object({ items: z.array(plotView) }), 'Plots'), ...refusals },
})

const onePlot = createRoute({
  method: 'get',
  path: '/v1/producers/{maker}/plots/{plot}',
  operationId: 'readPlot',
  summary: 'A plot; its address is the place code of what happens on it where it has no GLN',
  ...asks('diary.read'),
  request: { params: plotParam },
  responses: { 200: json(plotView, 'The plot'), ...refusals },
})

const newPlot = createRoute({
  method: 'post',
  path: '/v1/producers/{maker}/plots',
  operationId: 'addPlot',
  summary: 'A new plot: its name, and where known its area, GLN and codes',
  ...asks('diary.write'),
  request: { params: makerParam, body: body(plotDraft) },
  responses: { 201: json(plotView, 'The plot'), ...refusals },
})

const editPlot = createRoute({
  method: 'patch',
  path: '/v1/producers/{maker}/plots/{plot}',
  operationId: 'editPlot',
  summary: 'Change what is said of a plot, believing a revision',
  ...asks('diary.write'),
  request: { params: plotParam, body: body(changesOf(plotDraft).extend({ revision })) },
  responses: { 200: json(plotView, 'The next revision'), ...refusals },
})

const crops = createRoute({
  method: 'get',
  path: '/v1/producers/{maker}/crops',
  operationId: 'listCrops',
  summary: 'Crops (vụ) of a maker, latest begun first',
  ...asks('diary.read'),
  request: { params: makerParam },
  responses: { 200: json(z.object({ items: z.array(cropView) }), 'Crops'), ...refusals },
})

const oneCrop = createRoute({
  method: 'get',
  path: '/v1/producers/{maker}/crops/{crop}',
  operationId: 'readCrop',
  summary: 'A crop with its plot',
  ...asks('diary.read'),
  request: { params: cropParam },
  responses: { 200: json(z.object({ crop: cropView, plot: plotView }), 'The crop'), ...refusals },
})

const newCrop = createRoute({
  method: 'post',
  path: '/v1/producers/{maker}/crops',
  operationId: 'addCrop',
  summary: 'A new crop on a plot; its diary begins before there is a lot',
  ...asks('diary.write'),
  request: { params: makerParam, body: body(cropDraft) },
  responses: { 201: json(cropView, 'The crop'), ...refusals },
})

const editCrop = createRoute({
  method: 'patch',
  path: '/v1/producers/{maker}/crops/{crop}',
  operationId: 'editCrop',
  summary: 'End a crop, or change what is said of it, believing a revision',
  ...asks('diary.write'),
  request: {
    params: cropParam,
    body: body(
      changesOf(cropDraft.omit({ plot: true })).extend({
        until: z.iso.date().optional().openapi({ example: '2026-11-30' }),
        revision,
      }),
    ),
  },
  responses: { 200: json(cropView, 'The next revision'), ...refusals },
})

export const fields = () =>
  routes()
    .openapi(plots, async (c) => {
      const found = await makerFor(c, c.req.valid('param').maker, 'diary.read')
      if ('code' in found) return refuse(c, found)
      return c.json({ items: await listPlots(c.var.house.table, found.maker.id) }, 200)
    })
    .openapi(onePlot, async (c) => {
      const asked = c.req.valid('param')
      const found = await makerFor(c, asked.maker, 'diary.read')
      if ('code' in found) return refuse(c, found)
      const it = await readPlot(c.var.house.table, asked.maker, asked.plot)
      return it ? c.json(it, 200) : refuse(c, { code: 'thing/not-found' })
    })
    .openapi(newPlot, async (c) => {
      const { house } = c.var
      const found = await makerFor(c, c.req.valid('param').maker, 'diary.write')
      if ('code' in found) return refuse(c, found)
      const at = house.now().toISOString()
      const id = mintId(house, 10)
      const fresh: Plot = {
        ...c.req.valid('json'),
        id,
        maker: found.maker.id,
        revision: 1,
        createdAt: at,
        updatedAt: at,
      }
      const made = await addPlot(house.table, fresh, audited(c, 'plot.create', 'plot', `${found.maker.id}/${id}`))
      return isRefusal(made) ? refuse(c, made) : c.json(made, 201)
    })
    .openapi(editPlot, async (c) => {
      const { house } = c.var
      const asked = c.req.valid('param')
      const found = await makerFor(c, asked.maker, 'diary.write')
      if ('code' in found) return refuse(c, found)
      const { revision, ...changes } = c.req.valid('json')
      const before = await readPlot(house.table, asked.maker, asked.plot)
      if (!before) return refuse(c, { code: 'thing/not-found' })
      if (before.revision !== revision) return refuse(c, { code: 'race/lost', what: 'plot' })
      const after = { ...before, ...changes, updatedAt: house.now().toISOString() }
      const record = audited(c, 'plot.edit', 'plot', `${asked.maker}/${asked.plot}`, { changed: Object.keys(changes) })
      const kept = await changePlot(house.table, before, after, record)
      return isRefusal(kept) ? refuse(c, kept) : c.json(kept, 200)
    })
    .openapi(crops, async (c) => {
      const found = await makerFor(c, c.req.valid('param').maker, 'diary.read')
      if ('code' in found) return refuse(c, found)
      return c.json({ items: await listCrops(c.var.house.table, found.maker.id) }, 200)
    })
    .openapi(oneCrop, async (c) => {
      const { house } = c.var
      const asked = c.req.valid('param')
      const found = await makerFor(c, asked.maker, 'diary.read')
      if ('code' in found) return refuse(c, found)
      const it = await readCrop(house.table, asked.maker, asked.crop)
      const ground = it && (await readPlot(house.table, asked.maker, it.plot))
      return it && ground ? c.json({ crop: it, plot: ground }, 200) : refuse(c, { code: 'thing/not-found' })
    })
    .openapi(newCrop, async (c) => {
      const { house } = c.var
      const draft = c.req.valid('json')
      const found = await makerFor(c, c.req.valid('param').maker, 'diary.write')
      if ('code' in found) return refuse(c, found)
      const { maker } = found
      if (!(await readPlot(house.table, maker.id, draft.plot))) return refuse(c, { code: 'thing/not-found' })
      const at = house.now().toISOString()
      const id = mintId(house, 10)
      const fresh: Crop = {
        ...{ ...draft, id, maker: maker.id, revision: 1, createdAt: at, updatedAt: at },
        ...(maker.example ? { example: true } : {}),
      }
      const made = await addCrop(house.table, fresh, audited(c, 'crop.create', 'crop', `${maker.id}/${id}`))
      if (isRefusal(made)) return refuse(c, made)
      c.header('location', `/v1/producers/${maker.id}/crops/${id}`)
      return c.json(made, 201)
    })
    .openapi(editCrop, async (c) => {
      const { house } = c.var
      const asked = c.req.valid('param')
      const found = await makerFor(c, asked.maker, 'diary.write')
      if ('code' in found) return refuse(c, found)
      const { revision, ...changes } = c.req.valid('json')
      const before = await readCrop(house.table, asked.maker, asked.crop)
      if (!before) return refuse(c, { code: 'thing/not-found' })
      if (before.revision !== revision) return refuse(c, { code: 'race/lost', what: 'crop' })
      const after = { ...before, ...changes, updatedAt: house.now().toISOString() }
      const record = audited(c, 'crop.edit', 'crop', `${asked.maker}/${asked.crop}`, { changed: Object.keys(changes) })
      const kept = await changeCrop(house.table, before, after, record)
      return isRefusal(kept) ? refuse(c, kept) : c.json(kept, 200)
    })
