import { createHash } from 'node:crypto'
import type { Sheet } from '@nguon/listing/book'
import type { Import, ImportIn, ImportRow } from '@nguon/listing/import'
import type { List } from '@nguon/listing/line'
import type { Plan, PlannedRow } from '@nguon/listing/plan'
import { writeReport } from '@nguon/listing/report'
import { keepFile, readFile } from '@nguon/store/files'
import type { House } from '../house.ts'

/** Where the papers of an import lie: the officer's own file, the plan, the file that goes back. */
export const paperOf = (id: string, what: 'file' | 'plan.json' | 'report.xlsx') => `imports/${id}/${what}`
export const xlsx = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

export const sha256 = (text: string | Uint8Array): string => createHash('sha256').update(text).digest('hex')

/** Keeps a plan and says the digest of what was kept. */
export async function keepPlanPaper(house: House, id: string, plan: Plan): Promise<string> {
  const bytes = new TextEncoder().encode(JSON.stringify(plan))
  await keepFile(house.imports, paperOf(id, 'plan.json'), bytes, 'application/json')
  return sha256(bytes)
}

/** The plan of an import, word for word the one whose digest its record holds. */
export async function readPlanPaper(house: House, it: ImportIn<'committing'>): Promise<Plan> {
  const kept = await readFile(house.imports, paperOf(it.id, 'plan.json'))
  if (!kept || sha256(kept.bytes) !== it.plan) throw new Error(`the plan of ${it.id} is not the one that was approved`)
  return JSON.parse(new TextDecoder().decode(kept.bytes)) as Plan
}

export async function readUpload(house: House, it: Pick<Import, 'id'>): Promise<Uint8Array> {
  const kept = await readFile(house.imports, paperOf(it.id, 'file'))
  if (!kept) throw new Error(`the file of ${it.id} is gone`)
  return kept.bytes
}

/** Writes the officer's own file back, each row with what became of it. */
export async function keepReport(
  house: House,
  it: Pick<Import, 'id' | 'lang'>,
  list: List,
  rows: readonly PlannedRow[],
) {
  const { sheet, mapping } = list
  const bytes = writeReport({ sheet, mapping, rows, lang: it.lang, at: house.now() })
  await keepFile(house.imports, paperOf(it.id, 'report.xlsx'), bytes, xlsx)
}

/** A planned row as it is shown: cells by column, cut short, so that a row is never larger than a page can bear. */
export function rowsOf(sheet: Sheet): (row: PlannedRow) => ImportRow {
  const cells = new Map(sheet.rows.map((row) => [row.row, row.cells]))
  return ({ row, is, maker, product, findings }) => ({
    ...{ row, is, cells: (cells.get(row) ?? []).map((cell) => short(cell?.text.trim() ?? '')) },
    findings: findings.slice(0, 40).map((one) => ({
      ...one,
      found: short(one.found),
      ...(one.value === undefined ? {} : { value: short(one.value) }),
    })),
    ...(maker ? { maker } : {}),
    ...(product ? { product } : {}),
  })
}

const short = (text: string): string => (text.length > 160 ? `${text.slice(0, 159)}…` : text)
