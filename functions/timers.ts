import { listOverdue } from '@nguon/store/order'
import { makeRoot } from './history-root.ts'
import type { House } from './house.ts'
import { commandOrder } from './settle.ts'

/** Every minute: orders whose hold is over give their goods back, and the heads of histories go into the log. */
export const timers = (house: House) => async (): Promise<{ expired: number; root?: number }> => {
  let expired = 0
  const { items } = await listOverdue(house.table, house.now().toISOString(), 200)
  for (const { order } of items) {
    const done = await commandOrder(house.table, order.ref, { do: 'expire' }, house.now)
    if (done.is === 'settled') expired += 1
  }
  const made = await makeRoot(house)
  return { expired, ...(made ? { root: made.size } : {}) }
}
