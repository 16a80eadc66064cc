import type { Printer } from '@nguon/print/printer'
import type { APIContext } from 'astro'
import { type Answer, ask, send } from '../../ask.ts'
import { fine, type Refused, refusalOf, typed } from '../desk/sent.ts'
import {
  blankMachine,
  blankSheet,
  machineBody,
  measureBody,
  readMachine,
  readSheet,
  sheetBody,
  sheetFields,
  type TypedMachine,
  type TypedMeasure,
  type TypedSheet,
} from './machine.ts'
import { type OwnPaper, sayTenths } from './studio.ts'

/** The printers and papers of whoever asks, and the form that was refused: a printer's id, `machine` or `sheet`. */
export type Kept = {
  printers: Printer[]
  papers: OwnPaper[]
  machine: TypedMachine
  sheet: TypedSheet
  measure: TypedMeasure
  refused: Refused
  at: string
  /** The printer that is to be set right next. */
  open: string
}
type Done = { done: Record<string, string> }

/** Does what was asked for, or shows what is kept. `done` is what the page says after it came again. */
export async function openKept(page: Pick<APIContext, 'locals' | 'request' | 'url'>): Promise<Kept | Done> {
  const { house } = page.locals
  const kept: Kept = {
    ...{ printers: [], papers: [], machine: blankMachine(), sheet: blankSheet(), measure: { x: '', y: '', bar: '' } },
    ...{ refused: fine, at: '', open: page.url.searchParams.get('may') ?? '' },
  }
  if (page.request.method === 'POST') {
    const form = await page.request.formData()
    const done = await act(form, kept, house)
    if (done) return { done }
  }
  const [machines, owned] = await Promise.all([
    ask<{ items: Printer[] }>(house, '/v1/me/printers'),
    ask<{ items: OwnPaper[] }>(house, '/v1/me/papers'),
  ])
  return {
    ...kept,
    printers: machines.ok ? machines.value.items : [],
    papers: owned.ok ? owned.value.items : [],
  }
}

const itself = Object.fromEntries([...sheetFields, 'x', 'y', 'bar'].map((name) => [name, name]))

async function act(
  form: FormData,
  kept: Kept,
  house: APIContext['locals']['house'],
): Promise<Record<string, string> | undefined> {
  const { lang } = house
  const no = (refused: Refused, at: string) => {
    kept.refused = refused
    kept.at = at
  }
  const answered = <T>(answer: Answer<T>, at: string): T | undefined => {
    if (!answer.ok) no(refusalOf(answer.problem, itself), at)
    return answer.ok ? answer.value : undefined
  }
  const [wish, id] = [typed(form, 'do', 12), typed(form, 'printer', 12)]
  if (wish === 'machine') {
    kept.machine = readMachine(form)
    const asked = machineBody(kept.machine, lang)
    if ('refused' in asked) return no(asked.refused, 'machine') as undefined
    const made = answered(await send<Printer>(house, 'POST', '/v1/me/printers', asked.body), 'machine')
    return made && { xong: 'may', may: made.id }
  }
  if (wish === 'measure') {
    kept.measure = { x: typed(form, 'x', 6), y: typed(form, 'y', 6), bar: typed(form, 'bar', 6) }
    const asked = measureBody(kept.measure, Number(typed(form, 'revision', 6)), lang)
    if ('refused' in asked) return no(asked.refused, id) as undefined
    const right = answered(await send<Printer>(house, 'POST', `/v1/me/printers/${id}/measured`, asked.body), id)
    return right && { xong: 'do', may: id, x: sayTenths(right.offsetX, lang), y: sayTenths(right.offsetY, lang) }
  }
  if (wish === 'sheet') {
    kept.sheet = readSheet(form)
    const asked = sheetBody(kept.sheet, lang)
    if ('refused' in asked) return no(asked.refused, 'sheet') as undefined
    const made = answered(await send<OwnPaper>(house, 'POST', '/v1/me/papers', asked.body), 'sheet')
    return made && { xong: 'giay' }
  }
  const path = wish === 'drop' ? `/v1/me/papers/${typed(form, 'paper', 12)}` : `/v1/me/printers/${id}`
  const gone = await ask(house, path, { method: 'DELETE' })
  if (!gone.ok) return no(refusalOf(gone.problem), wish === 'drop' ? 'sheet' : id) as undefined
  return { xong: 'bo' }
}
