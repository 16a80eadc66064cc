import { createHmac, type KeyObject, timingSafeEqual } from 'node:crypto'
import type { Item } from '@nguon/store/table'

export type CursorRefusal = { code: 'cursor/not-ours' }

/**
 * Where a list goes on, for the client to hand back. Signed together with the question it belongs to:
 * a cursor of another list, another filter or another hand is refused, so no read crosses a partition.
 */
export function writeCursor(key: KeyObject, question: string, next: Item | undefined): string | undefined {
  if (!next) return undefined
  const text = Buffer.from(JSON.stringify(next))
  return Buffer.concat([sign(key, question, text), text]).toString('base64url')
}

export function readCursor(
  key: KeyObject,
  question: string,
  cursor: string | undefined,
): { after?: Item } | CursorRefusal {
  if (cursor === undefined || cursor === '') return {}
  const bytes = Buffer.from(cursor, 'base64url')
  const text = bytes.subarray(16)
  if (bytes.length < 18 || bytes.length > 2_000) return { code: 'cursor/not-ours' }
  if (!timingSafeEqual(bytes.subarray(0, 16), sign(key, question, text))) return { code: 'cursor/not-ours' }
  return { after: JSON.parse(text.toString()) }
}

const sign = (key: KeyObject, question: string, text: Uint8Array) =>
  createHmac('sha256', key).update(question).update('\n').update(text).digest().subarray(0, 16)
