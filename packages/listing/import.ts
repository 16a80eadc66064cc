import * as z from 'zod'
import { type QuestionCode, questionWords, type RepairCode, repairWords } from './finding.ts'
import { fields } from './mapping.ts'
import type { RowFate } from './plan.ts'

const at = z.iso.datetime()
const count = z.int().nonnegative()
const who = z.object({ kind: z.enum(['person', 'system']), id: z.string(), name: z.string() })

/** How a column of the officer's file was read. */
export const importHeader = z.object({
  column: count,
  header: z.string(),
  field: z.enum(fields).optional(),
  confidence: z.number(),
})

const base = {
  id: z.string().regex(/^im[0-9a-f]{18}$/),
  /** The file's name as it was sent; never used as a path. */
  name: z.string().max(200),
  bytes: count,
  province: z.string().regex(/^\d{2}$/),
  commune: z
    .string()
    .regex(/^\d{5}$/)
    .optional(),
  by: who,
  lang: z.enum(['vi', 'en']),
  at,
}
const planned = {
  ...base,
  digest: z.string(),
  /** SHA-256 of the plan as it was stored, so that what is committed is what was shown. */
  plan: z.string().length(64),
  counts: z.record(z.string(), count),
  headers: z.array(importHeader),
  /** Rows that write something. */
  total: count,
}
const committing = {
  ...planned,
  /** Whether the officer's list is also the officer's look: new products are shown at once. */
  publish: z.boolean(),
  committer: who,
  committedAt: at,
  /** The chunk that is written next; each is written once, together with this number. */
  next: count,
  done: count,
  /** Rows whose product or maker somebody changed in between; they are asked about again. */
  lost: count,
}

/** A list on its way in: read, planned, committed in chunks, done; or refused with the reason. */
export const importRecord = z.discriminatedUnion('state', [
  z.object({ ...base, state: z.literal('reading') }),
  z.object({ ...base, state: z.literal('refused'), refusal: z.looseObject({ code: z.string() }) }),
  z.object({ ...planned, state: z.literal('planned') }),
  z.object({ ...committing, state: z.literal('committing') }),
  z.object({ ...committing, state: z.literal('done'), doneAt: at }),
])
export type Import = z.infer<typeof importRecord>
export type ImportIn<State extends Import['state']> = Extract<Import, { state: State }>

const place = { row: z.int(), field: z.enum(fields), at: z.string(), found: z.string(), value: z.string().optional() }
const finding = z.discriminatedUnion('level', [
  z.object({
    ...place,
    level: z.literal('look'),
    code: z.enum(Object.keys(repairWords) as [RepairCode, ...RepairCode[]]),
  }),
  z.object({
    ...place,
    level: z.literal('ask'),
    code: z.enum(Object.keys(questionWords) as [QuestionCode, ...QuestionCode[]]),
    choices: z.array(z.string()).optional(),
  }),
])

/** One row of the officer's file: its cells by column, cut short, what became of it and what is to be said of it. */
export const importRow = z.object({
  row: z.int(),
  is: z.enum(['create', 'update', 'unchanged', 'ask', 'repeat'] satisfies RowFate[]),
  cells: z.array(z.string()),
  findings: z.array(finding),
  maker: z.string().optional(),
  product: z.string().optional(),
})
export type ImportRow = z.infer<typeof importRow>

export type ImportRefusal = { code: 'import/not-planned'; state: Import['state'] } | { code: 'import/other-plan' }

/** Whether a commit may go on: it starts from `planned`; asked again for the same plan it is `again`, and changes nothing. */
export function decideCommit(it: Import, digest: string): 'start' | 'again' | ImportRefusal {
  if (it.state === 'reading' || it.state === 'refused') return { code: 'import/not-planned', state: it.state }
  if (it.digest !== digest) return { code: 'import/other-plan' }
  return it.state === 'planned' ? 'start' : 'again'
}
