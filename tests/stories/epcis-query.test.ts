import type { EpcisEvent } from '@nguon/trace/event'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { documentOf, type Ground, openEpcis } from './epcis-ground.ts'

/** Random events × random queries, page by page, against a filter written as plainly as the standard says it. */
let on: Ground
let askers: string[]
let kept: (Sent & { recordTime: string })[]

type Sent = EpcisEvent & { eventID: string }

// The same things under both of their names: what is compared is the link.
const serials = [
  ['urn:epc:id:sgtin:4012345.012345.A', 'https://id.gs1.org/01/04012345123456/21/A'],
  ['urn:epc:id:sgtin:4012345.012345.B', 'https://example.com/some/01/04012345123456/21/B'],
  ['https://id.gs1.org/01/09521234543213/10/L1/21/C', 'https://id.gs1.org/01/09521234543213/21/C'],
  ['urn:epc:id:sscc:4012345.0000000333', 'https://id.gs1.org/00/040123450000003338'],
  ['https://things.example.com/1', 'https://things.example.com/1'],
] as const
const classes = [
  ['urn:epc:class:lgtin:4012345.012345.L1', 'https://id.gs1.org/01/04012345123456/10/L1'],
  ['urn:epc:idpat:sgtin:4012345.012345.*', 'https://id.gs1.org/01/04012345123456'],
  ['https://id.gs1.org/01/09521234543213/10/L2', 'https://id.gs1.org/01/09521234543213/10/L2'],
] as const
const places = [
  ['urn:epc:id:sgln:4012345.00011.987', 'https://id.gs1.org/414/4012345000115/254/987'],
  ['https://places.example.com/9', 'https://places.example.com/9'],
] as const
const orders = ['urn:x-po:1', 'urn:x-po:2']
const times = [
  '2026-11-01T08:00:00+07:00',
  '2026-11-01T01:00:00.001Z',
  '2026-11-01T01:00:00.0015Z',
  '2026-11-02T00:00:00-05:00',
  '1999-12-31T23:59:59Z',
  '2026-11-20T10:00:00.5+07:00',
]
const steps = [
  'shipping',
  'receiving',
  'packing',
  'https://ref.gs1.org/cbv/BizStep-packing',
  'https://own.example.com/steam',
]
const dispositions = ['active', 'in_transit', 'in_progress']

const one = <T>(list: readonly T[]) => fc.constantFrom(...list)
const some = <T>(list: readonly T[], most = 2) =>
  fc.uniqueArray(fc.constantFrom(...list), { minLength: 1, maxLength: most })
const maybe = <T>(it: fc.Arbitrary<T>) => fc.option(it, { nil: undefined })
const goods = fc.record({ epcs: some(serials), quantities: some(classes), as: fc.nat(1) })
const written = ({
  epcs,
  quantities,
  as,
}: {
  epcs: (readonly [string, string])[]
  quantities: (readonly [string, string])[]
  as: number
}) => ({
  epcs: epcs.map((it) => it[as]!),
  classes: quantities.map((it) => ({ epcClass: it[as]! })),
})

const event = fc
  .record({
    ...{ kind: fc.nat(3), eventTime: one(times), goods, more: goods, parent: one(serials), at: fc.nat(1) },
    ...{ action: one(['ADD', 'OBSERVE', 'DELETE']), bizStep: maybe(one(steps)), disposition: maybe(one(dispositions)) },
    ...{ readPoint: maybe(one(places)), bizLocation: maybe(one(places)), po: maybe(some(orders)), wrong: fc.boolean() },
  })
  .map((it): EpcisEvent => {
    const [a, b] = [written(it.goods), written(it.more)]
    const of = [
      { type: 'ObjectEvent', action: it.action, epcList: a.epcs, quantityList: a.classes },
      {
        type: 'AggregationEvent',
        action: it.action,
        parentID: it.parent[it.at],
        childEPCs: a.epcs,
        childQuantityList: a.classes,
      },
      {
        type: 'TransactionEvent',
        action: it.action,
        epcList: a.epcs,
        bizTransactionList: [{ bizTransaction: 'urn:x-po:untyped' }],
      },
      {
        type: 'TransformationEvent',
        inputEPCList: a.epcs,
        outputQuantityList: b.classes,
        inputQuantityList: a.classes,
        outputEPCList: b.epcs,
      },
    ][it.kind]!
    const list = it.po?.map((bizTransaction) => ({ type: 'po', bizTransaction }))
    return {
      ...(of as unknown as EpcisEvent),
      ...{ eventTime: it.eventTime, eventTimeZoneOffset: '+07:00' },
      ...(it.bizStep ? { bizStep: it.bizStep } : {}),
      ...(it.disposition ? { disposition: it.disposition } : {}),
      ...(it.readPoint ? { readPoint: { id: it.readPoint[it.at] } } : {}),
      ...(it.bizLocation ? { bizLocation: { id: it.bizLocation[it.at] } } : {}),
      ...(list ? { bizTransactionList: list } : {}),
      ...(it.wrong && it.kind === 0
        ? { errorDeclaration: { declarationTime: it.eventTime, reason: 'did_not_occur' } }
        : {}),
    }
  })

beforeAll(async () => {
  on = await openEpcis()
  askers = [await on.keyFor({ province: '60' }), await on.keyFor({ maker: on.other })]
  const events = fc
    .sample(event, { seed: 2026, numRuns: 60 })
    .map((it, n) => ({ ...it, eventID: `urn:x-nguon:random:${n}` }))
  kept = []
  for (let at = 0; at < events.length; at += 20) {
    const part = events.slice(at, at + 20)
    on.story.clock.now = new Date(on.story.clock.now.getTime() + 1_000)
    for (const as of askers)
      expect((await on.capture(as, documentOf(part))).body, JSON.stringify(part[0])).toMatchObject({
        success: true,
        kept: 20,
      })
    kept.push(...part.map((it) => ({ ...it, recordTime: on.story.clock.now.toISOString() })))
  }
}, 90_000)
afterAll(() => on?.story.close())

/** The name that a thing, a class or a place is compared by, from the tables above. */
const linkOf = (text: string) =>
  [...serials, ...classes, ...places].find((pair) => pair.some((it) => it === text))?.[1] ?? text
/** A link of another's domain is the same thing too. */
const same = (a: string, b: string) =>
  linkOf(a).replace(/^https:\/\/example\.com\/some/, 'https://id.gs1.org') ===
  linkOf(b).replace(/^https:\/\/example\.com\/some/, 'https://id.gs1.org')
const word = (text: string | undefined) => text?.replace('https://ref.gs1.org/cbv/BizStep-', '')
/** Nanoseconds since 1970, so that fractions beyond a millisecond count. */
const nanos = (text: string) => {
  const fraction = /\.(\d+)/.exec(text)?.[1] ?? ''
  return BigInt(Date.parse(text.replace(/\.\d+/, ''))) * 1_000_000n + BigInt(fraction.padEnd(9, '0'))
}
const texts = (...lists: unknown[]): string[] =>
  lists.flatMap((it) => (it === undefined ? [] : (it as string | string[])))
const classesOf = (...lists: unknown[]): string[] =>
  lists.flatMap((it) => (it === undefined ? [] : (it as { epcClass: string }[]).map(({ epcClass }) => epcClass)))

const rules: Record<string, (it: Sent & { recordTime: string }, value: string) => boolean> = {
  eventType: (it, value) => it.type === value,
  EQ_action: (it, value) => it.action === value,
  EQ_bizStep: (it, value) => word(it.bizStep) === word(value),
  EQ_disposition: (it, value) => it.disposition === value,
  EQ_readPoint: (it, value) => same(((it.readPoint as { id: string }) ?? { id: '' }).id, value),
  EQ_bizLocation: (it, value) => same(((it.bizLocation as { id: string }) ?? { id: '' }).id, value),
  EQ_eventID: (it, value) => it.eventID === value,
  EQ_bizTransaction_po: (it, value) =>
    ((it.bizTransactionList as { type?: string; bizTransaction: string }[]) ?? []).some(
      (one) => one.type === 'po' && one.bizTransaction === value,
    ),
  GE_eventTime: (it, value) => nanos(it.eventTime) >= nanos(value),
  LT_eventTime: (it, value) => nanos(it.eventTime) < nanos(value),
  GE_recordTime: (it, value) => nanos(it.recordTime) >= nanos(value),
  LT_recordTime: (it, value) => nanos(it.recordTime) < nanos(value),
  MATCH_epc: (it, value) => texts(it.epcList, it.childEPCs).some((epc) => same(epc, value)),
  MATCH_parentID: (it, value) => texts(it.parentID).some((epc) => same(epc, value)),
  MATCH_inputEPC: (it, value) => texts(it.inputEPCList).some((epc) => same(epc, value)),
  MATCH_outputEPC: (it, value) => texts(it.outputEPCList).some((epc) => same(epc, value)),
  MATCH_anyEPC: (it, value) =>
    texts(it.epcList, it.childEPCs, it.parentID, it.inputEPCList, it.outputEPCList).some((epc) => same(epc, value)),
  MATCH_epcClass: (it, value) => classesOf(it.quantityList, it.childQuantityList).some((epc) => same(epc, value)),
  MATCH_inputEPCClass: (it, value) => classesOf(it.inputQuantityList).some((epc) => same(epc, value)),
  MATCH_outputEPCClass: (it, value) => classesOf(it.outputQuantityList).some((epc) => same(epc, value)),
  MATCH_anyEPCClass: (it, value) =>
    classesOf(it.quantityList, it.childQuantityList, it.inputQuantityList, it.outputQuantityList).some((epc) =>
      same(epc, value),
    ),
  EXISTS_errorDeclaration: (it, value) => (it.errorDeclaration !== undefined) === (value === 'true'),
}

const things = serials.flatMap((pair) => [...pair])
const names = classes.flatMap((pair) => [...pair])
const spots = places.flatMap((pair) => [...pair])
const piped = (list: readonly string[]) => some(list, 3).map((values) => values.join('|'))
const values: Record<keyof typeof rules, fc.Arbitrary<string>> = {
  eventType: piped(['ObjectEvent', 'AggregationEvent', 'TransactionEvent', 'TransformationEvent']),
  EQ_action: piped(['ADD', 'OBSERVE', 'DELETE']),
  EQ_bizStep: piped([...steps, 'storing']),
  EQ_disposition: piped(dispositions),
  EQ_readPoint: piped(spots),
  EQ_bizLocation: piped(spots),
  EQ_eventID: fc
    .uniqueArray(fc.nat(70), { minLength: 1, maxLength: 6 })
    .map((ns) => ns.map((n) => `urn:x-nguon:random:${n}`).join('|')),
  EQ_bizTransaction_po: piped(orders),
  GE_eventTime: one(times),
  LT_eventTime: one(times),
  GE_recordTime: fc.nat(4).map((n) => new Date(Date.parse('2026-11-23T02:01:00Z') + n * 1_000).toISOString()),
  LT_recordTime: fc.nat(4).map((n) => new Date(Date.parse('2026-11-23T02:01:01Z') + n * 1_000).toISOString()),
  ...Object.fromEntries(
    ['MATCH_epc', 'MATCH_parentID', 'MATCH_inputEPC', 'MATCH_outputEPC', 'MATCH_anyEPC'].map((it) => [
      it,
      piped(things),
    ]),
  ),
  ...Object.fromEntries(
    ['MATCH_epcClass', 'MATCH_inputEPCClass', 'MATCH_outputEPCClass', 'MATCH_anyEPCClass'].map((it) => [
      it,
      piped(names),
    ]),
  ),
  EXISTS_errorDeclaration: one(['true', 'false']),
}

const query = fc
  .uniqueArray(one(Object.keys(rules)), { maxLength: 3 })
  .chain((chosen) => fc.record(Object.fromEntries(chosen.map((name) => [name, values[name]!]))))
const manner = fc.record({
  orderBy: one(['eventTime', 'recordTime']),
  orderDirection: one(['ASC', 'DESC']),
  perPage: one(['4', '15', '100']),
})

function reference(
  asked: Record<string, string>,
  { orderBy, orderDirection }: { orderBy: string; orderDirection: string },
) {
  const found = kept.filter((it) =>
    Object.entries(asked).every(([name, value]) =>
      value.split('|').some((alternative) => rules[name]!(it, alternative)),
    ),
  )
  const clock = (it: (typeof kept)[number]) => nanos(orderBy === 'eventTime' ? it.eventTime : it.recordTime)
  const sign = orderDirection === 'ASC' ? 1 : -1
  return {
    ids: found.map((it) => it.eventID).sort(),
    clocks: found.map(clock).sort((a, b) => (a < b ? -sign : a > b ? sign : 0)),
  }
}

describe('a query', () => {
  test('finds what a plain filter finds, in order, once, on pages of any size', async () => {
    let pagesSeen = 0
    let foundSome = 0
    await fc.assert(
      fc.asyncProperty(query, manner, fc.nat(1), async (asked, how, who) => {
        const { events, pages } = await on.all(
          askers[who]!,
          { ...asked, ...how },
          { 'gs1-epc-format': 'Never_Translates' },
        )
        const wanted = reference(asked, how)
        expect(events.map((it) => it.eventID).sort()).toEqual(wanted.ids)
        expect(events.map((it) => nanos(how.orderBy === 'eventTime' ? it.eventTime : String(it.recordTime)))).toEqual(
          wanted.clocks,
        )
        expect(pages).toBe(Math.max(1, Math.ceil(events.length / Number(how.perPage))))
        pagesSeen += pages
        if (events.length > 0) foundSome++
      }),
      { seed: 20261123, numRuns: 60 },
    )
    expect(foundSome).toBeGreaterThan(20)
    expect(pagesSeen).toBeGreaterThan(90)
  })

  test.each(Object.keys(rules))('by %s alone finds something and not everything', async (name) => {
    const [found] = fc
      .sample(values[name]!, { seed: 7, numRuns: 60 })
      .map((value) => ({ value, ...reference({ [name]: value }, { orderBy: 'eventTime', orderDirection: 'ASC' }) }))
      .filter(({ ids }) => ids.length > 0 && ids.length < kept.length)
    const { events } = await on.all(askers[0]!, { [name]: found!.value, perPage: '100' })
    expect(events.map((it) => it.eventID).sort()).toEqual(found!.ids)
  })

  test('ends where eventCountLimit says, over however many pages', async () => {
    const { events, pages } = await on.all(askers[0]!, { eventCountLimit: '10', perPage: '4' })
    expect([events.length, pages]).toEqual([10, 3])
  })

  test('is refused above maxEventCount, and whole at it', async () => {
    expect((await on.all(askers[0]!, { maxEventCount: '60', perPage: '50' })).events).toHaveLength(60)
    expect(await on.ask(askers[0]!, { maxEventCount: '59' })).toMatchObject({
      status: 413,
      body: { type: 'epcisException:QueryTooLargeException' },
    })
  })
})
