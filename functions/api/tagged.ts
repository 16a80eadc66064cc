import { createHash } from 'node:crypto'
import type { C } from './app.ts'

/** A public text that changes rarely: its tag lets whoever has it ask for nothing but whether it is the same. */
export function sendTagged(c: C, text: string, type: string) {
  const etag = `"${createHash('sha256').update(text).digest('base64url').slice(0, 22)}"`
  const headers = {
    ...{ etag, 'access-control-allow-origin': '*' },
    // Nothing stale is shown meanwhile: a phone that asks after five minutes is told what is so now.
    'cache-control': 'public, max-age=300',
  }
  // A copy on its way may have been compressed, which makes its tag a weak one.
  const same = (c.req.header('if-none-match') ?? '').split(',').some((it) => it.trim().replace(/^W\//, '') === etag)
  return (same ? c.body(null, 304, headers) : c.body(text, 200, { ...headers, 'content-type': type })) as never
}
