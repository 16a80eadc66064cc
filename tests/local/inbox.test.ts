import { mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type InboxMessage, openInbox } from '@nguon/local/inbox'
import { afterAll, describe, expect, test } from 'vitest'

const folder = mkdtempSync(join(tmpdir(), 'nguon-inbox-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const message: InboxMessage = { to: '0912000001', channel: 'sms', text: 'Mã: 482913', at: '2026-11-23T01:05:00Z' }

describe('the inbox', () => {
  test('shows the newest message first, in Vietnam time', async () => {
    const { send, app } = openInbox()
    await send(message)
    await send({ ...message, text: 'Mã: 100200', link: 'http://localhost:4000/don/A1' })
    const page = await (await app.request('/dev/inbox')).text()
    expect(page.indexOf('100200')).toBeLessThan(page.indexOf('482913'))
    expect(page).toContain('08:05:00')
    expect(page).toContain('<a href="http://localhost:4000/don/A1">')
    expect(page).toContain('<meta http-equiv="refresh" content="5"')
  })

  test('shows markup as text, wherever it stands', async () => {
    const { send, app } = openInbox()
    const nasty = '"><script>alert(1)</script>'
    await send({ to: nasty, channel: nasty, text: nasty, at: nasty, link: `javascript:alert(1)${nasty}` })
    const answer = await app.request(`/dev/inbox?to=${encodeURIComponent(nasty)}`)
    const page = await answer.text()
    expect(page).not.toContain('<script')
    expect(page).not.toContain('href=')
    expect(page).toContain('&lt;script&gt;')
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'")
  })

  test('gives a test the messages of one phone', async () => {
    const { send, app } = openInbox()
    await send(message)
    await send({ ...message, to: '0912000002' })
    expect(await (await app.request('/dev/inbox.json?to=0912000001')).json()).toEqual([message])
    expect(await (await app.request('/dev/inbox.json')).json()).toHaveLength(2)
  })

  test('keeps the last 200 across a restart, for its owner only', async () => {
    const file = join(folder, 'inbox.json')
    const first = openInbox(file)
    for (let n = 1; n <= 205; n++) await first.send({ ...message, text: `tin ${n}` })
    const kept = (await (await openInbox(file).app.request('/dev/inbox.json')).json()) as InboxMessage[]
    expect([kept.length, kept[0]?.text, kept.at(-1)?.text]).toEqual([200, 'tin 205', 'tin 6'])
    expect(statSync(file).mode & 0o777).toBe(0o600)
  })
})
