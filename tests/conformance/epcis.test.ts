import { readFileSync } from 'node:fs'
import { captureMost } from '@nguon/functions/api/epcis-door'
import { epcisMost } from '@nguon/functions/door'
import type { EpcisEvent } from '@nguon/trace/event'
import { eventHash } from '@nguon/trace/hash'
import { supported, valuesMost } from '@nguon/trace/query'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { context, documentOf, type Ground, listOf, openEpcis, packing } from '../stories/epcis-ground.ts'

/** The REST binding of EPCIS 2.0 (gs1/EPCIS openapi.json), clause by clause. */
let on: Ground
let as: string
beforeAll(async () => {
  on = await openEpcis()
  as = await on.keyFor({ province: '60' })
  const events = Array.from({ length: 7 }, (_, n) => packing(`urn:x-nguon:class:${n}`, `urn:x-nguon:clause:${n}`))
  await on.capture(as, documentOf(events))
}, 60_000)
afterAll(() => on?.story.close())

const call = (method: string, path: string, headers: Record<string, string> = {}, body?: unknown) =>
  on.story.call(method, `/v1/epcis${path}`, { as, headers, ...(body === undefined ? {} : { body }) })

describe('OPTIONS', () => {
  test.each(['/capture', '/events', '/capture/anything', '/events/urn%3Ax%3A1'])(
    '%s is 204 and SHALL announce the versions in use, the lowest and the highest',
    async (path) => {
      const { status, headers } = await on.story.call('OPTIONS', `/v1/epcis${path}`)
      expect(status).toBe(204)
      for (const name of [
        'gs1-epcis-version',
        'gs1-epcis-min',
        'gs1-epcis-max',
        'gs1-cbv-version',
        'gs1-cbv-min',
        'gs1-cbv-max',
      ])
        expect(headers.get(name)).toBe('2.0.0')
      expect(headers.get('gs1-epc-format')).toBe('Always_GS1_Digital_Link, No_Preference, Never_Translates')
      expect(headers.get('allow')).toContain('OPTIONS')
    },
  )

  test('/capture announces its limits and error behaviours, and what is announced is what holds', async () => {
    const { headers } = await on.story.call('OPTIONS', '/v1/epcis/capture')
    expect(headers.get('gs1-capture-error-behaviour')).toBe('rollback, proceed')
    const [most, bytes] = [
      headers.get('gs1-epcis-capture-limit'),
      headers.get('gs1-epcis-capture-file-size-limit'),
    ].map(Number)
    const events = (count: number) =>
      Array.from({ length: count }, (_, n) => packing('urn:x-nguon:limit', `urn:x-nguon:limit:${n}`))
    expect((await on.capture(as, documentOf(events(most!)))).status).toBe(202)
    for (const body of [
      documentOf(events(most! + 1)),
      documentOf([{ ...events(1)[0], 'ext:x': 'x'.repeat(bytes!) }]),
    ]) {
      const over = await on.capture(as, body)
      expect(over).toMatchObject({ status: 413, body: { type: 'epcisException:CaptureLimitExceededException' } })
      expect(over.headers.get('gs1-epcis-capture-limit')).toBe(String(most))
    }
  })
})

describe('every answer', () => {
  test.each<[string, string, string, Record<string, string>]>([
    ['a page', 'GET', '/events', {}],
    ['an event', 'GET', '/events/urn%3Ax-nguon%3Aclause%3A1', {}],
    ['a list of jobs', 'GET', '/capture', {}],
    ['a refusal', 'GET', '/events?what=1', {}],
    ['a refusal of the door', 'POST', '/capture', { 'content-type': 'application/xml' }],
    ['a place that is not there', 'GET', '/queries', {}],
  ])('%s carries GS1-EPCIS-Version and GS1-CBV-Version', async (_, method, path, headers) => {
    const answer = await call(method, path, headers, method === 'POST' ? '<epcis/>' : undefined)
    expect([answer.headers.get('gs1-epcis-version'), answer.headers.get('gs1-cbv-version')]).toEqual(['2.0.0', '2.0.0'])
  })

  test.each<[string, string, string, Record<string, string>, unknown, number, string]>([
    [
      '400 at capture is a ValidationException',
      'POST',
      '/capture',
      {},
      { type: 'EPCISDocument' },
      400,
      'ValidationException',
    ],
    [
      '400 at a query is a QueryParameterException',
      'GET',
      '/events?GE_eventTime=x',
      {},
      undefined,
      400,
      'QueryParameterException',
    ],
    ['404 is a NoSuchResourceException', 'GET', '/events/urn%3Anone', {}, undefined, 404, 'NoSuchResourceException'],
    ['404 of a job too', 'GET', '/capture/none', {}, undefined, 404, 'NoSuchResourceException'],
    ['404 of a part that is not served', 'GET', '/queries', {}, undefined, 404, 'NoSuchResourceException'],
    [
      '406 is a NotAcceptableException',
      'GET',
      '/events',
      { accept: 'application/xml' },
      undefined,
      406,
      'NotAcceptableException',
    ],
    [
      '414 is a URITooLongException',
      'GET',
      `/events?EQ_eventID=urn:x:${'y'.repeat(8_000)}`,
      {},
      undefined,
      414,
      'URITooLongException',
    ],
    [
      '415 is an UnsupportedMediaTypeException',
      'POST',
      '/events',
      { 'content-type': 'text/xml' },
      '<e/>',
      415,
      'UnsupportedMediaTypeException',
    ],
    [
      '501 is an ImplementationException',
      'GET',
      '/events?WD_readPoint=urn:x:1',
      {},
      undefined,
      501,
      'ImplementationException',
    ],
  ])('%s', async (_, method, path, headers, body, status, type) => {
    const answer = await call(method, path, headers, body)
    expect(answer).toMatchObject({
      status,
      body: { type: `epcisException:${type}`, status, title: expect.any(String) },
    })
    expect(answer.headers.get('content-type')).toContain('application/problem+json')
  })
})

test('401 is a SecurityException, for nobody and for a key that does not hold', async () => {
  for (const key of [undefined, `nk_aaaaaaaaaa_${'0'.repeat(64)}`])
    expect(await on.ask(key, {})).toMatchObject({ status: 401, body: { type: 'epcisException:SecurityException' } })
})

describe('versions and formats that are asked for', () => {
  test.each<[Record<string, string>, number]>([
    [{ 'gs1-epcis-min': '2.0.0', 'gs1-epcis-max': '2.0' }, 200],
    [{ 'gs1-cbv-min': '1.2', 'gs1-cbv-max': '2.1.0' }, 200],
    [{ 'gs1-epcis-min': '2.1.0' }, 406],
    [{ 'gs1-cbv-max': '1.2.0' }, 406],
    [{ 'gs1-epcis-min': 'two' }, 406],
    [{ accept: 'text/html, application/ld+json;q=0.5' }, 200],
    [{ accept: '*/*' }, 200],
    [{ accept: 'application/json;q=0, text/html' }, 406],
    [{ 'gs1-epc-format': 'No_Preference' }, 200],
    [{ 'gs1-epc-format': 'Always_EPC_URN' }, 406],
  ])('%j is answered %i', async (headers, status) => {
    expect((await call('GET', '/events?perPage=1', headers)).status).toBe(status)
  })

  test('a document of another version is refused', async () => {
    expect((await call('POST', '/capture', { 'gs1-epcis-version': '1.2.0' }, documentOf([]))).status).toBe(400)
  })

  test('absent GS1-EPC-Format means Always_GS1_Digital_Link; Never_Translates is the original', async () => {
    const event = {
      ...packing('urn:epc:class:lgtin:4012345.012345.F1', 'urn:x-nguon:format'),
      readPoint: { id: 'urn:epc:id:sgln:4012345.00011.987' },
    }
    await on.capture(as, documentOf([event]))
    const [links] = listOf(await call('GET', '/events/urn%3Ax-nguon%3Aformat'))
    expect(links).toMatchObject({
      quantityList: [{ epcClass: 'https://id.gs1.org/01/04012345123456/10/F1' }],
      readPoint: { id: 'https://id.gs1.org/414/4012345000115/254/987' },
    })
    const [original] = listOf(
      await call('GET', '/events/urn%3Ax-nguon%3Aformat', { 'gs1-epc-format': 'Never_Translates' }),
    )
    expect(original).toMatchObject(event)
  })
})

describe('capture', () => {
  test('is 202 with the Location of a job, which has the members of a capture job', async () => {
    const sent = await on.capture(as, documentOf([packing('urn:x-nguon:job', 'urn:x-nguon:clause:job')]))
    expect(sent.status).toBe(202)
    const job = await on.story.call('GET', sent.headers.get('location')!, { as })
    expect(job.body).toEqual({
      ...{ captureID: sent.headers.get('location')!.split('/').at(-1), running: false, success: true, errors: [] },
      ...{
        captureErrorBehaviour: 'rollback',
        createdAt: expect.any(String),
        finishedAt: expect.any(String),
        events: 1,
        kept: 1,
      },
    })
    expect((await call('GET', '/capture')).body).toContainEqual(job.body)
  })

  test('takes an EPCISQueryDocument as well, and application/ld+json', async () => {
    const { eventList } = documentOf([packing('urn:x-nguon:answer', 'urn:x-nguon:clause:answer')]).epcisBody
    const document = documentOf([], {
      type: 'EPCISQueryDocument',
      epcisBody: { queryResults: { queryName: 'SimpleEventQuery', resultsBody: { eventList } } },
    })
    const sent = await call('POST', '/capture', { 'content-type': 'application/ld+json; charset=utf-8' }, document)
    expect(sent).toMatchObject({ status: 202, body: { success: true, kept: 1 } })
  })

  test('an unknown error behaviour is refused, not ignored', async () => {
    const sent = await call('POST', '/capture', { 'gs1-capture-error-behaviour': 'hope' }, documentOf([]))
    expect(sent).toMatchObject({ status: 400, body: { code: 'capture/bad-header' } })
  })

  test('recordTime is the server’s, whatever was sent, and an event without an id gets its hash', async () => {
    const { eventID: _, ...bare } = packing('urn:x-nguon:bare', '')
    const event = { ...bare, recordTime: '2001-01-01T00:00:00Z' }
    const made = await call('POST', '/events', {}, { '@context': [context], ...event })
    expect(made).toMatchObject({ status: 201, body: { eventID: eventHash(event as EpcisEvent) } })
    expect(made.body.eventID).toMatch(/^ni:\/\/\/sha-256;[0-9a-f]{64}\?ver=CBV2\.0$/)
    const [found] = listOf(await on.story.call('GET', made.headers.get('location')!, { as }))
    expect(found!.recordTime).toBe(on.story.clock.now.toISOString())
  })
})

describe('pagination', () => {
  test('Link rel=next leads on while there is more, and is absent on the last page', async () => {
    const query = { EQ_eventID: Array.from({ length: 7 }, (_, n) => `urn:x-nguon:clause:${n}`).join('|'), perPage: '3' }
    const first = await on.ask(as, query)
    expect(first.headers.get('link')).toMatch(
      /^<http:\/\/localhost:4000\/v1\/epcis\/events\?.*nextPageToken=[^>]+>; rel="next"$/,
    )
    expect(listOf(first)).toHaveLength(3)
    const { events, pages } = await on.all(as, query)
    expect([new Set(events.map((it) => it.eventID)).size, pages]).toEqual([7, 3])
    expect((await on.ask(as, { ...query, perPage: '7' })).headers.get('link')).toBeNull()
  })

  test('a token is bound to its question and its asker', async () => {
    const { headers } = await on.ask(as, { perPage: '2' })
    const nextPageToken = new URL(headers.get('link')!.slice(1).split('>')[0]!).searchParams.get('nextPageToken')!
    expect((await on.ask(as, { perPage: '5', nextPageToken })).status).toBe(200)
    for (const [who, query] of [
      [as, { EQ_action: 'ADD', nextPageToken }],
      [on.story.operatorKey, { nextPageToken }],
      [as, { nextPageToken: `${nextPageToken.slice(0, -2)}AA` }],
      [as, { nextPageToken: 'AAAA' }],
    ] as const)
      expect(await on.ask(who, query), JSON.stringify(query)).toMatchObject({
        status: 400,
        body: { code: 'cursor/not-ours' },
      })
  })

  test('jobs are paged in the same way', async () => {
    for (const n of [1, 2, 3]) await on.capture(as, documentOf([], { id: `urn:x-nguon:empty:${n}` }))
    const first = await call('GET', '/capture?perPage=2')
    expect(first.body).toHaveLength(2)
    expect(first.headers.get('link')).toMatch(/nextPageToken=[^>]+>; rel="next"$/)
  })
})

describe('a parameter', () => {
  test.each([
    'what',
    'EQ_what',
    'MATCH_anything',
    'GE_eventtime',
    'EQ_bizTransaction_',
    '__proto__',
    'constructor',
    'limit',
  ])('that EPCIS does not have is refused by name: %s', async (name) => {
    expect(await on.ask(as, { [name]: 'urn:x:1' })).toMatchObject({
      status: 400,
      body: { type: 'epcisException:QueryParameterException', errors: [{ field: name }] },
    })
  })

  test.each([
    ...[
      'WD_readPoint',
      'WD_bizLocation',
      'EQ_quantity',
      'GT_quantity_KGM',
      'GE_startTime',
      'EQ_type',
      'EQ_deviceID',
      'EQ_value_CEL',
    ],
    ...[
      'EQ_ext:driver',
      'GE_ILMD_ext:date',
      'EXISTS_INNER_ext:a',
      'HASATTR_ext:a',
      'EQ_SENSORREPORT_ext:a',
      'EXISTS_sensorElementList',
    ],
  ])('that is known and not answered here is refused by name, never ignored: %s', async (name) => {
    expect(await on.ask(as, { [name]: '1' })).toMatchObject({ status: 501, body: { errors: [{ field: name }] } })
  })

  test.each<[string, string]>([
    ['eventType', 'SomeEvent'],
    ['EQ_action', 'add'],
    ['EQ_bizStep', 'shiping'],
    ['EQ_disposition', ''],
    ['GE_eventTime', '2026-11-22'],
    ['LT_recordTime', '2026-02-30T00:00:00Z'],
    ['GE_eventTime', '2026-11-22T09:00:00'],
    ['MATCH_epc', 'not a uri'],
    ['EXISTS_errorDeclaration', 'maybe'],
    ['orderBy', 'bizStep'],
    ['orderDirection', 'asc'],
    ['perPage', '0'],
    ['eventCountLimit', '-1'],
    ['maxEventCount', '1e3'],
    ['EQ_source_nobody', 'urn:x:1'],
    ['EQ_eventID', Array.from({ length: 31 }, (_, n) => `urn:x:${n}`).join('|')],
  ])('with a bad value is refused by name: %s=%s', async (name, value) => {
    expect(await on.ask(as, { [name]: value })).toMatchObject({
      status: 400,
      body: { type: 'epcisException:QueryParameterException', errors: [{ field: name }] },
    })
  })

  test('given twice is refused, and so are both limits at once', async () => {
    expect((await call('GET', '/events?EQ_action=ADD&EQ_action=ADD')).status).toBe(400)
    expect((await call('GET', '/events?eventCountLimit=5&maxEventCount=5')).status).toBe(400)
  })

  test('with a + that nobody escaped means the zone it was written for', async () => {
    expect(
      (await call('GET', '/events?GE_eventTime=2026-11-21T08:00:00+07:00&LT_eventTime=2026-11-21T08:00:00.001+07:00'))
        .body,
    ).toMatchObject({ epcisBody: { queryResults: { resultsBody: { eventList: { length: expect.any(Number) } } } } })
    expect(listOf(await call('GET', '/events?LT_eventTime=2026-11-21T08:00:00+07:00'))).toEqual([])
  })

  test('that is answered is told by the API’s own document', async () => {
    const { body } = await on.story.call('GET', '/v1/openapi.json')
    const told = body.paths['/v1/epcis/events'].get.parameters.map((it: { name: string }) => it.name)
    expect(told).toEqual(expect.arrayContaining([...supported, 'orderBy', 'perPage', 'nextPageToken']))
  })
})

describe('docs/epcis.md', () => {
  const text = readFileSync(new URL('../../docs/epcis.md', import.meta.url), 'utf8')

  test('its examples are taken as they stand, and the second finds what the first sent', async () => {
    const document = /-d '(\{[\s\S]*?\n\})'/.exec(text)![1]!
    const sent = await call('POST', '/capture', { 'content-type': 'application/json' }, document)
    expect(sent).toMatchObject({ status: 202, body: { success: true, kept: 1 } })
    const asked = [...text.matchAll(/--data-urlencode '([^=]+)=([^']*)'/g)].map(
      ([, name, value]) => [name!, value!] as const,
    )
    const [found] = listOf(await on.ask(as, Object.fromEntries(asked)))
    expect(found).toMatchObject({ bizStep: 'shipping', quantityList: [{ quantity: 120 }] })
  })

  test('names every parameter that is answered, and the limits that hold', () => {
    for (const name of supported) expect(text).toContain(`\`${name}\``)
    expect(text).toContain(`At most ${captureMost} events and ${epcisMost / 1024} KB`)
    expect(text).toContain(`at most ${valuesMost}.`)
  })
})
