import { readDigitalLink, writeDigitalLink } from '@nguon/gs1/digital-link'
import { expect, test } from 'vitest'
import { get, gtin, lot, origin, serial } from './resolver-house.ts'

// GS1 Digital Link URI Syntax 1.7.0 as far as a resolver is asked about it; the 160 vectors are in tests/gs1/digital-link.test.ts.
const item = `/01/${gtin}`
const refused = async (path: string) => {
  const answer = await get(path)
  return [answer.status, (await answer.json()).code]
}
const values = (uri: string) => {
  const link = readDigitalLink(uri)
  return 'code' in link ? link.code : [link.key, ...link.qualifiers].map(({ ai, value }) => `${ai}=${value}`).join(' ')
}

test('a link is read from its rightmost primary key, and a stem may precede it', () => {
  expect(values(`${origin}/vi/00/cua-hang/01/${gtin}/10/${lot}`)).toBe(`01=${gtin} 10=${lot}`)
})

test('scheme and host have no case; path and values have', async () => {
  expect(values(`HTTPS://ID.EXAMPLE.VN${item}/10/${lot}`)).toBe(values(`https://id.example.vn${item}/10/${lot}`))
  expect(values(`${origin}${item}/10/at-2611`)).toBe(`01=${gtin} 10=at-2611`)
  expect((await get(`${item}/10/at-2611`)).headers.get('location')).toBe(`${origin}/tem/${gtin}/at-2611`)
})

test('Application Identifiers are numeric only: words of before 1.3 are 400', async () => {
  expect(await refused(`${item}/lot/${lot}`)).toEqual([400, 'digital-link/no-key'])
  expect(await refused(`${item}/10/${lot}/ser/${serial}`)).toEqual([400, 'digital-link/no-key'])
})

test('qualifiers of a GTIN are 22, 10, 21 in this order, or 235 alone, none repeated', async () => {
  for (const path of [`${item}/22/V/10/L/21/S`, `${item}/22/V/21/S`, `${item}/235/T`, `${item}/21/S`])
    expect((await get(path)).status, path).toBe(307)
  for (const path of [
    `${item}/21/S/10/L`,
    `${item}/10/L/22/V`,
    `${item}/10/L/10/M`,
    `${item}/235/T/21/S`,
    `${item}/17/270131`,
  ])
    expect(await refused(path), path).toEqual([400, 'digital-link/qualifiers'])
})

test('a GTIN has 14 digits and its check digit', async () => {
  expect(await refused(`/01/${gtin.slice(1)}`)).toEqual([400, 'digital-link/too-short'])
  expect(await refused(`/01/${gtin.slice(0, -1)}9`)).toEqual([400, 'digital-link/check-digit'])
})

test('lot and serial have 1 to 20 characters of CSET 82, percent-encoded where a path needs it', async () => {
  expect((await get(`${item}/10/${'A'.repeat(20)}`)).status).toBe(307)
  expect(await refused(`${item}/10/${'A'.repeat(21)}`)).toEqual([400, 'digital-link/too-long'])
  for (const sign of ['%20', '%23', '~', '@', '$', '%5B', '%C4%91'])
    expect((await refused(`${item}/10/A${sign}`))[0], sign).toBe(400)
})

test('%2F stays inside its value, from the request to the page and back into the linkset', async () => {
  const path = `${item}/10/A%2FB`
  expect((await get(path)).headers.get('location')).toBe(`${origin}/tem/${gtin}/A%2FB`)
  expect((await get(`${path}?linkType=linkset`)).status).toBe(200)
})

test('data attributes are in the query alone, each valid and none repeated; other words are free', async () => {
  expect((await get(`${item}?17=270100&3103=000500&422=704&utm_source=zalo`)).status).toBe(307)
  for (const query of ['10=L', '21=S', '17=270132', '17=270131&17=270131', '422=999999', '1234=x'])
    expect((await refused(`${item}?${query}`))[0], query).toBe(400)
})

test('a fragment says nothing to the resolver', () => {
  expect(values(`${origin}${item}#10/L`)).toBe(`01=${gtin}`)
})

test('the canonical form is at id.gs1.org without attributes', () => {
  const parts = { key: { ai: '01', value: gtin }, qualifiers: [{ ai: '21', value: serial }] }
  expect(writeDigitalLink({ ...parts, attributes: [{ ai: '17', value: '270131' }] }, { canonical: true })).toBe(
    `https://id.gs1.org/01/${gtin}/21/${serial}`,
  )
})
