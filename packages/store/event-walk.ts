import { type Clock, type EventRow, eventRow, orderOf } from './event-row.ts'
import type { Index } from './table.ts'
import { page, type Table } from './table.ts'

/** Where to look for events and in which order: partitions that are all sorted by the same clock, read as if they were one. */
export type Walk = {
  partitions: readonly { index?: Index; pk: string }[]
  clock: Clock
  newestFirst: boolean
  /** Instants: the first is included, the second is not. */
  from?: string
  before?: string
  /** The order of the row to go on behind. */
  after?: string
}

/**
 * Rows of all partitions in one order, each once, in batches of what is certain so far. The caller decides when it has seen enough;
 * where to go on from is the order of the last row taken.
 */
export async function* rowsInOrder(table: Table, walk: Walk, batch: number): AsyncGenerator<EventRow[]> {
  const { clock, newestFirst, partitions } = walk
  const order = (row: EventRow) => orderOf(row, clock)
  const sooner = (a: string, b: string) => (newestFirst ? a > b : a < b)
  const limit = Math.ceil((2 * batch) / partitions.length) + 4
  let after = walk.after
  for (;;) {
    const [from, upTo] = newestFirst ? [walk.from, after ?? walk.before] : [after ?? walk.from, walk.before]
    if (from !== undefined && upTo !== undefined && from > upTo) return
    const bounds = { ...(from === undefined ? {} : { from }), ...(upTo === undefined ? {} : { upTo }) }
    const pages = await Promise.all(
      partitions.map((one) => page(table, { ...one, ...bounds, limit, newestFirst }, eventRow)),
    )
    // What lies behind the nearest end of an unfinished partition may still be overtaken.
    const ends = pages.flatMap(({ items, next }) => (next ? [items.at(-1) ? order(items.at(-1)!) : (after ?? '')] : []))
    const sure = ends.length === 0 ? undefined : ends.reduce((a, b) => (sooner(a, b) ? a : b))
    const rows = new Map<string, EventRow>()
    for (const row of pages.flatMap(({ items }) => items)) {
      const at = order(row)
      if (after !== undefined && !sooner(after, at)) continue
      if (sure === undefined || !sooner(sure, at)) rows.set(at, row)
    }
    const found = [...rows].sort(([a], [b]) => (sooner(a, b) ? -1 : 1))
    if (found.length > 0) {
      yield found.map(([, row]) => row)
      after = found.at(-1)![0]
    }
    if (ends.length === 0 || found.length === 0) return
  }
}
