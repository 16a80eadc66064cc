import { communesIn } from '@nguon/listing/commune'
import { nameKey } from '@nguon/listing/match'
import type { Area } from '@nguon/listing/place'
import { type Plan, type PlanInput, planImport } from '@nguon/listing/plan'
import { fold } from '@nguon/listing/text'
import { allInCommune, readProducers } from '@nguon/store/producer'
import { allOfMaker, readProducts } from '@nguon/store/product'
import type { House } from '../house.ts'

type Current = PlanInput['current']

/** Plans against the table as it is. Ids are looked up in the table itself, because an index may lag and another province may own a name. */
export async function planNow(house: House, input: Omit<PlanInput, 'current'>): Promise<Plan> {
  let current = await readCurrent(house, input.officer, input.rows)
  for (let round = 0; round < 6; round++) {
    const plan = planImport({ ...input, current })
    const taken = await readTaken(house, plan)
    if (taken.producers.length + taken.products.length === 0) return plan
    current = {
      producers: [...current.producers, ...taken.producers],
      products: [...current.products, ...taken.products],
    }
  }
  throw new Error('the ids of a plan are taken again and again')
}

/** Every maker of the area, and the products of those that the list names. */
async function readCurrent({ table }: House, area: Area, rows: PlanInput['rows']): Promise<Current> {
  const communes = area.commune ? [area.commune] : communesIn(area.province).map((one) => one.code)
  const producers = (await inTurns(communes, (commune) => allInCommune(table, commune))).flat()
  const key = (name: string) => fold(nameKey(name))
  const named = new Set(rows.flatMap((row) => (row.said ? [key(row.said.maker.name)] : [])))
  const meant = producers.filter((one) => named.has(key(one.name)))
  return { producers, products: (await inTurns(meant, (one) => allOfMaker(table, one.id))).flat() }
}

/** What the ids of new things already belong to: read by key, a hundred at a time. */
async function readTaken({ table }: House, plan: Plan): Promise<Current> {
  const fresh = (list: readonly { is: string; id: string }[]) =>
    inHundreds(list.filter((one) => one.is === 'create').map((one) => one.id))
  return {
    producers: (await inTurns(fresh(plan.makers), (ids) => readProducers(table, ids))).flat(),
    products: (await inTurns(fresh(plan.products), (ids) => readProducts(table, ids))).flat(),
  }
}

const inHundreds = (ids: readonly string[]): string[][] =>
  Array.from({ length: Math.ceil(ids.length / 100) }, (_, at) => ids.slice(at * 100, at * 100 + 100))

/** Sixteen questions at a time. */
async function inTurns<A, B>(list: readonly A[], ask: (one: A) => Promise<B>): Promise<B[]> {
  const out: B[] = []
  for (let at = 0; at < list.length; at += 16) out.push(...(await Promise.all(list.slice(at, at + 16).map(ask))))
  return out
}
