import { ask, type Problem, send } from '../../ask.ts'
import type { SiteHouse } from '../../house.ts'
import type { Lang } from '../../paths.ts'
import { reportWords } from '../../text/report.ts'
import { chosen, type Faults, type Refused, refusalOf, typed } from '../desk/sent.ts'

export type TypedReport = { words: string; phone: string }
export const readReport = (form: FormData): TypedReport => ({
  words: typed(form, 'words', 600),
  phone: typed(form, 'phone', 60),
})

const most = 4 * 1024 * 1024
const kinds = ['image/jpeg', 'image/png', 'image/webp']

/** The picture that was chosen, or what is wrong with it, before anything is sent. */
export function readPhoto(form: FormData, lang: Lang): { file?: File; fault?: string } {
  const file = chosen(form, 'picture')
  if (!file) return {}
  const said = reportWords[lang].errors
  const mb = (file.size / 1024 / 1024).toFixed(1)
  if (file.size > most) return { fault: said.heavy(lang === 'vi' ? mb.replace('.', ',') : mb) }
  return file.type === '' || kinds.includes(file.type) ? { file } : { fault: said.file }
}

export type Sent = { number: string; token: string }
type About = { kind: string; product: string; lot?: string; serial?: string }

/** Sends a report; the form's own key makes the second press the same report. */
export function sendReport(house: Pick<SiteHouse, 'api'>, about: About, it: TypedReport, form: string) {
  const said = Object.fromEntries(Object.entries({ ...about, ...it, form }).filter(([, value]) => value))
  return send<Sent>(house, 'POST', '/v1/reports', said)
}

export async function sendPhoto(house: Pick<SiteHouse, 'api'>, { number, token }: Sent, file: File) {
  return ask(house, `/v1/reports/${number}/pictures?${new URLSearchParams({ k: token })}`, {
    method: 'POST',
    body: await file.arrayBuffer(),
    headers: { 'content-type': file.type || 'image/jpeg' },
  })
}

/** A refusal beside the field it is about. */
export function reportFaults(problem: Problem): Refused {
  if (problem.code?.startsWith('phone/')) {
    const faults: Faults = { phone: problem.detail ?? problem.title }
    return { faults, said: '' }
  }
  return refusalOf(problem, { words: 'words', phone: 'phone' })
}
