import { createRoute, z } from '@hono/zod-openapi'
import { readPaper, type SheetDraft, type SheetPaper, sheetDraft, sheetPaper } from '@nguon/print/paper'
import { papers as kept } from '@nguon/store/printer'
import { asks, audited, body, isRefusal, json, nameOf, refusals, refuse, routes } from './app.ts'
import { newId, ownerOf } from './owner.ts'

const param = z.object({ paper: z.string().regex(/^p[0-9a-z]{8}$/) })
const view = sheetPaper
  .extend({
    labels: z.int().openapi({ description: 'Labels on a sheet' }),
    codeSide: z.number().openapi({ description: 'How large the code comes out, in millimetres' }),
  })
  .openapi('SheetPaper')

const list = createRoute({
  method: 'get',
  path: '/v1/me/papers',
  operationId: 'listPapers',
  summary: 'Label sheets of my household’s own sizes, or of my own as an officer',
  ...asks('self'),
  responses: { 200: json(z.object({ items: z.array(view) }), 'Papers'), ...refusals },
})

const add = createRoute({
  method: 'post',
  path: '/v1/me/papers',
  operationId: 'addPaper',
  summary: 'A label sheet as measured with a ruler; refused with the figure that does not fit',
  ...asks('self'),
  request: { body: body(sheetDraft) },
  responses: { 201: json(view, 'The paper'), ...refusals },
})

const change = createRoute({
  method: 'put',
  path: '/v1/me/papers/{paper}',
  operationId: 'changePaper',
  summary: 'Measure a sheet anew, believing a revision; what was printed on it before stays as it was',
  ...asks('self'),
  request: { params: param, body: body(z.strictObject({ revision: z.int().positive(), paper: sheetDraft })) },
  responses: { 200: json(view, 'The next revision'), ...refusals },
})

const remove = createRoute({
  method: 'delete',
  path: '/v1/me/papers/{paper}',
  operationId: 'removePaper',
  summary: 'Forget a sheet; what was printed on it stays in the ledger',
  ...asks('self'),
  request: { params: param },
  responses: { 204: { description: 'Forgotten' }, ...refusals },
})

const modules = 29
const viewOf = (it: SheetPaper) => {
  const template = readPaper(it)
  return {
    ...it,
    labels: it.columns * it.rows,
    codeSide: 'code' in template ? 0 : (modules * template.dots) / 8,
  }
}

export const papers = () =>
  routes()
    .openapi(list, async (c) => {
      const who = ownerOf(c)
      if ('code' in who) return refuse(c, who)
      return c.json({ items: (await kept.list(c.var.house.table, who.owner)).map(viewOf) }, 200)
    })
    .openapi(add, async (c) => {
      const { house, actor } = c.var
      const who = ownerOf(c)
      if ('code' in who) return refuse(c, who)
      const draft: SheetDraft = c.req.valid('json')
      const fits = readPaper(draft)
      if ('code' in fits) return refuse(c, fits)
      const id = newId(c, 'p')
      const it = { ...draft, id, revision: 1, at: house.now().toISOString(), by: nameOf(actor) }
      const done = await kept.add(house.table, who.owner, it, audited(c, 'paper.add', 'paper', id))
      return isRefusal(done) ? refuse(c, done) : c.json(viewOf(done), 201)
    })
    .openapi(change, async (c) => {
      const { house, actor } = c.var
      const who = ownerOf(c)
      if ('code' in who) return refuse(c, who)
      const { paper: id } = c.req.valid('param')
      const { revision, paper } = c.req.valid('json')
      const before = await kept.read(house.table, who.owner, id)
      if (!before) return refuse(c, { code: 'thing/not-found' })
      if (before.revision !== revision) return refuse(c, { code: 'race/lost', what: 'paper' })
      const fits = readPaper(paper)
      if ('code' in fits) return refuse(c, fits)
      const next = { ...paper, id, revision, at: house.now().toISOString(), by: nameOf(actor) }
      const done = await kept.change(house.table, who.owner, before, next, audited(c, 'paper.change', 'paper', id))
      return isRefusal(done) ? refuse(c, done) : c.json(viewOf(done), 200)
    })
    .openapi(remove, async (c) => {
      const { house } = c.var
      const who = ownerOf(c)
      if ('code' in who) return refuse(c, who)
      const it = await kept.read(house.table, who.owner, c.req.valid('param').paper)
      if (!it) return refuse(c, { code: 'thing/not-found' })
      const lost = await kept.remove(house.table, who.owner, it, audited(c, 'paper.remove', 'paper', it.id))
      return lost ? refuse(c, lost) : c.body(null, 204)
    })
