import { html, type Markup } from '../html.ts'
import type { IconName } from '../icons/icon.ts'
import type { Lang } from '../paths.ts'
import { words } from '../text/words.ts'
import { icon } from './icon.ts'

/** Who stands behind a statement: never to look alike. */
export type Who = 'checked' | 'declared' | 'system'
const icons: Record<Who, IconName> = { checked: 'seal', declared: 'pencil', system: 'clock' }

/** `text` instead of the usual word, e.g. what was seen and when. */
export const badge = (is: Who, lang: Lang, text = words[lang].badge[is]): Markup =>
  html`<span class="badge ${is}">${icon(icons[is], 16)}<span>${text}</span></span>`
