/**
 * The seat of each of the 34 provinces of today (NQ 202/2025/QH15): degrees north and east, from the GeoNames gazetteer
 * (geonames.org, CC BY 4.0), to a hundredth. A province is wide, so whoever measures with these allows for that.
 */
const seats: Readonly<Record<string, readonly [number, number]>> = {
  '01': [21.02, 105.84],
  '04': [22.67, 106.26],
  '08': [21.82, 105.21],
  '11': [21.39, 103.02],
  '12': [22.4, 103.46],
  '14': [21.33, 103.92],
  '15': [21.72, 104.91],
  '19': [21.59, 105.85],
  '20': [21.85, 106.76],
  '22': [20.95, 107.07],
  '24': [21.27, 106.19],
  '25': [21.32, 105.4],
  '31': [20.86, 106.68],
  '33': [20.65, 106.05],
  '37': [20.26, 105.98],
  '38': [19.8, 105.77],
  '40': [18.67, 105.69],
  '42': [18.34, 105.91],
  '44': [17.47, 106.62],
  '46': [16.46, 107.6],
  '48': [16.07, 108.22],
  '51': [15.12, 108.79],
  '52': [13.78, 109.22],
  '56': [12.25, 109.19],
  '66': [12.67, 108.04],
  '68': [11.95, 108.44],
  '75': [10.94, 106.82],
  '79': [10.82, 106.63],
  '80': [10.54, 106.41],
  '82': [10.36, 106.36],
  '86': [10.25, 105.97],
  '91': [10.01, 105.08],
  '92': [10.04, 105.79],
  '96': [9.18, 105.15],
}

export const provinceCodes: readonly string[] = Object.keys(seats).sort()

const radians = (degrees: number) => (degrees * Math.PI) / 180

/** Kilometres between the seats of two provinces along the earth's round; none where a code is not one of the 34. */
export function kmBetween(a: string, b: string): number | undefined {
  const [from, to] = [seats[a], seats[b]]
  if (!from || !to) return undefined
  const [north, east] = [radians(to[0] - from[0]), radians(to[1] - from[1])]
  const chord =
    Math.sin(north / 2) ** 2 + Math.cos(radians(from[0])) * Math.cos(radians(to[0])) * Math.sin(east / 2) ** 2
  return Math.round(2 * 6371 * Math.asin(Math.sqrt(chord)))
}
