import { readFileSync } from 'node:fs'
import type { EpcisEvent } from '@nguon/trace/event'
import { eventHash, eventText } from '@nguon/trace/hash'
import { describe, expect, test } from 'vitest'

type Vector = { name: string; context: unknown; event: EpcisEvent; prehash: string; hash: string; published: boolean }
const vectors: Vector[] = JSON.parse(
  readFileSync(new URL('../fixtures/gs1/hash/event-hash-vectors.json', import.meta.url), 'utf8'),
)

/** Told at the head of their documents (`ignoreFields`), which the vectors do not carry. */
const ignored: Record<string, string[]> = {
  'epcisDocHavingEventWithIgnoreFields#0': ['repository-x:hash', 'example:captureID'],
}

/** The reference implementation writes booleans as its own language does, `True`; XML and JSON both have `true`. */
const pythonic = (text: string) =>
  text.replaceAll(/booleanValue=(t|f)/g, (_, letter: string) => `booleanValue=${letter.toUpperCase()}`)

/** Hashed by the reference implementation alone, never published; why ours differs, and what makes the two texts equal again. */
const different: Record<string, { why: string; again?: (vector: Vector) => string }> = {
  'gs1__WithFullCombinationOfFields__aggregation_event_all_possible_fields#0': {
    why: 'True for true',
    again: ({ event, context }) => pythonic(eventText(event, context)),
  },
  ...Object.fromEntries(
    ['association', 'object', 'transaction'].map((type) => [
      `gs1__WithFullCombinationOfFields__${type}_event_all_possible_fields#0`,
      {
        why: 'True for true, and a prefix remembered from the document hashed before',
        again: ({ event, context }: Vector) =>
          pythonic(eventText(event, [...(context as unknown[]), { example: 'http://ns.example.com/epcis/' }])),
      },
    ]),
  ),
  'gs1__WithSensorData__SensorDataExample7#0': {
    why: 'True for true, and a text of 24 digits taken for a number, its last digits lost',
    again: ({ event, context }) =>
      pythonic(eventText(event, context)).replace('111100001111000011110000', '111100001111000003641344'),
  },
  'gs1__WithSensorData__SensorDataExample9#0': {
    why: 'True for true',
    again: ({ event, context }) => pythonic(eventText(event, context)),
  },
  'gs1__WithSensorData__SensorDataExample8#0': {
    why: 'bizRules of a sensorReport is put at the end of the whole event',
  },
  'gs1__WithSensorData__SensorDataExample12#0': {
    why: 'extensions whose namespace does not end in / are put at the end of the whole event',
  },
}

describe('the event hash of CBV 2.0', () => {
  const published = vectors.filter((vector) => vector.published)
  test('is shown on 42 published hashes', () => expect(published.length).toBe(42))

  test.each(published.map((vector) => [vector.name, vector] as const))(
    'equals the published one of %s',
    (name, vector) => {
      expect(eventText(vector.event, vector.context, ignored[name])).toBe(vector.prehash)
      expect(eventHash(vector.event, vector.context, ignored[name])).toBe(vector.hash)
    },
  )

  const others = vectors.filter((vector) => !vector.published)
  test.each(others.filter(({ name }) => !different[name]).map((vector) => [vector.name, vector] as const))(
    "equals the reference implementation's of %s",
    (_, vector) => expect(eventHash(vector.event, vector.context)).toBe(vector.hash),
  )

  test.each(
    others.flatMap((vector) =>
      different[vector.name] ? [[vector.name, vector, different[vector.name]!] as const] : [],
    ),
  )('differs from the reference implementation on %s only for a known reason', (_, vector, { again }) => {
    expect(eventHash(vector.event, vector.context)).not.toBe(vector.hash)
    if (again) expect(again(vector)).toBe(vector.prehash)
  })

  const event: EpcisEvent = {
    '@context': [{ nguon: 'https://nguon.vn/voc/' }],
    type: 'ObjectEvent',
    eventTime: '2026-11-20T09:30:00.000+07:00',
    eventTimeZoneOffset: '+07:00',
    action: 'OBSERVE',
    epcList: ['https://id.gs1.org/01/09520123456788/21/B', 'https://id.gs1.org/01/09520123456788/21/A'],
    'nguon:note': 'Sấy',
  }

  test('does not see the order of fields and lists, the zone, the domain, nor what the server adds', () => {
    const again: EpcisEvent = {
      'n:note': 'Sấy ',
      eventTimeZoneOffset: '+07:00',
      epcList: ['https://tem.example.vn/01/09520123456788/21/A?x=1', 'https://id.gs1.org/01/09520123456788/10/L1/21/B'],
      type: 'ObjectEvent',
      eventTime: '2026-11-20T02:30:00Z',
      action: 'OBSERVE',
      recordTime: '2026-11-20T02:31:00Z',
      eventID: 'urn:uuid:374d95fc-9457-4a51-bd6a-0bba133845a8',
      '@context': [{ n: 'https://nguon.vn/voc/' }],
    }
    expect(eventHash(again)).toBe(eventHash(event))
  })

  test.each([
    ['1.0', '1'],
    ['0.3400', '0.34'],
    ['007', '7'],
    ['+5', '5'],
    ['-0.0', '0'],
    ['.5', '0.5'],
    ['1e3', '1000'],
    ['1e999', '1e999'],
    ['123456789012345678901', '123456789012345678901'],
    ['1.2.3', '1.2.3'],
    ['-', '-'],
  ])('writes %s as %s', (given, written) => {
    expect(eventText({ ...event, 'nguon:note': given })).toContain(`{https://nguon.vn/voc/}note=${written}`)
  })

  test.each<[string, Partial<EpcisEvent>]>([
    ['a note', { 'nguon:note': 'Sấy khô' }],
    ['the last digit of a long number', { 'nguon:note': '123456789012345678901' }],
    ['a list within a list', { 'nguon:note': [['a', { 'nguon:b': 1 }]] }],
    ['a millisecond', { eventTime: '2026-11-20T02:30:00.001Z' }],
    ['a serial', { epcList: ['https://id.gs1.org/01/09520123456788/21/B'] }],
    ['a field', { bizStep: 'packing' }],
  ])('sees %s changed', (_, change) => expect(eventHash({ ...event, ...change })).not.toBe(eventHash(event)))
})
