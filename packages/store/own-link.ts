import { noOwnLinks, type OwnLinkList, ownLinkList } from '@nguon/listing/own-link'
import { type AuditAct, auditAct } from './audit.ts'
import { earlierLinksKey, ownLinksKey } from './key.ts'
import type { LostRace } from './product.ts'
import { type Belief, isNew, read, type Table, write } from './table.ts'

/** A product's own links in their keeper's order; an empty list where none was ever set. */
export const readOwnLinks = async (table: Table, product: string): Promise<OwnLinkList> =>
  (await read(table, ownLinksKey(product), ownLinkList)) ?? noOwnLinks

/** The list as it was at an earlier version, for taking a change back. */
export const readEarlierLinks = (table: Table, product: string, version: number): Promise<OwnLinkList | undefined> =>
  version === 0 ? Promise.resolve(noOwnLinks) : read(table, earlierLinksKey(product, version), ownLinkList)

/** The whole list in one write, so that putting it in another order is one change; the list before is kept. */
export async function keepOwnLinks(
  table: Table,
  product: string,
  before: OwnLinkList,
  next: Required<Omit<OwnLinkList, 'version'>>,
  audit: AuditAct,
): Promise<OwnLinkList | LostRace> {
  const after = { ...next, version: before.version + 1 }
  const believed: Belief = {
    expression: '#version = :version',
    names: { '#version': 'version' },
    values: { ':version': before.version },
  }
  const earlier = { put: { ...earlierLinksKey(product, before.version), ...before }, believing: isNew }
  const done = await write(table, [
    { put: { ...ownLinksKey(product), ...after }, believing: before.version === 0 ? isNew : believed },
    ...(before.version === 0 ? [] : [earlier]),
    auditAct(audit),
  ])
  return done.written ? after : { code: 'race/lost', what: 'links' }
}
