import type { APIContext } from 'astro'
import type { Problem } from '../../ask.ts'
import { ask, send } from '../../ask.ts'
import { fine, type Refused, refusalOf, typed } from '../desk/sent.ts'
import { fieldsOf, readMove, stepOf, type TypedMove } from './move.ts'
import type { Preview } from './propose.ts'
import type { RecallRecord } from './recall.ts'

export type Opened = { it: RecallRecord; typed: TypedMove; refused: Refused; moved?: string; preview?: Preview }

/** What the page of one recall shows, and what its buttons do; `moved` is the step that was taken. */
export async function openCase(
  page: Pick<APIContext, 'locals' | 'request'>,
  id: string,
): Promise<Opened | { problem: Problem }> {
  const { house } = page.locals
  const path = `/v1/recalls/${encodeURIComponent(id)}`
  const found = await ask<RecallRecord>(house, `${path}/record`)
  if (!found.ok) return { problem: found.problem }
  const it = found.value
  // Whoever confirms sees what the proposer saw, as it stands now.
  const seen =
    it.state === 'proposed'
      ? await send<Preview>(house, 'POST', `/v1/products/${encodeURIComponent(it.product)}/recall-preview`, {
          scope: it.scope,
        })
      : undefined
  const preview = seen?.ok ? { preview: seen.value } : {}
  if (page.request.method !== 'POST') return { it, ...preview, typed: readMove(undefined, it.count), refused: fine }
  const form = await page.request.formData()
  const wish = typed(form, 'do', 10)
  const shown = readMove(form, it.count)
  const read = stepOf(wish, shown, house.lang)
  if ('refused' in read) return { it, ...preview, typed: shown, refused: read.refused }
  const done = await send<RecallRecord>(house, 'POST', `${path}/steps`, read.step)
  if (done.ok) return { it: done.value, typed: shown, refused: fine, moved: wish }
  return { it, ...preview, typed: shown, refused: refusalOf(done.problem, fieldsOf(wish)) }
}
