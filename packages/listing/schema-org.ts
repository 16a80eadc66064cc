import { rankOn } from './certificate.ts'
import { communeOf, provinceOf, sayCommune, sayProvince } from './commune.ts'
import { gtinOf } from './prefix.ts'
import type { Product } from './product.ts'

/** What a product page adds to the record: absolute addresses, whether one may be bought now, and the day. */
export type SchemaOrgPage = {
  url: string
  makerUrl: string
  pictures: readonly string[]
  available: boolean
  today: string
}

/**
 * schema.org Product for a page. Claims only what stands: no GTIN for a house code or an example (952 is for demonstrations), no price where
 * none was told, no award without a decision in force.
 */
export function productJsonLd(product: Product, page: SchemaOrgPage): Record<string, unknown> {
  const rank = rankOn(product.certificates, page.today)
  const gtin = gtinOf(product)
  const commune = communeOf(product.commune)
  const address = {
    '@type': 'PostalAddress',
    addressCountry: 'VN',
    ...(commune ? { addressLocality: sayCommune(commune.code, 'vi').split(',')[0] } : {}),
    ...(provinceOf(product.province) ? { addressRegion: sayProvince(product.province, 'vi') } : {}),
  }
  const maker = { '@type': 'Organization', name: product.makerName, url: page.makerUrl, address }
  return {
    '@context': 'https://schema.org',
    '@type': 'Product',
    name: product.name,
    ...(product.nameEn ? { alternateName: product.nameEn } : {}),
    url: page.url,
    sku: product.id,
    ...(gtin && !product.example ? { gtin } : {}),
    ...(product.description ? { description: product.description } : {}),
    ...(page.pictures.length > 0 ? { image: page.pictures } : {}),
    ...(product.brand ? { brand: { '@type': 'Brand', name: product.brand } } : {}),
    manufacturer: maker,
    countryOfOrigin: { '@type': 'Country', name: 'VN' },
    ...offersOf(product, page, maker),
    ...(rank
      ? {
          award: `OCOP ${rank.stars} sao`,
          hasCertification: {
            '@type': 'Certification',
            name: `OCOP ${rank.stars} sao`,
            certificationIdentification: rank.paper.number,
            issuedBy: { '@type': 'Organization', name: rank.paper.issuer },
            ...(rank.paper.issued ? { validFrom: rank.paper.issued } : {}),
            ...(rank.paper.until ? { expires: rank.paper.until } : {}),
          },
        }
      : {}),
  }
}

function offersOf({ price }: Product, { url, available }: SchemaOrgPage, seller: object): object {
  if (price.is === 'ask') return {}
  const common = {
    priceCurrency: 'VND',
    availability: `https://schema.org/${available ? 'InStock' : 'OutOfStock'}`,
    url,
    seller,
  }
  return price.is === 'exact'
    ? { offers: { '@type': 'Offer', price: price.dong, ...common } }
    : { offers: { '@type': 'AggregateOffer', lowPrice: price.from, highPrice: price.to, ...common } }
}

const unsafe: Record<string, string> = {
  '<': '\\u003c',
  '>': '\\u003e',
  '&': '\\u0026',
  '\u2028': '\\u2028',
  '\u2029': '\\u2029',
}
/** JSON that may stand inside a script element: nothing in it can end the element or a line of script. */
export const embedJson = (value: unknown): string =>
  JSON.stringify(value).replace(/[<>&\u2028\u2029]/g, (letter) => unsafe[letter]!)
