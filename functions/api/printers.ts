import { createRoute, z } from '@hono/zod-openapi'
import { changedFields } from '@nguon/people/audit'
import { printTrial } from '@nguon/print/calibration'
import { calibrate, measured, type Printer, type PrinterDraft, printer, printerDraft } from '@nguon/print/printer'
import { printers as kept } from '@nguon/store/printer'
import { fileOf } from '../press.ts'
import type { Refusal } from '../problem.ts'
import { asks, audited, body, type C, isRefusal, json, nameOf, refusals, refuse, routes } from './app.ts'
import { newId, ownerOf } from './owner.ts'

const param = z.object({ printer: z.string().regex(/^m[0-9a-z]{8}$/) })
const view = printer.clone().openapi('Printer')
const believing = z.strictObject({ revision: z.int().positive() })

const list = createRoute({
  method: 'get',
  path: '/v1/me/printers',
  operationId: 'listPrinters',
  summary: 'Printers of my household, or my own as an officer',
  ...asks('self'),
  responses: { 200: json(z.object({ items: z.array(view) }), 'Printers'), ...refusals },
})

const add = createRoute({
  method: 'post',
  path: '/v1/me/printers',
  operationId: 'addPrinter',
  summary: 'A printer to remember, with what it is off',
  ...asks('self'),
  request: { body: body(printerDraft) },
  responses: { 201: json(view, 'The printer'), ...refusals },
})

const change = createRoute({
  method: 'put',
  path: '/v1/me/printers/{printer}',
  operationId: 'changePrinter',
  summary: 'Change a printer, believing a revision',
  ...asks('self'),
  request: { params: param, body: body(z.strictObject({ ...believing.shape, printer: printerDraft })) },
  responses: { 200: json(view, 'The next revision'), ...refusals },
})

const measure = createRoute({
  method: 'post',
  path: '/v1/me/printers/{printer}/measured',
  operationId: 'measurePrinter',
  summary: 'Set a printer right by what was measured on its calibration page, in millimetres',
  ...asks('self'),
  request: { params: param, body: body(z.strictObject({ ...believing.shape, ...measured.shape })) },
  responses: { 200: json(view, 'The next revision'), ...refusals },
})

const remove = createRoute({
  method: 'delete',
  path: '/v1/me/printers/{printer}',
  operationId: 'removePrinter',
  summary: 'Forget a printer; what was printed on it stays in the ledger',
  ...asks('self'),
  request: { params: param },
  responses: { 204: { description: 'Forgotten' }, ...refusals },
})

const trial = createRoute({
  method: 'get',
  path: '/v1/me/printers/{printer}/calibration',
  operationId: 'printCalibration',
  summary: 'The calibration page in the language the printer takes, moved by what it is set right by',
  ...asks('self'),
  request: { params: param },
  responses: {
    200: { description: 'PDF, PNG or the printer’s own bytes', content: { 'application/pdf': { schema: z.string() } } },
    ...refusals,
  },
})

/** The asker's printer of this name, and whose it is. */
async function mine(c: C, id: string): Promise<{ owner: string; it: Printer } | Refusal> {
  const who = ownerOf(c)
  if ('code' in who) return who
  const it = await kept.read(c.var.house.table, who.owner, id)
  return it ? { ...who, it } : { code: 'thing/not-found' }
}

/** What of a printer is its owner's to say. */
function draftOf(it: Printer): PrinterDraft {
  const { id: _, revision: __, at: ___, by: ____, ...draft } = it
  return draft
}

/** Keeps the next version if it is made of the one that the asker saw. */
async function keep(c: C, id: string, revision: number, next: (before: PrinterDraft) => PrinterDraft | Refusal) {
  const found = await mine(c, id)
  if ('code' in found) return refuse(c, found)
  const { owner, it } = found
  if (it.revision !== revision) return refuse(c, { code: 'race/lost', what: 'printer' })
  const draft = next(draftOf(it))
  if ('code' in draft) return refuse(c, draft)
  const after = { ...draft, id, revision, at: c.var.house.now().toISOString(), by: nameOf(c.var.actor) }
  const changed = changedFields(draftOf(it), draft)
  const done = await kept.change(
    c.var.house.table,
    owner,
    it,
    after,
    audited(c, 'printer.change', 'printer', id, { changed }),
  )
  return isRefusal(done) ? refuse(c, done) : c.json(done, 200)
}

export const printers = () =>
  routes()
    .openapi(list, async (c) => {
      const who = ownerOf(c)
      if ('code' in who) return refuse(c, who)
      return c.json({ items: await kept.list(c.var.house.table, who.owner) }, 200)
    })
    .openapi(add, async (c) => {
      const { house, actor } = c.var
      const who = ownerOf(c)
      if ('code' in who) return refuse(c, who)
      const id = newId(c, 'm')
      const it = { ...c.req.valid('json'), id, revision: 1, at: house.now().toISOString(), by: nameOf(actor) }
      const done = await kept.add(house.table, who.owner, it, audited(c, 'printer.add', 'printer', id))
      return isRefusal(done) ? refuse(c, done) : c.json(done, 201)
    })
    .openapi(change, (c) => {
      const { revision, printer } = c.req.valid('json')
      return keep(c, c.req.valid('param').printer, revision, () => printer)
    })
    .openapi(measure, (c) => {
      const { revision, ...said } = c.req.valid('json')
      return keep(c, c.req.valid('param').printer, revision, (before) => {
        const right = calibrate(before, said)
        return 'code' in right ? right : { ...before, ...right }
      })
    })
    .openapi(remove, async (c) => {
      const found = await mine(c, c.req.valid('param').printer)
      if ('code' in found) return refuse(c, found)
      const { owner, it } = found
      const lost = await kept.remove(c.var.house.table, owner, it, audited(c, 'printer.remove', 'printer', it.id))
      return lost ? refuse(c, lost) : c.body(null, 204)
    })
    .openapi(trial, async (c) => {
      const found = await mine(c, c.req.valid('param').printer)
      if ('code' in found) return refuse(c, found)
      const { it } = found
      const file = await printTrial(it, { language: c.var.lang, made: c.var.house.now() })
      const { ending, type } = fileOf(
        it.kind === 'roll' ? { is: 'roll', ...it } : { is: 'sheet', template: '65', plain: false },
        1,
      )
      c.header('content-disposition', `attachment; filename="chinh-may-in-${it.id}.${ending}"`)
      return c.body(file, 200, { 'content-type': type })
    })
