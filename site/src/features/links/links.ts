import { type LinkTypeName, linkTypeNamed, linkTypes } from '@nguon/gs1/link-type'
import type { OwnLink, OwnLinkList } from '@nguon/listing/own-link'
import type { Lang } from '../../paths.ts'
import { linkWords } from '../../text/links.ts'
import { type Faults, typed } from '../desk/sent.ts'

export type { OwnLink, OwnLinkList }
export type TypedLink = Record<'linkType' | 'title' | 'href' | 'lang' | 'type' | 'lot', string>

/** What a household links to, the likeliest first; the rest of GS1's types follow by name. */
const often: readonly LinkTypeName[] = [
  ...(['recipeInfo', 'instructions', 'consumerHandlingStorageInfo', 'relatedVideo', 'hasRetailers'] as const),
  ...(['certificationInfo', 'nutritionalInfo', 'ingredientsInfo', 'allergenInfo', 'backgroundInfo'] as const),
  ...(['review', 'socialMedia', 'homepage', 'support', 'promotion'] as const),
]
/** The house's to say, or out of use. */
const unasked: readonly LinkTypeName[] = ['defaultLink', 'defaultLinkMulti', 'productSustainabilityInfo', 'handledBy']

/** The types to choose from, in two piles. */
export function typeChoices(lang: Lang): { label: string; options: { value: string; text: string }[] }[] {
  const t = linkWords[lang]
  const option = (name: LinkTypeName) => ({ value: `gs1:${name}`, text: linkTypes[name][lang] })
  const rest = (Object.keys(linkTypes) as LinkTypeName[]).filter(
    (name) => !often.includes(name) && !unasked.includes(name),
  )
  const byName = rest.map(option).toSorted((a, b) => a.text.localeCompare(b.text, lang))
  return [
    { label: t.often, options: often.map(option) },
    { label: t.others, options: byName },
  ]
}

/** What a link is about, in words. */
export function typeName(linkType: string, lang: Lang): string {
  const name = linkTypeNamed(linkType)
  return name ? linkTypes[name][lang] : linkType
}

/** `nha.example/cach-an`: where a link leads, short enough for a phone. */
export function shortHref(href: string): string {
  const { host, pathname } = new URL(href)
  const path = pathname === '/' ? '' : pathname
  const whole = host + path
  return whole.length > 48 ? `${whole.slice(0, 47)}…` : whole
}

export const blankLink: TypedLink = {
  linkType: 'gs1:recipeInfo',
  title: '',
  href: '',
  lang: 'vi',
  type: 'text/html',
  lot: '',
}

export const typedOf = ({ linkType, title, href, hreflang, type = '', lot = '' }: OwnLink): TypedLink => ({
  ...{ linkType, title, href, type, lot },
  lang: hreflang.join(','),
})

export const readLink = (form: FormData): TypedLink => ({
  linkType: typed(form, 'linkType', 60),
  title: typed(form, 'title', 200),
  href: typed(form, 'href', 1000),
  lang: typed(form, 'lang', 40),
  type: typed(form, 'type', 80),
  lot: typed(form, 'lot', 20),
})

/** The link that was typed, or what is missing. An address without its scheme is one of the web. */
export function linkOf(
  { lang: tongues, title, href, type, lot, linkType }: TypedLink,
  lang: Lang,
): OwnLink | { faults: Faults } {
  const { empty } = linkWords[lang]
  const faults = { ...(title === '' ? { title: empty.title } : {}), ...(href === '' ? { href: empty.href } : {}) }
  if (Object.keys(faults).length > 0) return { faults }
  return {
    ...{ linkType, title },
    href: /^[a-z][a-z0-9+.-]*:/i.test(href) ? href : `https://${href}`,
    hreflang: tongues === '' ? [] : tongues.split(','),
    ...(type ? { type } : {}),
    ...(lot ? { lot } : {}),
  }
}

/** The list with one link moved a place up (-1) or down (1); as it was where there is no such place. */
export function moved<T>(list: readonly T[], at: number, by: -1 | 1): T[] {
  const to = at + by
  if (at < 0 || to < 0 || at >= list.length || to >= list.length) return [...list]
  return list.map((it, place) => (place === at ? list[to]! : place === to ? list[at]! : it))
}

/** The list with a link in the place of another, or at its end. */
export const placed = <T>(list: readonly T[], it: T, at: number | undefined): T[] =>
  at !== undefined && at < list.length ? list.map((old, place) => (place === at ? it : old)) : [...list, it]

/** Where the API's faults of one link are told beside the form's fields. */
export const faultNames = (at: number): Record<string, string> =>
  Object.fromEntries(
    ['linkType', 'title', 'href', 'type', 'lot']
      .map((field) => [`links.${at}.${field}`, field])
      .concat([[`links.${at}.hreflang.0`, 'lang']]),
  )
