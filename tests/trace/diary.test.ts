import { type Entry, entry } from '@nguon/trace/diary'
import { type CropSubject, type LotSubject, readEntry, tellEntry } from '@nguon/trace/diary-event'
import { asBefore, diaryOf, earlyOf, spraysOf } from '@nguon/trace/diary-page'
import { templateFor, templates } from '@nguon/trace/diary-template'
import { checkEvent, type EpcisEvent } from '@nguon/trace/event'
import { chain, type Head, nothingBefore, type StoredEvent, verify } from '@nguon/trace/history'
import { condense, cropsOf, lotJourney, lotsOf, lotWarnings } from '@nguon/trace/season'
import { takenBack } from '@nguon/trace/telling'
import { dayOf, daysAfter, refuseHarvest, type Spray } from '@nguon/trace/waiting'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

const origin = 'https://tem.example.vn'
const crop: CropSubject = {
  ...{ is: 'crop', maker: 'ho-mai', crop: 'vk3m9x0abc' },
  ...{ place: `${origin}/v1/producers/ho-mai/plots/p1`, origin },
}
const lot: LotSubject = { is: 'lot', product: '09520123456788', lot: 'CH-2611', place: `${origin}/co-so/mai`, origin }
const isOfCrop = (it: Entry) => !['processing', 'packing', 'storing', 'shipping', 'selling'].includes(it.work)
const idOf = (at: number) => String(at).padStart(16, '0')
const tell = (it: Entry, at: number, more: { after?: Head } = {}) =>
  tellEntry(it, isOfCrop(it) ? crop : lot, { id: idOf(at), declaredBy: 'Hộ ví dụ', ...more })

const at = '2026-11-20T01:00:00.000Z'
const kg = (number: number) => ({ number, uom: 'KGM' as const })
const samples: Entry[] = [
  { work: 'soil', at, method: 'xới, lên luống' },
  { work: 'sowing', at, variety: 'LDP1', amount: { number: 1200, uom: 'H87' } },
  { work: 'fertilising', at, name: 'Phân chuồng ủ', sort: 'organic', amount: { number: 1.5, uom: 'TNE' } },
  {
    ...{ work: 'spraying', at, name: 'Thuốc ví dụ 1.8EC', substance: 'Abamectin', pest: 'rầy xanh' },
    ...{ amount: { number: 250, uom: 'MLT' }, waitingDays: 7, weather: 'nắng nhẹ', note: 'sáng sớm' },
  },
  { work: 'watering', at, source: 'pond', amount: { number: 6, uom: 'MTQ' } },
  { work: 'tending', at, method: 'đốn tỉa' },
  { work: 'harvest', at, amount: kg(84), into: { product: '09520123456788', lot: 'CH-2611' } },
  { work: 'harvest', at, amount: kg(12), picture: `media/${'a'.repeat(32)}.jpg` },
  { work: 'processing', at, process: 'sao, vò, sấy', used: [{ name: 'chè búp tươi', amount: kg(84) }], made: kg(18) },
  { work: 'packing', at, amount: { number: 180, uom: 'H87' }, pack: 'gói 100 g' },
  { work: 'storing', at, where: 'kho khô sau nhà', celsius: 25 },
  { work: 'shipping', at, to: 'chợ phiên', amount: { number: 60, uom: 'H87' } },
  { work: 'selling', at, amount: { number: 3, uom: 'H87' }, to: 'khách tại vườn' },
]

describe('an entry of the diary', () => {
  test.each(samples.map((it) => [it.work, it] as const))(
    '%s is an event the official schema takes, and reads back as it was written',
    (_, it) => {
      expect(entry.parse(it)).toEqual(it)
      const event = tell(it, 1)
      expect(checkEvent(event)).toEqual({ event })
      expect(readEntry(event)).toMatchObject({ id: idOf(1), entry: it })
      expect(event).toMatchObject({
        eventTimeZoneOffset: '+07:00',
        readPoint: { id: expect.stringMatching(/^https:/) },
      })
    },
  )

  test('what is written is read back, whatever was typed', () => {
    const text = (most: number) => fc.string({ minLength: 1, maxLength: most, unit: 'grapheme' })
    const amount = fc.record({
      number: fc.double({ min: 0.001, max: 1e9, noNaN: true }),
      uom: fc.constantFrom('KGM', 'LTR', 'H87'),
    })
    const when = fc
      .date({ min: new Date('2020-01-01'), max: new Date('2035-01-01'), noInvalidDate: true })
      .map((it) => it.toISOString())
    const shapes = fc.oneof(
      fc.record({
        ...{ work: fc.constant('spraying'), at: when, name: text(100), substance: text(100), amount, pest: text(100) },
        ...{ waitingDays: fc.nat({ max: 365 }), note: text(500) },
      }),
      fc.record({
        work: fc.constant('processing'),
        at: when,
        process: text(100),
        used: fc.array(fc.record({ name: text(60), amount }), { minLength: 1, maxLength: 10 }),
        made: amount,
      }),
      fc.record({ work: fc.constant('sowing'), at: when, variety: text(60), amount }),
      fc.record({ work: fc.constant('harvest'), at: when, amount, weather: text(50) }),
      fc.record({
        work: fc.constant('storing'),
        at: when,
        where: text(100),
        celsius: fc.integer({ min: -60, max: 100 }),
      }),
      fc.record({ work: fc.constant('selling'), at: when, amount, to: text(120) }),
    )
    fc.assert(
      fc.property(shapes, (typed) => {
        const said = entry.safeParse(typed)
        fc.pre(said.success)
        const event = tell(said.data!, 1)
        expect(readEntry(JSON.parse(JSON.stringify(event)) as EpcisEvent)?.entry).toEqual(said.data)
        expect(checkEvent(event)).toHaveProperty('event')
      }),
      { seed: 20261128, numRuns: 300 },
    )
  })

  test.each<[string, object, string]>([
    ['a spray without its waiting days', { ...samples[3], waitingDays: undefined }, 'waitingDays'],
    ['a spray without its substance', { ...samples[3], substance: undefined }, 'substance'],
    ['waiting days below none', { ...samples[3], waitingDays: -1 }, 'waitingDays'],
    ['a unit outside UNECE Rec 20 as we use it', { ...samples[2], amount: { number: 1, uom: 'BAO' } }, 'amount.uom'],
    ['nothing harvested', { ...samples[6], amount: kg(0) }, 'amount.number'],
    ['a field another work has', { ...samples[0], waitingDays: 7 }, ''],
    ['a name of unseen signs only', { ...samples[2], name: '\u200b\u202e ' }, 'name'],
    ['a picture from elsewhere', { ...samples[7], picture: 'https://xau.example/anh.jpg' }, 'picture'],
  ])('%s is not taken', (_, typed, path) => {
    const read = entry.safeParse(typed)
    expect(read.success).toBe(false)
    const issues = read.error?.issues.flatMap((it) => (it.code === 'invalid_union' ? it.errors.flat() : [it])) ?? []
    expect(issues.map((it) => it.path.join('.'))).toContain(path)
  })

  test('an event of somebody else, or one that only looks like a diary, is no entry', () => {
    const event = tell(samples[3]!, 1)
    expect(readEntry({ ...event, 'nguon:entry': undefined })).toBeUndefined()
    expect(readEntry({ ...event, 'nguon:waitingDays': 'bảy' })).toBeUndefined()
    expect(readEntry({ ...event, bizStep: 'https://other.example/voc/spraying' })).toBeUndefined()
  })

  test('only a sowing brings master data, and only with ADD', () => {
    const events = samples.map((it, at) => tell(it, at))
    expect(events.filter((it) => it.ilmd).map((it) => it.action)).toEqual(['ADD'])
    expect(events.filter((it) => it.type === 'TransformationEvent').every((it) => it.action === undefined)).toBe(true)
  })
})

const spray = (day: string, waitingDays: number, id = 's1', clock = '07:00'): Spray => ({
  ...{ id, at: new Date(`${day}T${clock}:00+07:00`).toISOString(), name: 'Thuốc ví dụ', waitingDays },
})
const harvestOn = (day: string, clock = '07:00') => new Date(`${day}T${clock}:00+07:00`).toISOString()

describe('the waiting time after a spray', () => {
  test('20/11 and seven days open the field on 27/11', () => {
    expect(refuseHarvest(harvestOn('2026-11-26', '23:59'), [spray('2026-11-20', 7)])).toEqual({
      ...{ code: 'harvest/waiting', harvest: '2026-11-26', sprayed: '2026-11-20', name: 'Thuốc ví dụ', days: 7 },
      from: '2026-11-27',
    })
    expect(refuseHarvest(harvestOn('2026-11-27', '00:00'), [spray('2026-11-20', 7)])).toBeUndefined()
  })

  test.each<[string, string, Spray[], string | undefined]>([
    ['no waiting days bind nobody', '2026-11-20', [spray('2026-11-20', 0)], undefined],
    [
      'the later opening of two sprays counts',
      '2026-11-25',
      [spray('2026-11-10', 20), spray('2026-11-20', 7, 's2')],
      '2026-11-30',
    ],
    [
      'a shorter later spray does not shorten an earlier one',
      '2026-11-24',
      [spray('2026-11-01', 30), spray('2026-11-20', 1, 's2')],
      '2026-12-01',
    ],
    ['a spray after the harvest does not bind it', '2026-11-19', [spray('2026-11-20', 7)], undefined],
    [
      'a spray later on the day of the harvest does not bind it',
      '2026-11-20',
      [spray('2026-11-20', 7, 's', '15:00')],
      undefined,
    ],
    [
      'a spray just before midnight in Vietnam belongs to that day',
      '2026-11-26',
      [spray('2026-11-19', 7, 's', '23:59')],
      undefined,
    ],
    [
      'a spray just after midnight in Vietnam belongs to the next',
      '2026-11-26',
      [spray('2026-11-20', 7, 's', '00:01')],
      '2026-11-27',
    ],
    ['a month end is counted as the calendar does', '2028-03-05', [spray('2028-02-27', 8)], '2028-03-06'],
  ])('%s', (_, day, sprays, from) => {
    expect(refuseHarvest(harvestOn(day), sprays)?.from).toBe(from)
  })

  test('a harvest is refused exactly on the days from the spray to the last waiting day', () => {
    fc.assert(
      fc.property(
        fc.nat({ max: 20_000 }),
        fc.nat({ max: 365 }),
        fc.integer({ min: -400, max: 400 }),
        fc.nat({ max: 1439 }),
        fc.nat({ max: 1439 }),
        (start, days, after, sprayMinute, harvestMinute) => {
          const day = daysAfter('2000-01-01', start)
          const instant = (on: string, minute: number) =>
            new Date(Date.parse(`${on}T00:00:00+07:00`) + minute * 60_000).toISOString()
          const sprayed = { id: 's', name: 'x', at: instant(day, sprayMinute), waitingDays: days }
          const harvest = instant(daysAfter(day, after), harvestMinute)
          const before = after > 0 || (after === 0 && harvestMinute >= sprayMinute)
          const refused = refuseHarvest(harvest, [sprayed])
          expect(refused !== undefined).toBe(before && after < days)
          if (refused) expect(refuseHarvest(instant(refused.from, 0), [sprayed])).toBeUndefined()
        },
      ),
      { seed: 20261128, numRuns: 500 },
    )
  })
})

function kept(events: readonly EpcisEvent[], head: Head = nothingBefore): StoredEvent[] {
  let tip = head
  return events.map((event) => {
    const stored = chain(tip, event, { recordTime: '2026-11-22T02:00:00.000Z', declaredBy: 'Hộ ví dụ' })
    tip = stored
    return stored
  })
}
const on = (it: object, day: string): Entry => ({ ...it, at: harvestOn(day) }) as Entry
const spraying = samples[3]!

describe('a diary', () => {
  const wrong = tell(on(spraying, '2026-11-10'), 2)
  const right = tell({ ...on(spraying, '2026-11-10'), waitingDays: 14 } as Entry, 3)
  const events = kept([
    tell(on(samples[0]!, '2026-11-01'), 1),
    wrong,
    takenBack(wrong, new Date('2026-11-12T02:00:00Z'), 'incorrect_data', right.eventID!),
    right,
    tell(on(samples[4]!, '2026-11-09'), 4),
  ])

  test('tells works by the day they were done, keeps what was taken back struck, and names what stands instead', () => {
    const lines = diaryOf(events)
    expect(lines.map(({ day, id }) => [day, id])).toEqual([
      ['2026-11-01', idOf(1)],
      ['2026-11-09', idOf(4)],
      ['2026-11-10', idOf(2)],
      ['2026-11-10', idOf(3)],
    ])
    expect(lines[2]!.takenBack).toEqual({
      at: '2026-11-12T02:00:00.000Z',
      by: 'Hộ ví dụ',
      reason: 'incorrect_data',
      instead: idOf(3),
    })
    expect(lines[3]).toMatchObject({ corrects: idOf(2), declaredBy: 'Hộ ví dụ' })
    expect(verify(events)).toHaveProperty('ok')
  })

  test('a spray taken back binds nobody; the one said right does', () => {
    const sprays = spraysOf(diaryOf(events))
    expect(sprays.map(({ waitingDays }) => waitingDays)).toEqual([14])
    expect(refuseHarvest(harvestOn('2026-11-18'), sprays)?.from).toBe('2026-11-24')
    expect(spraysOf(diaryOf(events.slice(0, 3)))).toEqual([])
  })

  test('a wait that a correction lengthens after the harvest warns about that harvest', () => {
    const with18 = kept([...events.slice(0, 2).map((it) => it.event), tell(on(samples[7]!, '2026-11-18'), 5)])
    expect(earlyOf(diaryOf(with18), spraysOf(diaryOf(with18)))).toEqual([])
    const corrected = kept([...with18.map((it) => it.event), events[2]!.event, events[3]!.event])
    expect(earlyOf(diaryOf(corrected), spraysOf(diaryOf(corrected)))).toEqual([
      {
        harvest: idOf(5),
        day: '2026-11-18',
        sprayed: '2026-11-10',
        name: 'Thuốc ví dụ 1.8EC',
        days: 14,
        from: '2026-11-24',
      },
    ])
  })

  test('“as yesterday” says the works of the last day again at this moment, without its picture, words and lot', () => {
    const lines = diaryOf(
      kept([
        tell(on(samples[4]!, '2026-11-20'), 1),
        tell(on({ ...samples[6]!, note: 'x' }, '2026-11-21'), 2),
        tell(on(samples[5]!, '2026-11-21'), 3),
      ]),
    )
    const now = '2026-11-22T00:30:00.000Z'
    expect(asBefore(lines, '2026-11-22', now)).toEqual([
      { work: 'harvest', at: now, amount: kg(84) },
      { work: 'tending', at: now, method: 'đốn tỉa' },
    ])
    expect(asBefore(lines, '2026-11-20', now)).toEqual([])
  })
})

describe('a lot and its crops', () => {
  const field = kept([tell(on(samples[4]!, '2026-11-01'), 1), tell(on(spraying, '2026-11-05'), 2)])
  const harvest = tell(on(samples[6]!, '2026-11-18'), 3, { after: field.at(-1)! })
  const season = [...field, ...kept([harvest, tell(on(samples[4]!, '2026-11-20'), 4)], field.at(-1)!)]
  const ofLot = kept([harvest, tell(on(samples[8]!, '2026-11-18'), 5)])
  const feed = { crop: crop.crop, at: harvestOn('2026-11-18') }

  test('are tied by the harvest that stands in both chains and holds the season before it', () => {
    expect(cropsOf(ofLot)).toEqual([feed])
    expect(lotsOf(season)).toEqual([{ product: lot.product, lot: lot.lot }])
    expect(harvest['nguon:cropHistory']).toBe(`2:${field[1]!.chain}`)
    expect(cropsOf(kept([harvest, takenBack(harvest, new Date(at), 'did_not_occur')]))).toEqual([])
  })

  test('the journey shows the crop’s work up to the harvest, and none of what came after', () => {
    const steps = lotJourney(ofLot, [{ feed, events: season, onPlot: season }])
    expect(steps.map(({ kind, day }) => [kind, day])).toEqual([
      ['watering', '2026-11-01'],
      ['spraying', '2026-11-05'],
      ['harvesting', '2026-11-18'],
      ['transforming', '2026-11-18'],
    ])
    expect(steps[1]).toMatchObject({
      what: { name: 'Thuốc ví dụ 1.8EC (Abamectin)', number: 250, uom: 'MLT', days: 7 },
      who: 'declared',
    })
  })

  test('a longer wait found out later is warned about on the lot', () => {
    const late = kept([tell({ ...on(spraying, '2026-11-05'), waitingDays: 20 } as Entry, 9)])
    expect(lotWarnings(ofLot, [{ feed, events: season, onPlot: season }])).toEqual([])
    expect(lotWarnings(ofLot, [{ feed, events: season, onPlot: [...season, ...late] }])).toMatchObject([
      { day: '2026-11-18', from: '2026-11-25' },
    ])
  })

  test('three waterings or more are one line that says how many and since when', () => {
    const days = ['2026-11-01', '2026-11-03', '2026-11-05']
    const steps = lotJourney(kept(days.map((day, n) => tell(on(samples[4]!, day), n))), [])
    expect(steps).toMatchObject([{ kind: 'watering', day: '2026-11-05', times: 3, since: '2026-11-01' }])
    expect(condense(steps)).toHaveLength(1)
  })
})

describe('a template', () => {
  test.each([
    ['che trung du', 'tea'],
    ['rau cai ngot', 'produce'],
    ['ca chua', 'produce'],
    ['lua nep', 'general'],
  ])('for %s is %s', (name, template) => expect(templateFor(name)).toBe(template))

  test('names its source and holds every work of a field once', () => {
    for (const it of Object.values(templates)) {
      expect(it.source).toMatch(/^TCVN \d+:\d{4}$/)
      expect([...it.field].sort()).toEqual([
        'fertilising',
        'harvest',
        'soil',
        'sowing',
        'spraying',
        'tending',
        'watering',
      ])
      expect([...it.lot].sort()).toEqual(['packing', 'processing', 'selling', 'shipping', 'storing'])
    }
  })

  test('a day is Vietnam’s', () => {
    expect(dayOf('2026-11-20T17:00:00.000Z')).toBe('2026-11-21')
  })
})
