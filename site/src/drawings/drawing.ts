const files = import.meta.glob<string>('./*.svg', { query: '?raw', import: 'default', eager: true })
const drawings = new Map(Object.entries(files).map(([path, svg]) => [path.slice(2, -4), svg.trim()]))

export const fallback = 'gio'

/** Drawings keep the look of their lines: thinner where they stand large, thicker where they stand small. */
const strokeAt = (size: number): number => (size >= 300 ? 0.62 : size >= 200 ? 0.76 : size < 60 ? 1.25 : 1)

/** A drawing as SVG, `size` CSS pixels wide, hidden from screen readers. A name nobody drew gets a basket. */
export function drawing(name: string, size: number): string {
  const svg = drawings.get(name) ?? drawings.get(fallback) ?? ''
  const scale = strokeAt(size)
  return svg
    .replace(
      /<svg[^>]*>/,
      `<svg viewBox="0 0 120 120" width="${size}" height="${size}" aria-hidden="true" focusable="false">`,
    )
    .replace(
      /stroke-width="([\d.]+)"/g,
      (_, width: string) => `stroke-width="${Number((Number(width) * scale).toFixed(2))}"`,
    )
}
