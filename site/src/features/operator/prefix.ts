import type { Lang } from '../../paths.ts'
import { numberWords } from '../../text/numbers.ts'
import { type Faults, typed, wholeOf } from '../desk/sent.ts'

/** A company prefix as `GET /v1/prefixes` tells it. */
export type Prefix = {
  prefix: string
  first: number
  last: number
  next: number
  given: number
  left: number
  validFrom: string
  validTo?: string
  source: string
  example: boolean
  version: number
  at: string
  by: string
}
export type TypedPrefix = Record<'prefix' | 'first' | 'last' | 'validFrom' | 'validTo' | 'source', string>
export const prefixFields: Record<string, string> = Object.fromEntries(
  ['prefix', 'first', 'last', 'validFrom', 'validTo', 'source'].map((field) => [field, field]),
)

export const readPrefix = (form: FormData): TypedPrefix => ({
  prefix: typed(form, 'prefix', 20).replace(/[\s.-]/g, ''),
  first: typed(form, 'first', 12),
  last: typed(form, 'last', 12),
  validFrom: typed(form, 'validFrom', 10),
  validTo: typed(form, 'validTo', 10),
  source: typed(form, 'source', 300),
})

/** What goes to the API, or what is wrong by field. An empty number means what the API takes by itself. */
export function prefixBody(it: TypedPrefix, lang: Lang): { faults: Faults } | { body: Record<string, unknown> } {
  const said = numberWords[lang].errors
  const [first, last] = [it.first, it.last].map((text) => (text === '' ? undefined : wholeOf(text)))
  const faults: Faults = {
    ...(it.first !== '' && first === undefined ? { first: said.number(it.first) } : {}),
    ...(it.last !== '' && last === undefined ? { last: said.number(it.last) } : {}),
    ...(it.validFrom === '' ? { validFrom: said.day } : {}),
  }
  if (Object.keys(faults).length > 0) return { faults }
  const { prefix, validFrom, validTo, source } = it
  return {
    body: {
      ...{ prefix, validFrom, source },
      ...(first === undefined ? {} : { first }),
      ...(last === undefined ? {} : { last }),
      ...(validTo ? { validTo } : {}),
    },
  }
}

/** What may be changed later: the end of the range, the end of the licence, the source. */
export function changeBody(
  it: TypedPrefix,
  version: number,
  lang: Lang,
): { faults: Faults } | { body: Record<string, unknown> } {
  const last = it.last === '' ? undefined : wholeOf(it.last)
  if (it.last !== '' && last === undefined) return { faults: { last: numberWords[lang].errors.number(it.last) } }
  return {
    body: { version, source: it.source, validTo: it.validTo || null, ...(last === undefined ? {} : { last }) },
  }
}
