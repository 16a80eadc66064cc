import type { Lang } from '../paths.ts'

const vi = {
  title: '10 mục của hộ chiếu',
  open: 'Hộ chiếu đang công khai.',
  shut: (missing: number) => `Hộ chiếu chưa công khai, còn thiếu ${missing} mục bắt buộc.`,
  count: (checked: number) => `${checked} trên 10 mục đã có cán bộ xem.`,
  evidence: 'Cơ sở khai',
  above: 'Có, ở trên',
  missing: 'Còn thiếu',
  stages: (count: number) => `${count} công đoạn, xem dưới đây`,
  journey: 'Các công đoạn',
  checks: 'Tôi đã xem',
  note: 'Chỉ đánh dấu mục anh/chị đã đến xem hoặc xem bản gốc. Tên và ngày xem hiện trên hộ chiếu. Cơ sở sửa mục nào, dấu của mục đó hết.',
  keep: 'Ghi lại',
  kept: 'Đã ghi những mục anh/chị xem.',
  see: 'Xem hộ chiếu như người quét',
  lots: 'Lô và hộ chiếu',
  lacking: 'Còn thiếu để công khai',
  lackingNote: 'Đủ những mục này thì hộ chiếu mở cho người quét, và tem mới kích hoạt được.',
  texts: 'Ảnh, tiêu chuẩn, thương hiệu',
  textsLead: 'Những mục này của hộ chiếu là của món: điền một lần cho mọi lô.',
  give: 'Điền',
  askOfficer: 'nhờ cán bộ xã',
}
export type ItemWords = typeof vi

const en: ItemWords = {
  title: 'The ten items of a passport',
  open: 'The passport is public.',
  shut: (missing) => `The passport is not public yet; ${missing} mandatory items are missing.`,
  count: (checked) => `${checked} of 10 items were looked at by an officer.`,
  evidence: 'What the maker says',
  above: 'Yes, above',
  missing: 'Missing',
  stages: (count) => `${count} stages, below`,
  journey: 'Stages',
  checks: 'I have looked at',
  note: 'Tick only what you visited or whose original you saw. Your name and the day stand on the passport. When the maker changes an item, its tick ends.',
  keep: 'Keep this',
  kept: 'What you looked at is kept.',
  see: 'See the passport as shoppers do',
  lots: 'Lots and passports',
  lacking: 'Missing before the public sees it',
  lackingNote: 'With these the passport opens to whoever scans, and stamps can be activated.',
  texts: 'Pictures, standard, brand',
  textsLead: 'These items of a passport belong to the product: given once for every lot.',
  give: 'Fill in',
  askOfficer: 'ask your officer',
}

export const itemWords: Record<Lang, ItemWords> = { vi, en }
