import type { SiteHouse } from './house.ts'

/** RFC 9457, already in the visitor's language. */
export type Problem = {
  status: number
  title: string
  detail?: string
  code?: string
  errors?: { field: string; found?: string; wanted?: string; message: string }[]
}
export type Answer<T> = { ok: true; value: T; status: number } | { ok: false; problem: Problem }

type Asks = Pick<SiteHouse, 'api'>

/** Asks the API in process. A refusal comes back as a value; only a broken API throws. */
export async function ask<T>(house: Asks, path: string, init?: RequestInit): Promise<Answer<T>> {
  const response = await house.api(path, init)
  if (response.ok) return { ok: true, status: response.status, value: (await readJson(response)) as T }
  const body = (await readJson(response)) as Partial<Problem> | undefined
  return { ok: false, problem: { title: '', ...body, status: response.status } }
}

/** The same with a JSON body. */
export function send<T>(
  house: Asks,
  method: string,
  path: string,
  body: unknown,
  headers: Record<string, string> = {},
) {
  const init = { method, body: JSON.stringify(body), headers: { 'content-type': 'application/json', ...headers } }
  return ask<T>(house, path, init)
}

async function readJson(response: Response): Promise<unknown> {
  const text = await response.text()
  if (text === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
