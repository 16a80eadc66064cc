import { createRoute, z } from '@hono/zod-openapi'
import { type OwnLink, ownLinkList, ownLinks, sameLinks } from '@nguon/listing/own-link'
import { lotKnown } from '@nguon/store/link'
import { keepOwnLinks, readEarlierLinks, readOwnLinks } from '@nguon/store/own-link'
import { readProduct } from '@nguon/store/product'
import type { FieldFault } from '../invalid.ts'
import { asks, audited, body, type C, forbidden, isRefusal, json, nameOf, refusals, refuse, routes } from './app.ts'
import { goodsOf, productParam } from './products.ts'

const version = z.int().min(0).max(1_000_000)
const list = ownLinkList.clone().openapi('OwnLinks')

const show = createRoute({
  method: 'get',
  path: '/v1/products/{id}/links',
  operationId: 'readLinks',
  summary: 'Links the keeper set beside ours, in their order; an earlier version on request',
  ...asks('product.read-private'),
  request: {
    params: productParam,
    query: z.object({ version: z.coerce.number().pipe(version).optional() }),
  },
  responses: { 200: json(list, 'The list with its version'), ...refusals },
})

const keep = createRoute({
  method: 'put',
  path: '/v1/products/{id}/links',
  operationId: 'keepLinks',
  summary: 'Add, change, reorder or remove own links: the whole list at once, believing a version',
  ...asks('product.edit'),
  request: {
    params: productParam,
    body: body(
      z.strictObject({
        version: version.openapi({ example: 0 }),
        links: ownLinks.clone().openapi({
          example: [
            {
              linkType: 'gs1:recipeInfo',
              href: 'https://nha.example/pha-tra',
              title: 'Cách pha trà',
              hreflang: ['vi'],
            },
          ],
        }),
      }),
    ),
  },
  responses: { 200: json(list, 'The list with its next version'), ...refusals },
})

/** What only the house knows of a link: its own addresses, and the lots of the product. */
async function faultsOf(c: C, product: string, links: readonly OwnLink[]): Promise<FieldFault[]> {
  const { house, lang } = c.var
  const lots = [...new Set(links.flatMap(({ lot }) => lot ?? []))]
  const known = new Map(
    await Promise.all(lots.map(async (lot) => [lot, await lotKnown(house.table, product, lot)] as const)),
  )
  const say = (vi: string, en: string) => (lang === 'vi' ? vi : en)
  return links.flatMap(({ href, lot }, at): FieldFault[] => [
    ...(lot === undefined || known.get(lot)
      ? []
      : [
          {
            field: `links.${at}.lot`,
            found: lot,
            message: say(`Không có lô ${lot} của món này.`, `This product has no lot ${lot}.`),
          },
        ]),
    // A scan passes its query on, link type and all: led back to a scan it would go round for ever.
    ...(new URL(href).origin === house.origin && /^\/(01|e[hx][^/]*|t)(\/|$)/i.test(new URL(href).pathname)
      ? [
          {
            field: `links.${at}.href`,
            found: href.slice(0, 60),
            message: say(
              'Đây là đường dẫn của tem, xin chọn một trang.',
              'This is the link of a stamp; choose a page.',
            ),
          },
        ]
      : []),
  ])
}

export const links = () =>
  routes()
    .openapi(show, async (c) => {
      const { house } = c.var
      const { id } = c.req.valid('param')
      const it = await readProduct(house.table, id)
      const no = it ? forbidden(c, 'product.read-private', goodsOf(it)) : ({ code: 'thing/not-found' } as const)
      if (no) return refuse(c, no)
      const now = await readOwnLinks(house.table, id)
      const { version: wanted = now.version } = c.req.valid('query')
      const found = wanted === now.version ? now : await readEarlierLinks(house.table, id, wanted)
      return found ? c.json(found, 200) : refuse(c, { code: 'thing/not-found' })
    })
    .openapi(keep, async (c) => {
      const { house, actor } = c.var
      const { id } = c.req.valid('param')
      const { version: believed, links: wanted } = c.req.valid('json')
      const it = await readProduct(house.table, id)
      const no = it ? forbidden(c, 'product.edit', goodsOf(it)) : ({ code: 'thing/not-found' } as const)
      if (no) return refuse(c, no)
      const errors = await faultsOf(c, id, wanted)
      if (errors.length > 0) return refuse(c, { code: 'request/invalid', errors })
      const before = await readOwnLinks(house.table, id)
      // The same request again finds its own work done.
      const mine = before.version === believed || before.version === believed + 1
      if (mine && sameLinks(before.links, wanted)) return c.json(before, 200)
      if (before.version !== believed) return refuse(c, { code: 'race/lost', what: 'links' })
      const next = { links: wanted, at: house.now().toISOString(), by: nameOf(actor) }
      const record = audited(c, 'product.links', 'product', id, { changed: ['links'] })
      const kept = await keepOwnLinks(house.table, id, before, next, record)
      return isRefusal(kept) ? refuse(c, kept) : c.json(kept, 200)
    })
