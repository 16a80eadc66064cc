import { isWord, type Vocabulary, wordOf } from './cbv.ts'
import type { Clock, Field, Filter, Listed } from './filter.ts'
import { instantOf } from './instant.ts'
import { type Role, thingOf } from './thing.ts'

/** A query of events, read and judged. `most` is refused above, `limit` is cut at. */
export type Query = {
  filters: readonly Filter[]
  by: 'eventTime' | 'recordTime'
  direction: 'ASC' | 'DESC'
  perPage: number
  token?: string
  limit?: number
  most?: number
}

export type QueryRefusal =
  | { code: 'query/unknown-parameter'; parameter: string }
  | { code: 'query/unsupported'; parameter: string }
  | { code: 'query/twice'; parameter: string }
  | { code: 'query/bad-value'; parameter: string; found: string; wanted: { vi: string; en: string } }
  | { code: 'query/too-many-values'; parameter: string; most: number }
  | { code: 'query/two-limits' }

/** The most values one parameter takes, and the most events one page holds. */
export const valuesMost = 30
export const pageMost = 100

type Reader = (parameter: string, value: string) => Filter | QueryRefusal

const wanted = {
  instant: { vi: 'một thời điểm như 2026-11-22T09:00:00+07:00', en: 'an instant like 2026-11-22T09:00:00+07:00' },
  word: { vi: 'một từ của CBV 2.0 hoặc một URI', en: 'a word of CBV 2.0 or a URI' },
  uri: { vi: 'một URI', en: 'a URI' },
  truth: { vi: 'true hoặc false', en: 'true or false' },
  action: { vi: 'ADD, OBSERVE hoặc DELETE', en: 'ADD, OBSERVE or DELETE' },
  type: { vi: 'một loại sự kiện EPCIS hoặc một URI', en: 'an EPCIS event type or a URI' },
  clock: { vi: 'eventTime hoặc recordTime', en: 'eventTime or recordTime' },
  direction: { vi: 'ASC hoặc DESC', en: 'ASC or DESC' },
  count: { vi: 'một số nguyên dương', en: 'a positive whole number' },
} as const

const bad = (parameter: string, found: string, what: keyof typeof wanted): QueryRefusal => ({
  code: 'query/bad-value',
  parameter,
  found: found.length > 60 ? `${found.slice(0, 59)}…` : found,
  wanted: wanted[what],
})

/** Alternatives are written `a|b`. */
function among(
  parameter: string,
  value: string,
  what: keyof typeof wanted,
  is: (one: string) => boolean,
): string[] | QueryRefusal {
  const values = [...new Set(value.split('|'))]
  if (values.length > valuesMost) return { code: 'query/too-many-values', parameter, most: valuesMost }
  const odd = values.find((one) => !is(one))
  return odd === undefined ? values : bad(parameter, odd, what)
}

const isUri = (text: string) => /^[A-Za-z][A-Za-z0-9+.-]*:[^\s<>"\\^`{}]+$/.test(text)
const kinds = ['ObjectEvent', 'AggregationEvent', 'TransactionEvent', 'TransformationEvent', 'AssociationEvent']

const inWords =
  (field: Field, of: Vocabulary): Reader =>
  (parameter, value) => {
    const values = among(parameter, value, 'word', (one) => isWord(of, wordOf(of, one)))
    return 'code' in values ? values : { is: 'among', field, values: values.map((one) => wordOf(of, one)) }
  }
const inUris =
  (field: Field, as: (text: string) => string = (text) => text): Reader =>
  (parameter, value) => {
    const values = among(parameter, value, 'uri', isUri)
    return 'code' in values ? values : { is: 'among', field, values: values.map(as) }
  }
const oneOf =
  (field: Field, what: 'type' | 'action', is: (one: string) => boolean): Reader =>
  (parameter, value) => {
    const values = among(parameter, value, what, is)
    return 'code' in values ? values : { is: 'among', field, values }
  }
const time =
  (is: 'since' | 'before', clock: Clock): Reader =>
  (parameter, value) => {
    // An unescaped + in a query string means a space.
    const at = instantOf(value.replace(/ (?=\d{2}:?\d{2}$)/, '+'))
    return at === undefined ? bad(parameter, value, 'instant') : { is, clock, at }
  }
const pattern = /^urn:epc:idpat:/
const naming =
  (...roles: Role[]): Reader =>
  (parameter, value) => {
    const values = among(parameter, value, 'uri', isUri)
    if ('code' in values) return values
    const classes = roles.some((role) => /class/i.test(role))
    // A pattern names all serials of one key, except where classes are asked for: there it is one.
    const families = classes ? [] : values.filter((one) => pattern.test(one))
    if (families.some((one) => thingOf(one) === one)) return { code: 'query/unsupported', parameter }
    const things = values.filter((one) => !families.includes(one))
    return { is: 'names', roles, things: things.map(thingOf), families: families.map(thingOf) }
  }
const classRoles: readonly Role[] = ['class', 'inputClass', 'outputClass']

const readers: Record<string, Reader> = {
  eventType: oneOf('type', 'type', (one) => kinds.includes(one) || isUri(one)),
  EQ_action: oneOf('action', 'action', (one) => ['ADD', 'OBSERVE', 'DELETE'].includes(one)),
  GE_eventTime: time('since', 'eventTime'),
  LT_eventTime: time('before', 'eventTime'),
  GE_recordTime: time('since', 'recordTime'),
  LT_recordTime: time('before', 'recordTime'),
  EQ_bizStep: inWords('bizStep', 'bizStep'),
  EQ_disposition: inWords('disposition', 'disposition'),
  EQ_persistentDisposition_set: inWords('set', 'disposition'),
  EQ_persistentDisposition_unset: inWords('unset', 'disposition'),
  EQ_readPoint: inUris('readPoint', thingOf),
  EQ_bizLocation: inUris('bizLocation', thingOf),
  EQ_eventID: inUris('eventID'),
  EQ_transformationID: inUris('transformationID', thingOf),
  MATCH_epc: naming('epc'),
  MATCH_parentID: naming('parent'),
  MATCH_inputEPC: naming('input'),
  MATCH_outputEPC: naming('output'),
  MATCH_anyEPC: naming('epc', 'parent', 'input', 'output'),
  MATCH_epcClass: naming('class'),
  MATCH_inputEPCClass: naming('inputClass'),
  MATCH_outputEPCClass: naming('outputClass'),
  MATCH_anyEPCClass: naming(...classRoles),
  EXISTS_errorDeclaration: (parameter, value) =>
    ['', 'true', 'false'].includes(value)
      ? { is: 'takes-back', wanted: value !== 'false' }
      : bad(parameter, value, 'truth'),
  GE_errorDeclarationTime: time('since', 'declarationTime'),
  LT_errorDeclarationTime: time('before', 'declarationTime'),
  EQ_errorReason: inWords('reason', 'errorReason'),
  EQ_correctiveEventID: inUris('correctiveEventID'),
}
/** The parameters answered, by name; those with a type in their name beside them. For the docs and their test. */
export const supported: readonly string[] = Object.keys(readers)

const typed: Record<Listed, Vocabulary> = { bizTransaction: 'bizTransaction', source: 'party', destination: 'party' }

function typedReader(parameter: string): Reader | undefined {
  const [, list, type] = /^EQ_(bizTransaction|source|destination)_(.+)$/.exec(parameter) ?? []
  if (!list || !type) return undefined
  const of = typed[list as Listed]
  return (name, value) => {
    if (!isWord(of, wordOf(of, type))) return bad(name, type, 'word')
    const values = among(name, value, 'uri', isUri)
    if ('code' in values) return values
    return { is: 'listed', list: list as Listed, type: wordOf(of, type), values: values.map(thingOf) }
  }
}

/** Parameters that EPCIS 2.0 has and this house does not answer (query-schema.json): places' hierarchies, quantities, sensors, extensions. */
const standard = [
  /^WD_(readPoint|bizLocation)$/,
  /^HASMEMBER_/,
  /^(EQ|GT|GE|LT|LE)_quantity(_[A-Z0-9]{2,4})?$/,
  /^(GE|LT)_(time|startTime|endTime)$/,
  /^EQ_(type|deviceID|dataProcessingMethod|microorganism|chemicalSubstance|bizRules|stringValue|booleanValue|hexBinaryValue|uriValue)$/,
  /^(EQ|GT|GE|LT|LE)_percRank$/,
  /^(EQ|GT|GE|LT|LE)_(value|minValue|maxValue|meanValue|sDev|percValue)_[A-Z0-9]{2,4}$/,
  /^(EQ|GT|GE|LT|LE|EXISTS)_(INNER_)?((ILMD|ERROR_DECLARATION|SENSORELEMENT|SENSORMETADATA|SENSORREPORT|readPoint|bizLocation)_)?[A-Za-z][\w.-]*[:#].+$/,
  /^(EQ|GT|GE|LT|LE|EXISTS)_(INNER_)?(ILMD|ERROR_DECLARATION|SENSORELEMENT|SENSORMETADATA|SENSORREPORT)(_.*)?$/,
  /^EXISTS_(sensorElementList|INNER_.*|ilmd)$/,
  /^(HASATTR|EQATTR|EQ_ATTR)_/,
]

function count(parameter: string, value: string | undefined): number | undefined | QueryRefusal {
  if (value === undefined) return undefined
  return /^[1-9]\d{0,8}$/.test(value) ? Number(value) : bad(parameter, value, 'count')
}
const isRefusal = (it: unknown): it is QueryRefusal => typeof it === 'object' && it !== null && 'code' in it

/** How a query is answered, beside what it asks for. */
const manner = ['orderBy', 'orderDirection', 'eventCountLimit', 'maxEventCount', 'perPage', 'nextPageToken']

/** Reads the parameters of `GET /events`, in whatever order. One that is not known, or known and not answered here, is refused by name. */
export function readQuery(parameters: Iterable<readonly [name: string, value: string]>): Query | QueryRefusal {
  const given = new Map<string, string>()
  for (const [name, value] of parameters) {
    if (given.has(name)) return { code: 'query/twice', parameter: name.slice(0, 80) }
    given.set(name, value)
  }
  const filters: Filter[] = []
  for (const [name, value] of given) {
    if (manner.includes(name)) continue
    const reader = Object.hasOwn(readers, name) ? readers[name] : typedReader(name)
    const parameter = name.slice(0, 80)
    if (!reader)
      return {
        code: standard.some((form) => form.test(name)) ? 'query/unsupported' : 'query/unknown-parameter',
        parameter,
      }
    const filter = reader(parameter, value)
    if ('code' in filter) return filter
    filters.push(filter)
  }
  const by = given.get('orderBy') ?? 'eventTime'
  if (by !== 'eventTime' && by !== 'recordTime')
    return /[:#]/.test(by) ? { code: 'query/unsupported', parameter: 'orderBy' } : bad('orderBy', by, 'clock')
  const direction = given.get('orderDirection') ?? 'DESC'
  if (direction !== 'ASC' && direction !== 'DESC') return bad('orderDirection', direction, 'direction')
  const perPage = count('perPage', given.get('perPage')) ?? 30
  if (isRefusal(perPage)) return perPage
  const limit = count('eventCountLimit', given.get('eventCountLimit'))
  if (isRefusal(limit)) return limit
  const most = count('maxEventCount', given.get('maxEventCount'))
  if (isRefusal(most)) return most
  if (limit !== undefined && most !== undefined) return { code: 'query/two-limits' }
  const token = given.get('nextPageToken')
  return {
    ...{ filters, by, direction, perPage: Math.min(perPage, pageMost) },
    ...(token ? { token } : {}),
    ...(limit === undefined ? {} : { limit }),
    ...(most === undefined ? {} : { most }),
  }
}

/** The things a query must find at least one of, from its narrowest condition; undefined where it names none, or only patterns. */
export function thingsSought({ filters }: Query): readonly string[] | undefined {
  const named = filters.flatMap((one) => (one.is === 'names' && one.families.length === 0 ? [one.things] : []))
  return named.sort((a, b) => a.length - b.length)[0]
}

/** The bounds of the clock that a query is ordered by: from, included, and before. */
export function spanOf({ filters, by }: Query): { from?: string; before?: string } {
  const on = (is: 'since' | 'before') => filters.flatMap((one) => (one.is === is && one.clock === by ? [one.at] : []))
  const [from] = on('since').sort().reverse()
  const [before] = on('before').sort()
  return { ...(from === undefined ? {} : { from }), ...(before === undefined ? {} : { before }) }
}
