import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openStory, type Story } from './house.ts'
import { placeNem } from './place.ts'

/** R14: guessing, replaying, flooding, and a stolen cookie. */
let story: Story
let shop: Awaited<ReturnType<typeof placeNem>>
beforeAll(async () => {
  story = await openStory()
  shop = await placeNem(story)
})
afterAll(() => story?.close())

const later = (seconds: number) => {
  story.clock.now = new Date(story.clock.now.getTime() + seconds * 1000)
}
const ask = (phone: string, headers = {}) => story.call('POST', '/v1/login', { body: { phone }, headers })
const tryCode = (phone: string, code: string) => story.call('POST', '/v1/login/code', { body: { phone, code } })
const codeFor = (phone: string) => story.inbox.findLast((it) => it.to === phone)?.text.match(/\d{6}/)?.[0] ?? ''

describe('a login', () => {
  test('is answered alike for a known and an unknown phone, and only the known one is sent a code', async () => {
    later(3600)
    const [known, unknown] = [await ask('0900000003'), await ask('0933333333')]
    expect(Object.keys(known.body).sort()).toEqual(Object.keys(unknown.body).sort())
    expect([known.status, unknown.status]).toEqual([202, 202])
    expect(story.inbox.filter((it) => it.to === '0933333333')).toEqual([])
    expect((await tryCode('0933333333', '123456')).body).toMatchObject({ code: 'login/wrong-code' })
    expect((await tryCode('0900000003', '000000' === codeFor('0900000003') ? '111111' : '000000')).body.code).toBe(
      'login/wrong-code',
    )
  })

  test('opens once with its code, within five minutes, and five wrong tries end it', async () => {
    later(3600)
    await ask('0900000003')
    const code = codeFor('0900000003')
    const opened = await tryCode('0900000003', code)
    expect(opened.status).toBe(200)
    expect(opened.headers.get('set-cookie')).toMatch(/^__Host-nguon=[^;]{43}; .*Secure; HttpOnly; SameSite=Lax$/)
    expect((await tryCode('0900000003', code)).body.code).toBe('login/code-ended')

    later(60)
    await ask('0900000003')
    const next = codeFor('0900000003')
    later(301)
    expect((await tryCode('0900000003', next)).body.code).toBe('login/code-ended')

    later(3600)
    await ask('0900000003')
    const right = codeFor('0900000003')
    const wrong = right === '999999' ? '888888' : '999999'
    const guesses = await Promise.all(Array.from({ length: 8 }, () => tryCode('0900000003', wrong)))
    expect(guesses.filter(({ body }) => body.code === 'login/wrong-code')).toHaveLength(5)
    expect((await tryCode('0900000003', right)).body.code).toBe('login/code-ended')
  })

  test('is held back for a phone that asks again and again, and for an address that asks for many', async () => {
    later(86_400)
    const one: number[] = []
    for (let at = 0; at < 5; at++) {
      one.push((await ask('0944444444', { 'x-nguon-viewer': '203.0.113.50' })).status)
      later(40)
    }
    expect(one).toEqual([202, 202, 202, 429, 429])
    const many: number[] = []
    for (let at = 0; at < 22; at++)
      many.push((await ask(`09555555${String(at).padStart(2, '0')}`, { 'x-nguon-viewer': '203.0.113.60' })).status)
    expect(many.filter((status) => status === 202)).toHaveLength(20)
    expect((await ask('0966666666', { 'x-nguon-viewer': '203.0.113.61' })).status).toBe(202)
  })
})

describe('a session', () => {
  test('is seen and ended by its owner, and a stolen cookie is then worth nothing', async () => {
    later(86_400)
    const phone = await story.logIn('0900000003')
    later(60)
    const laptop = await story.logIn('0900000003')
    const { items } = await shop.must('GET', '/v1/me/sessions', { as: laptop })
    const other = items.find(
      (it: { current: boolean; createdAt: string }) => !it.current && it.createdAt > '2026-11-24',
    )
    expect((await story.call('GET', '/v1/me', { as: phone })).status).toBe(200)
    await shop.must('DELETE', `/v1/me/sessions/${other.id}`, { as: laptop })
    expect((await story.call('GET', '/v1/me', { as: phone })).status).toBe(401)
    await shop.must('POST', '/v1/logout', { as: laptop })
    expect((await story.call('GET', '/v1/me', { as: laptop })).status).toBe(401)
  })

  test('tells its owner their name and roles, and their phone only masked', async () => {
    const me = await shop.must('GET', '/v1/me', { as: shop.officer })
    expect(me).toMatchObject({ name: 'Chị Hạnh', roles: [{ is: 'province-officer', province: '38' }] })
    expect(JSON.stringify(me)).not.toContain('0900000002')
  })
})

describe('an API key', () => {
  test('is shown once, holds its scopes and no more, and ends when it is revoked', async () => {
    later(3600)
    const operator = await story.logIn('0900000001')
    const key = await shop.must('POST', '/v1/keys', {
      as: operator,
      body: { name: 'cổng tỉnh', scopes: ['audit:read'] },
    })
    expect(key.text).toMatch(/^nk_[0-9a-f]{10}_[0-9a-f]{64}$/)
    expect(JSON.stringify(await shop.must('GET', '/v1/keys', { as: operator }))).not.toContain(key.text)
    expect((await story.call('GET', '/v1/audit', { as: key.text })).status).toBe(200)
    expect(
      (await story.call('PUT', `/v1/products/${shop.product}/stock`, { as: key.text, body: { left: 1 } })).status,
    ).toBe(403)
    await shop.must('DELETE', `/v1/keys/${key.id}`, { as: operator })
    expect(await story.call('GET', '/v1/audit', { as: key.text })).toMatchObject({
      status: 401,
      body: { code: 'key/revoked' },
    })
  })
})

test('every change leaves who, what and when, and never a phone', async () => {
  const { items } = await shop.must('GET', '/v1/audit?month=2026-11', { as: story.operatorKey })
  const verbs = new Set(items.map((it: { verb: string }) => it.verb))
  for (const verb of ['key.create', 'key.revoke']) expect(verbs).toContain(verb)
  expect(JSON.stringify(items)).not.toMatch(/\b09\d{8}\b/)
})
