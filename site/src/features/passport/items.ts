import { type Item, itemRules, itemsOf } from '@nguon/trace/passport-items'
import { sayDay } from '../../day.ts'
import type { Passport } from '../../house.ts'
import { html, type Markup } from '../../html.ts'
import { badge } from '../../pieces/badge.ts'
import { codeGroups } from './passport.ts'
import type { Reader } from './reader.ts'

/** An item as a person reads it: days as days, the code in groups, a picture and the stages by where they stand on this page. */
function shown({ key, value }: Item, passport: Passport, { lang, t }: Reader): string {
  if (value === undefined) return t.stamp.none
  const { lot, product, steps } = passport
  switch (key) {
    case 'picture':
      return t.ten.picture
    case 'stages':
      return t.ten.stages(steps.filter((it) => it.place && !it.retracted).length)
    case 'code':
      return `${codeGroups(product)}, ${t.stamp.lot.toLowerCase()} ${lot?.lot ?? ''}`
    case 'dates':
    case 'expiry':
      return sayDay(value, lang)
    default:
      return value
  }
}

const dayOf = (at: string) => new Date(Date.parse(at) + 7 * 3_600_000).toISOString().slice(0, 10)

function behind({ said }: Item, { lang, t }: Reader): Markup | undefined {
  if (!said) return undefined
  const on = said.at ? sayDay(dayOf(said.at), lang) : undefined
  return badge(
    said.who,
    lang,
    [t.badge[said.who], said.who === 'checked' ? said.by : undefined, on].filter(Boolean).join(', '),
  )
}

/** The ten items of Thông tư 02/2024, each with who stands behind it and since when, and the way to take them along. */
export function items(passport: Passport, reader: Reader): Markup | undefined {
  const { lang, t } = reader
  const { lot } = passport
  if (!lot || !passport.said) return undefined
  const list = itemsOf({ ...passport, lot }, passport.said)
  const file = `/v1/products/${encodeURIComponent(passport.product)}/lots/${encodeURIComponent(lot.lot)}/passport`
  return html`<section id="muoi-muc"><h2>${t.ten.title}</h2><p class="small mute">${t.ten.source}</p><ol class="items">${list.map(
    (it) =>
      html`<li><b>${it.number}. ${itemRules[it.key][lang]}</b> <span${lang === 'en' && it.given && html` lang="vi"`}>${shown(it, passport, reader)}</span> ${behind(it, reader)}</li>`,
  )}</ol><a class="btn" href="${file}.xlsx">${t.ten.sheet}</a><a class="btn" href="${file}.json">${t.ten.json}</a></section>
`
}

/** A harvest that later words about a spray show to have been too early is told before all else about the goods. */
export function early({ early: found = [] }: Passport, { lang, t }: Reader): Markup | undefined {
  if (found.length === 0) return undefined
  return html`<div class="box early" role="note"><h2>${t.ten.early}</h2>${found.map(
    (it) =>
      html`<p>${t.ten.earlyWhy(sayDay(it.day, lang), it.name, sayDay(it.sprayed, lang), it.days, sayDay(it.from, lang))}</p>`,
  )}</div>
`
}
