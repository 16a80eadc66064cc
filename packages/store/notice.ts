import { type PaymentNotice, paymentNotice } from '@nguon/trade/payment'
import * as z from 'zod'
import { type AuditAct, auditAct } from './audit.ts'
import { noticeKey, onDesk, waitingNotices } from './key.ts'
import { type Item, isNew, isThere, type Page, page, put, read, type Table, write } from './table.ts'

/** Keeps a provider's notice once, before it is acted on. False where it was kept already. */
export function keepNotice(table: Table, notice: PaymentNotice, raw: string, at: string): Promise<boolean> {
  return put(table, { ...noticeKey(notice.provider, notice.notice), ...notice, raw, keptAt: at }, isNew)
}

/** A notice that paid no order, and the refusal that says why. */
export const waiting = z.object({
  ...paymentNotice.shape,
  keptAt: z.string(),
  why: z.looseObject({ code: z.string() }),
})
export type Waiting = z.infer<typeof waiting>

type Named = Pick<PaymentNotice, 'provider' | 'notice'>

/** Money that is no order's after all, and who said so, why and when. */
const aside = z.object({ by: z.string(), why: z.string(), at: z.iso.datetime() })
const kept = paymentNotice.extend({ aside: aside.optional() })
export type KeptNotice = z.infer<typeof kept>

/** A notice as it was kept; `order` is what a person gave it to, where its own text named none. */
export const readNotice = (table: Table, { provider, notice }: Named): Promise<KeptNotice | undefined> =>
  read(table, noticeKey(provider, notice), kept)

/** Puts a kept notice on the list of those that a person must place. Said again, it stands there once. */
export async function holdNotice(table: Table, { provider, notice }: Named, why: { code: string }, at: string) {
  const { deskPk, deskSk } = onDesk(waitingNotices, `${at}#${provider}#${notice}`)
  const set = 'SET why = :why, deskPk = if_not_exists(deskPk, :list), deskSk = if_not_exists(deskSk, :place)'
  const values = { ':why': why, ':list': deskPk, ':place': deskSk }
  await write(table, [{ change: noticeKey(provider, notice), set, values, believing: isThere }])
}

/** Takes a notice off the list: what held it up is mended, and the provider told it again. */
export async function releaseNotice(table: Table, { provider, notice }: Named) {
  await write(table, [{ change: noticeKey(provider, notice), set: 'REMOVE why, deskPk, deskSk', believing: isThere }])
}

/** Takes a notice off the list because a person gave it to an order, which now is its own whenever the provider tells it again. */
export async function placeNotice(table: Table, { provider, notice }: Named, order: string, audit: AuditAct) {
  const change = { change: noticeKey(provider, notice), set: 'SET #order = :order REMOVE why, deskPk, deskSk' }
  const names = { '#order': 'order' }
  await write(table, [{ ...change, names, values: { ':order': order }, believing: isThere }, auditAct(audit)])
}

/** Takes a notice off the list for good. False where it does not wait there. */
export async function setNoticeAside(
  table: Table,
  { provider, notice }: Named,
  said: z.infer<typeof aside>,
  audit: AuditAct,
): Promise<boolean> {
  const done = await write(table, [
    {
      change: noticeKey(provider, notice),
      set: 'SET aside = :aside REMOVE deskPk, deskSk',
      values: { ':aside': said },
      believing: { expression: 'attribute_exists(deskPk)' },
    },
    auditAct(audit),
  ])
  return done.written
}

/** What waits for a person, oldest first. */
export const listWaiting = (table: Table, limit: number, after?: Item): Promise<Page<Waiting>> =>
  page(table, { index: 'desk', pk: waitingNotices, limit, ...(after ? { after } : {}) }, waiting)
