import { readFileSync } from 'node:fs'
import { type Accusation, copyRules } from '@nguon/trace/copy'
import { countScan, judgeScans, type StampState } from '@nguon/trace/scan'
import { describe, expect, test } from 'vitest'
import { copyProof } from '../../site/src/features/copy/copy.ts'
import { type Kind, kinds, type Life, seeded } from './replay.ts'

const each = 25

function told({ scans, ...context }: Life): Accusation | undefined {
  let state: StampState | undefined
  for (const scan of scans) state = judgeScans(countScan(state, scan), { index: 7, ...context })
  return state?.many
}

type Line = Kind & { flagged: number; rules: string }
function replay(): Line[] {
  const chance = seeded(9_520_123)
  return kinds.map((kind) => {
    const answers = Array.from({ length: each }, () => told(kind.live(chance))).filter((it) => it !== undefined)
    const rules = [...new Set(answers.map(({ rule }) => rule))].sort().join(', ')
    return { ...kind, flagged: answers.length, rules }
  })
}

const lines = replay()
const copied = lines.filter((it) => it.copied)
const innocent = lines.filter((it) => !it.copied)
const sum = (some: Line[]) => some.reduce((sum, { flagged }) => sum + flagged, 0)
const precision = sum(copied) / (sum(copied) + sum(innocent))
const recall = sum(copied) / (copied.length * each)

/** Of 25 lives of a kind: the fewest copied, the most innocent that may be flagged. The first only ever rise, the second only ever fall. */
const bounds: Record<string, number> = {
  'few copies, many provinces': 25,
  'many copies, many provinces': 25,
  'many copies, one province': 23,
  'slow drip': 24,
  burst: 25,
  'two towns': 24,
  'before activation': 25,
  'lost roll': 24,
  'gift that travels once': 2,
}

console.log(
  [
    `${lines.length * each} lives of a stamp: precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)}`,
    ...lines.map(
      (it) => `${it.copied ? 'copied  ' : 'innocent'} ${it.name}: ${it.flagged} of ${each} flagged (${it.rules})`,
    ),
  ].join('\n'),
)

describe(`the copy rules over ${lines.length * each} seeded lives of a stamp`, () => {
  test.each(copied.map((it) => [it.name, it.flagged] as const))('find copies that are %s', (name, flagged) => {
    expect(flagged).toBeGreaterThanOrEqual(bounds[name]!)
  })

  test.each(innocent.map((it) => [it.name, it.flagged] as const))('let be: %s', (name, flagged) => {
    expect(flagged).toBeLessThanOrEqual(bounds[name] ?? 0)
  })

  test('are right when they accuse and seldom miss', () => {
    expect(precision).toBeGreaterThanOrEqual(0.98)
    expect(recall).toBeGreaterThanOrEqual(0.97)
  })

  test('are each needed for some kind of copy', () => {
    const used = new Set(copied.flatMap(({ rules }) => rules.split(', ')))
    expect(copyRules.map(({ rule }) => rule).filter((rule) => !used.has(rule))).toEqual([])
  })

  test('read the same on the page of rules and in the docs', () => {
    expect(copyProof.lives).toBe(lines.length * each)
    expect(copyProof.precision).toBeCloseTo(precision, 3)
    expect(copyProof.recall).toBeCloseTo(recall, 3)
    const docs = readFileSync(new URL('../../docs/copy-rules.md', import.meta.url), 'utf8')
    expect(docs).toContain(`precision ${precision.toFixed(3)}, recall ${recall.toFixed(3)}`)
    for (const it of lines) expect(docs).toContain(`| ${it.name} | ${it.means} | ${it.flagged} of ${each} |`)
    for (const { rule, hours, scans, devices, provinces } of copyRules)
      expect(docs).toContain(`| ${rule} | ${hours} | ${scans} | ${devices} | ${provinces} |`)
  })
})
