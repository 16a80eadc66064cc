import type { Product } from '@nguon/listing/product'
import { readSerial, type StampKeys, type StampReading, type StampRefusal } from '@nguon/trace/stamp'

/**
 * A stamp of a product by its serial, under whichever of the product's numbers it was made: its name in the table, or the GTIN it
 * was given later. What scans said is kept under that number.
 */
export function readOfProduct(
  keys: StampKeys,
  { id, gtin }: Pick<Product, 'id' | 'gtin'>,
  serial: string,
): (StampReading & { number: string }) | StampRefusal {
  const read = readSerial(keys, id, serial)
  if (!('code' in read)) return { ...read, number: id }
  const again = gtin === undefined ? read : readSerial(keys, gtin, serial)
  return 'code' in again ? again : { ...again, number: gtin! }
}
