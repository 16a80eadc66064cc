import type { RecallReach, RecallScope } from '@nguon/trace/recall'
import type { APIContext } from 'astro'
import { ask, send } from '../../ask.ts'
import type { Page, SiteHouse } from '../../house.ts'
import type { Lang } from '../../paths.ts'
import { recallWords } from '../../text/recall.ts'
import {
  type Faults,
  fine,
  isRefused,
  keyOf,
  type Refused,
  refusalOf,
  typed,
  typedWrong,
  type Wrong,
  wholeOf,
} from '../desk/sent.ts'
import type { Lot } from '../lots/lot.ts'
import { isSerial } from '../stamps/stamps.ts'
import type { RecallRecord } from './recall.ts'

export const scopes = ['lots', 'ranges', 'product'] as const
/** What stands in the form of a proposal. */
export type TypedRecall = {
  scope: (typeof scopes)[number]
  lots: string[]
  rangeLot: string
  first: string
  last: string
  more: string
  hazard: string
  reason: string
  advice: string
  contact: string
}

const blank: TypedRecall = {
  ...{ scope: 'lots', lots: [], rangeLot: '', first: '', last: '', more: '' },
  ...{ hazard: 'health', reason: '', advice: '', contact: '' },
}

export function readTyped(form: FormData): TypedRecall {
  const scope = scopes.find((one) => one === typed(form, 'scope', 8)) ?? 'lots'
  const lots = form.getAll('lots').filter((one): one is string => typeof one === 'string')
  const line = (name: string) => typed(form, name, 40)
  return {
    ...{ scope, lots: lots.slice(0, 100), rangeLot: line('rangeLot'), first: line('first'), last: line('last') },
    ...{ more: typed(form, 'more', 2000), hazard: line('hazard'), reason: typed(form, 'reason', 600) },
    ...{ advice: typed(form, 'advice', 600), contact: typed(form, 'contact', 200) },
  }
}

/** A stamp's running number out of what was typed: the number itself, or the serial off the stamp. */
async function indexOf(house: Pick<SiteHouse, 'api'>, product: string, text: string): Promise<number | string> {
  const whole = isSerial(text) ? undefined : wholeOf(text)
  if (whole !== undefined) return whole
  const found = await ask<{ index: number }>(house, `/v1/products/${product}/stamp-number/${encodeURIComponent(text)}`)
  return found.ok ? found.value.index : found.problem.detail || found.problem.title
}

/** `1200-1299`, `1200–1299`, or two serials with a dash between spaces. */
const pairOf = (line: string): string[] =>
  /\s[-–]\s/.test(line) ? line.split(/\s[-–]\s/) : isSerial(line) ? [line] : line.split(/[-–]/)

async function rangesOf(house: Pick<SiteHouse, 'api'>, product: string, it: TypedRecall, lang: Lang) {
  const said = recallWords[lang].desk
  const lines = it.more.split('\n').filter((line) => line.trim() !== '')
  const pairs = [[it.first, it.last || it.first], ...lines.map(pairOf)]
  const ranges: { first: number; last: number }[] = []
  for (const [at, pair] of pairs.entries()) {
    const [first, last] = await Promise.all(
      [pair[0] ?? '', pair[1] ?? pair[0] ?? ''].map((text) => indexOf(house, product, text.trim())),
    )
    const wrong = [first, last].find((one) => typeof one === 'string')
    if (typeof first !== 'number' || typeof last !== 'number' || pair.length > 2)
      return typedWrong({ [at === 0 ? 'first' : 'more']: typeof wrong === 'string' ? wrong : said.rangeWrong })
    ranges.push({ first, last })
  }
  return { ranges }
}

/** The scope as the API takes it, or what is wrong with it. */
export async function readScope(
  house: Pick<SiteHouse, 'api'>,
  product: string,
  it: TypedRecall,
  lang: Lang,
): Promise<{ scope: RecallScope } | Wrong> {
  if (it.scope === 'product') return { scope: { is: 'product' } }
  if (it.scope === 'lots') {
    if (it.lots.length === 0) return typedWrong({ lots: recallWords[lang].desk.pickFirst })
    return { scope: { is: 'lots', lots: it.lots } }
  }
  const read = await rangesOf(house, product, it, lang)
  return 'refused' in read ? read : { scope: { is: 'ranges', lot: it.rangeLot, ranges: read.ranges } }
}

export type Preview = { lots: string[]; reach: RecallReach; pausesListing: boolean }
export type Proposal = {
  lots: Lot[]
  typed: TypedRecall
  preview?: Preview
  refused: Refused
  key: string
  made?: RecallRecord
}

const fields: Record<string, string> = { reason: 'reason', advice: 'advice', contact: 'contact', hazard: 'hazard' }
const ofScope = (faults: Faults): Faults =>
  faults.scope ? { ...faults, lots: faults.scope, first: faults.scope } : faults

/** What the page of a proposal shows, and what its two buttons do: look at who is affected, or send it. */
export async function openProposal(
  page: Pick<APIContext, 'locals' | 'request' | 'url'>,
  product: string,
): Promise<Proposal> {
  const { house } = page.locals
  const path = `/v1/products/${encodeURIComponent(product)}`
  const listed = await ask<Page<Lot>>(house, `${path}/lots`)
  const lots = (listed.ok ? listed.value.items : []).toSorted((a, b) => (a.made < b.made ? 1 : -1))
  const wanted = page.url.searchParams.get('lo')
  const begin = { ...blank, lots: lots.some(({ lot }) => lot === wanted) ? [wanted!] : [], rangeLot: wanted ?? '' }
  if (page.request.method !== 'POST') return { lots, typed: begin, refused: fine, key: keyOf(undefined) }
  const form = await page.request.formData()
  const it = readTyped(form)
  const key = keyOf(form)
  const read = await readScope(house, product, it, house.lang)
  if ('refused' in read) return { lots, typed: it, refused: read.refused, key }
  const seen = await send<Preview>(house, 'POST', `${path}/recall-preview`, read)
  if (!seen.ok) return { lots, typed: it, refused: refusalOf(seen.problem), key }
  const shown = { lots, typed: it, preview: seen.value, key }
  if (typed(form, 'do', 8) !== 'propose') return { ...shown, refused: fine }
  const { hazard, reason, advice, contact } = it
  const body = { ...read, hazard, reason, advice, contact }
  const done = await send<RecallRecord>(house, 'POST', `${path}/recalls`, body, { 'idempotency-key': key })
  if (done.ok) return { ...shown, refused: fine, made: done.value }
  const refused = refusalOf(done.problem, { ...fields, scope: 'scope' })
  return { ...shown, refused: { ...refused, faults: ofScope(refused.faults) } }
}

export const isWrong = ({ refused }: Proposal): boolean => isRefused(refused)
