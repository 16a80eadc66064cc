/** One line of the table: ours beside a floor measured in the same run. `better` says which way is good; `target` bounds ours / floor, or ours alone. */
export type Line = {
  id: string
  what: string
  ours: number
  floor?: number
  unit: string
  target: { ratio?: number; value?: number; better: 'more' | 'less' }
  note?: string
}
export type Bench = () => Promise<Line[]>

/** Runs `work` from eight askers at once for about `ms`, as speed.md's figures were taken, and answers how often a second. */
export async function perSecond(work: () => Promise<unknown>, ms = 800): Promise<number> {
  const start = performance.now()
  let done = 0
  const ask = async () => {
    for (; performance.now() - start < ms; done++) await work()
  }
  await Promise.all(Array.from({ length: 8 }, ask))
  return (done / (performance.now() - start)) * 1000
}

/** The same for work that answers at once: no promise between two calls. */
export function perSecondSync(work: (at: number) => unknown, ms = 600): number {
  const start = performance.now()
  let done = 0
  while (performance.now() - start < ms) for (let at = 0; at < 1024; at++) work(done++)
  return (done / (performance.now() - start)) * 1000
}

/** Measures two ways in turn, so that a busy machine is busy for both; the medians of the rounds. */
export async function interleaved(
  rounds: number,
  ours: () => Promise<number> | number,
  floor: () => Promise<number> | number,
): Promise<[number, number]> {
  const a: number[] = []
  const b: number[] = []
  for (let round = 0; round < rounds; round++) {
    b.push(await floor())
    a.push(await ours())
  }
  return [median(a), median(b)]
}

export const median = (list: number[]): number => list.toSorted((x, y) => x - y)[Math.floor(list.length / 2)] ?? 0
