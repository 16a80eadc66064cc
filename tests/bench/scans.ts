import { brotliCompressSync, gzipSync } from 'node:zlib'
import { GetCommand } from '@aws-sdk/lib-dynamodb'
import { resolver } from '@nguon/functions/resolver'
import { resolverHouse } from '@nguon/functions/resolver-house'
import { siteDoor } from '@nguon/functions/site-door'
import { linksKey } from '@nguon/store/key'
import { addScan, readScanned } from '@nguon/store/passport'
import { serialOf } from '@nguon/trace/stamp'
import { Hono } from 'hono'
import { type Bench, interleaved, perSecond } from './bench.ts'
import { openGround } from './ground.ts'

/** S1, S2, S3: a scan from the code to the page. */
export const scans: Bench = async () => {
  const ground = await openGround()
  const { house, demo } = ground
  const app = resolver(resolverHouse(house))
  const floorApp = new Hono().get('/01/*', async (c) => {
    const { Item } = await ground.doc.send(
      new GetCommand({ TableName: house.table.name, Key: linksKey(demo.stamp.gtin) }),
    )
    return c.redirect(`/tem/${Item?.product}`, 307)
  })
  let at = 0
  const link = () =>
    `http://localhost:4000/01/${demo.stamp.gtin}/10/${demo.stamp.lot}/21/${serialOf(house.stampKeys, demo.stamp.gtin, at++ % 400)}`
  const [redirects, floor] = await interleaved(
    7,
    () => perSecond(async () => app.request(link())),
    () => perSecond(async () => floorApp.request(link())),
  )

  const { site } = await import(new URL('../../site/dist/server/entry.mjs', import.meta.url).href)
  const page = (path: string) =>
    site(new Request(`http://localhost:4000${path}`), {
      house: siteDoor(
        house,
        ground.app,
        new Request('http://localhost:4000', { headers: { 'user-agent': `phone ${at++}` } }),
      ),
    })
  const passport = () =>
    `/tem/${demo.stamp.gtin}/${demo.stamp.lot}/${serialOf(house.stampKeys, demo.stamp.gtin, at++ % 400)}`
  const read = async (path: string) => (await page(path)).text()
  const hour = '2026-11-23T02'
  const pages = () =>
    interleaved(
      7,
      () => perSecond(() => read(passport())),
      () => perSecond(() => read('/ve-tem')),
    )
  const write = () =>
    addScan(house.table, { ...demo.stamp, product: demo.stamp.gtin, serial: 'K7MQ2R9DFH3P', hour, device: `d${at++}` })
  // What the engine gives for the read and the write of a scan when nobody makes a page of them.
  const asks = () => {
    const { gtin, lot } = demo.stamp
    const serial = serialOf(house.stampKeys, gtin, at++ % 400)
    const scanned = addScan(house.table, { product: gtin, lot, serial, hour, device: `d${at++}` })
    return Promise.all([readScanned(house.table, gtin, lot, serial), scanned])
  }
  const [streaming, beside] = await pages()
  const streamed = await perSecond(write)
  await ground.restStream()
  const [passports, constant] = await pages()
  const written = await perSecond(write)
  const asked = await perSecond(asks)
  const [fair, waiting] = await interleaved(
    5,
    () => perSecond(() => read(passport())),
    () => perSecond(async () => [await asks(), await read('/ve-tem')]),
  )
  const html = await read(passport())
  await ground.close()
  return [
    {
      id: 'S1',
      what: 'resolver answer for a known stamp',
      ours: redirects,
      floor,
      unit: '/s',
      target: { ratio: 0.8, better: 'more' },
      note: 'nothing is read: the keyed check is proof enough; floor: Hono and one SDK GetItem',
    },
    {
      id: 'S2',
      what: 'passport page, one read and one write',
      ours: passports,
      floor: constant,
      unit: '/s',
      target: { ratio: 0.5, better: 'more' },
      note: `floor: a constant page of the same site; the engine’s stream rests, ${Math.round(written)} scans written a second`,
    },
    {
      id: 'S2',
      what: 'the same while the engine keeps its stream',
      ours: streaming,
      floor: beside,
      unit: '/s',
      target: { better: 'more' },
      note: `the embedded engine alone writes ${Math.round(streamed)} scans a second here`,
    },
    {
      id: 'S2',
      what: 'the read and the write of a scan alone, without a page',
      ours: asked,
      floor: constant,
      unit: '/s',
      target: { better: 'more' },
      note: 'what the embedded engine leaves for any page made of them',
    },
    {
      id: 'S2',
      what: 'passport page beside a constant page after the same read and write',
      ours: fair,
      floor: waiting,
      unit: '/s',
      target: { better: 'more' },
      note: 'both wait for the engine: what is left is what the page itself takes',
    },
    {
      id: 'S2',
      what: 'passport page against the GS1 resolver’s ceiling',
      ours: passports,
      floor: 47,
      unit: '/s',
      target: { ratio: 20, better: 'more' },
      note: 'ceiling as measured in speed.md',
    },
    {
      id: 'S3',
      what: 'passport page on the wire, gzip',
      ours: gzipSync(html).length / 1024,
      unit: 'KB',
      target: { value: 14, better: 'less' },
    },
    {
      id: 'S3',
      what: 'passport page on the wire, brotli',
      ours: brotliCompressSync(html).length / 1024,
      unit: 'KB',
      target: { value: 14, better: 'less' },
    },
  ]
}
