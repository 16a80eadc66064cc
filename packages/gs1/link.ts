import type { DigitalLink } from './digital-link.ts'

/**
 * A link of an item. `linkType` is a CURIE (`gs1:pip`) or a full URI; `href` is absolute; `type` a media type;
 * `hreflang` language tags (`vi`, `vi-VN`).
 */
export type Link = {
  linkType: string
  href: string
  title: string
  hreflang?: readonly string[]
  type?: string
  context?: readonly string[]
}

/**
 * What is known of an item at one granularity: `binds` are the qualifiers it is registered under, the key always.
 * A serial is registered under (GTIN, serial) alone, the lot is never part of it (Resolver 1.2.1, 2.5.9).
 */
export type Level = { binds: readonly string[]; description: string; links: readonly Link[] }

/** GS1's vocabulary, under the address that linksets use. */
export const vocabulary = 'https://ref.gs1.org/voc/'
export const defaultLink = `${vocabulary}defaultLink`
export const defaultLinkMulti = `${vocabulary}defaultLinkMulti`

/** A link type as a full URI; undefined where the word is neither a CURIE nor an http URI. */
export function fullLinkType(linkType: string): string | undefined {
  const old = /^https?:\/\/(?:www\.)?gs1\.org\/voc\/(.+)$/.exec(linkType)?.[1]
  if (old) return vocabulary + old
  if (/^https?:\/\/\S+$/.test(linkType)) return linkType
  const [, prefix, name] = /^([A-Za-z_][\w-]*):([\w-]+)$/.exec(linkType) ?? []
  return prefix === undefined ? undefined : prefix === 'gs1' ? vocabulary + name : linkType
}

const rank: Readonly<Record<string, number>> = { '22': 1, '10': 2, '254': 4, '21': 8, '235': 8 }
const depth = (level: Level): number => level.binds.reduce((sum, ai) => sum + (rank[ai] ?? 4), 0)

/** The levels that speak for a link, most specific first: those bound to nothing the link does not say. Serial outranks lot. */
export function levelsOf(link: Pick<DigitalLink, 'qualifiers'>, known: readonly Level[]): Level[] {
  const said = link.qualifiers.map(({ ai }) => ai)
  return known.filter(({ binds }) => binds.every((ai) => said.includes(ai))).sort((a, b) => depth(b) - depth(a))
}

/**
 * The address a level is anchored at: the requested path up to the last qualifier the level binds, as it was written.
 * So a serial known as (GTIN, serial) answers under the whole of `/01/g/10/l/21/s` when it was asked for like that.
 */
export function anchorOf(link: Pick<DigitalLink, 'qualifiers' | 'levels'>, level: Level, origin: string): string {
  const last = link.qualifiers.findLastIndex(({ ai }) => level.binds.includes(ai))
  return origin + link.levels[last + 1]
}
