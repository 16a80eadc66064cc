import * as z from 'zod'

/** At most `most` in any `minutes` minutes. */
export type Limit = { most: number; minutes: number }

/** When something was let through lately, oldest first: enough to judge every limit exactly, and never long. */
export const rateWindow = z.object({ seen: z.array(z.iso.datetime()).max(200) })
export type RateWindow = z.infer<typeof rateWindow>

export type RateRefusal = { code: 'rate/too-many'; again: string } // `again`: the instant from which it would be let through

const minute = 60_000

/**
 * Counts one more, or refuses. Windows slide, so nothing is won by waiting for a full hour to strike; what was refused is not
 * counted. The store writes the next window on condition that `seen` is still what was read.
 */
export function countRate(
  limits: readonly Limit[],
  window: RateWindow | undefined,
  now: Date,
): { is: 'counted'; window: RateWindow } | RateRefusal {
  const longest = Math.max(...limits.map((limit) => limit.minutes))
  const seen = (window?.seen ?? []).filter((at) => Date.parse(at) > now.getTime() - longest * minute)
  const again = limits.map((limit) => reopens(limit, seen, now))
  const last = Math.max(...again)
  if (last > now.getTime()) return { code: 'rate/too-many', again: new Date(last).toISOString() }
  return { is: 'counted', window: { seen: [...seen, now.toISOString()] } }
}

/** When the oldest of the last `most` leaves the window; past or now means there is room. */
function reopens(limit: Limit, seen: readonly string[], now: Date): number {
  const oldest = seen.at(-limit.most)
  return seen.length < limit.most || !oldest ? now.getTime() : Date.parse(oldest) + limit.minutes * minute
}
