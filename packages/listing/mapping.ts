import type { Sheet } from './book.ts'
import { canon, fold, type Words } from './text.ts'

/** What a column may say. Those marked in {@link unread} are known and left alone. */
export const fields = [
  'number',
  'product',
  'maker',
  'place',
  'district',
  'province',
  'stars',
  'score',
  'decision',
  'decisionDay',
  'issuer',
  'phone',
  'representative',
  'taxCode',
  'citizenId',
  'kind',
  'group',
  'pack',
  'price',
  'output',
  'standard',
  'brand',
  'barcode',
  'email',
  'state',
  'note',
  'status',
] as const
export type Field = (typeof fields)[number]

/** Kept in the officer's file and not written: personal numbers we have no use for, and our own two columns. */
export const unread: readonly Field[] = [
  'number',
  'score',
  'citizenId',
  'output',
  'barcode',
  'email',
  'state',
  'note',
  'status',
]

/** How headers are written, folded; the longest stands for the field in messages. Seen in real lists. */
const synonyms: Record<Field, string> = {
  number: 'stt, tt, so tt, so thu tu',
  product:
    'ten san pham, san pham, ten san pham ocop, san pham ocop, ten sp, ten hang hoa, ten mat hang, ten hang, san pham tham gia, ten san pham dang ky',
  maker:
    'ten chu the, chu the, chu the san xuat, ten chu the san xuat, don vi san xuat, ten don vi, don vi, co so san xuat, ten co so, co so, ten ho, ho san xuat, chu ho, ten chu ho, doanh nghiep, ten doanh nghiep, hop tac xa, ten htx, don vi san xuat kinh doanh, to chuc ca nhan, nha san xuat, ten nha san xuat, chu the ocop',
  place:
    'dia chi, dia chi san xuat, dia diem, noi san xuat, xa phuong, xa phuong thi tran, xa, phuong, phuong xa, dia chi chu the, dia chi co so, dia chi lien he, don vi hanh chinh, dia ban',
  district: 'huyen, quan huyen, huyen thi xa thanh pho, huyen thi xa, ten huyen, huyen tx tp',
  province: 'tinh, tinh thanh pho, tinh thanh',
  stars:
    'xep hang, hang sao, phan hang, so sao, sao, hang, hang san pham, ket qua xep hang, ket qua phan hang, hang ocop, ket qua, cap sao, phan hang sao, dat sao',
  score: 'diem, diem trung binh, tong diem, diem trung binh diem, so diem, diem danh gia',
  decision:
    'so quyet dinh, so qd, quyet dinh, quyet dinh cong nhan, so quyet dinh cong nhan, quyet dinh so, qd cong nhan, qd, qd so, quyet dinh phe duyet, so quyet dinh phe duyet, so van ban',
  decisionDay:
    'ngay quyet dinh, ngay qd, ngay, ngay cong nhan, ngay ban hanh, ngay ky, ngay cap, thoi gian cong nhan, quyet dinh ngay, ngay thang, ngay thang quyet dinh, ngay quyet dinh cong nhan',
  issuer: 'co quan ban hanh, co quan cong nhan, don vi cong nhan, cap cong nhan, co quan ky, co quan cap, noi cap',
  phone:
    'dien thoai, so dien thoai, sdt, so dt, dt, dien thoai lien he, so dien thoai lien he, dtdd, di dong, lien he, hotline, tel',
  representative:
    'nguoi dai dien, dai dien, dai dien phap luat, chu co so, giam doc, nguoi dai dien phap luat, ho va ten, ho ten, ten nguoi dai dien, ho ten nguoi dai dien',
  taxCode: 'mst, ma so thue, ma thue, ma so doanh nghiep',
  citizenId: 'cccd, so cccd, cmnd, cmnd cccd, cccd cmnd, can cuoc, so dinh danh, so can cuoc',
  kind: 'loai hinh, loai hinh chu the, loai chu the, hinh thuc to chuc',
  group:
    'nhom san pham, nhom, nganh, nganh hang, nganh san pham, nhom nganh, phan nhom, bo san pham, nhom nganh san pham',
  pack: 'quy cach, quy cach dong goi, dong goi, bao bi, khoi luong, trong luong, quy cach san pham, dung tich',
  price: 'gia ban, gia, don gia, gia san pham, gia ban le, gia le, gia ban du kien, gia thanh, gia ban san pham',
  output: 'san luong, so luong, san luong nam, quy mo, cong suat',
  standard: 'tieu chuan, tieu chuan ap dung, cong bo chat luong, tccs, tieu chuan co so, so cong bo',
  brand: 'thuong hieu, nhan hieu, ten thuong hieu',
  barcode: 'ma vach, gtin, ma so ma vach, ma san pham, ma gtin, barcode',
  email: 'email, thu dien tu, e mail',
  state: 'tinh trang, hien trang',
  note: 'ghi chu, chu thich, luu y',
  status: 'trang thai, ly do, trang thai nguon, ly do nguon',
}
const bySynonym = new Map<string, Field>()
for (const field of fields) for (const word of synonyms[field].split(', ')) bySynonym.set(word, field)

export const fieldWords: Record<Field, Words> = {
  number: { vi: 'số thứ tự', en: 'row number' },
  product: { vi: 'tên sản phẩm', en: 'product name' },
  maker: { vi: 'tên chủ thể', en: 'maker' },
  place: { vi: 'địa chỉ', en: 'address' },
  district: { vi: 'huyện (cũ)', en: 'district (old)' },
  province: { vi: 'tỉnh', en: 'province' },
  stars: { vi: 'xếp hạng', en: 'stars' },
  score: { vi: 'điểm', en: 'score' },
  decision: { vi: 'số quyết định', en: 'decision number' },
  decisionDay: { vi: 'ngày quyết định', en: 'day of decision' },
  issuer: { vi: 'cơ quan công nhận', en: 'recognised by' },
  phone: { vi: 'điện thoại', en: 'phone' },
  representative: { vi: 'người đại diện', en: 'representative' },
  taxCode: { vi: 'mã số thuế', en: 'tax code' },
  citizenId: { vi: 'CCCD', en: 'citizen number' },
  kind: { vi: 'loại hình', en: 'kind of maker' },
  group: { vi: 'nhóm sản phẩm', en: 'product group' },
  pack: { vi: 'quy cách', en: 'pack' },
  price: { vi: 'giá bán', en: 'price' },
  output: { vi: 'sản lượng', en: 'output' },
  standard: { vi: 'tiêu chuẩn', en: 'standard' },
  brand: { vi: 'thương hiệu', en: 'brand' },
  barcode: { vi: 'mã vạch', en: 'barcode' },
  email: { vi: 'email', en: 'email' },
  state: { vi: 'tình trạng', en: 'state' },
  note: { vi: 'ghi chú', en: 'note' },
  status: { vi: 'trạng thái (Nguồn)', en: 'status (Nguồn)' },
}

/** How one column was understood. `confidence` 1: the header is a known one; lower: it holds or resembles one; 0: nobody knows. */
export type Column = { column: number; header: string; field?: Field; confidence: number }
/** Rows are those of the sheet. `dataFrom`: the first row that may hold data. */
export type Mapping = { headerRows: number[]; dataFrom: number; columns: Column[] }
export type MappingRefusal = { code: 'mapping/no-header'; sheet: string }

/** Finds the header among the first rows, one or two of them, titles above passed over. Needs a product column and one more. */
export function mapSheet(sheet: Sheet): Mapping | MappingRefusal {
  let best: { mapping: Mapping; score: number } | undefined
  const rows = sheet.rows.slice(0, 40)
  for (const [index, row] of rows.entries()) {
    const below = rows[index + 1]
    const single = headersOf(row.cells.map((cell) => cell?.text ?? ''))
    consider([row.row], single)
    if (below?.row !== row.row + 1) continue
    const width = Math.max(row.cells.length, below.cells.length)
    const two = Array.from({ length: width }, (_, column) => [row.cells[column], below.cells[column]] as const)
    let parent = ''
    const joined = two.map(([upper, lower]): string[] => {
      const [above, under] = [upper?.text.trim() ?? '', lower?.text.trim() ?? '']
      if (above) parent = above
      // A parent spans the columns beneath it; CSV leaves those cells empty
      if (!under || under === above) return [above || under]
      return [`${parent} ${under}`, under, above]
    })
    const data = below.cells.some((cell) => cell && /^\d{1,5}$/.test(cell.text.trim()))
    if (!data) consider([row.row, below.row], headersOf(joined))
  }
  function consider(headerRows: number[], columns: Column[]) {
    const known = new Set(columns.map((one) => one.field).filter((field) => field !== undefined))
    const score = columns.reduce((sum, one) => sum + one.confidence, 0)
    if (!known.has('product') || known.size < 2 || (best && best.score >= score)) return
    best = { mapping: { headerRows, dataFrom: headerRows.at(-1)! + 1, columns }, score }
  }
  return best?.mapping ?? { code: 'mapping/no-header', sheet: sheet.name }
}

/** What the officer says stands above what was guessed; a field given to a new column leaves its old one. */
export function correctMapping(mapping: Mapping, said: Readonly<Record<number, Field | null>>): Mapping {
  const taken = new Set(Object.values(said))
  const columns = mapping.columns.map((one): Column => {
    const field = said[one.column]
    if (field === undefined)
      return one.field && taken.has(one.field) ? { ...one, field: undefined, confidence: 0 } : one
    return { ...one, field: field ?? undefined, confidence: 1 }
  })
  return { ...mapping, columns }
}

export const columnOf = (mapping: Mapping, field: Field): Column | undefined =>
  mapping.columns.find((one) => one.field === field)

function headersOf(headers: readonly (string | string[])[]): Column[] {
  const columns = headers.map((header, column): Column => {
    const texts = typeof header === 'string' ? [header] : header
    const guesses = texts.map((text) => ({ column, header: text.trim(), ...fieldOf(text) }))
    return guesses.reduce((best, one) => (one.confidence > best.confidence ? one : best))
  })
  for (const field of fields) {
    const rivals = columns.filter((one) => one.field === field).sort((a, b) => b.confidence - a.confidence)
    for (const loser of rivals.slice(1))
      if (field !== 'status') Object.assign(loser, { field: undefined, confidence: 0 })
  }
  return columns
}

const seen = new Map<string, { field?: Field; confidence: number }>()
/** The field a header names, with how sure that is. */
export function fieldOf(header: string): { field?: Field; confidence: number } {
  const known = seen.get(header)
  if (known) return known
  const found = guessField(header)
  if (seen.size < 5000) seen.set(header, found)
  return found
}

function guessField(header: string): { field?: Field; confidence: number } {
  if (header.length > 80) return { confidence: 0 }
  const bare = fold(header.replace(/\(.*?\)/g, ' '))
  const words = fold(bare.replace(/[^\p{L}\d]+/gu, ' '))
  const exact = bySynonym.get(words)
  if (exact) return { field: exact, confidence: 1 }
  // "Xã" and "Xa" are known; a word of one syllable inside a longer header is not
  let inside: { field: Field; length: number } | undefined
  for (const [word, field] of bySynonym)
    if (word.length > (inside?.length ?? 5) && ` ${words} `.includes(` ${word} `))
      inside = { field, length: word.length }
  if (inside && words.length <= inside.length * 3) return { field: inside.field, confidence: 0.8 }
  if (words.length >= 6)
    for (const [word, field] of bySynonym)
      if (word.length >= 6 && isNear(word, words)) return { field, confidence: 0.6 }
  return { confidence: 0 }
}

/** One letter added, lost, changed or swapped with its neighbour. */
function isNear(left: string, right: string): boolean {
  if (Math.abs(left.length - right.length) > 1) return false
  let start = 0
  while (start < left.length && left[start] === right[start]) start += 1
  const [a, b] = [left.slice(start), right.slice(start)]
  return (
    a.slice(1) === b ||
    a === b.slice(1) ||
    a.slice(1) === b.slice(1) ||
    (a[0] === b[1] && a[1] === b[0] && a.slice(2) === b.slice(2))
  )
}

/** What a price header says of every price below it: "Giá bán (1.000đ/kg)". */
export function priceHints(header: string): { unit?: string; thousands?: true } {
  const text = canon(header)
  const unit = /\/\s*(\p{L}[\p{L} ]{0,18})/u.exec(text)?.[1]?.trim()
  return {
    ...(unit ? { unit } : {}),
    ...(/nghìn|ngàn|1[.,]?000\s*(đ|vn)/u.test(text) ? { thousands: true } : {}),
  }
}
