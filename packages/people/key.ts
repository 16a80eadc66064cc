import * as z from 'zod'
import { digest, sameSeal } from './seal.ts'

/** What a key may be for. `people:read` also opens makers' private phones and addresses. */
export const scope = z.enum([
  'listing:read',
  'listing:write',
  'lots:read',
  'lots:write',
  'stamps:issue',
  'stamps:write',
  'events:write',
  'orders:read',
  'imports:write',
  'audit:read',
  'people:read',
  'people:write',
  'numbers:write',
])
export type Scope = z.infer<typeof scope>

/** What is asked for when a key is made. */
export const apiKeyDraft = z.strictObject({
  name: z.string().trim().min(2).max(80),
  scopes: z.array(scope).min(1).max(scope.options.length),
  province: z
    .string()
    .regex(/^\d{2}$/)
    .optional(),
  /** Only what belongs to this maker. */
  maker: z
    .string()
    .regex(/^[a-z0-9][a-z0-9-]{2,60}$/)
    .optional(),
})
export type ApiKeyDraft = z.infer<typeof apiKeyDraft>

/** An API key as kept: hashed; `lastUsed` is a day, which is all one needs to know that it can go. */
export const apiKey = z.object({
  ...apiKeyDraft.shape,
  id: z.string().regex(/^[0-9a-f]{10}$/),
  hash: z.string().length(43),
  owner: z.string(),
  createdAt: z.iso.datetime(),
  revokedAt: z.iso.datetime().optional(),
  lastUsed: z.iso.date().optional(),
})
export type ApiKey = z.infer<typeof apiKey>

export type KeyRefusal =
  | { code: 'key/not-a-key' }
  | { code: 'key/unknown' }
  | { code: 'key/revoked'; id: string; at: string }

/** The table key of an API key's text. */
export const keyHash = (text: string): string => digest('key', text)

/** Makes a key out of 37 random bytes. `text` is shown once; letters and digits only, so that a double click takes it whole. */
export function mintKey(given: { chance: Uint8Array; draft: ApiKeyDraft; owner: string; now: Date }): {
  text: string
  record: ApiKey
} {
  if (given.chance.length !== 37) throw new RangeError('a key is 37 random bytes')
  const hex = Buffer.from(given.chance).toString('hex')
  const id = hex.slice(0, 10)
  const text = `nk_${id}_${hex.slice(10)}`
  const createdAt = given.now.toISOString()
  return { text, record: { ...given.draft, id, hash: keyHash(text), owner: given.owner, createdAt } }
}

/** Takes `nk_{id}_{secret}`, bare or after `Bearer `, apart. Anything else is not worth a read. */
export function readKey(text: string): { id: string; text: string } | Extract<KeyRefusal, { code: 'key/not-a-key' }> {
  const found = text.trim().match(/^(?:[Bb]earer +)?(nk_([0-9a-f]{10})_[0-9a-f]{64})$/)
  return found?.[1] && found[2] ? { id: found[2], text: found[1] } : { code: 'key/not-a-key' }
}

/** Judges what was found under a key's hash. `next`, once a day, is to be written. `today`: `yyyy-mm-dd`. */
export function checkKey(
  record: ApiKey | undefined,
  text: string,
  today: string,
): { is: 'good'; record: ApiKey; next?: ApiKey } | KeyRefusal {
  if (!record || !sameSeal(record.hash, keyHash(text))) return { code: 'key/unknown' }
  if (record.revokedAt) return { code: 'key/revoked', id: record.id, at: record.revokedAt }
  if (record.lastUsed === today) return { is: 'good', record }
  const next = { ...record, lastUsed: today }
  return { is: 'good', record: next, next }
}

/** Revokes a key; one that was revoked keeps its first day. */
export const revokeKey = (record: ApiKey, now: Date): ApiKey =>
  record.revokedAt ? record : { ...record, revokedAt: now.toISOString() }
