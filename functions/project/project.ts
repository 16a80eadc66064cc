import { type Placing, placing } from '@nguon/listing/board'
import { readHistory } from '@nguon/store/history'
import { cropLine } from '@nguon/store/key'
import { keepLatest } from '@nguon/store/latest'
import { noteHead } from '@nguon/store/log'
import { listLots } from '@nguon/store/lot'
import { readProducer } from '@nguon/store/producer'
import { listOfMaker, renameMaker } from '@nguon/store/product'
import { imageOf, type StreamEvent, type StreamRecord } from '@nguon/store/stream'
import { lotsOf } from '@nguon/trace/season'
import type { House } from '../house.ts'
import { refreshFace } from '../lot-face.ts'
import { forgetReporter } from '../report.ts'
import { indexProducts } from '../shelf-index.ts'
import { followScan, forgetScan } from './scans.ts'
import { shelve } from './shelve.ts'

type Failures = { batchItemFailures: { itemIdentifier: string }[] }

/**
 * What follows from changes: stamps count their scans, passports show the latest of product, maker and events, the shelves
 * and the search index know what is published. Every step reads the present and can be repeated; the first record that fails is where
 * the stream begins again.
 */
export const project =
  (house: House) =>
  async (event: StreamEvent): Promise<Failures> => {
    const products = new Map<string, Placing[]>()
    const done = new Set<string>()
    for (const record of event.Records) {
      try {
        await follow(house, record, done, products)
      } catch (error) {
        console.error(
          JSON.stringify({ what: 'a change could not be followed', keys: record.dynamodb?.Keys, why: String(error) }),
        )
        return { batchItemFailures: [{ itemIdentifier: record.dynamodb?.SequenceNumber ?? '' }] }
      }
    }
    if (products.size > 0) await Promise.all([indexProducts(house, [...products.keys()]), shelve(house, products)])
    return { batchItemFailures: [] }
  }

/** `products` gathers what changed, each with the versions it had before. */
async function follow(
  house: House,
  record: StreamRecord,
  done: Set<string>,
  products: Map<string, Placing[]>,
): Promise<void> {
  const { pk, sk } = imageOf(record.dynamodb?.Keys)
  const [kind, id = ''] = String(pk).split('#')
  const now = record.dynamodb?.NewImage
  const scanned = kind === 'STAMP' && String(sk).startsWith('SCAN#')
  if (scanned && record.eventName === 'REMOVE') return forgetScan(house, imageOf(record.dynamodb?.Keys))
  if (kind === 'REPORT' && sk === 'REPORTER' && record.eventName === 'REMOVE')
    return forgetReporter(house, imageOf(record.dynamodb?.OldImage))
  if (!now) return
  const once = (what: string, work: () => Promise<void>) => {
    if (done.has(what)) return
    done.add(what)
    return work()
  }
  if (scanned && record.eventName === 'INSERT') return followScan(house, imageOf(now))
  if (kind === 'PRODUCT' && sk === 'PRODUCT') {
    const was = record.dynamodb?.OldImage ? [placing.parse(imageOf(record.dynamodb.OldImage))] : []
    products.set(id, [...(products.get(id) ?? []), ...was])
    if (record.eventName === 'MODIFY') await once(`product ${id}`, () => facesOfProduct(house, id))
  }
  if (kind === 'PRODUCT' && String(sk).startsWith('LOT#')) await once(`lots ${id}`, () => keepLatest(house.table, id))
  if (kind === 'PRODUCER' && sk === 'PRODUCER' && record.eventName === 'MODIFY')
    await once(`maker ${id}`, () => facesOfMaker(house, id))
  if (sk === 'HEAD') await once(`head ${pk}`, () => noteHead(house.table, String(pk)))
  if (kind === 'LOT' && (sk === 'CHECKS' || (String(sk).startsWith('EVENT#') && Number(imageOf(now).seq) > 1))) {
    const [, product = '', lot = ''] = String(pk).split('#')
    await once(`lot ${product} ${lot}`, async () => void (await refreshFace(house, product, lot)))
  }
  if (sk === 'CHECKS' && kind === 'PRODUCT') await once(`product ${id}`, () => facesOfProduct(house, id))
  if (kind === 'CROP' && String(sk).startsWith('EVENT#')) await once(`crop ${id}`, () => facesOfCrop(house, id))
}

/** What a crop's diary says is told on every lot it was harvested into, also where a harvest or a spray was said right later. */
async function facesOfCrop(house: House, id: string): Promise<void> {
  for (const { product, lot } of lotsOf(await readHistory(house.table, cropLine(id))))
    await refreshFace(house, product, lot)
}

async function facesOfProduct(house: House, id: string): Promise<void> {
  await keepLatest(house.table, id)
  for (let after: Record<string, unknown> | undefined; ; ) {
    const page = await listLots(house.table, id, 50, after)
    for (const lot of page.items) await refreshFace(house, id, lot.lot)
    if (!page.next) return
    after = page.next
  }
}

/** A maker's name stands on each of its products, so a new name is carried there; from there the passports follow. */
async function facesOfMaker(house: House, id: string): Promise<void> {
  const maker = await readProducer(house.table, id)
  if (!maker) return
  for (let after: Record<string, unknown> | undefined; ; ) {
    const page = await listOfMaker(house.table, id, 50, after)
    for (const product of page.items) {
      if (product.makerName !== maker.name) await renameMaker(house.table, product, maker.name)
      await facesOfProduct(house, product.id)
    }
    if (!page.next) return
    after = page.next
  }
}
