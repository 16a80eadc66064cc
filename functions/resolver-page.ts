import type { DigitalLinkRefusal } from '@nguon/gs1/digital-link'
import type { BinaryRefusal } from '@nguon/gs1/epc-binary'
import type { LinksetRefusal } from '@nguon/gs1/linkset'
import { markup } from '@nguon/gs1/linkset-page'
import { namedWeight, readPreferences } from '@nguon/gs1/preference'

/** What the resolver itself refuses, beside the room of standards. */
export type ResolverRefusal =
  | DigitalLinkRefusal
  | LinksetRefusal
  | BinaryRefusal
  | { code: 'resolver/unknown-product'; product: string }
  | { code: 'resolver/not-a-stamp-link' }
  | { code: 'resolver/too-long'; most: number }
  | { code: 'resolver/wrong-method' }
  | { code: 'resolver/unavailable' }

type Code = ResolverRefusal['code']
type Words = { status: 400 | 404 | 405 | 414 | 503; vi: string; en: string }

const bad = (vi: string, en: string): Words => ({ status: 400, vi, en })

/** Every refusal of this door with its status and its sentence. A new code does not compile until it is here. */
const words: { [C in Code]: Words } = {
  'digital-link/not-http': bad('Đường dẫn phải bắt đầu bằng http.', 'The link does not start with http.'),
  'digital-link/not-a-uri': bad('Đường dẫn có ký tự lạ.', 'The link has a foreign character.'),
  'digital-link/incomplete': bad('Đường dẫn bị thiếu.', 'The link is cut short.'),
  'digital-link/bad-host': bad('Tên miền trong đường dẫn chưa đúng.', 'The host of the link is not a host.'),
  'digital-link/no-key': bad('Đường dẫn không theo chuẩn GS1 Digital Link.', 'This is not a GS1 Digital Link.'),
  'digital-link/empty-value': bad('Đường dẫn thiếu một giá trị.', 'A value in the link is empty.'),
  'digital-link/bad-escape': bad('Một đoạn mã hóa % bị hỏng.', 'A percent-escape is broken.'),
  'digital-link/dot-segment': bad('Một giá trị chỉ có dấu chấm.', 'A value is made of dots only.'),
  'digital-link/qualifiers': bad('Lô và số tem nằm sai chỗ.', 'Lot and serial are out of place.'),
  'digital-link/unknown-ai': bad('Có số định danh GS1 không dùng.', 'An Application Identifier is unknown.'),
  'digital-link/not-an-attribute': bad('Số tem phải nằm trong đường dẫn.', 'That belongs in the path.'),
  'digital-link/belongs-in-path': bad('Số lô phải nằm trong đường dẫn.', 'That belongs in the path.'),
  'digital-link/repeated': bad('Một số định danh bị lặp.', 'An Application Identifier is repeated.'),
  'digital-link/too-short': bad('Một con số bị thiếu chữ số.', 'A number is too short.'),
  'digital-link/too-long': bad('Một con số dài quá.', 'A number is too long.'),
  'digital-link/not-digits': bad('Mã số này chỉ gồm chữ số.', 'This number has digits only.'),
  'digital-link/bad-character': bad('Số lô hoặc số tem có ký tự lạ.', 'Lot or serial has a foreign character.'),
  'digital-link/check-digit': bad(
    'Chữ số cuối của mã không khớp, có thể đọc nhầm.',
    'The check digit does not fit; it may be misread.',
  ),
  'digital-link/bad-value': bad('Một giá trị không thể có.', 'A value cannot be.'),
  'epc-binary/shape': bad('Mã thẻ RFID bị hỏng.', 'The contents of the RFID tag are broken.'),
  'epc-binary/scheme': bad('Chưa đọc được loại thẻ RFID này.', 'This kind of RFID tag is not read here.'),
  'linkset/bad-link-type': bad('Loại đường dẫn viết chưa đúng.', 'The link type is not a link type.'),
  'linkset/no-such-type': {
    status: 404,
    vi: 'Không có loại đường dẫn này cho món hàng.',
    en: 'There is no link of this type.',
  },
  'linkset/nothing-known': { status: 404, vi: 'Chưa biết món hàng này.', en: 'This item is not known.' },
  'linkset/no-default': { status: 404, vi: 'Món hàng chưa có trang nào.', en: 'This item has no page yet.' },
  'resolver/unknown-product': { status: 404, vi: 'Mã này chưa có ở đây.', en: 'This number is not known here.' },
  'resolver/not-a-stamp-link': bad('Đường dẫn này không phải của tem.', 'This is not the link of a stamp.'),
  'resolver/too-long': { status: 414, vi: 'Đường dẫn dài quá.', en: 'The link is too long.' },
  'resolver/wrong-method': { status: 405, vi: 'Địa chỉ này chỉ để đọc.', en: 'This address can only be read.' },
  'resolver/unavailable': {
    status: 503,
    vi: 'Đang nghẽn, xin quét lại sau ít giây.',
    en: 'Busy. Please scan again in a few seconds.',
  },
}

const page = (origin: string, { vi, en }: Words, number: string) =>
  `<!doctype html><html lang="vi"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex"><title>${vi}</title><style>body{margin:0;background:#FBF8F1;color:#1B2233;font:16px/26px system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif}main{max-width:560px;margin:0 auto;padding:32px 16px}h1{font-size:26px;line-height:36px;margin:0 0 8px;text-wrap:balance}b{font-variant-numeric:tabular-nums;overflow-wrap:anywhere}a{display:block;margin:12px 0;padding:11px 16px;border-radius:8px;border:2px solid #1F3D73;color:#1F3D73;font-weight:600;text-decoration:none;text-align:center}a:focus-visible{outline:3px solid #1A5FD0;outline-offset:2px}[lang=en]{color:#474E5E;border-top:1px solid #E3DACA;margin-top:24px;padding-top:16px}</style></head><body><main><h1>${vi}</h1>${number && `<p><b>${markup(number)}</b></p>`}<p>Không mở được trang nào từ mã này. Điều đó chưa nói gì về món hàng trên tay bạn: mã có thể in mờ, chụp thiếu, hoặc của nơi khác.</p><a href="${origin}/tem">Gõ số tem bằng tay</a><a href="${origin}/">Về trang đầu</a><div lang="en"><p><strong>${en}</strong></p><p>No page opens from this code. That says nothing about the goods in your hand: the code may be blurred, cut off, or somebody else’s. <span lang="vi">Gõ số tem</span> above means “type the stamp number”.</p></div></main></body></html>`

/** A refusal for whoever asks: a small page in Vietnamese and English where HTML is named, else an RFC 9457 body. */
export function refusalAnswer(refusal: ResolverRefusal, origin: string, accept: string | undefined): Response {
  const said = words[refusal.code]
  const wishes = readPreferences(accept)
  const html = namedWeight(wishes, 'text/html')
  if (
    html > 0 &&
    html >= namedWeight(wishes, 'application/json') &&
    html >= namedWeight(wishes, 'application/linkset+json')
  ) {
    const number = 'product' in refusal ? refusal.product : 'value' in refusal ? refusal.value.slice(0, 90) : ''
    return new Response(page(origin, said, number), {
      status: said.status,
      headers: { 'Content-Type': 'text/html; charset=utf-8' },
    })
  }
  const body = {
    type: `${origin}/docs/problems#${refusal.code.replace('/', '-')}`,
    title: said.en,
    status: said.status,
    detail: said.vi,
    code: refusal.code,
  }
  return new Response(JSON.stringify(body), {
    status: said.status,
    headers: { 'Content-Type': 'application/problem+json; charset=utf-8' },
  })
}
