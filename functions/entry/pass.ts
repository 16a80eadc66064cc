import { createHash, timingSafeEqual } from 'node:crypto'
import { env, keyHeader, passHeader, pathHeader } from '../env.ts'

type Headers = Record<string, string | undefined>
/** A request as the edge let it in: the path as the asker wrote it, and no header that only the edge speaks in. */
export type Admitted = { path: string | undefined; key: string | undefined; headers: Record<string, string> }

const digest = (text: string) => createHash('sha256').update(text).digest()

/**
 * Lets in only what the edge sent: what it says of who asks and from where decides rates and verdicts, and around it anybody
 * could write those headers. Throws at start where no pass, or a short one, was given.
 */
export function openGate(given: Headers): (headers: Headers) => Admitted | undefined {
  const pass = given[env.pass] ?? ''
  if (pass.length < 32)
    throw new Error(`Nguồn does not start: ${env.pass} (${pass ? 'setting/short' : 'setting/missing'})`)
  const expected = digest(pass)
  return (asked) => {
    const { [passHeader]: said = '', [pathHeader]: path, [keyHeader]: key, ...headers } = asked
    if (!timingSafeEqual(digest(said), expected)) return undefined
    return { path, key, headers: headers as Record<string, string> }
  }
}
