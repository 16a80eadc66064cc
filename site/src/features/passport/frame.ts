import { html, type Markup, sent, trusted } from '../../html.ts'
import { inLang, type Lang } from '../../paths.ts'
import { mark } from '../../pieces/mark.ts'
import { recallWords } from '../../text/recall.ts'
import { type Reader, readerOf } from './reader.ts'
import { passportStyle } from './style.ts'

type Frame = {
  title: string
  /** The page's own address without its language, query included. */
  address: string
  example?: boolean | undefined
  /** A page about one stamp is nobody else's business. */
  hidden?: boolean
  /** The lot that is shown, and whether a stamp of it was scanned: then the phone remembers it. */
  lot?: { product: string; lot: string; name: string; scanned: boolean } | undefined
}

/** What does not change from scan to scan is written once for each language. */
const standing = (lang: Lang) => {
  const { t, paths } = readerOf(lang, new Date(0))
  return {
    head: html`<meta name="theme-color" content="#FBF8F1"><link rel="icon" href="/assets/mark.svg" type="image/svg+xml"><style>${trusted(passportStyle)}</style></head>
<body><a class="skip" href="#noi-dung">${t.skip}</a>
<header class="col top"><a class="brand" href="${paths.home()}">${mark(32)}<span>${t.name}</span></a>`,
    foot: html`<p><b>${t.stamp.privacyA}</b> ${t.stamp.privacyB}</p>
<p>${recallWords[lang].remembers}</p>
<p><a href="${paths.aboutStamps()}#rieng-tu">${t.stamp.privacyGo}</a><a href="${paths.recalls()}#may-nay">${recallWords[lang].title}</a><a href="${paths.home()}">${t.wrong.home}</a></p>`,
    example: html`<p class="mute">${t.examplePage}</p>`,
  }
}
const frames: Record<Lang, ReturnType<typeof standing>> = { vi: standing('vi'), en: standing('en') }

/** A phone that runs scripts remembers the lot and tells of recalls; the page says all it has to say without it. */
const memory = (lot: Frame['lot']): Markup =>
  lot
    ? html`<script src="/assets/recall-1.js" defer data-lot="${lot.product}|${lot.lot}" data-name="${lot.name}"${lot.scanned && html` data-stamp="1"`}></script>`
    : html`<script src="/assets/recall-1.js" defer></script>`

/** The whole document around a passport: no script that it needs, no second file that it waits for. */
export function frame(
  { lang, other, t }: Reader,
  { title, address, example, hidden, lot }: Frame,
  main: Markup,
): string {
  const fixed = frames[lang]
  return sent(html`<!DOCTYPE html>
<html lang="${lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${t.title(title)}</title>${hidden && html`<meta name="robots" content="noindex">`}${fixed.head}<a href="${inLang(other, address)}" hreflang="${other}" lang="${other}">${t.lang.other}</a></header>
<main id="noi-dung">${main}</main>
<footer class="foot-page small"><div class="col">${fixed.foot}${example && fixed.example}</div></footer>
${memory(lot)}</body></html>
`)
}
