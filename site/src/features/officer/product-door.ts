import type { APIContext } from 'astro'
import { ask } from '../../ask.ts'
import { admit, type Me } from '../login/me.ts'
import { turnAway } from '../turned.ts'
import type { Submitted } from './task.ts'

type Page = Pick<APIContext, 'locals' | 'rewrite' | 'redirect' | 'request'>

/**
 * An officer and a product of a maker they look after; or where they are sent instead. A product that is shown is told to everyone,
 * its maker's record only to those who look after it.
 */
export async function enterProduct(
  page: Page,
  id: string,
): Promise<{ me: Me; it: Submitted; bank: boolean } | { turned: Response }> {
  const door = await admit(page, 'officer')
  if ('turned' in door) return door
  const { house } = page.locals
  const found = await ask<Submitted>(house, `/v1/products/${encodeURIComponent(id)}`)
  if (!found.ok) return { turned: await turnAway(page, found.problem) }
  const maker = encodeURIComponent(found.value.maker.id)
  const record = await ask<{ bank?: unknown }>(house, `/v1/producers/${maker}/record`)
  if (!record.ok) return { turned: await turnAway(page, record.problem) }
  return { me: door.me, it: found.value, bank: record.value.bank !== undefined }
}
