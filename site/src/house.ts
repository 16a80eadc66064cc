import type { Certificate } from '@nguon/listing/certificate'
import type { Producer } from '@nguon/listing/producer'
import type { Group, Price, Publication } from '@nguon/listing/product'
import type { Step as Told } from '@nguon/trace/history'
import type { ItemsSaid } from '@nguon/trace/passport-items'
import type { Recall, Verdict } from '@nguon/trace/scan'
import type { EarlyHarvest } from '@nguon/trace/waiting'
import type { Lang } from './paths.ts'

export type { Verdict }

/** What the pages are handed for one request. `api` is the /v1 app in process, with the visitor's cookie handed on. */
export type SiteHouse = {
  api(path: string, init?: RequestInit): Promise<Response>
  /** One read and one write: a scan is recorded. */
  scan(stamp: { product: string; lot?: string; serial: string }): Promise<ScanAnswer>
  /** One read, no write: a page without a serial. */
  look(what: { product: string; lot?: string }): Promise<Passport | undefined>
  lang: Lang
  now: Date
  origin: string
  /** The province whose market this is; several provinces on one deployment may leave it out. */
  province?: Named
}

export type Named = { code: string; name: string }
export type Picture = { src: string; alt: string; width: number; height: number }
export type Rank = { stars: 3 | 4 | 5; number: string; issuer: string; issued: string; until?: string }
export type MakerKind = Producer['kind']

export type ProductCard = {
  id: string
  gtin?: string
  name: string
  nameEn?: string
  group: Group
  price: Price
  pack?: string
  maker: { id: string; name: string; kind?: MakerKind }
  commune: Named
  province: Named
  rank?: Rank
  picture?: Picture
  drawing: string
  left?: number
  example?: boolean
}

export type PublicCertificate = {
  kind: Certificate['kind']
  number: string
  issuer: string
  issued?: string
  until?: string
  stars?: 3 | 4 | 5
  inForce: boolean
  check?: { by: string; at: string }
}

export type ProductDetail = ProductCard & {
  description?: string
  story?: string
  storyEn?: string
  ingredients?: string
  shelfLife?: string
  standard?: string
  brand?: string
  criteriaSet?: number
  pictures: Picture[]
  certificates: PublicCertificate[]
  lots?: { lot: string; made: string; expires?: string; recalled?: 'whole' | 'part' }[]
  links?: { linkType: string; href: string; title: string; hreflang: string[] }[]
  revision: number
  publication?: Publication
  updatedAt: string
}

export type ProducerView = {
  id: string
  name: string
  kind: MakerKind
  commune: Named
  province: Named
  story?: string
  phone?: string
  address?: string
  certificates: PublicCertificate[]
  ocopSubject: boolean
  products?: number
  example?: boolean
  since: string
}

export type Shelf = {
  province: Named
  counts: { ocop: number; products: number; communes: number; makers: number }
  groups: { group: Group; count: number }[]
  communes: (Named & { count: number })[]
  fresh: ProductCard[]
}
export type Page<T> = { items: T[]; next?: string; total?: number }
export type Commune = Named & { type?: string; slug?: string }

export type { EarlyHarvest }
export type Step = Omit<Told, 'kind' | 'day'> & { kind: string }

export type Passport = {
  product: string
  lot?: { lot: string; made: string; expires?: string; quantity?: { number: number; uom: string } }
  card: {
    name: string
    nameEn?: string
    group: Group
    drawing: string
    picture?: Picture
    price: Price
    pack?: string
    gtin?: string
    brand?: string
    standard?: string
    ingredients?: string
    story?: string
    storyEn?: string
    state: Publication['state']
  }
  maker: {
    id: string
    name: string
    kind: MakerKind
    commune: string
    communeName: string
    provinceName: string
    phone?: string
    address?: string
  }
  certificates: Certificate[]
  steps: Step[]
  /** With `ranges`, only those stamps of the lot are meant. */
  recalls?: readonly Recall[]

  /** Who stands behind each of the ten items. */
  said?: ItemsSaid
  /** Harvests inside a spray's waiting time. */
  early?: EarlyHarvest[]
  /** Not public yet: an item it must have is missing. */
  hidden?: boolean
  example?: boolean
}

export type ScanAnswer = { verdict: Verdict; passport?: Passport; human?: string; at: string }

export type OrderMethod = 'vietqr' | 'cash' | 'card'
export type OrderView = {
  ref: string
  state: string
  product: { id: string; name: string; nameEn?: string; drawing: string; group?: Group; picture?: Picture }
  maker: { id: string; name: string; phone?: string }
  quantity: number
  unit: string
  price: number
  delivery: number
  total: number
  paid: number
  method: OrderMethod
  buyer: { name: string; phoneMasked: string; addressLine: string; communeName: string }
  placedAt: string
  holdUntil?: string
  vietqr?: {
    payload: string
    bank: { bin: string; name: string }
    account: string
    holder: string
    dong: number
    reference: string
  }
  card?: boolean
  example?: boolean
}
