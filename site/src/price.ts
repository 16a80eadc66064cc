import type { Price } from '@nguon/listing/product'
import { sayDong } from '@nguon/trade/money'
import type { Lang } from './paths.ts'
import { words } from './text/words.ts'

/** A price in two parts, so that the amount can be loud and the unit quiet: `95.000 ₫` and `/chai 500 ml`. */
export function priceParts(price: Price, lang: Lang): { amount: string; unit: string } {
  if (price.is === 'ask') return { amount: words[lang].price.ask, unit: '' }
  if (price.is === 'exact') return { amount: sayDong(price.dong, lang), unit: `/${price.unit}` }
  return { amount: `${sayDong(price.from, lang).replace(' ₫', '')}–${sayDong(price.to, lang)}`, unit: `/${price.unit}` }
}
