import type { SiteDoor } from '../../site/src/serve.ts'
import { builtSite } from './built.ts'
import { fakeHouse } from './fake-house.ts'

export const origin = 'http://127.0.0.1:4321'

/** Asks the built site for a page and hands back its text: what a browser without JavaScript has to live on. */
export async function page(path: string, house: SiteDoor = fakeHouse(), init?: RequestInit) {
  const { site } = await builtSite()
  const response = await site(new Request(origin + path, init), { house })
  return { status: response.status, headers: response.headers, html: await response.text() }
}

/** Sends a form as a browser does, from the page it stands on. */
export function post(path: string, fields: Record<string, string>, house?: SiteDoor, from: string = origin) {
  return page(path, house, { method: 'POST', body: new URLSearchParams(fields), headers: { origin: from } })
}

/** The text a person reads, tags taken away. */
export const read = (html: string): string =>
  html
    .replace(/<(style|script)[\s\S]*?<\/\1>/g, ' ')
    .replace(/<[^>]+>/g, ' ')
    .replace(/&quot;/g, '"')
    .replace(/&#39;/g, "'")
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&')
    .replace(/\s+/g, ' ')
