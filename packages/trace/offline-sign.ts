import { createPrivateKey, createPublicKey, type KeyObject, sign, verify } from 'node:crypto'
import {
  type OfflineKey,
  type OfflineStamp,
  offlineMessage,
  offlineParam,
  packOffline,
  type Verify,
} from './offline.ts'
import { type KeyId, offlineSeed, type StampKeys } from './stamp.ts'

/** A private key's 32 bytes in the wrapping that Node takes (RFC 8410, 7). */
const wrapping = Buffer.from('302e020100300506032b657004220420', 'hex')
const privateKey = (seed: Uint8Array): KeyObject =>
  createPrivateKey({ key: Buffer.concat([wrapping, seed]), format: 'der', type: 'pkcs8' })

const ids: readonly KeyId[] = [0, 1, 2, 3]

/** The public halves of all keys that are held, as they are published for phones. */
export function offlineKeys(keys: StampKeys): OfflineKey[] {
  return ids.flatMap((id) => {
    const seed = offlineSeed(keys, id)
    if (!seed) return []
    const { x = '' } = createPublicKey(privateKey(seed)).export({ format: 'jwk' })
    const retired = keys.byId[id]?.retired
    return [{ id, x, ...(retired ? { retired } : {}) }]
  })
}

/** Adds the offline form to stamps' links, under the key of their issue. Throws when that key is not held. */
export function offlineSigner(keys: StampKeys, key: KeyId): (link: string, stamp: Omit<OfflineStamp, 'key'>) => string {
  const seed = offlineSeed(keys, key)
  if (!seed) throw new Error(`stamp keys: key ${key} is not held`)
  const secret = privateKey(seed)
  return (link, stamp) => {
    const whole = { ...stamp, key }
    return `${link}?${offlineParam}=${packOffline(whole, sign(null, offlineMessage(whole), secret))}`
  }
}

/** The check as Node makes it, for judging a link on a server. */
export const verifyHere: Verify = async (message, signature, x) => {
  const key = createPublicKey({
    key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(x).toString('base64url') },
    format: 'jwk',
  })
  return verify(null, message, key, signature)
}
