import { type ResolverHouse, resolver } from '../../functions/resolver.ts'
import type { ProductLinks } from '../../functions/resolver-levels.ts'

export const origin = 'https://id.example.vn'
export const gtin = '09520123456788'
/** A lot we know, a stamp we issued. Whatever else is asked for is unknown or invented. */
export const lot = 'AT-2611'
export const serial = 'K7MQ2R9DFH3P'

const tea: ProductLinks = {
  product: gtin,
  name: 'Chè xanh Bình Sơn',
  state: 'published',
  links: [
    {
      linkType: 'gs1:certificationInfo',
      href: 'https://shop.example/ocop',
      title: 'Quyết định OCOP',
      hreflang: ['vi'],
      type: 'text/html',
    },
    {
      linkType: 'gs1:certificationInfo',
      href: 'https://shop.example/ocop.pdf',
      title: 'Bản quét quyết định',
      hreflang: ['vi'],
      type: 'application/pdf',
    },
    { linkType: 'gs1:recipeInfo', href: 'https://shop.example/pha-tra', title: 'Cách pha' },
  ],
}

/** What was asked of the house, in order. */
export const asked: string[] = []

export const house: ResolverHouse = {
  origin,
  name: 'Nguồn',
  linksOf: async (product) => {
    asked.push(`links ${product}`)
    if (product === gtin) return tea
    if (product === 'CHEXANH') return { ...tea, product }
    if (product === '00012345678905') return { ...tea, product: gtin, aliasOf: gtin, links: [] }
    if (product === '00000096385074') return { ...tea, product, state: 'submitted' }
    return undefined
  },
  lotKnown: async (product, wanted) => {
    asked.push(`lot ${product} ${wanted}`)
    return wanted === lot
  },
  stampGenuine: (_, wanted) => wanted === serial,
}

export const app = resolver(house)

/** One request to the resolver, as from outside; the address is a path or a whole URI. */
export const get = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  app.request(path.startsWith('http') ? path : origin + path, { headers, method, redirect: 'manual' })

export const json = 'application/linkset+json'
