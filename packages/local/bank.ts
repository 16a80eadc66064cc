import { bankOf } from '@nguon/pay/bank'
import { writeBankTime } from '@nguon/pay/clock'
import { signSepay } from '@nguon/pay/sepay'
import { readVietQr } from '@nguon/pay/vietqr'
import { sayDong } from '@nguon/trade/money'
import { Hono } from 'hono'
import { html } from 'hono/html'
import { frame, frameHeaders } from './frame.ts'

export type BankHouse = {
  /** Where the platform answers: its hook is told there. */
  origin: string
  sepaySecret: string
  send: typeof fetch
  now: () => Date
  /** A fresh whole number: SePay numbers its notices. */
  id: () => number
}

/** What a person filled in, as they typed it. */
type Asked = { to: string; dong: string; content: string; qr: string }
type Transfer = { bin: string; account: string; dong: number; content: string }
type Wrong = { vi: string; en: string }
type Told = { status: number; answer: string }

/**
 * A bank that pays whatever it is told to and has SePay report it to the platform, at `/dev/bank`.
 * `?to=BIN-ACCOUNT&dong=…&content=…` or `?qr=…` fills the form; a POST of the same transfers. Asked with
 * `accept: application/json` it answers `{ notice, status, answer }`. A notice can be sent again as it was.
 */
export function bankStandIn({ origin, sepaySecret, send, now, id }: BankHouse): Hono {
  const sent = new Map<string, string>()
  const app = new Hono()

  app.use(async (c, next) => {
    await next()
    for (const [name, value] of Object.entries(frameHeaders(origin))) c.header(name, value)
  })

  app.get('/dev/bank', (c) => c.html(formPage(filled(c.req.query()))))

  app.post('/dev/bank', async (c) => {
    const asked = filled(await c.req.parseBody())
    const transfer = read(asked)
    const plain = c.req.header('accept')?.includes('application/json')
    if ('vi' in transfer) return plain ? c.json({ wrong: transfer }, 400) : c.html(formPage(asked, transfer), 400)
    const number = id()
    const notice = noticeOf(transfer, number, now())
    const rawBody = JSON.stringify(notice)
    sent.set(String(number), rawBody)
    const told = await tell(rawBody)
    return plain ? c.json({ notice, ...told }) : c.html(donePage(transfer, String(number), rawBody, told))
  })

  app.post('/dev/bank/again', async (c) => {
    const number = String((await c.req.parseBody()).id)
    const rawBody = sent.get(number)
    if (!rawBody) return c.html(formPage(filled({})), 404)
    return c.html(againPage(number, rawBody, await tell(rawBody)))
  })

  return app

  async function tell(rawBody: string): Promise<Told> {
    const headers = { 'content-type': 'application/json', ...signSepay({ rawBody, secret: sepaySecret, now: now() }) }
    try {
      const answer = await send(`${origin}/v1/hooks/sepay`, { method: 'POST', headers, body: rawBody })
      return { status: answer.status, answer: await answer.text() }
    } catch (error) {
      return { status: 0, answer: String(error) }
    }
  }
}

/** What the form or the address held; a VietQR fills what was left empty. */
function filled(given: Record<string, unknown>): Asked {
  const of = (name: string): string => (typeof given[name] === 'string' ? given[name].trim().slice(0, 600) : '')
  const asked = { to: of('to'), dong: of('dong'), content: of('content'), qr: of('qr') }
  const qr = asked.qr ? readVietQr(asked.qr) : undefined
  if (!qr || 'code' in qr) return asked
  return {
    qr: asked.qr,
    to: asked.to || `${qr.bin}-${qr.account}`,
    dong: asked.dong || String(qr.dong ?? ''),
    content: asked.content || (qr.purpose ?? ''),
  }
}

function read(asked: Asked): Transfer | Wrong {
  const qr = asked.qr ? readVietQr(asked.qr) : undefined
  if (qr && 'code' in qr)
    return { vi: `Ngân hàng không đọc được mã này (${qr.code}).`, en: `The bank cannot read this code (${qr.code}).` }
  const to = /^(\d{6})-([A-Za-z0-9]{1,19})$/.exec(asked.to)
  if (!to)
    return {
      vi: `“${asked.to}” chưa đúng dạng số ngân hàng-số tài khoản.`,
      en: `“${asked.to}” is not bank number-account.`,
    }
  const dong = /^\d{1,3}([.,]\d{3})+$|^\d{1,12}$/.test(asked.dong) ? Number(asked.dong.replace(/[.,]/g, '')) : 0
  if (dong < 1) return { vi: `“${asked.dong}” chưa phải số tiền.`, en: `“${asked.dong}” is not an amount.` }
  return { bin: to[1]!, account: to[2]!, dong, content: asked.content }
}

/** A notice of SePay's shape, the words wrapped and capitalised the way banks do. */
function noticeOf({ bin, account, dong, content }: Transfer, id: number, now: Date) {
  const words = content.toUpperCase().replace(/[^\p{L}\p{M}\p{N} ]/gu, ' ')
  return {
    id,
    gateway: bankOf(bin)?.name ?? bin,
    transactionDate: writeBankTime(now),
    accountNumber: account,
    code: null,
    content: `MBVCB.${id}.${words}.CT tu 0000000000 toi ${account}`,
    transferType: 'in',
    transferAmount: dong,
    accumulated: 0,
    subAccount: null,
    referenceCode: `MBVCB.${id}`,
    description: '',
  }
}

const formPage = (asked: Asked, wrong?: Wrong) =>
  frame(
    { vi: 'Ngân hàng thử', en: 'Demo bank' },
    html`
      <h1>Ngân hàng thử</h1>
      <p>Chuyển bao nhiêu cũng được. Ngân hàng báo ngay cho Nguồn. <span lang="en">Send any amount; the bank tells Nguồn at once.</span></p>
      ${wrong ? html`<p class="wrong" role="alert">${wrong.vi} <span lang="en">${wrong.en}</span></p>` : ''}
      <form method="post" action="/dev/bank">
        <label for="to">Số ngân hàng-số tài khoản <span lang="en">Bank number-account</span></label>
        <input id="to" name="to" value="${asked.to}" placeholder="970405-1900200000001" autocomplete="off" />
        <label for="dong">Số tiền, đồng <span lang="en">Amount, dong</span></label>
        <input id="dong" name="dong" value="${asked.dong}" inputmode="numeric" autocomplete="off" />
        <label for="content">Nội dung <span lang="en">Words</span></label>
        <input id="content" name="content" value="${asked.content}" autocomplete="off" />
        <label for="qr">Hoặc dán chữ trong mã VietQR <span lang="en">Or paste the text of a VietQR</span></label>
        <textarea id="qr" name="qr" rows="3">${asked.qr}</textarea>
        <button>Chuyển tiền <span lang="en">Send</span></button>
      </form>
    `,
  )

const outcome = ({ status, answer }: Told) => html`
  <div class="${status >= 200 && status < 300 ? 'note' : 'wrong'}">
    <p>${status === 0 ? 'Không gọi được Nguồn.' : `Nguồn trả lời ${status}.`} <span lang="en">${status === 0 ? 'Nguồn could not be reached.' : `Nguồn answered ${status}.`}</span></p>
    ${answer ? html`<pre>${answer}</pre>` : ''}
  </div>`

const after = (id: string, rawBody: string) => html`
  <form method="post" action="/dev/bank/again">
    <input type="hidden" name="id" value="${id}" />
    <button class="outline">Báo lại đúng tin này <span lang="en">Send this very notice again</span></button>
  </form>
  <p><a href="/dev/bank">Chuyển khoản khác <span lang="en">Another transfer</span></a></p>
  <details><summary>Tin đã gửi <span lang="en">The notice</span></summary><pre>${rawBody}</pre></details>`

const donePage = ({ bin, account, dong, content }: Transfer, id: string, rawBody: string, told: Told) =>
  frame(
    { vi: 'Đã chuyển', en: 'Sent' },
    html`
      <h1>Đã chuyển</h1>
      <p lang="en">Sent</p>
      <section class="card">
        <p class="amount">${sayDong(dong)}</p>
        <p>${bankOf(bin)?.name ?? bin} · ${account}</p>
        <p><small>${content}</small></p>
      </section>
      ${outcome(told)} ${after(id, rawBody)}
    `,
  )

const againPage = (id: string, rawBody: string, told: Told) =>
  frame(
    { vi: 'Đã báo lại', en: 'Sent again' },
    html`
      <h1>Đã báo lại đúng tin số ${id}</h1>
      <p lang="en">Notice ${id} was sent again as it was.</p>
      ${outcome(told)} ${after(id, rawBody)}
    `,
  )
