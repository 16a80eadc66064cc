import { findList } from '@nguon/listing/line'
import type { PlannedRow } from '@nguon/listing/plan'
import { readSheets } from '@nguon/listing/sheet'
import { commitPlan } from '@nguon/store/commit'
import { finishImport, lostRows, readImport } from '@nguon/store/import'
import { sendJob } from '@nguon/store/queue'
import type { House } from '../house.ts'
import type { IntakeJob } from '../intake.ts'
import { keepReport, readPlanPaper, readUpload, rowsOf } from './paper.ts'

/** Writes an approved plan, some hundreds of transactions at a time; what is left is the next job's. */
export async function commitImport(house: House, id: string): Promise<void> {
  const start = await readImport(house.table, id)
  if (start?.state !== 'committing') return
  const [plan, bytes] = await Promise.all([readPlanPaper(house, start), readUpload(house, start)])
  const book = readSheets(bytes)
  const list = 'code' in book ? book : findList(book)
  if ('code' in list) throw new Error(`the file of ${id} could be read, and now cannot: ${list.code}`)

  const { it, all } = await commitPlan(house.table, start, plan, { rows: rowsOf(list.sheet) })
  if (!it) return
  if (!all) return sendJob(house.intake, { import: id, do: 'commit' } satisfies IntakeJob)
  if (it.lost > 0) {
    const lost = new Map<number, PlannedRow>((await lostRows(house.table, id)).map((row) => [row.row, row]))
    const rows = plan.rows.map((row) => lost.get(row.row) ?? row)
    await keepReport(house, it, list, rows)
  }
  await finishImport(house.table, { ...it, state: 'done', doneAt: house.now().toISOString() })
}
