import { z } from '@hono/zod-openapi'
import { type RowsFile, type RowsForm, rowsType, writeRows } from '@nguon/listing/rows'
import { entry, entryId } from '@nguon/trace/diary'
import type { DiaryLine } from '@nguon/trace/diary-page'
import { sayEntry, workWords } from '@nguon/trace/diary-words'
import type { Lang } from '../invalid.ts'
import type { C } from './app.ts'

export const waitingView = z.object({ sprayed: z.string(), name: z.string(), days: z.int(), from: z.string() })
export const earlyView = waitingView.extend({ harvest: z.string(), day: z.string() })

export const lineView = z
  .object({
    id: entryId,
    seq: z.int(),
    day: z.iso.date(),
    entry,
    declaredBy: z.string().optional(),
    recordedAt: z.string(),
    checked: z.object({ by: z.string(), at: z.string() }).optional(),
    takenBack: z
      .object({
        at: z.string(),
        by: z.string().optional(),
        reason: z.enum(['did_not_occur', 'incorrect_data']),
        instead: entryId.optional(),
      })
      .optional(),
    corrects: entryId.optional(),
  })
  .openapi('DiaryLine')

export const wroteView = z.object({ ids: z.array(entryId), early: z.array(earlyView).optional() })
export const formQuery = z.object({ form: z.enum(['csv', 'xlsx']).default('xlsx') })

const heads: Record<Lang, string[]> = {
  vi: ['Ngày', 'Việc', 'Chi tiết', 'Thời tiết', 'Ghi chú', 'Ai khai', 'Ghi lúc', 'Cán bộ xem', 'Tình trạng'],
  en: ['Day', 'Work', 'Details', 'Weather', 'Note', 'Declared by', 'Written down', 'Checked by', 'State'],
}
const states = {
  stands: { vi: 'Đang dùng', en: 'Stands' },
  gone: { vi: 'Đã lấy lại', en: 'Taken back' },
  instead: { vi: 'Đã sửa, xem dòng thay', en: 'Put right by a later line' },
  right: { vi: 'Dòng sửa', en: 'Puts an earlier line right' },
} as const
const day = (iso: string) => iso.slice(0, 10).split('-').reverse().join('/')
const clock = (iso: string) => {
  const here = new Date(Date.parse(iso) + 7 * 3_600_000).toISOString()
  return `${day(here)} ${here.slice(11, 16)}`
}
const stateOf = (it: DiaryLine) =>
  it.takenBack ? (it.takenBack.instead ? states.instead : states.gone) : it.corrects ? states.right : states.stands

/** A diary as rows, the struck lines among them. */
export const rowsOf = (name: string, lines: readonly DiaryLine[], lang: Lang): RowsFile => ({
  name,
  header: heads[lang],
  rows: lines.map((it) => [
    day(it.day),
    workWords[it.entry.work][lang],
    sayEntry(it.entry, lang),
    it.entry.weather ?? '',
    it.entry.note ?? '',
    it.declaredBy ?? '',
    clock(it.recordedAt),
    it.checked ? `${it.checked.by}, ${clock(it.checked.at)}` : '',
    stateOf(it)[lang],
  ]),
})

/** Rows as a download. The file's name keeps to what every system takes. */
export function sendRows(c: C, rows: RowsFile, form: RowsForm, file: string) {
  const bytes = writeRows(rows, form, c.var.house.now())
  return c.body(new Uint8Array(bytes), 200, {
    'content-type': rowsType[form],
    'content-disposition': `attachment; filename="${file.replace(/[^A-Za-z0-9.-]/g, '-')}.${form}"`,
  })
}

export const fileAnswer = {
  description: 'The file',
  content: {
    [rowsType.xlsx]: { schema: z.string().openapi({ format: 'binary' }) },
    'text/csv': { schema: z.string() },
  },
}
