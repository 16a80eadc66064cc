import { readDigitalLink } from '@nguon/gs1/digital-link'
import { readUrn } from '@nguon/gs1/epc'
import { productId } from '@nguon/listing/product'
import { lotNumber } from '@nguon/trace/lot'

/** Goods that may be listed here: a product, and the lot or the serial it is named with. */
export type Goods = { product: string; lot?: string; serial?: string }

/** Reads a name in an event as goods that may be ours: a Digital Link or URN with a GTIN, or our own link of a house code. */
export function goodsIn(text: string, origin: string): Goods | undefined {
  if (text.startsWith(`${origin}/t/`)) {
    const [product = '', lot, serial] = text.slice(origin.length + 3).split('/')
    return goods(product, lot, serial)
  }
  const read = text.startsWith('urn:') ? readUrn(text) : readDigitalLink(text, { allowOld: true })
  if ('code' in read || read.key.ai !== '01') return undefined
  const of = (ai: string) => read.qualifiers.find((it) => it.ai === ai)?.value
  return goods(read.key.value, of('10'), of('21'))
}

function goods(product: string, lot: string | undefined, serial: string | undefined): Goods | undefined {
  if (!productId.safeParse(product).success) return undefined
  return {
    product,
    ...(lotNumber.safeParse(lot).success ? { lot: lot! } : {}),
    ...(serial === undefined ? {} : { serial }),
  }
}
