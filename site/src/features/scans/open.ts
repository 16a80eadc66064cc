import type { APIContext } from 'astro'
import { type Answer, ask, send } from '../../ask.ts'
import type { Page } from '../../house.ts'
import type { DeskQuery } from '../../paths.ts'
import { fine, type Refused, refusalOf, typed } from '../desk/sent.ts'
import { type Own, ownProducts } from '../household/stall.ts'
import type { Lot } from '../lots/lot.ts'
import { openLots } from '../stamps/open.ts'
import { type Evidence, type LotScans, readDisplay } from './scans.ts'

type Asking = Pick<APIContext, 'locals' | 'request' | 'url'>
const boxes = { loai: 8, ten: 80, tinh: 2, ngay: 10, hetNgay: 10, tu: 12, den: 12 }

/** Everything a page of a maker's scans and warnings shows, whoever opens it. */
export type Opened = {
  mine: Own[]
  it?: Own
  lots: Lot[]
  lot?: Lot
  /** The stamp that is looked at, and the number that was typed to find one. */
  stamp?: Evidence
  so: string
  soError?: string
  flagged: Evidence[]
  ofLot?: LotScans
  /** What was typed: an answer, the reason to hide one, a place of display. */
  text: string
  why: string
  shown: Record<keyof typeof boxes, string>
  refused: Refused
}
/** Where to go on: to a stamp that was found, or to this page with what was done. */
export type Done = { done: { product: string; lot?: string | undefined; query: DeskQuery } }

export async function openScans(page: Asking, maker: string): Promise<Opened | Done> {
  const { house } = page.locals
  const query = page.url.searchParams
  const mine = await ownProducts(house, maker)
  const named = mine.find((one) => one.id === query.get('mon'))
  const it = named ?? mine.find((one) => one.publication.state === 'published') ?? mine[0]
  const opened: Opened = {
    ...{ mine, lots: [], so: (query.get('so') ?? '').slice(0, 40), flagged: [], text: '', why: '', refused: fine },
    ...(it ? { it, ...(await openLots(page, it.id)) } : {}),
    shown: {
      ...{ loai: 'fair', ten: '', tinh: house.province?.code ?? '', ngay: house.now.toISOString().slice(0, 10) },
      ...{ hetNgay: '', tu: '', den: '' },
    },
  }
  const { lot, so } = opened
  const tem = query.get('tem') ?? ''
  const of = `/v1/products/${encodeURIComponent(it?.id ?? '-')}`
  const stampAt = `${of}/stamps/${encodeURIComponent(tem)}`
  const lotAt = lot && `${of}/lots/${encodeURIComponent(lot.lot)}`
  if (it && page.request.method === 'POST') {
    const xong = await act(await page.request.formData())
    if (xong) return { done: { product: it.id, lot: lot?.lot, query: { tem: tem || undefined, xong } } }
  }
  if (it && so) {
    const found = await ask<{ serial: string; lot?: string }>(house, `${of}/stamp-number/${encodeURIComponent(so)}`)
    if (found.ok)
      return { done: { product: it.id, lot: found.value.lot ?? lot?.lot, query: { tem: found.value.serial } } }
    opened.soError = found.problem.detail ?? found.problem.title
  }
  const [told, stamp, ofLot] = await Promise.all([
    ask<Page<Evidence>>(house, `/v1/producers/${encodeURIComponent(maker)}/warnings`),
    it && tem ? ask<Evidence>(house, stampAt) : undefined,
    lotAt ? ask<LotScans>(house, `${lotAt}/scans`) : undefined,
  ])
  return {
    ...opened,
    flagged: told.ok ? told.value.items.filter((one) => one.told) : [],
    ...(stamp?.ok ? { stamp: stamp.value } : {}),
    ...(ofLot?.ok ? { ofLot: ofLot.value } : {}),
  }

  async function act(form: FormData): Promise<string | undefined> {
    const done = (answer: Answer<unknown>, xong: string, names?: Record<string, string>) => {
      if (answer.ok) return xong
      opened.refused = refusalOf(answer.problem, names)
      return undefined
    }
    const what = typed(form, 'do', 12)
    if (what === 'answer') {
      opened.text = typed(form, 'text', 300)
      return done(await send(house, 'PUT', `${stampAt}/answer`, { text: opened.text }), 'traloi', { text: 'text' })
    }
    if (what === 'hide') {
      opened.why = typed(form, 'why', 300)
      const body = { hidden: true, why: opened.why }
      return done(await send(house, 'PUT', `${stampAt}/answer/hidden`, body), 'an', { why: 'why' })
    }
    if (what === 'unhide') return done(await send(house, 'PUT', `${stampAt}/answer/hidden`, { hidden: false }), 'hien')
    if (!lotAt) return undefined
    if (what === 'declare') {
      for (const [name, most] of Object.entries(boxes))
        opened.shown[name as keyof typeof boxes] = typed(form, name, most)
      const names = { name: 'ten', from: 'ngay', to: 'hetNgay', province: 'tinh', place: 'loai' }
      return done(await send(house, 'POST', `${lotAt}/displays`, readDisplay(form)), 'khai', names)
    }
    const id = encodeURIComponent(typed(form, 'id', 12))
    return done(await ask(house, `${lotAt}/displays/${id}`, { method: 'DELETE' }), 'bo')
  }
}
