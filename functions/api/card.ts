import { z } from '@hono/zod-openapi'
import { certificate, inForce, stars } from '@nguon/listing/certificate'
import { provinceOf } from '@nguon/listing/commune'
import { type OwnLink, ownLink } from '@nguon/listing/own-link'
import { mayBeOcopSubject, type Producer } from '@nguon/listing/producer'
import { group, type Product, picture, price, publication } from '@nguon/listing/product'
import { latestLot } from '@nguon/store/latest'
import { cardOf, named, sayUnit, show } from '../product-card.ts'

const place = z.object({ code: z.string(), name: z.string() })

export const rank = z.object({
  stars,
  number: z.string().openapi({ example: '715/QĐ-UBND' }),
  issuer: z.string(),
  issued: z.string(),
  until: z.string().optional(),
})

const shownPicture = picture.omit({ key: true }).extend({ src: z.string() })

/** What the shop shows of a product in a list. */
export const productCard = z
  .object({
    id: z.string().openapi({ example: '09520123456788' }),
    gtin: z.string().optional().openapi({ example: '09520123456788' }),
    name: z.string(),
    nameEn: z.string().optional(),
    group,
    price,
    pack: z.string().optional(),
    maker: z.object({ id: z.string(), name: z.string() }),
    commune: place,
    province: place,
    rank: rank.optional(),
    picture: shownPicture.optional(),
    drawing: z.string(),
    left: z.int().optional(),
    example: z.boolean().optional(),
  })
  .openapi('ProductCard')
export type ProductCard = z.infer<typeof productCard>

export const publicCertificate = certificate.extend({ inForce: z.boolean() }).openapi('Certificate')

export const productDetail = productCard
  .extend({
    description: z.string().optional(),
    story: z.string().optional(),
    storyEn: z.string().optional(),
    ingredients: z.string().optional(),
    shelfLife: z.string().optional(),
    standard: z.string().optional(),
    brand: z.string().optional(),
    criteriaSet: z.int().optional(),
    pictures: z.array(shownPicture),
    certificates: z.array(publicCertificate),
    lots: z.array(latestLot).optional(),
    links: z
      .array(ownLink.clone().omit({ lot: true }))
      .optional()
      .openapi({ description: 'Pages the keeper links to' }),
    revision: z.int(),
    updatedAt: z.string(),
    publication: publication.optional(),
  })
  .openapi('ProductDetail')
export type ProductDetail = z.infer<typeof productDetail>

/** A product for its own page; `publication` only for those who may see it. */
export function detailOf(
  it: Product,
  today: string,
  more: {
    left?: number
    lots?: z.infer<typeof latestLot>[]
    links?: OwnLink[]
    inside?: boolean
  } = {},
): ProductDetail {
  const { description, story, storyEn, ingredients, shelfLife, standard, brand, criteriaSet } = it
  return {
    ...cardOf(it, today, more.left),
    description,
    story,
    storyEn,
    ingredients,
    shelfLife,
    standard,
    brand,
    criteriaSet,
    pictures: it.pictures.map(show),
    certificates: it.certificates.map((paper) => ({ ...paper, inForce: inForce(paper, today) })),
    ...(more.lots ? { lots: more.lots } : {}),
    ...(more.links && more.links.length > 0 ? { links: more.links } : {}),
    revision: it.revision,
    updatedAt: it.updatedAt,
    ...(more.inside ? { publication: it.publication } : {}),
  }
}

export const producerView = z
  .object({
    id: z.string(),
    name: z.string(),
    kind: z.string(),
    commune: place,
    province: place,
    story: z.string().optional(),
    phone: z.string().optional(),
    address: z.string().optional(),
    certificates: z.array(publicCertificate),
    ocopSubject: z.boolean(),
    since: z.string(),
    example: z.boolean().optional(),
  })
  .openapi('Producer')

/** A maker as anybody may see them: the commune is enough unless they opened more. */
export const producerViewOf = (it: Producer, today: string): z.infer<typeof producerView> => ({
  id: it.id,
  name: it.name,
  kind: it.kind,
  commune: sayUnit(it.commune),
  province: named(it.province, provinceOf(it.province)?.name),
  ...(it.story ? { story: it.story } : {}),
  ...(it.phone && it.phonePublic ? { phone: it.phone } : {}),
  ...(it.address && it.addressPublic ? { address: it.address } : {}),
  certificates: it.certificates.map((paper) => ({ ...paper, inForce: inForce(paper, today) })),
  ocopSubject: mayBeOcopSubject(it),
  since: it.createdAt.slice(0, 10),
  ...(it.example ? { example: true } : {}),
})
