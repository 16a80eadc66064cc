import { readLinks } from '@nguon/store/link'
import { type CountedStamp, forgetStamp, keepCount } from '@nguon/store/scan-count'
import { bare, type Item } from '@nguon/store/table'
import { readLotScans } from '@nguon/store/warning'
import { lotNumber } from '@nguon/trace/lot'
import { medianOf } from '@nguon/trace/lot-scans'
import { judgeScans, type StampState, scan } from '@nguon/trace/scan'
import { stateAt } from '@nguon/trace/segment'
import { readSerial, serial } from '@nguon/trace/stamp'
import * as z from 'zod'
import type { House } from '../house.ts'

const counted = scan.extend({ product: z.string(), serial, lot: lotNumber })

/** Counts a scan, and writes down what the copy rules say of its stamp by now. */
export async function followScan(house: House, image: Item): Promise<void> {
  const { product, serial, lot, ...seen } = counted.parse(bare(image))
  const stamp = { product, serial, lot }
  await keepCount(house.table, stamp, seen, (state) => judge(house, stamp, state))
}

/** A scan's own record is over: what the stamp remembers of it goes too. */
export async function forgetScan(house: House, keys: Item): Promise<void> {
  const [, product = '', number = ''] = String(keys.pk).split('#')
  await forgetStamp(house.table, product, number)
}

/** One scan accuses nobody, so most stamps cost no read here. */
async function judge(
  house: House,
  stamp: CountedStamp,
  state: StampState,
): Promise<{ state: StampState; maker?: string | undefined }> {
  if (state.count < 2) return { state }
  const { passport, scans } = await lotOf(house, stamp)
  const read = readSerial(house.stampKeys, stamp.product, stamp.serial)
  if (!passport || 'code' in read) return { state: judgeScans(state), maker: passport?.maker.id }
  const segment = stateAt(passport.segments, read.index)
  const context = { index: read.index, segment, displays: passport.displays, median: medianOf(scans) }
  return { state: judgeScans(state, context), maker: passport.maker.id }
}

/** A stamp under a GTIN that was corrected since belongs to a lot of the new one. */
async function lotOf({ table }: House, { product, lot }: CountedStamp) {
  const found = await readLotScans(table, product, lot)
  const meant = found.passport ? undefined : (await readLinks(table, product))?.aliasOf
  return meant ? readLotScans(table, meant, lot) : found
}
