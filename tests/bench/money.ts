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

/**
 * USD, list prices of ap-southeast-1 and of CloudFront in Vietnam. `free` is what every account gets each month for ever, not what
 * a new one gets for a while. `seen`: where and when the price was read; what stands by a rule was not seen itself.
 */
const prices = {
  millionReads: { usd: 0.1425, seen: 'us-east-1 0.125 in the price list of 2026-09-11; Singapore by its 1.14 of that' },
  millionWrites: {
    usd: 0.7125,
    seen: 'us-east-1 0.625 in the price list of 2026-09-11; Singapore by its 1.14 of that',
  },
  millionRuns: { usd: 0.2, free: 1, seen: 'aws.amazon.com/lambda/pricing, as known in 2026-11' },
  gbSecond: { usd: 0.000_013_333_4, free: 400_000, seen: 'the same, arm64' },
  millionEdge: {
    usd: 1.2,
    free: 10,
    seen: 'aws.amazon.com/cloudfront/pricing, as known in 2026-11; the free part read there',
  },
  millionEdgeFunctions: { usd: 0.1, free: 2, seen: 'the same' },
  edgeGb: { usd: 0.12, free: 1024, seen: 'the same, Vietnam; read there' },
  millionGuarded: { usd: 0.6, seen: 'aws.amazon.com/waf/pricing, as known in 2026-09' },
} satisfies Record<string, { usd: number; free?: number; seen: string }>
type Used = Record<keyof typeof prices, number>

/** What an amount of each costs: at list price, and in a month of an account that does nothing else. */
function costOf(used: Used, free: boolean) {
  const of = (...names: (keyof Used)[]) =>
    names.reduce((sum, name) => {
      const price: { usd: number; free?: number } = prices[name]
      return sum + Math.max(0, used[name] - (free ? (price.free ?? 0) : 0)) * price.usd
    }, 0)
  return {
    table: of('millionReads', 'millionWrites'),
    functions: of('millionRuns', 'gbSecond'),
    edge: of('millionEdge', 'millionEdgeFunctions', 'edgeGb'),
    guard: of('millionGuarded'),
  }
}

/** A month in which nobody comes, by what infra/ makes; the free ten alarms and 25 GB of table are taken off. */
const idle = { secrets: 2 * 0.4, recovery: 0.05, firewallRules: 5 + 4 * 1 }
/** Seconds a function waits for one answer of the table, which it pays for too. DynamoDB answers in single milliseconds. */
const wait = 0.004
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
  const seconds = { resolver: 0, passport: 0, project: 0 }
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
    const html = await run('passport', async () =>
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
  Object.assign(seconds, { resolver: 0, passport: 0, project: 0 })
  bytes = 0
  for (let at = 100; at < 100 + scans; at++) await scan(at)
  await ground.close()

  const each = (sum: number) => sum / scans
  const waiting = ((each(units.asked) + each(units.written)) * wait * entries.passport.memory) / 1024
  const gbSeconds = each(seconds.resolver + seconds.passport + seconds.project) + waiting
  // For a million scans. The stream comes in batches: a hundredth of a run for a scan when there are many.
  const used: Used = {
    millionReads: each(units.reads),
    millionWrites: each(units.writes),
    millionRuns: 2.01,
    gbSecond: gbSeconds * 1e6,
    ...{ millionEdge: 2, millionEdgeFunctions: 2, edgeGb: (each(bytes) * 1e6) / 1024 ** 3 },
    millionGuarded: 2,
  }
  const [list, month] = [costOf(used, false), costOf(used, true)]
  const without = ({ table, functions, edge }: typeof list) => table + functions + edge
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
      note: `three functions, warm; ${(waiting * 1e3).toFixed(1)} of it waits for the table`,
    },
    {
      ...{ id: 'S14', what: 'a scan sends, redirect and passport', ours: each(bytes) / 1024, unit: 'KB' },
      ...{ target: { better: 'less' as const }, note: 'headers among them, brotli' },
    },
    ...(['table', 'functions', 'edge', 'guard'] as const).map((part) =>
      usd(`a million scans at list price: ${part}`, list[part], `in a province's month ${month[part].toFixed(2)}`),
    ),
    usd(
      'a million scans at list price: all',
      without(list) + list.guard,
      `without the firewall ${without(list).toFixed(2)}`,
    ),
    usd(
      "a province's month of a million scans",
      without(month),
      `with the firewall's requests ${(without(month) + month.guard).toFixed(2)}`,
      {
        value: 2,
        better: 'less',
      },
    ),
    usd('a month in which nobody comes, firewall: none', idle.secrets + idle.recovery, 'two secrets, recovery', {
      value: 1,
      better: 'less',
    }),
    usd(
      'a month in which nobody comes, firewall: rules',
      idle.secrets + idle.recovery + idle.firewallRules,
      'a list and four rules',
    ),
  ]
}
