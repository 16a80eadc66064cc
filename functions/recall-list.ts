import { listRecalls } from '@nguon/store/recall'
import { isPublic, lotsInForce, type RecallIn, sinceOf } from '@nguon/trace/recall'
import { type ListedRecall, recallJwk, writeRecallList } from '@nguon/trace/recall-list'
import type { House } from './house.ts'

/** A recall stays on the list for two years: so long its goods may stand in somebody's kitchen. */
const listedDays = 730
/** Lots the list names at most, which bounds what a phone fetches; what is older stands on the pages. */
export const listedLotsMost = 2_000
const recallsMost = 500
/** The time on the list moves by the hour, so that it is the same bytes, with the same ETag, until something changes. */
const step = 3_600_000

function listedOf(it: RecallIn<'live' | 'closed'>): ListedRecall {
  const { id, product, gtin, name, state, hazard, scope } = it
  return {
    ...{ id, product, name, state, since: sinceOf(it), hazard, lots: lotsInForce(it) },
    ...(gtin && gtin !== product ? { gtin } : {}),
    ...(scope.is === 'ranges' ? { part: true } : {}),
  }
}

/** When something last changed that the list tells of. */
const lastDeed = (it: RecallIn<'live' | 'closed'>): string =>
  [it.confirmed.at, ...it.lifted.map(({ at }) => at), ...(it.state === 'closed' ? [it.closed.at] : [])].sort().at(-1)!

/** The signed list of recalls as it now stands. */
export async function signedRecalls(house: House): Promise<string> {
  const now = house.now().getTime()
  const page = await listRecalls(house.table, recallsMost, new Date(now - listedDays * 24 * step).toISOString())
  const begun = page.items.filter(isPublic)
  const recalls: ListedRecall[] = []
  let lots = 0
  let more = page.next !== undefined
  for (const it of begun.map(listedOf)) {
    if (it.lots.length === 0) continue
    lots += it.lots.length
    if (lots > listedLotsMost && recalls.length > 0) {
      more = true
      break
    }
    recalls.push(it)
  }
  const hour = new Date(Math.floor(now / step) * step).toISOString()
  const at = begun.map(lastDeed).reduce((a, b) => (a > b ? a : b), hour)
  return writeRecallList({ v: 1, house: house.origin, at, more, recalls }, house.recallKey)
}

export const recallKeys = (house: House) => ({ keys: [recallJwk(house.recallKey)] })
