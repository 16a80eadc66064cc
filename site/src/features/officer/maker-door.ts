import type { Producer } from '@nguon/listing/producer'
import type { APIContext } from 'astro'
import { ask } from '../../ask.ts'
import { admit, type Me } from '../login/me.ts'
import { turnAway } from '../turned.ts'

type Page = Pick<APIContext, 'locals' | 'rewrite' | 'redirect' | 'request'>

/** An officer and a maker they look after; or where they are sent instead. Its record is told to nobody else. */
export async function enterMaker(page: Page, id: string): Promise<{ me: Me; maker: Producer } | { turned: Response }> {
  const door = await admit(page, 'officer')
  if ('turned' in door) return door
  const found = await ask<Producer>(page.locals.house, `/v1/producers/${encodeURIComponent(id)}/record`)
  return found.ok ? { me: door.me, maker: found.value } : { turned: await turnAway(page, found.problem) }
}
