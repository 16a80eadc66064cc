import taxonomy from './data/ocop-taxonomy.json' with { type: 'json' }
import type { Group } from './product.ts'
import { canon, fold, isBare, type Words } from './text.ts'

/** A group (ngành) of OCOP as the shop shows it: its official name, a short one for chips, the drawing that stands for it. */
export type GroupEntry = { group: Group; slug: string; name: Words; short: Words; drawing: string }

const entry = (group: Group, slug: string, drawing: string, short: Words, en: string): GroupEntry => {
  const vi = taxonomy.groups.find((one) => one.no === group)?.name ?? short.vi
  return { group, slug, name: { vi, en }, short, drawing }
}

/** The six groups in their order. Keyed by number: the names differ between the decree's appendices (QĐ 26/2026/QĐ-TTg). */
export const groups: readonly GroupEntry[] = [
  entry('I', 'thuc-pham', 'gao', { vi: 'Thực phẩm', en: 'Food' }, 'Food'),
  entry('II', 'do-uong', 'ruou', { vi: 'Đồ uống', en: 'Drinks' }, 'Drinks'),
  entry('III', 'duoc-lieu', 'duoc', { vi: 'Dược liệu', en: 'Herbs' }, 'Medicinal herbs and products made from them'),
  entry('IV', 'thu-cong-my-nghe', 'gio', { vi: 'Thủ công', en: 'Crafts' }, 'Handicrafts'),
  entry('V', 'sinh-vat-canh', 'cay', { vi: 'Sinh vật cảnh', en: 'Ornamentals' }, 'Ornamental plants and animals'),
  entry('VI', 'du-lich', 'nha', { vi: 'Du lịch', en: 'Tourism' }, 'Community tourism, ecotourism and places to visit'),
]
const byGroup = new Map(groups.map((one) => [one.group, one]))
const bySlug = new Map(groups.map((one) => [one.slug, one]))

export const groupEntry = (group: Group): GroupEntry => byGroup.get(group)!
export const groupBySlug = (slug: string): GroupEntry | undefined => bySlug.get(slug)

const groupOfSet = new Map<number, Group>()
for (const industry of taxonomy.groups)
  for (const branch of industry.groups) {
    const sets = [branch, ...branch.subgroups].flatMap((one) => ('criteria_set' in one ? [one.criteria_set] : []))
    for (const set of sets) if (set) groupOfSet.set(set, byGroup.get(industry.no as Group)!.group)
  }

/** The group a criteria set (bộ tiêu chí 1–26) belongs to. */
export const groupOfCriteria = (set: number): Group | undefined => groupOfSet.get(set)
/** The official name of a criteria set. */
export const criteriaName = (set: number): string | undefined =>
  taxonomy.criteria_sets.find((one) => one.no === set)?.name

/** Ordered: the first hit wins, so what a thing is made into stands before what it is made of (kẹo lạc chè xanh is a sweet). */
const signs: readonly [number, string][] = [
  [26, 'du lịch, homestay, ecohost, farmstay, điểm đến, khu nghỉ, làng văn hóa, trải nghiệm'],
  [24, 'bonsai, cây cảnh, cây thế, mai vàng, quất cảnh, đào cảnh'],
  [25, 'cá cảnh, chim cảnh, gà cảnh'],
  [23, 'hoa lan, lan hồ điệp, hoa hồng tươi, hoa cúc tươi, hoa ly'],
  [19, 'dầu gội, xà phòng, sữa tắm, mỹ phẩm, son dưỡng, serum, kem dưỡng, mặt nạ, nước rửa, sữa rửa mặt'],
  [20, 'tinh dầu, cao xoa, dầu xoa, ngâm chân, lá xông, hương trầm, nhang, trầm hương, nụ trầm'],
  [
    18,
    'curcumin, viên nang, viên nén, viên tinh, viên sâm, thực phẩm chức năng, bảo vệ sức khỏe, cao nước, cao atiso, cao lá, cao gắm, tinh nghệ',
  ],
  [8, 'giò lụa, giò me, giò xào'],
  [1, 'bưởi cốm'],
  [22, 'thổ cẩm, áo dài, khăn lụa, lụa tơ tằm, lụa, vải, quần áo, dệt thổ, chăn, khăn'],
  [
    21,
    'thủ công, mỹ nghệ, cói, mây tre, mây, tre đan, ống hút tre, nôi tre, giỏ, gốm, chiếu, thảm, bát đĩa, nón lá, tranh, chạm bạc, bộ dụng cụ, đồ thờ, túi xách, lục bình, gỗ, đá mỹ nghệ, đúc đồng, trống đồng, chổi',
  ],
  [8, 'sữa chua'],
  [7, 'kẹo dừa, mứt, ô mai, củ cải muối, hạt điều'],
  [6, 'kẹo, bánh, chè lam, cốm, bún, phở, miến, mì, cơm cháy, ngũ cốc, hủ tiếu, bỏng, xôi'],
  [
    15,
    'rượu mơ, rượu sim, rượu vang, rượu chuối, rượu sâm, rượu phấn hoa, rượu đông trùng, rượu mật, rượu táo, vang, bia',
  ],
  [14, 'rượu'],
  [9, 'mắm, tương, giấm, nước tương, nước ớt, nước cốt canh, ruốc tôm'],
  [
    10,
    'bột nêm, bột canh, muối, hạt tiêu, tiêu xanh, tiêu, tỏi, tương ớt, bột nghệ, bột gừng, bột ớt, gia vị, mắc khén, hành tím, sa tế, chẩm chéo',
  ],
  [
    8,
    'giò, chả, nem, lạp sườn, lạp xưởng, lạp xường, thịt hun khói, thịt treo, thịt trâu gác bếp, gác bếp, thịt chua, khô ếch, khô cá, cá khô, mực khô, tôm khô, ruốc, yến, cá kho, trứng gà nướng, trứng muối, phi lê, một nắng, xúc xích, pate, chà bông, cá thu, chả cá',
  ],
  [
    7,
    'sấy, rang, kim chi, dưa muối, củ cải muối, cà muối, măng khô, dầu lạc, dầu mè, dầu vừng, dầu đậu, dầu sachi, đậu phụ, bột sắn, bột rau má, tinh bột, bột, nấm khô, mộc nhĩ, hạt dẻo, hạt điều, mắc ca, macca, hạt macca, sa chi, sachi, dừa sáp sợi, đường hoa dừa, đường phèn, đường mía, mật mía, rong nho tách nước, khoai khoái, trái cây',
  ],
  [
    12,
    'trà atiso, trà bí đao, trà hoa, trà nụ, trà vối, trà thảo, trà túi lọc cà gai, cà gai leo, xạ đen, giảo cổ lam, dây thìa canh, trà đông trùng, trà gừng, trà sen, trà sâm, trà mướp, trà khổ qua, trà dây, trà đậu, trà linh chi, trà nấm, ngũ trà, chè vằng, chè dây, trà gạo, trà lá',
  ],
  [11, 'chè, trà'],
  [13, 'cà phê, coffee, ca cao, cacao'],
  [17, 'sữa hạt, siro, nước ép, nước cốt, nước yến, mật nhân, thức uống, nước giải khát, sữa đậu, sữa bắp'],
  [16, 'nước khoáng, nước tinh khiết, nước uống'],
  [18, 'đông trùng hạ thảo, cordyceps, linh chi, sâm, đẳng sâm, ba kích, hà thủ ô, atiso, an cung'],
  [4, 'mật ong, mật hoa, mật, phấn hoa, sữa ong chúa'],
  [3, 'gạo, nếp, đậu xanh, đậu đen, lạc nhân, vừng, kê, hạt sen, hạt'],
  [2, 'trứng, thịt, gà, vịt, lợn, bò, dê, cá, tôm, cua, hàu, ngao, ốc, lươn, ếch, sữa tươi, tu hài'],
  [
    1,
    'cam, bưởi, quýt, chanh, chuối, xoài, ổi, nhãn, vải thiều, chôm chôm, dưa, măng, dâu, dứa, thơm, thanh long, sầu riêng, mít, na, hồng, táo, nho, lê, mận, đào, bơ, dừa, cà chua, rau, bí, khoai, sắn, nấm, ớt, gừng, nghệ, củ, quả, trái, rong, hành, su su, súp lơ, bắp cải, mía',
  ],
]
const drawings: readonly [string, string][] = [
  ['nha', 'du lịch, homestay, ecohost, farmstay'],
  ['cay', 'bonsai, cây cảnh, cây thế'],
  ['gao', 'chè lam, kẹo, bánh, cốm, ngũ cốc'],
  ['sua', 'sữa hạt, sữa chua, sữa đậu, sữa'],
  ['coi', 'cói, chiếu, thảm'],
  ['gio', 'giỏ, mây tre, tre, nôi, túi xách'],
  ['ruou', 'rượu, vang'],
  ['atiso', 'atiso'],
  ['mam', 'mắm, tương, giấm'],
  ['nem', 'nem, giò, chả, lạp sườn'],
  ['mien', 'miến, bún, phở, mì'],
  ['dau', 'dầu lạc, dầu sachi, dầu mè, dầu vừng, tinh dầu, dầu'],
  ['sachi', 'sachi, mắc ca, macca, hạt điều'],
  ['che', 'chè xanh, trà xanh, chè, trà'],
  ['mat', 'mật ong, mật hoa, mật'],
  ['nam', 'nấm, mộc nhĩ, cordyceps, linh chi, đông trùng hạ thảo'],
  ['duoc', 'curcumin, viên nang, ngâm chân, lá xông, sâm'],
  ['gao', 'gạo, nếp'],
  ['cam', 'cam, quýt, bưởi, chanh'],
]

type Sign<T> = { says: T; spelt: RegExp; letters: RegExp }
const whole = (words: string[]) => new RegExp(`(?<!\\p{L})(?:${words.join('|')})(?!\\p{L})`, 'u')
const compile = <T>(list: readonly (readonly [T, string])[]): Sign<T>[] =>
  list.map(([says, text]) => {
    const words = text.split(', ')
    return { says, spelt: whole(words.map(canon)), letters: whole(words.map(fold)) }
  })
const groupSigns = compile(signs)
const drawingSigns = compile(drawings)

function signOf<T>(list: readonly Sign<T>[], name: string): T | undefined {
  // A name typed without marks is matched by letters; one with marks by its tones, so that "nêm" is not "nem"
  const bare = isBare(name)
  const text = bare ? fold(name) : canon(name)
  return list.find((one) => (bare ? one.letters : one.spelt).test(text))?.says
}

/** A guess from the words of a name, for lists that do not say the group. Whoever shows it says that it was guessed. */
export function groupOf(name: string): { group: Group; criteriaSet: number } | undefined {
  const set = signOf(groupSigns, name)
  return set === undefined ? undefined : { group: groupOfSet.get(set)!, criteriaSet: set }
}

/** The drawing that stands for a photo: the one chosen, one for its name, or the group's. */
export const drawingFor = (product: { name: string; group: Group; drawing?: string }): string =>
  product.drawing ?? signOf(drawingSigns, product.name) ?? groupEntry(product.group).drawing
