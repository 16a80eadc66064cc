import type { Answer, Problem } from '../../ask.ts'
import { send } from '../../ask.ts'
import type { SiteHouse } from '../../house.ts'
import type { Me } from './me.ts'

type House = Pick<SiteHouse, 'api'>

/** Asks for a code; the answer is the same for a phone that is known and one that is not. */
export const requestCode = (house: House, phone: string): Promise<Answer<unknown>> =>
  send(house, 'POST', '/v1/login', { phone })

type Opened = { ok: true; me: Me; cookies: string[] } | { ok: false; problem: Problem }

/** Opens a session. Its cookie is the API's to write, and the page's to pass on. */
export async function tryCode(house: House, phone: string, code: string): Promise<Opened> {
  const headers = { 'content-type': 'application/json' }
  const answer = await house.api('/v1/login/code', { method: 'POST', headers, body: JSON.stringify({ phone, code }) })
  const said: unknown = await answer.json().catch(() => ({}))
  if (answer.ok) return { ok: true, me: said as Me, cookies: answer.headers.getSetCookie() }
  return { ok: false, problem: { title: '', ...(said as Partial<Problem>), status: answer.status } }
}
