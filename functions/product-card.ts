import type { Placed } from '@nguon/listing/board'
import { type Certificate, rankOn, ranksOver } from '@nguon/listing/certificate'
import { communeOf, provinceOf } from '@nguon/listing/commune'
import { drawingFor } from '@nguon/listing/group'
import { gtinOf } from '@nguon/listing/prefix'
import type { Product } from '@nguon/listing/product'
import type { ProductCard } from './api/card.ts'

export const named = (code: string, name: string | undefined) => ({ code, name: name ?? code })
export const sayUnit = (commune: string) => {
  const unit = communeOf(commune)
  return named(commune, unit && `${unit.kind[0]?.toUpperCase()}${unit.kind.slice(1)} ${unit.name}`)
}

export const show = (it: Product['pictures'][number]) => ({
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
