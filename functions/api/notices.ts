import { createRoute, z } from '@hono/zod-openapi'
import {
  holdNotice,
  listWaiting,
  placeNotice,
  readNotice,
  setNoticeAside,
  type Waiting,
  waiting,
} from '@nguon/store/notice'
import type { Item } from '@nguon/store/table'
import { paymentNotice } from '@nguon/trade/payment'
import { reference } from '@nguon/trade/reference'
import { writeCsv } from '../csv.ts'
import { isRefusalKnown, problemOf } from '../problem.ts'
import { settleNotice } from '../settle.ts'
import {
  asks,
  audited,
  body,
  type C,
  cursorOf,
  forbidden,
  json,
  nameOf,
  nextOf,
  refusals,
  refuse,
  routes,
} from './app.ts'
import { cursorQuery } from './products.ts'

const whole = { whole: 'deployment' } as const
const view = waiting
  .extend({ why: z.object({ code: z.string().openapi({ example: 'payment/other-account' }), title: z.string() }) })
  .openapi('WaitingNotice')

const list = createRoute({
  method: 'get',
  path: '/v1/notices',
  operationId: 'listNotices',
  summary: 'Money that arrived and paid no order, each with why: a person must place it or send it back',
  ...asks('notice.read'),
  request: { query: cursorQuery },
  responses: { 200: json(z.object({ items: z.array(view), next: z.string().optional() }), 'Notices'), ...refusals },
})

const file = createRoute({
  method: 'get',
  path: '/v1/notices.csv',
  operationId: 'exportNotices',
  summary: 'All money that waits for a person, as CSV',
  ...asks('notice.read'),
  responses: {
    200: { description: 'CSV', content: { 'text/csv': { schema: z.string() } } },
    ...refusals,
  },
})

const noticeParam = z.object({
  provider: paymentNotice.shape.provider.clone().openapi({ example: 'sepay' }),
  notice: paymentNotice.shape.notice.clone().openapi({ example: '92704' }),
})

const place = createRoute({
  method: 'post',
  path: '/v1/notices/{provider}/{notice}/placing',
  operationId: 'placeNotice',
  summary:
    'Try the money again, or give it to an order by its reference. It pays by the same rules as a notice that names the order: into the maker’s own account, once',
  ...asks('notice.place'),
  request: {
    params: noticeParam,
    body: body(z.strictObject({ order: reference.optional().openapi({ type: 'string', example: 'DH7K2M9QAB3' }) })),
  },
  responses: {
    200: json(z.object({ result: z.enum(['settled', 'nothing-to-do']), order: z.string() }), 'Where it went'),
    ...refusals,
  },
})

const aside = createRoute({
  method: 'post',
  path: '/v1/notices/{provider}/{notice}/aside',
  operationId: 'setNoticeAside',
  summary: 'Take money off the list that is no order’s, with the reason: sent back, or not from the shop at all',
  ...asks('notice.place'),
  request: { params: noticeParam, body: body(z.strictObject({ why: z.string().trim().min(3).max(300) })) },
  responses: { 204: { description: 'Off the list' }, ...refusals },
})

function viewOf(c: C, { why, ...notice }: Waiting) {
  // A reason kept by an earlier or later version may have no words here: the money stays on the list all the same.
  const title = isRefusalKnown(why) ? problemOf(why, c.var.lang, c.var.house.origin).title : why.code
  return { ...notice, why: { code: why.code, title } }
}

export const notices = () =>
  routes()
    .openapi(list, async (c) => {
      const no = forbidden(c, 'notice.read', whole)
      if (no) return refuse(c, no)
      const from = cursorOf(c, 'notices', c.req.valid('query').cursor)
      if ('code' in from) return refuse(c, from)
      const page = await listWaiting(c.var.house.table, 50, from.after)
      return c.json({ items: page.items.map((it) => viewOf(c, it)), ...nextOf(c, 'notices', page.next) }, 200)
    })
    .openapi(file, async (c) => {
      const no = forbidden(c, 'notice.read', whole)
      if (no) return refuse(c, no)
      const rows: (string | number)[][] = []
      for (let after: Item | undefined; ; ) {
        const page = await listWaiting(c.var.house.table, 100, after)
        for (const it of page.items.map((one) => viewOf(c, one)))
          rows.push([
            ...[it.at, it.dong, it.provider, it.notice, it.account ?? '', it.virtual ?? '', it.order ?? ''],
            ...[it.text ?? '', it.why.code, it.why.title],
          ])
        if (!page.next) break
        after = page.next
      }
      const head = ['at', 'dong', 'provider', 'notice', 'account', 'virtual account', 'order', 'text', 'code', 'why']
      c.header('content-disposition', 'attachment; filename="tien-chua-khop.csv"')
      return c.body(writeCsv([head, ...rows]), 200, { 'content-type': 'text/csv; charset=utf-8' })
    })
    .openapi(place, async (c) => {
      const { house } = c.var
      const no = forbidden(c, 'notice.place', whole)
      if (no) return refuse(c, no)
      const named = c.req.valid('param')
      const kept = await readNotice(house.table, named)
      if (!kept || kept.aside) return refuse(c, { code: 'thing/not-found' })
      const { aside: _, ...notice } = kept
      const order = c.req.valid('json').order ?? notice.order
      const settled = await settleNotice(house.table, { ...notice, ...(order ? { order } : {}) }, house.now)
      if (settled.is === 'by-hand' || !order) {
        const why = settled.is === 'by-hand' ? settled.why : ({ code: 'payment/no-reference' } as const)
        await holdNotice(house.table, named, why, house.now().toISOString())
        return refuse(c, why)
      }
      const record = audited(c, 'notice.place', 'notice', `${named.provider}/${named.notice}`, { reason: order })
      await placeNotice(house.table, named, order, record)
      return c.json({ result: settled.is, order }, 200)
    })
    .openapi(aside, async (c) => {
      const { house, actor } = c.var
      const no = forbidden(c, 'notice.place', whole)
      if (no) return refuse(c, no)
      const named = c.req.valid('param')
      const { why } = c.req.valid('json')
      const said = { by: nameOf(actor), why, at: house.now().toISOString() }
      const record = audited(c, 'notice.aside', 'notice', `${named.provider}/${named.notice}`, { reason: why })
      const done = await setNoticeAside(house.table, named, said, record)
      return done ? c.body(null, 204) : refuse(c, { code: 'thing/not-found' })
    })
