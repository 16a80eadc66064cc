import { drawDocument, type Pen } from './canvas.ts'
import type { Fonts } from './caption.ts'
import type { Language } from './footer.ts'
import { breakCode, breakLines } from './lines.ts'
import { drawMatrix, type Matrix, type MatrixRefusal, quiet } from './matrix.ts'
import { paper as a4, type Paper, snap } from './template.ts'
import { missingLetter } from './typeface.ts'
import { beVietnamPro } from './typefaces.ts'

/** A poster to hang, or a card that is folded once and stands on a table with the same face to both sides. */
export const posterKinds = ['a4', 'card-a5', 'card-a6'] as const
export type PosterKind = (typeof posterKinds)[number]

export type Stall = {
  maker: string
  place: string
  /** The product in front, where it is one product's poster. */
  product?: string
  link: string
  /** Where money goes: the text of a VietQR without an amount, and what people read beside it. */
  account?: { vietqr: string; bank: string; number: string; holder: string }
}
export type PosterJob = { kind: PosterKind; stall: Stall; language: Language; made: Date }
export type PosterRefusal = { code: 'sheet/no-such-letter'; letter: string; text: string } | MatrixRefusal

const colours = {
  indigo: '#1F3D73',
  ink: '#1B2233',
  quiet: '#474E5E',
  line: '#E3DACA',
  paper: '#FBF8F1',
  white: '#FFFFFF',
}
const mark = {
  rings: [
    'M8.2 25.2C5.6 15.8 11 7.6 20 7.2C29 6.8 34.6 14 33.6 22.4C33 28 29.4 32.4 24 33.6',
    'M18.6 33.4C14 32.6 12 28 12.2 22.8C12.4 16.6 16 12.4 20.8 12.6C25.8 12.8 28.8 16.8 28.4 21.8C28.1 25.4 26.2 28 23.6 29',
  ],
  grain: 'M20.4 18C23.4 20 24 23.2 21.2 26.6C17.6 24.4 17.4 21 20.4 18Z',
}
const says = {
  vi: {
    shop: 'Xem gian hàng, đặt hàng',
    pay: 'Chuyển khoản VietQR',
    amount: 'Người bán nói số tiền, anh/chị nhập rồi chuyển.',
    scan: 'Mở máy ảnh điện thoại và hướng vào mã. Không cần cài ứng dụng.',
    fold: 'Gấp theo vạch này',
    title: 'Gian hàng',
  },
  en: {
    shop: 'See the shop, order',
    pay: 'Pay by VietQR transfer',
    amount: 'The seller tells the amount; type it in and send.',
    scan: 'Point your phone’s camera at the code. No app is needed.',
    fold: 'Fold along this line',
    title: 'Shop',
  },
} as const

const papers: Record<PosterKind, Paper> = {
  a4,
  'card-a5': a4,
  'card-a6': { width: 148, height: 210 },
}

/** The stall's link and its bank account on paper, from drawn shapes and 1-bit codes. */
export function printPoster(job: PosterJob, fonts: Fonts = beVietnamPro()): Uint8Array<ArrayBuffer> | PosterRefusal {
  const { kind, stall, language, made } = job
  for (const text of [
    stall.maker,
    stall.place,
    stall.product ?? '',
    stall.account?.bank ?? '',
    stall.account?.holder ?? '',
  ]) {
    const letter = missingLetter(fonts.bold, text.normalize('NFC'))
    if (letter) return { code: 'sheet/no-such-letter', letter, text }
  }
  const shop = drawMatrix(stall.link)
  if ('code' in shop) return shop
  const pay = stall.account && drawMatrix(stall.account.vietqr)
  if (pay && 'code' in pay) return pay
  const paper = papers[kind]
  const face = { width: paper.width, height: kind === 'a4' ? paper.height : paper.height / 2 }
  const draw = (pen: Pen) => {
    if (kind === 'a4') return drawFace(pen, face, 0, stall, shop, pay, language)
    pen.turned(() => drawFace(pen, face, paper.height / 2, stall, shop, pay, language))
    drawFace(pen, face, paper.height / 2, stall, shop, pay, language)
    pen.line(0, paper.height / 2, paper.width, paper.height / 2, { width: 0.15, colour: colours.quiet, dash: 1.2 })
  }
  const title = `${says[language].title} ${stall.maker}`
  return drawDocument({ paper, title, language, made }, fonts, [draw])
}

type Face = { width: number; height: number }

/** One face: a band that says whose stall it is, then the codes, as large as the face allows. */
function drawFace(
  pen: Pen,
  { width, height }: Face,
  top: number,
  stall: Stall,
  shop: Matrix,
  pay: Matrix | undefined,
  language: Language,
) {
  const said = says[language]
  const u = Math.min(width / 148, height / 105)
  const edge = 9 * u
  const tall = height > width
  const band = tall ? 68 : 23 * u
  pen.box(0, top, width, band, { fill: colours.indigo })
  const icon = tall ? 20 : 12 * u
  const middle = top + (tall ? 22 : band / 2)
  drawMark(pen, edge, middle - icon / 2, icon)
  const room = width - 2 * edge - (tall ? 0 : icon + 5 * u)
  const names = fit(pen, stall.maker, room, tall ? [34, 30, 26, 22, 18] : [19 * u, 16 * u, 14 * u, 12 * u, 10 * u], 2)
  const left = tall ? edge : edge + icon + 5 * u
  const pace = names.size * 0.47
  drawTerraces(
    pen,
    width,
    top,
    band,
    left + Math.max(...names.lines.map((line) => pen.wide(names.size, line, 'bold'))) + 4 * u,
  )
  let y = tall
    ? top + 48 - (names.lines.length - 1) * pace * 0.5
    : middle - (names.lines.length * pace + 5 * u) / 2 + pace * 0.72
  if (tall) pen.text(edge + icon + 5, middle + 3, 22, 'Nguồn', { face: 'bold', colour: colours.white })
  for (const line of names.lines) {
    pen.text(left, y, names.size, line, { face: 'bold', colour: colours.white })
    y += pace
  }
  pen.text(left, y - pace + (tall ? 9 : 6 * u), tall ? 15 : 9.5 * u, stall.place, { colour: colours.white })

  let below = top + band
  if (stall.product) {
    const product = fit(
      pen,
      stall.product,
      width - 2 * edge,
      tall ? [28, 24, 20, 17] : [14 * u, 12 * u, 10 * u, 8.5 * u],
      tall ? 2 : 1,
    )
    const step = product.size * 0.47
    below += (tall ? 8 : 3.2 * u) + step * 0.8
    for (const line of product.lines) {
      pen.text(width / 2, below, product.size, line, { face: 'bold', colour: colours.ink, align: 'middle' })
      below += step
    }
    below -= step * 0.55
  }
  const foot = top + height - (tall ? 12 : 5 * u)
  pen.text(width / 2, foot, tall ? 12 : 7.5 * u, said.scan, { colour: colours.quiet, align: 'middle' })
  const gap = tall ? 8 : 4 * u
  const box = { top: below + gap * 0.8, bottom: foot - (tall ? 10 : 5.5 * u) }
  const cards = pay ? 2 : 1
  const wide = pay
    ? (width - 2 * edge - gap) / 2
    : Math.min(width - 2 * edge, (box.bottom - box.top) * (tall ? 1 : 1.25))
  const start = (width - cards * wide - (cards - 1) * gap) / 2
  const address = stall.link.replace(/^https?:\/\//i, '')
  const shown: Shown[] = [{ code: shop, heading: said.shop, lines: [address] }]
  if (pay && stall.account) {
    const { bank, number, holder } = stall.account
    const account = number.replace(/(.{4})(?=.)/g, '$1 ')
    shown.push({ code: pay, heading: said.pay, lines: [bank, account, holder, ...(tall ? [said.amount] : [])] })
  }
  drawCards(pen, { x: start, ...box, wide, gap }, shown, u, tall)
}

type Cards = { x: number; top: number; bottom: number; wide: number; gap: number }
type Shown = { code: Matrix; heading: string; lines: string[] }

/** Cards side by side, of one height: a heading, a code with its quiet zone on white, and what the code says in words. */
function drawCards(pen: Pen, { x, top, bottom, wide, gap }: Cards, shown: Shown[], u: number, tall: boolean) {
  const size = { head: tall ? 15 : 9 * u, words: tall ? 12.5 : 7.6 * u, small: tall ? 10 : 6.2 * u }
  const pad = tall ? 5 : 2.4 * u
  const inner = wide - 2 * pad
  const set = shown.map(({ lines }) =>
    lines.flatMap((line, i) => {
      const [bold, fine] = [i === 1, i === 3]
      const sizes = [1.08, 1, 0.9, 0.8, 0.7].map((it) => it * (fine ? size.small : size.words))
      const fitted = fit(pen, line, inner, sizes, 2)
      return fitted.lines.map((text) => ({ text, size: fitted.size, bold }))
    }),
  )
  const words = Math.max(...set.map((lines) => lines.reduce((sum, it) => sum + it.size * 0.47, 0)))
  const head = size.head * 0.47
  const square = Math.min(inner, bottom - top - 2.4 * pad - head - words)
  const height = 2.4 * pad + head + square + words
  const y = top + Math.max(0, (bottom - top - height) / 2)
  shown.forEach(({ code, heading }, at) => {
    const [left, middle] = [x + at * (wide + gap), x + at * (wide + gap) + wide / 2]
    const dot = Math.floor((square / (code.size + 2 * quiet)) * 8) / 8
    const side = code.size * dot
    pen.box(left, y, wide, height, { fill: colours.white, stroke: colours.line, width: 0.4, round: tall ? 4 : 2.4 * u })
    pen.text(middle, y + pad + head * 0.72, size.head, heading, {
      face: 'bold',
      colour: colours.indigo,
      align: 'middle',
    })
    pen.code(code, snap(middle - side / 2), snap(y + pad + head + (square - side) / 2), side)
    let line = y + pad + head + square + 0.2 * pad
    for (const it of set[at]!) {
      line += it.size * 0.47
      const face = it.bold ? 'bold' : 'regular'
      pen.text(middle, line - it.size * 0.14, it.size, it.text, { face, colour: colours.ink, align: 'middle' })
    }
  })
}

/** The largest size at which a text takes no more lines; the smallest of them where none does, on as many as it needs. */
function fit(pen: Pen, text: string, width: number, sizes: number[], most: number): { size: number; lines: string[] } {
  const words = text.normalize('NFC').split(' ')
  for (const size of sizes) {
    const lines = breakLines(words, width, most, (line) => pen.wide(size, line, 'bold'))
    if (lines) return { size, lines }
  }
  const size = sizes.at(-1)!
  const ruler = (line: string) => pen.wide(size, line, 'bold')
  return { size, lines: breakLines(words, width, 6, ruler) ?? breakCode(text, width, 6, ruler) ?? [text] }
}

function drawMark(pen: Pen, x: number, y: number, side: number) {
  const scale = side / 40
  pen.box(x, y, side, side, { fill: colours.paper, round: side / 4 })
  for (const ring of mark.rings) pen.shape(ring, x, y, scale, { stroke: colours.indigo, width: 2.3 * scale })
  pen.shape(mark.grain, x, y, scale, { fill: '#EBAE24' })
}

/** Contour lines at the right of the band, a fifth of white on indigo; where the words leave no room there are none. */
function drawTerraces(pen: Pen, width: number, top: number, band: number, start: number) {
  const step = Math.min(width * 0.14, (width - start) / 2.1)
  if (step < width * 0.08) return
  for (let line = 0; line < 4; line++) {
    const y = top + band * (0.3 + 0.17 * line)
    const rise = band * (0.16 - 0.02 * line)
    const from = width - step * (2.1 - 0.12 * line)
    const path =
      `M${from} ${y + rise}C${from + step * 0.4} ${y - rise * 0.2} ${from + step * 0.7} ${y - rise} ${from + step} ${y - rise * 0.4}` +
      `C${from + step * 1.4} ${y + rise * 0.5} ${width - step * 0.4} ${y + rise * 0.4} ${width} ${y - rise}`
    pen.shape(path, 0, 0, 1, { stroke: '#4C6490', width: 0.4 })
  }
}
