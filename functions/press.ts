import { sayCommune } from '@nguon/listing/commune'
import type { Product } from '@nguon/listing/product'
import type { Caption } from '@nguon/print/caption'
import type { PaperRefusal } from '@nguon/print/paper'
import { type Print, type Stock, templateOfStock } from '@nguon/print/press'
import { offsetOf, rollIn } from '@nguon/print/printer'
import { type Printing, printSheets, type SheetRefusal } from '@nguon/print/sheet'
import type { Stamp } from '@nguon/print/stamp'
import { printStrip, type Strip, type StripRefusal } from '@nguon/print/strip'
import type { Issue } from '@nguon/trace/issue'
import type { Lot } from '@nguon/trace/lot'
import { offlineSigner } from '@nguon/trace/offline-sign'
import type { Segment } from '@nguon/trace/segment'
import { humanSerial, type KeyId, serialOf } from '@nguon/trace/stamp'
import type { House } from './house.ts'
import type { Lang } from './invalid.ts'
import { stampLink } from './stamp-link.ts'

type Signer = ReturnType<typeof offlineSigner>

/**
 * The stamps of a lot by their number: the same number is the same serial, however often it is printed. With the lot's days the
 * link is signed too, for a phone without a network.
 */
export function stampsOf(
  house: House,
  product: string,
  lot: string,
  issues: readonly Issue[],
  days?: Print['offline'],
): (at: number) => Stamp {
  const signers = new Map<KeyId, Signer>()
  const signer = (key: KeyId): Signer => {
    const made = signers.get(key) ?? offlineSigner(house.stampKeys, key)
    signers.set(key, made)
    return made
  }
  return (at) => {
    const { number = product, key = house.stampKeys.current } =
      issues.find((it) => it.first <= at && at <= it.last) ?? {}
    const serial = serialOf(house.stampKeys, number, at, key)
    const link = stampLink(house.origin, number, lot, serial)
    const signed = days ? signer(key)(link, { product: number, lot, serial, ...days }) : link
    return { link: signed, human: humanSerial(serial) }
  }
}

/** What a stamp of this lot signs of it. */
export const daysOf = ({ made, expires }: Pick<Lot, 'made' | 'expires'>): NonNullable<Print['offline']> => ({
  made,
  ...(expires ? { expires } : {}),
})

export const captionOf = (product: Pick<Product, 'name' | 'commune'>, lot: string): Caption => ({
  product: product.name,
  place: sayCommune(product.commune, 'vi'),
  lot: `Lô ${lot}`,
})

/** The first number of a range that this lot has no stamp for. */
export function missingIn(segments: readonly Segment[], first: number, last: number): number | undefined {
  let next = first
  for (const run of segments) {
    if (run.last < next) continue
    if (run.first > next || next > last) break
    next = run.last + 1
  }
  return next <= last ? next : undefined
}

/** The file of a printing, the same bytes whenever it is asked for. */
export function printOf(
  it: Print,
  caption: Caption,
  stamp: (at: number) => Stamp,
  language: Lang,
): Printing | Strip | SheetRefusal | StripRefusal | PaperRefusal {
  const shared = {
    first: it.first,
    last: it.last,
    stamp,
    caption,
    language,
    offset: offsetOf(it),
    made: new Date(it.at),
  }
  if (it.stock.is === 'roll') {
    const { dpi, language: as, cut } = it.stock
    return printStrip({ ...shared, roll: rollIn(it.stock), dpi, as, cut })
  }
  const template = templateOfStock(it.stock)
  if ('code' in template) return template
  return printSheets({ ...shared, template, used: it.used, ...(it.stock.plain ? { stock: 'plain' as const } : {}) })
}

/** How a file of it is named and what it is to a browser. Printer languages are raw bytes for the printer itself. */
export function fileOf(stock: Stock, rows: number): { ending: string; type: string } {
  if (stock.is !== 'roll' || stock.language === 'pdf') return { ending: 'pdf', type: 'application/pdf' }
  if (stock.language !== 'png') return { ending: 'prn', type: 'application/octet-stream' }
  return rows > 1 ? { ending: 'zip', type: 'application/zip' } : { ending: 'png', type: 'image/png' }
}
