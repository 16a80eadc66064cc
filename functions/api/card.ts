import { z } from '@hono/zod-openapi'
import type { Placed } from '@nguon/listing/board'
import { type Certificate, certificate, inForce, rankOn, ranksOver, stars } from '@nguon/listing/certificate'
import { communeOf, provinceOf } from '@nguon/listing/commune'
import { drawingFor } from '@nguon/listing/group'
import { gtinOf } from '@nguon/listing/prefix'
import { mayBeOcopSubject, type Producer } from '@nguon/listing/producer'
import { group, type Product, picture, price, publication } from '@nguon/listing/product'

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
    lots: z.array(z.object({ lot: z.string(), made: z.string(), expires: z.string().optional() })).optional(),
    revision: z.int(),
    updatedAt: z.string(),
    publication: publication.optional(),
  })
  .openapi('ProductDetail')
export type ProductDetail = z.infer<typeof productDetail>

const named = (code: string, name: string | undefined) => ({ code, name: name ?? code })
const sayUnit = (commune: string) => {
  const unit = communeOf(commune)
  return named(commune, unit && `${unit.kind[0]?.toUpperCase()}${unit.kind.slice(1)} ${unit.name}`)
}

const show = (it: Product['pictures'][number]) => ({
  src: `/${it.key}`,
  alt: it.alt,
  width: it.width,
  height: it.height,
})

export const cardOf = (it: Product, today: string, left?: number): ProductCard =>
  cardWith(it, rankOn(it.certificates, today), left)

function cardWith(it: Product, ranked: Ranked | undefined, left?: number): ProductCard {
  const [first] = it.pictures
  return {
    id: it.id,
    ...(gtinOf(it) ? { gtin: gtinOf(it) } : {}),
    name: it.name,
    ...(it.nameEn ? { nameEn: it.nameEn } : {}),
    group: it.group,
    price: it.price,
    ...(it.pack ? { pack: it.pack } : {}),
    maker: { id: it.maker, name: it.makerName },
    commune: sayUnit(it.commune),
    province: named(it.province, provinceOf(it.province)?.name),
    ...(first ? { picture: show(first) } : {}),
    drawing: it.drawing ?? drawingFor(it),
    ...(left === undefined ? {} : { left }),
    ...(it.example ? { example: true } : {}),
    ...(ranked ? { rank: rankView(ranked.stars, ranked.paper) } : {}),
  }
}

type Ranked = { stars: 3 | 4 | 5; paper: Certificate }

/** A card as it lies on a shelf: the words of `cardOf` for every day, the rank last because it depends on the day. */
export function placedAt(it: Product, at: string): Placed {
  const ranks = ranksOver(it.certificates).map(({ from, rank }) => {
    const text = rank ? `,"rank":${JSON.stringify(rankView(rank.stars, rank.paper))}` : ''
    return { from, stars: rank?.stars ?? 0, text }
  })
  const { group, commune } = it
  return { at, group, commune, text: JSON.stringify(cardWith(it, undefined)).slice(0, -1), ranks }
}

const rankView = (stars: 3 | 4 | 5, paper: Certificate) => ({
  stars,
  number: paper.number,
  issuer: paper.issuer,
  issued: paper.issued ?? String(paper.year ?? ''),
  ...(paper.until ? { until: paper.until } : {}),
})

/** A product for its own page; `publication` only for those who may see it. */
export function detailOf(
  it: Product,
  today: string,
  more: { left?: number; lots?: { lot: string; made: string; expires?: string | undefined }[]; inside?: boolean } = {},
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
