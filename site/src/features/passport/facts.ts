import { sayDay } from '../../day.ts'
import type { Passport } from '../../house.ts'
import { html, type Markup } from '../../html.ts'
import { codeGroups } from './passport.ts'
import type { Reader } from './reader.ts'

/** Days, lot, code and what is declared of the goods, each as one line. A new line is a pair here. */
export function factsOf({ card, lot, product }: Passport, { lang, t }: Reader): [term: string, value: string][] {
  const said = t.stamp
  return [
    ...(lot
      ? ([
          [said.made, sayDay(lot.made, lang)],
          [said.expires, lot.expires ? sayDay(lot.expires, lang) : said.none],
          [said.lot, lot.lot],
        ] as [string, string][])
      : []),
    [said.code, codeGroups(card.gtin ?? product)],
    ...(card.ingredients ? [[said.ingredients, card.ingredients] as [string, string]] : []),
    [said.brand, card.brand ?? said.none],
    [said.standard, card.standard ?? said.none],
  ]
}

export const facts = (passport: Passport, reader: Reader): Markup =>
  html`<section><h2>${reader.t.stamp.dates}</h2><dl class="facts">${factsOf(passport, reader).map(([term, value]) => html`<div><dt>${term}</dt><dd>${value}</dd></div>`)}</dl></section>
`

export function story({ card }: Passport, { lang, t }: Reader): Markup | undefined {
  const told = lang === 'en' ? (card.storyEn ?? card.story) : card.story
  if (!told) return undefined
  return html`<section><h2>${t.stamp.story}</h2><p${lang === 'en' && !card.storyEn && html` lang="vi"`}>${told}</p></section>
`
}
