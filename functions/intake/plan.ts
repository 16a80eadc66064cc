import type { SheetRefusal } from '@nguon/listing/book'
import { dayIn } from '@nguon/listing/day'
import type { ImportIn } from '@nguon/listing/import'
import { findList } from '@nguon/listing/line'
import type { MappingRefusal } from '@nguon/listing/mapping'
import { readSheets } from '@nguon/listing/sheet'
import { validateLines } from '@nguon/listing/validate'
import { keepPlan, readImport, refuseImport } from '@nguon/store/import'
import type { House } from '../house.ts'
import { planNow } from './current.ts'
import { keepPlanPaper, keepReport, readUpload, rowsOf, sha256 } from './paper.ts'

/** Reads an upload and plans it whole. What cannot be read is refused with the reason, and stays so. */
export async function planUpload(house: House, id: string): Promise<void> {
  const it = await readImport(house.table, id)
  if (it?.state !== 'reading') return
  const book = readSheets(await readUpload(house, it))
  if ('code' in book) return refuse(house, it, book)
  const list = findList(book)
  if ('code' in list) return refuse(house, it, list)

  const { sheet, mapping } = list
  const area = { province: it.province, ...(it.commune ? { commune: it.commune } : {}) }
  const rows = validateLines(list.lines, { sheet, mapping, area, today: dayIn(house.now()) })
  const plan = await planNow(house, { rows, officer: { ...area, id: it.by.id }, hash: sha256 })
  const kept = await keepPlanPaper(house, id, plan)
  await keepReport(house, it, list, plan.rows)
  const { digest, counts } = plan
  const headers = mapping.columns.map((one) => ({ ...one, header: one.header.slice(0, 160) }))
  const total = counts.create + counts.update
  await keepPlan(
    house.table,
    { ...it, state: 'planned', digest, plan: kept, counts, headers, total },
    plan.rows.map(rowsOf(sheet)),
  )
}

const refuse = async (house: House, it: ImportIn<'reading'>, refusal: SheetRefusal | MappingRefusal): Promise<void> => {
  await refuseImport(house.table, { ...it, state: 'refused', refusal })
}
