import { printSheets } from '@nguon/print/sheet'
import { humanSerial, serialOf, stampKeys } from '@nguon/trace/stamp'
import type { Bench } from './bench.ts'

/** S6: A4 sheets for 100,000 stamps, streamed. */
export const sheets: Bench = async () => {
  const keys = stampKeys([{ id: 0, secret: Buffer.alloc(32, 7) }])
  const gtin = '09520123456788'
  const job = () =>
    printSheets({
      ...{ template: '65', first: 0, last: 99_999, made: new Date('2026-11-23T02:00:00Z'), language: 'vi' },
      caption: {
        product: 'Gạo nếp cái hoa vàng Gia Miêu Ngoại trang',
        place: 'Xã Hà Long, tỉnh Thanh Hóa',
        lot: 'Lô GN-2611',
      },
      stamp: (at) => {
        const serial = serialOf(keys, gtin, at)
        return { link: `HTTPS://NGUON.VN/01/${gtin}/10/GN-2611/21/${serial}`, human: humanSerial(serial) }
      },
    })
  let [pages, bytes, peak] = [0, 0, 0]
  const start = performance.now()
  const printing = job()
  if ('code' in printing) throw new Error(printing.code)
  for await (const chunk of printing.chunks) {
    bytes += chunk.length
    peak = Math.max(peak, process.memoryUsage.rss())
  }
  pages = printing.sheets
  const seconds = (performance.now() - start) / 1000
  return [
    {
      id: 'S6',
      what: 'A4 sheets of 65',
      ours: pages / seconds,
      unit: 'pages/s',
      target: { value: 300, better: 'more' },
      note: `${pages} pages`,
    },
    { id: 'S6', what: 'bytes a page', ours: bytes / pages / 1024, unit: 'KB', target: { value: 6, better: 'less' } },
    {
      id: 'S6',
      what: 'memory at its most',
      ours: peak / 1024 / 1024,
      unit: 'MB',
      target: { value: 160, better: 'less' },
      note: 'the whole process',
    },
  ]
}
