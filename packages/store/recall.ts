import {
  bannerOf,
  holdsListing,
  type RecallCase,
  type RecallIn,
  type RecallTask,
  recallCase,
  recallTask,
  stepTask,
} from '@nguon/trace/recall'
import { type AuditAct, auditAct } from './audit.ts'
import { ofMaker, ofProvince, onDesk, passportKey, recallKey, recallList, recallTaskKey, recallTasks } from './key.ts'
import { recallField } from './passport.ts'
import type { LostRace } from './product.ts'
import {
  type Act,
  atRevision,
  type Belief,
  type Item,
  isNew,
  type Page,
  page,
  read,
  type Table,
  write,
} from './table.ts'
import { patiently } from './wire.ts'

export const readRecall = (table: Table, id: string) => read(table, recallKey(id), recallCase)

/** A recall is on the public list from its confirmation on, in the order of confirming; at its place and maker from the proposal on. */
function asItem(it: RecallCase): Item {
  const order = `${it.proposed.at}#${it.id}`
  const confirmed = 'confirmed' in it ? onDesk(recallList, `${it.confirmed.at}#${it.id}`) : {}
  return {
    ...{ ...recallKey(it.id), ...it, ...confirmed },
    ...ofProvince(it.province, 'RECALL', order),
    ...ofMaker(it.maker, 'RECALL', order),
  }
}

const race: LostRace = { code: 'race/lost', what: 'recall' }

export async function addRecall(table: Table, it: RecallCase, audit: AuditAct): Promise<RecallCase | LostRace> {
  const done = await write(table, [{ put: asItem(it), believing: isNew }, auditAct(audit)])
  return done.written ? it : race
}

/** Writes a move with the task it leaves. One task of a recall begins when the one before is done. */
export async function changeRecall(
  table: Table,
  before: RecallCase,
  after: RecallCase,
  task: RecallTask | undefined,
  audit: AuditAct,
): Promise<RecallCase | LostRace | { code: 'recall/still-running' }> {
  const earlier = task && task.n > 0 ? [{ check: recallTaskKey(task.recall, task.n - 1), believing: isNew }] : []
  const done = await write(table, [
    { put: asItem(after), believing: atRevision(before.revision) },
    auditAct(audit),
    ...(task ? [{ put: taskItem(task), believing: isNew }] : []),
    ...earlier,
  ])
  if (done.written) return after
  return done.lost.includes(3) ? { code: 'recall/still-running' } : race
}

/** Recalls that are or were in force, the newest first, no older than `from`. */
export const listRecalls = (table: Table, limit: number, from?: string, after?: Item): Promise<Page<RecallCase>> =>
  page(
    table,
    {
      ...{ index: 'desk', pk: recallList, limit, newestFirst: true },
      ...(from ? { from } : {}),
      ...(after ? { after } : {}),
    },
    recallCase,
  )

/** Recalls of a province, or of one commune of it, in every state, the newest first. */
export const listPlaceRecalls = (
  table: Table,
  { province, commune }: { province: string; commune?: string },
  limit: number,
  after?: Item,
): Promise<Page<RecallCase>> =>
  page(
    table,
    {
      ...{ index: 'place', pk: ofProvince(province, 'RECALL', '').placePk, limit, newestFirst: true },
      ...(commune
        ? {
            keep: {
              expression: '#commune = :commune',
              names: { '#commune': 'commune' },
              values: { ':commune': commune },
            },
          }
        : {}),
      ...(after ? { after } : {}),
    },
    recallCase,
  )

export const listMakerRecalls = (table: Table, maker: string, limit: number, after?: Item): Promise<Page<RecallCase>> =>
  page(
    table,
    {
      ...{ index: 'maker', pk: ofMaker(maker, 'RECALL', '').makerPk, limit, newestFirst: true },
      ...(after ? { after } : {}),
    },
    recallCase,
  )

/** The recall that keeps a product from being sold, where there is one. */
export async function holderOf(table: Table, product: { id: string; maker: string }): Promise<RecallCase | undefined> {
  for (let after: Item | undefined; ; ) {
    const got = await listMakerRecalls(table, product.maker, 100, after)
    const holder = got.items.find((it) => it.product === product.id && holdsListing(it))
    if (holder || !got.next) return holder
    after = got.next
  }
}

const taskItem = (it: RecallTask): Item => ({
  ...recallTaskKey(it.recall, it.n),
  ...it,
  ...onDesk(recallTasks, `${it.at}#${it.recall}#${it.n}`),
})

export const readTask = (table: Table, recall: string, n: number) => read(table, recallTaskKey(recall, n), recallTask)

/** Tasks that are not done, the oldest first. */
export const listTasks = (table: Table, limit: number): Promise<Page<RecallTask>> =>
  page(table, { index: 'desk', pk: recallTasks, limit }, recallTask)

const asTold = ({ phase, next }: RecallTask): Belief => ({
  expression: '#phase = :phase AND #next = :next',
  names: { '#phase': 'phase', '#next': 'next' },
  values: { ':phase': phase, ':next': next },
})

/** Banners in one transaction with how far the task has come. */
const bannersAtOnce = 25

/** The next banners of a task go up or down, with how far it has come: written twice, they are the same. */
export async function stepBanners(
  table: Table,
  it: RecallIn<'live' | 'closed'>,
  task: RecallTask,
): Promise<RecallTask | LostRace> {
  const lots = task.lots.slice(task.next, task.next + bannersAtOnce)
  const names = { '#recall': recallField(it.id) }
  const there = { expression: 'attribute_exists(pk)' }
  const banners = lots.map((lot): Act => {
    const change = passportKey(it.product, lot)
    return task.of.is === 'call'
      ? { change, set: 'SET #recall = :recall', names, values: { ':recall': bannerOf(it) }, believing: there }
      : { change, set: 'REMOVE #recall', names, believing: there }
  })
  const after = stepTask(task, lots.length)
  if (!after) throw new Error('banners are never the last that a task writes')
  const done = await patiently(() => write(table, [{ put: taskItem(after), believing: asTold(task) }, ...banners]))
  if (done.written) return after
  // Lots are never taken away, so this is a bug to be seen and not a race to be run again.
  if (done.lost.some((at) => at > 0)) throw new Error(`a lot of the recall ${it.id} has no passport`)
  return race
}

/** One more lot's history was told; the task goes when it was the last. */
export async function stepTold(table: Table, task: RecallTask): Promise<RecallTask | undefined | LostRace> {
  const after = stepTask(task, 1)
  const believing = asTold(task)
  const step: Act = after
    ? { put: taskItem(after), believing }
    : { remove: recallTaskKey(task.recall, task.n), believing }
  const done = await patiently(() => write(table, [step]))
  return done.written ? after : race
}
