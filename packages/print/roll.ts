import type { Template } from './template.ts'

/** Labels on a roll: a row of them at a time, `gap` millimetres to the next row. `receipt`: paper without labels, cut by the printer or by hand. */
export type Roll = Template & { rows: 1; gap: number; receipt?: true }
export type RollName = '35x22' | '50x30' | '72'

/** How many labels beside each other these rolls are sold with, and the space between two. */
export const rollWidths: Record<RollName, { most: number; gap: number }> = {
  '35x22': { most: 3, gap: 2 },
  '50x30': { most: 2, gap: 2 },
  '72': { most: 1, gap: 0 },
}

const single: Record<RollName, Omit<Roll, 'paper' | 'columns' | 'stepX'>> = {
  '35x22': {
    ...{ rows: 1, width: 35, height: 22, left: 0, top: 0, stepY: 24, gap: 2 },
    ...{ dots: 4, name: 6.5, small: 5.5, serial: 7, groups: 2 },
  },
  '50x30': {
    ...{ rows: 1, width: 50, height: 30, left: 0, top: 0, stepY: 32, gap: 2 },
    ...{ dots: 5, name: 9, small: 7, serial: 9.5, groups: 2 },
  },
  // What a receipt printer for 80 mm paper can reach: 576 dots at 203 dpi.
  '72': {
    ...{ rows: 1, width: 72, height: 38, left: 0, top: 0, stepY: 41, gap: 3, receipt: true as const },
    ...{ dots: 8, name: 11, small: 8.5, serial: 9.5, groups: 4 },
  },
}

export const isRoll = (name: string): name is RollName => Object.hasOwn(single, name)

/** A roll with `across` labels in a row. */
export function rollOf(name: RollName, across = 1): Roll {
  const it = single[name]
  const { most, gap } = rollWidths[name]
  const columns = Math.min(most, Math.max(1, Math.trunc(across)))
  const width = columns * it.width + (columns - 1) * gap
  return { ...it, columns, stepX: it.width + gap, paper: { width, height: it.height } }
}
