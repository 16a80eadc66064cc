/*
 * The passport page, as text: no component tree, because every scan waits for it. One file per block, in the order they stand:
 *
 *   frame.ts          head, header, footer; the one style (style/passport.css) goes inside the page
 *   verdict-block.ts  the verdict; its words and evidence are a VerdictView of verdict.ts. A warning above all else is a verdict
 *   honest.ts         what a code proves; the small way to buy
 *   hand.ts           typing a number; the way to report
 *   goods.ts          picture, name, maker, place, rank, buttons
 *   facts.ts          one line each: days, lot, code, what is declared; the story
 *   journey.ts        steps with who stands behind them; proof of history belongs under it
 *   papers.ts         papers, declared or checked
 *   items.ts          the ten items of Thông tư 02/2024 with who stands behind each; a harvest that was too early
 *
 * A new block is a file that exports `(passport, reader) => Markup | undefined` and a line in `blocks` below. What a block shows is
 * decided by plain functions (passport.ts, verdict.ts) that tests can ask; text goes through `html`, which escapes it. The one script
 * is never needed (frame.ts), and the page travels in 14 KB: tests/site/passport.test.ts holds both.
 */
import { dayIn } from '@nguon/listing/day'
import { worstRecall } from '@nguon/trace/scan'
import { sayWhen } from '../../day.ts'
import type { Passport, ScanAnswer } from '../../house.ts'
import { html, type Markup } from '../../html.ts'
import { facts, story } from './facts.ts'
import { frame } from './frame.ts'
import { goods } from './goods.ts'
import { handBox, reportLink } from './hand.ts'
import { honest, lift } from './honest.ts'
import { early, items } from './items.ts'
import { journey } from './journey.ts'
import { papers } from './papers.ts'
import { mayBuy, nameIn } from './passport.ts'
import type { Reader } from './reader.ts'
import { expiredView, recalledLotView, type VerdictView, verdictView } from './verdict.ts'
import { plainBlock, verdictBlock } from './verdict-block.ts'

type Block = (passport: Passport, reader: Reader) => Markup | undefined
const blocks: readonly Block[] = [early, goods, facts, story, journey, papers, items]

/** `hand`: the box for typing a number, where it does not stand at the top already. */
function body(passport: Passport, reader: Reader, { hand, serial }: { hand: boolean; serial?: string }): Markup {
  const { t } = reader
  if (passport.hidden)
    return html`<div class="col"><section><h2>${t.ten.hidden}</h2><p class="mute">${t.ten.hiddenWhy}</p></section></div>`
  return html`<div class="col">${blocks.map((block) => block(passport, reader))}<section><h2>${t.stamp.more}</h2>
<div class="box"><h3>${t.stamp.wrong}</h3><p class="small mute">${t.stamp.wrongNote}</p>${reportLink(wholeOf(passport, serial), reader)}</div>
${hand && handBox(passport.product, reader)}</section></div>`
}

const wholeOf = ({ product, lot }: Passport, serial?: string) => ({
  ...{ product, ...(lot ? { lot: lot.lot } : {}) },
  ...(serial ? { serial } : {}),
})

const lotOf = ({ product, lot, card }: Passport, { lang }: Reader, scanned: boolean) =>
  lot && { product, lot: lot.lot, name: nameIn(card, lang).text, scanned }

/** What nobody should meet in a shop: the next step is to say so. A code that is none of ours has its button beneath. */
const asksToReport: ReadonlySet<VerdictView['tone']> = new Set(['many', 'voided', 'quiet'])

type Scanned = { product: string; lot?: string; serial: string }

/** The page of one stamp. `address` is the page's own without its language. */
export function stampPage(answer: ScanAnswer, scanned: Scanned, address: string, reader: Reader): string {
  const { product, serial } = scanned
  const { lang, now, t, paths } = reader
  const { verdict, passport, human, at } = answer
  const ours = verdict.is !== 'not-ours'
  const view = verdictView(verdict, { lang, now, lot: passport?.lot?.lot })
  const name = passport && nameIn(passport.card, lang).text
  const seen = ours ? [t.stamp.scanned(sayWhen(at, now, lang)), ...(human ? [t.stamp.serial(human)] : [])] : []
  const buy = view.tone === 'valid' && passport && mayBuy(passport) && lift(paths.order(passport.product), reader)
  const claims =
    passport &&
    html`<section><h2>${name}</h2><p class="mute">${t.verdict.notOursClaims}</p><a class="btn" href="${paths.stamp(product)}">${t.stamp.pageOf(name!)}</a></section>`
  const main = html`<div class="col">${verdictBlock(view, reader, seen, asksToReport.has(view.tone) ? paths.report(scanned) : undefined)}${view.honest && html`${honest(reader)}${buy}`}${!ours && html`${handBox(product, reader)}${reportLink(scanned, reader)}${claims}`}</div>
${ours && passport && body(passport, reader, { hand: true, serial })}`
  const title = ours && name ? name : t.stamp.title
  const lot = ours && passport ? lotOf(passport, reader, true) : undefined
  return frame(reader, { title, address, example: passport?.example, hidden: true, lot }, main)
}

/** What a lot's own page must say before anything else. */
function warning({ lot, recalls }: Passport, { lang, now }: Reader): VerdictView | undefined {
  const recall = worstRecall(recalls)
  if (recall) return recalledLotView(recall, { lang, lot: lot?.lot })
  return lot?.expires !== undefined && lot.expires < dayIn(now) ? expiredView(lot.expires, now, lang) : undefined
}

/** A page shared by a whole lot, or by every package: no single stamp was read, so no verdict of one is given. */
export function sharedPage(passport: Passport, address: string, reader: Reader): string {
  const { t } = reader
  const { lot } = passport
  const title = nameIn(passport.card, reader.lang).text
  const view = warning(passport, reader)
  const top = view
    ? verdictBlock(view, reader)
    : plainBlock(lot ? t.stamp.lotPage(lot.lot) : t.stamp.pageOf(title), lot ? t.stamp.lotNote : t.stamp.productNote)
  const main = html`<div class="col">${top}${handBox(passport.product, reader)}</div>
${body(passport, reader, { hand: false })}`
  return frame(reader, { title, address, example: passport.example, lot: lotOf(passport, reader, false) }, main)
}
