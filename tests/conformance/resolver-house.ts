import type { OwnLink } from '@nguon/listing/own-link'
import { type ResolverHouse, resolver } from '../../functions/resolver.ts'
import type { ProductLinks } from '../../functions/resolver-levels.ts'

export const origin = 'https://id.example.vn'
export const gtin = '09520123456788'
/** A lot we know, a stamp we issued. Whatever else is asked for is unknown or invented. */
export const lot = 'AT-2611'
export const serial = 'K7MQ2R9DFH3P'

const tea: ProductLinks = { product: gtin, name: 'Chè xanh Bình Sơn', state: 'published' }

/** What its keeper set beside ours, two of them for the lot alone. */
const own: OwnLink[] = [
  { linkType: 'gs1:recipeInfo', href: 'https://nha.example/pha-tra', title: 'Cách pha', hreflang: ['vi'] },
  ...(['text/html', 'application/pdf'] as const).map((type) => ({
    ...{
      linkType: 'gs1:instructions',
      href: `https://nha.example/dung.${type === 'text/html' ? 'html' : 'pdf'}`,
      title: 'Cách dùng',
    },
    ...{ hreflang: ['vi', 'vi-VN'], type },
  })),
  ...(['bac', 'nam'] as const).map((side) => ({
    ...{ linkType: 'gs1:promotion', href: `https://nha.example/${side}`, title: `Ngày hội ${side}`, hreflang: ['vi'] },
    ...{ type: 'text/html' },
  })),
  { linkType: 'gs1:relatedVideo', href: 'https://nha.example/phim?v=1', title: 'Hái chè', hreflang: [], lot },
]

/** What was asked of the house, in order. */
export const asked: string[] = []

export const house: ResolverHouse = {
  origin,
  name: 'Nguồn',
  linksOf: async (product) => {
    asked.push(`links ${product}`)
    if (product === gtin) return tea
    if (product === 'CHEXANH') return { ...tea, product }
    if (product === '00012345678905') return { ...tea, product: gtin, aliasOf: gtin }
    if (product === '00000096385074') return { ...tea, product, state: 'submitted' }
    return undefined
  },
  shownOf: async ({ product, lot: wanted, stamp }) => {
    asked.push(`shown ${product} ${wanted ?? '-'}`)
    const found = wanted === lot || (wanted === undefined && stamp !== undefined)
    return {
      ...{ maker: 'binh-son', onSale: true, papers: { product: true, maker: true }, own },
      ...(found
        ? { lot: { lot, class: `https://id.gs1.org/01/${gtin}/10/${lot}`, papers: true, recalled: true } }
        : {}),
    }
  },
  stampIndex: (_, wanted) => (wanted === serial ? 7 : undefined),
}

export const app = resolver(house)

/** One request to the resolver, as from outside; the address is a path or a whole URI. */
export const get = (path: string, headers: Record<string, string> = {}, method = 'GET') =>
  app.request(path.startsWith('http') ? path : origin + path, { headers, method, redirect: 'manual' })

export const json = 'application/linkset+json'
