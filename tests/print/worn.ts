import type { Raster } from './raster.ts'

/** A picture as a cheap printer and a quick phone give it: softened by so many pixels of blur, then read again in black and white or as greys. */
export function blur({ width, height, data }: Raster, sigma = 0.7): Raster {
  const reach = Math.ceil(3 * sigma)
  const kernel = Array.from({ length: 2 * reach + 1 }, (_, i) => Math.exp(-((i - reach) ** 2) / (2 * sigma * sigma)))
  const sum = kernel.reduce((all, it) => all + it, 0)
  const pass = (from: Float32Array, step: number, along: number, count: number, lines: number) => {
    const to = new Float32Array(from.length)
    for (let line = 0; line < lines; line++) {
      for (let at = 0; at < count; at++) {
        let value = 0
        for (let i = -reach; i <= reach; i++) {
          const place = Math.min(count - 1, Math.max(0, at + i))
          value += kernel[i + reach]! * from[line * along + place * step]!
        }
        to[line * along + at * step] = value / sum
      }
    }
    return to
  }
  const across = pass(Float32Array.from(data), 1, width, width, height)
  const both = pass(across, width, 1, height, width)
  return { width, height, data: Uint8Array.from(both, (value) => Math.round(value)) }
}

/** Black or white again, a little to the dark side, as ink spreads. */
export const harden = ({ width, height, data }: Raster, level = 140): Raster => ({
  width,
  height,
  data: data.map((grey) => (grey < level ? 0 : 255)),
})

/** A part of a picture, in pixels. */
export function part(raster: Raster, x: number, y: number, width: number, height: number): Raster {
  const data = new Uint8Array(width * height).fill(255)
  for (let row = 0; row < height; row++) {
    for (let column = 0; column < width; column++) {
      const [fromX, fromY] = [x + column, y + row]
      if (fromX < 0 || fromY < 0 || fromX >= raster.width || fromY >= raster.height) continue
      data[row * width + column] = raster.data[fromY * raster.width + fromX]!
    }
  }
  return { width, height, data }
}
