import type { Words } from './text.ts'

/** What a sheet may weigh. The first four are judged before anything is inflated. */
export const limits = {
  bytes: 4 * 1024 * 1024,
  parts: 200,
  inflated: 64 * 1024 * 1024,
  rows: 20_000,
  columns: 100,
  cell: 32_767, // Excel's own
  merged: 100_000,
} as const

/**
 * One cell as the sheet shows it. `date`: the text is Excel's day number. `formula`: the text is the value Excel kept, empty where it kept none.
 * `merged`: the value stands in another cell of the same merged range.
 */
export type Cell = { text: string; is: 'text' | 'number' | 'date' | 'logic' | 'error'; formula?: true; merged?: true }
/** A row with something in it. `row` counts from 1 as the sheet does; `cells[0]` is column A. */
export type Row = { row: number; cells: (Cell | undefined)[] }
export type Range = { top: number; left: number; bottom: number; right: number }
/** `epoch`: where day numbers count from; 1904 on old Macs. */
export type Sheet = { name: string; hidden: boolean; epoch: 1900 | 1904; rows: Row[]; merges: Range[] }
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1258'
export type Book = { format: 'xlsx' | 'csv'; encoding: Encoding; sheets: Sheet[] }

export type SheetRefusal =
  | { code: 'sheet/too-big'; bytes: number; most: number }
  | { code: 'sheet/empty' }
  | { code: 'sheet/not-a-sheet' }
  | { code: 'sheet/old-excel' }
  | { code: 'sheet/locked' }
  | { code: 'sheet/broken'; part: string }
  | { code: 'sheet/too-many-parts'; parts: number; most: number }
  | { code: 'sheet/inflates'; most: number }
  | { code: 'sheet/size-lies'; part: string }
  | { code: 'sheet/bad-name'; name: string }
  | { code: 'sheet/has-doctype'; part: string }
  | { code: 'sheet/too-many-rows'; most: number }
  | { code: 'sheet/too-many-columns'; most: number; row: number }
  | { code: 'sheet/cell-too-long'; at: string; most: number }
  | { code: 'sheet/quote-open'; row: number }
  | { code: 'sheet/old-letters'; guess: 'tcvn3' | 'vni' | 'unknown' }

/** Column 0 is A, 27 is AB. */
export function columnName(column: number): string {
  return column < 26
    ? String.fromCharCode(65 + column)
    : columnName(Math.floor(column / 26) - 1) + columnName(column % 26)
}
/** "B7" for row 7, column 1. */
export const addressOf = (row: number, column: number): string => `${columnName(column)}${row}`

/** Each refusal said once; the numbers of its evidence stand beside it. */
export const sheetWords: Record<SheetRefusal['code'], Words> = {
  'sheet/too-big': {
    vi: 'Tệp quá nặng. Mỗi tệp tối đa 4 MB: chia đôi danh sách rồi gửi lại.',
    en: 'The file is too big. The limit is 4 MB: split the list and send it again.',
  },
  'sheet/empty': { vi: 'Tệp không có dòng nào.', en: 'The file has no rows.' },
  'sheet/not-a-sheet': { vi: 'Đây không phải bảng Excel hay CSV.', en: 'This is not an Excel or CSV sheet.' },
  'sheet/old-excel': {
    vi: 'Đây là tệp .xls cũ hoặc có mật khẩu. Mở bằng Excel, bỏ mật khẩu, lưu thành .xlsx rồi gửi lại.',
    en: 'This is an old .xls file, or one with a password. Open it in Excel, remove the password, save it as .xlsx and send it again.',
  },
  'sheet/locked': {
    vi: 'Tệp có mật khẩu. Bỏ mật khẩu rồi gửi lại.',
    en: 'The file has a password. Remove it and send the file again.',
  },
  'sheet/broken': {
    vi: 'Tệp bị hỏng hoặc tải lên chưa hết. Mở lại bằng Excel, lưu rồi gửi lại.',
    en: 'The file is damaged or did not arrive whole. Open it in Excel, save it and send it again.',
  },
  'sheet/too-many-parts': {
    vi: 'Tệp có quá nhiều phần bên trong. Chép danh sách sang một tệp mới rồi gửi lại.',
    en: 'The file has too many parts inside. Copy the list to a new file and send that.',
  },
  'sheet/inflates': {
    vi: 'Tệp bung ra quá lớn. Chép danh sách sang một tệp mới rồi gửi lại.',
    en: 'The file unpacks to too much. Copy the list to a new file and send that.',
  },
  'sheet/size-lies': {
    vi: 'Kích thước ghi trong tệp không đúng với nội dung. Mở lại bằng Excel, lưu rồi gửi lại.',
    en: 'The sizes written in the file are not those of its content. Open it in Excel, save it and send it again.',
  },
  'sheet/bad-name': { vi: 'Trong tệp có tên không an toàn.', en: 'A name inside the file is not safe.' },
  'sheet/has-doctype': {
    vi: 'Trong tệp có khai báo mà bảng tính không dùng đến.',
    en: 'The file holds a declaration that no sheet needs.',
  },
  'sheet/too-many-rows': {
    vi: 'Danh sách dài quá 20.000 dòng. Chia thành nhiều tệp.',
    en: 'The list is longer than 20,000 rows. Split it into several files.',
  },
  'sheet/too-many-columns': { vi: 'Bảng rộng quá 100 cột.', en: 'The sheet is wider than 100 columns.' },
  'sheet/cell-too-long': { vi: 'Có ô chứa quá nhiều chữ.', en: 'A cell holds too much text.' },
  'sheet/quote-open': { vi: 'Có dấu ngoặc kép mở mà không đóng.', en: 'A quotation mark is opened and never closed.' },
  'sheet/old-letters': {
    vi: 'Chữ trong tệp là kiểu cũ (TCVN3 hoặc VNI). Hiện chưa đọc được: đổi sang Unicode rồi gửi lại.',
    en: 'The text is in an old Vietnamese encoding (TCVN3 or VNI). We cannot read it yet: convert it to Unicode and send it again.',
  },
}
