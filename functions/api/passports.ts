import { createRoute, z } from '@hono/zod-openapi'
import { type RowsFile, rowsType } from '@nguon/listing/rows'
import { keepChecks, readChecks } from '@nguon/store/item-check'
import { type Passport, readPassport } from '@nguon/store/passport'
import { readProduct } from '@nguon/store/product'
import { step } from '@nguon/trace/history'
import {
  type Item,
  itemKey,
  itemKeys,
  itemRules,
  itemsOf,
  itemsSource,
  missingItems,
  printOf,
  said,
} from '@nguon/trace/passport-items'
import type { Lang } from '../invalid.ts'
import { readFace } from '../lot-face.ts'
import type { Refusal } from '../problem.ts'
import { asks, audited, body, type C, forbidden, json, nameOf, refusals, refuse, routes } from './app.ts'
import { sendRows } from './diary-view.ts'
import { productFor } from './goods.ts'
import { lotParam } from './lots.ts'
import { goodsOf } from './products.ts'

const itemView = z
  .object({
    number: z.int(),
    key: itemKey,
    name: z.object({ vi: z.string(), en: z.string() }),
    mandatory: z.boolean(),
    given: z.boolean(),
    value: z.string().optional().openapi({ description: 'Absent where there is none; a picture is its address' }),
    said: said.optional(),
  })
  .openapi('PassportItem')

const passportView = z
  .object({
    source: z.string(),
    product: z.string(),
    lot: z.string(),
    page: z.string(),
    items: z.array(itemView),
    stages: z
      .array(step)
      .openapi({ description: 'Each with its kind, the place’s code, the time, and who stands behind it' }),
    example: z.boolean().optional(),
  })
  .openapi('TraceabilityPassport')

const asJson = createRoute({
  method: 'get',
  path: '/v1/products/{id}/lots/{lot}/passport.json',
  operationId: 'exportPassport',
  summary: 'The ten items of Thông tư 02/2024/TT-BKHCN of a public passport, each with who stands behind it',
  ...asks('everyone'),
  request: { params: lotParam },
  responses: { 200: json(passportView, 'The ten items'), ...refusals },
})

const asSheet = createRoute({
  method: 'get',
  path: '/v1/products/{id}/lots/{lot}/passport.xlsx',
  operationId: 'exportPassportSheet',
  summary: 'The ten items as XLSX',
  ...asks('everyone'),
  request: { params: lotParam },
  responses: {
    200: {
      description: 'The file',
      content: { [rowsType.xlsx]: { schema: z.string().openapi({ format: 'binary' }) } },
    },
    ...refusals,
  },
})

const inside = createRoute({
  method: 'get',
  path: '/v1/products/{id}/lots/{lot}/items',
  operationId: 'readPassportItems',
  summary: 'The ten items as they stand now, with what is missing before the passport may be public, for its keepers',
  ...asks('lot.read-private'),
  request: { params: lotParam },
  responses: {
    200: json(passportView.extend({ missing: z.array(itemKey), public: z.boolean() }), 'The ten items'),
    ...refusals,
  },
})

const check = createRoute({
  method: 'put',
  path: '/v1/products/{id}/lots/{lot}/checks',
  operationId: 'checkPassportItems',
  summary:
    'Which items an officer has looked at. What was checked before stays as it was; a check ends when what it saw is changed',
  ...asks('item.check'),
  request: {
    params: lotParam,
    body: body(
      z.strictObject({
        checked: z
          .array(itemKey)
          .max(10)
          .openapi({ example: ['name', 'maker'] }),
      }),
    ),
  },
  responses: { 200: json(passportView, 'The items'), ...refusals },
})

type Face = Omit<Passport, 'segments' | 'version' | 'recalls' | 'displays' | 'hidden'>

function viewOf(c: C, face: Face) {
  const { origin } = c.var.house
  const items = itemsOf(face, face.said).map(({ must, value, ...it }: Item) => ({
    ...it,
    mandatory: must,
    name: { vi: itemRules[it.key].vi, en: itemRules[it.key].en },
    ...(value === undefined ? {} : { value: it.key === 'picture' ? `${origin}/${value}` : value }),
  }))
  return {
    source: itemsSource.source,
    product: face.product,
    lot: face.lot.lot,
    page: `${origin}/tem/${encodeURIComponent(face.product)}/${encodeURIComponent(face.lot.lot)}`,
    items,
    stages: face.steps,
    ...(face.example ? { example: true } : {}),
  }
}

/** A passport the public may take away: it has its items, and its product has been shown. */
async function publicFace(c: C, id: string, lot: string): Promise<Passport | Refusal> {
  const { house } = c.var
  const [product, passport] = await Promise.all([readProduct(house.table, id), readPassport(house.table, id, lot)])
  const none: Refusal = { code: 'lot/not-found', product: id, lot }
  if (!product || !passport) return none
  const shown = !passport.hidden && !['draft', 'submitted'].includes(product.publication.state)
  return shown || !forbidden(c, 'lot.read-private', goodsOf(product)) ? passport : none
}

const whoWords: Record<NonNullable<Item['said']>['who'], Record<Lang, string>> = {
  declared: { vi: 'Cơ sở tự khai', en: 'Declared by the maker' },
  checked: { vi: 'Cán bộ đã kiểm tra', en: 'Checked by an officer' },
  system: { vi: 'Hệ thống cấp', en: 'Given by the system' },
}
const heads: Record<Lang, string[]> = {
  vi: ['Mục', 'Tên mục', 'Bắt buộc', 'Nội dung', 'Ai nói', 'Tên', 'Lúc'],
  en: ['Item', 'Name', 'Mandatory', 'Content', 'Who says so', 'Name', 'When'],
}
const yesNo: Record<Lang, [string, string]> = { vi: ['có', 'nếu có'], en: ['yes', 'if any'] }
const none: Record<Lang, string> = { vi: 'không có', en: 'none' }

const rowsOf = (view: z.infer<typeof passportView>, lang: Lang): RowsFile => ({
  name: view.lot,
  header: heads[lang],
  rows: view.items.map(({ number, name, mandatory, value, said }) => [
    number,
    name[lang],
    yesNo[lang][mandatory ? 0 : 1],
    value ?? none[lang],
    said ? whoWords[said.who][lang] : '',
    said?.by ?? '',
    said?.at ?? '',
  ]),
})

export const passports = () =>
  routes()
    .openapi(asJson, async (c) => {
      const { id, lot } = c.req.valid('param')
      const found = await publicFace(c, id, lot)
      if ('code' in found) return refuse(c, found)
      return c.json(viewOf(c, found), 200)
    })
    .openapi(asSheet, async (c) => {
      const { id, lot } = c.req.valid('param')
      const found = await publicFace(c, id, lot)
      if ('code' in found) return refuse(c, found)
      return sendRows(c, rowsOf(viewOf(c, found), c.var.lang), 'xlsx', `ho-chieu-${id}-${lot}`)
    })
    .openapi(inside, async (c) => {
      const { house } = c.var
      const { id, lot } = c.req.valid('param')
      const found = await productFor(c, id, 'lot.read-private')
      if ('code' in found) return refuse(c, found)
      const [face, passport] = await Promise.all([readFace(house, id, lot), readPassport(house.table, id, lot)])
      if (!face || !passport) return refuse(c, { code: 'lot/not-found', product: id, lot })
      const missing = missingItems(face)
      return c.json({ ...viewOf(c, face), missing, public: !passport.hidden || missing.length === 0 }, 200)
    })
    .openapi(check, async (c) => {
      const { house, actor } = c.var
      const { id, lot } = c.req.valid('param')
      const wanted = new Set(c.req.valid('json').checked)
      const found = await productFor(c, id, 'item.check')
      if ('code' in found) return refuse(c, found)
      const [face, seen] = await Promise.all([readFace(house, id, lot), readChecks(house.table, id, lot)])
      if (!face) return refuse(c, { code: 'lot/not-found', product: id, lot })
      const now = { by: nameOf(actor), at: house.now().toISOString() }
      const checks = Object.fromEntries(
        itemKeys.flatMap((key) => {
          const of = printOf(key, face)
          const before = seen.checks[key]
          return wanted.has(key) ? [[key, before?.of === of ? before : { ...now, of }]] : []
        }),
      )
      const record = audited(c, 'item.check', 'lot', `${id}/${lot}`, { changed: [...wanted] })
      const kept = await keepChecks(house.table, id, lot, { checks, revisions: seen.revisions }, record)
      if (!kept) return refuse(c, { code: 'race/lost', what: 'lot' })
      const after = await readFace(house, id, lot)
      return after ? c.json(viewOf(c, after), 200) : refuse(c, { code: 'lot/not-found', product: id, lot })
    })
