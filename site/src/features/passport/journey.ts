import type { Passport } from '../../house.ts'
import { html, type Markup } from '../../html.ts'
import { badge } from '../../pieces/badge.ts'
import { steps } from '../../pieces/steps.ts'
import { historyWords } from '../../text/history.ts'
import { stepViews } from './passport.ts'
import type { Reader } from './reader.ts'

/** What happened to the lot, the newest first, each step with who stands behind it. A product's own page has no lot and no journey. */
export function journey(passport: Passport, { lang, now, t, paths }: Reader): Markup | undefined {
  if (!passport.lot) return undefined
  const views = stepViews(passport.steps, now, lang)
  const told = html`<div class="legend small"><p>${badge('checked', lang)} ${t.badge.checkedMeans}</p><p>${badge('declared', lang)} ${t.badge.declaredMeans}</p></div>
${steps(views, lang)}`
  return html`<section><h2>${t.stamp.journey(passport.lot.lot)}</h2>${views.length === 0 ? html`<p class="mute">${t.stamp.noSteps}</p>` : told}<p><a class="btn" href="${paths.history(passport.product, passport.lot.lot)}">${historyWords[lang].link}</a></p></section>
`
}
