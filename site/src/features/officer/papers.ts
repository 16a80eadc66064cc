import { type Certificate, certificate } from '@nguon/listing/certificate'
import type { Lang } from '../../paths.ts'
import { deskWords } from '../../text/desk.ts'
import { type Faults, typed } from '../desk/sent.ts'

export const kinds = ['ocop', 'food-safety', 'test', 'vietgap', 'organic', 'self-declared', 'other'] as const
export const paperStates = ['recognised', 'extended', 'withdrawn'] as const
const names = ['kind', 'number', 'issuer', 'issued', 'until', 'stars', 'state', 'checked', 'drop'] as const
export type TypedPaper = Record<(typeof names)[number], string>

/** The most papers a product has; one empty form more is always shown while there is room. */
export const paperMost = 20

export const paperTyped = (it: Certificate): TypedPaper => ({
  ...{ kind: it.kind, number: it.number, issuer: it.issuer, issued: it.issued ?? '', until: it.until ?? '' },
  ...{ stars: it.stars ? String(it.stars) : '', state: it.state, checked: '', drop: '' },
})
export const blankPaper = (issuer: string): TypedPaper => ({
  ...{ kind: 'ocop', number: '', issuer, issued: '', until: '', stars: '', state: 'recognised', checked: '', drop: '' },
})

export const readPaper = (form: FormData, at: number): TypedPaper =>
  Object.fromEntries(names.map((name) => [name, typed(form, `${name}-${at}`, 120)])) as TypedPaper

/**
 * One paper as the API takes it, nothing where it was dropped or never begun, or what is wrong, by the form's field names.
 * `before` is the paper it was: whoever checked it stays named unless it is checked anew; a paper known only by its year keeps it.
 */
export function paperOf(
  it: TypedPaper,
  at: number,
  before: Certificate | undefined,
  check: { by: string; at: string },
  lang: Lang,
): { paper?: Certificate } | { faults: Faults } {
  const said = deskWords[lang].papers.errors
  if (it.drop === '1' || (!before && it.number === '')) return {}
  const faults: Faults = {}
  if (it.number === '') faults[`number-${at}`] = said.number
  if (it.kind === 'ocop' && it.issued === '' && !before?.year) faults[`issued-${at}`] = said.issued
  if (it.kind === 'ocop' && it.stars === '') faults[`stars-${at}`] = said.stars
  if (Object.keys(faults).length > 0) return { faults }
  const checked = it.checked === '1' ? check : before?.check
  const read = certificate.safeParse({
    ...{ kind: it.kind, number: it.number, issuer: it.issuer, state: it.state },
    ...(it.issued ? { issued: it.issued } : before?.year ? { year: before.year } : {}),
    ...(it.until ? { until: it.until } : {}),
    ...(it.stars && it.kind === 'ocop' ? { stars: Number(it.stars) } : {}),
    ...(checked ? { check: checked } : {}),
  })
  if (read.success) return { paper: read.data }
  return {
    faults: Object.fromEntries(read.error.issues.map((issue) => [`${String(issue.path[0])}-${at}`, said.number])),
  }
}
