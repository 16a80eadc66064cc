import { api } from '@nguon/functions/api/api'
import { readHead, readHistory } from '@nguon/store/history'
import { lotLine } from '@nguon/store/key'
import { checkDocument, type EpcisEvent, type EventRefusal } from '@nguon/trace/event'
import { eventHash } from '@nguon/trace/hash'
import { verify } from '@nguon/trace/history'
import { serialOf } from '@nguon/trace/stamp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { context, documentOf, example, type Ground, listOf, names, openEpcis, packing } from './epcis-ground.ts'

let on: Ground
beforeAll(async () => {
  on = await openEpcis()
}, 60_000)
afterAll(() => on?.story.close())

const original = { 'gs1-epc-format': 'Never_Translates' }
/** What an event says, beside what the server adds and what its document's context said for it. */
const saying = ({ '@context': _, recordTime: __, ...event }: EpcisEvent) => event
const eventsIn = (document: { type: string }): EpcisEvent[] => {
  const read = checkDocument(document)
  if ('code' in read) throw new Error(read.words.en)
  return read.events
}

/** Names an SSCC as a URN and as a link: as links they are one. */
const namesOneTwice = 'openepcis__epcisDocWithAllGS1Keys.json'
const saidNames = (events: readonly EpcisEvent[]) =>
  events.map(({ epcList, parentID, childEPCs, quantityList, readPoint }) => [
    ...[epcList, parentID, childEPCs, quantityList, readPoint],
  ])

describe('the official examples', () => {
  // Several examples use one eventID for events that differ, so a document goes to the first party that does not know its ids.
  const parties: { key: string; ids: Set<string> }[] = []
  async function partyFor(events: readonly EpcisEvent[]): Promise<string> {
    const ids = events.map((event) => `${event.eventID ?? eventHash(event)} ${event.errorDeclaration !== undefined}`)
    const fresh = () => on.keyFor({ province: String(40 + parties.length) })
    const known = parties.find((one) => !ids.some((id) => one.ids.has(id)))
    const party = known ?? { key: await fresh(), ids: new Set<string>() }
    if (!known) parties.push(party)
    for (const id of ids) party.ids.add(id)
    return party.key
  }

  test('each valid document is captured, and each of its events is answered as it was told, under its id', async () => {
    const wrong: string[] = []
    for (const name of names('valid').filter((it) => !it.startsWith('gs1-bare'))) {
      on.story.clock.now = new Date(on.story.clock.now.getTime() + 1_000)
      const since = { GE_recordTime: on.story.clock.now.toISOString(), orderBy: 'recordTime', perPage: '100' }
      const document = example(`valid/${name}`)
      const sent = eventsIn(document)
      const as = await partyFor(sent)
      const taken = await on.capture(as, document)
      if (taken.status !== 202 || !taken.body.success)
        wrong.push(`${name}: ${taken.status} ${JSON.stringify(taken.body)}`)
      const told = sent.map((event) => ({ eventID: eventHash(event), ...saying(event) }))
      const known = new Set(told.map(({ eventID }) => eventID))
      const answer = await on.ask(as, since, original)
      const found = listOf(answer)
      const read = checkDocument(answer.body)
      if ('code' in read) wrong.push(`${name}: answered ${read.path} ${read.words.en}`)
      for (const event of told) {
        const same = found.filter(
          (it) => it.eventID === event.eventID && Boolean(it.errorDeclaration) === Boolean(event.errorDeclaration),
        )
        if (same.length !== 1) wrong.push(`${name}: ${event.eventID} is there ${same.length} times`)
        else expect(saying(same[0]!), name).toEqual(event)
      }
      if (known.size !== new Set(found.map((it) => it.eventID)).size) wrong.push(`${name}: ${found.length} are found`)
      // Prefixes still mean what they meant, and links are only another way of writing the URNs.
      const hashes = new Set(sent.map((it) => eventHash(it)))
      const links = await on.ask(as, since)
      for (const it of [...found, ...eventsIn(links.body)])
        if (!hashes.has(eventHash(it)) && name !== namesOneTwice) wrong.push(`${name}: hashes otherwise when answered`)
      if (name !== namesOneTwice) expect(JSON.stringify(saidNames(listOf(links)))).not.toContain('urn:epc:')
    }
    expect(wrong).toEqual([])
  })
})

describe('what is not valid', () => {
  test.each(names('invalid'))(
    '%s is refused with its place and its reason, and nothing of it is kept',
    async (name) => {
      const document = example(`invalid/${name}`)
      const wanted = checkDocument(document) as EventRefusal
      const answer = await on.capture(on.story.operatorKey, document, { 'accept-language': 'en' })
      expect(answer).toMatchObject({
        status: 400,
        body: {
          type: 'epcisException:ValidationException',
          code: 'event/invalid',
          errors: [{ field: wanted.path, message: wanted.words.en }],
        },
      })
    },
  )

  test('a disputed example is judged by the official schema, not by who published it', async () => {
    const [event] = eventsIn(example('valid/gs1__Example_9.6.3-AggregationEvent.jsonld'))
    const disputed = { ...event, persistentDisposition: { set: ['damaged'] } }
    const answer = await on.capture(on.story.operatorKey, documentOf([disputed]))
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ field: '/epcisBody/eventList/0' }] } })
  })

  test('with proceed the valid events of a document are kept and each other one is told by its place', async () => {
    const good = (n: number) => packing(on.lotClass, `urn:x-nguon:test:proceed-${n}`)
    const document = documentOf([good(1), { ...good(2), action: 'BURN' }, good(3), { ...good(1), bizStep: 'shipping' }])
    const answer = await on.capture(on.story.operatorKey, document, { 'gs1-capture-error-behaviour': 'proceed' })
    expect(answer).toMatchObject({
      status: 202,
      body: {
        success: false,
        captureErrorBehaviour: 'proceed',
        events: 4,
        kept: 2,
        errors: [
          {
            event: 1,
            type: 'epcisException:ValidationException',
            errors: [{ field: '/epcisBody/eventList/1/action' }],
          },
          { event: 3, type: 'epcisException:ResourceAlreadyExistsException', code: 'event/id-taken' },
        ],
      },
    })
    const kept = await on.all(undefined, { EQ_eventID: [1, 2, 3].map((n) => good(n).eventID).join('|') })
    expect(kept.events.map((it) => it.eventID).sort()).toEqual([good(1).eventID, good(3).eventID])
  })
})

describe('an event sent alone', () => {
  test.each(names('valid').filter((it) => it.startsWith('gs1-bare')))('%s is kept, and is there', async (name) => {
    const as = await on.keyFor({ province: '60' })
    const event: EpcisEvent = example(`valid/${name}`)
    const made = await on.story.call('POST', '/v1/epcis/events', { as, body: event })
    const eventID = event.eventID ?? eventHash(event)
    expect(made).toMatchObject({ status: 201, body: { eventID } })
    expect(made.headers.get('location')).toBe(`/v1/epcis/events/${encodeURIComponent(eventID)}`)
    const found = await on.story.call('GET', made.headers.get('location')!, { as, headers: original })
    expect(listOf(found).map(saying)).toEqual([{ ...saying(event), eventID }])
    expect(await on.story.call('POST', '/v1/epcis/events', { as, body: event })).toMatchObject({
      status: 409,
      body: { type: 'epcisException:ResourceAlreadyExistsException' },
    })
  })

  test('is another’s where another sends it under the same id', async () => {
    const event = {
      '@context': [context],
      ...packing('urn:epc:class:lgtin:4012345.012345.L1', 'urn:x-nguon:test:one-id'),
    }
    const [first, second] = [await on.keyFor({ province: '61' }), await on.keyFor({ province: '62' })]
    for (const as of [first, second])
      expect((await on.story.call('POST', '/v1/epcis/events', { as, body: event })).status).toBe(201)
    expect(listOf(await on.ask(first, { EQ_eventID: event.eventID }))).toHaveLength(1)
    expect(listOf(await on.ask(on.story.operatorKey, { EQ_eventID: event.eventID }))).toHaveLength(2)
  })
})

describe('a document sent again', () => {
  test('is the same job and changes nothing, and so does another document with the same events', async () => {
    const document = documentOf([packing(on.lotClass, 'urn:x-nguon:test:again')])
    const first = await on.capture(on.story.operatorKey, document)
    const history = await on.must('GET', `/v1/products/${on.shop.product}/lots/${on.lot}/events`)
    const again = await on.capture(on.story.operatorKey, document)
    expect(again).toMatchObject({ status: 202, body: first.body })
    const other = await on.capture(on.story.operatorKey, { ...document, creationDate: '2026-11-23T09:00:00+07:00' })
    expect(other).toMatchObject({ status: 202, body: { success: true, events: 1, kept: 0 } })
    expect(other.headers.get('location')).not.toBe(first.headers.get('location'))
    expect(await on.must('GET', `/v1/products/${on.shop.product}/lots/${on.lot}/events`)).toEqual(history)
  })

  test('at the same moment is kept once', async () => {
    const document = documentOf([packing(on.lotClass, 'urn:x-nguon:test:at-once')])
    const answers = await Promise.all(Array.from({ length: 8 }, () => on.capture(on.story.operatorKey, document)))
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(202))
    expect(new Set(answers.map(({ headers }) => headers.get('location'))).size).toBe(1)
    expect(listOf(await on.ask(undefined, { EQ_eventID: 'urn:x-nguon:test:at-once' }))).toHaveLength(1)
  })

  test('naming one event twice keeps it once', async () => {
    const event = packing(on.lotClass, 'urn:x-nguon:test:twice')
    const answer = await on.capture(on.story.operatorKey, documentOf([event, event]))
    expect(answer).toMatchObject({ status: 202, body: { success: true, events: 2, kept: 1 } })
  })
})

describe('all or nothing', () => {
  test('a document whose last event clashes leaves nothing: no event, no term, no link of the chain', async () => {
    await on.capture(on.story.operatorKey, documentOf([packing(on.lotClass, 'urn:x-nguon:test:clash')]))
    const before = await on.must('GET', `/v1/products/${on.shop.product}/lots/${on.lot}/events`)
    const fresh = Array.from({ length: 5 }, (_, n) => packing(`urn:x-nguon:thing:${n}`, `urn:x-nguon:test:lost-${n}`))
    const clash = { ...packing(on.lotClass, 'urn:x-nguon:test:clash'), bizStep: 'shipping' }
    const inLot = packing(on.lotClass, 'urn:x-nguon:test:lost-lot')
    const answer = await on.capture(on.story.operatorKey, documentOf([...fresh, inLot, clash]))
    expect(answer).toMatchObject({
      status: 202,
      body: { success: false, kept: 0, errors: [{ event: 6, status: 409 }] },
    })
    const job = await on.must('GET', answer.headers.get('location')!, { as: on.story.operatorKey })
    expect(job).toMatchObject({ running: false, success: false, captureErrorBehaviour: 'rollback' })
    for (const it of [...fresh, inLot])
      expect((await on.ask(on.story.operatorKey, { EQ_eventID: it.eventID })).body).toMatchObject({
        epcisBody: { queryResults: { resultsBody: { eventList: [] } } },
      })
    expect(listOf(await on.ask(on.story.operatorKey, { MATCH_epcClass: 'urn:x-nguon:thing:0' }))).toEqual([])
    expect(await on.must('GET', `/v1/products/${on.shop.product}/lots/${on.lot}/events`)).toEqual(before)
  })

  test('twenty events in as many lots, or naming hundreds of things, are one transaction still', async () => {
    const lots = Array.from({ length: 20 }, (_, n) => `MANY-${n}`)
    for (const lot of lots)
      await on.must('POST', `/v1/products/${on.shop.product}/lots`, {
        as: on.shop.household,
        body: { lot, made: '2026-11-20' },
      })
    const here = lots.map((lot) =>
      packing(`https://id.gs1.org/01/${on.shop.product}/10/${lot}`, `urn:x-nguon:test:many-${lot}`),
    )
    expect(await on.capture(on.story.operatorKey, documentOf(here))).toMatchObject({ status: 202, body: { kept: 20 } })
    const serials = Array.from({ length: 300 }, (_, n) => `urn:epc:id:sgtin:4012345.012345.S${n}`)
    const sscc = Array.from({ length: 40 }, (_, n) => `urn:epc:id:sscc:4012345.0${String(n).padStart(9, '0')}`)
    const wide = [serials, [...serials, ...sscc]].map((epcList, n) => ({
      ...packing('urn:x-nguon:none', `urn:x-nguon:test:wide-${n}`),
      ...{ quantityList: undefined, epcList },
    }))
    expect(await on.capture(on.story.operatorKey, documentOf(wide))).toMatchObject({ status: 202, body: { kept: 2 } })
    const found = async (epc: string) =>
      (await on.all(on.story.operatorKey, { MATCH_epc: epc })).events.map((it) => it.eventID)
    expect(await found('https://id.gs1.org/01/04012345123456/21/S299')).toHaveLength(2)
    expect(await found(sscc[39]!)).toEqual(['urn:x-nguon:test:wide-1'])
    expect(await found('urn:epc:id:sgtin:4012345.012345.S300')).toEqual([])
    expect(await found('urn:epc:idpat:sgtin:4012345.012345.*')).toEqual(
      expect.arrayContaining(wide.map((it) => it.eventID)),
    )
  })
})

describe('an error declaration', () => {
  test('stands beside the event it takes back, which is shown as retracted, here and on the passport', async () => {
    const event = packing(on.lotClass, 'urn:x-nguon:test:wrong')
    const declaration = { declarationTime: '2026-11-22T08:00:00+07:00', reason: 'incorrect_data' }
    await on.capture(on.story.operatorKey, documentOf([event]))
    const before = listOf(await on.ask(undefined, { EQ_eventID: event.eventID }))
    expect(before[0]).not.toHaveProperty('nguon:retracted')
    const back = await on.capture(on.story.operatorKey, documentOf([{ ...event, errorDeclaration: declaration }]))
    expect(back.body).toMatchObject({ success: true, kept: 1 })
    const { body } = await on.story.call('GET', `/v1/epcis/events/${encodeURIComponent(event.eventID)}`)
    const [told, taken] = listOf({ body })
    expect(told).toMatchObject({ 'nguon:retracted': declaration.declarationTime })
    expect(taken).toMatchObject({ eventID: event.eventID, errorDeclaration: declaration })
    expect(checkDocument(body)).not.toHaveProperty('code')
    const only = async (wanted: string) =>
      listOf(await on.ask(undefined, { EQ_eventID: event.eventID, EXISTS_errorDeclaration: wanted })).length
    expect([await only('true'), await only('false')]).toEqual([1, 1])
    await on.story.settled()
    const page = await on.must('GET', `/v1/products/${on.shop.product}/lots/${on.lot}`, { as: on.shop.household })
    expect(page.steps.filter((it: { retracted?: boolean }) => it.retracted)).toHaveLength(1)
  })

  test('of a second kind for the same event is refused', async () => {
    const event = packing(on.lotClass, 'urn:x-nguon:test:wrong')
    const other = {
      ...event,
      errorDeclaration: { declarationTime: '2026-11-22T08:00:00+07:00', reason: 'did_not_occur' },
    }
    const answer = await on.story.call('POST', '/v1/epcis/events', {
      as: on.story.operatorKey,
      body: { '@context': [context], ...other },
    })
    expect(answer).toMatchObject({ status: 409, body: { code: 'event/id-taken' } })
  })
})

describe('the history of a lot', () => {
  test('is not forked by two hundred captures at once from several houses', async () => {
    const lot = 'RACE-1'
    const path = `/v1/products/${on.shop.product}/lots`
    await on.must('POST', path, { as: on.shop.household, body: { lot, made: '2026-11-20' } })
    const name = `https://id.gs1.org/01/${on.shop.product}/10/${lot}`
    // To each house the table is its own, so that they meet nowhere but at the head.
    const apps = Array.from({ length: 4 }, () => api({ ...on.story.house, table: { ...on.story.house.table } }))
    const send = (n: number) =>
      apps[n % 4]!.request('/v1/epcis/capture', {
        method: 'POST',
        headers: { authorization: `Bearer ${on.story.operatorKey}`, 'content-type': 'application/json' },
        body: JSON.stringify(documentOf([packing(name, `urn:x-nguon:race:${n}`)])),
      })
    const answers = await Promise.all(Array.from({ length: 200 }, (_, n) => send(n)))
    const kept = answers.filter(({ status }) => status === 202).length
    const { items } = await on.must('GET', `${path}/${lot}/events`)
    expect(kept).toBe(200)
    expect(items).toHaveLength(kept + 1)
    const events = await readHistory(on.story.house.table, lotLine(on.shop.product, lot))
    expect(verify(events, await readHead(on.story.house.table, lotLine(on.shop.product, lot)))).toMatchObject({
      ok: true,
    })
  })

  test('takes in what is told of one of its stamps, and of a transformation into it', async () => {
    const lot = 'STAMP-1'
    const path = `/v1/products/${on.shop.product}/lots/${lot}`
    await on.must('POST', `/v1/products/${on.shop.product}/lots`, {
      as: on.shop.household,
      body: { lot, made: '2026-11-20' },
    })
    const issue = await on.must('POST', `${path}/stamps`, { as: on.shop.household, body: { count: 5 } })
    const serial = serialOf(on.story.house.stampKeys, on.shop.product, issue.first)
    const epc = `https://id.gs1.org/01/${on.shop.product}/21/${serial}`
    const sold = {
      ...packing('', 'urn:x-nguon:test:sold'),
      quantityList: undefined,
      bizStep: 'retail_selling',
      epcList: [epc],
    }
    const made = {
      ...{ type: 'TransformationEvent', eventTime: '2026-11-21T06:00:00+07:00', eventTimeZoneOffset: '+07:00' },
      ...{ eventID: 'urn:x-nguon:test:made', bizStep: 'commissioning' },
      inputQuantityList: [{ epcClass: on.lotClass, quantity: 12.5, uom: 'KGM' }],
      outputQuantityList: [
        { epcClass: `https://id.gs1.org/01/${on.shop.product}/10/${lot}`, quantity: 10, uom: 'KGM' },
      ],
    }
    expect((await on.capture(on.shop.household, documentOf([sold, made]))).body).toMatchObject({
      success: true,
      kept: 2,
    })
    const ids = async (at: string) =>
      (await on.must('GET', `${at}/events`)).items.map((it: { event: EpcisEvent }) => it.event.eventID)
    expect(await ids(path)).toEqual(expect.arrayContaining([sold.eventID, made.eventID]))
    expect(await ids(`/v1/products/${on.shop.product}/lots/${on.lot}`)).toContain(made.eventID)
    expect(await ids(`/v1/products/${on.shop.product}/lots/${on.lot}`)).not.toContain(sold.eventID)
    const query = { MATCH_anyEPCClass: `https://tem.example.vn/01/${on.shop.product}/10/${lot}` }
    expect((await on.all(undefined, query)).events.filter((it) => it.eventID === made.eventID)).toHaveLength(1)
  })

  test('is found by the query too when it was told here, commissioning and diary and all', async () => {
    const told = await on.must('GET', `/v1/products/${on.shop.product}/lots/${on.lot}/events`)
    const wanted = told.items.map((it: { event: EpcisEvent }) => it.event.eventID).sort()
    const { events, pages } = await on.all(undefined, { MATCH_anyEPCClass: on.lotClass, perPage: '3' })
    expect(events.map((it) => it.eventID).sort()).toEqual(wanted)
    expect(pages).toBe(Math.ceil(wanted.length / 3))
  })
})

describe('who may', () => {
  const outside = 'urn:epc:class:lgtin:4012345.012345.W1'

  test('capture: nobody is asked who they are, and a key needs the scope', async () => {
    const document = documentOf([packing(outside, 'urn:x-nguon:test:who')])
    expect((await on.capture(undefined, document)).status).toBe(401)
    expect((await on.capture(await on.keyFor({}, ['lots:read']), document)).status).toBe(403)
    const own = await on.keyFor({ maker: on.shop.maker })
    expect((await on.capture(own, documentOf([packing(on.lotClass, 'urn:x-nguon:test:own-key')]))).body.success).toBe(
      true,
    )
  })

  test('a lot of another is refused: told where it is shown, as if it were not there where it is not', async () => {
    const other = await on.keyFor({ maker: on.other })
    const document = documentOf([packing(on.lotClass, 'urn:x-nguon:test:foreign')])
    expect(await on.capture(other, document)).toMatchObject({
      status: 403,
      body: { type: 'epcisException:SecurityException' },
    })
    const hidden = await on.must('POST', '/v1/products', {
      as: on.shop.household,
      body: { maker: on.shop.maker, name: 'Nem nháp', group: 'I', price: { is: 'ask' }, gtin: '09520123456795' },
    })
    const name = `https://id.gs1.org/01/${hidden.id}/10/ANY`
    expect(await on.capture(other, documentOf([packing(name, 'urn:x-nguon:test:hidden')]))).toMatchObject({
      status: 404,
      body: { type: 'epcisException:NoSuchResourceException' },
    })
    expect(listOf(await on.ask(on.story.operatorKey, { EQ_eventID: 'urn:x-nguon:test:foreign' }))).toEqual([])
  })

  test('query: the operator finds all, a maker its own, the public what it can name of published lots', async () => {
    const own = await on.keyFor({ maker: on.shop.maker })
    const other = await on.keyFor({ maker: on.other })
    await on.capture(other, documentOf([packing(outside, 'urn:x-nguon:test:others')]))
    const ids = async (as: string | undefined, query: Record<string, string>) =>
      (await on.all(as, { perPage: '100', ...query })).events.map((it) => it.eventID)
    const everything = await ids(on.story.operatorKey, {})
    expect(everything).toEqual(expect.arrayContaining(['urn:x-nguon:test:others', 'urn:x-nguon:test:own-key']))
    const mine = await ids(own, {})
    expect(mine).toContain('urn:x-nguon:test:own-key')
    expect(mine).not.toContain('urn:x-nguon:test:others')
    expect(await ids(other, {})).toEqual(['urn:x-nguon:test:others'])
    expect((await ids(own, { orderBy: 'recordTime' })).sort()).toEqual([...mine].sort())
    expect((await ids(on.shop.household, {})).sort()).toEqual([...mine].sort())
    expect((await on.ask(undefined, {})).status).toBe(401)
    expect((await on.ask(await on.keyFor({}, ['events:write']), {})).status).toBe(403)
    expect(await ids(undefined, { MATCH_anyEPCClass: outside })).toEqual([])
    expect(
      await ids(undefined, { MATCH_anyEPCClass: on.lotClass, EQ_eventID: 'urn:x-nguon:test:own-key' }),
    ).toHaveLength(1)
    expect((await on.story.call('GET', '/v1/epcis/events/urn%3Ax-nguon%3Atest%3Aothers')).status).toBe(404)
  })

  test('the public sees no field of a sender’s own, nor finds an event by it or by who traded with whom', async () => {
    const po = 'urn:x-nguon:po:secret-1'
    const event = {
      ...packing(on.lotClass, 'urn:x-nguon:test:private'),
      bizTransactionList: [{ type: 'po', bizTransaction: po }],
      'ext:driver': 'Anh Ba',
      'ext:phone': ['0912345678'],
      'nguon:note': 'Giao chợ',
      readPoint: { id: 'urn:epc:id:sgln:4012345.00011.987', 'ext:keeper': '0912345678' },
    }
    const own = { '@context': [{ nguon: 'https://nguon.vn/voc/' }], ...event }
    expect((await on.capture(on.story.operatorKey, documentOf([own]))).body.success).toBe(true)
    const open = await on.ask(undefined, { EQ_eventID: event.eventID })
    expect(JSON.stringify(open.body)).not.toMatch(/0912345678|Anh Ba|secret-1/)
    expect(listOf(open)[0]).toMatchObject({
      'nguon:note': 'Giao chợ',
      readPoint: { id: expect.stringContaining('/414/') },
    })
    const path = `/v1/products/${on.shop.product}/lots/${on.lot}/events`
    expect(JSON.stringify(await on.must('GET', path))).not.toMatch(/0912345678|Anh Ba|secret-1/)
    const named = { MATCH_anyEPCClass: on.lotClass, EQ_bizTransaction_po: po }
    expect(listOf(await on.ask(undefined, named))).toEqual([])
    expect(listOf(await on.ask(on.shop.household, named))[0]).toMatchObject({ 'ext:driver': 'Anh Ba' })
    await on.story.settled()
    const scanned = await on.must('GET', `/v1/products/${on.shop.product}/lots/${on.lot}`, { as: on.shop.household })
    expect(JSON.stringify(scanned.steps)).not.toContain('0912345678')
  })

  test('a job is read by its own party and its officers, and by nobody else', async () => {
    const own = await on.keyFor({ maker: on.shop.maker })
    const { headers } = await on.capture(own, documentOf([packing(on.lotClass, 'urn:x-nguon:test:job')]))
    const path = headers.get('location')!
    for (const as of [own, on.shop.household, on.shop.officer, on.story.operatorKey])
      expect((await on.story.call('GET', path, { as })).status).toBe(200)
    for (const as of [await on.keyFor({ maker: on.other }), undefined])
      expect((await on.story.call('GET', path, as ? { as } : {})).status).toBe(404)
    const list = await on.must('GET', '/v1/epcis/capture', { as: own })
    expect(list.map((it: { captureID: string }) => it.captureID)).toContain(path.split('/').at(-1))
  })
})

test('what nobody would send is answered with 4xx and an EPCIS problem, never with 5xx', async () => {
  const as = on.story.operatorKey
  const event = { '@context': [context], ...packing('urn:x-nguon:odd', 'urn:x-nguon:test:odd') }
  const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`
  const bodies: [string, string | Uint8Array][] = [
    ['', ''],
    ['[]', '[]'],
    ['null', 'null'],
    ['deep', deep],
    ['deep in an event', JSON.stringify(documentOf([event])).replace('"packing"', deep)],
    ['huge', JSON.stringify(documentOf([{ ...event, 'ext:x': 'x'.repeat(300_000) }]))],
    [
      'a long list',
      JSON.stringify(documentOf([{ ...event, epcList: Array.from({ length: 5_001 }, (_, n) => `urn:x:${n}`) }])),
    ],
    ['no UTF-8', new Uint8Array([0x7b, 0x22, 0xff, 0xfe, 0x22, 0x7d])],
    ['a prototype', JSON.stringify(documentOf([event])).replace('"action"', '"__proto__":{"x":1},"action"')],
    [
      'a prototype inside',
      JSON.stringify(documentOf([{ ...event, 'ext:a': 1 }])).replace('"ext:a":1', '"ext:a":{"__proto__":1}'),
    ],
    ['a leap second', JSON.stringify(documentOf([{ ...event, eventTime: '2016-12-31T23:59:60Z' }]))],
    [
      'a number beyond numbers',
      JSON.stringify(documentOf([{ ...event, 'ext:n': 1 }])).replace('"ext:n":1', '"ext:n":1e999'),
    ],
    ['a long id', JSON.stringify(documentOf([{ ...event, eventID: `urn:x:${'y'.repeat(3_000)}` }]))],
  ]
  for (const behaviour of ['rollback', 'proceed'])
    for (const path of ['/v1/epcis/capture', '/v1/epcis/events'])
      for (const [name, body] of bodies) {
        const headers = { 'content-type': 'application/json', 'gs1-capture-error-behaviour': behaviour }
        const answer = await on.story.call('POST', path, { as, body, headers })
        expect(answer.status, `${name} to ${path}`).toBeLessThan(500)
        if (answer.status >= 400) expect(answer.body.type, name).toMatch(/^epcisException:/)
      }
  expect((await on.all(as, { perPage: '100' })).events.length).toBeGreaterThan(0)
})
