import { type RateWindow, rateWindow } from '@nguon/people/rate'
import { rateKey } from './key.ts'
import { type Act, bare, readItems, type Table } from './table.ts'

/** No limit of ours looks further back than a day. */
const kept = 2 * 86_400

/** How often something was let through lately, for each of `whats`. */
export async function readRates(table: Table, whats: readonly string[]): Promise<(RateWindow | undefined)[]> {
  const items = await readItems(table, whats.map(rateKey))
  return items.map((item) => item && rateWindow.parse(bare(item)))
}

/** Counts one more, believing what was read: it goes into the transaction of what it counts. */
export const countAct = (what: string, window: RateWindow, was: RateWindow | undefined, at: string): Act => ({
  put: { ...rateKey(what), ...window, ttl: Math.floor(Date.parse(at) / 1000) + kept },
  believing: was
    ? { expression: '#seen = :seen', names: { '#seen': 'seen' }, values: { ':seen': was.seen } }
    : {
        expression: 'attribute_not_exists(pk) OR #ttl <= :now',
        names: { '#ttl': 'ttl' },
        values: { ':now': Math.floor(Date.parse(at) / 1000) },
      },
})
