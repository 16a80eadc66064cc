import { isSampled, lotSteps } from '@nguon/trace/lot-scans'
import { countScan, forgetScans, type Scan, type StampState, stampState } from '@nguon/trace/scan'
import { lotScansKey, ofMaker, stampKey } from './key.ts'
import { type Act, type Belief, type Item, put, read, type Table, write } from './table.ts'
import { warning } from './warning.ts'

export type CountedStamp = { product: string; serial: string; lot: string }

/** Nobody else folded a scan or answered meanwhile. */
export const unchanged = (before: StampState | undefined): Belief =>
  before
    ? {
        expression: `#count = :count AND ${before.answer ? '#answer = :answer' : 'attribute_not_exists(#answer)'}`,
        names: { '#count': 'count', '#answer': 'answer' },
        values: { ':count': before.count, ...(before.answer ? { ':answer': before.answer } : {}) },
      }
    : { expression: 'attribute_not_exists(pk)' }

type Judge = (state: StampState) => Promise<{ state: StampState; maker?: string | undefined }>

/** A stamp's record; one that something is held against is found by its maker. */
function stampItem(stamp: CountedStamp, state: StampState, maker: string | undefined): Item {
  const { product, serial } = stamp
  const told = state.many && maker !== undefined
  const found = told
    ? { ...stamp, maker, ...ofMaker(maker, 'WARNING', `${state.many?.since}#${product}#${serial}`) }
    : {}
  return { ...stampKey(product, serial), ...state, ...found }
}

function lotAct({ product, lot }: CountedStamp, before: number, province: string | undefined): Act {
  const steps = Object.entries(lotSteps(before, province))
  return {
    change: lotScansKey(product, lot),
    set: `ADD ${steps.map((_, at) => `#s${at} :s${at}`).join(', ')}`,
    names: Object.fromEntries(steps.map(([name], at) => [`#s${at}`, name])),
    values: Object.fromEntries(steps.map(([, by], at) => [`:s${at}`, by])),
    believing: { expression: 'attribute_exists(pk)' },
  }
}

/**
 * Folds a scan into what is known of its stamp, and every fourth stamp into what is known of its lot; `judge` says what is held
 * against it now. The same scan told again changes nothing, and a lost race is read again.
 */
export async function keepCount(table: Table, stamp: CountedStamp, scan: Scan, judge: Judge): Promise<void> {
  const { product, serial } = stamp
  let lotKnown = true
  for (;;) {
    const before = await read(table, stampKey(product, serial), stampState)
    const after = countScan(before, scan)
    if (after === before) return
    const { state, maker } = await judge(forgetScans(after, table.now()))
    const item = stampItem(stamp, state, maker)
    const steps = lotSteps(before?.count ?? 0, scan.province)
    if (!lotKnown || !isSampled(serial) || Object.keys(steps).length === 0) {
      if (await put(table, item, unchanged(before))) return
      continue
    }
    const done = await write(table, [
      { put: item, believing: unchanged(before) },
      lotAct(stamp, before?.count ?? 0, scan.province),
    ])
    if (done.written) return
    // A serial read under a lot it does not belong to has no lot to be counted in.
    lotKnown = !done.lost.includes(1)
  }
}

const kept = warning.partial({ product: true, serial: true, lot: true, maker: true })

/** Lets what is older than 180 days go from a stamp that nobody scans any more. */
export async function forgetStamp(table: Table, product: string, serial: string): Promise<void> {
  for (;;) {
    const before = await read(table, stampKey(product, serial), kept)
    const after = before && forgetScans(before, table.now())
    if (!before || !after || after === before) return
    const item = stampItem({ product, serial, lot: after.lot ?? '' }, after, after.lot ? after.maker : undefined)
    if (await put(table, item, unchanged(before))) return
  }
}
