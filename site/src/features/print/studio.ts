import type { SheetPaper } from '@nguon/print/paper'
import type { Print, Stock } from '@nguon/print/press'
import type { Printer } from '@nguon/print/printer'
import type { Segment } from '@nguon/trace/segment'
import type { Lang } from '../../paths.ts'
import { printWords } from '../../text/print.ts'
import { type Faults, typedWrong, type Wrong, wholeOf } from '../desk/sent.ts'

/** What the API tells of a printing before it is kept. */
export type Plan = {
  firstHuman: string
  lastHuman: string
  stock: Stock
  stamps: number
  pages: number
  each: number
  blanks: number
  used: number
  again: { first: number; last: number }[]
  offline: boolean
  label: string
  offsetX: number
  offsetY: number
}
export type Printed = Print & { firstHuman: string; lastHuman: string }
export type OwnPaper = SheetPaper & { labels: number; codeSide: number }

/** A choice as it stands in the address and in the form: text, as it was typed. */
export type Choice = { first: string; last: string; paper: string; printer: string; start: string; offline: string }

export const readChoice = (query: { get(name: string): unknown }): Choice => {
  const text = (name: string) => String(query.get(name) ?? '').slice(0, 40)
  return {
    ...{
      first: text('tu'),
      last: text('den'),
      paper: text('giay'),
      printer: text('may'),
      start: text('o'),
      offline: text('soi'),
    },
  }
}

/** The stamps to offer: those that were only issued, else all of the lot. */
export function offered(segments: readonly Segment[]): { first: number; last: number } | undefined {
  const fresh = segments.find((run) => run.state === 'issued') ?? segments[0]
  return fresh && { first: fresh.first, last: fresh.last }
}

/** What to ask the API for, or what was not a number. A roll printer brings its own paper. */
export function readAsk(
  choice: Choice,
  printers: readonly Printer[],
  lang: Lang,
): { body: Record<string, string> } | Wrong {
  const said = printWords[lang].errors
  const [first, last, start] = [wholeOf(choice.first), wholeOf(choice.last), wholeOf(choice.start || '1')]
  const faults: Faults = {}
  if (first === undefined) faults.tu = said.number(choice.first)
  if (last === undefined) faults.den = said.number(choice.last)
  if (start === undefined || start < 1) faults.o = said.whole
  if (first === undefined || last === undefined || start === undefined || faults.o) return typedWrong(faults)
  const printer = printers.find((one) => one.id === choice.printer)
  const paper = printer?.kind === 'roll' ? printer.roll : choice.paper || '65'
  return {
    body: {
      ...{ first: String(first), last: String(last), start: String(start), paper },
      ...(printer ? { printer: printer.id } : {}),
      ...(choice.offline ? { offline: 'true' } : {}),
    },
  }
}

/** The body of `POST …/prints` out of what was asked for. */
export function printBody(ask: Record<string, string>, more: { again: string; roll: string; each: string }) {
  const { first, last, start, offline, ...rest } = ask
  const [roll, each] = [wholeOf(more.roll), wholeOf(more.each)]
  return {
    ...rest,
    ...{ first: Number(first), last: Number(last), start: Number(start) },
    ...(offline ? { offline: true } : {}),
    ...(more.again ? { again: more.again } : {}),
    ...(roll && each ? { rolls: { first: roll, each } } : {}),
  }
}

/** Tenths as people write them: `-1,5`. */
export const sayTenths = (tenths: number, lang: Lang): string =>
  (tenths / 10).toFixed(1).replace('.', lang === 'vi' ? ',' : '.')

export const sayMillimetres = (value: number, lang: Lang): string =>
  String(Math.round(value * 100) / 100).replace('.', lang === 'vi' ? ',' : '.')

/** A stock in words. */
export function sayStock(stock: Stock, lang: Lang): string {
  const t = printWords[lang]
  if (stock.is === 'own') return t.own(stock.draft.name, String(stock.draft.columns * stock.draft.rows))
  if (stock.is === 'sheet') return t.papers[stock.template] ?? stock.template
  return `${t.papers[stock.roll] ?? stock.roll}, ${stock.dpi} dpi`
}

export const kindOf = (stock: Stock): string => (stock.is === 'roll' ? stock.language : 'pdf')
