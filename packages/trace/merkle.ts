import { createHash } from 'node:crypto'

/**
 * The Merkle tree of a transparency log, as RFC 9162 (2.1) defines it. Hashes are 32 bytes; a run of leaves is `[from, to)`.
 * A tree over n leaves is never kept whole: what is asked of it is first named as perfect subtrees, then read, then put together.
 */
export type Hash = Buffer
export type Run = { from: number; to: number }
/** A subtree over 2^level leaves beginning at index · 2^level. */
export type Subtree = { level: number; index: number }

const sha256 = (...parts: Uint8Array[]) => {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(part)
  return hash.digest()
}
const [leafMark, nodeMark] = [Buffer.from([0]), Buffer.from([1])]

export const leafHash = (entry: Uint8Array): Hash => sha256(leafMark, entry)
export const nodeHash = (left: Hash, right: Hash): Hash => sha256(nodeMark, left, right)
/** The root of a log that has no entry yet. */
export const emptyRoot: Hash = sha256()

/** The largest power of two below n. */
function split(n: number): number {
  let half = 1
  while (half * 2 < n) half *= 2
  return half
}

/** The runs whose hashes prove that leaf `index` is in the tree of `size`, from the leaf upwards (RFC 9162, 2.1.3.1). */
export function inclusionRuns(index: number, { from, to }: Run): Run[] {
  if (to - from === 1) return []
  const middle = from + split(to - from)
  return index < middle
    ? [...inclusionRuns(index, { from, to: middle }), { from: middle, to }]
    : [...inclusionRuns(index, { from: middle, to }), { from, to: middle }]
}

/** The runs whose hashes prove that the tree of `older` leaves is the beginning of the one of `size` (RFC 9162, 2.1.4.1). */
export function consistencyRuns(older: number, size: number): Run[] {
  const within = (m: number, { from, to }: Run, whole: boolean): Run[] => {
    if (m === to) return whole ? [] : [{ from, to }]
    const middle = from + split(to - from)
    return m <= middle
      ? [...within(m, { from, to: middle }, whole), { from: middle, to }]
      : [...within(m, { from: middle, to }, false), { from, to: middle }]
  }
  return older === 0 || older === size ? [] : within(older, { from: 0, to: size }, true)
}

/** A run that begins where a subtree of its size would begin, as perfect subtrees from left to right. */
export function subtreesOf({ from, to }: Run): Subtree[] {
  const found: Subtree[] = []
  for (let at = from; at < to; ) {
    let level = 0
    while (at % 2 ** (level + 1) === 0 && at + 2 ** (level + 1) <= to) level++
    found.push({ level, index: at / 2 ** level })
    at += 2 ** level
  }
  return found
}

/** Perfect subtrees side by side, the larger before the smaller, under one hash. */
export const joined = (hashes: readonly Hash[]): Hash =>
  hashes.length === 0 ? emptyRoot : hashes.reduceRight((right, left) => nodeHash(left, right))

/** Equal neighbours put together up to one hash: the root of a perfect subtree. */
export function folded(hashes: readonly Hash[]): Hash {
  let row = [...hashes]
  while (row.length > 1) row = row.flatMap((left, at) => (at % 2 === 0 ? [nodeHash(left, row[at + 1]!)] : []))
  return row[0]!
}

/** The root that an entry and its proof lead to, or undefined where they cannot belong together (RFC 9162, 2.1.3.2). */
export function rootOfInclusion(leaf: Hash, index: number, size: number, proof: readonly Hash[]): Hash | undefined {
  if (index >= size) return undefined
  let [fn, sn, root] = [index, size - 1, leaf]
  for (const hash of proof) {
    if (sn === 0) return undefined
    if (fn % 2 === 1 || fn === sn) {
      root = nodeHash(hash, root)
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)]
    } else root = nodeHash(root, hash)
    ;[fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)]
  }
  return sn === 0 ? root : undefined
}

/** Whether the tree of `older` leaves is the beginning of the tree of `size` (RFC 9162, 2.1.4.2). */
export function isConsistent(
  older: { size: number; root: Hash },
  newer: { size: number; root: Hash },
  proof: readonly Hash[],
): boolean {
  if (older.size > newer.size) return false
  if (older.size === newer.size) return proof.length === 0 && older.root.equals(newer.root)
  if (older.size === 0) return proof.length === 0
  const path = Number.isInteger(Math.log2(older.size)) ? [older.root, ...proof] : [...proof]
  const [first, ...rest] = path
  if (!first) return false
  let [fn, sn] = [older.size - 1, newer.size - 1]
  while (fn % 2 === 1) [fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)]
  let [fr, sr] = [first, first]
  for (const hash of rest) {
    if (sn === 0) return false
    if (fn % 2 === 1 || fn === sn) {
      fr = nodeHash(hash, fr)
      sr = nodeHash(hash, sr)
      while (fn % 2 === 0 && fn !== 0) [fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)]
    } else sr = nodeHash(sr, hash)
    ;[fn, sn] = [Math.floor(fn / 2), Math.floor(sn / 2)]
  }
  return sn === 0 && fr.equals(older.root) && sr.equals(newer.root)
}

/** The right edge of a growing tree: its perfect subtrees from left to right, at most one of each size. */
export function grown(edge: readonly Hash[], size: number, leaf: Hash): Hash[] {
  const next = [...edge]
  let hash = leaf
  for (let n = size; n % 2 === 1; n = (n - 1) / 2) hash = nodeHash(next.pop()!, hash)
  next.push(hash)
  return next
}
