import { deflateRawSync } from 'node:zlib'
import { BatchWriteItemCommand, DynamoDBClient, UpdateTableCommand } from '@aws-sdk/client-dynamodb'
import { placedAt } from '@nguon/functions/product-card'
import { end, fewest, most, type Place, placesOf, writeBoard } from '@nguon/listing/board'
import { communesIn } from '@nguon/listing/commune'
import { product } from '@nguon/listing/product'
import { clientSetting } from '@nguon/local/account'
import { toAttributes } from '@nguon/store/attribute'
import { boardKey, stampKey, stockKey } from '@nguon/store/key'
import { actsOfNew } from '@nguon/store/product'
import type { Item } from '@nguon/store/table'
import { countScan } from '@nguon/trace/scan'
import type { Ground } from './ground.ts'

const at = '2026-11-23T02:00:00.000Z'
const groups = ['I', 'II', 'III', 'IV', 'V', 'VI'] as const
const words = ['Nem', 'Mắm', 'Chè', 'Gạo', 'Bánh', 'Mật', 'Trà', 'Rượu', 'Cói', 'Cam']
const communes = communesIn('38')
export const idOf = (n: number) => `SP${String(n).padStart(8, '0')}`

const scanned = { hour: '2026-11-20T02', province: '38', device: 'a-phone-of-a-bench' }

/** Neither chance nor a clock: the nth product is always the same. */
const make = (n: number) =>
  product.parse({
    ...{ id: idOf(n), name: `${words[n % 10]} ${words[(n * 7 + 3) % 10]?.toLowerCase()} số ${n}` },
    ...{ group: groups[n % 6], price: { is: 'exact', dong: 20_000 + (n % 1000) * 500, unit: 'hộp' } },
    ...{ maker: `vi-du-${n >> 3}`, makerName: 'Hợp tác xã Ví Dụ', commune: communes[n % communes.length]?.code },
    ...{ province: '38', certificates: [], revision: 1, createdAt: at, updatedAt: at },
    description: 'Hàng của một hộ ở xã, gói lá chuối, để được bảy ngày.',
    publication: { state: 'published', at: new Date(Date.parse(at) - n * 1_000).toISOString(), by: 'bench' },
  })

/** Puts so many products with their stock and their shelves, and so many scanned stamps, into a table, as the house would write them, in bulk and without the stream. */
export async function fillTable(ground: Ground, count: number): Promise<void> {
  const client = new DynamoDBClient(clientSetting(ground.engine.endpoint))
  const { name } = ground.house.table
  // The embedded engine's writes slow down with every change its stream holds (1.2.1: 1.2 ms without, 9.7 ms behind 60,000);
  // DynamoDB's do not. What is measured is the size of the table.
  const StreamSpecification = { StreamEnabled: false }
  await client.send(new UpdateTableCommand({ TableName: name, StreamSpecification }))
  async function putAll(items: Iterator<Item>) {
    const hand = async () => {
      for (let last = false; !last; ) {
        const some: Item[] = []
        while (some.length < 25 && !last) {
          const it = items.next()
          if (it.done) last = true
          else some.push(it.value)
        }
        const requests = some.map((it) => ({ PutRequest: { Item: toAttributes(it) as never } }))
        if (some.length > 0) await client.send(new BatchWriteItemCommand({ RequestItems: { [name]: requests } }))
      }
    }
    await Promise.all(Array.from({ length: 8 }, hand))
  }
  const shelves = new Map<string, { at: string; n: number }[]>()
  const lay = ({ shelf, at }: Place, n: number) => {
    const known = shelves.get(shelf) ?? []
    shelves.set(shelf, known)
    known.push({ at, n })
  }
  function* goods(): Generator<Item> {
    for (let n = 0; n < count; n++) {
      const it = make(n)
      const [first] = actsOfNew(it, 100, ground.audit())
      if (first && 'put' in first) yield first.put
      yield { ...stockKey(it.id), left: 100, at }
      for (const place of placesOf(it)) lay(place, n)
    }
  }
  const size = (most + fewest) / 2
  function* boards(): Generator<Item> {
    for (const [shelf, places] of shelves) {
      places.sort((a, b) => (a.at < b.at ? -1 : 1))
      for (let from = 0; from < places.length; from += size) {
        const here = places.slice(from, from + size)
        const to = from + size < places.length ? here.at(-1)!.at : end
        const cards = deflateRawSync(writeBoard(here.map(({ at, n }) => placedAt(make(n), at))))
        yield { ...boardKey(shelf, to), to, version: 1, cards }
      }
    }
  }
  // As many stamps, each scanned before, of other goods than those that are asked for.
  function* stamps(): Generator<Item> {
    for (let n = 0; n < count; n++)
      yield { ...stampKey(idOf(n), n.toString(32).toUpperCase().padStart(12, '0')), ...countScan(undefined, scanned) }
  }
  await putAll(goods())
  await putAll(boards())
  await putAll(stamps())
  client.destroy()
}
