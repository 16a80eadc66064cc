import { type Matrix, quiet } from './matrix.ts'

const blocks = [' ', '▀', '▄', '█'] as const

/**
 * A code as half-block text, two modules to a character, `\n` after each line.
 * Black on white is set by colour codes, so it reads on dark and light terminals alike;
 * `colour: false` (a log file, NO_COLOR) draws the light modules instead, right on a dark ground.
 */
export function writeTerminal({ size, bits }: Matrix, { colour = true } = {}): string {
  const inked = (x: number, y: number) => {
    const dark = x >= 0 && y >= 0 && x < size && y < size && bits[y * size + x] === 1
    return dark === colour ? 1 : 0
  }
  let text = ''
  for (let y = -quiet; y < size + quiet; y += 2) {
    let line = ''
    for (let x = -quiet; x < size + quiet; x++) {
      const below = y + 1 < size + quiet ? inked(x, y + 1) : 0
      line += blocks[inked(x, y) + 2 * below]
    }
    text += colour ? `\x1b[30;107m${line}\x1b[0m\n` : `${line}\n`
  }
  return text
}
