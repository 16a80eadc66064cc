import { createHash } from 'node:crypto'
import * as z from 'zod'
import { folded, grown, type Hash, leafHash, type Subtree } from './merkle.ts'

/** How many hashes stand in one tile; a power of two, as in C2SP tlog-tiles. */
export const tileSize = 256
const tileLevels = 8
const hex = z.string().regex(/^[0-9a-f]{64}$/)

/**
 * One line of the log: the head a history had. `tag` is the SHA-256 of the history's name, so that the log can be open to everyone
 * and still tells nobody the lots of a product that is not public.
 */
export const entry = z.object({ tag: hex, seq: z.int().positive(), chain: hex })
export type Entry = z.infer<typeof entry>

export const tagOf = (history: string): string => createHash('sha256').update(history).digest('hex')
/** The bytes that are hashed as a leaf. */
export const entryBytes = ({ tag, seq, chain }: Entry): Buffer => Buffer.from(`${tag} ${seq} ${chain}\n`)

export const logState = z.object({ size: z.int().nonnegative(), edge: z.array(hex) })
/** How far the log has grown, and its right edge. */
export type LogState = z.infer<typeof logState>
export const emptyLog: LogState = { size: 0, edge: [] }

/** Row 0 holds entries; tile n of a row above holds the roots of 256 whole tiles below, n · 256 and on. */
export type TileAt = { row: number; n: number }
export type Tile = { at: TileAt; entries: readonly Entry[] } | { at: TileAt; hashes: readonly Hash[] }

export const hashesOf = (tile: Tile): readonly Hash[] =>
  'hashes' in tile ? tile.hashes : tile.entries.map((it) => leafHash(entryBytes(it)))

/** The tile from which a perfect subtree can be put together, and where in it. */
export function tileOf({ level, index }: Subtree): { at: TileAt; first: number; count: number } {
  const row = Math.floor(level / tileLevels)
  const count = 2 ** (level - row * tileLevels)
  const first = index * count
  return { at: { row, n: Math.floor(first / tileSize) }, first: first % tileSize, count }
}

export const subtreeHash = (tile: Tile, at: { first: number; count: number }): Hash =>
  folded(hashesOf(tile).slice(at.first, at.first + at.count))

/**
 * A log with more entries behind its last: the state it then has and the tiles that changed. `open` are the tiles at the right
 * edge as they stand, one of each row that has any; a row that has none yet begins empty.
 */
export function appended(
  state: LogState,
  open: readonly Tile[],
  entries: readonly Entry[],
): { state: LogState; tiles: Tile[] } {
  const changed = new Map<string, Tile>()
  const current = new Map(open.map((tile) => [tile.at.row, tile]))
  const keep = (tile: Tile) => {
    current.set(tile.at.row, tile)
    changed.set(`${tile.at.row} ${tile.at.n}`, tile)
  }
  const standing = (row: number, n: number) => {
    const tile = current.get(row)
    return tile?.at.n === n ? tile : undefined
  }
  const raise = (row: number, index: number, hash: Hash) => {
    const n = Math.floor(index / tileSize)
    const before = standing(row, n)
    const tile: Tile = { at: { row, n }, hashes: [...(before ? hashesOf(before) : []), hash] }
    keep(tile)
    if (tile.hashes.length === tileSize) raise(row + 1, n, folded(tile.hashes))
  }
  let edge: Hash[] = state.edge.map((it) => Buffer.from(it, 'hex'))
  let size = state.size
  for (const it of entries) {
    const n = Math.floor(size / tileSize)
    const before = standing(0, n)
    const tile: Tile = { at: { row: 0, n }, entries: [...(before && 'entries' in before ? before.entries : []), it] }
    keep(tile)
    edge = grown(edge, size, leafHash(entryBytes(it)))
    size += 1
    if (tile.entries.length === tileSize) raise(1, n, folded(hashesOf(tile)))
  }
  return { state: { size, edge: edge.map((it) => it.toString('hex')) }, tiles: [...changed.values()] }
}

/** The tiles at the right edge of a log of this size that are not full, and so grow next. */
export function openTiles(size: number): TileAt[] {
  const found: TileAt[] = []
  for (let row = 0, hashes = size; hashes > 0; row++, hashes = Math.floor(hashes / tileSize))
    if (hashes % tileSize > 0) found.push({ row, n: Math.floor(hashes / tileSize) })
  return found
}
