import type { Bitmap } from './bitmap.ts'
import type { Caption } from './caption.ts'
import type { Language } from './footer.ts'
import { beginPdf, decimal, instant, points, words } from './pdf.ts'
import { paperOf, type Template } from './template.ts'

type Bytes = Uint8Array<ArrayBuffer>
type Job = { roll: Template; head: number; caption: Caption; language?: Language; made: Date }

/** Points: an image that ends a rounding error past its last dot would be stretched by one. */
const inset = 0.02

/** One page a row of labels, one 1-bit image mask a page: what any driver prints dot for dot at its head's resolution. */
export async function* printImages(job: Job, rows: AsyncIterable<{ row: Bitmap }>): AsyncGenerator<Bytes> {
  const paper = paperOf(job.roll)
  const pdf = beginPdf()
  const [catalog, tree, info, content] = [pdf.number(), pdf.number(), pdf.number(), pdf.number()]
  const kids: string[] = []
  for await (const { row } of rows) {
    const parts: Buffer[] = []
    if (kids.length === 0) {
      const [wide, high] = [points(row.width / job.head), points(row.height / job.head)]
      const low = points(paper.height) - high
      const place = [wide - 2 * inset, 0, 0, high - 2 * inset, inset, low + inset].map(decimal).join(' ')
      parts.push(...pdf.header(), ...pdf.stream(content, '', Buffer.from(`q ${place} cm /I Do Q`, 'latin1')))
    }
    const [kid, image] = [pdf.number(), pdf.number()]
    const mask = `/Type/XObject/Subtype/Image/Width ${row.width}/Height ${row.height}/ImageMask true/Decode[1 0]`
    kids.push(`${kid} 0 R`)
    parts.push(
      ...pdf.object(
        kid,
        `<</Type/Page/Parent ${tree} 0 R/Contents ${content} 0 R/Resources<</ProcSet[/PDF/ImageB]/XObject<</I ${image} 0 R>>>>>>`,
      ),
      ...pdf.stream(image, mask, row.bits),
    )
    yield Uint8Array.from(Buffer.concat(parts))
  }
  const viewer = '/ViewerPreferences<</PrintScaling/None/Duplex/Simplex/DisplayDocTitle true>>'
  const box = [0, 0, points(paper.width), points(paper.height)].map(decimal).join(' ')
  const title = words(`${job.caption.product}, ${job.caption.lot}`)
  yield Uint8Array.from(
    Buffer.concat([
      ...pdf.object(tree, `<</Type/Pages/Count ${kids.length}/MediaBox[${box}]/Kids[${kids.join(' ')}]>>`),
      ...pdf.object(catalog, `<</Type/Catalog/Pages ${tree} 0 R/Lang(${job.language ?? 'vi'})${viewer}>>`),
      ...pdf.object(info, `<</Title${title}/Producer(Nguon)/CreationDate${instant(job.made)}>>`),
      ...pdf.close(catalog, info),
    ]),
  )
}
