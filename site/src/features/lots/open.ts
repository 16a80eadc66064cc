import { dayIn } from '@nguon/listing/day'
import type { ItemKey } from '@nguon/trace/passport-items'
import type { APIContext } from 'astro'
import { ask, send } from '../../ask.ts'
import type { Page, Step } from '../../house.ts'
import { fine, keyOf, type Refused, refusalOf, typed } from '../desk/sent.ts'
import { suggestLot } from '../household/stall.ts'
import { type Lot, type LotRecord, lotBody, lotFields, readLot, readTelling, type TypedLot } from './lot.ts'

type Asking = Pick<APIContext, 'locals' | 'request' | 'url'>

/** Everything a page of one product's lots shows, whoever opens it. */
export type Opened = {
  lots: Lot[]
  /** The lot that is looked at, what happened to it, and what its passport lacks before the public sees it. */
  lot?: Lot
  steps: Step[]
  items?: { missing: ItemKey[]; public: boolean }
  fresh: TypedLot
  telling: { lot: string; kind: string; when: string; day: string; note: string }
  key: string
  refused: Refused
  /** Which of the two forms was refused. */
  where: 'lot' | 'event'
}
export type Done = { done: { lo: string; xong: 'them' | 'ghi' } }

export async function openLotsOf(page: Asking, product: { id: string; name: string }): Promise<Opened | Done> {
  const { house } = page.locals
  const path = `/v1/products/${encodeURIComponent(product.id)}`
  const listed = await ask<Page<Lot>>(house, `${path}/lots`)
  const lots = (listed.ok ? listed.value.items : []).toSorted((a, b) => (a.made < b.made ? 1 : -1))
  const today = dayIn(house.now)
  const taken = lots.map((one) => one.lot)
  const form = page.request.method === 'POST' ? await page.request.formData() : undefined
  const opened: Opened = {
    ...{ lots, steps: [], key: keyOf(form), refused: fine, where: 'lot' },
    fresh: {
      lot: suggestLot(product.name, today, taken),
      made: today,
      expires: '',
      quantity: '',
      uom: 'H87',
      note: '',
    },
    telling: { lot: '', kind: '', when: 'now', day: dayIn(new Date(house.now.getTime() - 86_400_000)), note: '' },
  }
  const done = form && (typed(form, 'do', 10) === 'tell' ? await tell(form) : await add(form))
  if (done) return { done }
  const named = opened.telling.lot || page.url.searchParams.get('lo')
  const lot = lots.find((one) => one.lot === named) ?? lots[0]
  if (!lot) return opened
  const at = `${path}/lots/${encodeURIComponent(lot.lot)}`
  const [record, items] = await Promise.all([
    ask<LotRecord>(house, at),
    ask<{ missing: ItemKey[]; public: boolean }>(house, `${at}/items`),
  ])
  return {
    ...opened,
    lot,
    steps: record.ok ? record.value.steps : [],
    ...(items.ok ? { items: items.value } : {}),
  }

  async function tell(form: FormData): Promise<Done['done'] | undefined> {
    const word = (name: string, most: number) => typed(form, name, most)
    opened.where = 'event'
    opened.telling = {
      ...{ lot: word('lot', 20), kind: word('kind', 20), when: word('when', 12), day: word('day', 10) },
      note: word('note', 600),
    }
    const event = readTelling(opened.telling, house.now, house.lang)
    if ('faults' in event) return no(event)
    const at = `${path}/lots/${encodeURIComponent(opened.telling.lot)}/events`
    const told = await send(house, 'POST', at, event, { 'idempotency-key': opened.key })
    if (told.ok) return { lo: opened.telling.lot, xong: 'ghi' }
    return no(refusalOf(told.problem, { at: 'day', kind: 'kind', note: 'note' }))
  }

  async function add(form: FormData): Promise<Done['done'] | undefined> {
    opened.fresh = readLot(form)
    const body = lotBody(opened.fresh, house.lang)
    if ('faults' in body) return no(body)
    const made = await send(house, 'POST', `${path}/lots`, body, { 'idempotency-key': opened.key })
    if (made.ok) return { lo: body.lot, xong: 'them' }
    const taken = made.problem.code === 'lot/already-there'
    return no(taken ? { faults: { lot: made.problem.detail ?? '' }, said: '' } : refusalOf(made.problem, lotFields))
  }

  function no(refused: Refused): undefined {
    opened.refused = refused
  }
}
