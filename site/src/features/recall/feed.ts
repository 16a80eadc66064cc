import { html, type Markup, sent } from '../../html.ts'
import type { Lang } from '../../paths.ts'
import { inLang, pathsIn } from '../../paths.ts'
import { recallWords } from '../../text/recall.ts'
import { words } from '../../text/words.ts'
import { lotsOf, type PublicRecall } from './recall.ts'

/** When something was last said of a recall. */
const changed = (it: PublicRecall): string =>
  [`${it.since}T00:00:00+07:00`, ...it.lifted.map(({ at }) => at), ...(it.closed ? [it.closed.at] : [])]
    .map((at) => new Date(at).toISOString())
    .sort()
    .at(-1)!

const entry = (it: PublicRecall, origin: string, lang: Lang): Markup => {
  const t = recallWords[lang]
  const href = origin + pathsIn(lang).recall(it.id)
  const said = [t.hazards[it.hazard], it.reason, it.advice, `${t.contact}: ${it.contact}`].join('\n')
  return html`<entry><id>${`${origin}/thu-hoi/${it.id}`}</id><title>${`${t.states[it.state]}: ${it.name}, ${lotsOf(it, lang)}`}</title><link href="${href}"/><published>${`${it.since}T00:00:00+07:00`}</published><updated>${changed(it)}</updated><author><name>${it.maker.name}</name></author><category term="${it.hazard}"/><summary>${said}</summary></entry>
`
}

/** The newest recalls as an Atom feed (RFC 4287), in one language; the ids are the same in both. */
export function feedOf(items: readonly PublicRecall[], origin: string, lang: Lang): string {
  const paths = pathsIn(lang)
  const updated = items.map(changed).sort().at(-1) ?? '2026-01-01T00:00:00.000Z'
  return sent(html`<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="${lang}"><id>${origin + inLang(lang, '/thu-hoi')}</id><title>${words[lang].title(recallWords[lang].title)}</title><updated>${updated}</updated><link rel="self" href="${origin + paths.recallFeed()}"/><link href="${origin + paths.recalls()}"/>
${items.map((it) => entry(it, origin, lang))}</feed>
`)
}
