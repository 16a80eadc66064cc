import type { Display } from '@nguon/trace/display'
import { provinceCodes } from '@nguon/trace/province'
import { hourOf, type Scan } from '@nguon/trace/scan'
import type { Segment } from '@nguon/trace/segment'

/** The life of one stamp as scans, with what its lot knows. `copied` is the truth that the rules do not see. */
export type Life = { scans: Scan[]; segment: Segment; displays: Display[]; median: number }
export type Kind = { name: string; copied: boolean; means: string; live: (chance: Chance) => Life }

/** A seeded chance (mulberry32): the same seed, the same four hundred lives. */
export function seeded(seed: number) {
  let state = seed
  const next = () => {
    state = (state + 0x6d2b79f5) | 0
    let x = Math.imul(state ^ (state >>> 15), 1 | state)
    x = (x + Math.imul(x ^ (x >>> 7), 61 | x)) ^ x
    return ((x ^ (x >>> 14)) >>> 0) / 2 ** 32
  }
  const between = (least: number, most: number) => least + Math.floor(next() * (most - least + 1))
  const pick = <T>(list: readonly T[]): T => list[Math.floor(next() * list.length)]!
  const some = <T>(list: readonly T[], count: number): T[] => {
    const rest = [...list]
    return Array.from(
      { length: Math.min(count, rest.length) },
      () => rest.splice(Math.floor(next() * rest.length), 1)[0]!,
    )
  }
  return { next, between, pick, some }
}
export type Chance = ReturnType<typeof seeded>

const start = Date.parse('2026-11-01T00:00:00.000Z')
const day = 24
const at = (hours: number) => hourOf(new Date(start + Math.round(hours) * 3_600_000))
/** When the stamp was activated in these lives: an hour before the first of them begins, unless the kind says otherwise. */
const activated = (hours = -1): Segment => ({
  ...{ first: 0, last: 999, state: 'activated' },
  at: new Date(start + hours * 3_600_000).toISOString(),
})

/** Where carriers put a phone that is on mobile data: its own province, or the hub of its third of the country. */
const hub = (province: string) => (Number(province) < 42 ? '01' : Number(province) < 70 ? '48' : '79')

/**
 * A phone as the edge sees it. On a home network it keeps its token and its province; on mobile data its address, and so its
 * token, is another every few hours, and one time in four the edge takes it for a phone at the carrier's hub.
 */
function phone(chance: Chance, name: string, home: string, mobile: boolean) {
  return (hours: number, province = home): Scan => {
    if (!mobile) return { hour: at(hours), device: name, province }
    const device = `${name}~${Math.floor(hours / 6)}`
    return { hour: at(hours), device, province: chance.next() < 0.25 ? hub(province) : province }
  }
}

/** One buyer: a phone of their own, on either network, scanning once or twice within a day of `hours`. */
function buyer(chance: Chance, name: string, province: string, hours: number): Scan[] {
  const scan = phone(chance, name, province, chance.next() < 0.6)
  return Array.from({ length: chance.next() < 0.3 ? 2 : 1 }, (_, n) => scan(hours + n * chance.between(1, 20)))
}

/** So many buyers of copies in these provinces over so many days. */
function sold(chance: Chance, copies: number, provinces: readonly string[], days: number, from = 0): Scan[] {
  return Array.from({ length: copies }, (_, n) =>
    buyer(chance, `b${n}`, chance.pick(provinces), from + chance.next() * days * day),
  ).flat()
}

const plain = { segment: activated(), displays: [] as Display[], median: 1 }
const inOrder = (scans: Scan[]) => scans.toSorted((a, b) => (a.hour < b.hour ? -1 : a.hour > b.hour ? 1 : 0))
const life = (scans: Scan[], more: Partial<Life> = {}): Life => ({ ...plain, ...more, scans: inOrder(scans) })

export const kinds: readonly Kind[] = [
  {
    ...{ name: 'few copies, many provinces', copied: true },
    means: '6 to 12 copies, each sold in another of 4 to 8 provinces within three days',
    live: (chance) => life(sold(chance, chance.between(6, 12), chance.some(provinceCodes, chance.between(4, 8)), 3)),
  },
  {
    ...{ name: 'many copies, many provinces', copied: true },
    means: '50 to 200 copies in 5 to 20 provinces within two weeks',
    live: (chance) =>
      life(sold(chance, chance.between(50, 200), chance.some(provinceCodes, chance.between(5, 20)), 14)),
  },
  {
    ...{ name: 'many copies, one province', copied: true },
    means: '30 to 80 copies from one wholesale market, all scanned in one province within a week',
    live: (chance) => life(sold(chance, chance.between(30, 80), [chance.pick(provinceCodes)], 7)),
  },
  {
    ...{ name: 'slow drip', copied: true },
    means: 'one copy every two to five days for three months, in up to 10 provinces',
    live: (chance) => {
      const provinces = chance.some(provinceCodes, 10)
      const scans: Scan[] = []
      for (let hours = 0, n = 0; hours < 90 * day; hours += chance.between(48, 120), n++)
        scans.push(...buyer(chance, `b${n}`, chance.pick(provinces), hours))
      return life(scans)
    },
  },
  {
    ...{ name: 'burst', copied: true },
    means: '20 to 60 copies in 3 to 8 provinces within one day',
    live: (chance) => life(sold(chance, chance.between(20, 60), chance.some(provinceCodes, chance.between(3, 8)), 1)),
  },
  {
    ...{ name: 'two towns', copied: true },
    means: '14 to 30 copies sold in two provinces within five days',
    live: (chance) => life(sold(chance, chance.between(14, 30), chance.some(provinceCodes, 2), 5)),
  },
  {
    ...{ name: 'before activation', copied: true },
    means:
      'photographed at the printer: 8 to 20 copies in 2 to 4 provinces within four days, a week before the stamp is activated',
    live: (chance) =>
      life(sold(chance, chance.between(8, 20), chance.some(provinceCodes, chance.between(2, 4)), 4), {
        segment: activated(11 * day),
      }),
  },
  {
    ...{ name: 'lost roll', copied: true },
    means:
      'a roll reported lost is stuck on other goods: 2 to 6 buyers scan one of its stamps in one province within a month',
    live: (chance) =>
      life(sold(chance, chance.between(2, 6), [chance.pick(provinceCodes)], 30, 2), {
        segment: { ...activated(-48), state: 'lost', was: 'printed', at: new Date(start).toISOString() },
      }),
  },
  {
    ...{ name: 'household kitchen', copied: false },
    means: 'the maker tries a stamp 10 to 40 times with two phones at home, before and after activating it',
    live: (chance) => {
      const home = chance.pick(provinceCodes)
      const phones = [phone(chance, 'k0', home, false), phone(chance, 'k1', home, false)]
      const scans = Array.from({ length: chance.between(10, 40) }, () => chance.pick(phones)(chance.next() * 6 * day))
      return life(scans, { segment: activated(3 * day) })
    },
  },
  {
    ...{ name: 'gift that travels once', copied: false },
    means:
      'bought in one province, flown or driven to another within two days, scanned by two to four people at each end',
    live: (chance) => {
      const [here = '', there = ''] = chance.some(provinceCodes, 2)
      const people = (count: number, place: string, name: string, hours: number) =>
        Array.from({ length: count }, (_, n) => buyer(chance, `${name}${n}`, place, hours + chance.next() * 4)).flat()
      return life([
        ...people(chance.between(1, 2), here, 'h', 0),
        ...people(chance.between(1, 2), there, 't', chance.between(8, 48)),
      ])
    },
  },
  {
    ...{ name: 'shop display all day', copied: false },
    means:
      'one packet on a counter, scanned by the shop every hour it is open and by up to four customers a day, for three weeks, undeclared',
    live: (chance) => {
      const place = chance.pick(provinceCodes)
      const shop = phone(chance, 'shop', place, false)
      const scans: Scan[] = []
      for (let days = 0; days < 21; days++) {
        for (let hours = 1; hours < 12; hours++) scans.push(shop(days * day + hours))
        for (let n = 0; n < chance.between(0, 4); n++)
          scans.push(phone(chance, `c${days}-${n}`, place, false)(days * day + chance.between(1, 12)))
      }
      return life(scans)
    },
  },
  {
    ...{ name: 'declared fair', copied: false },
    means: 'a packet on a stall of a fair for three days, declared by its maker; up to 36 visitors scan it there',
    live: (chance) => {
      const province = chance.pick(provinceCodes)
      const from = new Date(start).toISOString().slice(0, 10)
      const fair: Display = {
        ...{ id: 'd1', place: 'fair', name: 'Hội chợ OCOP', province, from, to: '2026-11-05' },
        ...{ at: new Date(start).toISOString(), by: 'Hộ ví dụ' },
      }
      const visitors = Array.from({ length: chance.between(15, 36) }, (_, n) =>
        phone(chance, `v${n}`, province, false)(chance.next() * 3 * day),
      )
      return life(visitors, { displays: [fair] })
    },
  },
  {
    ...{ name: 'reseller chain', copied: false },
    means: 'maker, wholesaler, shop, buyer and the family at home scan in turn in three provinces over two weeks',
    live: (chance) => {
      const [a = '', b = '', c = ''] = chance.some(provinceCodes, 3)
      return life([a, b, b, c, c].flatMap((place, n) => buyer(chance, `r${n}`, place, n * 72 + chance.between(0, 40))))
    },
  },
  {
    ...{ name: 'family across networks', copied: false },
    means:
      'three phones of one family, at home and on mobile data with changing addresses, 4 to 10 scans in three days',
    live: (chance) => {
      const home = chance.pick(provinceCodes)
      const phones = [0, 1, 2].map((n) => phone(chance, `f${n}`, home, n > 0))
      return life(Array.from({ length: chance.between(4, 10) }, () => chance.pick(phones)(chance.next() * 3 * day)))
    },
  },
  {
    ...{ name: 'carrier NAT', copied: false },
    means:
      'one phone whose carrier gives it another address for each scan and places it at home or at its hub, 3 to 8 scans in two days',
    live: (chance) => {
      const home = chance.pick(provinceCodes)
      return life(
        Array.from({ length: chance.between(3, 8) }, (_, n) => ({
          ...{ hour: at(chance.next() * 2 * day), device: `n${n}` },
          province: chance.next() < 0.4 ? hub(home) : home,
        })),
      )
    },
  },
  {
    ...{ name: 'tourist', copied: false },
    means: 'two travellers scan what they carry once a day in four provinces over a week, on mobile data',
    live: (chance) => {
      const route = chance.some(provinceCodes, 4)
      const phones = [phone(chance, 't0', route[0]!, true), phone(chance, 't1', route[0]!, true)]
      return life(
        Array.from({ length: 8 }, (_, n) => chance.pick(phones)(n * day + chance.between(0, 12), route[n >> 1])),
      )
    },
  },
  {
    ...{ name: 'school class', copied: false },
    means: 'a teacher lets a class of 12 to 35 scan one packet within an hour, undeclared',
    live: (chance) => {
      const place = chance.pick(provinceCodes)
      return life(Array.from({ length: chance.between(12, 35) }, (_, n) => phone(chance, `s${n}`, place, false)(2)))
    },
  },
]
