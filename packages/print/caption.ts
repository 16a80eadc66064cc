import type { Font } from './font.ts'
import { breakCode, breakLines } from './lines.ts'
import type { Template } from './template.ts'
import { measure } from './typeface.ts'

/**
 * What every stamp of a job says, as printed: the product's name, where it is from, its lot (`Lô AT-2611`);
 * `site` is where a serial can be typed, printed where there is room.
 */
export type Caption = { product: string; place: string; lot: string; site?: string }
export type Fonts = { regular: Font; bold: Font }

/** A line as set: `narrow` is its width to the design's, `pace` the line height and `before` the space above, in points. */
export type Row = { text: string; face: keyof Fonts; size: number; narrow: number; pace: number; before: number }

/** One way of setting: `scale` of the template's size on at most `most` lines. */
type Way = { scale: number; most: number; narrow: number }
const ways = (most: number, scales: number[], narrow = 1): Way[] => scales.map((scale) => ({ scale, most, narrow }))

/** What gives way first: a slightly smaller name on two lines, a third line, then more, smaller and narrower ones. */
const nameWays = [
  ...ways(2, [1, 0.96, 0.92]),
  ...ways(3, [1, 0.92]),
  ...ways(2, [0.96, 0.88], 0.86),
  ...ways(3, [0.92, 0.84], 0.86),
  ...ways(4, [0.84, 0.76]),
  ...ways(4, [0.84, 0.76], 0.86),
  ...ways(5, [0.76, 0.7]),
  ...ways(6, [0.7], 0.86),
]
const smallWays = [
  ...ways(1, [1, 0.92]),
  ...ways(1, [0.92], 0.88),
  ...ways(2, [0.92, 0.84]),
  ...ways(2, [0.84, 0.76], 0.86),
  ...ways(3, [0.84, 0.76], 0.86),
]
/** Line height to size: marks stacked on capitals (Ễ, Ổ) must not touch the line above. */
const leading = { name: 1.25, small: 1.27 }

/** Every way of setting the caption within `width` points, best first; the caller takes the first that is not too tall. */
export function* setCaption(template: Template, caption: Caption, fonts: Fonts, width: number): Generator<Row[]> {
  const belows = smallWays.flatMap((way) => setBelow(template, caption, fonts, width, way))
  for (const { scale, most, narrow } of nameWays) {
    const size = template.name * scale
    const ruler = (text: string) => measure(fonts.bold, text, size) * narrow
    const lines = breakLines(caption.product.split(' '), width, most, ruler)
    if (!lines) continue
    const name = lines.map((text) => ({
      text,
      face: 'bold' as const,
      size,
      narrow,
      pace: size * leading.name,
      before: 0,
    }))
    for (const below of belows) yield [...name, ...below]
  }
}

/** Place, lot and site in one way; the site is the first thing left out. */
function setBelow(template: Template, caption: Caption, fonts: Fonts, width: number, way: Way): Row[][] {
  const { scale, most, narrow } = way
  const size = template.small * scale
  const ruler = (text: string) => measure(fonts.regular, text, size) * narrow
  const place = breakLines(caption.place.split(' '), width, most, ruler)
  const lot = breakCode(caption.lot, width, most, ruler)
  if (!place || !lot) return []
  const site = caption.site ? breakCode(caption.site, width, 1, ruler) : undefined
  const set = (texts: string[]) =>
    texts.map((text, i) => ({
      ...{ text, face: 'regular' as const, size, narrow },
      ...{ pace: size * leading.small, before: i === 0 ? size * 0.15 : 0 },
    }))
  const without = set([...place, ...lot])
  return site ? [set([...place, ...lot, ...site]), without] : [without]
}
