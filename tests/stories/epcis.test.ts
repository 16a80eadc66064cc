import { checkDocument, type EpcisEvent } from '@nguon/trace/event'
import { eventHash } from '@nguon/trace/hash'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { example, type Ground, listOf, names, openEpcis } from './epcis-ground.ts'

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
