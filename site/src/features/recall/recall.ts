import type { RecallCount, RecallReach, RecallScope } from '@nguon/trace/recall'
import { sayCount } from '../../count.ts'
import type { Lang } from '../../paths.ts'
import { provinceShort } from '../../place.ts'
import { recallWords } from '../../text/recall.ts'

type Words = { hazard: 'health' | 'quality' | 'label'; reason: string; advice: string; contact: string }

/** A recall as `GET /v1/recalls/{recall}` tells everybody. */
export type PublicRecall = Words & {
  id: string
  product: string
  gtin?: string
  name: string
  maker: { id: string; name: string }
  commune: string
  province: string
  state: 'live' | 'closed'
  since: string
  lots: string[]
  part?: number
  lifted: { lots: string[]; at: string; why: string }[]
  count?: RecallCount & { at: string }
  closed?: { at: string; summary: string }
  example?: boolean
}

type Deed = { by: string; at: string }
/** The same as its maker and officers see it. */
export type RecallRecord = Omit<PublicRecall, 'state' | 'since'> & {
  state: 'proposed' | 'refused' | 'withdrawn' | 'live' | 'closed'
  since?: string
  own: boolean
  revision: number
  scope: RecallScope
  proposed: Deed
  confirmed?: Deed
  refused?: Deed & { why: string }
  withdrawn?: Deed
  allLots: string[]
  reach?: RecallReach
  ended?: RecallReach
  counted?: Deed
  closedBy?: string
  left?: { phase: 'banner' | 'history'; done: number; all: number }
}

/** `Lô NC-1, NC-2`, or how many packs of a lot. */
export function lotsOf({ lots, part }: Pick<PublicRecall, 'lots' | 'part'>, lang: Lang): string {
  const t = recallWords[lang]
  if (lots.length === 0) return t.allLifted
  const named = lots.length > 12 ? [...lots.slice(0, 12), '…'] : lots
  return part === undefined ? t.lots(named.join(', ')) : t.part(sayCount(part, lang), named.join(', '))
}

/** How a recall looks: green only where nothing is called back any more, quiet where the case is over and its lots are not. */
export const toneOf = ({
  state,
  lots,
}: Pick<RecallRecord, 'state' | 'lots'>): 'waits' | 'over' | 'quiet' | undefined =>
  state === 'proposed'
    ? 'waits'
    : state === 'refused' || state === 'withdrawn'
      ? 'quiet'
      : lots.length === 0
        ? 'over'
        : state === 'closed'
          ? 'quiet'
          : undefined

/** What a scope names, before there are lots to name. */
export function scopeOf(scope: RecallScope, lang: Lang): string {
  const t = recallWords[lang]
  if (scope.is === 'product') return t.desk.scopes.product
  if (scope.is === 'lots') return t.lots(scope.lots.join(', '))
  const runs = scope.ranges.map(({ first, last }) => `${sayCount(first, lang)}–${sayCount(last, lang)}`)
  return `${t.lots(scope.lot)}: ${runs.join(', ')}`
}

/** Who a recall reaches, as lines of name and value. */
export function reachLines(reach: RecallReach, lang: Lang): [string, string][] {
  const t = recallWords[lang].desk
  const n = (count: number) => sayCount(count, lang)
  const places = Object.entries(reach.scans.provinces).sort(([a, m], [b, k]) => k - m || (a < b ? -1 : 1))
  return [
    [t.reachLots, n(reach.lots)],
    [t.reachIssued, n(reach.stamps.issued)],
    [t.reachActive, n(reach.stamps.activated)],
    [t.reachScans, n(reach.scans.stamps)],
    [
      t.reachPlaces,
      places.length === 0
        ? t.reachNowhere
        : places.map(([code, count]) => `${provinceShort(code)} ${n(count)}`).join(', '),
    ],
    [t.reachOrders, reach.orders.atLeast ? t.atLeast(n(reach.orders.count)) : n(reach.orders.count)],
  ]
}
