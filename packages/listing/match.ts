import type { Certificate } from './certificate.ts'
import { type Producer, type ProducerDraft, producerDraft } from './producer.ts'
import { type Product, type ProductDraft, productDraft } from './product.ts'
import { canon, fold, isBare, slug } from './text.ts'
import type { SaidMaker, SaidProduct } from './validate.ts'

/** Text to a lower-case hex digest of at least 32 digits. */
export type Hash = (text: string) => string

/** A maker or product while an import is planned: what is stored, if anything, and what it would become. */
export type MakerDesk = { id: string; now?: Producer; draft: ProducerDraft }
export type ProductDesk = {
  id: string
  maker: MakerDesk
  now?: Product
  draft: ProductDraft
  certificates: Certificate[]
}
/** Found, begun anew, or so alike in letters that only a person can tell. */
export type Match<T> = { desk: T } | { alike: string }

const shortened: readonly [RegExp, string][] = [
  [/(?<!\p{L})(htx|h\.t\.x)(?!\p{L})/gu, 'hợp tác xã'],
  [/(?<!\p{L})(cty|c\.ty|cty\.)(?!\p{L})/gu, 'công ty'],
  [/(?<!\p{L})(cp)(?!\p{L})/gu, 'cổ phần'],
  [/(?<!\p{L})(mtv)(?!\p{L})/gu, 'một thành viên'],
  [/(?<!\p{L})(dntn)(?!\p{L})/gu, 'doanh nghiệp tư nhân'],
  [/(?<!\p{L})(hkd|hộ kd)(?!\p{L})/gu, 'hộ kinh doanh'],
  [/(?<!\p{L})(sxkd)(?!\p{L})/gu, 'sản xuất kinh doanh'],
  [/(?<!\p{L})(sx)(?!\p{L})/gu, 'sản xuất'],
  [/(?<!\p{L})(tm)(?!\p{L})/gu, 'thương mại'],
  [/(?<!\p{L})(dv)(?!\p{L})/gu, 'dịch vụ'],
  [/(?<!\p{L})(nn)(?!\p{L})/gu, 'nông nghiệp'],
]
const names = new Map<string, string>()
/** A name as it is compared: its tones kept, usual short forms written out, no punctuation. */
export function nameKey(name: string): string {
  const known = names.get(name)
  if (known !== undefined) return known
  let key = canon(name)
  for (const [short, long] of shortened) key = key.replace(short, long)
  key = key
    .replace(/&/g, ' và ')
    .replace(/[^\p{L}\p{M}\d]+/gu, ' ')
    .trim()
  if (names.size > 50_000) names.clear()
  names.set(name, key)
  return key
}

const folded = new Map<string, string>()
function letterKey(name: string): string {
  const known = folded.get(name)
  if (known !== undefined) return known
  const key = fold(nameKey(name))
  if (folded.size > 50_000) folded.clear()
  folded.set(name, key)
  return key
}

/** Spelt alike, or alike in letters while one was typed without marks ("Binh Son" may be Bình Sơn, or Bính Sơn). */
function pick<T>(
  desks: readonly T[] = [],
  name: string,
  nameOf: (desk: T) => string,
  isSame: (desk: T) => boolean,
): Match<T> | undefined {
  const spelt = desks.find((desk) => nameKey(nameOf(desk)) === nameKey(name)) ?? desks.find(isSame)
  if (spelt) return { desk: spelt }
  const alike = desks.find((desk) => isBare(name) || isBare(nameOf(desk)))
  return alike && { alike: nameOf(alike) }
}
const into = <T>(map: Map<string, T[]>, key: string, one: T): void => {
  const list = map.get(key)
  if (list) list.push(one)
  else map.set(key, [one])
}

const keep = <T extends object>(stored: T, shape: object): Partial<T> =>
  Object.fromEntries(Object.entries(stored).filter(([key, value]) => key in shape && value !== undefined)) as Partial<T>

/** Finds the maker a row means among those stored and those begun in this import: by folded name and commune. */
export function matchMakers(stored: readonly Producer[], said: readonly SaidMaker[]) {
  const [byName, ids] = [new Map<string, MakerDesk[]>(), new Set(stored.map((one) => one.id))]
  const key = (name: string, commune: string) => `${commune} ${letterKey(name)}`
  const desks = new Map<string, MakerDesk>()
  for (const now of stored) {
    const desk = { id: now.id, now, draft: producerDraft.parse(keep(now, producerDraft.shape)) }
    desks.set(now.id, desk)
    into(byName, key(now.name, now.commune), desk)
  }
  // Two new makers of one name in two communes both carry their commune's code, whichever row comes first
  const places = new Map<string, Set<string>>()
  for (const { name, commune } of said) places.set(slug(name), (places.get(slug(name)) ?? new Set()).add(commune))

  const idFor = ({ name, commune }: SaidMaker): string => {
    const base = slug(name).slice(0, 48).replace(/-+$/, '')
    const free = [base, `${base}-${commune}`.replace(/^-/, 'co-so-')].filter((id) => id.length >= 3 && !ids.has(id))
    const tied = (places.get(slug(name))?.size ?? 0) > 1
    let id = tied ? free.at(-1) : free[0]
    for (let count = 2; id === undefined || ids.has(id); count++) id = `${base}-${commune}-${count}`
    ids.add(id)
    return id
  }

  return {
    byId: (id: string): MakerDesk | undefined => desks.get(id),
    find(maker: SaidMaker): Match<MakerDesk> {
      const list = byName.get(key(maker.name, maker.commune))
      const found = pick(
        list,
        maker.name,
        (desk) => desk.draft.name,
        (desk) => !!maker.phone && desk.draft.phone === maker.phone,
      )
      if (found) return found
      const desk = { id: idFor(maker), draft: producerDraft.parse(maker) }
      desks.set(desk.id, desk)
      into(byName, key(maker.name, maker.commune), desk)
      return { desk }
    },
  }
}

const digits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
/** A house code from 45 bits of a digest: `H` and nine letters or digits, never read as a GTIN. */
export function houseCode(hex: string): string {
  let [bits, code] = [BigInt(`0x${hex.slice(0, 12)}`) >> 3n, '']
  for (let place = 0; place < 9; place++, bits >>= 5n) code = digits[Number(bits & 31n)] + code
  return `H${code}`
}

const samePaper = (a: Certificate, b: Certificate): boolean =>
  a.kind === b.kind && a.issuer === b.issuer && a.number === b.number
/** Whether a decision is not among those known: issuer, number and day together, for numbers are used again each year. */
export const isNewPaper = (papers: readonly Certificate[], paper: Certificate): boolean =>
  !papers.some((one) => samePaper(one, paper) && one.issued === paper.issued)

/** Finds the product a row means: by its maker and name, or by decision, folded product and folded subject. */
export function matchProducts(stored: readonly Product[], makerOf: (id: string) => MakerDesk | undefined, hash: Hash) {
  const [byName, byPaper] = [new Map<string, ProductDesk[]>(), new Map<string, ProductDesk>()]
  const ids = new Set(stored.map((one) => one.id))
  const nameOf = (desk: ProductDesk) => desk.draft.name
  const key = (maker: string, name: string) => `${maker} ${letterKey(name)}`
  const paperKey = (paper: Certificate, product: string, subject: string) =>
    [paper.issuer, paper.number, paper.issued, letterKey(product), letterKey(subject)].join('|')
  const file = (desk: ProductDesk) => {
    into(byName, key(desk.maker.id, nameOf(desk)), desk)
    for (const paper of desk.certificates) byPaper.set(paperKey(paper, nameOf(desk), desk.maker.draft.name), desk)
  }
  for (const now of stored) {
    const maker = makerOf(now.maker)
    if (!maker) continue
    const draft = productDraft.parse(keep(now, productDraft.shape))
    file({ id: now.id, maker, now, draft, certificates: [...now.certificates] })
  }

  return {
    /** A decision already on file for this product and subject, wherever the subject was then. */
    ofPaper: (product: SaidProduct, maker: SaidMaker, paper: Certificate | undefined): ProductDesk | undefined =>
      paper && byPaper.get(paperKey(paper, product.name, maker.name)),
    find(maker: MakerDesk, product: SaidProduct, paper: Certificate | undefined): Match<ProductDesk> {
      const list = byName.get(key(maker.id, product.name))
      const found = pick(
        list,
        product.name,
        nameOf,
        (desk) => !!paper && desk.certificates.some((one) => samePaper(one, paper)),
      )
      if (found) return found
      const { guessed: _, price = { is: 'ask' }, ...rest } = product
      const draft = productDraft.parse({ ...rest, price })
      const name = `${maker.id}\n${nameKey(product.name)}`
      let id = houseCode(hash(name))
      for (let count = 2; ids.has(id); count++) id = houseCode(hash(`${name}\n${count}`))
      ids.add(id)
      const desk: ProductDesk = { id, maker, draft, certificates: paper ? [paper] : [] }
      file(desk)
      return { desk }
    },
  }
}
