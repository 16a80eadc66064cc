import check from './data/epcis.mjs'

/** `path` is a JSON pointer to where it went wrong; `rule` is the schema's keyword. */
export type EventRefusal = {
  code: 'event/invalid'
  path: string
  rule: string
  found?: string
  words: { vi: string; en: string }
}

/** Bounds the schema does not set: a body may be small and still cost much to compare. */
const deepest = 32
const longest = 5_000

function oversize(value: unknown): string | undefined {
  const waiting: { value: unknown; path: string; depth: number }[] = [{ value, path: '', depth: 0 }]
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    if (typeof next.value !== 'object' || next.value === null) continue
    const children = Object.entries(next.value)
    if (next.depth >= deepest || children.length > longest) return next.path
    for (const [name, child] of children)
      waiting.push({ value: child, path: `${next.path}/${name}`, depth: next.depth + 1 })
  }
  return undefined
}

type Fault = NonNullable<typeof check.errors>[number]

/** What was found, short enough to be shown. */
export const shown = (value: unknown) => {
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? '')
  return text.length > 60 ? `${text.slice(0, 59)}…` : text
}

/** The value a JSON pointer leads to. */
export function at(value: unknown, path: string): unknown {
  let here = value
  for (const step of path.split('/').slice(1)) {
    if (typeof here !== 'object' || here === null) return undefined
    here = Object.entries(here).find(([name]) => name === step.replaceAll('~1', '/').replaceAll('~0', '~'))?.[1]
  }
  return here
}

/** Says the schema's complaint in words. A choice that failed (`anyOf`) is told by what it would have taken. */
function wordsFor(faults: readonly Fault[], path: string, found: string): { rule: string; vi: string; en: string } {
  const here = faults.filter((fault) => fault.instancePath === path && fault.keyword !== 'if')
  const of = (keyword: string) => here.filter((fault) => fault.keyword === keyword)
  const list = (names: unknown[]) => names.map(String).slice(0, 8).join(', ')
  const [odd] = [
    ...of('propertyNames').map((fault) => fault.params.propertyName),
    ...of('additionalProperties').map((fault) => fault.params.additionalProperty),
  ]
  if (odd !== undefined) {
    return {
      rule: 'unknown-field',
      vi: `Không có trường “${shown(odd)}”. Trường riêng cần tiền tố đã khai trong @context.`,
      en: `There is no field “${shown(odd)}”. A field of your own needs a prefix declared in @context.`,
    }
  }
  const missing = of('required').map((fault) => fault.params.missingProperty)
  if (missing.length > 1) {
    return {
      rule: 'required',
      vi: `Cần ít nhất một trong: ${list(missing)}.`,
      en: `At least one of these is needed: ${list(missing)}.`,
    }
  }
  if (missing.length === 1)
    return { rule: 'required', vi: `Thiếu ${list(missing)}.`, en: `${list(missing)} is missing.` }
  const allowed = [
    ...of('enum').flatMap((fault) => fault.params.allowedValues),
    ...of('const').map((fault) => fault.params.allowedValue),
  ]
  if (allowed.length > 0) {
    const more = allowed.length > 8 ? '…' : ''
    return {
      rule: 'enum',
      vi: `“${found}” không nằm trong danh sách của chuẩn: ${list(allowed)}${more}.`,
      en: `“${found}” is not on the standard's list: ${list(allowed)}${more}.`,
    }
  }
  const format = of('format')[0]?.params.format
  if (format === 'date-time') {
    return {
      rule: 'format',
      vi: `“${found}” không phải thời điểm. Viết như 2026-11-22T09:00:00.000+07:00.`,
      en: `“${found}” is not an instant. Write it like 2026-11-22T09:00:00.000+07:00.`,
    }
  }
  if (format !== undefined)
    return { rule: 'format', vi: `“${found}” không phải địa chỉ URI.`, en: `“${found}” is not a URI.` }
  const types = of('type').map((fault) => fault.params.type)
  if (types.length > 0)
    return {
      rule: 'type',
      vi: `“${found}” sai kiểu, cần ${list(types)}.`,
      en: `“${found}” is of the wrong type; ${list(types)} is wanted.`,
    }
  const rule = here[0]?.keyword ?? 'schema'
  return { rule, vi: `“${found}” không đúng chuẩn EPCIS 2.0.`, en: `“${found}” does not fit EPCIS 2.0.` }
}

function refusal(value: unknown, faults: readonly Fault[]): EventRefusal {
  // The schema stops at the first fault; among the branches it tried there, the outermost that is no mere wrapper names the place.
  const path = (faults.findLast((fault) => fault.keyword !== 'if') ?? faults[0])?.instancePath ?? ''
  const found = shown(at(value, path))
  const { rule, ...words } = wordsFor(faults, path, found)
  return {
    code: 'event/invalid',
    path,
    rule,
    ...(rule === 'required' || rule === 'unknown-field' ? {} : { found }),
    words,
  }
}

/** Whether a value is too deep or too long to be looked at at all. */
export function sizeFault(value: unknown): EventRefusal | undefined {
  const path = oversize(value)
  if (path === undefined) return undefined
  return {
    code: 'event/invalid',
    path: path.slice(0, 200),
    rule: 'size',
    words: {
      vi: `Quá sâu hoặc quá dài: nhiều nhất ${deepest} tầng, ${longest} phần tử.`,
      en: `Too deep or too long: ${deepest} levels and ${longest} elements at most.`,
    },
  }
}

/** What is wrong with an event or a document by the official EPCIS 2.0 schema, or nothing. */
export function faultIn(value: unknown): EventRefusal | undefined {
  const size = sizeFault(value)
  if (size) return size
  return check(value) ? undefined : refusal(value, check.errors ?? [])
}
