import type { DigitalLink } from '@nguon/gs1/digital-link'
import { escaped } from '@nguon/gs1/digital-link'
import type { Level, Link } from '@nguon/gs1/link'
import type { OwnLink } from '@nguon/listing/own-link'
import type { Shown } from './resolver-shown.ts'

/** What the resolver must know of a product. */
export type ProductLinks = {
  product: string
  name: string
  state: 'draft' | 'submitted' | 'published' | 'paused' | 'withdrawn'
  aliasOf?: string
}

export const languages = [
  { lang: 'vi', root: '' },
  { lang: 'en', root: '/en' },
] as const
type Lang = (typeof languages)[number]['lang']

/** What each link of ours is called, by its type. */
const titles = {
  'gs1:traceability': { vi: 'Hộ chiếu của', en: 'Passport of' },
  'gs1:pip': { vi: 'Về món', en: 'About' },
  'gs1:certificationInfo': { vi: 'Giấy chứng nhận của', en: 'Certificates of' },
  'gs1:locationInfo': { vi: 'Nơi làm ra', en: 'Where it is made:' },
  'gs1:hasRetailers': { vi: 'Mua', en: 'Buy' },
  'gs1:recallStatus': { vi: 'Thu hồi', en: 'Recall of' },
} as const satisfies Record<string, Record<Lang, string>>

/** The passport page of what was scanned; `-` stands for a lot the stamp does not name. */
export const passportPath = (product: string, lot: string | undefined, serial: string | undefined): string =>
  `/tem/${product}${lot || serial ? `/${lot ? escaped(lot) : '-'}` : ''}${serial ? `/${escaped(serial)}` : ''}`

type Said = { origin: string; name: string }

/**
 * One page of ours in each language, under a descriptive type. Without a fragment: a query goes in before it, and the official
 * suite, which cuts at the query, would no longer know the address.
 */
const inBoth = ({ origin, name }: Said, linkType: keyof typeof titles, path: string): Link[] =>
  languages.map(({ lang, root }) => {
    const title = `${titles[linkType][lang]} ${name}`
    return { linkType, href: origin + root + path, title, hreflang: [lang], type: 'text/html' }
  })

/** The pages every level has: a default in Vietnamese, the same in each language, both described as traceability. */
function pages(said: Said, path: string): Link[] {
  const traced = inBoth(said, 'gs1:traceability', path)
  const settled = { linkType: 'gs1:defaultLink', href: said.origin + path, title: traced[0]!.title }
  return [settled, ...traced.map((link) => ({ ...link, linkType: 'gs1:defaultLinkMulti' })), ...traced]
}

/** The recall of a lot, where it is told: the head of its passport. */
const recallOf = (said: Said, passport: string) => inBoth(said, 'gs1:recallStatus', passport)

/** What happened to a lot as data: a query of EPCIS 2.0 for its class, the same in every language. */
function eventsOf({ origin, name }: Said, lot: string, epcClass: string): Link {
  const query = `MATCH_anyEPCClass=${escaped(epcClass)}`
  const title = `EPCIS 2.0: ${name}, lô ${lot}`
  return { linkType: 'gs1:epcis', href: `${origin}/v1/epcis/events?${query}`, title, type: 'application/json' }
}

const listed = (state: ProductLinks['state']) => state === 'published' || state === 'paused'
// Where a scan is led is ours to say, whatever a record holds.
const isDefault = ({ linkType }: OwnLink) => /defaultLink(Multi)?$/.test(linkType)
const ofKeeper = (own: readonly OwnLink[], lot?: string): Link[] =>
  own
    .filter((it) => it.lot === lot && !isDefault(it))
    .map(({ lot: _, hreflang, ...link }) => ({ ...link, ...(hreflang.length > 0 ? { hreflang } : {}) }))

function ofProduct(said: Said, found: ProductLinks, shown: Shown | undefined): Link[] {
  const page = `/hang/${found.product}`
  const shop = shown && `/co-so/${shown.maker}`
  const papers = shown?.papers.product && listed(found.state) ? page : shown?.papers.maker ? shop : undefined
  return [
    ...(listed(found.state) ? inBoth(said, 'gs1:pip', page) : []),
    ...(papers ? inBoth(said, 'gs1:certificationInfo', papers) : []),
    ...(shop ? inBoth(said, 'gs1:locationInfo', shop) : []),
    ...(shop && shown.onSale ? inBoth(said, 'gs1:hasRetailers', shop) : []),
    ...ofKeeper(shown?.own ?? []),
  ]
}

function ofLot(said: Said, passport: string, shown: Shown | undefined): Link[] {
  if (!shown?.lot) return []
  const { lot, papers, recalled } = shown.lot
  return [
    ...(papers ? inBoth(said, 'gs1:certificationInfo', passport) : []),
    ...(recalled ? recallOf(said, passport) : []),
    ...(shown.onSale ? [eventsOf(said, lot, shown.lot.class)] : []),
    ...ofKeeper(shown.own, lot),
  ]
}

/** What is known of a request: whether the serial passes its keyed check, and what there is to show where links are asked for. */
export type Deep = { serial: boolean; shown?: Shown | undefined }

/**
 * The levels known of what was scanned. Each has its own pages; the deepest known one stands in for all that was asked,
 * so an unknown lot or an invented serial walks up to a page that is told about it. A listing nobody has approved keeps
 * its name to itself. A stamp carries what is known of its lot, whether the link names the lot or not.
 */
export function levelsFor(origin: string, found: ProductLinks, link: DigitalLink, deep: Deep): Level[] {
  const gtin = link.key.value
  const value = (ai: string) => link.qualifiers.find((pair) => pair.ai === ai)?.value
  const [lot, serial] = [value('10'), value('21')]
  const open = listed(found.state) || found.state === 'withdrawn'
  const shown = open ? deep.shown : undefined
  const name = open ? found.name : gtin
  const known = lot !== undefined && deep.shown?.lot?.lot === lot
  const named = known ? `${name}, lô ${lot}` : name
  const whole = passportPath(gtin, lot, serial)
  const asLot = passportPath(gtin, shown?.lot?.lot, undefined)
  const level = (binds: string[], description: string, path: string, more: Link[]): Level => {
    return { binds, description, links: [...pages({ origin, name }, path), ...more] }
  }
  const beside = ofLot({ origin, name }, asLot, shown)
  return [
    level(
      [],
      name,
      known || deep.serial ? passportPath(gtin, undefined, undefined) : whole,
      ofProduct({ origin, name }, found, shown),
    ),
    ...(known ? [level(['10'], named, deep.serial ? passportPath(gtin, lot, undefined) : whole, beside)] : []),
    ...(deep.serial ? [level(['21'], `${named}, tem ${serial}`, whole, beside)] : []),
  ]
}
