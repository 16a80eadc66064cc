import type { OfflineKey } from '@nguon/trace/offline'
import type { Verdict } from '@nguon/trace/scan'
import { humanSerial } from '@nguon/trace/stamp'
import type { PublicRecall } from '../../site/src/features/recall/recall.ts'
import type { OrderView, Passport, ProductCard } from '../../site/src/house.ts'
import type { SiteDoor } from '../../site/src/serve.ts'
import { cards, detail, now, passportOf, producerOf } from './goods.ts'

const so = (count: number, provinces: string[], days: number, hours: Record<string, number>) => ({
  count,
  devices: count,
  provinces,
  days,
  first: Object.keys(hours)[0]!,
  hours,
})
const once = so(1, ['38'], 1, { '2026-11-22T07': 1 })
const many: Record<string, number> = Object.fromEntries(
  [2, 1, 2, 3, 2, 4, 3, 6, 5, 8, 9, 11, 10, 13, 12, 15].map((count, at) => [
    new Date(Date.UTC(2026, 10, 21, 1 + at * 2)).toISOString().slice(0, 13),
    count,
  ]),
)

/** One of each, under the serial that shows it. */
export const verdicts: Record<string, Verdict> = {
  K7MQ2R9DFH3P: { is: 'valid-first', activated: '2026-11-18T09:20:00Z', ...once },
  K7MQ2R9DFH3Q: {
    is: 'valid-again',
    activated: '2026-11-18T09:20:00Z',
    ...so(3, ['38'], 3, { '2026-11-20T02': 1, '2026-11-21T08': 1, '2026-11-22T07': 1 }),
  },
  MANY00000000: {
    is: 'many',
    told: {
      ...{ rule: 'provinces', since: '2026-11-21T05', from: '2026-11-21T01', scans: 6, devices: 5 },
      provinces: ['01', '38', '79'],
    },
    answer: { text: 'Tem mẫu phát ở hội chợ <Hà Nội>', at: '2026-11-22T01:00:00Z', by: 'Bà Mai' },
    ...so(37, ['38', '01', '79', '40', '37', '31', '48', '22', '24'], 2, many),
  },
  QVJET0000000: { is: 'not-activated', state: 'printed', ...once },
  V0JDED000000: { is: 'voided', state: 'lost', at: '2026-11-14T02:00:00Z', why: 'mất một cuộn tem', ...once },
  RECA00000000: {
    is: 'recalled',
    recall: {
      ...{ id: 'rc0123456789abcdef', since: '2026-11-20', hazard: 'health', contact: 'Trạm y tế xã' },
      reason: 'phát hiện chai hở nắp, có thể nhiễm khuẩn',
      advice: 'Không ăn, không bán. Mang lại nơi mua để được hoàn tiền.',
    },
    ...once,
  },
  PAST00000000: { is: 'expired', expires: '2026-11-10', ...once },
  BAD000000000: { is: 'not-ours', why: 'check' },
  NET000000000: { is: 'offline' },
}

const json = (body: unknown, status = 200) =>
  new Response(JSON.stringify(body), {
    status,
    headers: { 'content-type': status < 400 ? 'application/json' : 'application/problem+json' },
  })

type Fake = {
  goods?: ProductCard[]
  orders?: Record<string, OrderView>
  passport?: Passport
  stampKeys?: OfflineKey[]
  recalls?: PublicRecall[]
  refuse?: { status: number; body: unknown }
}

export const vietqr = {
  payload:
    '00020101021238580010A00000072701280006970405011419002000000010208QRIBFTTA5303704540632800058' +
    '02VN62150811DHK7M2Q9R4W63049C2B',
  bank: { bin: '970405', name: 'Agribank' },
  account: '1900200000001',
  holder: 'CONG TY HOAN NGOC (vi du)',
  dong: 320_000,
  reference: 'DHK7M2Q9R4W',
}
export const order: OrderView = {
  ref: 'DHK7M2Q9R4W',
  state: 'awaiting',
  product: { id: '09520123456788', name: 'Nước cốt hoa Atiso Ngọc Hoàn', drawing: 'atiso', group: 'II' },
  maker: { id: 'hoan-ngoc', name: 'Công ty TNHH SXKD DVTM vận tải Hoàn Ngọc', phone: '0237000001' },
  quantity: 3,
  unit: 'chai 500 ml',
  price: 95_000,
  delivery: 35_000,
  total: 320_000,
  paid: 0,
  method: 'vietqr',
  buyer: {
    name: 'Người nhận ví dụ',
    phoneMasked: '09•• ••• •21',
    addressLine: 'Thôn 3',
    communeName: 'Phường Hạc Thành, tỉnh Thanh Hóa',
  },
  placedAt: '2026-11-22T07:03:00Z',
  holdUntil: '2026-11-22T07:33:14Z',
  vietqr,
  example: true,
}

/** The house with its doors painted on: answers as the API's notes say, from the goods beside it, and remembers what was asked. */
export function fakeHouse(
  with_: Fake = {},
): SiteDoor & { asked: { method: string; path: string; body?: unknown; headers: Headers }[] } {
  const goods = with_.goods ?? cards
  const orders: Record<string, OrderView> = with_.orders ?? { [order.ref]: order }
  const asked: { method: string; path: string; body?: unknown; headers: Headers }[] = []
  const find = (id: string) => goods.find((card) => card.id === id)

  function answer(method: string, url: URL, body: unknown): Response {
    const path = url.pathname
    const query = url.searchParams
    if (with_.refuse && method === 'POST') return json(with_.refuse.body, with_.refuse.status)
    if (path === '/v1/stamp-keys') return json({ at: now.toISOString(), keys: with_.stampKeys ?? [] })
    if (path === '/v1/recalls.json')
      return json({ payload: JSON.stringify({ at: now.toISOString(), recalls: with_.recalls ?? [] }) })
    if (path === '/v1/recalls') return json({ items: with_.recalls ?? [] })
    const recall = /^\/v1\/recalls\/(rc[a-f0-9]{16})$/.exec(path)?.[1]
    if (recall) {
      const it = with_.recalls?.find(({ id }) => id === recall)
      return it ? json(it) : json({ title: 'Không tìm thấy.' }, 404)
    }
    if (path === '/v1/shelf') return json(shelfOf(goods))
    if (path === '/v1/products') return json(listOf(goods, query))
    const product = /^\/v1\/products\/([^/]+)$/.exec(path)?.[1]
    if (product) {
      const card = find(decodeURIComponent(product))
      return card ? json(detail(card)) : json({ title: 'Không thấy', code: 'product/unknown' }, 404)
    }
    const maker = /^\/v1\/producers\/([^/]+)$/.exec(path)?.[1]
    if (maker) {
      const view = producerOf(maker)
      return view ? json(view) : json({ title: 'Không thấy' }, 404)
    }
    if (path === '/v1/quote') return quoteOf(find(query.get('product') ?? ''), query)
    if (path === '/v1/orders' && method === 'POST')
      return json({ ref: order.ref, token: 'token', state: 'awaiting', total: order.total }, 201)
    const ref = /^\/v1\/orders\/([^/]+)(\/cancel|\/card)?$/.exec(path)
    if (ref && query.get('k')) {
      const held = orders[ref[1]!]
      if (!held) return json({ title: 'Không thấy' }, 404)
      if (ref[2] === '/cancel') orders[ref[1]!] = { ...held, state: 'cancelled' }
      return json(orders[ref[1]!])
    }
    return json({ title: 'Không thấy', body }, 404)
  }

  return {
    asked,
    now,
    origin: 'http://127.0.0.1:4321',
    province: { code: '38', name: 'Thanh Hóa' },
    async api(path, init) {
      const text = typeof init?.body === 'string' ? init.body : undefined
      const body: unknown = text === undefined ? undefined : JSON.parse(text)
      const method = init?.method ?? 'GET'
      asked.push({ method, path, body, headers: new Headers(init?.headers) })
      return answer(method, new URL(path, 'http://house'), body)
    },
    async scan({ product, serial }) {
      const verdict = verdicts[serial] ?? { is: 'not-ours', why: 'check' }
      const card = find(product)
      const passport = with_.passport ?? (card ? passportOf(card) : undefined)
      const human = verdict.is === 'not-ours' ? undefined : humanSerial(serial)
      return { verdict, ...(passport ? { passport } : {}), ...(human ? { human } : {}), at: now.toISOString() }
    },
    async look({ product, lot }) {
      const card = find(product)
      if (!card) return undefined
      const { lot: made, steps, ...rest } = with_.passport ?? passportOf(card)
      return lot ? { ...rest, ...(made ? { lot: { ...made, lot } } : {}), steps } : { ...rest, steps: [] }
    },
  }
}

function quoteOf(card: ProductCard | undefined, query: URLSearchParams): Response {
  if (card?.price.is !== 'exact') return json({ title: 'Chưa có giá', code: 'order/no-price' }, 409)
  const goods = card.price.dong * Number(query.get('quantity'))
  const delivery =
    query.get('commune') === card.commune.code ? 0 : query.get('commune')?.startsWith('1') ? 20_000 : 35_000
  return json({ goods, delivery, total: goods + delivery, methods: ['vietqr', 'cash', 'card'] })
}

function shelfOf(goods: ProductCard[]) {
  const communes = new Map<string, { code: string; name: string; count: number }>()
  for (const [at, { commune }] of goods.entries()) {
    communes.set(commune.code, { ...commune, count: (communes.get(commune.code)?.count ?? 0) + 17 + at })
  }
  return {
    province: { code: '38', name: 'Thanh Hóa' },
    counts: { ocop: 152, products: 11_513, communes: 166, makers: 4_210 },
    groups: [8_204, 611, 487, 1_396, 702, 113].map((count, at) => ({
      group: ['I', 'II', 'III', 'IV', 'V', 'VI'][at],
      count,
    })),
    communes: [...communes.values()],
    fresh: goods,
  }
}

function listOf(goods: ProductCard[], query: URLSearchParams) {
  const plain = (text: string) =>
    text.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd').replaceAll('Đ', 'D').toLowerCase()
  const q = plain(query.get('q') ?? '')
  const found = goods.filter(
    (card) =>
      plain(`${card.name} ${card.maker.name}`).includes(q) &&
      (!query.get('group') || card.group === query.get('group')) &&
      (!query.get('commune') || card.commune.code === query.get('commune')) &&
      (!query.get('maker') || card.maker.id === query.get('maker')) &&
      (!query.get('stars') || card.rank?.stars === Number(query.get('stars'))),
  )
  const from = Number(query.get('cursor') ?? 0)
  const limit = Number(query.get('limit') ?? 24)
  const next = found.length > from + limit ? String(from + limit) : undefined
  return { items: found.slice(from, from + limit), total: found.length, ...(next ? { next } : {}) }
}
