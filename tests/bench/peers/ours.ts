import { serve } from '@hono/node-server'
import { shelve } from '@nguon/functions/project/shelve'
import { indexProducts } from '@nguon/functions/shelf-index'
import { placing } from '@nguon/listing/board'
import { product } from '@nguon/listing/product'
import { addProduct } from '@nguon/store/product'
import { openGround } from '../ground.ts'

/** Our own API behind HTTP with as many products as the peer has: `node ours.ts PORT PRODUCTS`. Says `ready`. */
const [port, count] = process.argv.slice(2).map(Number) as [number, number]
const ground = await openGround()
const { house, app } = ground
const at = house.now().toISOString()
const make = (n: number) =>
  product.parse({
    ...{ id: `SP${String(n).padStart(6, '0')}`, name: `Nem chua số ${n}`, group: 'I' },
    ...{ price: { is: 'exact', dong: 20_000 + n, unit: 'chục' }, maker: ground.maker, makerName: 'Hộ bà Mai' },
    ...{ description: 'Hàng của một hộ ở xã, gói lá chuối, để được bảy ngày', commune: '14797', province: '38' },
    ...{ certificates: [], publication: { state: 'published', at, by: 'bench' } },
    ...{ revision: 1, createdAt: at, updatedAt: at },
  })
const all = Array.from({ length: count }, (_, n) => make(n))
for (let from = 0; from < count; from += 50)
  await Promise.all(all.slice(from, from + 50).map((it) => addProduct(house.table, it, 100, ground.audit())))
await indexProducts(
  house,
  all.map(({ id }) => id),
)
await shelve(house, new Map(all.map((it) => [it.id, [placing.parse(it)]])))
serve({ fetch: app.fetch, port, hostname: '127.0.0.1' }, () => console.log('ready'))
