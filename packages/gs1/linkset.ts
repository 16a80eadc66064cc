import type { DigitalLink } from './digital-link.ts'
import { anchorOf, defaultLink, defaultLinkMulti, fullLinkType, type Level, type Link, levelsOf } from './link.ts'
import { linksetPage } from './linkset-page.ts'
import { languageWeight, mediaWeight, namedWeight, readPreferences } from './preference.ts'

/** What a request brings beside its link. `origin` is scheme and host as the public knows them; `query` is raw, without `?`. */
export type LinkRequest = {
  origin: string
  query: string
  method?: string
  accept?: string | undefined
  acceptLanguage?: string | undefined
}

export type LinksetRefusal =
  | { code: 'linkset/nothing-known' }
  | { code: 'linkset/bad-link-type'; linkType: string }
  | { code: 'linkset/no-such-type'; linkType: string }
  | { code: 'linkset/no-default' }

/** The resolver's answer, before HTTP: CORS is the shell's. */
export type LinkAnswer =
  | { status: 204 | 307; headers: Record<string, string> }
  | { status: 200 | 300; headers: Record<string, string>; body: string }
  | { status: 400 | 404; headers: Record<string, string>; refusal: LinksetRefusal }

type Target = { href: string; title: string; hreflang?: readonly string[]; type?: string; context?: readonly string[] }
export type LinkContext = { anchor: string; itemDescription: string } & { [linkType: string]: Target[] | string }
export type Linkset = { linkset: LinkContext[] }

/** Where a linkset read as JSON gets its meaning as JSON-LD. */
export const jsonLdContext = 'https://ref.gs1.org/standards/resolver/linkset-context'
const vary = { Vary: 'Accept, Accept-Language' }

// On equal weight the earlier one is served.
const formats = ['application/linkset+json', 'text/html', 'application/ld+json', 'application/json'] as const
type Format = (typeof formats)[number]

/** The format named outright with the most weight; wildcards name nothing. */
function namedFormat(accept: string | undefined): Format | undefined {
  const wishes = readPreferences(accept)
  const weights = formats.map((format) => namedWeight(wishes, format))
  const top = Math.max(...weights)
  return top > 0 ? formats[weights.indexOf(top)] : undefined
}

/**
 * The format of a linkset, if one is asked for at all. Browsers name text/html, so they are sent on; a program that
 * names JSON above it gets the links, unless it asked for one type of link.
 */
function linksetWanted({ linkType }: Pick<DigitalLink, 'linkType'>, accept: string | undefined): Format | undefined {
  const named = namedFormat(accept)
  if (linkType === 'linkset' || linkType === 'all') return named ?? 'text/html'
  if (named === 'text/html' || (linkType !== undefined && named !== 'application/linkset+json')) return undefined
  return named
}

/** True when the answer needs every level: a linkset or a type of link is asked for. A plain scan is led to the default link. */
export const asksForLinks = (link: Pick<DigitalLink, 'linkType'>, accept: string | undefined): boolean =>
  link.linkType !== undefined || linksetWanted(link, accept) !== undefined

/** The links known of an item and of every level above it (RFC 9264). Levels with the same anchor are one. */
export function linksetOf(
  link: DigitalLink,
  levels: readonly Level[],
  origin: string,
  only?: readonly Link[],
): Linkset {
  const contexts = new Map<string, { itemDescription: string; types: Map<string, Target[]> }>()
  for (const level of levelsOf(link, levels)) {
    const links = level.links.filter((it) => !only || only.includes(it))
    if (only && links.length === 0) continue
    const anchor = anchorOf(link, level, origin)
    const context = contexts.get(anchor) ?? { itemDescription: level.description, types: new Map<string, Target[]>() }
    contexts.set(anchor, context)
    // An anchor has one default link: that of its most specific level, which comes first.
    const settled = new Set([defaultLink, defaultLinkMulti].filter((type) => context.types.has(type)))
    for (const { linkType, href, title, hreflang, type, context: places } of links) {
      const full = fullLinkType(linkType)
      if (!full || settled.has(full)) continue
      const more = { ...(hreflang && { hreflang }), ...(type && { type }), ...(places && { context: places }) }
      const target = full === defaultLink ? { href, title } : { href, title, ...more }
      context.types.set(full, [...(context.types.get(full) ?? []), target])
    }
  }
  const linkset = [...contexts].map(([anchor, { itemDescription, types }]) => {
    return { anchor, itemDescription, ...Object.fromEntries(types) } as LinkContext
  })
  return { linkset }
}

function linksetAnswer(status: 200 | 300, set: Linkset, format: Format): LinkAnswer {
  const body =
    format === 'text/html'
      ? linksetPage(set, jsonLdContext)
      : JSON.stringify(format === 'application/ld+json' ? { '@context': jsonLdContext, ...set } : set)
  const headers = {
    'Content-Type': format === 'text/html' ? 'text/html; charset=utf-8' : format,
    Link: `<${jsonLdContext}>; rel="http://www.w3.org/ns/json-ld#context"; type="application/ld+json"`,
    ...vary,
  }
  return { status, headers, body }
}

/** Those a scale puts highest; all of them when it tells them nothing apart. */
function best(links: readonly Link[], weigh: (link: Link) => number): readonly Link[] {
  const top = Math.max(...links.map(weigh))
  return top > 0 ? links.filter((link) => weigh(link) === top) : links
}

/** The whole query goes on, as it came (Resolver 1.2.0 has no opting out). */
function withQuery(href: string, query: string): string {
  if (query === '') return href
  const hash = href.indexOf('#')
  const [base, fragment] = hash < 0 ? [href, ''] : [href.slice(0, hash), href.slice(hash)]
  return `${base}${base.includes('?') ? '&' : '?'}${query}${fragment}`
}

const isType = (full: string) => (link: Link) => fullLinkType(link.linkType) === full

/**
 * Which link answers a request (GS1-Conformant Resolver 1.2): a redirect, a linkset, a choice, or why there is none.
 * `levels` are what is known; those that do not speak for this link are left aside, and the most specific is heard first.
 */
export function answerLink(link: DigitalLink, levels: readonly Level[], request: LinkRequest): LinkAnswer {
  const { origin, query, accept, acceptLanguage } = request
  const asked = origin + link.levels.at(-1)
  const linksetLink = { Link: `<${asked}?linkType=linkset>; rel="linkset"; type="application/linkset+json"` }
  if (request.method === 'OPTIONS') return { status: 204, headers: linksetLink }

  const known = levelsOf(link, levels)
  const none = (refusal: LinksetRefusal, status: 400 | 404 = 404): LinkAnswer => ({ status, headers: vary, refusal })
  if (known.length === 0) return none({ code: 'linkset/nothing-known' })
  const format = linksetWanted(link, accept)
  if (format) return linksetAnswer(200, linksetOf(link, known, origin), format)

  const redirect = ({ href }: Link): LinkAnswer => ({
    status: 307,
    headers: { Location: withQuery(href, query), ...linksetLink, ...vary },
  })
  const languages = readPreferences(acceptLanguage)
  const { linkType } = link
  if (linkType === undefined) {
    for (const level of known) {
      const settled = level.links.find(isType(defaultLink))
      if (!settled) continue
      const spoken = best(level.links.filter(isType(defaultLinkMulti)), ({ hreflang }) =>
        languageWeight(languages, hreflang ?? []),
      )
      return redirect(spoken.length === 1 ? spoken[0]! : settled)
    }
    return none({ code: 'linkset/no-default' })
  }

  const full = fullLinkType(linkType)
  if (!full) return none({ code: 'linkset/bad-link-type', linkType }, 400)
  const candidates = known.map(({ links }) => links.filter(isType(full))).find((links) => links.length > 0)
  if (!candidates) return none({ code: 'linkset/no-such-type', linkType })
  const wishes = readPreferences(accept)
  const spoken = best(candidates, ({ hreflang }) => languageWeight(languages, hreflang ?? []))
  const readable = best(spoken, ({ type }) => mediaWeight(wishes, type))
  const chosen = best(readable, ({ context }) => Number(context?.includes(link.context ?? '') ?? false))
  const [first] = chosen as [Link, ...Link[]]
  if (chosen.every(({ href }) => href === first.href)) return redirect(first)
  return linksetAnswer(300, linksetOf(link, known, origin, chosen), namedFormat(accept) ?? 'text/html')
}
