import { readdirSync, readFileSync } from 'node:fs'
import { checkDocument, checkEvent } from '@nguon/trace/event'
import { eventHash } from '@nguon/trace/hash'
import { commissioning, inspecting, lotClass, packing, shipping, takenBack } from '@nguon/trace/telling'
import { describe, expect, test } from 'vitest'

const folder = new URL('../fixtures/gs1/epcis/', import.meta.url)
const names = (kind: string) => readdirSync(new URL(`${kind}/`, folder))
const load = (path: string): { type: string; [field: string]: unknown } =>
  JSON.parse(readFileSync(new URL(path, folder), 'utf8'))
const check = (value: { type: string }) => (/Document$/.test(value.type) ? checkDocument(value) : checkEvent(value))

const told = {
  product: '09520123456788',
  lot: 'AT-2611',
  origin: 'https://tem.example.vn',
  at: new Date('2026-11-20T02:30:00.000Z'),
  declaredBy: 'HTX ví dụ',
}

describe('the official EPCIS 2.0 schema', () => {
  test.each(names('valid'))('accepts %s', (name) => {
    expect(check(load(`valid/${name}`))).not.toHaveProperty('code')
  })

  test.each<[string, string, string]>([
    ['Combination_of_events_with_missing_mandatory_fields', '/epcisBody/eventList/0', 'action is missing.'],
    ['Combination_of_multiple_invalid_fields', '/epcisBody/eventList/0/bizStep', "is not on the standard's list"],
    [
      'Combination_of_non_standard_bizStep_and_disposition',
      '/epcisBody/eventList/0/bizStep',
      "is not on the standard's list",
    ],
    ['EPCISDocument_without_context', '', '@context is missing.'],
    [
      'ObjectEvent_with_ilmd_field_without_namespace',
      '/epcisBody/eventList/0/ilmd',
      'There is no field “materialType”',
    ],
    ['ObjectEvent_with_invalid_action', '/epcisBody/eventList/0/action', 'list: OBSERVE, ADD, DELETE.'],
    ['ObjectEvent_with_invalid_certificationInfo', '/epcisBody/eventList/0/certificationInfo', 'is of the wrong type'],
    ['ObjectEvent_with_invalid_eventTime_format', '/epcisBody/eventList/0/eventTime', 'is not an instant'],
    ['ObjectEvent_with_non_standard_bizStep', '/epcisBody/eventList/0/bizStep', "is not on the standard's list"],
    [
      'ObjectEvent_with_non_standard_bizStep_in_second_event',
      '/epcisBody/eventList/1/bizStep',
      "is not on the standard's list",
    ],
    [
      'ObjectEvent_with_non_standard_disposition',
      '/epcisBody/eventList/0/disposition',
      "is not on the standard's list",
    ],
    ['ObjectEvent_with_quantity_as_text', '/epcisBody/eventList/0/quantityList/0/quantity', 'number is wanted'],
    [
      'ObjectEvent_with_unknown_field_in_quantityList',
      '/epcisBody/eventList/0/quantityList/0',
      'There is no field “weight”',
    ],
    ['ObjectEvent_without_action_and_eventTime', '/epcisBody/eventList/0', 'eventTime is missing.'],
    [
      'ObjectEvent_without_identifier_list',
      '/epcisBody/eventList/0',
      'needed: epcList, quantityList, sensorElementList.',
    ],
  ])('refuses %s and says where and why', (name, path, words) => {
    const answer = check(load(`invalid/openepcis__${name}.json`))
    expect(answer).toMatchObject({ code: 'event/invalid', path, words: { en: expect.stringContaining(words) } })
  })

  test('refuses every invalid example there is', () => {
    for (const name of names('invalid')) expect(check(load(`invalid/${name}`))).toMatchObject({ code: 'event/invalid' })
    expect(names('invalid').length).toBe(15)
  })

  test.each(names('query-examples'))('judges the query document %s as its name says', (name) => {
    expect('code' in checkDocument(load(`query-examples/${name}`))).toBe(name.startsWith('INVALID'))
  })

  test.each([undefined, null, 7, 'text', [], {}, { type: 7 }, { type: 'ObjectEvent' }])('refuses %j', (value) => {
    expect(checkEvent(value)).toMatchObject({ code: 'event/invalid' })
  })

  test('wants an event where one is wanted, and a document where one is wanted', () => {
    expect(checkEvent(load('valid/gs1__Example_9.6.1-ObjectEvent.jsonld'))).toMatchObject({
      code: 'event/invalid',
      path: '/type',
    })
    expect(checkDocument(load('valid/gs1-bare__ObjectEvent.json'))).toMatchObject({
      code: 'event/invalid',
      path: '/type',
    })
  })

  test('is not asked about a thing too deep or too long to be an event', () => {
    let deep: unknown = 1
    for (let at = 0; at < 50_000; at++) deep = { 'nguon:a': deep }
    expect(checkEvent({ ...commissioning(told), 'nguon:deep': deep })).toMatchObject({
      code: 'event/invalid',
      rule: 'size',
    })
    const epcList = Array.from({ length: 5_001 }, (_, at) => `https://id.gs1.org/01/09520123456788/21/${at}`)
    expect(checkEvent({ ...commissioning(told), epcList })).toMatchObject({
      code: 'event/invalid',
      rule: 'size',
      path: '/epcList',
    })
  })
})

test('an event taken out of a document keeps what its prefixes mean', () => {
  const answer = checkDocument(load('valid/openepcis__Namespaces_at_different_level.json'))
  if ('code' in answer) throw new Error(answer.words.en)
  for (const event of answer.events) expect(checkEvent(event)).toEqual({ event })
})

describe('what we say of a lot', () => {
  test.each([
    ['commissioning', commissioning, 'ADD', 'active'],
    ['inspecting', inspecting, 'OBSERVE', 'conformant'],
    ['packing', packing, 'OBSERVE', 'in_progress'],
    ['shipping', shipping, 'OBSERVE', 'in_transit'],
  ] as const)('%s is an EPCIS event whose id is its hash', (bizStep, build, action, disposition) => {
    const event = build({ ...told, quantity: { number: 120, uom: 'KGM' }, note: 'Sấy xong', checkedBy: 'Cán bộ xã' })
    expect(checkEvent(event)).toEqual({ event })
    expect(event).toMatchObject({
      type: 'ObjectEvent',
      bizStep,
      action,
      disposition,
      eventTime: '2026-11-20T02:30:00.000Z',
      eventTimeZoneOffset: '+07:00',
      quantityList: [{ epcClass: 'https://id.gs1.org/01/09520123456788/10/AT-2611', quantity: 120, uom: 'KGM' }],
      'nguon:note': 'Sấy xong',
      'nguon:declaredBy': 'HTX ví dụ',
      'nguon:checkedBy': 'Cán bộ xã',
      eventID: eventHash(event),
    })
  })

  test('an inspection may fail', () => {
    const event = inspecting({ ...told, passed: false })
    expect(event.disposition).toBe('non_conformant')
    expect(checkEvent(event)).toEqual({ event })
  })

  test('a house code is named by our own address and never by a GTIN', () => {
    expect(lotClass('MATONG1', 'L1', 'https://tem.example.vn')).toBe('https://tem.example.vn/t/MATONG1/L1')
    const event = packing({ ...told, product: 'MATONG1' })
    expect(checkEvent(event)).toEqual({ event })
  })

  test('a thing taken back is the same event with a declaration, and its hash stays', () => {
    const event = shipping(told)
    const back = takenBack(event, new Date('2026-11-21T02:00:00.000Z'), 'did_not_occur')
    expect(checkEvent(back)).toEqual({ event: back })
    expect(eventHash(back)).toBe(event.eventID)
  })
})
