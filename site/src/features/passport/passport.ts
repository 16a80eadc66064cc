import type { Certificate } from '@nguon/listing/certificate'
import { inForce, rankOn } from '@nguon/listing/certificate'
import { dayIn } from '@nguon/listing/day'
import { sayAmount } from '@nguon/trace/diary-words'
import { sayDay, sayIssued, sayWhen } from '../../day.ts'
import type { Passport, Step } from '../../house.ts'
import type { Lang } from '../../paths.ts'
import { words } from '../../text/words.ts'

type Who = Step['who']
export type StepView = { title: string; when: string; note?: string; who: Who; badge?: string; gone: boolean }
export type PaperView = { title: string; detail: string; checked: boolean; badge?: string }

/** The rank in force today, and nothing else: no star without a decision in force. */
export function rankView(certificates: readonly Certificate[], now: Date, lang: Lang) {
  const rank = rankOn(certificates, dayIn(now))
  if (!rank) return undefined
  const { paper, stars } = rank
  const said = words[lang]
  return {
    stars,
    title: paper.until ? said.stamp.rankUntil(sayDay(paper.until, lang)) : said.stamp.rank,
    decision: said.product.decision(paper.number, sayIssued(paper.issued ?? paper.year, lang), paper.issuer),
  }
}

/** What a work was done with, in a few words: `Phân ủ, 300 kg`, `cách ly 7 ngày`, or how many times since when. */
function sayWhat({ what, times, since }: Step, lang: Lang): string {
  const said = words[lang].ten
  if (times && since) return said.times(times, sayDay(since, lang))
  const { name, number, uom, days } = what ?? {}
  const amount = number === undefined || uom === undefined ? undefined : sayAmount({ number, uom }, lang)
  return [name, amount, days === undefined ? undefined : said.waits(days)].filter(Boolean).join(', ')
}

/** The journey, the newest step first, as a shopper wants it. */
export function stepViews(steps: readonly Step[], now: Date, lang: Lang): StepView[] {
  const said = words[lang]
  const titles: Record<string, string> = said.stamp.steps
  return steps
    .toSorted((a, b) => (a.at < b.at ? 1 : -1))
    .map((step) => ({
      title: [titles[step.kind] ?? said.stamp.steps.other, sayWhat(step, lang)].filter(Boolean).join(': '),
      when: sayWhen(step.at, now, lang),
      who: step.who,
      gone: step.retracted ?? false,
      ...(step.note ? { note: step.note } : {}),
      ...(step.who === 'checked' && step.by
        ? {
            badge: [
              `${said.badge.checked}: ${step.by}`,
              step.checkedAt && sayDay(dayIn(new Date(step.checkedAt)), lang),
            ]
              .filter(Boolean)
              .join(', '),
          }
        : {}),
    }))
}

/** Papers other than ranks: ranks stand by the stars, and only while in force. */
export function paperViews(certificates: readonly Certificate[], now: Date, lang: Lang): PaperView[] {
  const said = words[lang]
  const today = dayIn(now)
  return certificates
    .filter((paper) => paper.kind !== 'ocop')
    .map((paper) => {
      const ended = paper.until !== undefined && paper.until < today
      const end = paper.until
        ? (ended ? said.papers.ended : said.papers.until)(sayDay(paper.until, lang))
        : said.papers.open
      const state = inForce(paper, today) || ended || !paper.issued ? end : said.papers.notInForce
      return {
        title: `${said.papers[paper.kind]} ${paper.number}`,
        detail: [paper.issued ? said.papers.issued(sayDay(paper.issued, lang)) : undefined, state]
          .filter(Boolean)
          .join(', '),
        checked: paper.check !== undefined,
        ...(paper.check ? { badge: said.badge.checkedOn(sayDay(dayIn(new Date(paper.check.at)), lang)) } : {}),
      }
    })
}

/** The name to show: English where there is one, and whether it is Vietnamese on an English page. */
export function nameIn(named: { name: string; nameEn?: string }, lang: Lang): { text: string; foreign: boolean } {
  if (lang === 'en') return named.nameEn ? { text: named.nameEn, foreign: false } : { text: named.name, foreign: true }
  return { text: named.name, foreign: false }
}

/** Only what is on sale may be bought again, and nobody is led to buy from the page of a lot that is called back. */
export const mayBuy = (passport: Passport): boolean =>
  (passport.recalls ?? []).length === 0 && passport.card.state === 'published' && passport.card.price.is !== 'ask'

/** `09520123456788` in groups, as a person reads it aloud; a house code stays whole. */
export function codeGroups(product: string): string {
  const found = /^(\d{4})(\d{4})(\d{4})(\d{2})$/.exec(product)
  return found ? found.slice(1).join(' ') : product
}
