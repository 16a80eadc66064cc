import type { Certificate } from './certificate.ts'
import { communeOf, sayCommune } from './commune.ts'
import type { Finding, QuestionCode, RepairCode } from './finding.ts'
import type { Field } from './mapping.ts'
import { type Hash, isNewPaper, type MakerDesk, matchMakers, matchProducts, type ProductDesk } from './match.ts'
import { type Area, isInside } from './place.ts'
import { sayPrice } from './price.ts'
import type { Producer, ProducerDraft } from './producer.ts'
import type { Product, ProductDraft } from './product.ts'
import type { ReadRow, SaidMaker, SaidProduct } from './validate.ts'

/** What is written of a maker. `revision` is the one this plan saw: a commit that finds another has lost the race. */
export type PlannedMaker =
  | { is: 'create'; id: string; draft: ProducerDraft }
  | { is: 'update'; id: string; revision: number; draft: ProducerDraft }
  | { is: 'unchanged'; id: string }

/** What is written of a product, its maker's name and place included. */
export type PlannedProduct =
  | {
      is: 'create'
      id: string
      maker: string
      makerName: string
      commune: string
      province: string
      draft: ProductDraft
      certificates: Certificate[]
    }
  | { is: 'update'; id: string; revision: number; draft: ProductDraft; certificates: Certificate[] }
  | { is: 'unchanged'; id: string }

export type RowFate = 'create' | 'update' | 'unchanged' | 'ask' | 'repeat'
/** The fate of one row of the sheet; `maker` and `product` are the ids it leads to. */
export type PlannedRow = { row: number; is: RowFate; maker?: string; product?: string; findings: Finding[] }

/** A whole import before it happens. The digest covers every write: who approves it approves exactly this. */
export type Plan = {
  digest: string
  counts: Record<RowFate, number> & { rows: number; repaired: number; newMakers: number; changedMakers: number }
  makers: PlannedMaker[]
  products: PlannedProduct[]
  rows: PlannedRow[]
}

/**
 * `current`: every maker and product of the officer's province; what is missing there is made again. `hash`: SHA-256 as hex, where it matters.
 */
export type PlanInput = {
  rows: readonly ReadRow[]
  current: { producers: readonly Producer[]; products: readonly Product[] }
  officer: Area & { id: string }
  hash: Hash
}

/**
 * Decides what an import would write: new makers and products, gaps filled and decisions added to those already there. What a maker has
 * said since is never overwritten. Pure: the same rows against the same state give the same digest, and rows already written change nothing.
 */
export function planImport({ rows, current, officer, hash }: PlanInput): Plan {
  const makers = matchMakers(
    current.producers,
    rows.flatMap((row) => row.said?.maker ?? []),
  )
  const products = matchProducts(current.products, makers.byId, hash)
  const seen = new Map<ProductDesk, { row: number; said: object }>()
  const planned: (PlannedRow & { desk?: ProductDesk })[] = []

  for (const { row, said, findings } of rows) {
    const remarks = [...findings]
    const ask = (field: Field, code: QuestionCode, found: string, value: string) => {
      remarks.push({ row, field, at: `${row}:${field}`, level: 'ask', code, found, value })
      planned.push({ row, is: 'ask', findings: remarks })
    }
    const look = (field: Field, code: RepairCode, found: string, value: string) =>
      remarks.push({ row, field, at: `${row}:${field}`, level: 'look', code, found, value })
    if (!said) {
      planned.push({ row, is: 'ask', findings })
      continue
    }
    const commune = communeOf(said.maker.commune)
    if (!commune || !isInside(commune, officer)) {
      ask('place', 'place/outside', said.maker.commune, sayCommune(said.maker.commune, 'vi'))
      continue
    }
    const known = products.ofPaper(said.product, said.maker, said.paper)
    const maker = known ? { desk: known.maker } : makers.find(said.maker)
    if ('alike' in maker) {
      ask('maker', 'maker/alike', said.maker.name, maker.alike)
      continue
    }
    const product = known ? { desk: known } : products.find(maker.desk, said.product, said.paper)
    if ('alike' in product) {
      ask('product', 'product/alike', said.product.name, product.alike)
      continue
    }
    const ids = { maker: maker.desk.id, product: product.desk.id, desk: product.desk }
    const earlier = seen.get(product.desk)
    if (earlier && steady(earlier.said) === steady(said)) {
      look('product', 'row/repeat', said.product.name, String(earlier.row))
      planned.push({ row, is: 'repeat', ...ids, findings: remarks })
      continue
    }
    // One product may stand twice for two decisions, never for two prices
    if (earlier && !(said.paper && isNewPaper(product.desk.certificates, said.paper))) {
      ask('product', 'row/conflict', said.product.name, String(earlier.row))
      continue
    }
    if (!earlier) seen.set(product.desk, { row, said })
    fillMaker(maker.desk, said.maker, look)
    fillProduct(product.desk, said.product, said.paper, look)
    planned.push({ row, is: 'unchanged', ...ids, findings: remarks })
  }

  const productPlans = new Map([...seen.keys()].map((desk) => [desk, planProduct(desk)]))
  const makerPlans = [...new Set([...seen.keys()].map((desk) => desk.maker))].map(planMaker)
  const fated = planned.map(({ desk, ...row }): PlannedRow => {
    const plan = row.is === 'unchanged' && desk ? productPlans.get(desk) : undefined
    return plan ? { ...row, is: plan.is } : row
  })
  const [makersOut, productsOut] = [makerPlans, [...productPlans.values()]]
  const { id, province, commune } = officer
  const writes = [makersOut, productsOut].map((list) => list.filter((one) => one.is !== 'unchanged'))
  return {
    digest: hash(steady({ officer: { id, province, commune }, writes })),
    counts: countRows(fated, makersOut),
    makers: makersOut,
    products: productsOut,
    rows: fated,
  }
}

type Look = (field: Field, code: RepairCode, found: string, value: string) => void

function fillMaker(desk: MakerDesk, said: SaidMaker, look: Look): void {
  const { addressAsPrinted, representative, phone, taxCode } = said
  if (phone && desk.draft.phone && phone !== desk.draft.phone) look('phone', 'maker/kept', phone, '')
  // A list of decisions may show that a maker is registered; it never shows the contrary
  const businessRegistered = desk.draft.businessRegistered || said.businessRegistered
  desk.draft = { ...told({ addressAsPrinted, representative, phone, taxCode }), ...desk.draft, businessRegistered }
}

function fillProduct(desk: ProductDesk, said: SaidProduct, paper: Certificate | undefined, look: Look): void {
  const { pack, standard, brand, criteriaSet, price } = said
  const draft = desk.draft
  if (price && draft.price.is === 'ask') desk.draft = { ...draft, price }
  else if (price && price.is !== 'ask' && steady(price) !== steady(draft.price))
    look('price', 'price/kept', sayPrice(price) ?? '', sayPrice(draft.price) ?? '')
  const set = criteriaSet !== undefined && said.group === draft.group ? { criteriaSet } : {}
  desk.draft = { ...told({ pack, standard, brand }), ...set, ...desk.draft }
  if (paper && isNewPaper(desk.certificates, paper) && desk.certificates.length < 20)
    desk.certificates = [...desk.certificates, paper]
}

const told = <T extends object>(values: T): Partial<T> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<T>

function planMaker({ id, now, draft }: MakerDesk): PlannedMaker {
  if (!now) return { is: 'create', id, draft }
  return isWithin(draft, now) ? { is: 'unchanged', id } : { is: 'update', id, revision: now.revision, draft }
}

function planProduct({ id, now, draft, certificates, maker }: ProductDesk): PlannedProduct {
  const { name: makerName, commune, province } = maker.draft
  if (!now) return { is: 'create', id, maker: maker.id, makerName, commune, province, draft, certificates }
  if (isWithin(draft, now) && certificates.length === now.certificates.length) return { is: 'unchanged', id }
  return { is: 'update', id, revision: now.revision, draft, certificates }
}

const isWithin = (draft: object, stored: object): boolean => {
  const now = new Map<string, unknown>(Object.entries(stored))
  return Object.entries(draft).every(([key, value]) => steady(value) === steady(now.get(key)))
}

/** JSON with its keys in order, so that equal things give equal text. */
function steady(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(steady).join()}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null'
  const entries = Object.entries(value).filter(([, one]) => one !== undefined)
  return `{${entries
    .map(([key, one]) => `${JSON.stringify(key)}:${steady(one)}`)
    .sort()
    .join()}}`
}

function countRows(rows: readonly PlannedRow[], makers: readonly PlannedMaker[]): Plan['counts'] {
  const counts = {
    rows: rows.length,
    create: 0,
    update: 0,
    unchanged: 0,
    ask: 0,
    repeat: 0,
    repaired: 0,
    newMakers: 0,
    changedMakers: 0,
  }
  for (const row of rows) {
    counts[row.is] += 1
    if (row.is !== 'ask' && row.findings.length > 0) counts.repaired += 1
  }
  for (const maker of makers) {
    if (maker.is === 'create') counts.newMakers += 1
    if (maker.is === 'update') counts.changedMakers += 1
  }
  return counts
}
