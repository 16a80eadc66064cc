import { html, type Markup } from '../../html.ts'
import { icon } from '../../pieces/icon.ts'
import type { Reader } from './reader.ts'

/** What a code proves and what it does not: after every verdict but "not ours". */
export const honest = ({ t, paths }: Reader): Markup =>
  html`<div class="honest small">${icon('info', 22)}<p><b>${t.stamp.honestA}</b> <span class="mute">${t.stamp.honestB}</span> <a href="${paths.aboutStamps()}#tem-goc">${t.stamp.honestGo}</a></p></div>
`

/** A small way to buy again by the verdict, for those who came for that. */
export const lift = (href: string, { t }: Reader): Markup =>
  html`<a class="lift" href="${href}">${icon('cart', 20)}${t.stamp.buy}</a>
`
