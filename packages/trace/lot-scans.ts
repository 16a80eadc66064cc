import * as z from 'zod'

/** The most scans of one stamp that are told apart; more count as so many. */
export const scansMost = 64
/** So many scanned stamps must have been looked at before a lot has a median at all. */
export const medianLeast = 12

/** How often every fourth stamp of a lot was scanned: `n{scans}` is a number of stamps, `p{province}` a number of scans. */
export const lotScans = z.record(z.string().regex(/^[np]\d{1,2}$/), z.int())
export type LotScans = z.infer<typeof lotScans>

/** Every fourth stamp is looked at, chosen by the last letter of its serial: as good a measure for a quarter of the writes. */
export const isSampled = (serial: string): boolean => '048CGMRW'.includes(serial.slice(-1))

/** What one more scan of a followed stamp adds to its lot: the stamp moves from one column to the next. */
export function lotSteps(before: number, province: string | undefined): LotScans {
  const column = (scans: number) => `n${Math.min(scans, scansMost)}`
  const moved: LotScans = before >= scansMost ? {} : { [column(before + 1)]: 1 }
  return {
    ...moved,
    ...(before > 0 && before < scansMost ? { [column(before)]: -1 } : {}),
    ...(province ? { [`p${province}`]: 1 } : {}),
  }
}

/** The scans that half of a lot's scanned stamps stay under or reach; none while too few were scanned. */
export function medianOf(counts: LotScans | undefined): number | undefined {
  const known = Object.entries(counts ?? {})
    .filter(([name]) => name.startsWith('n'))
    .map(([name, stamps]) => [Number(name.slice(1)), Math.max(0, stamps)] as const)
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
