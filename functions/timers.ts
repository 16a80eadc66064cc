import { listOverdue } from '@nguon/store/order'
import { makeRoot } from './history-root.ts'
import type { House } from './house.ts'
import { advanceRecalls } from './recall.ts'
import { closeReports } from './report.ts'
import { retell } from './retell.ts'
import { commandOrder } from './settle.ts'

/** Every minute: orders whose hold is over give their goods back, recalls go on with what they have left to write, reports that nobody asked about again are closed, the heads of histories go into the log, and shelves whose form has changed are laid again. */
export const timers =
  (house: House) =>
  async (): Promise<{ expired: number; recalls?: number; closed?: number; told?: number; root?: number }> => {
    let expired = 0
    const { items } = await listOverdue(house.table, house.now().toISOString(), 200)
    for (const { order } of items) {
      const done = await commandOrder(house.table, order.ref, { do: 'expire' }, house.now)
      if (done.is === 'settled') expired += 1
    }
    const recalls = await advanceRecalls(house)
    const closed = await closeReports(house)
    const made = await makeRoot(house)
    const { told } = await retell(house)
    // Told last, so that the rest of the minute is done: an alarm is rung, and the next minute tries again.
    if (recalls.stuck > 0) throw new Error(`recalls that do not go on: ${recalls.stuck}`)
    return {
      expired,
      ...(recalls.advanced ? { recalls: recalls.advanced } : {}),
      ...(closed ? { closed } : {}),
      ...(told ? { told } : {}),
      ...(made ? { root: made.size } : {}),
    }
  }
