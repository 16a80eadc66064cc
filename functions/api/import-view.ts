import { z } from '@hono/zod-openapi'
import { sayFinding } from '@nguon/listing/finding'
import { type Import, type ImportRow, importHeader } from '@nguon/listing/import'
import type { Lang } from '@nguon/listing/text'
import { problemOf, type Refusal } from '../problem.ts'

const counts = z.record(z.string(), z.int()).openapi({ example: { create: 5, update: 0, unchanged: 0, ask: 2 } })

/** A list as its officers see it. `done` of `total` rows are written; `lost` were changed by somebody in between. */
export const importView = z
  .object({
    id: z.string(),
    name: z.string(),
    at: z.string(),
    by: z.string(),
    province: z.string(),
    commune: z.string().optional(),
    state: z.enum(['reading', 'planned', 'committing', 'done', 'refused']),
    counts,
    done: z.int(),
    total: z.int(),
    lost: z.int(),
    digest: z.string().optional(),
    published: z.boolean().optional(),
    refusal: z.object({ code: z.string(), message: z.string() }).optional(),
  })
  .openapi('Import')

const remark = { field: z.string(), at: z.string().openapi({ example: 'I3' }), message: z.string() }
export const importDetail = importView
  .extend({
    headers: z.array(importHeader),
    rows: z.array(
      z.object({
        row: z.int(),
        status: z.enum(['create', 'update', 'unchanged', 'ask', 'repeat']),
        cells: z.array(z.string()),
        repairs: z.array(z.object({ ...remark, from: z.string(), to: z.string().optional(), rule: z.string() })),
        questions: z.array(
          z.object({ ...remark, found: z.string(), code: z.string(), choices: z.array(z.string()).optional() }),
        ),
        maker: z.string().optional(),
        product: z.string().optional(),
      }),
    ),
    next: z.string().optional(),
  })
  .openapi('ImportDetail')

const none = { create: 0, update: 0, unchanged: 0, ask: 0 }

export function viewOf(it: Import, lang: Lang, origin: string): z.infer<typeof importView> {
  const { id, name, at, by, province, commune, state } = it
  const told = { id, name, at, by: by.name, province, ...(commune ? { commune } : {}), state }
  switch (it.state) {
    case 'reading':
      return { ...told, counts: none, done: 0, total: 0, lost: 0 }
    case 'refused': {
      const { code, detail } = problemOf(it.refusal as Refusal, lang, origin)
      return { ...told, counts: none, done: 0, total: 0, lost: 0, refusal: { code, message: detail } }
    }
    case 'planned':
      return { ...told, counts: it.counts, done: 0, total: it.total, lost: 0, digest: it.digest }
    case 'committing':
    case 'done': {
      const { counts, done, total, lost, digest, publish } = it
      return { ...told, counts, done, total, lost, digest, published: publish }
    }
  }
}

export const rowViewOf = ({ row, is, cells, findings, maker, product }: ImportRow, lang: Lang) => ({
  ...{ row, status: is, cells },
  repairs: findings.flatMap((one) =>
    one.level === 'look'
      ? [
          {
            ...{ field: one.field, at: one.at, from: one.found, rule: one.code, message: sayFinding(one, lang) },
            ...(one.value === undefined ? {} : { to: one.value }),
          },
        ]
      : [],
  ),
  questions: findings.flatMap((one) =>
    one.level === 'ask'
      ? [
          {
            ...{ field: one.field, at: one.at, found: one.found, code: one.code, message: sayFinding(one, lang) },
            ...(one.choices ? { choices: one.choices } : {}),
          },
        ]
      : [],
  ),
  ...(maker ? { maker } : {}),
  ...(product ? { product } : {}),
})
