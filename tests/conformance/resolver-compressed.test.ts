import type { Linkset } from '@nguon/gs1/linkset'
import { describe, expect, test } from 'vitest'
import { get, gtin, json, origin } from './resolver-house.ts'

/** SGTIN-96: company prefix 9520123, item 45678 with indicator 0, serial 6789. */
const tag = 'eh3076450FEC2C9B8000001A85'
const link = `/01/${gtin}/21/6789`

describe('EPC binary strings SHALL be decompressed (Resolver 1.2.0)', () => {
  test('/eh and /ex are answered as the link they stand for', async () => {
    const whole = await get(link)
    for (const path of [
      `/${tag}`,
      `/${tag.toLowerCase()}`,
      `/ex${Buffer.from(tag.slice(2), 'hex').toString('base64url')}`,
    ]) {
      const answer = await get(`${path}?foo=bar`)
      expect([answer.status, answer.headers.get('location')]).toEqual([307, `${whole.headers.get('location')}?foo=bar`])
    }
  })

  test('the uncompressed URI SHALL be exposed in the Link header with rel owl:sameAs', async () => {
    const told = (await get(`/${tag}`)).headers.get('link')
    expect(told).toContain(`<${origin}${link}>; rel="owl:sameAs"`)
    expect(told).toContain('rel="linkset"')
  })

  test('the URI used as the subject of facts SHALL be the uncompressed one', async () => {
    const set: Linkset = await (await get(`/${tag}`, { accept: json })).json()
    expect(set.linkset.at(-1)?.anchor).toBe(`${origin}/01/${gtin}`)
  })

  test('OPTIONS and HEAD are answered as for any link', async () => {
    expect((await get(`/${tag}`, { origin: 'https://suite.example' }, 'OPTIONS')).status).toBe(204)
    const head = await get(`/${tag}`, {}, 'HEAD')
    expect([head.status, await head.text()]).toEqual([307, ''])
  })

  test.each([
    ['another scheme', '/eh3114257BF4499602D2000000', 'epc-binary/scheme'],
    ['a tag cut short', '/eh3076450FEC2C9B80', 'epc-binary/shape'],
    ['no hexadecimal', '/ehXYZ', 'epc-binary/shape'],
    ['no base64', '/ex%FF', 'epc-binary/shape'],
  ])('%s is 400, never 500', async (_, path, code) => {
    const answer = await get(path)
    expect([answer.status, (await answer.json()).code]).toEqual([400, code])
    expect(answer.headers.get('access-control-allow-origin')).toBe('*')
  })
})

test('the older compressed form, optional since 1.2.0, is 400 where it follows a key', async () => {
  for (const path of [`/01/${gtin}/ARFKk4XB`, '/01/ARFKk4XBoA', `/01/${gtin}/10/L/FKk4XB`])
    expect((await get(path)).status, path).toBe(400)
})
