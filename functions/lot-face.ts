import { readChecks } from '@nguon/store/item-check'
import { listEvents, readLot } from '@nguon/store/lot'
import { keepFace, type PassportFace } from '@nguon/store/passport'
import { readProducer } from '@nguon/store/producer'
import { readProduct } from '@nguon/store/product'
import { type ItemKey, missingItems } from '@nguon/trace/passport-items'
import { seasonsOf } from './diary.ts'
import type { House } from './house.ts'
import { faceOf } from './project/face.ts'

/** The face of a lot as everything stands now, however far the projection is. */
export async function readFace(house: House, id: string, number: string): Promise<PassportFace | undefined> {
  const product = await readProduct(house.table, id)
  const [maker, lot, events, seen] = await Promise.all([
    product && readProducer(house.table, product.maker),
    readLot(house.table, id, number),
    listEvents(house.table, id, number),
    readChecks(house.table, id, number),
  ])
  if (!product || !maker || !lot) return undefined
  return faceOf(product, maker, lot, events, await seasonsOf(house, maker.id, events), seen.checks)
}

/** Brings a lot's passport up to the present; it goes public as soon as it has every item it must have. */
export async function refreshFace(
  house: House,
  id: string,
  number: string,
): Promise<{ missing: ItemKey[] } | undefined> {
  const face = await readFace(house, id, number)
  if (!face) return undefined
  const missing = missingItems(face)
  await keepFace(house.table, face, missing.length === 0)
  return { missing }
}
