import { audit, auditRecord } from '@nguon/people/audit'
import type * as z from 'zod'
import { auditKey } from './key.ts'
import { type Act, type Item, isNew, type Page, page, type Table } from './table.ts'

export type AuditAct = z.infer<typeof audit>

/** The audit record of a change goes into the change's own transaction: neither exists without the other. */
export const auditAct = (it: AuditAct): Act => ({
  put: { ...auditKey(it.at, it.id), ...audit.parse(it) },
  believing: isNew,
})

/** One month's changes, newest first. Months are `yyyy-mm`. */
export const listAudit = (table: Table, month: string, limit: number, after?: Item): Promise<Page<AuditAct>> =>
  page(table, { pk: `AUDIT#${month}`, limit, newestFirst: true, ...(after ? { after } : {}) }, auditRecord)
