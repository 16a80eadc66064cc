import { Hono } from 'hono'
import { html } from 'hono/html'
import { keep, recall } from './keep.ts'

/** Something the platform said to a person: a code, a link, news of an order. */
export type InboxMessage = {
  /** A phone number or an address, as the sender knows it. */
  to: string
  channel: string
  text: string
  /** An instant, `…Z`. */
  at: string
  link?: string
}

export type Send = (message: InboxMessage) => Promise<void>

export type Inbox = { send: Send; app: Hono }

const most = 200

/**
 * Stands in for the operators that carry messages: the last 200 can be read at `/dev/inbox` and `/dev/inbox.json`.
 *
 * @param file where messages outlive a restart
 */
export function openInbox(file?: string): Inbox {
  const kept = file ? recall(file) : undefined
  const messages: InboxMessage[] = Array.isArray(kept) ? kept : []

  const to = (whom: string | undefined) => {
    const newest = messages.toReversed()
    return whom ? newest.filter((message) => message.to === whom) : newest
  }

  const app = new Hono()
  app.use(async (c, next) => {
    await next()
    c.header('cache-control', 'no-store')
    c.header('content-security-policy', "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'")
  })
  app.get('/dev/inbox', (c) => c.html(page(to(c.req.query('to')), c.req.query('to') ?? '')))
  app.get('/dev/inbox.json', (c) => c.json(to(c.req.query('to'))))

  const send: Send = async ({ to, channel, text, at, link }) => {
    messages.push({ to, channel, text, at, ...(link ? { link } : {}) })
    messages.splice(0, messages.length - most)
    if (file) keep(file, messages)
  }
  return { send, app }
}

const clock = new Intl.DateTimeFormat('vi-VN', {
  timeZone: 'Asia/Ho_Chi_Minh',
  dateStyle: 'short',
  timeStyle: 'medium',
})

function page(messages: InboxMessage[], whom: string) {
  return html`<!doctype html>
<html lang="vi">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <meta http-equiv="refresh" content="5" />
    <title>Hộp thư thử · Test inbox</title>
    <style>
      body { font: 1rem/1.5 system-ui, sans-serif; max-width: 42rem; margin: 0 auto; padding: 1rem; color: #1d2a22; background: #faf8f3 }
      li { list-style: none; background: #fff; border: 1px solid #ded8c9; border-radius: 0.5rem; padding: 0.75rem 1rem; margin: 0 0 0.75rem }
      ul { padding: 0 } p { margin: 0.25rem 0; white-space: pre-line; overflow-wrap: anywhere } small { color: #5b6660 }
      input, button { font: inherit; padding: 0.5rem 0.75rem; min-height: 2.75rem }
    </style>
  </head>
  <body>
    <h1>Hộp thư thử</h1>
    <p>Mọi tin nhắn hệ thống gửi đi đều đến đây, không ra khỏi máy này. <span lang="en">Every message the platform sends arrives here and goes nowhere else.</span></p>
    <form>
      <label>Gửi tới · To <input name="to" value="${whom}" inputmode="tel" /></label>
      <button>Lọc · Filter</button>
    </form>
    ${messages.length === 0 ? html`<p>Chưa có tin nào. <span lang="en">No messages yet.</span></p>` : ''}
    <ul>${messages.map(item)}</ul>
  </body>
</html>`
}

const item = ({ to, channel, text, at, link }: InboxMessage) => html`
      <li>
        <small>${to} · ${channel} · <time datetime="${at}">${time(at)}</time></small>
        <p>${text}</p>
        ${link && /^(https?:\/\/|\/(?!\/))/.test(link) ? html`<p><a href="${link}">${link}</a></p>` : (link ?? '')}
      </li>`

const time = (at: string): string => (Number.isNaN(Date.parse(at)) ? at : clock.format(new Date(at)))
