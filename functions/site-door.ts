import { provinceOf } from '@nguon/listing/commune'
import type { Passport } from '@nguon/store/passport'
import { viewerHeader } from './env.ts'
import type { House } from './house.ts'
import { answerScan, look, type ScanHouse } from './scan.ts'

type DoorHouse = ScanHouse & Pick<House, 'origin' | 'province'>
type App = { fetch(request: Request): Response | Promise<Response> }

/** A passport as a page shows it: pictures by where they are served, nothing of how it is kept. */
export function shownPassport(passport: Passport) {
  const { segments: _, version: __, displays: ___, card, ...rest } = passport
  const { picture, ...said } = card
  const shown = picture && { src: `/${picture.key}`, alt: picture.alt, width: picture.width, height: picture.height }
  return { ...rest, card: { ...said, ...(shown ? { picture: shown } : {}) } }
}

/** Who asks, as the edge saw it; on one machine there is no edge and everybody is the same. */
export const addressOf = (headers: Headers): string => headers.get(viewerHeader) ?? '-'

/** What the pages are handed for one request: the API in process under the visitor's own name, and the scan. */
export function siteDoor(house: DoorHouse, api: App, request: Request) {
  const handed = ['cookie', 'user-agent', viewerHeader, 'cloudfront-viewer-country', 'cloudfront-viewer-country-region']
  return {
    origin: house.origin,
    now: house.now(),
    province: { code: house.province, name: provinceOf(house.province)?.name ?? house.province },
    api: async (path: string, init: RequestInit = {}): Promise<Response> => {
      const headers = new Headers(init.headers)
      for (const name of handed)
        if (request.headers.has(name) && !headers.has(name)) headers.set(name, request.headers.get(name)!)
      headers.set('origin', house.origin)
      return api.fetch(new Request(new URL(path, house.origin), { ...init, headers }))
    },
    scan: async (stamp: { product: string; lot?: string; serial: string }) => {
      const { passport, ...answer } = await answerScan(house, {
        ...stamp,
        headers: request.headers,
        address: addressOf(request.headers),
      })
      return { ...answer, ...(passport ? { passport: shownPassport(passport) } : {}) }
    },
    look: async (what: { product: string; lot?: string }) => {
      const passport = await look(house, what)
      return passport && shownPassport(passport)
    },
  }
}
