import { dayIn } from '@nguon/listing/day'
import type { Crop, Plot } from '@nguon/trace/crop'
import type { Work } from '@nguon/trace/diary'
import type { DiaryLine } from '@nguon/trace/diary-page'
import type { APIContext } from 'astro'
import { type Answer, ask, send } from '../../ask.ts'
import type { Page } from '../../house.ts'
import type { DeskQuery } from '../../paths.ts'
import { diaryWords } from '../../text/diary.ts'
import { chosen, fine, isRefused, keyOf, type Refused, refusalOf, typed } from '../desk/sent.ts'
import { ownProducts } from '../household/stall.ts'
import { boxNames, type Diary, entryOf, isOnLot, readTyped, type Typed, typedOf, workIn } from './diary.ts'

type Asking = Pick<APIContext, 'locals' | 'request' | 'url'>

/** Everything a page of one maker's diary shows, whoever opens it. */
export type Opened = {
  crops: Crop[]
  plots: ReadonlyMap<string, string>
  crop?: Crop
  diary?: Diary
  /** The work whose form is open, what stands in its boxes, and the line it puts right. */
  work?: Work
  boxes: Typed
  lotTyped: string
  wrong?: DiaryLine
  /** Lots that goods may be of. */
  lots: { value: string; text: string }[]
  key: string
  /** Nothing was typed here yet: what the phone keeps may come back. */
  fresh: boolean
  refused: Refused
}
/** Where the diary and the form of a new crop are, for whoever looks. */
export type Links = { diary: (query?: DeskQuery) => string; newCrop: () => string }
/** What was done, for the page to say after it came again. */
export type Done = { done: Record<string, string | undefined> }

export async function openDiary(page: Asking, maker: string): Promise<Opened | Done> {
  const { house } = page.locals
  const { lang, now } = house
  const t = diaryWords[lang]
  const of = `/v1/producers/${encodeURIComponent(maker)}`
  const query = page.url.searchParams
  const [listed, grounds] = await Promise.all([
    ask<{ items: Crop[] }>(house, `${of}/crops`),
    ask<{ items: Plot[] }>(house, `${of}/plots`),
  ])
  const crops = listed.ok ? listed.value.items : []
  const form = page.request.method === 'POST' ? await page.request.formData() : undefined
  const asked = form ? typed(form, 'vu', 10) : query.get('vu')
  const crop = crops.find((it) => it.id === asked) ?? crops[0]
  const work = workIn(form ? typed(form, 'work', 12) : (query.get('viec') ?? ''))
  const opened: Opened = {
    ...{ crops, plots: new Map(grounds.ok ? grounds.value.items.map((it) => [it.id, it.name]) : []), lots: [] },
    ...{ boxes: { when: 'now' }, key: keyOf(form), fresh: !form, refused: fine },
    lotTyped: form ? typed(form, 'lot', 40) : '',
    ...(work ? { work } : {}),
  }
  if (!crop) return opened
  const path = `${of}/crops/${crop.id}`
  const instead = form ? typed(form, 'instead', 16) : (query.get('sua') ?? '')
  if (form) {
    const done = await act(form)
    if (done) return { done: { vu: crop.id, ...done } }
  }
  const answer = await ask<Diary>(house, `${path}/diary`)
  const diary = answer.ok ? answer.value : undefined
  const wrong = diary?.lines.find((it) => it.id === instead && !it.takenBack)
  if (wrong && !form) {
    opened.work = wrong.entry.work
    opened.boxes = typedOf(wrong.entry)
  }
  const needLots = opened.work === 'harvest' || (opened.work !== undefined && isOnLot(opened.work))
  return {
    ...opened,
    ...{ crop, lots: needLots ? await lotsOf() : [] },
    ...(diary ? { diary } : {}),
    ...(wrong ? { wrong } : {}),
  }

  async function act(form: FormData): Promise<Record<string, string | undefined> | undefined> {
    const wish = typed(form, 'do', 10)
    const written = (answer: Answer<{ ids: string[] }>, on?: string) =>
      answer.ok ? { xong: 'ghi', dong: answer.value.ids.join('.'), o: on } : no(refusalOf(answer.problem, boxNames))
    if (wish === 'again')
      return written(await send(house, 'POST', `${path}/diary/as-before`, {}, { 'idempotency-key': opened.key }))
    if (wish === 'check') {
      const done = await send(house, 'POST', `${path}/diary/${typed(form, 'dong', 16)}/check`, {})
      return done.ok ? { xong: 'xem' } : no(refusalOf(done.problem))
    }
    if (wish === 'undo') {
      const lines = typed(form, 'dong', 400)
        .split('.')
        .filter((id) => /^[0-9a-z]{16}$/.test(id))
      for (const id of lines) {
        const done = await send(house, 'POST', `${baseOf(typed(form, 'o', 80))}/${id}/correction`, {})
        if (!done.ok) return no(refusalOf(done.problem))
      }
      return { xong: 'lai' }
    }
    if (!work) return undefined
    opened.boxes = readTyped(form)
    const body = entryOf(work, opened.boxes, now, lang)
    const lot = isOnLot(work) ? opened.lotTyped : ''
    if ('faults' in body) return no(body as Refused)
    if (isOnLot(work) && !lot) return no({ faults: { lot: t.errors.lot }, said: '' })
    const file = chosen(form, 'picture')
    if (file) {
      const headers = { 'content-type': file.type }
      const sent = { method: 'POST', body: await file.arrayBuffer(), headers }
      const kept = await ask<{ key: string }>(house, `${path}/pictures`, sent)
      if (!kept.ok) return no({ faults: { picture: kept.problem.detail ?? kept.problem.title }, said: '' })
      Object.assign(body, { picture: kept.value.key })
    }
    const [to, what] = instead ? [`${baseOf(lot)}/${instead}/correction`, { instead: body }] : [baseOf(lot), body]
    return written(await send(house, 'POST', to, what, { 'idempotency-key': opened.key }), lot || undefined)
  }

  /** Field work is written under the crop, work on goods under its lot, `product/lot`. */
  function baseOf(lot: string): string {
    return lot ? `/v1/products/${lot.split('/').map(encodeURIComponent).join('/lots/')}/diary` : `${path}/diary`
  }

  function no(refused: Refused): undefined {
    if (isRefused(refused)) opened.refused = refused
  }

  async function lotsOf(): Promise<Opened['lots']> {
    const mine = (await ownProducts(house, maker)).slice(0, 12)
    const each = mine.map(async (it) => {
      const page = await ask<Page<{ lot: string }>>(house, `/v1/products/${encodeURIComponent(it.id)}/lots`)
      return page.ok
        ? page.value.items.slice(0, 8).map(({ lot }) => ({ value: `${it.id}/${lot}`, text: `${lot}, ${it.name}` }))
        : []
    })
    return (await Promise.all(each)).flat()
  }
}

/** The day before the one that is shown as today. */
export const yesterdayOf = (now: Date): string => dayIn(new Date(now.getTime() - 86_400_000))
