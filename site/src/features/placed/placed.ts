import { sayDong } from '@nguon/trade/money'
import { sayTime } from '../../day.ts'
import type { OrderView } from '../../house.ts'
import type { IconName } from '../../icons/icon.ts'
import type { Lang } from '../../paths.ts'
import { words } from '../../text/words.ts'

export const states = ['awaiting', 'cash', 'paid', 'expired', 'cancelled'] as const
export type State = (typeof states)[number]
export type Told = { look: 'done' | 'past' | 'off' | 'wait'; icon: IconName; title: string; note: string }

/** A state this page does not know yet is shown as placed: never as paid. */
export const stateOf = (order: Pick<OrderView, 'state'>): State => states.find((one) => one === order.state) ?? 'cash'

/** The sentence for a state that asks nothing more of the buyer; money that came too late is owed, and said. */
export function toldOf(order: OrderView, lang: Lang): Told | undefined {
  const said = words[lang].placed
  const owed = order.paid > 0 ? ` ${said.owed(sayDong(order.paid, lang))}` : ''
  switch (stateOf(order)) {
    case 'awaiting':
      return undefined
    case 'paid':
      return { look: 'done', icon: 'circle-check', title: said.paidTitle, note: said.paidNote(order.maker.name) }
    case 'cash':
      return {
        look: 'done',
        icon: 'circle-check',
        title: said.cashTitle,
        note: said.cashNote(order.maker.name, sayDong(order.total, lang)),
      }
    case 'expired':
      return { look: 'past', icon: 'clock', title: said.expiredTitle, note: said.expiredNote + owed }
    case 'cancelled':
      return {
        look: 'off',
        icon: 'ban',
        title: said.cancelledTitle,
        note: (order.paid > 0 ? '' : said.cancelledNote) + owed,
      }
  }
}

/** How long goods are still held: in words, and as a share of the whole for a bar. */
export function holdOf(order: Pick<OrderView, 'holdUntil' | 'placedAt'>, now: Date, lang: Lang) {
  if (!order.holdUntil) return undefined
  const until = Date.parse(order.holdUntil)
  const left = Math.max(0, Math.floor((until - now.getTime()) / 1000))
  const whole = Math.max(1, Math.floor((until - Date.parse(order.placedAt)) / 1000))
  const said = words[lang].placed
  return {
    time: sayTime(order.holdUntil),
    left,
    whole,
    says: said.remaining(Math.floor(left / 60), left % 60),
  }
}

/** `1900200000001` as a person reads it to a bank: in fours. */
export const accountGroups = (account: string): string => account.replace(/(.{4})(?=.)/g, '$1 ')
