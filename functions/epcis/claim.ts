import type { Product } from '@nguon/listing/product'
import type { Line, Recorded } from '@nguon/store/history'
import { linesThere } from '@nguon/store/lot'
import { readProducts } from '@nguon/store/product'
import { issueOf } from '@nguon/store/stamps'
import type { EpcisEvent } from '@nguon/trace/event'
import { readSerial } from '@nguon/trace/stamp'
import { namesIn } from '@nguon/trace/thing'
import { type C, forbidden, nameOf } from '../api/app.ts'
import { goodsOf } from '../api/products.ts'
import type { House } from '../house.ts'
import type { Refusal } from '../problem.ts'
import { type Goods, goodsIn } from './goods.ts'

/** The histories an event belongs to, and who is said to have told it. */
export type Claim = { lines: Line[]; declaredBy: Recorded['declaredBy'] }

/** The most issues of stamps that are looked up for one request; serials beyond them name no lot. */
const issuesMost = 50

/**
 * Which lots of ours each event names, by class, by lot or by a stamp's serial. Whoever may not append to the history of one is
 * refused the event: what the public does not see is not told of.
 */
export async function claimLots(c: C, events: readonly EpcisEvent[]): Promise<(Claim | Refusal)[]> {
  const { house, actor } = c.var
  const named = events.map((event) => namesIn(event).flatMap((text) => goodsIn(text, house.origin) ?? []))
  const ids = [...new Set(named.flat().map(({ product }) => product))]
  const products = new Map((await readProducts(house.table, ids)).map((it) => [it.id, it]))
  const lotOf = lotFinder(house)
  const found: (Claim & { refusal?: Refusal })[] = []
  for (const goods of named) {
    const claim: Claim & { refusal?: Refusal } = { lines: [], declaredBy: nameOf(actor) }
    for (const it of goods) {
      const product = products.get(it.product)
      if (!product) continue
      const no = forbidden(c, 'event.append', goodsOf(product))
      if (no) claim.refusal ??= no
      const lot = no ? undefined : await lotOf(it)
      const line = lot && `LOT#${product.id}#${lot}`
      if (line && !claim.lines.includes(line)) claim.lines.push(line)
      if (isOfMaker(c, product)) claim.declaredBy = product.makerName
    }
    found.push(claim)
  }
  const there = await linesThere(house.table, [...new Set(found.flatMap(({ lines }) => lines))])
  return found.map(({ refusal, lines, declaredBy }) =>
    refusal ? refusal : { lines: lines.filter((line) => there.has(line)), declaredBy },
  )
}

/** A household speaks under its maker's public name, and so does a system of its own. */
const isOfMaker = ({ var: { actor } }: C, { maker }: Product): boolean =>
  actor.is === 'person'
    ? actor.roles.some((role) => role.is === 'household' && role.maker === maker)
    : actor.is === 'system' && actor.maker === maker

/** The lot of goods: as it is named, or of the issue that a stamp's serial belongs to; an issue is read once. */
function lotFinder(house: House): (goods: Goods) => Promise<string | undefined> {
  const issues: { product: string; first: number; last: number; lot: string }[] = []
  let reads = 0
  return async ({ product, lot, serial }) => {
    if (lot !== undefined || serial === undefined) return lot
    const check = readSerial(house.stampKeys, product, serial)
    if ('code' in check) return undefined
    const { index } = check
    const known = issues.find((it) => it.product === product && it.first <= index && index <= it.last)
    if (known) return known.lot
    if (++reads > issuesMost) return undefined
    const issue = await issueOf(house.table, product, index)
    if (issue) issues.push(issue)
    return issue?.lot
  }
}
