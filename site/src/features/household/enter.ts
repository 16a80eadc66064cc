import type { APIContext } from 'astro'
import { admit, type Me } from '../login/me.ts'
import { makerOf } from './stall.ts'

type Page = Pick<APIContext, 'locals' | 'rewrite' | 'redirect' | 'request' | 'cookies'>

/** Who sells, and for which maker; or where they are sent instead. */
export async function enterStall(page: Page): Promise<{ me: Me; maker: string } | { turned: Response }> {
  const door = await admit(page, 'household')
  if ('turned' in door) return door
  return { me: door.me, maker: makerOf(door.me, page.cookies.get('co-so')?.value) }
}
