import { createSecretKey } from 'node:crypto'
import {
  countScan,
  deviceToken,
  hourOf,
  judgeScans,
  type Recall,
  type Scan,
  type StampState,
  stampState,
  type Verdict,
  verdict,
} from '@nguon/trace/scan'
import type { Segment } from '@nguon/trace/segment'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

const start = Date.parse('2026-11-20T00:00:00.000Z')
const hour = (n: number) => hourOf(new Date(start + n * 3_600_000))
const scan = (n: number, device: string, province?: string): Scan => ({
  hour: hour(n),
  device,
  ...(province ? { province } : {}),
})
const fold = (scans: Scan[]) =>
  scans.reduce<StampState | undefined>((state, scan) => judgeScans(countScan(state, scan)), undefined)!

describe('scans of one stamp', () => {
  test('add up to counts, days in Vietnam, provinces and hours', () => {
    expect(fold([scan(0, 'a', '38'), scan(1, 'a', '38'), scan(18, 'b', '01'), scan(18, 'c')])).toEqual({
      count: 4,
      first: '2026-11-20T00',
      last: '2026-11-20T18',
      devices: 3,
      provinces: { '38': 2, '01': 1 },
      lastIn: { '38': '2026-11-20T01', '01': '2026-11-20T18' },
      days: 2,
      hours: { '2026-11-20T00': 1, '2026-11-20T01': 1, '2026-11-20T18': 2 },
      recent: [scan(0, 'a', '38'), scan(1, 'a', '38'), scan(18, 'b', '01'), scan(18, 'c')],
    })
  })

  test('count a device once an hour, so a page loaded again or a record delivered twice changes nothing', () => {
    const once = fold([scan(0, 'a', '38')])
    expect(countScan(once, scan(0, 'a', '38'))).toBe(once)
    expect(countScan(once, scan(0, 'a', '01'))).toBe(once)
  })

  test('stay bounded however many there are', () => {
    const state = fold(Array.from({ length: 1_000 }, (_, n) => scan(n, `d${n}`, '38')))
    expect(state.count).toBe(1_000)
    expect(state.recent.length).toBe(64)
    expect(Object.keys(state.hours).length).toBe(72)
    expect(state.days).toBe(42)
    expect(stampState.parse(state)).toEqual(state)
    expect(JSON.stringify(state).length).toBeLessThan(8_000)
  })

  test('add up to the same whatever order they come in', () => {
    const scans = fc.uniqueArray(
      fc.record({
        n: fc.nat(40),
        device: fc.constantFrom('a', 'b', 'c'),
        province: fc.constantFrom('38', '01', undefined),
      }),
      {
        selector: ({ n, device }) => `${n} ${device}`,
        maxLength: 40,
      },
    )
    fc.assert(
      fc.property(
        scans.chain((list) => fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length }))),
        ([list, shuffled]) => {
          if (list.length === 0) return
          const facts = (them: typeof list) => {
            const { recent, many, provinces, lastIn, ...rest } = fold(
              them.map(({ n, device, province }) => scan(n, device, province)),
            )
            const places = Object.entries(provinces).sort()
            return { ...rest, provinces: places, lastIn: Object.entries(lastIn ?? {}).sort(), recent: recent.length }
          }
          expect(facts(shuffled)).toEqual(facts(list))
        },
      ),
      { seed: 9, numRuns: 200 },
    )
  })
})

describe('a stamp that may be copied', () => {
  test('is told at the sixth scan, from three provinces, within three days', () => {
    const scans = ['38', '01', '79', '38', '01', '79'].map((province, n) => scan(n * 10, `d${n}`, province))
    expect(fold(scans.slice(0, 5)).many).toBeUndefined()
    expect(fold(scans).many).toEqual({
      ...{ rule: 'provinces', since: hour(50), from: hour(0) },
      ...{ scans: 6, devices: 6, provinces: ['01', '38', '79'] },
    })
  })

  test('is told within one scan of the threshold when a thousand come from two hundred places', () => {
    let state: StampState | undefined
    const told = Array.from({ length: 1_000 }, (_, n) => {
      const province = String(1 + (n % 34)).padStart(2, '0')
      state = judgeScans(countScan(state, scan(Math.floor(n / 20), `d${n % 200}`, province)))
      return state.many !== undefined
    })
    expect(told.indexOf(true)).toBe(5)
    expect(told.slice(5).every(Boolean)).toBe(true)
  })

  test('is told by eleven devices in a week when they are not all in one province', () => {
    const scans = Array.from({ length: 11 }, (_, n) => scan(n * 12, `d${n}`, n % 2 ? '38' : '01'))
    expect(fold(scans.slice(0, 10)).many).toBeUndefined()
    expect(fold(scans).many).toMatchObject({ rule: 'devices' })
  })

  test('stays told after the scans have stopped', () => {
    const scans = ['38', '01', '79', '38', '01', '79'].map((province, n) => scan(n * 10, `d${n}`, province))
    expect(fold([...scans, ...Array.from({ length: 200 }, (_, n) => scan(1_000 + n, 'z', '38'))]).many).toMatchObject({
      rule: 'provinces',
      since: hour(50),
    })
  })

  test.each<[string, Scan[]]>([
    ['a packet on show that one shop scans all day', Array.from({ length: 1_000 }, (_, n) => scan(n, 'shop', '38'))],
    ['a packet on a shelf that a hundred shoppers scan', Array.from({ length: 100 }, (_, n) => scan(n, `d${n}`, '38'))],
    [
      'a family that scans at the shop, at home and at the grandparents',
      ['38', '38', '37', '01', '01'].map((p, n) => scan(n * 20, `d${n % 2}`, p)),
    ],
    [
      'two phones whose network moves about',
      Array.from({ length: 40 }, (_, n) => scan(n, `d${n % 2}`, ['38', '01', '79'][n % 3])),
    ],
    ['scans from nowhere known', Array.from({ length: 40 }, (_, n) => scan(n, `d${n}`))],
    [
      'six scans in three provinces over a month',
      Array.from({ length: 6 }, (_, n) => scan(n * 120, `d${n}`, ['38', '01', '79'][n % 3])),
    ],
  ])('is not %s', (_, scans) => expect(fold(scans).many).toBeUndefined())
})

describe('the verdict', () => {
  const now = new Date('2026-11-22T10:00:00.000Z')
  const check = { index: 120, key: 0, serial: 'QT5PN28DGFV2' } as const
  const run = { first: 100, last: 199, at: '2026-11-18T02:00:00.000Z' }
  const activated: Segment = { ...run, state: 'activated' }
  const printed: Segment = { ...run, state: 'printed' }
  const voided: Segment = { ...run, state: 'voided', was: 'printed', why: 'Rách' }
  const lost: Segment = { ...run, state: 'lost', was: 'activated' }
  const recall: Recall = {
    ...{ id: 'rc1', since: '2026-11-21', hazard: 'label', reason: 'Sai nhãn', advice: 'Mang đến nơi bán' },
    contact: 'Trạm y tế xã',
  }
  const recalls = [recall]
  const copied = fold(['38', '01', '79', '38', '01', '79'].map((province, n) => scan(n, `d${n}`, province)))
  const twice = fold([scan(0, 'a', '38'), scan(2, 'b', '01')])
  const expired = '2026-11-21'

  test.each<[string, Parameters<typeof verdict>[0], Verdict['is']]>([
    [
      'a code we did not sign',
      { check: { code: 'stamp/not-ours', why: 'check' }, segment: activated, recalls, stamp: copied, now },
      'not-ours',
    ],
    ['a code of another lot', { check, recalls, stamp: copied, now }, 'not-ours'],
    [
      'a recalled lot, whatever else',
      { check, segment: voided, recalls, expires: expired, stamp: copied, now },
      'recalled',
    ],
    ['a voided stamp', { check, segment: voided, expires: expired, stamp: copied, now }, 'voided'],
    ['a lost stamp', { check, segment: lost, stamp: copied, now }, 'voided'],
    ['goods past their day', { check, segment: activated, expires: expired, stamp: copied, now }, 'expired'],
    ['many scans', { check, segment: printed, stamp: copied, now }, 'many'],
    ['a stamp not yet stuck on', { check, segment: printed, stamp: twice, now }, 'not-activated'],
    ['a stamp only issued', { check, segment: { ...run, state: 'issued' }, now }, 'not-activated'],
    ['a first scan', { check, segment: activated, now }, 'valid-first'],
    ['a first scan, counted', { check, segment: activated, stamp: fold([scan(0, 'a')]), now }, 'valid-first'],
    ['a second scan', { check, segment: activated, stamp: twice, now }, 'valid-again'],
  ])('on %s', (_, known, is) => expect(verdict(known).is).toBe(is))

  test('is good through the whole last day in Vietnam, and not after it', () => {
    const on = (instant: string) =>
      verdict({ check, segment: activated, expires: '2026-11-22', now: new Date(instant) }).is
    expect(on('2026-11-22T16:59:59.999Z')).toBe('valid-first')
    expect(on('2026-11-22T17:00:00.000Z')).toBe('expired')
  })

  test('comes with its evidence', () => {
    expect(verdict({ check, segment: activated, stamp: copied, now })).toEqual({
      is: 'many',
      told: copied.many,
      count: 6,
      devices: 6,
      provinces: ['01', '38', '79'],
      days: 1,
      first: '2026-11-20T00',
      hours: copied.hours,
    })
    expect(verdict({ check, segment: voided, now })).toMatchObject({
      state: 'voided',
      why: 'Rách',
      at: run.at,
      count: 1,
    })
    expect(verdict({ check, segment: activated, now })).toMatchObject({
      activated: run.at,
      count: 1,
      first: '2026-11-22T10',
    })
    expect(verdict({ check, now })).toEqual({ is: 'not-ours', why: 'other-lot' })
  })
})

describe('a device token', () => {
  const secret = createSecretKey(new Uint8Array(32).fill(5))
  const phone = 'Mozilla/5.0 (Linux; Android 10)'

  test('is the same for a phone all month, and another the next month', () => {
    const november = deviceToken(secret, '203.0.113.7', phone, '2026-11')
    expect(november).toMatch(/^[\w-]{16}$/)
    expect(deviceToken(secret, '203.0.113.7', phone, '2026-11')).toBe(november)
    expect(deviceToken(secret, '203.0.113.7', phone, '2026-12')).not.toBe(november)
    expect(deviceToken(secret, '203.0.113.8', phone, '2026-11')).not.toBe(november)
    expect(deviceToken(createSecretKey(new Uint8Array(32).fill(6)), '203.0.113.7', phone, '2026-11')).not.toBe(november)
  })

  test('stays while a phone changes the private half of its IPv6 address', () => {
    const at = (ip: string) => deviceToken(secret, ip, phone, '2026-11')
    expect(at('2001:db8:1:2:aaaa:bbbb:cccc:dddd')).toBe(at('2001:DB8:0001:2::1'))
    expect(at('2001:db8::1')).not.toBe(at('2001:db8:1::1'))
    expect(at('::ffff:203.0.113.7')).toBe(at('203.0.113.7'))
  })
})
