import type { DigitalLink } from '@nguon/gs1/digital-link'
import { escaped } from '@nguon/gs1/digital-link'
import type { Level, Link } from '@nguon/gs1/link'

/** What the resolver may know of a product. `links` are those its maker or the house registered beside our own pages. */
export type ProductLinks = {
  product: string
  name: string
  state: 'draft' | 'submitted' | 'published' | 'paused' | 'withdrawn'
  aliasOf?: string
  links: readonly Link[]
}

export const languages = [
  { lang: 'vi', root: '', passport: 'Hộ chiếu của', about: 'Về món' },
  { lang: 'en', root: '/en', passport: 'Passport of', about: 'About' },
] as const

/** The passport page of what was scanned; `-` stands for a lot the stamp does not name. */
export const passportPath = (product: string, lot: string | undefined, serial: string | undefined): string =>
  `/tem/${product}${lot || serial ? `/${lot ? escaped(lot) : '-'}` : ''}${serial ? `/${escaped(serial)}` : ''}`

/** Our own links of one level: a default in Vietnamese, the same in each language, both described as traceability. */
function pages(origin: string, name: string, path: string): Link[] {
  const page = (linkType: string): Link[] =>
    languages.map(({ lang, root, passport }) => {
      return { linkType, href: origin + root + path, title: `${passport} ${name}`, hreflang: [lang], type: 'text/html' }
    })
  const settled = { linkType: 'gs1:defaultLink', href: origin + path, title: `${languages[0].passport} ${name}` }
  return [settled, ...page('gs1:defaultLinkMulti'), ...page('gs1:traceability')]
}

const listed = (state: ProductLinks['state']) => state === 'published' || state === 'paused'
const isDefault = ({ linkType }: Link) => /defaultLink(Multi)?$/.test(linkType)

/**
 * The levels known of what was scanned. Each has its own pages; the deepest known one stands in for all that was asked,
 * so an unknown lot or an invented serial walks up to a page that is told about it. A listing nobody has approved keeps
 * its name to itself.
 */
export function levelsFor(
  origin: string,
  found: ProductLinks,
  link: DigitalLink,
  deep: { lot: boolean; serial: boolean },
): Level[] {
  const gtin = link.key.value
  const value = (ai: string) => link.qualifiers.find((pair) => pair.ai === ai)?.value
  const [lot, serial] = [value('10'), value('21')]
  const open = listed(found.state) || found.state === 'withdrawn'
  const name = open ? found.name : gtin
  const about = languages.map(({ lang, root, about }): Link => {
    const href = `${origin}${root}/hang/${found.product}`
    return { linkType: 'gs1:pip', href, title: `${about} ${name}`, hreflang: [lang], type: 'text/html' }
  })
  const beside = [...(listed(found.state) ? about : []), ...(open ? found.links.filter((it) => !isDefault(it)) : [])]
  const whole = passportPath(gtin, lot, serial)
  const level = (binds: string[], description: string, path: string, more: Link[] = []): Level => {
    return { binds, description, links: [...pages(origin, name, path), ...more] }
  }
  const named = lot && deep.lot ? `${name}, lô ${lot}` : name
  return [
    level([], name, deep.lot || deep.serial ? passportPath(gtin, undefined, undefined) : whole, beside),
    ...(deep.lot ? [level(['10'], named, deep.serial ? passportPath(gtin, lot, undefined) : whole)] : []),
    ...(deep.serial ? [level(['21'], `${named}, tem ${serial}`, whole)] : []),
  ]
}
