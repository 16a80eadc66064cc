import type { SiteHouse } from '../../house.ts'
import { sharedPage, stampPage } from './page.ts'
import { readerOf } from './reader.ts'

type Asked = { product: string; lot?: string; serial?: string }

/** `/tem/{product}[/{lot}[/{serial}]]` read as it was sent, so that `%2F` stays inside its part; `-` stands for a lot the stamp does not name. */
export function readPassportPath(address: string): Asked | undefined {
  const path = address.split('?', 1)[0]!
  if (!path.startsWith('/tem/')) return undefined
  try {
    const [product, lot, serial, ...rest] = path.slice(5).split('/').map(decodeURIComponent)
    if (!product || lot === '' || serial === '' || rest.length > 0) return undefined
    return {
      product,
      ...(lot === undefined || lot === '-' ? {} : { lot }),
      ...(serial === undefined ? {} : { serial }),
    }
  } catch {
    return undefined
  }
}

/** The passport asked for, or undefined where there is none. One read, and for a stamp one write. */
export async function passportAnswer(
  asked: Asked,
  house: SiteHouse,
  address: string,
): Promise<{ page: string; caching: string } | undefined> {
  const { serial, ...what } = asked
  const reader = readerOf(house.lang, house.now)
  if (serial !== undefined) {
    const answer = await house.scan({ ...what, serial })
    return { page: stampPage(answer, { ...what, serial }, address, reader), caching: 'private, no-store' }
  }
  const passport = await house.look(what)
  return passport && { page: sharedPage(passport, address, reader), caching: 'public, max-age=60' }
}
