import type { Publication } from '@nguon/listing/product'
import { canon } from '@nguon/listing/text'
import type { ProductDetail } from '../../house.ts'
import type { Lang } from '../../paths.ts'
import { deskWords } from '../../text/desk.ts'
import { type Refused, typed } from '../desk/sent.ts'

export type Submitted = ProductDetail & { publication: Publication; left?: number }
export type Task = { kind: 'approve'; submittedAt: string; by: string; product: Submitted }

/** How long somebody has waited; a working day is what they were promised. */
export function waited(since: string, now: Date, lang: Lang): { text: string; late: boolean } {
  const said = deskWords[lang].work.waited
  const hours = Math.max(0, Math.floor((now.getTime() - Date.parse(since)) / 3_600_000))
  if (hours < 1) return { text: said.fresh, late: false }
  return hours < 48
    ? { text: said.hours(hours), late: hours >= 24 }
    : { text: said.days(Math.floor(hours / 24)), late: true }
}

export const checks = ['picture', 'name', 'price', 'maker', 'papers', 'words'] as const
export type Check = (typeof checks)[number]
export const reasons = ['picture', 'unit', 'paper', 'words', 'other'] as const
type Reason = (typeof reasons)[number]

/** Words that no listing may claim by itself: ranks are decisions, cures are medicine (Luật Quảng cáo, Luật ATTP). */
const claims = [
  'chữa',
  'trị bệnh',
  'đặc trị',
  'khỏi bệnh',
  'thần dược',
  'số 1',
  'tốt nhất',
  '100%',
  'chính hãng',
  '5 sao',
  '4 sao',
  '3 sao',
]
const claimIn = (text: string): string | undefined => claims.find((word) => canon(text).includes(word))

/** What the listing itself shows about a point of the checklist, for the officer to look closer. */
export function hintFor(check: Check, it: Submitted, phone: string | undefined, lang: Lang): string | undefined {
  const said = deskWords[lang].work.hints
  const words = [it.description, it.story, it.ingredients].filter(Boolean).join(' ')
  const claim = check === 'name' ? claimIn(it.name) : check === 'words' ? claimIn(words) : undefined
  if (claim) return said.claims(claim)
  if (check === 'picture' && it.pictures.length === 0) return said.noPicture
  if (check === 'price' && it.price.is === 'ask') return said.ask
  if (check === 'maker' && !phone) return said.noPhone
  if (check === 'papers' && it.certificates.length === 0) return said.noPapers
  return undefined
}

export type Judgement = { ticked: Check[]; reason?: Reason; message: string }

export function readJudgement(form: FormData): Judgement {
  const ticked = form.getAll('xem')
  const reason = reasons.find((one) => one === typed(form, 'reason', 20))
  return {
    ticked: checks.filter((one) => ticked.includes(one)),
    message: typed(form, 'message', 500),
    ...(reason ? { reason } : {}),
  }
}

/** The body of `POST …/publication`: approved only with every point looked at, returned only with words that help. */
export function decide(
  wish: string,
  it: Judgement,
  lang: Lang,
): { do: 'publish' } | { do: 'return'; reason: string } | Refused {
  const said = deskWords[lang].work
  if (wish === 'publish')
    return it.ticked.length === checks.length ? { do: 'publish' } : { faults: { xem: said.unticked }, said: '' }
  const chip = it.reason && it.reason !== 'other' ? deskWords.vi.work.reasons[it.reason] : ''
  const reason = [chip, it.message].filter(Boolean).join(chip && it.message ? '. ' : '')
  return reason.length < 3 ? { faults: { message: said.noReason }, said: '' } : { do: 'return', reason }
}
