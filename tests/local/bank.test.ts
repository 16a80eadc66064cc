import { bankStandIn } from '@nguon/local/bank'
import { readSepay, verifySepay } from '@nguon/pay/sepay'
import { writeVietQr } from '@nguon/pay/vietqr'
import { makeReference } from '@nguon/trade/reference'
import { beforeEach, describe, expect, test } from 'vitest'

const origin = 'http://localhost:4000'
const now = new Date('2026-11-21T17:30:00.000Z')
const secret = 'test-sepay-secret'
const ref = makeReference(Uint8Array.of(1, 2, 3, 4, 5))
const qr = writeVietQr({ bin: '970405', account: '1900200000001', dong: 120_000, reference: ref })

let calls: { url: string; headers: Headers; rawBody: string }[] = []
let answer = (): Response => new Response('{"success":true}')
let count = 92_704
const bank = bankStandIn({
  origin,
  sepaySecret: secret,
  send: async (url, init) => {
    calls.push({ url: String(url), headers: new Headers(init?.headers), rawBody: String(init?.body) })
    return answer()
  },
  now: () => now,
  id: () => count++,
})

const post = (form: Record<string, string>, accept = 'text/html', path = '/dev/bank') =>
  bank.request(path, { method: 'POST', body: new URLSearchParams(form), headers: { accept } })

beforeEach(() => {
  calls = []
  answer = () => new Response('{"success":true}')
})

describe('a transfer', () => {
  test.each<[string, Record<string, string>, number]>([
    ['from a pasted VietQR', { qr }, 120_000],
    ['from a pasted VietQR with another amount', { qr, dong: '100.000' }, 100_000],
    ['typed by hand', { to: '970405-1900200000001', dong: '120000', content: `thanh toan ${ref}` }, 120_000],
  ])('%s reaches the platform as a signed notice that names its order', async (_, form, dong) => {
    const page = await post(form)
    expect(page.status).toBe(200)
    expect(await page.text()).toContain('Nguồn trả lời 200')
    expect(calls.map((call) => call.url)).toEqual([`${origin}/v1/hooks/sepay`])
    expect(verifySepay({ ...calls[0]!, secret, now })).toEqual({ is: 'genuine' })
    expect(readSepay(calls[0]!.rawBody)).toMatchObject({
      notice: { provider: 'sepay', order: ref, dong, account: '1900200000001', at: '2026-11-21T17:30:00.000Z' },
    })
  })

  test('carries a fresh id each time', async () => {
    await post({ qr })
    await post({ qr })
    expect(new Set(calls.map((call) => JSON.parse(call.rawBody).id)).size).toBe(2)
  })

  test('can be reported again word for word', async () => {
    const { notice } = await (await post({ qr }, 'application/json')).json()
    const page = await post({ id: String(notice.id) }, 'text/html', '/dev/bank/again')
    expect(page.status).toBe(200)
    expect(calls[1]!.rawBody).toBe(calls[0]!.rawBody)
  })

  test('answers a script with what was sent and what was said', async () => {
    const told = await (await post({ qr }, 'application/json')).json()
    expect(told).toMatchObject({
      status: 200,
      answer: '{"success":true}',
      notice: { transferAmount: 120_000, gateway: 'Agribank' },
    })
  })

  test('shows a refusal and an absence as they are', async () => {
    answer = () => new Response('no', { status: 400 })
    expect(await (await post({ qr })).text()).toContain('Nguồn trả lời 400')
    answer = () => {
      throw new TypeError('connection refused')
    }
    expect(await (await post({ qr })).text()).toContain('Không gọi được Nguồn')
  })
})

describe('the form', () => {
  test('is filled from the address', async () => {
    const page = await (await bank.request(`/dev/bank?to=970405-1900200000001&dong=120000&content=${ref}`)).text()
    for (const value of ['970405-1900200000001', '120000', ref]) expect(page).toContain(`value="${value}"`)
  })

  test('is filled from a VietQR in the address', async () => {
    const page = await (await bank.request(`/dev/bank?qr=${encodeURIComponent(qr)}`)).text()
    for (const value of ['970405-1900200000001', '120000', ref]) expect(page).toContain(`value="${value}"`)
  })

  test.each<[string, Record<string, string>]>([
    ['a VietQR that is broken', { qr: qr.slice(0, -1) }],
    ['an account without a bank', { to: '1900200000001', dong: '1000' }],
    ['an amount of nothing', { to: '970405-1900200000001', dong: '0' }],
    ['an amount in words', { to: '970405-1900200000001', dong: 'một trăm' }],
  ])('%s is asked again, and nothing is sent', async (_, form) => {
    expect((await post(form)).status).toBe(400)
    expect(calls).toEqual([])
  })

  test('keeps what was typed, as text', async () => {
    const page = await (await post({ to: '"><script>x</script>', dong: '1' })).text()
    expect(page).not.toContain('<script>')
    expect(page).toContain('&quot;&gt;&lt;script&gt;')
  })
})
