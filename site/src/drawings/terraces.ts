type Wave = { width: number; y: number; rise: number; length: number; from: number }

/** A smooth contour: half waves joined so that no corner shows. */
function contour({ width, y, rise, length, from }: Wave): string {
  let path = `M${-from} ${y}`
  const bend = Math.round(length * 0.36)
  for (let x = -from, up = true; x < width; x += length, up = !up) {
    const top = Math.round(y + (up ? -rise : rise))
    path += `C${x + bend} ${top} ${x + length - bend} ${top} ${x + length} ${y}`
  }
  return path
}

/** Terrace lines alone, `count` of them, flatter as they go down. */
export function terraceLines(
  width: number,
  top: number,
  count: number,
  gap: number,
  rise: number,
  length: number,
  from: number,
): string {
  return Array.from({ length: count }, (_, at) =>
    contour({
      width,
      y: top + at * gap,
      rise: Math.round(rise * (1 - at / (count * 1.4))),
      length,
      from: from + at * 9,
    }),
  ).join('')
}

/** A hill: its ridge and everything under it. */
export function hill(width: number, height: number, ridge: Omit<Wave, 'width'>): string {
  return `${contour({ ...ridge, width })}V${height}H0Z`
}
