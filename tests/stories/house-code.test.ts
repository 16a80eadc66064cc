import { answerScan } from '@nguon/functions/scan'
import { serialOf } from '@nguon/trace/stamp'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openStory, origin, type Story } from './house.ts'
import { placeNem } from './place.ts'

/** Goods without a GTIN beside goods with one: what is asked of one is asked of the other, and the answers are the same. */
let story: Story
let shop: Awaited<ReturnType<typeof placeNem>>
let code: string
const lot = 'NC-2611'

beforeAll(async () => {
  story = await openStory()
  shop = await placeNem(story)
  const twin = {
    name: 'Nem chua lá đinh lăng',
    group: 'I',
    price: { is: 'exact', dong: 60_000, unit: 'chục' },
    left: 10,
    standard: 'TCCS 01:2026/BM',
    pictures: [{ key: `media/${'a'.repeat(32)}.jpg`, alt: 'Nem chua gói lá', width: 800, height: 600 }],
  }
  code = (await shop.must('POST', '/v1/products', { as: shop.household, body: { maker: shop.maker, ...twin } })).id
  await shop.must('POST', `/v1/products/${code}/publication`, { as: shop.household, body: { do: 'submit' } })
  await shop.must('POST', `/v1/products/${code}/publication`, { as: shop.officer, body: { do: 'publish' } })
  for (const id of both()) {
    const path = `/v1/products/${id}/lots`
    await shop.must('POST', path, { as: shop.household, body: { lot, made: '2026-11-20', expires: '2026-12-20' } })
    await shop.must('POST', `${path}/${lot}/stamps`, { as: shop.household, body: { count: 4 } })
    const move = (first: number, last: number, step: string) =>
      shop.must('POST', `${path}/${lot}/stamps/ranges`, {
        as: shop.household,
        body: { first, last, do: step, why: 'rách' },
      })
    await move(0, 2, 'print')
    await move(0, 1, 'activate')
    await move(1, 1, 'void')
  }
  await story.settled()
})
afterAll(() => story?.close())

const both = () => [shop.product, code]
const pathOf = (id: string, rest = '') => (id === code ? `/t/${id}` : `/01/${id}`) + rest
const stampOf = (id: string, at: number) => serialOf(story.house.stampKeys, id, at)
const asLink = (id: string, serial: string) => pathOf(id, id === code ? `/${lot}/${serial}` : `/10/${lot}/21/${serial}`)
const scan = async (product: string, serial: string, agent: string) => {
  const answer = await answerScan(story.house, {
    ...{ product, lot, serial, address: '203.0.113.7', headers: new Headers({ 'user-agent': agent }) },
  })
  await story.settled()
  return answer
}
/** Both answers, the one name they differ in taken out. */
const alike = async <T>(ask: (id: string) => Promise<T>) => {
  const [gtin, own] = await Promise.all(both().map(async (id) => JSON.stringify(await ask(id)).replaceAll(id, 'ID')))
  expect(own).toBe(gtin)
}

describe('goods without a GTIN', () => {
  test('are led to their passport as goods with one are, in either language, with the query passed on', async () => {
    for (const language of ['vi', 'en-GB,en;q=0.8', ''])
      await alike(async (id) => {
        const answer = await story.call('GET', `${asLink(id, 'K7MQ2R9DFH3P')}?utm=a%20b`, {
          headers: { 'accept-language': language },
        })
        return [answer.status, answer.headers.get('location'), answer.headers.get('access-control-allow-origin')]
      })
  })

  test('are answered on HEAD and OPTIONS, and refused what is only to be read, alike', async () => {
    for (const method of ['HEAD', 'OPTIONS', 'POST'])
      await alike(async (id) => {
        const { status, headers } = await story.call(method, asLink(id, 'K7MQ2R9DFH3P'))
        return [status, headers.get('allow'), headers.get('access-control-allow-methods')]
      })
  })

  test('have the same verdicts: first, again, not activated, voided, not ours', async () => {
    const walk = async (id: string) => {
      const verdicts: string[] = []
      for (const [at, agent] of [
        [0, 'mot'],
        [0, 'hai'],
        [1, 'mot'],
        [2, 'mot'],
        [3, 'mot'],
      ] as const)
        verdicts.push((await scan(id, stampOf(id, at), agent)).verdict.is)
      verdicts.push((await scan(id, 'K7MQ2R9DFH3P', 'mot')).verdict.is)
      return verdicts
    }
    const [gtin, own] = [await walk(shop.product), await walk(code)]
    expect(own).toEqual(gtin)
    expect(own).toEqual(['valid-first', 'valid-again', 'voided', 'not-activated', 'not-activated', 'not-ours'])
  })

  test('have the same passport', async () => {
    const [gtin, own] = await Promise.all(both().map(async (id) => (await scan(id, stampOf(id, 0), 'ba')).passport!))
    const { gtin: number, ...card } = gtin!.card
    expect(number).toBe(shop.product)
    expect({ ...own, product: '' }).toEqual({ ...gtin, product: '', card })
  })

  test('are printed with a link of their own, which claims nothing of GS1', async () => {
    const { stampLink } = await import('@nguon/functions/stamp-link')
    expect(stampLink(origin, code, lot, 'K7MQ2R9DFH3P')).toBe(`${origin.toUpperCase()}/T/${code}/${lot}/K7MQ2R9DFH3P`)
    const answer = await story.call('GET', pathOf(code), { headers: { accept: 'application/linkset+json' } })
    expect([answer.status, answer.headers.get('link')]).toEqual([307, null])
  })

  test('of another product’s stamp are told apart: a serial says nothing under another code', async () => {
    expect((await scan(code, stampOf(shop.product, 0), 'bon')).verdict.is).toBe('not-ours')
    expect((await scan(shop.product, stampOf(code, 0), 'bon')).verdict.is).toBe('not-ours')
  })
})
