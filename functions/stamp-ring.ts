import { type KeyId, keyId, type StampKeys, stampKeys } from '@nguon/trace/stamp'
import * as z from 'zod'

const least = 32
const ids = [0, 1, 2, 3] as const

const ring = z.strictObject({
  current: keyId,
  keys: z.partialRecord(z.enum(['0', '1', '2', '3']), z.string()),
  /** The day from which stamps under a key are no longer taken for good. */
  retired: z.partialRecord(z.enum(['0', '1', '2', '3']), z.iso.date()).optional(),
})

export type StampRing = { current: KeyId; keys: { id: KeyId; secret: string; retired?: string }[] }
export type RingRefusal = {
  code: 'setting/malformed'
  name: 'stamp'
  why:
    | 'not JSON'
    | 'not {current, keys}'
    | 'no key of the current number'
    | 'a key is short'
    | 'the current key is retired'
}

const refuse = (why: RingRefusal['why']): RingRefusal => ({ code: 'setting/malformed', name: 'stamp', why })

/**
 * The stamp keys out of their setting: one secret by itself is key 0, as it was before there was a ring; else
 * `{"current":1,"keys":{"0":"…","1":"…"},"retired":{"0":"2027-01-31"}}`. How keys are changed: infra/RUNBOOK.md.
 */
export function readRing(text: string): StampRing | RingRefusal {
  if (!text.trimStart().startsWith('{'))
    return text.length < least ? refuse('a key is short') : { current: 0, keys: [{ id: 0, secret: text }] }
  const given = ring.safeParse(json(text))
  if (!given.success) return refuse(json(text) === undefined ? 'not JSON' : 'not {current, keys}')
  const { current, keys, retired = {} } = given.data
  if (Object.values(keys).some((secret) => secret.length < least)) return refuse('a key is short')
  if (keys[`${current}`] === undefined) return refuse('no key of the current number')
  if (retired[`${current}`] !== undefined) return refuse('the current key is retired')
  return {
    current,
    keys: ids.flatMap((id) => {
      const [secret, day] = [keys[`${id}`], retired[`${id}`]]
      return secret === undefined ? [] : [{ id, secret, ...(day ? { retired: day } : {}) }]
    }),
  }
}

function json(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Keys ready for use. Throws in words where the setting is no ring: the house does not open then. */
export function openRing(text: string): StampKeys {
  const read = readRing(text)
  if ('code' in read) throw new Error(`the stamp keys cannot be used: ${read.why}`)
  const current = read.keys.filter(({ id }) => id === read.current)
  const others = read.keys.filter(({ id }) => id !== read.current)
  return stampKeys([...others, ...current].map(({ secret, ...key }) => ({ ...key, secret: Buffer.from(secret) })))
}
