import * as z from 'zod'
import { day } from './day.ts'

/** Stars a product may be shown with. 1 and 2 exist in the marks but are never a rank (QĐ 26/2026/QĐ-TTg, Điều 4). */
export const stars = z.union([z.literal(3), z.literal(4), z.literal(5)])
export type Stars = z.infer<typeof stars>

/** Who looked at the original paper, and when. Absent: the maker declared it and nobody has checked. */
export const check = z.object({ by: z.string().max(80), at: z.iso.datetime() })
export type Check = z.infer<typeof check>

/**
 * A paper about a product or its maker. Days are `yyyy-mm-dd`, read in Vietnam's time.
 * `until` absent means the paper names no end. The number alone is not a key: issuer + number + day is.
 */
export const certificate = z.object({
  kind: z.enum(['ocop', 'food-safety', 'test', 'vietgap', 'organic', 'self-declared', 'other']),
  number: z.string().min(1).max(60),
  issuer: z.string().max(120),
  issued: day.optional(),
  /** Where a notice tells only the year of issue. */
  year: z.int().min(2018).max(2100).optional(),
  until: day.optional(),
  stars: stars.optional(),
  state: z.enum(['recognised', 'extended', 'withdrawn']),
  check: check.optional(),
})
export type Certificate = z.infer<typeof certificate>

/**
 * A certificate counts on a day when it was issued by then, has not ended, and was not withdrawn. One that cannot be dated never
 * counts; one known only by its year counts to the earliest end it may have.
 */
export function inForce(paper: Certificate, today: string): boolean {
  const issued = begin(paper)
  if (paper.state === 'withdrawn' || !issued || issued > today) return false
  if (paper.state === 'extended') return true
  const until = endOf(paper)
  return !until || today <= until
}

const begin = (paper: Certificate) => paper.issued ?? (paper.year === undefined ? undefined : `${paper.year}-01-01`)

/** The last day a paper counts: as printed, or for OCOP 36 months from its issue. */
export function endOf(paper: Certificate): string | undefined {
  const issued = begin(paper)
  return paper.until ?? (paper.kind === 'ocop' && issued ? ocopUntil(issued) : undefined)
}

/** The rank that may be shown on a day: the highest of the OCOP decisions in force, or none. */
export function rankOn(
  papers: readonly Certificate[],
  today: string,
): { stars: Stars; paper: Certificate } | undefined {
  const ranks = papers.flatMap((paper) =>
    paper.kind === 'ocop' && paper.stars && inForce(paper, today) ? [{ stars: paper.stars, paper }] : [],
  )
  return ranks.sort((a, b) => b.stars - a.stars)[0]
}

/** The rank of every day: each run from its first day up to the next one's, none before the first. `rankOn` any day is the run it falls into. */
export function ranksOver(papers: readonly Certificate[]): { from: string; rank: ReturnType<typeof rankOn> }[] {
  const ranked = papers.filter((paper) => paper.kind === 'ocop' && paper.stars)
  const turns = ranked.flatMap((paper) => {
    const [first, last] = [begin(paper), endOf(paper)]
    return first ? [first, ...(last ? [dayAfter(last)] : [])] : []
  })
  return [...new Set(turns)].sort().map((from) => ({ from, rank: rankOn(ranked, from) }))
}

const dayAfter = (iso: string) => new Date(Date.parse(`${iso}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10)

/** OCOP certificates run 36 months from the day of issue (QĐ 26/2026/QĐ-TTg, Điều 4.3); those of earlier rules too. */
export function ocopUntil(issued: string): string {
  const [year, month, date] = issued.split('-').map(Number) as [number, number, number]
  const last = new Date(Date.UTC(year + 3, month, 0)).getUTCDate()
  return `${year + 3}-${String(month).padStart(2, '0')}-${String(Math.min(date, last)).padStart(2, '0')}`
}
