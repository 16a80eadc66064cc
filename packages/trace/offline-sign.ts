import { sign, verify } from 'node:crypto'
import { publicBytes, publicKey, signingKey } from './ed25519.ts'
import {
  type OfflineKey,
  type OfflineStamp,
  offlineMessage,
  offlineParam,
  packOffline,
  type Verify,
} from './offline.ts'
import { type KeyId, offlineSeed, type StampKeys } from './stamp.ts'

const ids: readonly KeyId[] = [0, 1, 2, 3]

/** The public halves of all keys that are held, as they are published for phones. */
export function offlineKeys(keys: StampKeys): OfflineKey[] {
  return ids.flatMap((id) => {
    const seed = offlineSeed(keys, id)
    if (!seed) return []
    const x = publicBytes(signingKey(seed)).toString('base64url')
    const retired = keys.byId[id]?.retired
    return [{ id, x, ...(retired ? { retired } : {}) }]
  })
}

/** Adds the offline form to stamps' links, under the key of their issue. Throws when that key is not held. */
export function offlineSigner(keys: StampKeys, key: KeyId): (link: string, stamp: Omit<OfflineStamp, 'key'>) => string {
  const seed = offlineSeed(keys, key)
  if (!seed) throw new Error(`stamp keys: key ${key} is not held`)
  const secret = signingKey(seed)
  return (link, stamp) => {
    const whole = { ...stamp, key }
    return `${link}?${offlineParam}=${packOffline(whole, sign(null, offlineMessage(whole), secret))}`
  }
}

/** The check as Node makes it, for judging a link on a server. */
export const verifyHere: Verify = async (message, signature, x) => verify(null, message, publicKey(x), signature)
