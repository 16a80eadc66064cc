import { dayIn } from '@nguon/listing/day'
import { fold } from '@nguon/listing/text'
import type { Plot } from '@nguon/trace/crop'
import { templateFor, templateId } from '@nguon/trace/diary-template'
import type { APIContext } from 'astro'
import { ask, send } from '../../ask.ts'
import { diaryWords } from '../../text/diary.ts'
import { fine, isRefused, keyOf, type Refused, refusalOf, typed } from '../desk/sent.ts'
import { numberOf } from './diary.ts'

const boxes = { crop: 80, plot: 10, name: 80, area: 12, code: 40, market: 60, variety: 80, template: 10, from: 10 }
export type TypedCrop = Record<keyof typeof boxes, string>
export type Opened = { plots: Plot[]; it: TypedCrop; key: string; refused: Refused }

/** Begins a crop, on a plot of the maker or on a new one; or shows the form, with what is wrong in it. */
export async function openNewCrop(
  { locals, request }: Pick<APIContext, 'locals' | 'request'>,
  maker: string,
): Promise<Opened | { made: string }> {
  const { house } = locals
  const said = diaryWords[house.lang].errors
  const of = `/v1/producers/${encodeURIComponent(maker)}`
  const grounds = await ask<{ items: Plot[] }>(house, `${of}/plots`)
  const plots = grounds.ok ? grounds.value.items : []
  const form = request.method === 'POST' ? await request.formData() : undefined
  const it = Object.fromEntries(
    Object.entries(boxes).map(([name, most]) => [name, form ? typed(form, name, most) : '']),
  ) as TypedCrop
  it.plot ||= plots[0]?.id ?? ''
  it.from ||= dayIn(house.now)
  const key = keyOf(form)
  const shown = (refused: Refused): Opened => ({ plots, it, key, refused })
  if (!form) return shown(fine)

  const area = it.area === '' ? undefined : numberOf(it.area)
  const own = plots.some((one) => one.id === it.plot)
  const wrong = {
    said: '',
    faults: {
      ...(it.crop === '' ? { crop: said.empty } : {}),
      ...(!own && it.name === '' ? { name: said.empty } : {}),
      ...(it.area !== '' && area === undefined ? { area: said.number(it.area) } : {}),
      ...(/^\d{4}-\d{2}-\d{2}$/.test(it.from) ? {} : { from: said.day }),
    },
  }
  if (isRefused(wrong)) return shown(wrong)
  const plot = own ? it.plot : await addPlot()
  if (typeof plot !== 'string') return shown(plot)
  const chosen = templateId.safeParse(it.template)
  const crop = {
    ...{ plot, crop: it.crop, from: it.from },
    ...(it.variety ? { variety: it.variety } : {}),
    template: chosen.success ? chosen.data : templateFor(fold(it.crop)),
  }
  const made = await send<{ id: string }>(house, 'POST', `${of}/crops`, crop, { 'idempotency-key': key })
  return made.ok
    ? { made: made.value.id }
    : shown(refusalOf(made.problem, { crop: 'crop', from: 'from', variety: 'variety' }))

  async function addPlot(): Promise<string | Refused> {
    const market = it.market ? { market: it.market } : {}
    const codes = it.code ? [{ kind: 'planting-area', code: it.code, ...market, status: 'in-force' }] : []
    const body = { name: it.name, ...(area ? { area: { number: area, uom: 'MTK' } } : {}), codes }
    const headers = { 'idempotency-key': `${key.slice(0, 60)}-p` }
    const kept = await send<{ id: string }>(house, 'POST', `${of}/plots`, body, headers)
    return kept.ok ? kept.value.id : refusalOf(kept.problem, { name: 'name', area: 'area', codes: 'code' })
  }
}
