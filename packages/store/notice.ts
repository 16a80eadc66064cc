import { type PaymentNotice, paymentNotice } from '@nguon/trade/payment'
import * as z from 'zod'
import { noticeKey, onDesk, waitingNotices } from './key.ts'
import { type Item, isNew, isThere, type Page, page, put, type Table, write } from './table.ts'

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

/** What waits for a person, oldest first. */
export const listWaiting = (table: Table, limit: number, after?: Item): Promise<Page<Waiting>> =>
  page(table, { index: 'desk', pk: waitingNotices, limit, ...(after ? { after } : {}) }, waiting)
