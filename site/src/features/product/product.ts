import { dayIn } from '@nguon/listing/day'
import { deliveryRuleOn, houseDelivery } from '@nguon/trade/delivery'
import { sayDong } from '@nguon/trade/money'
import { sayDay, sayIssued } from '../../day.ts'
import type { PublicCertificate, Rank } from '../../house.ts'
import type { Lang } from '../../paths.ts'
import { words } from '../../text/words.ts'

/** `Quyết định 715/QĐ-UBND ngày 12/03/2026 của UBND tỉnh Thanh Hóa, hiệu lực đến 12/03/2029`. */
export function rankWords(rank: Rank, lang: Lang): string {
  const said = words[lang].product
  const until = rank.until ? said.decisionUntil(sayDay(rank.until, lang)) : ''
  return said.decision(rank.number, sayIssued(rank.issued, lang), rank.issuer) + until
}

/** A paper as a line: what it is, its number and days, and who stands behind it. */
export function paperView(paper: PublicCertificate, lang: Lang) {
  const said = words[lang]
  const end = paper.until
    ? (paper.inForce ? said.papers.until : said.papers.ended)(sayDay(paper.until, lang))
    : paper.inForce
      ? said.papers.open
      : said.papers.notInForce
  return {
    title: said.papers[paper.kind],
    number: paper.number,
    detail: [paper.issued ? said.papers.issued(sayDay(paper.issued, lang)) : undefined, end].filter(Boolean).join(', '),
    checked: paper.check !== undefined,
    badge: paper.check ? said.badge.checkedOn(sayDay(dayIn(new Date(paper.check.at)), lang)) : undefined,
  }
}

/** The cheapest and the dearest delivery, told before anyone begins to order. */
export function deliveryRange(now: Date, lang: Lang): { from: string; to: string } | undefined {
  const rule = deliveryRuleOn(houseDelivery, dayIn(now))
  if (!rule) return undefined
  const fees = [rule.sameCommune, rule.sameProvince, rule.elsewhere].sort((a, b) => a - b)
  return { from: sayDong(fees[0]!, lang), to: sayDong(fees.at(-1)!, lang) }
}

/** Ready to stand inside a script element: no `<` that could close it, no line separators old parsers trip on. */
export function jsonLd(value: unknown): string {
  return JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (sign) => `\\u${sign.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}
