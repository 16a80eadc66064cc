import { type Crop, crop, type Plot, plot } from '@nguon/trace/crop'
import { type AuditAct, auditAct } from './audit.ts'
import { cropKey, plotKey } from './key.ts'
import type { LostRace } from './product.ts'
import { all, atRevision, isNew, isThere, read, type Table, write } from './table.ts'

export const readPlot = (table: Table, maker: string, id: string) => read(table, plotKey(maker, id), plot)
export const readCrop = (table: Table, maker: string, id: string) => read(table, cropKey(maker, id), crop)

/** Plots of a maker; a household has a few, a cooperative some hundred. */
export const listPlots = (table: Table, maker: string): Promise<Plot[]> =>
  all(table, { pk: plotKey(maker, '').pk, prefix: 'PLOT#' }, plot)
/** Crops of a maker, latest begun first. */
export const listCrops = async (table: Table, maker: string): Promise<Crop[]> =>
  (await all(table, { pk: cropKey(maker, '').pk, prefix: 'CROP#' }, crop)).sort((a, b) => (a.from < b.from ? 1 : -1))

export async function addPlot(table: Table, it: Plot, audit: AuditAct): Promise<Plot | LostRace> {
  const done = await write(table, [{ put: { ...plotKey(it.maker, it.id), ...it }, believing: isNew }, auditAct(audit)])
  return done.written ? it : { code: 'race/lost', what: 'plot' }
}

/** A crop on a plot that is there. Its diary begins with its first entry. */
export async function addCrop(table: Table, it: Crop, audit: AuditAct): Promise<Crop | LostRace> {
  const done = await write(table, [
    { put: { ...cropKey(it.maker, it.id), ...it }, believing: isNew },
    { check: plotKey(it.maker, it.plot), believing: isThere },
    auditAct(audit),
  ])
  return done.written ? it : { code: 'race/lost', what: 'crop' }
}

export async function changePlot(table: Table, before: Plot, after: Plot, audit: AuditAct): Promise<Plot | LostRace> {
  const next = { ...after, revision: before.revision + 1 }
  const put = { ...plotKey(next.maker, next.id), ...next }
  const done = await write(table, [{ put, believing: atRevision(before.revision) }, auditAct(audit)])
  return done.written ? next : { code: 'race/lost', what: 'plot' }
}

export async function changeCrop(table: Table, before: Crop, after: Crop, audit: AuditAct): Promise<Crop | LostRace> {
  const next = { ...after, revision: before.revision + 1 }
  const put = { ...cropKey(next.maker, next.id), ...next }
  const done = await write(table, [{ put, believing: atRevision(before.revision) }, auditAct(audit)])
  return done.written ? next : { code: 'race/lost', what: 'crop' }
}
