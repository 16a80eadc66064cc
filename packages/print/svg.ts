import { type Matrix, quiet } from './matrix.ts'

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }

/** The `d` of one stroked path, one unit to a module: each run of dark modules is one `h`, moves are relative. */
export function tracePath({ size, bits }: Matrix): string {
  let path = ''
  let penX = 0
  let penY = 0
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      if (!bits[y * size + x]) continue
      const from = x
      while (x < size && bits[y * size + x]) x++
      const [toX, toY] = [from + quiet, y + quiet]
      path += path === '' ? `M${toX} ${toY}.5` : `m${toX - penX} ${toY - penY}`
      path += `h${x - from}`
      penX = toX + x - from
      penY = toY
    }
  }
  return path
}

/**
 * A code as SVG, black on white with its quiet zone, for a page to size in CSS.
 * `label` is read aloud; without it the picture is hidden from screen readers.
 */
export function writeSvg(matrix: Matrix, label?: string): string {
  const side = matrix.size + 2 * quiet
  const said = label
    ? `role="img" aria-label="${label.replace(/[&<>"]/g, (sign) => entities[sign]!)}"`
    : 'aria-hidden="true"'
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${side} ${side}" ${said} shape-rendering="crispEdges">` +
    `<path fill="#fff" d="M0 0h${side}v${side}H0z"/><path stroke="#000" d="${tracePath(matrix)}"/></svg>`
  )
}
