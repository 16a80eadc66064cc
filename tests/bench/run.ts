import { spawnSync } from 'node:child_process'
import type { Bench, Line } from './bench.ts'

/** `npm run bench`: every figure beside its floor, each part in a process of its own. `npm run bench -- stamps` runs one part. */
const parts: Record<string, () => Promise<Bench>> = {
  stamps: async () => (await import('./stamps.ts')).stamps,
  scans: async () => (await import('./scans.ts')).scans,
  lists: async () => (await import('./lists.ts')).lists,
  sheets: async () => (await import('./sheets.ts')).sheets,
  coldStart: async () => (await import('./cold-start.ts')).coldStart,
  money: async () => (await import('./money.ts')).money,
}

/** These take minutes, and run only when named. */
const long: Record<string, () => Promise<Bench>> = {
  growth: async () => (await import('./growth.ts')).growth,
  peers: async () => (await import('./peers/peers.ts')).peers,
}

const [asked] = process.argv.slice(2)
if (!asked) {
  for (const name of Object.keys(parts)) {
    const { status } = spawnSync(process.execPath, [import.meta.filename, name], { stdio: 'inherit' })
    if (status !== 0) process.exit(status ?? 1)
  }
  process.exit(0)
}

const round = (n: number) => (n >= 100 ? Math.round(n).toLocaleString('en') : Number(n.toPrecision(3)).toString())

function judge({ ours, floor, target }: Line): string {
  const measured = target.ratio !== undefined && floor ? ours / floor : ours
  const bound = target.ratio ?? target.value
  if (bound === undefined) return ''
  const met = target.better === 'more' ? measured >= bound : measured <= bound
  return met ? 'met' : 'missed'
}

const rows: string[][] = [['', 'what', 'ours', 'floor', 'ratio', 'target', '', 'note']]
const part = await (parts[asked] ?? long[asked])?.()
if (!part) throw new Error(`there is no part ${asked}: ${Object.keys({ ...parts, ...long }).join(', ')}`)
for (const line of await part()) {
  const { id, what, ours, floor, unit, target, note = '' } = line
  const sign = target.better === 'more' ? '≥' : '≤'
  const bound =
    target.ratio !== undefined
      ? `${sign} ${target.ratio}×`
      : target.value !== undefined
        ? `${sign} ${target.value} ${unit}`
        : ''
  const beside = floor === undefined ? ['', ''] : [`${round(floor)} ${unit}`, (ours / floor).toFixed(2)]
  rows.push([id, what, `${round(ours)} ${unit}`, ...beside, bound, judge(line), note])
}
const widths = rows[0]!.map((_, column) => Math.max(...rows.map((row) => row[column]!.length)))
for (const row of rows)
  console.log(
    row
      .map((cell, column) => cell.padEnd(widths[column]!))
      .join('  ')
      .trimEnd(),
  )
process.exit(0)
