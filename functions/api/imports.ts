import { createRoute, z } from '@hono/zod-openapi'
import { limits } from '@nguon/listing/book'
import { communeOf } from '@nguon/listing/commune'
import { decideCommit, type Import, type ImportIn } from '@nguon/listing/import'
import { judgeUpload } from '@nguon/listing/upload'
import { keepFile, readFile } from '@nguon/store/files'
import { addImport, listImports, listRows, readImport, startCommit } from '@nguon/store/import'
import { sendJob } from '@nguon/store/queue'
import { paperOf, xlsx } from '../intake/paper.ts'
import type { IntakeJob } from '../intake.ts'
import type { Refusal } from '../problem.ts'
import { readBody } from '../request.ts'
import {
  asks,
  audited,
  body,
  type C,
  cursorOf,
  forbidden,
  idOf,
  json,
  nameOf,
  nextOf,
  refusals,
  refuse,
  routes,
} from './app.ts'
import { areaOf, areaQuery } from './area.ts'
import { importDetail, importView, rowViewOf, viewOf } from './import-view.ts'
import { cursorQuery } from './products.ts'

/** What browsers and scripts call a sheet; nothing at all is taken too, for the bytes tell. */
const sheetTypes = [
  xlsx,
  'text/csv',
  'text/tab-separated-values',
  'text/plain',
  'application/vnd.ms-excel',
  'application/csv',
  'application/octet-stream',
]
const param = z.object({ import: z.string().regex(/^im[0-9a-f]{18}$/) })

const bring = createRoute({
  method: 'post',
  path: '/v1/imports',
  operationId: 'addImport',
  summary: 'Bring a list, XLSX or CSV as it is, up to 4 MB; it is read and planned, and nothing is written yet',
  ...asks('import.create'),
  request: {
    query: areaQuery.extend({ name: z.string().trim().min(1).max(200).openapi({ example: 'ocop-2026.xlsx' }) }),
    body: {
      required: true,
      content: { 'application/octet-stream': { schema: z.string().openapi({ format: 'binary' }) } },
    },
  },
  responses: { 201: json(importView, 'On its way'), ...refusals },
})

const list = createRoute({
  method: 'get',
  path: '/v1/imports',
  operationId: 'listImports',
  summary: 'Lists brought for a place, newest first',
  ...asks('import.read'),
  request: { query: cursorQuery.extend(areaQuery.shape) },
  responses: { 200: json(z.object({ items: z.array(importView), next: z.string().optional() }), 'Lists'), ...refusals },
})

const show = createRoute({
  method: 'get',
  path: '/v1/imports/{import}',
  operationId: 'readImport',
  summary: 'One list: its columns, counts, progress, and a page of its rows with what was repaired and what is asked',
  ...asks('import.read'),
  request: {
    params: param,
    query: cursorQuery.extend({ status: z.enum(['create', 'update', 'unchanged', 'ask', 'repeat']).optional() }),
  },
  responses: { 200: json(importDetail, 'The list'), ...refusals },
})

const commit = createRoute({
  method: 'post',
  path: '/v1/imports/{import}/commit',
  operationId: 'commitImport',
  summary: 'Write exactly the plan that has this digest; `publish` when the officer’s list is also the officer’s look',
  ...asks('import.commit'),
  request: {
    params: param,
    body: body(z.strictObject({ digest: z.string().min(8).max(128), publish: z.boolean().default(false) })),
  },
  responses: { 202: json(importView, 'Being written'), ...refusals },
})

const report = createRoute({
  method: 'get',
  path: '/v1/imports/{import}/report',
  operationId: 'readImportReport',
  summary: 'The officer’s own file back, with what became of each row and why',
  ...asks('import.read'),
  request: { params: param },
  responses: {
    200: { description: 'XLSX', content: { [xlsx]: { schema: z.string().openapi({ format: 'binary' }) } } },
    ...refusals,
  },
})

const placeOf = ({ province, commune }: Import) => ({ province, ...(commune ? { commune } : {}) })

async function found(c: C, verb: 'import.read' | 'import.commit', id: string): Promise<{ it: Import } | Refusal> {
  const it = await readImport(c.var.house.table, id)
  if (!it) return { code: 'thing/not-found' }
  return forbidden(c, verb, placeOf(it)) ?? { it }
}

const who = (c: C) => ({
  kind: c.var.actor.is === 'system' ? ('system' as const) : ('person' as const),
  id: idOf(c.var.actor),
  name: nameOf(c.var.actor),
})
const send = (c: C, id: string, what: IntakeJob['do']) =>
  sendJob(c.var.house.intake, { import: id, do: what } satisfies IntakeJob)

export const imports = () =>
  routes()
    .openapi(bring, async (c) => {
      const { house, lang } = c.var
      const { name, ...asked } = c.req.valid('query')
      const area = areaOf(c, asked)
      const no = forbidden(c, 'import.create', area)
      if (no) return refuse(c, no)
      if (area.commune && communeOf(area.commune)?.province !== area.province)
        return refuse(c, { code: 'thing/not-found' })
      const type = c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase()
      if (type && !sheetTypes.includes(type)) return refuse(c, { code: 'request/wrong-type', wanted: 'XLSX, CSV' })
      const bytes = await readBody(c.req.raw, limits.bytes)
      if ('code' in bytes) return refuse(c, bytes)
      const bad = judgeUpload(bytes)
      if (bad) return refuse(c, bad)
      const id = `im${Buffer.from(house.random(9)).toString('hex')}`
      const it: ImportIn<'reading'> = {
        ...{ id, name, bytes: bytes.length, ...area, by: who(c), lang },
        ...{ at: house.now().toISOString(), state: 'reading' },
      }
      await keepFile(house.imports, paperOf(id, 'file'), bytes, 'application/octet-stream')
      await addImport(house.table, it, audited(c, 'import.create', 'import', id))
      await send(c, id, 'plan')
      c.header('location', `/v1/imports/${id}`)
      return c.json(viewOf(it, lang, house.origin), 201)
    })
    .openapi(list, async (c) => {
      const { house, lang } = c.var
      const { cursor, ...asked } = c.req.valid('query')
      const area = areaOf(c, asked)
      const no = forbidden(c, 'import.read', area)
      if (no) return refuse(c, no)
      const question = `imports ${JSON.stringify(area)}`
      const from = cursorOf(c, question, cursor)
      if ('code' in from) return refuse(c, from)
      const page = await listImports(house.table, area, 20, from.after)
      return c.json(
        { items: page.items.map((it) => viewOf(it, lang, house.origin)), ...nextOf(c, question, page.next) },
        200,
      )
    })
    .openapi(show, async (c) => {
      const { house, lang } = c.var
      const { import: id } = c.req.valid('param')
      const { cursor, status } = c.req.valid('query')
      const got = await found(c, 'import.read', id)
      if ('code' in got) return refuse(c, got)
      const question = `import ${id} ${status ?? ''}`
      const from = cursorOf(c, question, cursor)
      if ('code' in from) return refuse(c, from)
      const page = await listRows(house.table, id, { limit: 50, ...(status ? { is: status } : {}), ...from })
      const rows = got.it.state === 'reading' ? [] : page.items.map((row) => rowViewOf(row, lang))
      const headers = 'headers' in got.it ? got.it.headers : []
      return c.json({ ...viewOf(got.it, lang, house.origin), headers, rows, ...nextOf(c, question, page.next) }, 200)
    })
    .openapi(commit, async (c) => {
      const { house, lang } = c.var
      const { import: id } = c.req.valid('param')
      const { digest, publish } = c.req.valid('json')
      const got = await found(c, 'import.commit', id)
      if ('code' in got) return refuse(c, got)
      const { it } = got
      // Showing is an officer's look at each listing, which no key can have
      const no = publish ? forbidden(c, 'product.publish', { ...placeWhole(it), maker: '', shown: true }) : undefined
      if (no) return refuse(c, no)
      const decided = decideCommit(it, digest)
      if (typeof decided !== 'string') return refuse(c, decided)
      if (it.state === 'planned') {
        const start = { publish, committer: who(c), committedAt: house.now().toISOString(), next: 0, done: 0, lost: 0 }
        await startCommit(
          house.table,
          { ...it, ...start, state: 'committing' },
          audited(c, 'import.commit', 'import', id),
        )
      }
      const now = (await readImport(house.table, id)) ?? it
      if (now.state === 'committing') await send(c, id, 'commit')
      return c.json(viewOf(now, lang, house.origin), 202)
    })
    .openapi(report, async (c) => {
      const { house } = c.var
      const { import: id } = c.req.valid('param')
      const got = await found(c, 'import.read', id)
      if ('code' in got) return refuse(c, got)
      const { it } = got
      if (it.state === 'reading' || it.state === 'refused')
        return refuse(c, { code: 'import/not-planned', state: it.state })
      const kept = await readFile(house.imports, paperOf(id, 'report.xlsx'))
      if (!kept) return refuse(c, { code: 'thing/not-found' })
      c.header(
        'content-disposition',
        `attachment; filename="${id}.xlsx"; filename*=UTF-8''${encodeURIComponent(reportName(it.name))}`,
      )
      return c.body(new Uint8Array(kept.bytes), 200, { 'content-type': xlsx })
    })

const placeWhole = ({ province, commune }: Import) => ({ province, commune: commune ?? '' })
const reportName = (name: string): string =>
  `${name.replace(/\.[a-z]{2,4}$/i, '').replace(/[^\p{L}\d ._-]/gu, '-')} - kết quả.xlsx`
