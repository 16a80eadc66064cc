/** How wide a text comes out, in points, at one size of one face. */
export type Ruler = (text: string) => number

/**
 * Breaks words into at most `most` lines no wider than `width`, never inside a syllable (Vietnamese writes one to a word).
 * Lines come out as even as they can be. `undefined`: they do not fit.
 */
export function breakLines(words: string[], width: number, most: number, ruler: Ruler): string[] | undefined {
  const fewest = fill(words, width, ruler)
  if (!fewest || fewest.length > most) return undefined
  // The narrowest measure that needs no further line is the most even one.
  let [lines, wide, narrow] = [fewest, width, 0]
  while (fewest.length > 1 && wide - narrow > 0.5) {
    const middle = (wide + narrow) / 2
    const tried = fill(words, middle, ruler)
    if (tried && tried.length === fewest.length) [lines, wide] = [tried, middle]
    else narrow = middle
  }
  return lines
}

function fill(words: string[], width: number, ruler: Ruler): string[] | undefined {
  const lines: string[] = []
  let line = ''
  for (const word of words) {
    const longer = line === '' ? word : `${line} ${word}`
    if (ruler(longer) <= width) {
      line = longer
      continue
    }
    if (line === '' || ruler(word) > width) return undefined
    lines.push(line)
    line = word
  }
  return line === '' ? lines : [...lines, line]
}

/** Breaks a code, which has no syllables, wherever the line is full. */
export function breakCode(code: string, width: number, most: number, ruler: Ruler): string[] | undefined {
  const lines: string[] = []
  let line = ''
  for (const letter of code) {
    if (line !== '' && ruler(line + letter) > width) {
      lines.push(line.trimEnd())
      line = ''
    }
    line += letter
  }
  lines.push(line)
  return lines.length <= most && lines.every((text) => ruler(text) <= width) ? lines : undefined
}
