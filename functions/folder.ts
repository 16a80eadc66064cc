import { sayCommune } from '@nguon/listing/commune'
import type { Product } from '@nguon/listing/product'
import { printFolder } from '@nguon/print/folder'
import type { Part, Print } from '@nguon/print/press'
import type { Lang } from './invalid.ts'

const sizes = { '35x22': '35 × 22 mm', '50x30': '50 × 30 mm', '72': '72 mm' } as const
const count = (value: number, lang: Lang) => value.toLocaleString(lang === 'vi' ? 'vi-VN' : 'en-GB')

/** An instant as Vietnam's clocks say it. */
function sayWhen(iso: string, lang: Lang): string {
  const [day = '', time = ''] = new Date(Date.parse(iso) + 7 * 3_600_000).toISOString().slice(0, 16).split('T')
  const date = day.split('-').reverse().join('/')
  return lang === 'vi' ? `lúc ${time} ngày ${date}` : `at ${time} on ${date}`
}

const says = {
  vi: {
    lot: (lot: string) => `Lô ${lot}`,
    printed: (by: string, when: string) => `${by} in ${when}`,
    sheet: (labels: string) => `Tờ ${labels} tem`,
    roll: (size: string, dpi: number) => `Cuộn ${size}, ${dpi} dpi`,
    counts: (it: Print, lang: Lang) =>
      `${count(it.stamps, lang)} tem, ${count(it.pages, lang)} ${it.stock.is === 'roll' ? 'hàng' : 'tờ'}` +
      (it.blanks > 0 ? `, cuối còn trống ${it.blanks} ô` : ''),
  },
  en: {
    lot: (lot: string) => `Lot ${lot}`,
    printed: (by: string, when: string) => `Printed by ${by} ${when}`,
    sheet: (labels: string) => `Sheets of ${labels} labels`,
    roll: (size: string, dpi: number) => `A roll of ${size}, ${dpi} dpi`,
    counts: (it: Print, lang: Lang) =>
      `${count(it.stamps, lang)} stamps, ${count(it.pages, lang)} ${it.stock.is === 'roll' ? 'rows' : 'sheets'}` +
      (it.blanks > 0 ? `, ${it.blanks} left blank at the end` : ''),
  },
} as const

function sayStock({ stock, printer }: Print, lang: Lang): string {
  const said = says[lang]
  const on =
    stock.is === 'roll'
      ? said.roll(sizes[stock.roll], stock.dpi)
      : stock.is === 'own'
        ? stock.draft.name
        : said.sheet(stock.template)
  return printer ? `${on} · ${printer.name}` : on
}

/** The list for the officer's folder, in words. */
export function sayFolder(
  it: Print,
  product: Pick<Product, 'name' | 'commune'>,
  parts: Part[],
  human: (index: number) => string,
  lang: Lang,
) {
  const said = says[lang]
  return printFolder({
    about: {
      ...{ product: product.name, maker: sayCommune(product.commune, lang), lot: said.lot(it.lot) },
      ...{ printed: said.printed(it.by, sayWhen(it.at, lang)), on: sayStock(it, lang), counts: said.counts(it, lang) },
      ...(it.again === undefined ? {} : { again: it.again }),
    },
    ...{ kind: it.stock.is === 'roll' ? 'roll' : 'sheet', parts, human, language: lang, made: new Date(it.at) },
  })
}
