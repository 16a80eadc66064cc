import { type Bitmap, fillBox, fillRun, openBitmap } from './bitmap.ts'
import { drawDocument, type Pen } from './canvas.ts'
import type { Fonts } from './caption.ts'
import { cutting, openEscpos, writeEscpos } from './escpos.ts'
import type { Language } from './footer.ts'
import { printImages } from './images.ts'
import { inkText } from './ink.ts'
import { drawMatrix } from './matrix.ts'
import { writeBitmapPng } from './png.ts'
import { marks, offsetOf, type Printer, type RollPrinter, rollIn } from './printer.ts'
import type { StripLanguage } from './strip.ts'
import { paper as a4, heads, type Paper, paperOf, snap } from './template.ts'
import { openTspl, writeTspl } from './tspl.ts'
import { beVietnamPro } from './typefaces.ts'

type Bytes = Uint8Array<ArrayBuffer>
type Trial = { language: Language; made: Date; paper?: Paper }

const says = {
  vi: {
    title: 'Trang chỉnh máy in',
    scale: 'Hộp thoại in: chọn 100% hoặc “Kích thước thật”. Không chọn “Vừa trang”.',
    bar: 'Thước 100 mm. Nếu đo khác, máy đang co giãn: chọn lại 100% rồi in lại.',
    across: (line: string) => `1. Đo từ mép trái giấy đến vạch dọc đậm. Đúng là ${line} mm.`,
    down: (line: string) => `2. Đo từ mép trên giấy đến vạch ngang đậm. Đúng là ${line} mm.`,
    type: '3. Ghi hai số đo vào trang máy in rồi in lại trang này.',
    now: (x: string, y: string) => `Đang bù: ngang ${x} mm, dọc ${y} mm.`,
    test: 'Quét thử mã này bằng điện thoại.',
  },
  en: {
    title: 'Calibration page',
    scale: 'In the print dialog choose 100% or “Actual size”. Do not choose “Fit to page”.',
    bar: 'A 100 mm ruler. If it measures otherwise the printer scales: choose 100% and print again.',
    across: (line: string) =>
      `1. Measure from the paper’s left edge to the bold upright line. It should be ${line} mm.`,
    down: (line: string) => `2. Measure from the paper’s upper edge to the bold level line. It should be ${line} mm.`,
    type: '3. Type both numbers into the printer’s page and print this page again.',
    now: (x: string, y: string) => `Set right by: ${x} mm across, ${y} mm down.`,
    test: 'Scan this code with a phone as a test.',
  },
} as const

const number = (value: number, language: Language) => value.toFixed(1).replace('.', language === 'vi' ? ',' : '.')

/** A calibration page for the printer, moved by what it is set right by, in the language it takes. */
export async function printTrial(printer: Printer, trial: Trial, fonts: Fonts = beVietnamPro()): Promise<Bytes> {
  return printer.kind === 'sheet' ? drawTrial(printer, trial, fonts) : sayTrial(printer, trial, fonts)
}

function drawTrial(printer: Printer, { language, made, paper = a4 }: Trial, fonts: Fonts): Bytes {
  const said = says[language]
  const { x: byX, y: byY } = offsetOf(printer)
  const { line, bar } = marks.sheet
  const draw = (pen: Pen) => {
    const [x, y] = [snap(line + byX), snap(line + byY)]
    pen.line(x, 12, x, 150, { width: 0.5 })
    pen.line(12, y, paper.width - 12, y, { width: 0.5 })
    measureLine(pen, [x, y], number(line, language))
    for (const [crossX, crossY] of [
      [paper.width - 20, line],
      [line, paper.height - 20],
      [paper.width - 20, paper.height - 20],
    ] as const) {
      const [toX, toY] = [snap(crossX + byX), snap(crossY + byY)]
      pen.line(toX - 5, toY, toX + 5, toY)
      pen.line(toX, toY - 5, toX, toY + 5)
    }
    const left = x + 10
    pen.text(left, y + 16, 20, said.title, { face: 'bold' })
    pen.text(left, y + 24, 11, `${printer.name}. ${said.now(number(byX, language), number(byY, language))}`)
    const steps = [said.scale, said.across(number(line, language)), said.down(number(line, language)), said.type]
    steps.forEach((text, i) => {
      pen.text(left, y + 36 + 8 * i, 11, text, { face: i === 0 ? 'bold' : 'regular' })
    })
    const ruler = y + 74
    pen.box(left, ruler, bar, 0.4, { fill: '#000000' })
    for (let tick = 0; tick <= bar; tick++) {
      const tall = tick % 10 === 0 ? 4 : tick % 5 === 0 ? 3 : 1.8
      const at = left + Math.min(bar - 0.15, Math.max(0, tick - 0.075))
      pen.box(at, ruler - tall, 0.15, tall + 0.4, { fill: '#000000' })
    }
    for (let tick = 0; tick <= bar; tick += 10)
      pen.text(left + tick, ruler + 4.6, 8, String(tick), { align: tick === 0 ? 'left' : 'middle' })
    pen.text(left, ruler + 11, 10, said.bar)
    const code = drawMatrix('HTTPS://NGUON.VN/THU-MAY-IN')
    if ('code' in code) throw new Error(code.code)
    pen.code(code, snap(left), snap(ruler + 20), (code.size * 4) / 8)
    pen.text(left + 20, ruler + 28, 10, said.test)
  }
  return drawDocument({ paper, title: `${said.title}: ${printer.name}`, language, made }, fonts, [draw])
}

/** Two arrows that show what is to be measured: from the paper's edges to the lines. */
function measureLine(pen: Pen, [x, y]: [number, number], said: string) {
  const [across, down] = [118, 110]
  pen.line(6, across, x - 0.4, across)
  pen.line(down, 6, down, y - 0.4)
  for (const side of [-1, 1]) {
    pen.line(x - 0.4, across, x - 3, across + side * 1.2)
    pen.line(down, y - 0.4, down + side * 1.2, y - 3)
  }
  pen.text(x - 4, across - 2, 9, `${said} mm`, { align: 'right' })
  pen.text(down + 2.5, y - 6, 9, `${said} mm`)
}

/** Lines, ticks and a code on one label: what is measured is told on the printer's page, a label has no room for it. */
export function burnTrial(printer: RollPrinter, fonts: Fonts): Bitmap {
  const roll = rollIn(printer)
  const head = heads[printer.dpi]
  const paper = paperOf(roll)
  const bitmap = openBitmap(Math.round(paper.width * head), Math.round(paper.height * head))
  const dot = (millimetres: number) => Math.round(millimetres * head)
  const { x: byX, y: byY } = offsetOf(printer)
  const { line, bar } = marks.roll
  const [x, y] = [dot(line + byX), dot(line + byY)]
  fillBox(bitmap, x - 1, dot(1), 2, bitmap.height - dot(2))
  fillBox(bitmap, dot(1), y - 1, dot(roll.width) - dot(2), 2)
  for (let tick = 1; tick <= bar; tick++) {
    const long = dot(tick % 5 === 0 ? 1.6 : 0.9)
    for (let row = 0; row < long; row++) fillRun(bitmap, x + dot(tick) - 1, y + 2 + row, tick === bar ? 2 : 1)
  }
  inkText(bitmap, '+', x + dot(1.2), y - dot(1), { font: fonts.bold, size: dot(3), narrow: 1 })
  const code = drawMatrix('HTTPS://NGUON.VN/THU')
  if ('code' in code) throw new Error(code.code)
  const dots = Math.ceil(0.375 * head - 1e-9)
  const [left, top] = [dot(roll.width) - (code.size + 4) * dots, y + dot(2.6)]
  for (let at = 0; at < code.bits.length; at++) {
    if (!code.bits[at]) continue
    fillBox(bitmap, left + (at % code.size) * dots, top + Math.floor(at / code.size) * dots, dots, dots)
  }
  return bitmap
}

const languageOf: Record<StripLanguage, (it: RollPrinter, row: Bitmap, trial: Trial) => Promise<Uint8Array>> = {
  tspl: async (it, row) => Buffer.concat([openTspl(rollIn(it)), writeTspl(row)]),
  escpos: async (it, row) => {
    const feed = Math.round(rollIn(it).gap * heads[it.dpi])
    return Buffer.concat([openEscpos(), writeEscpos(row, feed, false), cutting])
  },
  png: async (it, row) => writeBitmapPng(row, heads[it.dpi]),
  pdf: async (it, row, { language, made }) => {
    const caption = { product: says[language].title, place: '', lot: it.name }
    const job = { roll: rollIn(it), head: heads[it.dpi], caption, language, made }
    const parts: Uint8Array[] = []
    for await (const part of printImages(job, one(row))) parts.push(part)
    return Buffer.concat(parts)
  },
}
async function* one(row: Bitmap) {
  yield { row }
}

const sayTrial = async (printer: RollPrinter, trial: Trial, fonts: Fonts): Promise<Bytes> =>
  Uint8Array.from(await languageOf[printer.language](printer, burnTrial(printer, fonts), trial))
