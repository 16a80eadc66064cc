import type { GtinRefusal } from '@nguon/gs1/check-digit'
import { type SheetRefusal, sheetWords } from '@nguon/listing/book'
import type { ImportRefusal } from '@nguon/listing/import'
import type { MappingRefusal } from '@nguon/listing/mapping'
import type { NumberRefusal } from '@nguon/listing/prefix'
import type { PublicationRefusal } from '@nguon/listing/product'
import type { KeyRefusal } from '@nguon/people/key'
import type { LoginRefusal } from '@nguon/people/login'
import type { PhoneRefusal } from '@nguon/people/phone'
import type { RateRefusal } from '@nguon/people/rate'
import type { PaperRefusal } from '@nguon/print/paper'
import type { CalibrationRefusal } from '@nguon/print/printer'
import type { SheetRefusal as PrintRefusal } from '@nguon/print/sheet'
import type { StripRefusal } from '@nguon/print/strip'
import type { EventTaken, TooMuch } from '@nguon/store/event'
import type { SoldOut } from '@nguon/store/order'
import type { PrintAgain } from '@nguon/store/print'
import type { TooManyOwned } from '@nguon/store/printer'
import type { AlreadyThere, LostRace } from '@nguon/store/product'
import type { NoSuchLot } from '@nguon/store/stamps'
import type { DiaryRefusal } from '@nguon/trace/diary-page'
import type { DisplayRefusal } from '@nguon/trace/display'
import type { EventRefusal } from '@nguon/trace/event'
import type { IssueRefusal } from '@nguon/trace/issue'
import type { QueryRefusal } from '@nguon/trace/query'
import type { RecallCase, RecallRefusal } from '@nguon/trace/recall'
import type { Report, ReportRefusal } from '@nguon/trace/report'
import type { ReportNumberRefusal } from '@nguon/trace/report-number'
import type { SegmentRefusal } from '@nguon/trace/segment'
import type { MistypedRefusal, StampRefusal } from '@nguon/trace/stamp'
import type { WaitingRefusal } from '@nguon/trace/waiting'
import type { OrderRefusal } from '@nguon/trade/order'
import type { CursorRefusal } from './cursor.ts'
import type { FieldFault, Lang } from './invalid.ts'
import type { RequestRefusal } from './request.ts'

/** What the shell itself may refuse, beside the rooms. */
export type ShellRefusal =
  | { code: 'request/invalid'; errors: FieldFault[] }
  | { code: 'thing/not-found' }
  | { code: 'may/not-you' }
  | { code: 'may/who-are-you' }
  | { code: 'idempotency/other-request' }
  | { code: 'idempotency/still-running' }
  | { code: 'idempotency/bad-key' }
  | { code: 'producer/already-there'; id: string }
  | { code: 'producer/no-bank' }
  | { code: 'person/phone-taken' }
  | { code: 'lot/already-there'; lot: string }
  | { code: 'passport/incomplete'; missing: number[]; errors: FieldFault[] }
  | { code: 'history/no-root' }
  | { code: 'prefix/already-there'; prefix: string }
  | { code: 'product/not-on-sale' }
  | { code: 'product/no-price' }
  | { code: 'stamp/never-scanned' }
  | { code: 'stamp/no-answer' }
  | { code: 'card/not-here' }
  | { code: 'picture/not-a-picture' }
  | { code: 'report/unknown' }
  | { code: 'report/own-goods' }
  | { code: 'report/has-picture' }
  | { code: 'print/no-such-printer' }
  | { code: 'print/no-such-paper' }
  | { code: 'print/other-paper'; paper: string }
  | { code: 'notice/forged'; why: string }
  | { code: 'event/already-there'; eventID: string }
  | { code: 'capture/too-many'; most: number }
  | { code: 'capture/bad-header'; header: string; wanted: string }
  | { code: 'query/too-large'; most: number }
  | { code: 'answer/not-acceptable'; header: string; wanted: string }

export type Refusal =
  | ShellRefusal
  | RequestRefusal
  | CursorRefusal
  | PublicationRefusal
  | AlreadyThere
  | LostRace
  | NoSuchLot
  | SoldOut
  | IssueRefusal
  | SegmentRefusal
  | DisplayRefusal
  | StampRefusal
  | MistypedRefusal
  | EventRefusal
  | DiaryRefusal
  | WaitingRefusal
  | EventTaken
  | TooMuch
  | QueryRefusal
  | OrderRefusal
  | LoginRefusal
  | PhoneRefusal
  | KeyRefusal
  | RateRefusal
  | PrintRefusal
  | StripRefusal
  | PaperRefusal
  | CalibrationRefusal
  | PrintAgain
  | TooManyOwned
  | GtinRefusal
  | NumberRefusal
  | SheetRefusal
  | MappingRefusal
  | ImportRefusal
  | RecallRefusal
  | ReportRefusal
  | ReportNumberRefusal

type Code = Refusal['code']
type Of<C extends Code> = Refusal extends infer R
  ? R extends { code: infer Codes }
    ? C extends Codes
      ? R
      : never
    : never
  : never
/** The statuses a refusal may have. */
export type RefusalStatus = 400 | 401 | 403 | 404 | 406 | 409 | 413 | 414 | 415 | 422 | 429 | 501
type Words<C extends Code> = {
  status: RefusalStatus
  vi: string | ((it: Of<C>) => string)
  en: string | ((it: Of<C>) => string)
}

const place = (code: string) =>
  ({ draft: 'nháp', submitted: 'chờ duyệt', published: 'đang bán', paused: 'tạm nghỉ', withdrawn: 'đã gỡ' })[code] ??
  code
const local = (iso: string) => new Date(Date.parse(iso) + 7 * 3_600_000).toISOString()
const clock = (iso: string) => local(iso).slice(11, 16)
const day = (iso: string) => local(iso).slice(0, 10).split('-').reverse().join('/')
const mm = (value: number, lang: Lang) =>
  `${String(Math.round(value * 100) / 100).replace('.', lang === 'vi' ? ',' : '.')} mm`

const sayDay = (iso: string) => iso.split('-').reverse().join('/')
const prefixUses: Record<Extract<Refusal, { code: 'prefix/not-for-products' }>['use'], Record<Lang, string>> = {
  'inside-one-shop': { vi: 'chỉ dùng trong nội bộ một cửa hàng', en: 'are for use inside one shop' },
  'short-numbers': { vi: 'dành cho mã ngắn GTIN-8', en: 'are kept for the short GTIN-8' },
  periodicals: { vi: 'dành cho báo, tạp chí', en: 'are for periodicals' },
  books: { vi: 'dành cho sách', en: 'are for books' },
  refunds: { vi: 'dành cho phiếu hoàn tiền', en: 'are for refund receipts' },
  coupons: { vi: 'dành cho phiếu giảm giá', en: 'are for coupons' },
  reserved: { vi: 'GS1 giữ lại', en: 'are reserved by GS1' },
}

const recallStates: Record<RecallCase['state'], Record<Lang, string>> = {
  proposed: { vi: 'đang chờ xác nhận', en: 'waits for confirmation' },
  refused: { vi: 'đã bị từ chối', en: 'was refused' },
  withdrawn: { vi: 'đã được rút lại', en: 'was withdrawn' },
  live: { vi: 'đang có hiệu lực', en: 'is in force' },
  closed: { vi: 'đã kết thúc', en: 'is closed' },
}

const reportStates: Record<Report['state'], Record<Lang, string>> = {
  received: { vi: 'mới nhận', en: 'was just received' },
  taken: { vi: 'đang được xem', en: 'is being looked at' },
  answered: { vi: 'đã trả lời', en: 'was answered' },
  'set-aside': { vi: 'đã gác lại', en: 'was set aside' },
  withdrawn: { vi: 'đã được người gửi rút lại', en: 'was withdrawn by its sender' },
  closed: { vi: 'đã khép lại', en: 'is closed' },
}

/** Every refusal of every room, with its status and its sentence. A new code does not compile until it is here. */
const words: { [C in Code]: Words<C> } = {
  'request/invalid': { status: 400, vi: 'Có chỗ điền chưa đúng.', en: 'Some fields need another look.' },
  'request/not-utf8': { status: 400, vi: 'Chữ gửi lên không phải UTF-8.', en: 'The body is not UTF-8.' },
  'request/not-json': { status: 400, vi: 'Nội dung gửi lên không phải JSON.', en: 'The body is not JSON.' },
  'request/too-large': {
    status: 413,
    vi: (it) => `Nặng quá, nhiều nhất ${Math.floor(it.most / 1024)} KB.`,
    en: (it) => `Too large, at most ${Math.floor(it.most / 1024)} KB.`,
  },
  'request/wrong-type': {
    status: 415,
    vi: (it) => `Cần gửi dạng ${it.wanted}.`,
    en: (it) => `Send it as ${it.wanted}.`,
  },
  'request/uri-too-long': {
    status: 414,
    vi: (it) => `Địa chỉ dài quá, nhiều nhất ${it.most} ký tự.`,
    en: (it) => `The address is too long, at most ${it.most} characters.`,
  },
  'request/foreign-origin': {
    status: 403,
    vi: 'Yêu cầu đến từ một trang khác.',
    en: 'The request came from another site.',
  },
  'request/unknown-route': { status: 404, vi: 'Không có địa chỉ này.', en: 'There is no such address.' },
  'request/wrong-method': {
    status: 404,
    vi: 'Địa chỉ này không nhận cách gọi đó.',
    en: 'This address does not take that method.',
  },
  'thing/not-found': { status: 404, vi: 'Không tìm thấy.', en: 'Not found.' },
  'may/not-you': { status: 403, vi: 'Việc này không thuộc phần của anh/chị.', en: 'This is not yours to do.' },
  'may/who-are-you': { status: 401, vi: 'Xin đăng nhập trước.', en: 'Please log in first.' },
  'idempotency/other-request': {
    status: 422,
    vi: 'Khóa Idempotency-Key này đã dùng cho một yêu cầu khác.',
    en: 'This Idempotency-Key was used for another request.',
  },
  'idempotency/still-running': {
    status: 409,
    vi: 'Yêu cầu này đang chạy, xin chờ vài giây.',
    en: 'This request is still running, wait a few seconds.',
  },
  'idempotency/bad-key': {
    status: 400,
    vi: 'Idempotency-Key cần 8 đến 100 chữ, số, gạch.',
    en: 'An Idempotency-Key has 8 to 100 letters, digits and dashes.',
  },
  'cursor/not-ours': {
    status: 400,
    vi: 'Con trỏ trang này không phải của danh sách này.',
    en: 'This cursor does not belong to this list.',
  },
  'publication/not-from-here': {
    status: 409,
    vi: (it) => `Món đang ở bước “${place(it.from)}” nên chưa làm việc này được.`,
    en: (it) => `The listing is ${it.from}, so it cannot ${it.wanted} now.`,
  },
  'product/already-there': { status: 409, vi: (it) => `Mã ${it.id} đã có.`, en: (it) => `${it.id} is taken.` },
  'product/not-on-sale': { status: 409, vi: 'Món này hiện không bán.', en: 'This is not on sale now.' },
  'product/no-price': {
    status: 409,
    vi: 'Món này chưa có giá cố định, xin gọi người bán.',
    en: 'This has no fixed price; please call the seller.',
  },
  'product/has-number': {
    status: 409,
    vi: (it) => `Món này đã có mã ${it.gtin}.`,
    en: (it) => `This product has the number ${it.gtin}.`,
  },
  'prefix/already-there': {
    status: 409,
    vi: (it) => `Dải ${it.prefix} đã có.`,
    en: (it) => `${it.prefix} is set already.`,
  },
  'prefix/shape': {
    status: 400,
    vi: (it) => `“${it.prefix}” chưa phải mã doanh nghiệp GS1, cần 6 đến 11 chữ số.`,
    en: (it) => `“${it.prefix}” is not a GS1 company prefix; 6 to 11 digits are wanted.`,
  },
  'prefix/not-for-products': {
    status: 400,
    vi: (it) => `Đầu số ${it.prefix.slice(0, 3)} ${prefixUses[it.use].vi}, không cấp cho sản phẩm được.`,
    en: (it) => `Numbers that begin with ${it.prefix.slice(0, 3)} ${prefixUses[it.use].en}, not for products.`,
  },
  'prefix/range': {
    status: 400,
    vi: (it) => `Số thứ tự cuối phải từ ${it.least} đến ${it.most}.`,
    en: (it) => `The last item reference must be from ${it.least} to ${it.most}.`,
  },
  'prefix/overlaps': {
    status: 409,
    vi: (it) => `Dải ${it.prefix} chồng lên dải ${it.other} đã có.`,
    en: (it) => `${it.prefix} overlaps with ${it.other}, which is set already.`,
  },
  'prefix/none': {
    status: 409,
    vi: 'Chưa có dải mã GS1 nào đang hiệu lực. Người điều hành đặt dải ở trang Mã số GS1.',
    en: 'No GS1 company prefix is in force. The operator sets one on the page of numbers.',
  },
  'prefix/used-up': {
    status: 409,
    vi: (it) => `Dải ${it.prefix} đã cấp hết đến số ${it.last}. Cần mở thêm dải.`,
    en: (it) => `${it.prefix} is used up to item ${it.last}. Another range is needed.`,
  },
  'producer/already-there': { status: 409, vi: (it) => `Cơ sở ${it.id} đã có.`, en: (it) => `${it.id} is taken.` },
  'producer/no-bank': {
    status: 409,
    vi: 'Cơ sở chưa có tài khoản nhận tiền, xin chọn trả khi nhận hàng.',
    en: 'The maker has no account to pay into yet; please choose cash on delivery.',
  },
  'person/phone-taken': { status: 409, vi: 'Số điện thoại này đã có người dùng.', en: 'This phone number is in use.' },
  'lot/already-there': { status: 409, vi: (it) => `Lô ${it.lot} đã có.`, en: (it) => `Lot ${it.lot} exists.` },
  'passport/incomplete': {
    status: 409,
    vi: (it) => `Hộ chiếu của lô chưa công khai được, còn thiếu mục ${it.missing.join(', ')} theo Thông tư 02/2024.`,
    en: (it) =>
      `The lot's passport cannot be public yet: items ${it.missing.join(', ')} of Circular 02/2024 are missing.`,
  },
  'lot/not-found': {
    status: 404,
    vi: (it) => `Không có lô ${it.lot} của món này.`,
    en: (it) => `This product has no lot ${it.lot}.`,
  },
  'history/no-root': {
    status: 404,
    vi: 'Chưa có gốc nào như vậy; gốc được ký cách nhau mười lăm phút khi có việc mới.',
    en: 'There is no such root; roots are signed a quarter of an hour apart when something happened.',
  },
  'race/lost': {
    status: 409,
    vi: 'Có người vừa sửa chỗ này. Xin mở lại rồi làm tiếp, chữ đã gõ vẫn còn.',
    en: 'Somebody has just changed this. Open it again and go on; what you typed is kept.',
  },
  'stock/not-enough': {
    status: 409,
    vi: (it) => `Không còn đủ ${it.wanted}, xin chọn số nhỏ hơn.`,
    en: (it) => `There are not ${it.wanted} left; please choose fewer.`,
  },
  'issue/count': {
    status: 400,
    vi: (it) => `Mỗi lần từ ${it.least} đến ${it.most} tem.`,
    en: (it) => `From ${it.least} to ${it.most} stamps at a time.`,
  },
  'issue/space': {
    status: 409,
    vi: (it) => `Món này chỉ còn ${it.left} số tem.`,
    en: (it) => `This product has ${it.left} stamp numbers left.`,
  },
  'segment/bad-range': {
    status: 400,
    vi: 'Số đầu phải nhỏ hơn hoặc bằng số cuối.',
    en: 'The first number must not be above the last.',
  },
  'segment/not-issued': {
    status: 409,
    vi: (it) => `Tem số ${it.index} chưa phát hành cho lô này.`,
    en: (it) => `Stamp ${it.index} was not issued for this lot.`,
  },
  'segment/already-issued': {
    status: 409,
    vi: (it) => `Tem số ${it.index} đã phát hành.`,
    en: (it) => `Stamp ${it.index} is issued already.`,
  },
  'segment/not-from-here': {
    status: 409,
    vi: (it) => `Tem ${it.first} đến ${it.last} đang ở trạng thái khác nên chưa làm được.`,
    en: (it) => `Stamps ${it.first} to ${it.last} are ${it.state}, so they cannot ${it.wanted}.`,
  },
  'segment/undo-over': {
    status: 409,
    vi: (it) =>
      `Chỉ lấy lại được đến ${clock(it.until)} ngày ${day(it.until)}. Tem ${it.first} đến ${it.last} giữ nguyên.`,
    en: (it) =>
      `This could be taken back until ${clock(it.until)} on ${day(it.until)}. Stamps ${it.first} to ${it.last} stay as they are.`,
  },
  'display/days': {
    status: 400,
    vi: (it) => `Ngày trưng bày từ ${it.from} đến ${it.to} chưa đúng: cần từ 1 đến ${it.most} ngày.`,
    en: (it) => `A display from ${it.from} to ${it.to} is not possible: between 1 and ${it.most} days.`,
  },
  'display/stamps': {
    status: 400,
    vi: (it) => `Tem ${it.first} đến ${it.last} không phải một đoạn.`,
    en: (it) => `Stamps ${it.first} to ${it.last} are no range.`,
  },
  'display/too-many': {
    status: 409,
    vi: (it) => `Một lô khai nhiều nhất ${it.most} nơi trưng bày.`,
    en: (it) => `A lot has at most ${it.most} displays.`,
  },
  'segment/too-many': {
    status: 409,
    vi: (it) => `Lô này đã chia quá ${it.most} đoạn tem, xin gộp bớt.`,
    en: (it) => `This lot has more than ${it.most} runs of stamps; merge some.`,
  },
  'stamp/never-scanned': {
    status: 409,
    vi: 'Tem này chưa ai quét, nên chưa có gì để trả lời.',
    en: 'Nobody has scanned this stamp, so there is nothing to answer yet.',
  },
  'stamp/no-answer': {
    status: 409,
    vi: 'Tem này chưa có câu trả lời nào.',
    en: 'This stamp has no answer yet.',
  },
  'stamp/not-ours': { status: 404, vi: 'Không phải mã của chúng tôi.', en: 'Not a code of ours.' },
  'stamp/mistyped': {
    status: 400,
    vi: 'Số tem gõ chưa đúng, xin xem lại từng chữ.',
    en: 'The stamp number is mistyped; check each letter.',
  },
  'event/invalid': {
    status: 400,
    vi: (it) => `Sự kiện chưa đúng chuẩn EPCIS: ${it.path}.`,
    en: (it) => `The event is not valid EPCIS: ${it.path}.`,
  },
  'harvest/waiting': {
    status: 409,
    vi: (it) =>
      `Chưa thu hoạch được ngày ${sayDay(it.harvest)}: phun ${it.name} ngày ${sayDay(it.sprayed)}, cách ly ${it.days} ngày, từ ${sayDay(it.from)} mới thu hoạch được.`,
    en: (it) =>
      `No harvest on ${sayDay(it.harvest)} yet: ${it.name} was sprayed on ${sayDay(it.sprayed)} with a waiting time of ${it.days} days, so harvest may begin on ${sayDay(it.from)}.`,
  },
  'diary/not-yet': {
    status: 409,
    vi: (it) => `Ngày ${sayDay(it.day)} chưa tới. Việc làm rồi mới ghi.`,
    en: (it) => `${sayDay(it.day)} has not come yet. Work is written down once it is done.`,
  },
  'diary/closed': {
    status: 409,
    vi: (it) => `Vụ này đã khép ngày ${sayDay(it.until)}. Việc sau ngày đó ghi vào vụ mới.`,
    en: (it) => `This crop ended on ${sayDay(it.until)}. Later work belongs to a new crop.`,
  },
  'diary/taken-back': {
    status: 409,
    vi: 'Dòng này đã được lấy lại rồi.',
    en: 'This line was taken back already.',
  },
  'diary/nothing-before': {
    status: 409,
    vi: 'Những ngày trước chưa có việc nào để ghi lại.',
    en: 'No earlier day has work to write again.',
  },
  'diary/other-work': {
    status: 409,
    vi: 'Dòng thu hoạch được sửa ở nhật ký của vụ, không sửa ở lô.',
    en: 'A harvest is put right in the diary of its crop, not in the lot.',
  },
  'event/already-there': {
    status: 409,
    vi: (it) => `Sự kiện ${it.eventID} đã có.`,
    en: (it) => `The event ${it.eventID} is here already.`,
  },
  'event/id-taken': {
    status: 409,
    vi: (it) => `Mã sự kiện ${it.eventID} đã có, với nội dung khác.`,
    en: (it) => `The event ${it.eventID} exists and says something else.`,
  },
  'event/too-much': {
    status: 413,
    vi: 'Sự kiện nhắc tới quá nhiều lô để ghi một lần, xin chia nhỏ.',
    en: 'The events touch too many lots to be kept at once; please split them.',
  },
  'capture/too-many': {
    status: 413,
    vi: (it) => `Mỗi tài liệu nhiều nhất ${it.most} sự kiện, xin chia nhỏ.`,
    en: (it) => `At most ${it.most} events a document; please split it.`,
  },
  'capture/bad-header': {
    status: 400,
    vi: (it) => `${it.header} chỉ nhận ${it.wanted}.`,
    en: (it) => `${it.header} takes ${it.wanted}.`,
  },
  'answer/not-acceptable': {
    status: 406,
    vi: (it) => `Không trả lời được theo ${it.header}; ở đây có ${it.wanted}.`,
    en: (it) => `There is no answer that fits ${it.header}; here is ${it.wanted}.`,
  },
  'query/unknown-parameter': {
    status: 400,
    vi: (it) => `EPCIS 2.0 không có tham số ${it.parameter}.`,
    en: (it) => `EPCIS 2.0 has no parameter ${it.parameter}.`,
  },
  'query/unsupported': {
    status: 501,
    vi: (it) => `Tham số ${it.parameter} chưa được trả lời ở đây.`,
    en: (it) => `The parameter ${it.parameter} is not answered here.`,
  },
  'query/twice': {
    status: 400,
    vi: (it) => `Tham số ${it.parameter} được gửi hai lần; nhiều giá trị viết a|b.`,
    en: (it) => `The parameter ${it.parameter} was given twice; several values are written a|b.`,
  },
  'query/bad-value': {
    status: 400,
    vi: (it) => `${it.parameter}: “${it.found}” không được, cần ${it.wanted.vi}.`,
    en: (it) => `${it.parameter}: “${it.found}” will not do; ${it.wanted.en} is wanted.`,
  },
  'query/too-many-values': {
    status: 400,
    vi: (it) => `${it.parameter} nhận nhiều nhất ${it.most} giá trị.`,
    en: (it) => `${it.parameter} takes ${it.most} values at most.`,
  },
  'query/two-limits': {
    status: 400,
    vi: 'Chỉ dùng một trong hai: eventCountLimit hoặc maxEventCount.',
    en: 'eventCountLimit and maxEventCount exclude each other.',
  },
  'query/too-large': {
    status: 413,
    vi: (it) => `Có hơn ${it.most} sự kiện; xin thu hẹp câu hỏi.`,
    en: (it) => `There are more than ${it.most} events; please narrow the query.`,
  },
  'order/unknown': { status: 404, vi: 'Không tìm thấy đơn này.', en: 'There is no such order.' },
  'order/exists': { status: 409, vi: (it) => `Đơn ${it.ref} đã có.`, en: (it) => `Order ${it.ref} exists.` },
  'order/too-much': {
    status: 400,
    vi: (it) => `Tổng vượt ${it.most} ₫ một lần chuyển, xin chia đơn.`,
    en: (it) => `The total is above ${it.most} ₫ a transfer; please split it.`,
  },
  'order/not-from-here': {
    status: 409,
    vi: 'Đơn đã sang bước khác nên không làm việc này được nữa.',
    en: (it) => `The order is ${it.from}, so it cannot ${it.wanted}.`,
  },
  'order/still-held': {
    status: 409,
    vi: (it) => `Hàng còn giữ đến ${clock(it.until)}.`,
    en: (it) => `The goods are held until ${clock(it.until)}.`,
  },
  'order/other-order': { status: 409, vi: 'Khoản này thuộc đơn khác.', en: 'This payment names another order.' },
  'card/not-here': { status: 409, vi: 'Nơi này chưa nhận thẻ.', en: 'Cards are not taken here.' },
  'picture/not-a-picture': {
    status: 415,
    vi: 'Chỉ nhận ảnh JPEG, PNG hoặc WebP.',
    en: 'Only JPEG, PNG or WebP pictures.',
  },
  'import/not-planned': {
    status: 409,
    vi: 'Bảng này chưa sẵn để ghi.',
    en: (it) => `The list is ${it.state}, so it cannot be written.`,
  },
  'import/other-plan': {
    status: 409,
    vi: 'Bản xem trước đã cũ, xin xem lại rồi ghi.',
    en: 'The preview is out of date; look again, then write.',
  },
  'mapping/no-header': {
    status: 422,
    vi: 'Chưa thấy dòng tiêu đề có cột tên sản phẩm và tên chủ thể. Thêm dòng tiêu đề rồi gửi lại.',
    en: 'No header row with a product and a maker column was found. Add one and send the file again.',
  },
  'sheet/too-big': { status: 413, ...sheetWords['sheet/too-big'] },
  'sheet/empty': { status: 422, ...sheetWords['sheet/empty'] },
  'sheet/not-a-sheet': { status: 415, ...sheetWords['sheet/not-a-sheet'] },
  'sheet/old-excel': { status: 415, ...sheetWords['sheet/old-excel'] },
  'sheet/locked': { status: 422, ...sheetWords['sheet/locked'] },
  'sheet/broken': { status: 422, ...sheetWords['sheet/broken'] },
  'sheet/too-many-parts': { status: 422, ...sheetWords['sheet/too-many-parts'] },
  'sheet/inflates': { status: 422, ...sheetWords['sheet/inflates'] },
  'sheet/size-lies': { status: 422, ...sheetWords['sheet/size-lies'] },
  'sheet/bad-name': { status: 422, ...sheetWords['sheet/bad-name'] },
  'sheet/has-doctype': { status: 422, ...sheetWords['sheet/has-doctype'] },
  'sheet/too-many-rows': { status: 422, ...sheetWords['sheet/too-many-rows'] },
  'sheet/too-many-columns': { status: 422, ...sheetWords['sheet/too-many-columns'] },
  'sheet/cell-too-long': { status: 422, ...sheetWords['sheet/cell-too-long'] },
  'sheet/quote-open': { status: 422, ...sheetWords['sheet/quote-open'] },
  'sheet/old-letters': { status: 422, ...sheetWords['sheet/old-letters'] },
  'notice/forged': {
    status: 400,
    vi: 'Thông báo không mang chữ ký đúng.',
    en: 'The notice does not carry a good signature.',
  },
  'login/too-many-codes': {
    status: 429,
    vi: (it) => `Đã gửi nhiều mã, xin thử lại lúc ${clock(it.again)}.`,
    en: (it) => `Many codes were sent; try again at ${clock(it.again)}.`,
  },
  'login/too-many-from-here': {
    status: 429,
    vi: (it) => `Nhiều người cùng xin mã từ mạng này, xin thử lại lúc ${clock(it.again)}.`,
    en: (it) => `Many codes were asked for from this network; try again at ${clock(it.again)}.`,
  },
  'login/not-six-digits': { status: 400, vi: 'Mã gồm 6 chữ số.', en: 'The code has 6 digits.' },
  'login/wrong-code': {
    status: 400,
    vi: (it) => `Mã chưa đúng, còn ${it.triesLeft} lần thử.`,
    en: (it) => `That is not the code; ${it.triesLeft} tries left.`,
  },
  'login/code-ended': {
    status: 400,
    vi: 'Mã đã hết hạn, xin lấy mã mới.',
    en: 'The code has ended; ask for a new one.',
  },
  'order/too-many-notices': {
    status: 409,
    vi: 'Đơn này đã có quá nhiều lần chuyển, xin liên hệ người bán.',
    en: 'This order has had too many transfers; please contact the seller.',
  },
  'payment/no-reference': {
    status: 409,
    vi: 'Trong lời chuyển khoản không có mã đơn.',
    en: 'The words of the transfer hold no order reference.',
  },
  'payment/other-account': {
    status: 409,
    vi: (it) => `Tiền vào tài khoản ${it.arrived}, không phải tài khoản của người bán.`,
    en: (it) => `The money came to ${it.arrived}, which is not the seller’s account.`,
  },
  'phone/empty': { status: 400, vi: 'Xin ghi số điện thoại.', en: 'A phone number is wanted.' },
  'phone/not-a-number': {
    status: 400,
    vi: (it) => `Trong số điện thoại có “${it.found}”, chỉ ghi chữ số.`,
    en: (it) => `The phone number has “${it.found}” in it; digits only, please.`,
  },
  'phone/abroad': {
    status: 400,
    vi: (it) => `Số bắt đầu bằng ${it.found} không phải số Việt Nam.`,
    en: (it) => `A number that begins with ${it.found} is not Vietnamese.`,
  },
  'phone/first-zero-missing': {
    status: 400,
    vi: (it) => `Số ${it.found} thiếu chữ số 0 ở đầu.`,
    en: (it) => `${it.found} lacks its first zero.`,
  },
  'phone/wrong-length': {
    status: 400,
    vi: (it) => `Số ${it.found} có ${it.digits} chữ số, cần ${it.wanted}.`,
    en: (it) => `${it.found} has ${it.digits} digits, ${it.wanted} are wanted.`,
  },
  'phone/old-mobile': {
    status: 400,
    vi: (it) => `Đầu số cũ ${it.found} nay là ${it.now}.`,
    en: (it) => `The old prefix of ${it.found} is ${it.now} now.`,
  },
  'phone/unknown-prefix': {
    status: 400,
    vi: (it) => `Không có đầu số của ${it.found}.`,
    en: (it) => `There is no prefix like that of ${it.found}.`,
  },
  'sheet/unknown-template': {
    status: 400,
    vi: 'Chỉ có tờ 65, 40 và 24 tem.',
    en: 'There are sheets of 65, 40 and 24.',
  },
  'sheet/not-a-range': {
    status: 400,
    vi: 'Số đầu phải nhỏ hơn hoặc bằng số cuối.',
    en: 'The first number must not be above the last.',
  },
  'sheet/too-many': {
    status: 400,
    vi: (it) => `Mỗi tệp nhiều nhất ${it.most} tem.`,
    en: (it) => `At most ${it.most} stamps a file.`,
  },
  'sheet/no-such-place': {
    status: 400,
    vi: (it) => `Tờ này có ${it.labels} ô, xin chọn ô bắt đầu từ 1 đến ${it.labels}.`,
    en: (it) => `This sheet has ${it.labels} labels; begin at one from 1 to ${it.labels}.`,
  },
  'sheet/pages-out-of-order': { status: 400, vi: 'Số tờ không khớp.', en: 'The sheet numbers do not fit.' },
  'sheet/no-such-letter': {
    status: 409,
    vi: (it) => `Phông in tem không có chữ “${it.letter}”.`,
    en: (it) => `The stamps' typeface has no “${it.letter}”.`,
  },
  'label/caption-too-long': {
    status: 409,
    vi: 'Tên món quá dài để in trên tem cỡ này.',
    en: 'The name is too long for a stamp of this size.',
  },
  'label/link-too-long': {
    status: 409,
    vi: (it) =>
      `Mã này cần ô tem cao ít nhất ${mm(it.least, 'vi')}, ô đang chọn cao ${mm(it.found, 'vi')}. Xin chọn khổ tem lớn hơn.`,
    en: (it) =>
      `This code needs a label at least ${mm(it.least, 'en')} high; the chosen one is ${mm(it.found, 'en')}. Choose a larger label.`,
  },
  'strip/too-many-pictures': {
    status: 400,
    vi: (it) => `Từng ảnh một thì nhiều nhất ${it.most} ảnh. Xin chọn dải ngắn hơn hoặc in bằng PDF.`,
    en: (it) => `At most ${it.most} pictures one by one. Choose a shorter range or print a PDF.`,
  },
  'paper/off-the-sheet': {
    status: 400,
    vi: (it) =>
      `Các ô vượt mép ${it.edge === 'right' ? 'phải' : 'dưới'} của giấy ${mm(it.over, 'vi')}. Xin đo lại lề, bước và số ô.`,
    en: (it) =>
      `The labels run ${mm(it.over, 'en')} past the ${it.edge === 'right' ? 'right' : 'lower'} edge. Measure margins, steps and counts again.`,
  },
  'paper/labels-overlap': {
    status: 400,
    vi: (it) =>
      `Bước ${it.way === 'across' ? 'ngang' : 'dọc'} ${mm(it.step, 'vi')} nhỏ hơn ô ${mm(it.label, 'vi')} nên các ô chồng lên nhau.`,
    en: (it) =>
      `A step of ${mm(it.step, 'en')} ${it.way} is less than the label's ${mm(it.label, 'en')}: labels lie on one another.`,
  },
  'paper/code-too-small': {
    status: 400,
    vi: (it) =>
      `Mã QR cần ít nhất ${mm(it.wanted, 'vi')} cùng lề trắng; ô ${mm(it.label, 'vi')} chỉ chứa được mã ${mm(it.found, 'vi')}.`,
    en: (it) =>
      `The code needs at least ${mm(it.wanted, 'en')} and its quiet zone; a label of ${mm(it.label, 'en')} holds one of ${mm(it.found, 'en')}.`,
  },
  'paper/no-room-for-words': {
    status: 400,
    vi: (it) =>
      `Cạnh mã chỉ còn ${mm(it.found, 'vi')} cho chữ, cần ${mm(it.wanted, 'vi')}. Xin chọn ô lớn hơn hoặc mã nhỏ hơn.`,
    en: (it) =>
      `Beside the code ${mm(it.found, 'en')} are left for words, ${mm(it.wanted, 'en')} are needed. Choose larger labels or a smaller code.`,
  },
  'calibration/scaled': {
    status: 409,
    vi: (it) =>
      `Thước phải dài ${mm(it.wanted, 'vi')} mà đo được ${mm(it.found, 'vi')}: máy in đang co giãn. Trong hộp thoại in chọn 100%, không chọn “Vừa trang”, rồi in lại trang chỉnh.`,
    en: (it) =>
      `The ruler should be ${mm(it.wanted, 'en')} and measures ${mm(it.found, 'en')}: the printer scales. Choose 100% in the print dialog, not “Fit to page”, and print the page again.`,
  },
  'calibration/too-far': {
    status: 409,
    vi: (it) => `Lệch ${mm(it.by, 'vi')}, quá ${mm(it.most, 'vi')}: xin xem lại giấy đã đặt sát chưa rồi đo lại.`,
    en: (it) =>
      `Off by ${mm(it.by, 'en')}, more than ${mm(it.most, 'en')}: see whether the paper lies at its stop, then measure again.`,
  },
  'print/why-again': {
    status: 409,
    vi: (it) =>
      `Tem ${it.runs[0]?.first} đến ${it.runs.at(-1)?.last} đã in. In lại thì số tem giữ nguyên; xin ghi lý do.`,
    en: (it) =>
      `Stamps ${it.runs[0]?.first} to ${it.runs.at(-1)?.last} were printed. A reprint keeps their serials; say why.`,
  },
  'print/no-such-printer': { status: 409, vi: 'Không còn máy in này.', en: 'This printer is not kept any more.' },
  'print/no-such-paper': { status: 409, vi: 'Không còn khổ giấy này.', en: 'This paper is not kept any more.' },
  'print/other-paper': {
    status: 409,
    vi: 'Máy in này không dùng loại giấy đã chọn. Máy cuộn in cuộn, máy tờ in tờ.',
    en: 'This printer does not take that paper: roll printers print rolls, others sheets.',
  },
  'owned/too-many': {
    status: 409,
    vi: (it) => `Nhiều nhất ${it.most}. Xin bỏ bớt cái không dùng nữa.`,
    en: (it) => `At most ${it.most}. Remove some that are not used any more.`,
  },
  'gtin/not-digits': {
    status: 400,
    vi: (it) => `Mã “${it.value}” có chữ lạ, GTIN chỉ gồm chữ số.`,
    en: (it) => `“${it.value}” is no GTIN: digits only.`,
  },
  'gtin/length': {
    status: 400,
    vi: (it) => `Mã có ${it.digits} chữ số, GTIN có 8, 12, 13 hoặc 14.`,
    en: (it) => `${it.digits} digits; a GTIN has 8, 12, 13 or 14.`,
  },
  'gtin/check-digit': {
    status: 400,
    vi: (it) => `Số cuối của ${it.value} phải là ${it.expected}. Xin xem lại trên nhãn.`,
    en: (it) => `The last digit of ${it.value} should be ${it.expected}. Please look at the label again.`,
  },
  'matrix/empty': { status: 400, vi: 'Không có gì để in.', en: 'There is nothing to print.' },
  'matrix/too-long': { status: 409, vi: 'Địa chỉ trong mã quá dài.', en: 'The link is too long for a code.' },
  'key/not-a-key': { status: 401, vi: 'Khóa API không đúng dạng.', en: 'That is not an API key.' },
  'key/unknown': { status: 401, vi: 'Không nhận khóa API này.', en: 'This API key is not known.' },
  'key/revoked': { status: 401, vi: 'Khóa API này đã bị thu lại.', en: 'This API key was revoked.' },
  'rate/too-many': {
    status: 429,
    vi: (it) => `Nhiều quá, xin thử lại lúc ${clock(it.again)}.`,
    en: (it) => `Too many; try again at ${clock(it.again)}.`,
  },
  'recall/own-proposal': {
    status: 409,
    vi: 'Thu hồi cần hai người: người đề nghị không tự xác nhận hay từ chối được.',
    en: 'A recall takes two people: whoever proposed it neither confirms nor refuses it.',
  },
  'recall/not-proposer': {
    status: 409,
    vi: 'Chỉ người đề nghị mới rút lại được; cán bộ khác có thể từ chối.',
    en: 'Only whoever proposed it can withdraw it; another officer may refuse it.',
  },
  'recall/not-from-here': {
    status: 409,
    vi: (it) => `Việc thu hồi này ${recallStates[it.state].vi} nên không làm bước này được.`,
    en: (it) => `This recall ${recallStates[it.state].en}, so this step is not possible.`,
  },
  'recall/nothing-in-scope': { status: 409, vi: 'Không có lô nào để thu hồi.', en: 'There is no lot to recall.' },
  'recall/too-many-lots': {
    status: 409,
    vi: (it) => `Một lần thu hồi nhiều nhất ${it.most} lô. Xin chọn từng phần.`,
    en: (it) => `At most ${it.most} lots in one recall. Please choose a part.`,
  },
  'recall/bad-range': {
    status: 400,
    vi: (it) => `Đoạn tem ${it.first} đến ${it.last} bị ngược hoặc chồng lên đoạn khác.`,
    en: (it) => `Stamps ${it.first} to ${it.last} are turned round or overlap another range.`,
  },
  'recall/not-in-scope': {
    status: 409,
    vi: (it) => `Lô ${it.lot} không còn nằm trong lần thu hồi này.`,
    en: (it) => `Lot ${it.lot} is not, or no longer, in this recall.`,
  },
  'recall/still-running': {
    status: 409,
    vi: 'Lần thu hồi còn đang ghi vào các lô, xin thử lại sau một phút.',
    en: 'The recall is still being written to its lots; try again in a minute.',
  },
  'recall/miscounted': {
    status: 400,
    vi: (it) => `Đã hủy ${it.destroyed} và khắc phục ${it.mended}, cộng lại không thể quá số thu về là ${it.returned}.`,
    en: (it) => `${it.destroyed} destroyed and ${it.mended} put right cannot be more than the ${it.returned} returned.`,
  },
  'recall/holds-listing': {
    status: 409,
    vi: 'Món đang bị thu hồi toàn bộ. Bán lại được khi việc thu hồi kết thúc, hoặc khi mọi lô đã được bỏ ra.',
    en: 'All of this product is recalled. It can be sold again when the recall is finished or every lot is taken out of it.',
  },
  'recall/not-counted': {
    status: 409,
    vi: 'Chưa có số hàng đã thu về và đã hủy, nên chưa kết thúc được.',
    en: 'It has not been said yet how much came back and was destroyed, so it cannot be closed.',
  },
  'report/unknown': {
    status: 404,
    vi: 'Không thấy báo này. Kiểm tra lại đường dẫn.',
    en: 'There is no such report. Check the link.',
  },
  'report/mistyped': {
    status: 400,
    vi: 'Số báo có tám chữ và số. Có một chữ gõ nhầm, xin xem lại.',
    en: 'A report’s number has eight letters and digits. One of them is mistyped; look again.',
  },
  'report/not-from-here': {
    status: 409,
    vi: (it) => `Báo này ${reportStates[it.state].vi} nên chưa làm việc này được.`,
    en: (it) => `The report ${reportStates[it.state].en}, so this cannot be done.`,
  },
  'report/not-taken': {
    status: 409,
    vi: 'Chưa ai nhận báo này. Nhận xem trước rồi trả lời.',
    en: 'Nobody has taken this report up yet. Take it up, then answer.',
  },
  'report/taken-by-other': {
    status: 409,
    vi: (it) => `${it.by} đang xem báo này. Nhận lại về mình rồi trả lời.`,
    en: (it) => `${it.by} has taken this report up. Take it over, then answer.`,
  },
  'report/own-goods': {
    status: 403,
    vi: 'Báo này nói về hàng của chính anh/chị, nên cán bộ khác trả lời.',
    en: 'This report is about your own goods, so another officer answers it.',
  },
  'report/reopen-over': {
    status: 409,
    vi: (it) => `Báo này xem lại được đến ${day(it.until)}. Bạn gửi một báo mới nhé.`,
    en: (it) => `This report could be looked at again until ${day(it.until)}. Please send a new one.`,
  },
  'report/reopened-before': {
    status: 409,
    vi: 'Báo này đã được xem lại một lần. Bạn gửi một báo mới nhé.',
    en: 'This report was looked at again once. Please send a new one.',
  },
  'report/said-enough': {
    status: 409,
    vi: (it) => `Mỗi báo cơ sở nói được ${it.most} lần. Cần nói thêm thì gọi cán bộ.`,
    en: (it) => `A maker may say ${it.most} things to a report. To say more, call the officer.`,
  },
  'report/taken-too-often': {
    status: 409,
    vi: (it) => `Báo này đã qua tay ${it.most} lần. Người đang giữ trả lời nhé.`,
    en: (it) => `This report has changed hands ${it.most} times. Whoever has it answers it.`,
  },
  'report/has-picture': {
    status: 409,
    vi: 'Báo này đã có một tấm ảnh.',
    en: 'This report has a picture already.',
  },
}

export type Problem = {
  type: string
  title: string
  status: RefusalStatus
  detail: string
  code: Code
  errors?: FieldFault[]
}

/** Whether a code that was kept somewhere still has its words here. */
export const isRefusalKnown = (it: { code: string }): it is Refusal => Object.hasOwn(words, it.code)

/** An RFC 9457 body in the reader's language. `type` leads to the code's heading in the docs. */
export function problemOf(refusal: Refusal, lang: Lang, origin: string): Problem {
  const said = (words as Record<string, { status: RefusalStatus; vi: unknown; en: unknown }>)[refusal.code]!
  const sentence = said[lang]
  const text = typeof sentence === 'function' ? (sentence(refusal) as string) : (sentence as string)
  return {
    type: `${origin}/docs/problems#${refusal.code.replace('/', '-')}`,
    title: text,
    status: said.status,
    detail: text,
    code: refusal.code,
    ...faultsOf(refusal, lang, text),
  }
}

/** Where it was, for refusals that name a place. */
function faultsOf(refusal: Refusal, lang: Lang, text: string): { errors?: FieldFault[] } {
  if ('errors' in refusal) return { errors: refusal.errors }
  if (refusal.code === 'event/invalid') {
    const found = refusal.found === undefined ? {} : { found: refusal.found }
    return { errors: [{ field: refusal.path, ...found, message: refusal.words[lang] }] }
  }
  if ('parameter' in refusal) {
    const found = 'found' in refusal ? { found: refusal.found } : {}
    return { errors: [{ field: refusal.parameter, ...found, message: text }] }
  }
  return {}
}
