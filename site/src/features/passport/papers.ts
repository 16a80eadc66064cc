import type { Passport } from '../../house.ts'
import { html, type Markup } from '../../html.ts'
import { badge } from '../../pieces/badge.ts'
import { paperViews } from './passport.ts'
import type { Reader } from './reader.ts'

/** Papers other than ranks, each declared or checked. */
export function papers({ certificates }: Passport, { lang, now, t }: Reader): Markup {
  const views = paperViews(certificates, now, lang)
  const list = html`<ul class="papers">${views.map(
    (paper) =>
      html`<li><h3>${paper.title}</h3><p class="small mute">${paper.detail}</p>${badge(paper.checked ? 'checked' : 'declared', lang, paper.badge)}</li>`,
  )}</ul>`
  return html`<section><h2>${t.stamp.papers}</h2>${views.length === 0 ? html`<p class="mute">${t.papers.none}</p>` : list}</section>
`
}
