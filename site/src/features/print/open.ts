import type { Printer } from '@nguon/print/printer'
import type { APIContext } from 'astro'
import { ask, send } from '../../ask.ts'
import type { Page } from '../../house.ts'
import { fine, keyOf, type Refused, refusalOf, typed } from '../desk/sent.ts'
import type { Lot, LotRecord } from '../lots/lot.ts'
import { numbersOf } from '../stamps/open.ts'
import {
  type Choice,
  type OwnPaper,
  offered,
  type Plan,
  type Printed,
  printBody,
  readAsk,
  readChoice,
} from './studio.ts'

type Asking = Pick<APIContext, 'locals' | 'request' | 'url'>

/** Everything a print page of one product shows, whoever opens it; `made` is the printing that was kept just now. */
export type Opened = {
  lots: Lot[]
  lot?: Lot
  bounds?: { first: number; last: number }
  choice: Choice
  printers: Printer[]
  papers: OwnPaper[]
  plan?: Plan
  prints: Printed[]
  refused: Refused
  typed: { again: string; roll: string; each: string }
  key: string
  made?: Printed
}

export async function openStudio(page: Asking, product: string): Promise<Opened> {
  const { house } = page.locals
  const query = page.url.searchParams
  const [listed, machines, owned] = await Promise.all([
    ask<Page<Lot>>(house, `/v1/products/${encodeURIComponent(product)}/lots`),
    ask<{ items: Printer[] }>(house, '/v1/me/printers'),
    ask<{ items: OwnPaper[] }>(house, '/v1/me/papers'),
  ])
  const lots = (listed.ok ? listed.value.items : []).toSorted((a, b) => (a.made < b.made ? 1 : -1))
  const printers = machines.ok ? machines.value.items : []
  const papers = owned.ok ? owned.value.items : []
  const form = page.request.method === 'POST' ? await page.request.formData() : undefined
  const opened: Opened = {
    ...{ lots, printers, papers, prints: [], refused: fine, key: keyOf(form) },
    choice: readChoice(form ?? query),
    typed: form
      ? { again: typed(form, 'again', 300), roll: typed(form, 'roll', 6), each: typed(form, 'each', 6) }
      : { again: '', roll: '', each: '' },
  }
  const lot = lots.find((one) => one.lot === query.get('lo')) ?? lots[0]
  if (!lot) return opened
  const base = `/v1/products/${encodeURIComponent(product)}/lots/${encodeURIComponent(lot.lot)}`
  const record = await ask<LotRecord>(house, base)
  const segments = record.ok ? record.value.segments : []
  const offer = offered(segments)
  if (!offer) return { ...opened, lot }
  const bounds = { first: segments[0]?.first ?? offer.first, last: segments.at(-1)?.last ?? offer.last }
  if (!opened.choice.first) opened.choice = { ...opened.choice, first: String(offer.first), last: String(offer.last) }
  const { first, last } = opened.choice
  const numbered = await numbersOf(house, product, { tu: first, den: last })
  const asked =
    'faults' in numbered
      ? { refused: numbered }
      : readAsk({ ...opened.choice, first: numbered.tu, last: numbered.den }, printers, house.lang)
  if ('refused' in asked) return { ...opened, lot, bounds, refused: asked.refused, prints: await ledger(base) }
  if (form) {
    const sent = await send<Printed>(house, 'POST', `${base}/prints`, printBody(asked.body, opened.typed), {
      'idempotency-key': opened.key,
    })
    if (sent.ok) return { ...opened, lot, bounds, made: sent.value }
    const { code, detail } = sent.problem
    opened.refused =
      code === 'print/why-again'
        ? { faults: { again: detail ?? '' }, said: '' }
        : refusalOf(sent.problem, { again: 'again' })
  }
  const plan = await ask<Plan>(house, `${base}/print-plan?${new URLSearchParams(asked.body)}`)
  if (!plan.ok && opened.refused === fine)
    opened.refused = refusalOf(plan.problem, { first: 'tu', last: 'den', start: 'o' })
  return { ...opened, lot, bounds, ...(plan.ok ? { plan: plan.value } : {}), prints: await ledger(base) }

  async function ledger(base: string): Promise<Printed[]> {
    const list = await ask<Page<Printed>>(house, `${base}/prints`)
    return list.ok ? list.value.items : []
  }
}
