import { html, type Markup } from '../html.ts'
import type { Lang } from '../paths.ts'
import { words } from '../text/words.ts'

const shape = 'm12 2.6 2.9 6.1 6.6.9-4.8 4.6 1.2 6.6-5.9-3.2-5.9 3.2 1.2-6.6-4.8-4.6 6.6-.9z'

/** Earned stars beside their words. `short`: on narrow cards the word is "OCOP" and the number is read aloud. */
export function stars(count: number, lang: Lang, { short = false, size = 20 } = {}): Markup {
  const said = words[lang].ocop(count)
  const one = html`<svg width="${size}" height="${size}" viewBox="0 0 24 24" aria-hidden="true"><path d="${shape}"/></svg>`
  return html`<p class="stars"${short && html` role="img" aria-label="${said}"`}>${Array.from({ length: count }, () => one)}<span>${short ? 'OCOP' : said}</span></p>`
}
