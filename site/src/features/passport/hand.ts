import { html, type Markup } from '../../html.ts'
import { icon } from '../../pieces/icon.ts'
import type { Reader } from './reader.ts'

/** The box for typing a stamp's number; with a product the number alone is enough. */
export const handBox = (product: string, { t, paths }: Reader): Markup =>
  html`<div class="box"><form action="${paths.typeStamp()}" method="get"><label for="so">${t.stamp.hand}</label><input type="hidden" name="product" value="${product}"/><div class="hand"><input id="so" name="so" autocomplete="off" autocapitalize="characters" spellcheck="false" maxlength="40" required aria-describedby="so-help"/><button>${t.stamp.handGo}</button></div><p id="so-help" class="small mute">${t.stamp.handHelp}</p></form></div>
`

/** The first of three taps; the address carries what was scanned, ours or not. */
export const reportLink = (scanned: { product: string; lot?: string; serial?: string }, { t, paths }: Reader): Markup =>
  html`<a class="btn" href="${paths.report(scanned)}">${icon('flag', 22)}<span>${t.stamp.report}</span></a>`
