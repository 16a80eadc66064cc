import { type Product, product } from '@nguon/listing/product'
import { embedJson, productJsonLd } from '@nguon/listing/schema-org'
import { describe, expect, test } from 'vitest'

const at = '2026-11-22T03:00:00.000Z'
const paper = {
  kind: 'ocop',
  number: '5/QĐ-UBND',
  issuer: 'UBND tỉnh Thanh Hóa',
  issued: '2025-01-01',
  until: '2028-01-01',
  stars: 4,
  state: 'recognised',
}
const make = (more: object = {}): Product =>
  product.parse({
    id: 'H123456789',
    name: 'Mắm tép',
    group: 'I',
    price: { is: 'exact', dong: 85_000, unit: 'chai' },
    maker: 'htx-mot',
    makerName: 'HTX Một',
    commune: '16597',
    province: '38',
    certificates: [paper],
    publication: { state: 'published', at, by: 'officer-1' },
    revision: 1,
    createdAt: at,
    updatedAt: at,
    ...more,
  })
const page = {
  url: 'https://nguon.example/hang/H123456789',
  makerUrl: 'https://nguon.example/co-so/htx-mot',
  pictures: [],
  available: true,
  today: '2026-11-22',
}

describe('schema.org Product', () => {
  test('says the price in whole dong, the maker, the place and the rank in force', () => {
    expect(productJsonLd(make(), page)).toMatchObject({
      '@type': 'Product',
      sku: 'H123456789',
      manufacturer: {
        name: 'HTX Một',
        address: { addressLocality: 'Phường Hải Lĩnh', addressRegion: 'tỉnh Thanh Hóa', addressCountry: 'VN' },
      },
      offers: { '@type': 'Offer', price: 85_000, priceCurrency: 'VND', availability: 'https://schema.org/InStock' },
      award: 'OCOP 4 sao',
      hasCertification: { certificationIdentification: '5/QĐ-UBND', expires: '2028-01-01' },
    })
  })

  test.each<[string, object, object, string, boolean]>([
    ['a house code is no GTIN', {}, {}, 'gtin', false],
    ['a GTIN is told', { id: '08938505974194' }, {}, 'gtin', true],
    ['an example has none', { id: '09520000000004', example: true }, {}, 'gtin', false],
    ['an expired rank is no award', {}, { today: '2028-01-02' }, 'award', false],
    ['a price to ask for is no offer', { price: { is: 'ask' } }, {}, 'offers', false],
  ])('%s', (_, more, on, key, there) => expect(key in productJsonLd(make(more), { ...page, ...on })).toBe(there))

  test('a range is an aggregate offer, and nothing on hand is said so', () => {
    const price = { is: 'range', from: 50_000, to: 70_000, unit: 'chai' }
    expect(productJsonLd(make({ price }), { ...page, available: false })).toMatchObject({
      offers: {
        '@type': 'AggregateOffer',
        lowPrice: 50_000,
        highPrice: 70_000,
        availability: 'https://schema.org/OutOfStock',
      },
    })
  })

  test('nothing inside can end the script it stands in', () => {
    const evil = '</script><script>alert(1)</script><!-- & \u2028\u2029 end'
    const text = embedJson(productJsonLd({ ...make(), description: evil }, page))
    expect(text).not.toMatch(/[<>&\u2028\u2029]/)
    expect(JSON.parse(text).description).toBe(evil)
  })
})
