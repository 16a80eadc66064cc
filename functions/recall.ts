import { decidePublication } from '@nguon/listing/product'
import { keepLatest } from '@nguon/store/latest'
import { addEvent, listLots } from '@nguon/store/lot'
import { listOrders } from '@nguon/store/order'
import { readPassport } from '@nguon/store/passport'
import { changeProduct, readProduct } from '@nguon/store/product'
import { listTasks, readRecall, readTask, stepBanners, stepTold } from '@nguon/store/recall'
import type { Item, Table } from '@nguon/store/table'
import { readLotScans } from '@nguon/store/warning'
import {
  orderRanges,
  type RecallIn,
  type RecallReach,
  type RecallRefusal,
  type RecallScope,
  type RecallTask,
  recallLotsMost,
} from '@nguon/trace/recall'
import { type Segment, stateAt } from '@nguon/trace/segment'
import { inspecting, recalling } from '@nguon/trace/telling'
import type { House } from './house.ts'
import type { Refusal } from './problem.ts'

/** The lots a scope names as the table stands now, or why it cannot be recalled. */
export async function lotsOfScope(table: Table, product: string, scope: RecallScope): Promise<string[] | Refusal> {
  if (scope.is === 'product') return allLots(table, product)
  const lots = scope.is === 'ranges' ? [scope.lot] : [...new Set(scope.lots)]
  const passports = await Promise.all(lots.map((lot) => readPassport(table, product, lot)))
  const unknown = passports.indexOf(undefined)
  if (unknown >= 0) return { code: 'lot/not-found', product, lot: lots[unknown]! }
  if (scope.is === 'lots') return lots
  const ranges = orderRanges(scope.ranges)
  if ('code' in ranges) return ranges
  const segments = passports[0]?.segments ?? []
  const missing = ranges.flatMap(({ first, last }) => [first, last]).find((index) => !stateAt(segments, index))
  return missing === undefined ? lots : { code: 'segment/not-issued', index: missing }
}

async function allLots(table: Table, product: string): Promise<string[] | RecallRefusal> {
  const lots: string[] = []
  for (let after: Item | undefined; ; ) {
    const got = await listLots(table, product, 200, after)
    lots.push(...got.items.map(({ lot }) => lot))
    if (lots.length > recallLotsMost) return { code: 'recall/too-many-lots', most: recallLotsMost }
    if (!got.next) return lots.length === 0 ? { code: 'recall/nothing-in-scope' } : lots
    after = got.next
  }
}

/** Orders are looked through so far back; where there are more, what was counted is said to be at least so many. */
const ordersMost = 1_000
/** What was paid, or is paid on arrival, has reached somebody or will. */
const sold: readonly string[] = ['paid', 'cash']

/** Who a recall of these lots reaches. Scans are those of every fourth stamp, as the lots remember them. */
export async function reachOf(
  table: Table,
  product: { id: string; maker: string },
  scope: RecallScope,
  lots: readonly string[],
): Promise<RecallReach> {
  const stamps = { issued: 0, activated: 0 }
  const scans = { stamps: 0, provinces: {} as Record<string, number> }
  for (const { passport, scans: figures = {} } of await readAll(table, product.id, lots)) {
    for (const [state, count] of counted(passport?.segments ?? [], scope)) {
      stamps.issued += count
      if (state === 'activated') stamps.activated += count
    }
    for (const [name, n] of Object.entries(figures)) {
      if (n <= 0) continue
      if (name.startsWith('n')) scans.stamps += n
      else scans.provinces[name.slice(1)] = (scans.provinces[name.slice(1)] ?? 0) + n
    }
  }
  return { lots: lots.length, stamps, scans, orders: await countOrders(table, product) }
}

/** What is known of each lot, a few at a time. */
async function readAll(table: Table, product: string, lots: readonly string[]) {
  const found: Awaited<ReturnType<typeof readLotScans>>[] = []
  for (let at = 0; at < lots.length; at += 20)
    found.push(...(await Promise.all(lots.slice(at, at + 20).map((lot) => readLotScans(table, product, lot)))))
  return found
}

const counted = (segments: readonly Segment[], scope: RecallScope): [string, number][] => {
  const within = scope.is === 'ranges' ? scope.ranges : [{ first: 0, last: Number.MAX_SAFE_INTEGER }]
  return segments.flatMap((it) =>
    within.map(({ first, last }): [string, number] => [
      it.state,
      Math.max(0, Math.min(last, it.last) - Math.max(first, it.first) + 1),
    ]),
  )
}

async function countOrders(table: Table, { id, maker }: { id: string; maker: string }) {
  let [count, looked] = [0, 0]
  for (let after: Item | undefined; looked < ordersMost; ) {
    const got = await listOrders(table, maker, 200, after)
    looked += got.items.length
    count += got.items.filter(({ order }) => order.product === id && sold.includes(order.state)).length
    if (!got.next) return { count, atLeast: false }
    after = got.next
  }
  return { count, atLeast: true }
}

/** Histories told in the request that confirms; the minute timer tells the rest. Banners are all put up first. */
const toldAtOnce = 20

/**
 * Goes on with a task: the banners of all its lots, the listing, then each lot's history. Every step is written with how far it came,
 * and telling an event twice keeps one, so a run that was cut off, or two at once, end in the same table. Undefined when it is done.
 */
export async function advanceTask(
  house: House,
  recall: string,
  n: number,
  most = toldAtOnce,
): Promise<RecallTask | undefined> {
  for (let told = 0; ; ) {
    const [it, task] = [await readRecall(house.table, recall), await readTask(house.table, recall, n)]
    if (!task || (it?.state !== 'live' && it?.state !== 'closed')) return undefined
    if (task.phase === 'banner') {
      await stepBanners(house.table, it, task)
      continue
    }
    if (task.next === 0) await showOnProduct(house, it, task)
    if (told >= most) return task
    if (await tellLot(house, it, task)) await stepTold(house.table, task)
    told += 1
  }
}

/** Every minute: tasks that have something left to write. One that cannot go on holds up no other, and is named in the log. */
export async function advanceRecalls(house: House): Promise<{ advanced: number; stuck: number }> {
  const { items } = await listTasks(house.table, 20)
  let stuck = 0
  for (const { recall, n } of items)
    await advanceTask(house, recall, n, 200).catch((error: unknown) => {
      stuck += 1
      console.error(JSON.stringify({ what: 'a recall does not go on', recall, why: String(error) }))
    })
  return { advanced: items.length - stuck, stuck }
}

async function tellLot({ table, origin }: House, it: RecallIn<'live' | 'closed'>, task: RecallTask): Promise<boolean> {
  const lot = task.lots[task.next]!
  const lifted = task.of.is === 'lift' ? it.lifted[task.of.lifting] : undefined
  const { by, at } = lifted ?? it.confirmed
  const meant = it.scope.is === 'ranges' ? it.scope.ranges : []
  const number = meant.reduce((sum, { first, last }) => sum + last - first + 1, 0)
  const said = {
    ...{ product: it.product, lot, origin, at: new Date(at), checkedBy: by.name },
    ...(number > 0 ? { quantity: { number, uom: 'H87' } } : {}),
  }
  const event = lifted ? inspecting({ ...said, note: lifted.why }) : recalling({ ...said, note: it.reason })
  const record = {
    ...{ id: `${it.id}-${task.n}-${task.next}`, at, thingKind: 'lot', thing: `${it.product}/${lot}` },
    ...{ actor: { kind: 'person' as const, ...by }, verb: lifted ? 'recall.lift' : 'recall.confirm' },
  }
  const kept = await addEvent(table, it.product, lot, event, { recordTime: at, checked: { by: by.name, at } }, record)
  if (!('code' in kept)) return true
  // A lost head is tried again with the whole step; anything else is a bug to be seen.
  if (kept.code === 'race/lost') return false
  throw new Error(`the recall ${it.id} could not be told of lot ${lot}: ${kept.code}`)
}

/** The product's page marks its lots, and rests when all of it was called back. */
async function showOnProduct(house: House, it: RecallIn<'live' | 'closed'>, task: RecallTask): Promise<void> {
  await keepLatest(house.table, it.product)
  if (task.of.is === 'call' && it.scope.is === 'product') await pauseListing(house, it)
}

/** What is called back whole is not sold on; whoever edits the product meanwhile does not keep it on sale. */
async function pauseListing(house: House, it: RecallIn<'live' | 'closed'>): Promise<void> {
  const { by, at } = it.confirmed
  for (;;) {
    const before = await readProduct(house.table, it.product)
    if (before?.publication.state !== 'published') return
    const publication = decidePublication(before.publication, { do: 'pause' }, by.name, at)
    if ('code' in publication) return
    const record = {
      ...{ id: `${it.id}-pause-${before.revision}`, at, actor: { kind: 'person' as const, ...by } },
      ...{ verb: 'product.pause', thingKind: 'product', thing: it.product, reason: it.reason },
    }
    const done = await changeProduct(house.table, before, { ...before, publication, updatedAt: at }, record)
    if (!('code' in done)) return
  }
}
