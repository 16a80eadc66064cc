import { writeFileSync } from 'node:fs'
import { crc32, deflateSync } from 'node:zlib'
import { job, pdfOf } from './job.ts'
import { cropLabel, openPdf, type Raster } from './raster.ts'

const ch = (n: string, d: Uint8Array) => {
  const o = Buffer.alloc(12 + d.length)
  o.writeUInt32BE(d.length)
  o.write(n, 4)
  o.set(d, 8)
  o.writeUInt32BE(crc32(o.subarray(4, 8 + d.length)), 8 + d.length)
  return o
}
function png({ width, height, data }: Raster) {
  const r = Buffer.alloc((width + 1) * height)
  for (let y = 0; y < height; y++) r.set(data.subarray(y * width, (y + 1) * width), y * (width + 1) + 1)
  const h = Buffer.alloc(13)
  h.writeUInt32BE(width)
  h.writeUInt32BE(height, 4)
  h[8] = 8
  return Buffer.concat([
    Buffer.from([137, 80, 78, 71, 13, 10, 26, 10]),
    ch('IHDR', h),
    ch('IDAT', deflateSync(r)),
    ch('IEND', Buffer.alloc(0)),
  ])
}
const given = JSON.parse(process.argv[2] ?? '{}')
if (given.product) given.caption = { ...job.caption, ...given }
const t = performance.now()
const bytes = await pdfOf(given)
console.log('ms', performance.now() - t, 'bytes', bytes.length)
writeFileSync('/tmp/pr/a.pdf', bytes)
const pdf = await openPdf(bytes)
console.log(pdf.pages, pdf.size(1))
console.log(pdf.text(pdf.pages).slice(0, 200))
console.log(pdf.text(pdf.pages).slice(-220))
const p = Number(process.argv[4] ?? 1)
const dpm = Number(process.argv[3] ?? 8)
const r = await pdf.raster(p, dpm)
writeFileSync('/tmp/pr/page.png', png(r))
console.log(r.width, r.height)
const { templates } = await import('@nguon/print/template')
writeFileSync(
  '/tmp/pr/label.png',
  png(cropLabel(await pdf.raster(p, 40), templates[(given.template as '65') ?? '65'] ?? templates['65'], 6, 1)),
)
