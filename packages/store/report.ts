import { phone } from '@nguon/people/phone'
import type { RateWindow } from '@nguon/people/rate'
import { evolveReport, forgetAt, isOpen, type Report, type ReportFact, report } from '@nguon/trace/report'
import * as z from 'zod'
import { type AuditAct, auditAct } from './audit.ts'
import { inCommune, ofMaker, onDesk, reopenable, reporterKey, reportKey, reportList } from './key.ts'
import type { LostRace } from './product.ts'
import { countAct } from './rate.ts'
import {
  type Act,
  atRevision,
  bare,
  type Item,
  isNew,
  type Page,
  page,
  read,
  readItems,
  type Table,
  write,
} from './table.ts'

/** What is private about a report: it stands in a record of its own, which goes a time after the report's end. */
export const reporter = z.object({
  phone: phone.optional(),
  lang: z.enum(['vi', 'en']).optional(),
  words: z.string().max(600).optional(),
  /** Said when the report was sent in once more. */
  again: z.string().max(600).optional(),
  picture: z.object({ key: z.string(), type: z.string(), width: z.int(), height: z.int() }).optional(),
})
export type Reporter = z.infer<typeof reporter>

export const readReport = (table: Table, number: string) => read(table, reportKey(number), report)

/** A report with what is private about it; an empty record where its time is over. */
export async function readReported(
  table: Table,
  number: string,
): Promise<{ report: Report; reporter: Reporter } | undefined> {
  const [it, who] = await readItems(table, [reportKey(number), reporterKey(number)])
  return it && { report: report.parse(bare(it)), reporter: who ? reporter.parse(bare(who)) : {} }
}

/** What is private about each of these, in their order. */
export async function readReporters(table: Table, them: readonly Report[]): Promise<(Reporter | undefined)[]> {
  const items = await readItems(
    table,
    them.map(({ number }) => reporterKey(number)),
  )
  return items.map((item) => item && reporter.parse(bare(item)))
}

/** Open ones lie by the day an answer is promised for, the others by when they were last moved. */
function asItem(it: Report): Item {
  const open = isOpen(it)
  const order = open ? `${it.due}#${it.at}#${it.number}` : `${it.trail.at(-1)!.at}#${it.number}`
  return {
    ...{ ...reportKey(it.number), ...it },
    ...onDesk(reportList(it.province, open), order),
    ...(it.goods
      ? {
          ...inCommune(it.goods.commune, open ? 'REPORT' : 'REPORTDONE', order),
          ...ofMaker(it.goods.maker, 'REPORT', `${it.at}#${it.number}`),
        }
      : {}),
  }
}

/** `ttl` by the report's end; while it may be reopened the record stands on the list the timer looks at. */
function reporterItem(it: Report, who: Reporter): Item {
  const forget = forgetAt(it)
  return {
    ...{ ...reporterKey(it.number), ...who, number: it.number },
    ...(forget ? { ttl: Math.floor(Date.parse(forget) / 1000) } : {}),
    ...('reopenUntil' in it ? onDesk(reopenable, `${it.reopenUntil}#${it.number}`) : {}),
  }
}

export type Counted = { what: string; window: RateWindow; was: RateWindow | undefined }
const race: LostRace = { code: 'race/lost', what: 'report' }

/** Keeps a new report, and counts it, in one transaction. `there`: one has this number already; `crowded`: somebody was counted at the same moment. */
export async function addReport(
  table: Table,
  it: Report,
  who: Reporter,
  counted: readonly Counted[],
): Promise<'kept' | 'there' | 'crowded'> {
  const done = await write(table, [
    { put: asItem(it), believing: isNew },
    { put: reporterItem(it, who), believing: isNew },
    ...counted.map(({ what, window, was }) => countAct(what, window, was, it.at)),
  ])
  if (done.written) return 'kept'
  return done.lost.includes(0) ? 'there' : 'crowded'
}

/** Writes what happened, with the private record as it stands after it. */
export async function moveReport(
  table: Table,
  before: { report: Report; reporter: Reporter },
  happened: readonly ReportFact[],
  { audit, again }: { audit?: AuditAct; again?: string } = {},
): Promise<Report | LostRace> {
  const after = happened.reduce(evolveReport, before.report)
  const who = again ? { ...before.reporter, again } : before.reporter
  const done = await write(table, [
    { put: asItem(after), believing: atRevision(before.report.revision) },
    { put: reporterItem(after, who), believing: sameReporter(before.reporter) },
    ...(audit ? [auditAct(audit)] : []),
  ])
  return done.written ? after : race
}

/** A picture comes after its report: it is not written over by a move that has not seen it. */
const sameReporter = ({ picture }: Reporter): Act['believing'] =>
  picture
    ? { expression: 'picture.#key = :key', names: { '#key': 'key' }, values: { ':key': picture.key } }
    : { expression: 'attribute_not_exists(picture)' }

/** Puts a picture to an open report, once: false where there is one, or the report has moved meanwhile. */
export async function addReportPicture(
  table: Table,
  it: Report,
  picture: NonNullable<Reporter['picture']>,
): Promise<boolean> {
  const done = await write(table, [
    { check: reportKey(it.number), believing: atRevision(it.revision) },
    {
      change: reporterKey(it.number),
      set: 'SET picture = :picture',
      values: { ':picture': picture },
      believing: { expression: 'attribute_exists(pk) AND attribute_not_exists(picture)' },
    },
  ])
  return done.written
}

const named = z.object({ number: z.string() })
export type ReportFilter = { only: 'open' | 'late' | 'mine' | 'done'; today: string; person: string }

/** Reports of a province, or of one commune of it: open ones with the oldest deadline first, ended ones the newest first. */
export function listPlaceReports(
  table: Table,
  { province, commune }: { province: string; commune?: string },
  { only, today, person }: ReportFilter,
  limit: number,
  after?: Item,
): Promise<Page<Report>> {
  const open = only !== 'done'
  const where = commune
    ? ({ index: 'place', pk: inCommune(commune, open ? 'REPORT' : 'REPORTDONE', '').placePk } as const)
    : ({ index: 'desk', pk: reportList(province, open) } as const)
  return page(
    table,
    {
      ...{ ...where, limit, newestFirst: !open },
      ...(only === 'late' ? { upTo: today } : {}),
      ...(only === 'mine'
        ? { keep: { expression: 'taken.#id = :person', names: { '#id': 'id' }, values: { ':person': person } } }
        : {}),
      ...(after ? { after } : {}),
    },
    report,
  )
}

/** Reports about a maker's goods, the newest first; with a product, those about it. */
export const listMakerReports = (
  table: Table,
  maker: string,
  limit: number,
  { product, after }: { product?: string; after?: Item } = {},
): Promise<Page<Report>> =>
  page(
    table,
    {
      ...{ index: 'maker', pk: ofMaker(maker, 'REPORT', '').makerPk, limit, newestFirst: true },
      ...(product
        ? {
            keep: {
              expression: 'goods.product = :product',
              values: { ':product': product },
            },
          }
        : {}),
      ...(after ? { after } : {}),
    },
    report,
  )

/** Numbers of reports whose time to be reopened is over, the oldest first. */
export async function listLapsed(table: Table, now: string, limit: number): Promise<string[]> {
  const { items } = await page(table, { index: 'desk', pk: reopenable, upTo: now, limit }, named)
  return items.map(({ number }) => number)
}
