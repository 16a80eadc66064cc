import * as z from 'zod'

/** The most scans of one stamp that are told apart; more count as so many. */
export const scansMost = 64
/** So many scanned stamps must have been looked at before a lot has a median at all. */
export const medianLeast = 12

/** How often the scanned stamps of a lot were scanned: number of scans to number of stamps, over every fourth stamp. */
export const lotScans = z.record(z.string().regex(/^\d{1,2}$/), z.int())
export type LotScans = z.infer<typeof lotScans>

/** Every fourth stamp is looked at, chosen by the last letter of its serial: as good a measure for a quarter of the writes. */
export const isSampled = (serial: string): boolean => '048CGMRW'.includes(serial.slice(-1))

/** The scans that half of a lot's scanned stamps stay under or reach; none while too few were scanned. */
export function medianOf(counts: LotScans | undefined): number | undefined {
  const known = Object.entries(counts ?? {})
    .map(([scans, stamps]) => [Number(scans), Math.max(0, stamps)] as const)
    .sort(([a], [b]) => a - b)
  const all = known.reduce((sum, [, stamps]) => sum + stamps, 0)
  if (all < medianLeast) return undefined
  let passed = 0
  for (const [scans, stamps] of known) {
    passed += stamps
    if (passed * 2 >= all) return scans
  }
  return undefined
}
