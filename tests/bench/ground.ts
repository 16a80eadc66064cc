import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DynamoDBClient, UpdateTableCommand } from '@aws-sdk/client-dynamodb'
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb'
import { marshall } from '@aws-sdk/util-dynamodb'
import { api } from '@nguon/functions/api/api'
import { seedDemo } from '@nguon/functions/demo/demo'
import { openHouse } from '@nguon/functions/open'
import { faceOf } from '@nguon/functions/project/face'
import { project } from '@nguon/functions/project/project'
import { clientSetting } from '@nguon/local/account'
import { startCloud } from '@nguon/local/cloud'
import { startEngine } from '@nguon/local/engine'
import { refused, say } from '@nguon/local/refusal'
import { pumpStream } from '@nguon/local/stream'
import { createTable } from '@nguon/local/table'
import { expiryDefinition, tableDefinition } from '@nguon/store/definition'
import { addLot } from '@nguon/store/lot'
import { readProducer } from '@nguon/store/producer'
import { readProduct } from '@nguon/store/product'
import { isNew, write } from '@nguon/store/table'
import { chain, nothingBefore } from '@nguon/trace/history'
import { commissioning } from '@nguon/trace/telling'

/** A house with the demo province on a real engine in memory, for measuring. */
export async function openGround() {
  const engine = await startEngine({})
  if (refused(engine)) throw new Error(say(engine))
  const cloud = await startCloud({
    buckets: ['media', 'imports', 'published', 'sealed'],
    queues: [{ name: 'intake', dead: 'intake-dead', tries: 3, seconds: 5 }],
  })
  const table = 'bench'
  await createTable(engine.endpoint, { table: tableDefinition(table), expiry: expiryDefinition(table) })
  const house = openHouse({
    ...{
      table,
      buckets: { media: 'media', imports: 'imports', published: 'published', sealed: 'sealed' },
      intake: cloud.queueUrl('intake'),
      origin: 'http://localhost:4000',
      province: '38',
    },
    secret: (purpose) => `${purpose}-of-a-measurement-0123456789abcdef`,
    clients: {
      dynamodb: clientSetting(engine.endpoint),
      s3: { ...clientSetting(cloud.endpoint), forcePathStyle: true },
      sqs: clientSetting(cloud.endpoint),
    },
    send: async () => {},
  })
  const app = api(house)
  const demo = await seedDemo(house, app)
  // What follows from the demo is followed to its end, so that nothing runs beside what is measured.
  const folder = mkdtempSync(join(tmpdir(), 'nguon-bench-'))
  const stream = await pumpStream({
    ...{ endpoint: engine.endpoint, table, handler: project(house), file: join(folder, 'position.json') },
  })
  await stream.settled()
  await stream.stop()
  rmSync(folder, { recursive: true })
  const product = await readProduct(house.table, demo.stamp.gtin)
  const maker = product && (await readProducer(house.table, product.maker))
  if (!product || !maker) throw new Error('the demo has no product')
  let count = 0
  const audit = () => ({
    id: `bench-${++count}`,
    at: '2026-11-23T02:00:00.000Z',
    actor: { kind: 'house' as const, id: 'bench', name: 'bench' },
    verb: 'stamp.issue',
    thingKind: 'lot',
    thing: 'bench',
  })
  return {
    ...{ house, app, demo, engine, product: product.id, maker: maker.id, audit },
    async addLot(number: string, table = house.table) {
      const at = '2026-11-23T02:00:00.000Z'
      const lot = { lot: number, made: '2026-11-20', product: product.id, maker: maker.id, createdAt: at, by: 'bench' }
      const event = commissioning({
        product: product.id,
        lot: number,
        at: new Date(at),
        origin: house.origin,
        declaredBy: maker.name,
      })
      const told = { event, recorded: { recordTime: at, declaredBy: maker.name } }
      const face = faceOf(product, maker, lot, [chain(nothingBefore, event, told.recorded)])
      await addLot(table, lot, told, { ...face, segments: [], version: 0 }, audit())
    },
    /** The floor of an issue: one guarded transaction of four small items, in ms. */
    async bareTransaction(): Promise<number> {
      const start = performance.now()
      const n = ++count
      await write(
        house.table,
        [1, 2, 3, 4].map((at) => ({ put: { pk: `BARE#${n}`, sk: String(at), next: n }, believing: isNew })),
      )
      return performance.now() - start
    },
    marshall,
    /** The embedded engine takes longer over each record of a stream that grows; how DynamoDB keeps its stream is no part of a request. */
    async restStream() {
      const StreamSpecification = { StreamEnabled: false }
      await new DynamoDBClient(clientSetting(engine.endpoint)).send(
        new UpdateTableCommand({ TableName: table, StreamSpecification }),
      )
    },
    /** The SDK's client, for floors. */
    doc: DynamoDBDocumentClient.from(new DynamoDBClient(clientSetting(engine.endpoint))),
    async close() {
      await cloud.stop()
      await engine.stop()
    },
  }
}

export type Ground = Awaited<ReturnType<typeof openGround>>
