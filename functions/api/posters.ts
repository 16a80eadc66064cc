import { createRoute, z } from '@hono/zod-openapi'
import { sayCommune } from '@nguon/listing/commune'
import { bankOf } from '@nguon/pay/bank'
import { writeVietQr } from '@nguon/pay/vietqr'
import { posterKinds, printPoster, type Stall } from '@nguon/print/poster'
import { readProduct } from '@nguon/store/product'
import { asks, refusals, refuse, routes } from './app.ts'
import { makerFor } from './goods.ts'

const poster = createRoute({
  method: 'get',
  path: '/v1/producers/{maker}/poster',
  operationId: 'printPoster',
  summary:
    'A poster or a folding table card for a stall: the shop’s link, and a VietQR of the registered account where there is one',
  ...asks('poster.print'),
  request: {
    params: z.object({ maker: z.string().max(61) }),
    query: z.object({
      kind: z.enum(posterKinds).default('a4'),
      product: z.string().max(40).optional(),
      pay: z.stringbool().default(true).openapi({ description: 'Leave the account off with false' }),
    }),
  },
  responses: {
    200: { description: 'PDF', content: { 'application/pdf': { schema: z.string() } } },
    ...refusals,
  },
})

export const posters = () =>
  routes().openapi(poster, async (c) => {
    const { house, lang } = c.var
    const { kind, product: id, pay } = c.req.valid('query')
    const found = await makerFor(c, c.req.valid('param').maker, 'poster.print')
    if ('code' in found) return refuse(c, found)
    const { maker } = found
    const product = id === undefined ? undefined : await readProduct(house.table, id)
    if (id !== undefined && product?.maker !== maker.id) return refuse(c, { code: 'thing/not-found' })
    const bank = pay && maker.bank ? bankOf(maker.bank.bin) : undefined
    const stall: Stall = {
      ...{ maker: maker.name, place: sayCommune(maker.commune, 'vi'), link: `${house.origin}/co-so/${maker.id}` },
      ...(product ? { product: product.name } : {}),
      ...(bank && maker.bank
        ? {
            account: {
              vietqr: writeVietQr({ bin: maker.bank.bin, account: maker.bank.account }),
              ...{ bank: bank.name, number: maker.bank.account, holder: maker.bank.holder },
            },
          }
        : {}),
    }
    const pdf = printPoster({ kind, stall, language: lang, made: house.now() })
    if ('code' in pdf) return refuse(c, pdf)
    c.header('content-disposition', `attachment; filename="gian-hang-${maker.id}-${kind}.pdf"`)
    return c.body(pdf, 200, { 'content-type': 'application/pdf' })
  })
