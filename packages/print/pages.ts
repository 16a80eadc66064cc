import { setImmediate } from 'node:timers/promises'
import type { Fonts } from './caption.ts'
import { drawFooter, footerLetters } from './footer.ts'
import type { Label } from './label.ts'
import { beginPdf, decimal, instant, points, words } from './pdf.ts'
import type { Series } from './series.ts'
import type { SheetJob, SheetPlan } from './sheet.ts'
import { checkLetters, drawCaption, drawEdges, drawStamps, serialLetters } from './stamp.ts'
import { paperOf, perSheet, type Template } from './template.ts'
import { embedFont } from './typeface.ts'

type FullJob = SheetJob & { template: Template } & Required<Pick<SheetJob, 'language' | 'pages' | 'used'>>
type Bytes = Uint8Array<ArrayBuffer>

/** Writes a checked job's PDF: fonts and what every page shares, then a chunk a sheet, then the tree and the table. */
export async function* writePages(
  job: FullJob,
  plan: SheetPlan,
  label: Label,
  series: Series,
  fonts: Fonts,
): AsyncGenerator<Bytes> {
  const { template, used } = job
  const paper = paperOf(template)
  const each = perSheet(template)
  const [last, digits] = [job.pages.first + plan.sheets - 1, Math.max(4, String(job.last).length)]
  const numbered = { of: job.pages.of, digits }
  const longest = { ...numbered, sheet: last, from: job.last - 1, to: job.last, blanks: plan.blanks }

  const pdf = beginPdf()
  const head = pdf.header()
  const [catalog, tree, resources, info] = [pdf.number(), pdf.number(), pdf.number(), pdf.number()]
  const said = (face: keyof Fonts) => label.lines.map((line) => (line.face === face ? line.text : '')).join('')
  const bold = embedFont(pdf, fonts.bold, 'BeVietnamPro-Bold', serialLetters + said('bold'), checkLetters)
  const letters = footerLetters(job.language) + said('regular')
  const regular = embedFont(pdf, fonts.regular, 'BeVietnamPro-Regular', letters)
  const footer = drawFooter(template, fonts, regular, job.language, longest)

  const forms: Buffer[] = []
  const form = (box: number[], operators: string): string => {
    const number = pdf.number()
    const dictionary = `/Type/XObject/Subtype/Form/BBox[${box.map(decimal).join(' ')}]/Resources ${resources} 0 R`
    forms.push(...pdf.stream(number, dictionary, Buffer.from(operators, 'latin1')))
    return `${number} 0 R`
  }
  const page = [0, 0, points(paper.width), points(paper.height)]
  const caption = form([0, 0, points(template.width), points(template.height)], drawCaption(label, bold, regular))
  const advice = form([0, -4, points(paper.width), 10], footer.advice)
  const edges = form(page, job.stock === 'plain' ? drawEdges(template) : '')
  const shared =
    `<</ProcSet[/PDF/Text/ImageB]/Font<</B ${bold.number} 0 R/R ${regular.number} 0 R>>` +
    `/XObject<</C ${caption}/A ${advice}/E ${edges}>>>>`
  yield Buffer.concat([...head, ...bold.bytes, ...regular.bytes, ...forms, ...pdf.object(resources, shared)])

  const draw = drawStamps(template, label, series, fonts, bold)
  const kids: string[] = []
  for (let sheet = 0; sheet < plan.sheets; sheet++) {
    const behind = sheet === 0 ? used : 0
    const from = Math.max(job.first, job.first + sheet * each - used)
    const to = Math.min(job.last, from + each - behind - 1)
    const blanks = each - behind - (to - from + 1)
    const number = { ...numbered, sheet: job.pages.first + sheet, from, to, blanks }
    const [kid, first, second] = [pdf.number(), pdf.number(), pdf.number()]
    const under = `${job.stock === 'plain' ? '/E Do ' : ''}${footer.sheet(number)}`
    const { texts, codes } = draw(from, to, job.stamp, under, behind)
    kids.push(`${kid} 0 R`)
    yield Buffer.concat([
      ...pdf.object(kid, `<</Type/Page/Parent ${tree} 0 R/Contents[${first} 0 R ${second} 0 R]>>`),
      ...pdf.stream(first, '', texts),
      ...pdf.stream(second, '', codes),
    ])
    if (sheet % 4 === 3) await setImmediate() // a long job lets other requests in every few milliseconds
  }

  const viewer = '/ViewerPreferences<</PrintScaling/None/Duplex/Simplex/DisplayDocTitle true>>'
  const title = words(`${job.caption.product}, ${job.caption.lot}`)
  yield Buffer.concat([
    ...pdf.object(
      tree,
      `<</Type/Pages/Count ${kids.length}/MediaBox[${page.map(decimal).join(' ')}]/Resources ${resources} 0 R` +
        `/Kids[${kids.join(' ')}]>>`,
    ),
    ...pdf.object(catalog, `<</Type/Catalog/Pages ${tree} 0 R/Lang(${job.language})${viewer}>>`),
    ...pdf.object(info, `<</Title${title}/Producer(Nguon)/CreationDate${instant(job.made)}>>`),
    ...pdf.close(catalog, info),
  ])
}
