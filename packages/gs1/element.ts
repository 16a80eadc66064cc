import { elementRows, keyQualifiers, neverAttributes } from './data/element.ts'
import { type PartRule, partRules } from './part.ts'

type Kind = 'n' | 'x' | 'y' | 'z'
type Part = { kind: Kind; min: number; max: number; optional: boolean; rules: readonly PartRule[] }

/** One Application Identifier: what it is called, what its value looks like, where a Digital Link may carry it. */
export type Element = {
  ai: string
  title: string
  parts: readonly Part[]
  min: number
  max: number
  /** Qualifier sequences if it is a primary key, else undefined. */
  key: readonly (readonly string[])[] | undefined
  attribute: boolean
}

export type ValueRefusal =
  | { code: 'digital-link/too-short'; ai: string; value: string; min: number }
  | { code: 'digital-link/too-long'; ai: string; value: string; max: number }
  | { code: 'digital-link/not-digits'; ai: string; value: string }
  | { code: 'digital-link/bad-character'; ai: string; value: string }
  | { code: 'digital-link/check-digit'; ai: string; value: string }
  | { code: 'digital-link/bad-value'; ai: string; value: string; rule: PartRule }

// CSET 82, CSET 39 and base64url of the GS1 General Specifications 7.11. A tilde, a space, # or any letter with a
// Vietnamese mark is in none of them.
const alphabet: Record<Kind, RegExp> = {
  n: /^\d*$/,
  x: /^[!"%&'()*+,\-./0-9:;<=>?A-Z_a-z]*$/,
  y: /^[#\-/0-9A-Z]*$/,
  z: /^[-0-9A-Z_a-z=]*$/,
}

function readPart(text: string): Part {
  const optional = text.startsWith('[')
  const [shape = '', ...rules] = text.replace(/[[\]]/g, '').split(':')
  const upTo = shape.slice(1, 3) === '..'
  const max = Number(shape.slice(upTo ? 3 : 1))
  return { kind: shape.charAt(0) as Kind, min: upTo ? 1 : max, max, optional, rules: rules as PartRule[] }
}

function* expand([ais, format, title]: (typeof elementRows)[number]): Generator<[string, Element]> {
  const parts = format.split(' ').map(readPart)
  const min = parts.reduce((sum, part) => sum + (part.optional ? 0 : part.min), 0)
  const max = parts.reduce((sum, part) => sum + part.max, 0)
  const [from = '', to = from] = ais.split('-')
  for (let n = Number(from); n <= Number(to); n++) {
    const ai = String(n).padStart(from.length, '0')
    yield [ai, { ai, title, parts, min, max, key: keyQualifiers[ai], attribute: !neverAttributes.has(ai) }]
  }
}

/** Every Application Identifier, by its digits. */
export const elements: ReadonlyMap<string, Element> = new Map(elementRows.flatMap((row) => [...expand(row)]))

/**
 * Why a decoded value cannot stand under an AI; undefined when it can. Pairings between AIs (a lot needs a GTIN…) are
 * not judged: the General Specifications take them over all carriers on an item, of which a link is only one.
 * `trustDigits` leaves check digits unread, for identifiers that others recorded long ago.
 */
export function judgeValue(element: Element, value: string, trustDigits = false): ValueRefusal | undefined {
  const { ai } = element
  if (value.length < element.min) return { code: 'digital-link/too-short', ai, value, min: element.min }
  if (value.length > element.max) return { code: 'digital-link/too-long', ai, value, max: element.max }
  let at = 0
  for (const part of element.parts) {
    if (part.optional && at === value.length) break
    const text = value.slice(at, at + part.max)
    at += text.length
    if (!alphabet[part.kind].test(text)) {
      return { code: part.kind === 'n' ? 'digital-link/not-digits' : 'digital-link/bad-character', ai, value }
    }
    if (text.length < part.min) return { code: 'digital-link/too-short', ai, value, min: at - text.length + part.min }
    for (const rule of part.rules) {
      if (partRules[rule](text)) continue
      if (rule !== 'mod10') return { code: 'digital-link/bad-value', ai, value, rule }
      if (!trustDigits) return { code: 'digital-link/check-digit', ai, value }
    }
  }
  return undefined
}

/** Whether these qualifiers, in this order, may follow a primary key: a sequence of its own with any of them left out. */
export function mayQualify(key: Element, qualifiers: readonly string[]): boolean {
  return (key.key ?? []).some((sequence) => {
    let at = -1
    return qualifiers.every((ai) => {
      const next = sequence.indexOf(ai)
      const later = next > at
      at = next
      return later
    })
  })
}
