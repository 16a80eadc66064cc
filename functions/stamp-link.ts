/**
 * The link inside a stamp's code: upper case where case does not matter, so that the code keeps to the small alphanumeric
 * alphabet (identification.md (a) 1: scheme and host are case-insensitive). A house code is no GTIN and makes no GS1 claim.
 */
export function stampLink(origin: string, product: string, lot: string, serial: string): string {
  const host = origin.toUpperCase()
  return /^\d{14}$/.test(product)
    ? `${host}/01/${product}/10/${lot}/21/${serial}`
    : `${host}/T/${product}/${lot}/${serial}`
}
