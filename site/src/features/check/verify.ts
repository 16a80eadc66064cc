import type { Verify } from '@nguon/trace/offline'
import { verifyAsync } from '@noble/ed25519'

/** By the browser's own Ed25519 (RFC 8032), which phones have had since 2025; older ones use noble's, audited and 5 KB: in the same file, since there is nobody to fetch it from. */
export const verifyInBrowser: Verify = async (message, signature, x) => {
  const [data, sealed, key] = [message, signature, x].map((it) => Uint8Array.from(it)) as [Bytes, Bytes, Bytes]
  const own = await crypto.subtle.importKey('raw', key, { name: 'Ed25519' }, false, ['verify']).catch(() => undefined)
  if (own) return crypto.subtle.verify({ name: 'Ed25519' }, own, sealed, data)
  return verifyAsync(sealed, data, key)
}
type Bytes = Uint8Array<ArrayBuffer>
