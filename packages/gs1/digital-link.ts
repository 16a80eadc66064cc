import { oldNames } from './data/element.ts'
import { type Element, elements, judgeValue, mayQualify, type ValueRefusal } from './element.ts'

/** An Application Identifier with its decoded value. */
export type Pair = { ai: string; value: string }

/** The path of a link: `levels` holds the path as it was written, cut after the key and after each qualifier. */
export type LinkPath = { key: Pair; qualifiers: readonly Pair[]; stem: string; levels: readonly string[] }

/** What the query says: data attributes in their order, and the two words the resolver standard reserves. */
export type LinkQuery = { attributes: readonly Pair[]; linkType?: string; context?: string }

export type DigitalLink = LinkPath & LinkQuery

export type DigitalLinkRefusal =
  | ValueRefusal
  | { code: 'digital-link/not-http'; uri: string }
  | { code: 'digital-link/not-a-uri'; uri: string; found: string }
  | { code: 'digital-link/incomplete'; uri: string }
  | { code: 'digital-link/bad-host'; host: string }
  | { code: 'digital-link/no-key'; path: string }
  | { code: 'digital-link/empty-value'; ai: string }
  | { code: 'digital-link/bad-escape'; ai: string; raw: string }
  | { code: 'digital-link/dot-segment'; ai: string }
  | { code: 'digital-link/qualifiers'; key: string; found: readonly string[] }
  | { code: 'digital-link/unknown-ai'; ai: string }
  | { code: 'digital-link/not-an-attribute'; ai: string }
  | { code: 'digital-link/belongs-in-path'; ai: string }
  | { code: 'digital-link/repeated'; ai: string }

/**
 * `trailingSlash`: one slash at the end is overlooked, as a resolver should (Resolver 1.2, 4.3).
 * `allowOld`: names of before 1.3 (`gtin`, `lot`…), GTINs of 8, 12 or 13 digits, and check digits left unread:
 * for identifiers that others recorded, never for a link we answer.
 */
export type Reading = { trailingSlash?: boolean; allowOld?: boolean }

const foreign = /[^A-Za-z0-9\-._~:/?#[\]@!$&'()*+,;=%]/

/** The text a percent-encoded piece stands for, or undefined when an escape, its UTF-8 or a NUL is wrong. */
export function unescaped(raw: string): string | undefined {
  if (!raw.includes('%')) return raw
  if (/%(?![0-9A-Fa-f]{2})/.test(raw)) return undefined
  try {
    const text = decodeURIComponent(raw)
    return text.includes('\0') ? undefined : text
  } catch {
    return undefined
  }
}

const elementNamed = (name: string, allowOld: boolean): Element | undefined =>
  elements.get(name) ?? (allowOld ? elements.get(oldNames[name] ?? '') : undefined)

function readPair(element: Element, raw: string, allowOld: boolean): Pair | DigitalLinkRefusal {
  const { ai } = element
  if (raw === '') return { code: 'digital-link/empty-value', ai }
  const text = unescaped(raw)
  if (text === undefined) return { code: 'digital-link/bad-escape', ai, raw }
  const value = allowOld && ai === '01' && [8, 12, 13].includes(text.length) ? text.padStart(14, '0') : text
  return judgeValue(element, value, allowOld) ?? { ai, value }
}

/**
 * The path of a request, `/01/{gtin}/10/{lot}/21/{serial}`: the rightmost primary key and what qualifies it.
 * Percent-escapes are decoded value by value, so `%2F` stays inside its value. Never throws.
 */
export function readPath(
  path: string,
  { trailingSlash = false, allowOld = false }: Reading = {},
): LinkPath | DigitalLinkRefusal {
  const whole = trailingSlash && path.endsWith('/') ? path.slice(0, -1) : path
  const pieces = whole.split('/')
  const found: Element[] = []
  let start = pieces.length - 2
  for (; start >= 1; start -= 2) {
    const element = elementNamed(pieces[start]!, allowOld)
    if (!element) return { code: 'digital-link/no-key', path: whole }
    found.unshift(element)
    if (element.key) break
  }
  const [keyElement] = found
  if (!keyElement || start < 1) return { code: 'digital-link/no-key', path: whole }

  const pairs: Pair[] = []
  const levels: string[] = []
  let end = 0
  for (let i = 0; i < start; i++) end += pieces[i]!.length + 1
  const stem = whole.slice(0, end - 1)
  for (const [i, element] of found.entries()) {
    const raw = pieces[start + 2 * i + 1]!
    const pair = readPair(element, raw, allowOld)
    if ('code' in pair) return pair
    // RFC 3986 5.2.4 takes dot segments out of every path, escaped or not, before anyone sees them.
    if (pair.value === '.' || pair.value === '..') return { code: 'digital-link/dot-segment', ai: pair.ai }
    pairs.push(pair)
    end += pieces[start + 2 * i]!.length + raw.length + 2
    levels.push(whole.slice(0, end - 1))
  }
  const [key, ...qualifiers] = pairs as [Pair, ...Pair[]]
  const order = qualifiers.map((pair) => pair.ai)
  if (!mayQualify(keyElement, order)) return { code: 'digital-link/qualifiers', key: key.ai, found: order }
  return { key, qualifiers, stem, levels }
}

/** The query of a link (without `?`), judged with the path it follows. Words that are no AI are free and left alone. */
export function readQuery(
  query: string,
  { key, qualifiers }: Pick<LinkPath, 'key' | 'qualifiers'>,
): LinkQuery | DigitalLinkRefusal {
  const attributes: Pair[] = []
  const reserved: { linkType?: string; context?: string } = {}
  const taken = new Set([key.ai, ...qualifiers.map((pair) => pair.ai)])
  const sequences = elements.get(key.ai)?.key ?? []
  for (const piece of query.split('&')) {
    const equals = piece.indexOf('=')
    if (equals < 0) continue
    const name = unescaped(piece.slice(0, equals))
    const raw = piece.slice(equals + 1).replaceAll('+', '%20')
    if (name === 'linkType' || name === 'context') {
      const text = unescaped(raw)
      if (text === undefined) return { code: 'digital-link/bad-escape', ai: name, raw }
      reserved[name] ??= text
      continue
    }
    if (!name || !/^\d+$/.test(name)) continue
    const element = elements.get(name)
    if (!element) return { code: 'digital-link/unknown-ai', ai: name }
    if (!element.attribute) return { code: 'digital-link/not-an-attribute', ai: name }
    if (taken.has(name)) return { code: 'digital-link/repeated', ai: name }
    taken.add(name)
    const joins = (sequence: readonly string[]) =>
      sequence.includes(name) && qualifiers.every((pair) => sequence.includes(pair.ai))
    if (sequences.some(joins)) return { code: 'digital-link/belongs-in-path', ai: name }
    const pair = readPair(element, raw, false)
    if ('code' in pair) return pair
    attributes.push(pair)
  }
  return { attributes, ...reserved }
}

/**
 * A GS1 Digital Link URI (URI Syntax 1.7.0) as its parts, or the reason it is none. Never throws.
 *
 * @example
 * readDigitalLink('https://id.example.vn/01/09520123456788/10/AT-2611?17=270131')
 * // { key: { ai: '01', value: '09520123456788' }, qualifiers: [{ ai: '10', value: 'AT-2611' }],
 * //   attributes: [{ ai: '17', value: '270131' }], … }
 */
export function readDigitalLink(uri: string, reading: Reading = {}): DigitalLink | DigitalLinkRefusal {
  const scheme = /^https?:\/\//i.exec(uri)?.[0]
  if (!scheme) return { code: 'digital-link/not-http', uri }
  const found = foreign.exec(uri)?.[0]
  if (found) return { code: 'digital-link/not-a-uri', uri, found }
  const [whole = ''] = uri.slice(scheme.length).split('#', 1)
  const slash = whole.indexOf('/')
  if (slash < 1) return { code: 'digital-link/incomplete', uri }
  const host = whole.slice(0, slash)
  if (/[_~?@!$&'()*+,;=%]/.test(host)) return { code: 'digital-link/bad-host', host }
  const question = whole.indexOf('?')
  const path = readPath(whole.slice(slash, question < 0 ? undefined : question), reading)
  if ('code' in path) return path
  const query = question < 0 ? { attributes: [] } : readQuery(whole.slice(question + 1), path)
  if ('code' in query) return query
  return { ...path, ...query }
}

/** Escaped for a path or a query, the marks `encodeURIComponent` leaves out too, so that a value has one spelling. */
export const escaped = (value: string): string =>
  encodeURIComponent(value).replace(/[!'()*]/g, (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`)

export type LinkParts = { key: Pair; qualifiers?: readonly Pair[]; attributes?: readonly Pair[] }

/**
 * The link that carries these parts, or the reason there is none: what is written is what {@link readDigitalLink} reads.
 * `host` is the scheme, host and stem before the first AI, `https://id.example.vn`; upper case keeps a QR code in its
 * denser alphanumeric mode. `canonical` writes GS1's own host and drops the attributes.
 */
export function writeDigitalLink(
  { key, qualifiers = [], attributes = [] }: LinkParts,
  { host, canonical = false }: { host?: string; canonical?: boolean },
): string | DigitalLinkRefusal {
  const said = canonical ? [] : attributes
  for (const { ai, value } of [key, ...qualifiers, ...said]) {
    if (!elements.has(ai)) return { code: 'digital-link/unknown-ai', ai }
    if (!value.isWellFormed()) return { code: 'digital-link/bad-character', ai, value }
  }
  const path = [key, ...qualifiers].map(({ ai, value }) => `/${ai}/${escaped(value)}`).join('')
  const query = said.map(({ ai, value }) => `${ai}=${escaped(value)}`).join('&')
  const uri = `${canonical ? 'https://id.gs1.org' : (host ?? '')}${path}${query && `?${query}`}`
  const back = readDigitalLink(uri)
  return 'code' in back ? back : uri
}
