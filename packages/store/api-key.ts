import { type ApiKey, apiKey } from '@nguon/people/key'
import { type AuditAct, auditAct } from './audit.ts'
import { apiKeyKey, keyList, onDesk } from './key.ts'
import { type Item, isNew, isThere, type Page, page, put, read, type Table, write } from './table.ts'

export const readApiKey = (table: Table, id: string) => read(table, apiKeyKey(id), apiKey)

export async function addApiKey(table: Table, it: ApiKey, audit: AuditAct): Promise<boolean> {
  return (await write(table, [{ put: asItem(it), believing: isNew }, auditAct(audit)])).written
}

export async function endApiKey(table: Table, it: ApiKey, audit: AuditAct): Promise<boolean> {
  return (await write(table, [{ put: asItem(it), believing: isThere }, auditAct(audit)])).written
}

/** Notes the day of use; a key revoked meanwhile stays revoked. */
export const touchApiKey = (table: Table, it: ApiKey): Promise<boolean> =>
  put(table, asItem(it), { expression: 'attribute_exists(pk) AND attribute_not_exists(revokedAt)' })

export const listApiKeys = (table: Table, limit: number, after?: Item): Promise<Page<ApiKey>> =>
  page(table, { index: 'desk', pk: keyList, limit, newestFirst: true, ...(after ? { after } : {}) }, apiKey)

const asItem = (it: ApiKey): Item => ({ ...apiKeyKey(it.id), ...it, ...onDesk(keyList, `${it.createdAt}#${it.id}`) })
