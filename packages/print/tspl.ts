import type { Bitmap } from './bitmap.ts'
import type { Roll } from './roll.ts'
import { paperOf } from './template.ts'

/**
 * TSPL, what TSC's label printers and most cheap ones after them speak. A label is one BITMAP: a clear bit is a black dot.
 * REFERENCE and OFFSET are set to nothing, so that what a printer remembers of another job moves ours nowhere.
 * Source: TSC, TSPL/TSPL2 Programming, SIZE, GAP, REFERENCE, OFFSET, CLS, BITMAP, PRINT.
 */
export function openTspl(roll: Roll): Uint8Array<ArrayBuffer> {
  const { width, height } = paperOf(roll)
  const set = [
    `SIZE ${width} mm,${height} mm`,
    `GAP ${roll.receipt ? 0 : roll.gap} mm,0 mm`,
    ...['DIRECTION 0', 'REFERENCE 0,0', 'OFFSET 0 mm'],
  ]
  return Uint8Array.from(Buffer.from(`${set.join('\r\n')}\r\n`, 'latin1'))
}

export function writeTspl({ height, stride, bits }: Bitmap): Uint8Array<ArrayBuffer> {
  const head = Buffer.from(`CLS\r\nBITMAP 0,0,${stride},${height},0,`, 'latin1')
  const out = new Uint8Array(head.length + bits.length + foot.length)
  out.set(head)
  for (let at = 0; at < bits.length; at++) out[head.length + at] = ~bits[at]! & 0xff
  out.set(foot, head.length + bits.length)
  return out
}
const foot = Buffer.from('\r\nPRINT 1,1\r\n', 'latin1')
