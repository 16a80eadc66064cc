import { type Segment, type SegmentState, segment } from './segment.ts'

/** The most letters the runs of a lot may take in its passport record, which is read at every scan: three read units and no more. */
export const runsMost = 24_576

const states: readonly SegmentState[] = ['issued', 'printed', 'activated', 'voided', 'lost']
const lives = ['issued', 'printed', 'activated'] as const

/** Whole numbers, seven bits a byte, the least first. */
function numbers(list: readonly number[]): Uint8Array {
  const out: number[] = []
  for (let n of list) {
    for (; n > 127; n = Math.floor(n / 128)) out.push((n % 128) | 128)
    out.push(n)
  }
  return Uint8Array.from(out)
}

function reader(bytes: Uint8Array): { next: () => number; more: () => boolean } {
  let at = 0
  const next = () => {
    let n = 0
    for (let weight = 1; ; weight *= 128) {
      const byte = bytes[at++]
      if (byte === undefined) throw new Error('the runs of a lot end in the middle')
      n += (byte & 127) * weight
      if (byte < 128) return n
    }
  }
  return { next, more: () => at < bytes.length }
}

/** Each different value once, in the order first met, and where it stands. */
function book<T>() {
  const places = new Map<T, number>()
  return {
    list: () => [...places.keys()],
    at: (value: T) => {
      const known = places.get(value)
      if (known !== undefined) return known
      places.set(value, places.size)
      return places.size - 1
    },
  }
}

/**
 * The runs of a lot as a short text: ten letters or so a run instead of a hundred and thirty bytes, so that a scan reads as much
 * for a lot of two thousand pieces as for a lot of one. Instants, names and reasons stand once each.
 */
export function writeRuns(segments: readonly Segment[]): string {
  const times = [...new Set(segments.flatMap((run) => [run.at, ...('was' in run && run.wasAt ? [run.wasAt] : [])]))]
    .map((at) => Date.parse(at))
    .sort((a, b) => a - b)
  const instants = new Map(times.map((time, at) => [time, at]))
  const [names, reasons] = [book<string>(), book<string>()]
  let next = 0
  const body = segments.flatMap((run) => {
    const { first, last, state, at, by, key = 0 } = run
    const [was, wasAt, why] = 'was' in run ? [lives.indexOf(run.was), run.wasAt, run.why] : [0, undefined, undefined]
    const flags = (wasAt ? 1 : 0) | (by === undefined ? 0 : 2) | (why === undefined ? 0 : 4)
    const line = [first - next, last - first, ((flags * 4 + key) * 4 + was) * 8 + states.indexOf(state)]
    next = last + 1
    line.push(instants.get(Date.parse(at))!)
    if (by !== undefined) line.push(names.at(by))
    if (wasAt) line.push(instants.get(Date.parse(wasAt))!)
    if (why !== undefined) line.push(reasons.at(why))
    return line
  })
  const steps = times.map((time, at) => time - (times[at - 1] ?? 0))
  const packed = Buffer.from(numbers([times.length, ...steps, ...body])).toString('base64url')
  return `1${packed}~${JSON.stringify([names.list(), reasons.list()])}`
}

/** Reads what {@link writeRuns} wrote. Throws on a text that it did not. */
export function readRuns(text: string): Segment[] {
  const cut = text.indexOf('~')
  if (!text.startsWith('1') || cut < 0) throw new Error('the runs of a lot are written in no form that is known')
  const [names, reasons] = JSON.parse(text.slice(cut + 1)) as [string[], string[]]
  const { next, more } = reader(Buffer.from(text.slice(1, cut), 'base64url'))
  let time = 0
  const times = Array.from({ length: next() }, () => {
    time += next()
    return new Date(time).toISOString()
  })
  const out: Segment[] = []
  let after = 0
  while (more()) {
    const first = after + next()
    const last = first + next()
    const head = next()
    const [state, was, key, flags] = [states[head % 8]!, lives[(head >> 3) % 4]!, (head >> 5) % 4, head >> 7]
    after = last + 1
    const at = times[next()]!
    const by = flags & 2 ? { by: names[next()]! } : {}
    const wasAt = flags & 1 ? { wasAt: times[next()]! } : {}
    const why = flags & 4 ? { why: reasons[next()]! } : {}
    const gone = state === 'voided' || state === 'lost' ? { was, ...wasAt, ...why } : {}
    out.push({ first, last, state, at, ...by, ...(key ? { key } : {}), ...gone } as Segment)
  }
  const ends = [out[0], out.at(-1)].filter((run) => run !== undefined)
  for (const run of ends) segment.parse(run)
  return out
}
