import { drawing } from '../../drawings/drawing.ts'
import type { Passport } from '../../house.ts'
import { html, type Markup, trusted } from '../../html.ts'
import { icon } from '../../pieces/icon.ts'
import { stars } from '../../pieces/stars.ts'
import { communeName } from '../../place.ts'
import { priceParts } from '../../price.ts'
import { mayBuy, nameIn, rankView } from './passport.ts'
import type { Reader } from './reader.ts'

const viOn = (foreign: boolean) => foreign && html` lang="vi"`

function picture({ card }: Passport, { t }: Reader): Markup {
  const { src, alt, width, height } = card.picture ?? {}
  return src
    ? html`<div class="picture g-${card.group}"><img src="${src}" alt="${alt}" width="${width}" height="${height}" loading="lazy"/></div>`
    : html`<div class="picture g-${card.group}">${trusted(drawing(card.drawing, 150))}<small>${t.drawn}</small></div>`
}

function ways({ card, maker, product }: Passport, buying: boolean, { lang, t, paths }: Reader): Markup {
  const { amount } = priceParts(card.price, lang)
  const buy = html`<a class="btn solid" href="${paths.order(product)}">${icon('cart', 22)}<span>${t.stamp.buyFor(amount)}</span></a>`
  const see = html`<a class="btn" href="${paths.product(product)}">${t.stamp.see}</a>`
  const call = html`<a class="btn" href="tel:${maker.phone}">${icon('phone', 22)}<span>${t.stamp.call}</span></a>`
  return html`${buying ? buy : card.state === 'published' && see}${card.state === 'withdrawn' && html`<p class="mute">${t.stamp.withdrawn}</p>`}${maker.phone && call}
`
}

/** What it is, who makes it, where, its rank, and how to buy or call. */
export function goods(passport: Passport, reader: Reader): Markup {
  const { lang, now, t, paths } = reader
  const { card, maker } = passport
  const name = nameIn(card, lang)
  const rank = rankView(passport.certificates, now, lang)
  const vi = viOn(lang === 'en')
  const commune = communeName({ code: maker.commune, name: maker.communeName }, lang)
  return html`${picture(passport, reader)}
${rank && stars(rank.stars, lang)}<h2 class="name"${viOn(name.foreign)}>${name.text}</h2>
${lang === 'en' && !name.foreign && html`<p class="mute" lang="vi">${card.name}</p>`}${card.pack && html`<p class="mute"${vi}>${card.pack}</p>`}
<ul>
<li class="row">${icon('house', 22)}<div><strong${vi}>${maker.name}</strong><br/><span class="small mute">${t.makers[maker.kind]}</span><br/><a class="go" href="${paths.maker(maker.id)}">${t.stamp.makerMore}</a></div></li>
<li class="row">${icon('pin', 22)}<div><strong>${commune}, ${maker.provinceName}</strong>${maker.address && html`<br/><span class="small mute"${vi}>${maker.address}</span>`}</div></li>
<li class="row">${icon('seal', 22)}<div>${rank ? html`<strong>${rank.title}</strong><br/><span class="small mute">${rank.decision}</span>` : html`<span class="mute">${t.stamp.noRank}</span>`}</div></li>
</ul>
${ways(passport, mayBuy(passport), reader)}`
}
