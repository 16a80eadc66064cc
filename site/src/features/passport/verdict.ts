import { dayIn } from '@nguon/listing/day'
import type { Evidence, Recall, Verdict } from '@nguon/trace/scan'
import { sayCount } from '../../count.ts'
import { daysBetween, sayDay, sayWhen } from '../../day.ts'
import type { IconName } from '../../icons/icon.ts'
import type { Lang } from '../../paths.ts'
import { provinceShort } from '../../place.ts'
import { words } from '../../text/words.ts'
import { sayAccusation } from '../copy/copy.ts'

export type Tone = 'valid' | 'many' | 'quiet' | 'voided' | 'recalled' | 'expired' | 'not-ours' | 'offline'
export type Bar = { x: number; height: number }

/** All that the verdict block shows. A straight edge says: we did not issue this. */
export type VerdictView = {
  tone: Tone
  edge: 'perforated' | 'straight'
  icon: IconName
  title: string
  why: string
  postmark?: string
  figures?: { value: string; name: string }[]
  bars?: Bar[]
  since?: string
  /** The rule that was met, by its name on the page of rules. */
  rule?: string
  /** What the maker says to it, as the maker wrote it. */
  answer?: string
  next?: string
  /** The recall that is told of: its page says the rest, its contact answers. */
  recall?: { id: string; contact: string }
  /** Every verdict but "not ours" carries the honest line. */
  honest: boolean
}

type Context = { lang: Lang; now: Date; lot?: string | undefined }
type Case<K extends Verdict['is']> = (verdict: Extract<Verdict, { is: K }>, context: Context) => VerdictView

const perforated = { edge: 'perforated', honest: true } as const

const cases: { [K in Verdict['is']]: Case<K> } = {
  'valid-first': (verdict, { lang, lot }) => {
    const said = words[lang].verdict
    const why = said.validFirstWhy(lot, sayDay(dayIn(new Date(verdict.activated)), lang))
    return { ...perforated, tone: 'valid', icon: 'circle-check', title: said.validFirst, why, postmark: '1' }
  },
  'valid-again': (verdict, { lang, now }) => {
    const said = words[lang].verdict
    const before = said.before(sayCount(verdict.count - 1, lang), sayHour(verdict.first, now, lang), placesOf(verdict))
    const n = sayCount(verdict.count, lang)
    return {
      ...perforated,
      tone: 'valid',
      icon: 'circle-check',
      title: said.valid(n),
      why: said.validWhy(before),
      postmark: n,
    }
  },
  many: (verdict, { lang, now }) => {
    const said = words[lang].verdict
    return {
      ...perforated,
      tone: 'many',
      icon: 'doubled',
      title: said.many,
      why: sayAccusation(verdict.told, lang),
      rule: verdict.told.rule,
      ...(verdict.answer ? { answer: said.manyAnswer(verdict.answer.text) } : {}),
      postmark: sayCount(verdict.count, lang),
      figures: [
        { value: sayCount(verdict.count, lang), name: said.manyScans },
        { value: sayCount(verdict.provinces.length, lang), name: said.manyProvinces },
        { value: sayCount(verdict.days, lang), name: said.manyDays },
      ],
      bars: barsOf(verdict.hours),
      since: said.manySince(sayHour(verdict.first, now, lang)),
      next: said.manyNext,
    }
  },
  'not-activated': (_, { lang }) => {
    const said = words[lang].verdict
    return {
      ...perforated,
      tone: 'quiet',
      icon: 'hourglass',
      title: said.notActivated,
      why: said.notActivatedWhy,
      next: said.notActivatedNext,
    }
  },
  voided: (verdict, { lang }) => {
    const said = words[lang].verdict
    if (verdict.state === 'retired') {
      const why = said.retiredWhy(sayDay(dayIn(new Date(verdict.at)), lang))
      return { ...perforated, tone: 'voided', icon: 'ban', title: said.retired, why, next: said.retiredNext }
    }
    const why = said.voidedWhy(sayDay(dayIn(new Date(verdict.at)), lang), verdict.why)
    return { ...perforated, tone: 'voided', icon: 'ban', title: said.voided, why, next: said.voidedNext }
  },
  recalled: (verdict, { lang, lot }) => recalledView(verdict.recall, { lang, lot }),
  expired: (verdict, { lang, now }) => {
    const said = words[lang].verdict
    return {
      ...perforated,
      tone: 'expired',
      icon: 'clock',
      title: said.expired(sayCount(daysBetween(verdict.expires, dayIn(now)), lang)),
      why: said.expiredWhy(sayDay(verdict.expires, lang)),
      next: said.expiredNext,
    }
  },
  'not-ours': (verdict, { lang }) => {
    const said = words[lang].verdict
    return {
      tone: 'not-ours',
      edge: 'straight',
      honest: false,
      icon: 'circle-x',
      title: said.notOurs,
      why: verdict.why === 'other-lot' || verdict.why === 'other-key' ? said.notOursLot : said.notOursWhy,
      next: said.notOursNext,
    }
  },
  offline: (_, { lang }) => {
    const said = words[lang].verdict
    return {
      ...perforated,
      tone: 'offline',
      icon: 'offline',
      title: said.offline,
      why: said.offlineWhy(undefined),
      next: said.offlineNext,
    }
  },
}

/** The verdict in words, figures and a shape. Total over the verdicts of trace/scan. */
export function verdictView(verdict: Verdict, context: Context): VerdictView {
  const view = cases[verdict.is] as (verdict: Verdict, context: Context) => VerdictView
  return view(verdict, context)
}

type Told = Pick<Context, 'lang' | 'lot'>

const whyRecalled = (recall: Recall, { lang, lot }: Told) =>
  words[lang].verdict.recalledWhy(
    sayDay(recall.since, lang),
    recall.reason.replace(/[.\s]+$/, ''),
    recall.ranges ? undefined : lot,
  )

/** What was scanned is called back: its whole lot, or stamps of it. */
function recalledView(recall: Recall, told: Told): VerdictView {
  const said = words[told.lang].verdict
  const title = recall.ranges ? said.recalledStamp : said.recalled
  const next = recall.advice || said.recalledNext
  const { id, contact } = recall
  const view = { ...perforated, tone: 'recalled', icon: 'octagon' } as const
  return { ...view, title, why: whyRecalled(recall, told), next, recall: { id, contact } }
}

/** A recall is said on a lot's page too, where nothing was scanned: there a part of a lot stays a part. */
export function recalledLotView(recall: Recall, told: Told): VerdictView {
  if (!recall.ranges) return recalledView(recall, told)
  const said = words[told.lang].verdict
  return { ...recalledView(recall, told), title: said.recalledPart, next: said.recalledPartNext }
}

/** A lot past its date, read without a stamp. */
export function expiredView(expires: string, now: Date, lang: Lang): VerdictView {
  const said = words[lang].verdict
  return {
    ...perforated,
    tone: 'expired',
    icon: 'clock',
    title: said.expired(sayCount(daysBetween(expires, dayIn(now)), lang)),
    why: said.expiredLot(sayDay(expires, lang)),
    next: said.expiredNext,
  }
}

const most = 3
const placesOf = (so: Evidence): string[] => so.provinces.slice(0, most).map(provinceShort)

/** Hours are kept in UTC as `2026-11-22T02`. */
const instantOf = (hour: string): Date => new Date(`${hour}:00:00Z`)
const sayHour = (hour: string, now: Date, lang: Lang): string => sayWhen(instantOf(hour), now, lang)

const columns = 16

/** Scans by time as at most 16 columns, the tallest 40 high, an empty one 1: the shape is what is told, not the numbers. */
export function barsOf(hours: Readonly<Record<string, number>>): Bar[] {
  const known = Object.entries(hours).map(([hour, count]) => ({ at: instantOf(hour).getTime() / 3_600_000, count }))
  if (known.length === 0) return []
  const last = Math.max(...known.map(({ at }) => at))
  const span = last - Math.min(...known.map(({ at }) => at)) + 1
  const each = Math.max(1, Math.ceil(span / columns))
  const sums = new Array<number>(Math.ceil(span / each)).fill(0)
  // Counted back from now, so that it is the oldest column that may be cut short.
  for (const { at, count } of known) sums[sums.length - 1 - Math.floor((last - at) / each)]! += count
  const tallest = Math.max(...sums)
  return sums.map((sum, x) => ({ x, height: Math.max(1, Math.round((sum / tallest) * 40)) }))
}
