type Listed = { product: string; gtin?: string; lots: string[]; part?: true }
/** What the check page asks of the list of recalls, as the phone keeps it (docs/recalls.md). */
export type KeptRecalls = { at: string; recalls: Listed[] }

/** The list out of its JWS; nothing where it is none. It came over our own address, so its signature is not asked here. */
export function readKept(jws: unknown): KeptRecalls | undefined {
  const text = typeof jws === 'object' && jws !== null && 'payload' in jws ? jws.payload : undefined
  try {
    const list: Partial<KeptRecalls> = typeof text === 'string' ? JSON.parse(text) : {}
    return typeof list.at === 'string' && Array.isArray(list.recalls) ? (list as KeptRecalls) : undefined
  } catch {
    return undefined
  }
}

/** What the list says of a stamp's lot: all of it is called back, a part of it, or it is not on the list. */
export function askList(
  list: KeptRecalls,
  stamp: { product: string; lot: string },
): 'recalled' | 'part' | 'not-listed' {
  const named = (it: Listed) => it.product === stamp.product || it.gtin === stamp.product
  const found = list.recalls.filter((it) => named(it) && it.lots.includes(stamp.lot))
  if (found.length === 0) return 'not-listed'
  return found.some(({ part }) => !part) ? 'recalled' : 'part'
}
