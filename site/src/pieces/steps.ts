import type { StepView } from '../features/passport/passport.ts'
import { html, type Markup } from '../html.ts'
import type { Lang } from '../paths.ts'
import { words } from '../text/words.ts'
import { badge } from './badge.ts'
import { icon } from './icon.ts'

/** A journey as a timeline; the dot and the badge say who stands behind each step. */
export const steps = (views: readonly StepView[], lang: Lang): Markup =>
  html`<ol class="steps">${views.map(
    (step) =>
      html`<li class="is-${step.who}${step.gone && ' is-gone'}"><span class="dot">${step.who === 'checked' && icon('check', 16)}</span><h3>${step.title}</h3><p class="small mute">${step.when}${step.note && html`. <span${lang === 'en' && html` lang="vi"`}>${step.note}</span>`}${step.gone && ` (${words[lang].stamp.retracted})`}</p>${badge(step.who, lang, step.badge)}</li>`,
  )}</ol>`
