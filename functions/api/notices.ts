import { createRoute, z } from '@hono/zod-openapi'
import { listWaiting, type Waiting, waiting } from '@nguon/store/notice'
import { isRefusalKnown, problemOf } from '../problem.ts'
import { asks, type C, cursorOf, forbidden, json, nextOf, refusals, refuse, routes } from './app.ts'
import { cursorQuery } from './products.ts'

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

function viewOf(c: C, { why, ...notice }: Waiting) {
  // A reason kept by an earlier or later version may have no words here: the money stays on the list all the same.
  const title = isRefusalKnown(why) ? problemOf(why, c.var.lang, c.var.house.origin).title : why.code
  return { ...notice, why: { code: why.code, title } }
}

export const notices = () =>
  routes().openapi(list, async (c) => {
    const no = forbidden(c, 'notice.read', { whole: 'deployment' })
    if (no) return refuse(c, no)
    const from = cursorOf(c, 'notices', c.req.valid('query').cursor)
    if ('code' in from) return refuse(c, from)
    const page = await listWaiting(c.var.house.table, 50, from.after)
    return c.json({ items: page.items.map((it) => viewOf(c, it)), ...nextOf(c, 'notices', page.next) }, 200)
  })
