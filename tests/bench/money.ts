import { brotliCompressSync } from 'node:zlib'
import { marshall } from '@aws-sdk/util-dynamodb'
import { project } from '@nguon/functions/project/project'
import { resolver } from '@nguon/functions/resolver'
import { resolverHouse } from '@nguon/functions/resolver-house'
import { siteDoor } from '@nguon/functions/site-door'
import { scanKey } from '@nguon/store/key'
import { serialOf } from '@nguon/trace/stamp'
import { entries } from '../../infra/entries.ts'
import type { Bench, Line } from './bench.ts'
import { openGround } from './ground.ts'
import { counted } from './units.ts'

/** USD, list prices of ap-southeast-1 and of CloudFront in Asia as known in 2026; to be checked before they are believed. */
const price = {
  millionReads: 0.1425,
  millionWrites: 0.7125,
  millionRuns: 0.2,
  gbSecond: 0.000_013_333_4,
  millionEdge: 1.2,
  millionEdgeFunctions: 0.1,
  edgeGb: 0.12,
  millionGuarded: 0.6,
}
/** A function of this many MB has one whole processor; a smaller one has its share. */
const wholeProcessor = 1769
const scans = 200

/** S14: what a million scans cost, from the reads, writes, bytes and processor time of each step. */
export const money: Bench = async () => {
  const ground = await openGround()
  const { demo } = ground
  const { house, units } = counted(ground.house)
  const redirects = resolver(resolverHouse(house))
  const follow = project(house)
  const { site } = await import(new URL('../../site/dist/server/entry.mjs', import.meta.url).href)
  const seconds = { resolver: 0, site: 0, project: 0 }
  let bytes = 0

  /** Processor seconds of one step as a function of `memory` MB would need them, in GB-seconds. */
  async function run<T>(name: keyof typeof seconds, work: () => Promise<T>): Promise<T> {
    const before = process.cpuUsage()
    const done = await work()
    const { user, system } = process.cpuUsage(before)
    const { memory } = entries[name]
    seconds[name] += (((user + system) / 1e6) * Math.max(1, wholeProcessor / memory) * memory) / 1024
    return done
  }

  async function scan(at: number) {
    const { gtin, lot } = demo.stamp
    const serial = serialOf(house.stampKeys, gtin, at % 400)
    const headers = {
      'user-agent': `phone ${at}`,
      'cloudfront-viewer-country': 'VN',
      'cloudfront-viewer-country-region': '21',
    }
    await run('resolver', async () => redirects.request(`${house.origin}/01/${gtin}/10/${lot}/21/${serial}`))
    const asked = new Request(`${house.origin}/tem/${gtin}/${lot}/${serial}`, { headers })
    const html = await run('site', async () =>
      (await site(asked, { house: siteDoor(house, ground.app, asked) })).text(),
    )
    bytes += brotliCompressSync(html).length + 1_500
    const hour = house.now().toISOString().slice(0, 13)
    const told = { product: gtin, serial, lot, hour, device: `device-${at}`, province: '38' }
    const image = marshall({ ...scanKey(gtin, serial, hour, told.device), ...told })
    const dynamodb = { Keys: { pk: image.pk!, sk: image.sk! }, NewImage: image, SequenceNumber: String(at) }
    await run('project', () => follow({ Records: [{ eventName: 'INSERT', dynamodb }] } as Parameters<typeof follow>[0]))
  }

  for (let at = 0; at < 100; at++) await scan(at)
  Object.assign(units, { reads: 0, writes: 0, asked: 0, written: 0 })
  Object.assign(seconds, { resolver: 0, site: 0, project: 0 })
  bytes = 0
  for (let at = 100; at < 100 + scans; at++) await scan(at)
  await ground.close()

  const each = (sum: number) => sum / scans
  const gbSeconds = each(seconds.resolver + seconds.site + seconds.project)
  const parts = {
    table: each(units.reads) * price.millionReads + each(units.writes) * price.millionWrites,
    // The stream comes in batches: a hundredth of a run for a scan when there are many.
    functions: 2.01 * price.millionRuns + gbSeconds * 1e6 * price.gbSecond,
    edge: 2 * (price.millionEdge + price.millionEdgeFunctions) + ((each(bytes) * 1e6) / 1024 ** 3) * price.edgeGb,
    guard: 2 * price.millionGuarded,
  }
  const { table, functions, edge, guard } = parts
  const usd = (what: string, ours: number, note: string, target: Line['target'] = { better: 'less' }): Line => ({
    ...{ id: 'S14', what, ours, unit: 'USD', target, note },
  })
  return [
    {
      id: 'S14',
      what: 'a scan reads, with what follows from it',
      ours: each(units.reads),
      unit: 'units',
      target: { better: 'less' },
      note: `${each(units.asked)} requests`,
    },
    {
      id: 'S14',
      what: 'a scan writes, with what follows from it',
      ours: each(units.writes),
      unit: 'units',
      target: { better: 'less' },
      note: `${each(units.written)} requests`,
    },
    {
      id: 'S14',
      what: 'a scan computes',
      ours: gbSeconds * 1e3,
      unit: 'MB-s',
      target: { better: 'less' },
      note: 'three functions, warm',
    },
    usd('a million scans: table', table, ''),
    usd('a million scans: functions', functions, 'the first 400,000 GB-s and million runs a month are free'),
    usd('a million scans: edge', edge, 'the first ten million requests and TB a month are free'),
    usd('a million scans: guard', guard, 'without the firewall: nothing'),
    usd('a million scans: all, list prices', table + functions + edge + guard, '', {
      value: 2,
      better: 'less',
    }),
    usd('a million scans: the first of a month, without the guard', table, 'what is free taken off', {
      value: 2,
      better: 'less',
    }),
  ]
}
