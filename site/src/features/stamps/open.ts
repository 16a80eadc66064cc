import { type ItemKey, itemKeys } from '@nguon/trace/passport-items'
import type { Segment } from '@nguon/trace/segment'
import type { APIContext } from 'astro'
import { ask, send } from '../../ask.ts'
import type { Page } from '../../house.ts'
import { deskWords } from '../../text/desk.ts'
import { fine, isRefused, keyOf, type Refused, refusalOf, typed } from '../desk/sent.ts'
import type { Issue, Lot, LotRecord } from '../lots/lot.ts'
import { isSerial, readRange, stampNumber } from './stamps.ts'

type Asking = Pick<APIContext, 'locals' | 'request' | 'url'>

/** Everything a page of one product's stamps shows, whoever opens it. */
export type Opened = {
  lots: Lot[]
  lot?: Lot
  segments: Segment[]
  /** How many stamps were asked for. */
  count: string
  key: string
  change: { do: string; first: string; last: string; why: string }
  refused: Refused
  /** Items whose lack keeps stamps from being activated. */
  missing: ItemKey[]
}
/** What was done, for the page to say after it came again. */
export type Done = { done: { lot: string; said: { xong: string; tu: string; den: string } } }

/** The lots of a product, the newest first, and the one that the address names. */
export async function openLots({ locals, url }: Asking, product: string): Promise<{ lots: Lot[]; lot?: Lot }> {
  const listed = await ask<Page<Lot>>(locals.house, `/v1/products/${encodeURIComponent(product)}/lots`)
  const lots = (listed.ok ? listed.value.items : []).toSorted((a, b) => (a.made < b.made ? 1 : -1))
  const lot = lots.find((one) => one.lot === url.searchParams.get('lo')) ?? lots[0]
  return { lots, ...(lot ? { lot } : {}) }
}

/** Does what was asked for, or shows the ranges of a lot. */
export async function openStamps(page: Asking, product: string): Promise<Opened | Done> {
  const { house } = page.locals
  const of = `/v1/products/${encodeURIComponent(product)}`
  const form = page.request.method === 'POST' ? await page.request.formData() : undefined
  const opened: Opened = {
    ...(await openLots(page, product)),
    ...{ segments: [], count: '65', key: keyOf(form), refused: fine, missing: [] },
    change: { do: 'activate', first: '', last: '', why: '' },
  }
  const { lot } = opened
  if (!lot) return opened
  const base = `${of}/lots/${encodeURIComponent(lot.lot)}`
  const done = form && (await act(form))
  if (done) return { done: { lot: lot.lot, said: done } }
  const record = await ask<LotRecord>(house, base)
  return { ...opened, segments: record.ok ? record.value.segments : [] }

  async function act(form: FormData) {
    const said = deskWords[house.lang].stamps.errors
    if (typed(form, 'do', 12) === 'issue') {
      opened.count = typed(form, 'count', 12)
      const count = stampNumber(opened.count)
      if (count === undefined) return no({ faults: { count: said.number(opened.count) }, said: '' })
      const made = await send<Issue>(house, 'POST', `${base}/stamps`, { count }, { 'idempotency-key': opened.key })
      if (made.ok) return { xong: 'lam', tu: String(made.value.first), den: String(made.value.last) }
      return no({ faults: { count: made.problem.errors?.[0]?.message ?? made.problem.detail ?? '' }, said: '' })
    }
    const wish = typed(form, 'do', 12) === 'change' ? typed(form, 'what', 12) : typed(form, 'do', 12)
    opened.change = {
      do: wish,
      first: typed(form, 'first', 20),
      last: typed(form, 'last', 20),
      why: typed(form, 'why', 300),
    }
    const numbered = await numbersOf(house, product, { first: opened.change.first, last: opened.change.last })
    if ('faults' in numbered) return no(numbered)
    const range = readRange({ ...opened.change, ...numbered }, house.lang)
    if ('faults' in range) return no(range)
    const moved = await send(house, 'POST', `${base}/stamps/ranges`, range)
    if (moved.ok) return { xong: range.do, tu: String(range.first), den: String(range.last) }
    if (moved.problem.code === 'passport/incomplete') {
      opened.missing = (moved.problem.errors ?? []).flatMap(({ field }) => itemKeys.filter((key) => key === field))
      return no({ faults: {}, said: moved.problem.detail ?? moved.problem.title })
    }
    return no(refusalOf(moved.problem, { first: 'first', last: 'last', why: 'why' }))
  }

  function no(refused: Refused): undefined {
    opened.refused = refused
  }
}

/** A serial off the stamp in the hand stands for its running number; what is a number already stays as it was typed. */
export async function numbersOf<Ends extends Record<string, string>>(
  house: Asking['locals']['house'],
  product: string,
  ends: Ends,
): Promise<{ [End in keyof Ends]: string } | Refused> {
  const numbers: Record<string, string> = {}
  const faults: Record<string, string> = {}
  for (const [end, text] of Object.entries(ends)) {
    numbers[end] = text
    if (!isSerial(text)) continue
    const at = await ask<{ index: number }>(
      house,
      `/v1/products/${encodeURIComponent(product)}/stamp-number/${encodeURIComponent(text)}`,
    )
    if (at.ok) numbers[end] = String(at.value.index)
    else faults[end] = at.problem.errors?.[0]?.message ?? at.problem.detail ?? at.problem.title
  }
  const refused = { faults, said: '' }
  return isRefused(refused) ? refused : (numbers as { [End in keyof Ends]: string })
}
