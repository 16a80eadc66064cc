import { readdirSync, readFileSync } from 'node:fs'
import type { EpcisEvent } from '@nguon/trace/event'
import { openStory } from './house.ts'
import { placeNem } from './place.ts'

const folder = new URL('../fixtures/gs1/epcis/', import.meta.url)
export const names = (kind: 'valid' | 'invalid') => readdirSync(new URL(`${kind}/`, folder))
// biome-ignore lint/suspicious/noExplicitAny: documents as they were received
export const example = (path: string): any => JSON.parse(readFileSync(new URL(path, folder), 'utf8'))

export const context = 'https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld'
export const documentOf = (events: readonly object[], more: object = {}) => ({
  '@context': [context, { ext: 'https://ext.example.com/' }],
  type: 'EPCISDocument',
  schemaVersion: '2.0',
  creationDate: '2026-11-22T09:00:00+07:00',
  epcisBody: { eventList: events },
  ...more,
})

/** Goods of one class were packed. */
export const packing = (epcClass: string, eventID: string) => ({
  ...{ type: 'ObjectEvent', eventTime: '2026-11-21T08:00:00+07:00', eventTimeZoneOffset: '+07:00', eventID },
  ...{ action: 'OBSERVE', bizStep: 'packing', quantityList: [{ epcClass }] },
})

/** A house with one published product, its lot, and the keys and people who send and ask. */
export async function openEpcis() {
  const story = await openStory()
  const shop = await placeNem(story)
  const lot = 'NC-2611'
  await shop.must('POST', `/v1/products/${shop.product}/lots`, {
    as: shop.household,
    body: { lot, made: '2026-11-20' },
  })
  story.clock.now = new Date(story.clock.now.getTime() + 60_000)
  const operator = await story.logIn('0900000001')
  const other = await shop.must('POST', '/v1/producers', {
    as: shop.officer,
    body: { name: 'Hộ Khác', kind: 'household', commune: '14797', province: '38' },
  })
  const keyFor = async (more: object, scopes = ['events:write', 'lots:read']) =>
    (await shop.must('POST', '/v1/keys', { as: operator, body: { name: 'máy', scopes, ...more } })).text as string
  const capture = (as: string | undefined, document: unknown, headers: Record<string, string> = {}) =>
    story.call('POST', '/v1/epcis/capture', { ...(as ? { as } : {}), body: document, headers })
  const ask = async (as: string | undefined, query: Record<string, string>, headers: Record<string, string> = {}) =>
    story.call('GET', `/v1/epcis/events?${new URLSearchParams(query)}`, { ...(as ? { as } : {}), headers })
  /** Every event of a query, page by page along the links. */
  async function all(as: string | undefined, query: Record<string, string>, headers: Record<string, string> = {}) {
    const found: EpcisEvent[] = []
    let pages = 0
    for (let path: string | undefined = `/v1/epcis/events?${new URLSearchParams(query)}`; path; pages++) {
      const answer = await story.call('GET', path, { ...(as ? { as } : {}), headers })
      if (answer.status !== 200) throw new Error(`${path}: ${answer.status} ${JSON.stringify(answer.body)}`)
      found.push(...answer.body.epcisBody.queryResults.resultsBody.eventList)
      const next: string | undefined = /^<([^>]+)>; rel="next"$/.exec(answer.headers.get('link') ?? '')?.[1]
      path = next?.slice(story.house.origin.length)
    }
    return { events: found, pages }
  }
  return {
    ...{ story, shop, lot, operator, keyFor, capture, ask, all },
    other: String(other.id),
    lotClass: `https://id.gs1.org/01/${shop.product}/10/${lot}`,
    must: shop.must,
  }
}
export type Ground = Awaited<ReturnType<typeof openEpcis>>
export const listOf = (answer: {
  body: { epcisBody: { queryResults: { resultsBody: { eventList: EpcisEvent[] } } } }
}) => answer.body.epcisBody.queryResults.resultsBody.eventList
