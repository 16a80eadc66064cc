import { html, type Markup } from '../../html.ts'
import { icon } from '../../pieces/icon.ts'
import { recallWords } from '../../text/recall.ts'
import type { Reader } from './reader.ts'
import type { Bar, VerdictView } from './verdict.ts'

const waves = 'M2 20c8-6 14 6 22 0s14 6 18 1M2 34c8-6 14 6 22 0s13 6 17 1M2 48c8-6 14 6 22 0s14 6 18 1'

const postmark = (count: string, { t }: Reader): Markup =>
  html`<svg class="postmark" width="112" height="72" viewBox="0 0 112 72" role="img" aria-label="${t.stamp.times} ${count}"><path d="${waves}"/><circle cx="76" cy="36" r="33"/><circle cx="76" cy="36" r="27"/><text x="76" y="31" font-size="12">${t.stamp.times}</text><text x="76" y="50" font-size="19" font-weight="700">${count}</text></svg>`

const barChart = (bars: readonly Bar[], { t }: Reader): Markup =>
  html`<svg class="bars" viewBox="0 0 ${bars.length * 10 - 2} 40" preserveAspectRatio="none" role="img" aria-label="${t.verdict.bars(bars.length)}">${bars.map(({ x, height }) => html`<rect x="${x * 10}" y="${40 - height}" width="8" height="${height}"/>`)}</svg>`

const figures = (list: NonNullable<VerdictView['figures']>): Markup =>
  html`<dl class="figures">${list.map(({ name, value }) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`

const recallLine = ({ id, contact }: NonNullable<VerdictView['recall']>, { lang, paths }: Reader): Markup =>
  html`<p>${recallWords[lang].contact}: ${contact}. <a href="${paths.recall(id)}">${recallWords[lang].verdictMore}</a></p>`

/**
 * The verdict, first on the page. `seen` is `Quét hôm nay 14:05`, `Số tem K7MQ 2R9D FH3P X`, in parts that do not break.
 * `report`: where to tell of it, beside a next step that asks for it.
 * New evidence is a field of VerdictView, worded in verdict.ts and shown here between the reason and the foot.
 */
export function verdictBlock(view: VerdictView, reader: Reader, seen: readonly string[] = [], report?: string): Markup {
  const { t, paths } = reader
  return html`<div class="verdict ${view.tone} ${view.edge}" role="region" aria-labelledby="verdict"><div class="inner">${icon(view.icon, 44, 'icon')}${view.postmark && postmark(view.postmark, reader)}
<h1 id="verdict">${view.title}</h1>
<p class="why">${view.why}</p>
${view.figures && figures(view.figures)}${view.bars && view.bars.length > 1 && barChart(view.bars, reader)}${view.since && html`<p class="small">${view.since} <a href="${paths.copyRules(view.rule)}">${t.verdict.manyReason}</a></p>`}${view.answer && html`<p class="reply">${view.answer}</p>`}${
  (view.next || seen.length > 0) &&
  html`<div class="foot small">${view.next && html`<p class="next">${view.next}${report && html` <a href="${report}">${t.stamp.report}</a>`}</p>`}${view.recall && recallLine(view.recall, reader)}${seen.length > 0 && html`<p class="seen">${seen.map((part) => html`<span>${part}</span> `)}</p>`}</div>`
}</div></div>
`
}

/** In the verdict's place where no single stamp was read: what this page is. */
export const plainBlock = (title: string, note: string): Markup =>
  html`<div class="verdict plain" role="region" aria-labelledby="verdict">${icon('scan', 36, 'icon')}<h1 id="verdict">${title}</h1><p class="why mute">${note}</p></div>
`
