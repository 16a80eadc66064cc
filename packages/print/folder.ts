import { drawDocument, type Pen } from './canvas.ts'
import type { Fonts } from './caption.ts'
import type { Language } from './footer.ts'
import type { Part } from './press.ts'
import { paper } from './template.ts'
import { beVietnamPro } from './typefaces.ts'

export type FolderJob = {
  /** What was printed, line by line under the heading. */
  about: { product: string; maker: string; lot: string; printed: string; on: string; counts: string; again?: string }
  kind: 'sheet' | 'roll'
  parts: Part[]
  /** A stamp's serial as people read it. */
  human: (index: number) => string
  language: Language
  made: Date
}

const says = {
  vi: {
    title: 'Bảng kê dải tem',
    columns: { sheet: 'Tờ', roll: 'Cuộn', first: 'Tem đầu', last: 'Tem cuối', count: 'Số tem' },
    again: 'In lại, vì:',
    page: (at: number, of: number) => `Trang ${at} trong ${of}`,
    sign: ['Người in', 'Người nhận'],
  },
  en: {
    title: 'List of stamp ranges',
    columns: { sheet: 'Sheet', roll: 'Roll', first: 'First stamp', last: 'Last stamp', count: 'Stamps' },
    again: 'Reprinted, because:',
    page: (at: number, of: number) => `Page ${at} of ${of}`,
    sign: ['Printed by', 'Received by'],
  },
} as const

const rowsOn = { first: 38, other: 46 }

/** The page for an officer's folder: sheet by sheet or roll by roll, first and last stamp. Long printings go on over pages, two columns each. */
export function printFolder(job: FolderJob, fonts: Fonts = beVietnamPro()): Uint8Array<ArrayBuffer> {
  const pages: Part[][] = []
  for (let at = 0; at < job.parts.length; ) {
    const count = 2 * (pages.length === 0 ? rowsOn.first : rowsOn.other)
    pages.push(job.parts.slice(at, at + count))
    at += count
  }
  const title = `${says[job.language].title}: ${job.about.product}, ${job.about.lot}`
  return drawDocument(
    { paper, title, language: job.language, made: job.made },
    fonts,
    pages.map((parts, at) => (pen) => drawPage(pen, job, parts, at, pages.length)),
  )
}

function drawPage(pen: Pen, { about, kind, human, language }: FolderJob, parts: Part[], at: number, of: number) {
  const said = says[language]
  let y = 20
  if (at === 0) {
    pen.text(15, y, 20, said.title, { face: 'bold' })
    const lines = [`${about.product} · ${about.lot}`, about.maker, about.printed, about.on, about.counts]
    for (const text of about.again ? [...lines, `${said.again} ${about.again}`] : lines) {
      y += 6.4
      pen.text(15, y, 10.5, text, { face: text === lines[0] ? 'bold' : 'regular' })
    }
    y += 10
  }
  const rows = Math.ceil(Math.min(parts.length, 2 * (at === 0 ? rowsOn.first : rowsOn.other)) / 2)
  const per = parts.length <= (at === 0 ? rowsOn.first : rowsOn.other) ? parts.length : rows
  for (let column = 0; column * per < parts.length; column++) {
    const [x, shown] = [15 + column * 93, parts.slice(column * per, (column + 1) * per)]
    const head = said.columns
    const set = (row: number, texts: [string, string, string, string], face: 'bold' | 'regular') => {
      pen.text(x + 9, row, 8, texts[0], { face, align: 'right' })
      pen.text(x + 11, row, 8, texts[1], { face })
      pen.text(x + 44, row, 8, texts[2], { face })
      pen.text(x + 86, row, 8, texts[3], { face, align: 'right' })
    }
    set(y, [head[kind], head.first, head.last, head.count], 'bold')
    pen.line(x, y + 1.6, x + 86, y + 1.6, { width: 0.3 })
    shown.forEach((it, i) => {
      const row = y + 5.4 * (i + 1) + 0.8
      set(row, [String(it.number), human(it.first), human(it.last), String(it.last - it.first + 1)], 'regular')
      pen.line(x, row + 1.5, x + 86, row + 1.5, { width: 0.1, colour: '#8A8170' })
    })
  }
  if (at === of - 1) {
    said.sign.forEach((text, i) => {
      pen.text(15 + 93 * i, 282, 9, text, { colour: '#474E5E' })
      pen.line(40 + 93 * i, 282, 98 + 93 * i, 282, { width: 0.2, dash: 0.8 })
    })
  }
  pen.text(195, 290, 8, said.page(at + 1, of), { align: 'right', colour: '#474E5E' })
}
