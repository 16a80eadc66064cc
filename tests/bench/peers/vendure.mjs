import { writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'

/**
 * Vendure with PostgreSQL and its own search plugin, filled with as many products as asked for. Run from the folder into which
 * it was installed: `node vendure.mjs PORT POSTGRES_PORT PRODUCTS`. Says `ready` when it answers and its index is built.
 * https://docs.vendure.io/guides/developer-guide/importing-data/
 */
const [port, postgres, count] = process.argv.slice(2).map(Number)
const require = createRequire(join(process.cwd(), 'package.json'))
const { bootstrap, DefaultLogger, DefaultSearchPlugin, dummyPaymentHandler, JobQueueService, LogLevel } =
  require('@vendure/core')
const { populate } = require('@vendure/core/cli')

const config = {
  apiOptions: { port, hostname: '127.0.0.1', adminApiPath: 'admin-api', shopApiPath: 'shop-api' },
  authOptions: { tokenMethod: ['bearer'], superadminCredentials: { identifier: 'superadmin', password: 'superadmin' } },
  dbConnectionOptions: {
    ...{ type: 'postgres', host: '127.0.0.1', port: postgres, username: 'peer', database: 'peer' },
    ...{ synchronize: true, logging: false },
  },
  paymentOptions: { paymentMethodHandlers: [dummyPaymentHandler] },
  importExportOptions: { importAssetsDir: process.cwd() },
  logger: new DefaultLogger({ level: LogLevel.Warn }),
  plugins: [DefaultSearchPlugin.init({ bufferUpdates: false })],
}
const initial = {
  defaultLanguage: 'vi',
  defaultZone: 'Asia',
  countries: [{ name: 'Việt Nam', code: 'VN', zone: 'Asia' }],
  taxRates: [{ name: 'Thuế', percentage: 8 }],
  shippingMethods: [{ name: 'Giao', price: 20_000 }],
  paymentMethods: [],
  collections: [],
  roles: [],
}
const columns =
  'name,slug,description,assets,facets,optionGroups,optionValues,sku,price,taxCategory,stockOnHand,trackInventory,variantAssets,variantFacets'
const row = (n) =>
  `Nem chua số ${n},nem-chua-${n},"Hàng của một hộ ở xã, gói lá chuối, để được bảy ngày",,,,,SP${n},${20_000 + n},standard,100,false,,`
const csv = join(process.cwd(), 'products.csv')
writeFileSync(csv, [columns, ...Array.from({ length: count }, (_, n) => row(n))].join('\n'))

const app = await populate(
  async () => {
    const started = await bootstrap(config)
    await started.get(JobQueueService).start()
    return started
  },
  initial,
  csv,
)

/** The index is built by jobs after the import: it is done when the last word finds its product. */
async function found() {
  const query = `{ search(input: { term: "chua", take: 1, groupByProduct: true }) { totalItems } }`
  const answer = await fetch(`http://127.0.0.1:${port}/shop-api`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query }),
  })
  return (await answer.json()).data?.search.totalItems ?? 0
}
for (let n = 0; n < 600 && (await found()) < count; n++) await new Promise((resolve) => setTimeout(resolve, 500))
console.log(`ready ${await found()}`)
process.on('SIGTERM', () => app.close().then(() => process.exit(0)))
