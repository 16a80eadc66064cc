import { isToken } from './session.ts'

/**
 * `__Host-` makes the browser itself insist on Secure, Path=/ and no Domain (RFC 6265bis §4.1.3.2), so no sister site can set it.
 * Chromium and Firefox take Secure cookies on http://localhost too; Safari does not.
 */
const name = '__Host-nguon'
const kept = 'Path=/; Secure; HttpOnly; SameSite=Lax'

/** The `Set-Cookie` value that hands a token to its owner until the session's end. */
export const writeCookie = (token: string, expiresAt: string, now: Date): string =>
  `${name}=${token}; Max-Age=${Math.max(0, Math.floor((Date.parse(expiresAt) - now.getTime()) / 1000))}; ${kept}`

/** The `Set-Cookie` value that takes it back. */
export const clearCookie = (): string => `${name}=; Max-Age=0; ${kept}`

/** The token in a `Cookie` header, if it has the shape of one. Two different ones are none: somebody planted one. */
export function readCookie(header: string | undefined): string | undefined {
  const values = (header ?? '')
    .split(';')
    .map((pair) => pair.trim())
    .filter((pair) => pair.startsWith(`${name}=`))
    .map((pair) => pair.slice(name.length + 1))
  const [token] = values
  return token !== undefined && isToken(token) && values.every((value) => value === token) ? token : undefined
}
