import { lotNumber } from '@nguon/trace/lot'
import { lotScans } from '@nguon/trace/lot-scans'
import { forgetScans, type StampAnswer, type StampState, stampState } from '@nguon/trace/scan'
import * as z from 'zod'
import { type AuditAct, auditAct } from './audit.ts'
import { lotScansKey, ofMaker, passportKey, stampKey } from './key.ts'
import { passport } from './passport.ts'
import type { LostRace } from './product.ts'
import { bare, type Item, type Page, page, read, readItems, type Table, write } from './table.ts'

/** What is known of a stamp that something is held against: its counts, and whose it is. */
export const warning = stampState.extend({ product: z.string(), serial: z.string(), lot: lotNumber, maker: z.string() })
export type Warning = z.infer<typeof warning>

/** Stamps of a maker that a copy rule holds something against, the newest first. */
export const listWarnings = (table: Table, maker: string, limit: number, after?: Item): Promise<Page<Warning>> => {
  const pk = ofMaker(maker, 'WARNING', '').makerPk
  return page(table, { index: 'maker', pk, limit, newestFirst: true, ...(after ? { after } : {}) }, warning)
}

/** What the copy rules ask beside the scans of a stamp: the passport of its lot, and how the lot is scanned. */
export async function readLotScans(table: Table, product: string, lot: string) {
  const [page, scans] = await readItems(table, [passportKey(product, lot), lotScansKey(product, lot)])
  return { passport: page && passport.parse(bare(page)), scans: scans && lotScans.parse(bare(scans)) }
}

/** What scans said of one stamp; undefined before its first. */
export async function readStamp(table: Table, product: string, serial: string): Promise<StampState | undefined> {
  const state = await read(table, stampKey(product, serial), stampState)
  return state && forgetScans(state, table.now())
}

/** Writes a maker's answer beside the counts, which go on changing; a lost race with another answer is told. */
export async function keepStampAnswer(
  table: Table,
  stamp: { product: string; serial: string },
  before: StampAnswer | undefined,
  answer: StampAnswer,
  audit: AuditAct,
): Promise<StampAnswer | LostRace> {
  const same = before ? '#answer = :before' : 'attribute_not_exists(#answer)'
  const done = await write(table, [
    {
      change: stampKey(stamp.product, stamp.serial),
      set: 'SET #answer = :answer',
      names: { '#answer': 'answer' },
      values: { ':answer': answer, ...(before ? { ':before': before } : {}) },
      believing: { expression: `attribute_exists(pk) AND ${same}` },
    },
    auditAct(audit),
  ])
  return done.written ? answer : { code: 'race/lost', what: 'stamps' }
}
