import type { Certificate } from '@nguon/listing/certificate'
import type { Group, Price } from '@nguon/listing/product'
import type { Passport, ProducerView, ProductCard, ProductDetail } from '../../site/src/house.ts'

/*
 * Names of products, firms and cooperatives are from public lists of recognised OCOP products (thanhhoa.gov.vn and others, 2020–2026).
 * Prices, lots, days, checks and accounts are invented, and the pages say so by `example`.
 */
export const now = new Date('2026-11-22T07:05:00Z')
export const today = '2026-11-22'
const province = { code: '38', name: 'Thanh Hóa' }

type Row = [
  id: string,
  name: string,
  group: Group,
  drawing: string,
  price: Price,
  maker: string,
  commune: [string, string],
  stars?: 3 | 4,
  nameEn?: string,
]
const exact = (dong: number, unit: string): Price => ({ is: 'exact', dong, unit })

const makers: Record<string, [name: string, kind: ProducerView['kind']]> = {
  'hoan-ngoc': ['Công ty TNHH SXKD DVTM vận tải Hoàn Ngọc', 'company'],
  'thanh-cong': ['HTX DVNN Thành Công', 'cooperative'],
  'ngan-khuong': ['Công ty TNHH Ngân Khương', 'company'],
  'binh-son': ['HTX nông lâm nghiệp Bình Sơn', 'cooperative'],
  'ha-long': ['HTX DVNN Hà Long', 'cooperative'],
  'chau-anh': ['Công ty CP TMPT Châu Anh - Chi nhánh Thanh Hóa', 'company'],
  'tinh-gia': ['Công ty CP Nước mắm Tĩnh Gia', 'company'],
  'hong-hoa': ['Công ty TNHH Dịch vụ thương mại Hồng Hoa Organic Care', 'company'],
  'thien-truong': ['Công ty TNHH MTV DVNN CNC Thiên Trường 36', 'company'],
  'viet-trang': ['Công ty TNHH XK Việt Trang', 'company'],
  'truc-phuong': ['HTX nông sản hữu cơ Trúc Phượng', 'cooperative'],
}

const rows: Row[] = [
  [
    '09520123456788',
    'Nước cốt hoa Atiso Ngọc Hoàn',
    'II',
    'atiso',
    exact(95_000, 'chai 500 ml'),
    'hoan-ngoc',
    ['16597', 'Phường Hải Lĩnh'],
    4,
    'Ngọc Hoàn roselle concentrate',
  ],
  ['CAMXD2', 'Cam Xã Đoài Như Xuân', 'I', 'cam', exact(38_000, 'kg'), 'thanh-cong', ['16174', 'Xã Như Xuân']],
  [
    'COI2026',
    'Chiếu cói dệt tay thủ công',
    'IV',
    'coi',
    exact(420_000, 'chiếc 1,6 × 2 m'),
    'ngan-khuong',
    ['16093', 'Xã Nga Sơn'],
    undefined,
    'Handwoven sedge mat',
  ],
  [
    'MATONG4',
    'Mật ong bốn mùa hoa rừng nguyên chất',
    'I',
    'mat',
    exact(180_000, 'chai 650 ml'),
    'binh-son',
    ['15667', 'Xã Thọ Bình'],
  ],
  [
    'GAONEP1',
    'Gạo nếp cái hoa vàng Gia Miêu Ngoại trang',
    'I',
    'gao',
    exact(42_000, 'kg'),
    'ha-long',
    ['15274', 'Xã Hà Long'],
  ],
  [
    'DAUSACHI',
    'Dầu sachi OMEGA 3-6-9',
    'I',
    'dau',
    exact(185_000, 'chai 100 ml'),
    'chau-anh',
    ['15628', 'Xã Lương Sơn'],
    3,
  ],
  ['NUOCMAM7', 'Nước mắm', 'I', 'mam', exact(72_000, 'chai 500 ml'), 'tinh-gia', ['16645', 'Phường Hải Bình']],
  ['HATSACHI', 'Hạt sachi', 'I', 'sachi', exact(120_000, 'gói 500 g'), 'chau-anh', ['15628', 'Xã Lương Sơn'], 3],
  [
    'SUAHAT01',
    'Sữa hạt dành cho người tiểu đường',
    'II',
    'sua',
    exact(260_000, 'hộp 800 g'),
    'hong-hoa',
    ['15925', 'Phường Nguyệt Viên'],
    3,
    'Nut milk for people with diabetes',
  ],
  [
    'DUAKIM36',
    'Dưa kim hoàng hậu Thiên Trường 36',
    'I',
    'cam',
    { is: 'ask' },
    'thien-truong',
    ['16378', 'Phường Đông Sơn'],
  ],
  ['GIOTRAI1', 'Giỏ trái đất', 'IV', 'gio', exact(150_000, 'chiếc'), 'viet-trang', ['16093', 'Xã Nga Sơn']],
  [
    'CHEBINH1',
    'Chè sạch Bình Sơn',
    'I',
    'che',
    { is: 'range', from: 140_000, to: 260_000, unit: 'gói 200 g' },
    'binh-son',
    ['15667', 'Xã Thọ Bình'],
  ],
  ['NAMLINH1', 'Nấm linh chi đỏ', 'III', 'nam', exact(310_000, 'hộp 300 g'), 'truc-phuong', ['16228', 'Xã Như Thanh']],
]

const decision = { number: '715/QĐ-UBND', issuer: 'UBND tỉnh Thanh Hóa', issued: '2026-03-12', until: '2029-03-12' }

export const cards: ProductCard[] = rows.map(
  ([id, name, group, drawing, price, maker, commune, stars, nameEn], at) => ({
    id,
    name,
    ...(nameEn ? { nameEn } : {}),
    group,
    price,
    ...(/^\d{14}$/.test(id) ? { gtin: id } : {}),
    maker: { id: maker, name: makers[maker]![0] },
    commune: { code: commune[0], name: commune[1] },
    province,
    ...(stars ? { rank: { stars, ...decision } } : {}),
    drawing,
    ...(at === 4 ? { left: 0 } : price.is === 'exact' ? { left: 312 } : {}),
    example: true,
  }),
)

const story =
  'Hoa atiso đỏ ở Hải Lĩnh nở rộ từ cuối tháng 10. Người làm hái từ lúc còn sương, tách đài ngay trong buổi sáng, nấu bằng nồi hai lớp để giữ màu đỏ mà không cần phẩm màu.'
const storyEn =
  'Roselle in Hải Lĩnh is in full bloom from late October. It is picked while the dew is on, the calyx taken off the same morning and cooked in a double pot, so the red stays without any colouring.'

export const certificates: Certificate[] = [
  {
    kind: 'ocop',
    ...decision,
    stars: 4,
    state: 'recognised',
    check: { by: 'Phòng Kinh tế phường Hải Lĩnh', at: '2026-09-02T03:00:00Z' },
  },
  {
    kind: 'food-safety',
    number: '214/2025/ATTP',
    issuer: 'Chi cục QLCL Thanh Hóa',
    issued: '2025-08-05',
    until: '2028-08-05',
    state: 'recognised',
    check: { by: 'Phòng Kinh tế phường Hải Lĩnh', at: '2026-09-02T03:00:00Z' },
  },
  {
    kind: 'test',
    number: '1187/KN',
    issuer: 'Trung tâm kiểm nghiệm',
    issued: '2026-11-16',
    state: 'recognised',
    check: { by: 'Phòng Kinh tế phường Hải Lĩnh', at: '2026-11-18T03:00:00Z' },
  },
  {
    kind: 'self-declared',
    number: '01/HN/2025',
    issuer: 'Công ty TNHH SXKD DVTM vận tải Hoàn Ngọc',
    issued: '2025-04-01',
    state: 'recognised',
  },
]

export function detail(card: ProductCard): ProductDetail {
  return {
    ...card,
    description: 'Nước cốt đỏ tự nhiên, pha với nước lạnh hoặc nóng. Lắc đều trước khi rót.',
    story,
    storyEn,
    ingredients: 'Hoa atiso đỏ 62%, đường mía, nước',
    shelfLife: '12 tháng kể từ ngày sản xuất',
    standard: 'TCCS 01:2025/HN',
    pictures: [],
    certificates: certificates.map((paper) => ({
      ...paper,
      inForce: paper.kind !== 'ocop' || card.rank !== undefined,
    })),
    lots: [
      { lot: 'AT-2611', made: '2026-11-17', expires: '2027-11-17' },
      { lot: 'AT-2609', made: '2026-09-20', expires: '2027-09-20' },
    ],
    revision: 3,
    updatedAt: '2026-11-18T03:00:00Z',
  }
}

export function producerOf(id: string): ProducerView | undefined {
  const [name, kind] = makers[id] ?? []
  const card = cards.find((one) => one.maker.id === id)
  if (!name || !kind || !card) return undefined
  return {
    id,
    name,
    kind,
    commune: card.commune,
    province,
    story: 'Chúng tôi trồng và nấu ngay tại phường, mua thêm hoa của bà con quanh vùng.',
    ...(id === 'hoan-ngoc' ? { phone: '0237000001', address: 'Khu sản xuất, phường Hải Lĩnh' } : {}),
    certificates: certificates
      .filter((paper) => paper.kind === 'food-safety')
      .map((paper) => ({ ...paper, inForce: true })),
    ocopSubject: true,
    since: '2026-03-01T00:00:00Z',
    example: true,
  }
}

/** Who stands behind the ten items: an officer behind two, ourselves behind the code. */
const whoSaid = (by: string): NonNullable<Passport['said']> => {
  const at = '2026-11-18T02:00:00.000Z'
  const declared = { who: 'declared' as const, by, at }
  const checked = { who: 'checked' as const, by: 'Phòng Kinh tế phường Hải Lĩnh', at }
  return {
    ...{ name: checked, maker: checked, picture: declared, address: declared, stages: declared, dates: declared },
    ...{ code: { who: 'system', at }, brand: declared, expiry: declared, standard: declared },
  }
}

/** The fullest passport there is: six steps, four papers, a story, ten items. */
export function passportOf(card: ProductCard = cards[0]!): Passport {
  const maker = producerOf(card.maker.id)!
  return {
    product: card.id,
    lot: { lot: 'AT-2611', made: '2026-11-17', expires: '2027-11-17', quantity: { number: 480, uom: 'H87' } },
    card: {
      name: card.name,
      ...(card.nameEn ? { nameEn: card.nameEn } : {}),
      group: card.group,
      drawing: card.drawing,
      price: card.price,
      pack: 'Chai thủy tinh 500 ml',
      brand: 'Ngọc Hoàn',
      standard: 'TCCS 01:2025/HN',
      ingredients: 'Hoa atiso đỏ 62%, đường mía, nước',
      story,
      storyEn,
      state: 'published',
    },
    maker: {
      id: maker.id,
      name: maker.name,
      kind: maker.kind,
      commune: card.commune.code,
      communeName: card.commune.name,
      provinceName: 'tỉnh Thanh Hóa',
      phone: '0237000001',
    },
    certificates: card.rank ? certificates : certificates.slice(1),
    steps: [
      {
        kind: 'creating',
        at: '2026-06-10T01:00:00Z',
        note: 'Trồng atiso đỏ, không phun thuốc trong 30 ngày trước thu hái',
        who: 'declared',
      },
      {
        kind: 'harvesting',
        at: '2026-11-10T00:30:00Z',
        note: '620 kg, cán bộ khuyến nông có mặt tại ruộng',
        who: 'checked',
        by: 'Trạm khuyến nông Hải Lĩnh',
      },
      {
        kind: 'transforming',
        at: '2026-11-13T03:00:00Z',
        note: 'Nấu và lọc nước cốt, hai mẻ, 95 độ C, 40 phút',
        who: 'declared',
      },
      {
        kind: 'inspecting',
        at: '2026-11-16T02:00:00Z',
        note: 'Đạt, phiếu 1187/KN',
        who: 'checked',
        by: 'Phòng Kinh tế phường Hải Lĩnh',
      },
      { kind: 'packing', at: '2026-11-17T02:00:00Z', note: '480 chai 500 ml', who: 'declared' },
      { kind: 'commissioning', at: '2026-11-18T09:20:00Z', note: '480 tem, từ số 0001 đến 0480', who: 'system' },
    ],
    said: whoSaid(maker.name),
    example: true,
  }
}
