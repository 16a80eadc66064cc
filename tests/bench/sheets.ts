import { drawMatrix } from '@nguon/print/matrix'
import { rollOf } from '@nguon/print/roll'
import { printSheets } from '@nguon/print/sheet'
import { printStrip } from '@nguon/print/strip'
import { perSheet, templates } from '@nguon/print/template'
import { humanSerial, serialOf, stampKeys } from '@nguon/trace/stamp'
import type { Bench } from './bench.ts'

const keys = stampKeys([{ id: 0, secret: Buffer.alloc(32, 7) }])
const gtin = '09520123456788'
const linkOf = (serial: string) => `HTTPS://NGUON.VN/01/${gtin}/10/GN-2611/21/${serial}`
const each = perSheet(templates['65'])

const job = {
  made: new Date('2026-11-23T02:00:00Z'),
  caption: {
    product: 'Gạo nếp cái hoa vàng Gia Miêu Ngoại trang',
    place: 'Xã Hà Long, tỉnh Thanh Hóa',
    lot: 'Lô GN-2611',
  },
  stamp: (at: number) => {
    const serial = serialOf(keys, gtin, at)
    return { link: linkOf(serial), human: humanSerial(serial) }
  },
}

/** As the print studio asks for it: half a sheet used before, and a printer that is off. */
function print(first: number, last: number, used = 0, offset = { x: 0, y: 0 }) {
  const printing = printSheets({ ...job, template: '65', first, last, used, offset, language: 'vi' })
  if ('code' in printing) throw new Error(printing.code)
  return printing
}

/** Labels a second of 35 × 22 mm rolls, as a label printer takes them. */
async function printRoll(labels: number, dpi: 203 | 300): Promise<number> {
  const start = performance.now()
  const strip = printStrip({ ...job, roll: rollOf('35x22'), dpi, as: 'tspl', first: 0, last: labels - 1 })
  if ('code' in strip) throw new Error(strip.code)
  for await (const _ of strip.chunks);
  return labels / ((performance.now() - start) / 1000)
}

/** Sheets a second were a sheet no more than its codes, each encoded by itself as fast as the encoder goes. */
function encodeSheets(sheets: number): number {
  const links = Array.from({ length: each * sheets }, (_, at) => linkOf(serialOf(keys, gtin, at)))
  const start = performance.now()
  for (const link of links) drawMatrix(link)
  return sheets / ((performance.now() - start) / 1000)
}

/** The share of the codes of some sheets that a reader reads at 203 dpi in black and white. */
async function readSheets(firsts: number[]): Promise<number> {
  // Only now, so that the readers' memory is not counted as the printer's.
  const { cropLabel, openPdf, readCodes, threshold } = await import('../print/raster.ts')
  let read = 0
  for (const first of firsts) {
    const chunks: Uint8Array[] = []
    for await (const chunk of print(first, first + each - 1).chunks) chunks.push(chunk)
    const pdf = await openPdf(Buffer.concat(chunks))
    const page = threshold(await pdf.raster(1, 8))
    pdf.close()
    for (let place = 0; place < each; place++) {
      const [text] = await readCodes(cropLabel(page, templates['65'], place))
      if (text === linkOf(serialOf(keys, gtin, first + place))) read++
    }
  }
  return (100 * read) / (each * firsts.length)
}

/** S6: A4 sheets for 100,000 stamps, streamed, each stamp's serial made on the way. */
export const sheets: Bench = async () => {
  const before = encodeSheets(20)
  let [bytes, peak] = [0, 0]
  const start = performance.now()
  const { sheets: pages, chunks } = print(0, 99_999, 30, { x: 1.5, y: -0.5 })
  for await (const chunk of chunks) {
    bytes += chunk.length
    peak = Math.max(peak, process.memoryUsage.rss())
  }
  const seconds = (performance.now() - start) / 1000
  const floor = Math.max(before, encodeSheets(100), encodeSheets(100))
  return [
    {
      ...{ id: 'S6', what: 'A4 sheets of 65', ours: pages / seconds, floor, unit: 'pages/s' },
      target: { value: 300, better: 'more' },
      note: `${pages} pages; the floor is their codes alone, encoded one by one`,
    },
    { id: 'S6', what: 'bytes a page', ours: bytes / pages / 1024, unit: 'KB', target: { value: 6, better: 'less' } },
    {
      ...{ id: 'S6', what: 'memory at its most', ours: peak / 1024 / 1024, unit: 'MB' },
      target: { value: 160, better: 'less' },
      note: 'the whole process',
    },
    {
      ...{ id: 'S6', what: 'roll labels, 203 dpi', ours: await printRoll(20_000, 203), unit: 'labels/s' },
      target: { value: 1000, better: 'more' },
      note: '35 × 22 mm as TSPL; a label printer burns about 5 a second',
    },
    {
      ...{ id: 'S6', what: 'roll labels, 300 dpi', ours: await printRoll(20_000, 300), unit: 'labels/s' },
      target: { value: 1000, better: 'more' },
    },
    {
      ...{ id: 'S6', what: 'codes read at 203 dpi', ours: await readSheets([0, 49_985, 99_935]), unit: '%' },
      target: { value: 100, better: 'more' },
      note: '3 sheets, every code',
    },
  ]
}
