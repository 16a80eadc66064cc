import { createHash, type KeyObject, sign, verify } from 'node:crypto'
import { publicBytes, publicKey } from './ed25519.ts'

/** The state of a log at one size, as it is signed: C2SP tlog-checkpoint, its time as the one extension line. */
export type Checkpoint = { origin: string; size: number; root: Buffer; at: string }
export type CheckpointRefusal = { code: 'checkpoint/malformed' | 'checkpoint/unsigned' | 'checkpoint/forged' }

const ed25519 = Buffer.from([1])

/** Four bytes that tell a name's key from another (C2SP signed-note). */
export const keyId = (name: string, key: Uint8Array): Buffer =>
  createHash('sha256').update(`${name}\n`).update(ed25519).update(key).digest().subarray(0, 4)

/** A verifier key as other tools of such logs take it: `name+id+base64`. */
export const verifierKey = (name: string, key: Uint8Array): string =>
  `${name}+${keyId(name, key).toString('hex')}+${Buffer.concat([ed25519, key]).toString('base64')}`

const bodyOf = ({ origin, size, root, at }: Checkpoint) => `${origin}\n${size}\n${root.toString('base64')}\n${at}\n`

/** A signed note: the checkpoint, an empty line, one signature line. The key is named as the log is. */
export function writeCheckpoint(it: Checkpoint, key: KeyObject): string {
  const body = bodyOf(it)
  const signature = Buffer.concat([keyId(it.origin, publicBytes(key)), sign(null, Buffer.from(body), key)])
  return `${body}\n— ${it.origin} ${signature.toString('base64')}\n`
}

/** Reads a signed note and checks its signature by a key known beforehand, 32 bytes. */
export function readCheckpoint(note: string, key: Uint8Array): Checkpoint | CheckpointRefusal {
  const end = note.indexOf('\n\n')
  const body = note.slice(0, end + 1)
  const [origin, size, root, at, ...more] = body.split('\n')
  if (end < 0 || !origin || !/^\d{1,15}$/.test(size ?? '') || !root || !at || more.join('') !== '')
    return { code: 'checkpoint/malformed' }
  const line = note
    .slice(end + 2)
    .split('\n')
    .find((it) => it.startsWith(`— ${origin} `))
  const signed = Buffer.from(line?.slice(origin.length + 3) ?? '', 'base64')
  if (signed.length !== 68 || !signed.subarray(0, 4).equals(keyId(origin, key))) return { code: 'checkpoint/unsigned' }
  if (!verify(null, Buffer.from(body), publicKey(key), signed.subarray(4))) return { code: 'checkpoint/forged' }
  const rootBytes = Buffer.from(root, 'base64')
  return rootBytes.length === 32
    ? { origin, size: Number(size), root: rootBytes, at }
    : { code: 'checkpoint/malformed' }
}
