import { columnName } from './book.ts'
import { groups } from './group.ts'
import { type Field, fieldWords } from './mapping.ts'
import type { Lang, Words } from './text.ts'

/** What was done to a value, said once. `{found}` is the cell's text, `{value}` what it was read as. */
export const repairWords = {
  'text/spaces': { vi: 'Bỏ khoảng trắng thừa.', en: 'Extra spaces were removed.' },
  'text/letters': { vi: 'Ghép lại dấu tiếng Việt.', en: 'Vietnamese marks were put together again.' },
  'text/unseen': { vi: 'Bỏ ký tự không nhìn thấy.', en: 'Characters that cannot be seen were removed.' },
  'price/thousands': {
    vi: '“{found}” đọc là {value}: k, nghìn là nghìn đồng.',
    en: '“{found}” is read as {value}: k means thousand dong.',
  },
  'price/marks': {
    vi: '“{found}” đọc là {value}: dấu phẩy ngăn hàng nghìn.',
    en: '“{found}” is read as {value}: the comma marks thousands.',
  },
  'price/header': {
    vi: '“{found}” đọc là {value}, theo tiêu đề cột.',
    en: '“{found}” is read as {value}, as the column header says.',
  },
  'price/unit-from-pack': { vi: 'Đơn vị lấy từ quy cách: {value}.', en: 'The unit is taken from the pack: {value}.' },
  'price/unit-told': {
    vi: 'Đơn vị theo lời anh/chị cho cả tệp: {value}.',
    en: 'The unit is the one told for the whole file: {value}.',
  },
  'price/on-request': {
    vi: '“{found}”: chưa có giá, trang ghi “Liên hệ”.',
    en: '“{found}”: no price yet, the page says “ask”.',
  },
  'phone/marks': {
    vi: 'Bỏ dấu chấm, gạch trong số điện thoại: {value}.',
    en: 'Dots and dashes were taken out of the phone number: {value}.',
  },
  'phone/country': { vi: 'Đổi +84 thành 0: {value}.', en: '+84 became 0: {value}.' },
  'phone/zero': { vi: 'Thêm số 0 mà Excel làm mất: {value}.', en: 'The leading 0 lost by Excel was added: {value}.' },
  'phone/old-prefix': {
    vi: 'Đầu số 11 số cũ đổi sang đầu số mới: {value}.',
    en: 'An old 11-digit number became its new form: {value}.',
  },
  'phone/first': {
    vi: 'Ô có nhiều số, lấy số đầu: {value}.',
    en: 'The cell holds several numbers; the first is taken: {value}.',
  },
  'stars/form': { vi: '“{found}” đọc là {value} sao.', en: '“{found}” is read as {value} stars.' },
  'stars/section': {
    vi: 'Hạng lấy theo dòng tiêu đề phía trên: {value} sao.',
    en: 'Stars are taken from the heading above: {value}.',
  },
  'stars/none': { vi: '“{found}”: không có hạng.', en: '“{found}”: no rank.' },
  'stars/not-a-rank': {
    vi: '{found}: 1 và 2 sao không phải hạng được công nhận, nên không ghi sao.',
    en: '{found}: 1 and 2 stars are not a recognised rank, so no stars are kept.',
  },
  'decision/form': { vi: 'Số quyết định viết lại: {value}.', en: 'The decision number was rewritten: {value}.' },
  'decision/day-inside': {
    vi: 'Ngày quyết định lấy từ ô số quyết định: {value}.',
    en: 'The day of the decision is taken from its number’s cell: {value}.',
  },
  'decision/none-told': {
    vi: 'Chưa có quyết định, nên chưa ghi sao.',
    en: 'There is no decision yet, so no stars are kept.',
  },
  'issuer/guessed': { vi: 'Cơ quan công nhận hiểu là {value}.', en: 'Recognised by {value}, we take it.' },
  'day/serial': {
    vi: '{found} là ngày theo kiểu số của Excel: {value}.',
    en: '{found} is a day in Excel’s numbers: {value}.',
  },
  'day/short-year': { vi: '“{found}” đọc là {value}.', en: '“{found}” is read as {value}.' },
  'day/words': { vi: '“{found}” đọc là {value}.', en: '“{found}” is read as {value}.' },
  'place/old-name': { vi: '{found} nay thuộc {value}.', en: '{found} is now part of {value}.' },
  'place/letters': { vi: '“{found}” đọc là {value}.', en: '“{found}” is read as {value}.' },
  'place/assumed': {
    vi: 'Ô địa chỉ chưa nói rõ xã: lấy {value}.',
    en: 'The address does not tell the commune: {value} is taken.',
  },
  'group/guessed': { vi: 'Nhóm đoán theo tên sản phẩm: {value}.', en: 'The group is guessed from the name: {value}.' },
  'maker/joined': { vi: 'Trùng với cơ sở đã có: {value}.', en: 'This is a maker we already have: {value}.' },
  'price/kept': { vi: 'Giữ giá đang có trên trang.', en: 'The price already shown is kept.' },
  'maker/kept': {
    vi: 'Giữ số điện thoại cơ sở đã khai, khác với tệp.',
    en: 'The phone the maker gave is kept; the file has another.',
  },
  'row/repeat': { vi: 'Trùng với dòng {value}, không ghi lần nữa.', en: 'The same as row {value}; not written again.' },
} satisfies Record<string, Words>
export type RepairCode = keyof typeof repairWords

/** What only a person can answer. The row waits; the others go on. */
export const questionWords = {
  'cell/formula': {
    vi: 'Ô là công thức chưa tính. Mở bằng Excel, lưu lại, hoặc gõ giá trị.',
    en: 'The cell is a formula without a value. Save the file in Excel again, or type the value.',
  },
  'cell/error': {
    vi: 'Ô báo lỗi {found} của Excel. Giá trị đúng là gì?',
    en: 'The cell shows Excel’s error {found}. What is the right value?',
  },
  'product/missing': { vi: 'Chưa có tên sản phẩm.', en: 'The product has no name.' },
  'product/length': { vi: 'Tên sản phẩm cần từ 2 đến 120 chữ.', en: 'A product name has 2 to 120 letters.' },
  'product/alike': {
    vi: '“{found}” có phải là “{value}” đã có không? Viết đủ dấu để phân biệt.',
    en: 'Is “{found}” the “{value}” we have? Write it with its marks to tell them apart.',
  },
  'maker/missing': { vi: 'Chưa có tên chủ thể.', en: 'The maker has no name.' },
  'maker/length': { vi: 'Tên chủ thể cần từ 2 đến 160 chữ.', en: 'A maker’s name has 2 to 160 letters.' },
  'maker/alike': {
    vi: '“{found}” có phải là “{value}” đã có không? Viết đủ dấu để phân biệt.',
    en: 'Is “{found}” the “{value}” we have? Write it with its marks to tell them apart.',
  },
  'text/length': { vi: 'Ô dài quá. Rút gọn lại.', en: 'The cell is too long. Shorten it.' },
  'group/unknown': {
    vi: 'Sản phẩm thuộc nhóm nào trong sáu nhóm?',
    en: 'Which of the six groups does the product belong to?',
  },
  'price/unclear': {
    vi: '“{found}” là bao nhiêu đồng? Gõ như 35.000đ/kg.',
    en: 'How much is “{found}” in dong? Type it like 35.000đ/kg.',
  },
  'price/no-unit': { vi: '“{found}” cho một gì: kg, hộp, gói?', en: '“{found}” for one what: kg, box, bag?' },
  'price/out-of-bounds': {
    vi: '“{found}”: giá phải từ 500 đến 499.999.999 đồng.',
    en: '“{found}”: a price lies between 500 and 499,999,999 dong.',
  },
  'phone/unclear': {
    vi: '“{found}” không đủ hoặc thừa số. Số điện thoại có 10 số, bắt đầu bằng 0.',
    en: '“{found}” has too few or too many digits. A phone number has 10, beginning with 0.',
  },
  'taxCode/unclear': {
    vi: '“{found}” không phải mã số thuế: 10 số, 10 số và 3 số, hoặc 12 số.',
    en: '“{found}” is no tax code: 10 digits, 10 and 3, or 12.',
  },
  'stars/unclear': { vi: '“{found}” là mấy sao: 3, 4 hay 5?', en: 'How many stars is “{found}”: 3, 4 or 5?' },
  'stars/potential': {
    vi: '“{found}”: tiềm năng 5 sao chưa phải 5 sao. Hạng đã công nhận là mấy sao?',
    en: '“{found}”: potential 5 stars is not 5 stars. Which rank was recognised?',
  },
  'stars/two': {
    vi: 'Ô ghi {found}, dòng tiêu đề phía trên ghi {value} sao. Mấy sao?',
    en: 'The cell says {found}, the heading above {value} stars. How many?',
  },
  'stars/no-decision': {
    vi: 'Ghi {found} mà chưa có số quyết định. Gõ số, hoặc “chưa có”.',
    en: 'It says {found} without a decision number. Type the number, or “chưa có” for none.',
  },
  'stars/five-by-province': {
    vi: '5 sao do Bộ công nhận, không phải UBND. Số quyết định nào đúng?',
    en: 'Five stars are recognised by the ministry, not by a People’s Committee. Which decision is right?',
  },
  'decision/bare': {
    vi: '“{found}” mới là số. Số quyết định đầy đủ là gì, như {found}/QĐ-UBND?',
    en: '“{found}” is only a number. What is the full one, like {found}/QĐ-UBND?',
  },
  'decision/unclear': {
    vi: '“{found}” không giống số quyết định, như 1114/QĐ-UBND.',
    en: '“{found}” is not like a decision number such as 1114/QĐ-UBND.',
  },
  'decision/no-day': { vi: 'Quyết định {found} ký ngày nào?', en: 'On which day was decision {found} signed?' },
  'decision/no-issuer': { vi: 'Quyết định {found} của cơ quan nào?', en: 'Who signed decision {found}?' },
  'decision/two-days': {
    vi: 'Ô số quyết định ghi {value}, ô ngày ghi {found}. Ngày nào đúng?',
    en: 'The number’s cell says {value}, the day’s cell {found}. Which day is right?',
  },
  'day/unclear': {
    vi: '“{found}” là ngày nào? Gõ như 06/4/2021, ngày trước tháng sau.',
    en: 'Which day is “{found}”? Type it like 06/4/2021, day before month.',
  },
  'day/impossible': {
    vi: '“{found}” không có trong lịch. Ngày đứng trước tháng.',
    en: '“{found}” is not in the calendar. The day stands before the month.',
  },
  'day/future': { vi: 'Ngày {value} chưa tới. Ngày nào đúng?', en: '{value} has not come yet. Which day is right?' },
  'place/missing': {
    vi: 'Chưa có địa chỉ. Cơ sở ở xã nào?',
    en: 'There is no address. In which commune is the maker?',
  },
  'place/unknown': {
    vi: 'Chưa tìm thấy xã trong “{found}”. Gõ tên xã hiện nay.',
    en: 'No commune was found in “{found}”. Type its name of today.',
  },
  'place/split': {
    vi: '{found} đã chia về nhiều xã. Cơ sở nay thuộc xã nào?',
    en: '{found} was divided among several communes. Which one is it now?',
  },
  'place/district': {
    vi: '“{found}” mới là huyện. Cơ sở nay thuộc xã nào?',
    en: '“{found}” is only a district. In which commune is the maker now?',
  },
  'place/several': {
    vi: 'Có nhiều nơi tên “{found}”. Là nơi nào?',
    en: 'Several places are called “{found}”. Which one?',
  },
  'place/outside': { vi: '{value} nằm ngoài địa bàn anh/chị phụ trách.', en: '{value} lies outside your area.' },
  'row/conflict': {
    vi: 'Trùng sản phẩm với dòng {value} nhưng nội dung khác. Dòng nào đúng?',
    en: 'The same product as row {value}, said differently. Which row is right?',
  },
  'row/changed': {
    vi: 'Có người vừa sửa “{found}” nên dòng này chưa ghi. Gửi lại tệp để xem lại.',
    en: 'Somebody has just changed “{found}”, so this row was not written. Send the file again to look anew.',
  },
} satisfies Record<string, Words>
export type QuestionCode = keyof typeof questionWords

/** One remark on one cell. `ask`: the row waits for an answer; `look`: it was repaired, and says how. `choices` are texts that would answer it. */
export type Finding = { row: number; field: Field; at: string; found: string; value?: string } & (
  | { level: 'look'; code: RepairCode }
  | { level: 'ask'; code: QuestionCode; choices?: string[] }
)

/** The sentence for a finding, as the officer reads it and as the file that goes back says it. */
export function sayFinding(finding: Pick<Finding, 'level' | 'code' | 'found' | 'value'>, lang: Lang): string {
  const words: Record<string, Words> = finding.level === 'ask' ? questionWords : repairWords
  const sentence = words[finding.code]![lang]
  const value = finding.code === 'group/guessed' ? groupSaid(finding.value ?? '', lang) : (finding.value ?? '')
  return sentence.replaceAll('{found}', finding.found.trim()).replaceAll('{value}', value)
}

/** A group is kept by its official name, and said in the reader's language. */
const groupSaid = (official: string, lang: Lang): string =>
  groups.find(({ name }) => name.vi === official)?.name[lang] ?? official

/** "B7, tên sản phẩm"; "dòng 8, số quyết định" where the sheet has no such column. */
export function sayWhere(finding: Pick<Finding, 'at' | 'field' | 'row'>, lang: Lang): string {
  const row = { vi: `dòng ${finding.row}`, en: `row ${finding.row}` }[lang]
  return `${finding.at.includes(':') ? row : finding.at}, ${fieldWords[finding.field][lang]}`
}

/** The key of a cell for findings and answers: its address, or row and field where the sheet has no such column. */
export const cellAt = (row: number, field: Field, column: number | undefined): string =>
  column === undefined ? `${row}:${field}` : `${columnName(column)}${row}`
