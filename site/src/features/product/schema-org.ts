import type { ProductDetail } from '../../house.ts'

/** schema.org's Product for search engines: what the page itself says and no more. An invented example is not offered to them. */
export function productLd(
  product: ProductDetail,
  { url, origin }: { url: string; origin: string },
): Record<string, unknown> {
  const { price, left } = product
  const pictures = product.pictures.map((picture) => new URL(picture.src, origin).href)
  const availability = left === 0 ? 'https://schema.org/OutOfStock' : 'https://schema.org/InStock'
  const seller = { '@type': 'Organization', name: product.maker.name }
  const offer =
    price.is === 'ask'
      ? undefined
      : price.is === 'exact'
        ? { '@type': 'Offer', price: price.dong, priceCurrency: 'VND', availability, url, seller }
        : {
            '@type': 'AggregateOffer',
            lowPrice: price.from,
            highPrice: price.to,
            priceCurrency: 'VND',
            availability,
            url,
            seller,
          }
  return {
    '@context': 'https://schema.org',
    '@type': 'Product',
    name: product.name,
    url,
    ...(product.gtin ? { gtin14: product.gtin } : {}),
    ...(product.gtin === product.id ? {} : { sku: product.id }),
    ...(product.description ? { description: product.description } : {}),
    ...(product.brand ? { brand: { '@type': 'Brand', name: product.brand } } : {}),
    ...(pictures.length > 0 ? { image: pictures } : {}),
    manufacturer: seller,
    countryOfOrigin: { '@type': 'Country', name: 'VN' },
    ...(product.rank
      ? {
          hasCertification: {
            '@type': 'Certification',
            name: `OCOP ${product.rank.stars} sao`,
            certificationIdentification: product.rank.number,
            issuedBy: { '@type': 'Organization', name: product.rank.issuer },
            validFrom: product.rank.issued,
            ...(product.rank.until ? { expires: product.rank.until } : {}),
          },
        }
      : {}),
    ...(offer && !product.example ? { offers: offer } : {}),
  }
}
