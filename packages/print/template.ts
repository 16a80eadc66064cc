export type Paper = { width: number; height: number }

/** A sheet or a row of labels as sold. Lengths in millimetres, type in points. */
export type Template = {
  /** What the labels are on; A4 where nothing is said. */
  paper?: Paper
  columns: number
  rows: number
  /** One label. */
  width: number
  height: number
  /** The first label's corner, from the top left of the paper, and the way to the next. */
  left: number
  top: number
  stepX: number
  stepY: number
  /** Printer dots (8 to the millimetre) a QR module takes where the code is small enough. */
  dots: number
  name: number
  small: number
  serial: number
  /** Groups of the serial on a line. */
  groups: 2 | 4
  /** Narrow labels carry their words under the code; all others beside it. */
  words?: 'below'
  /** Sheets with labels down to their edge have no line beneath them. */
  footer?: false
}
export type TemplateName = '65' | '40' | '24'

/** A4, ISO 216. */
export const paper = { width: 210, height: 297 } as const

/**
 * A4 label sheets by labels a sheet; `stepX` is in whole printer dots (1/8 mm). The sizes are those of Avery L7651, L7654 and L7159, which other makers follow;
 * the rows are centred on the paper.
 */
export const templates: Record<TemplateName, Template> = {
  '65': {
    ...{ columns: 5, rows: 13, width: 38.1, height: 21.2, left: 4.75, top: 10.7, stepX: 40.625, stepY: 21.2 },
    ...{ dots: 4, name: 6.5, small: 5.5, serial: 7, groups: 2 },
  },
  '40': {
    ...{ columns: 4, rows: 10, width: 45.7, height: 25.4, left: 9.75, top: 21.5, stepX: 48.25, stepY: 25.4 },
    ...{ dots: 5, name: 7.5, small: 6, serial: 8, groups: 2 },
  },
  '24': {
    ...{ columns: 3, rows: 8, width: 63.5, height: 33.9, left: 7.25, top: 12.9, stepX: 66, stepY: 33.9 },
    ...{ dots: 6, name: 10, small: 8, serial: 9.5, groups: 4 },
  },
}

export const paperOf = (template: Template): Paper => template.paper ?? paper

export const perSheet = ({ columns, rows }: Template): number => columns * rows

/** Dots to the millimetre of the heads that label printers have: what is sold as "203 dpi" has exactly 8. */
export const heads = { 203: 8, 300: 300 / 25.4 } as const
export type Dpi = keyof typeof heads

/** To the nearest printer dot: a code that begins between dots loses the edge of every module. */
export const snap = (millimetres: number, head: number = heads[203]): number => Math.round(millimetres * head) / head

/** The same labels, all of them moved by what a printer is off: millimetres to the right and down. */
export const moved = (template: Template, { x, y }: { x: number; y: number }): Template => ({
  ...template,
  left: template.left + x,
  top: template.top + y,
})

/** Top left corner of the label at `place` (0 first, along the row), in millimetres from the paper's top left. */
export function corner(template: Template, place: number, head: number = heads[203]): { x: number; y: number } {
  return {
    x: snap(template.left + (place % template.columns) * template.stepX, head),
    y: snap(template.top + Math.floor(place / template.columns) * template.stepY, head),
  }
}
