import type { Table } from './table.ts'

const queues = new WeakMap<Table, Map<string, Promise<unknown>>>()

/**
 * Work on the same things of a table, one after the other within this process: those who would meet at one head wait instead of
 * racing. Against other processes the head itself is believed; this only spares the attempts.
 */
export async function inTurn<T>(table: Table, things: readonly string[], work: () => Promise<T>): Promise<T> {
  const queue = queues.get(table) ?? new Map<string, Promise<unknown>>()
  queues.set(table, queue)
  const before = things.map((thing) => queue.get(thing))
  const mine = Promise.allSettled(before).then(work)
  for (const thing of things) queue.set(thing, mine)
  try {
    return await mine
  } finally {
    for (const thing of things) if (queue.get(thing) === mine) queue.delete(thing)
  }
}
