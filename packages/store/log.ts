import type { Head } from '@nguon/trace/history'
import {
  appended,
  type Entry,
  emptyLog,
  entry,
  logState,
  openTiles,
  subtreeHash,
  type Tile,
  type TileAt,
  tagOf,
  tileOf,
  tileSize,
} from '@nguon/trace/log'
import { inclusionRuns, joined, type Run, subtreesOf } from '@nguon/trace/merkle'
import * as z from 'zod'
import { anchorKey, headAt, logKey, lotLine, rootKey, tileKey, waitingKey } from './key.ts'
import {
  type Act,
  all,
  type Belief,
  bare,
  type Item,
  isNew,
  type Page,
  page,
  read,
  readItems,
  type Table,
  write,
} from './table.ts'

const head = z.object({ seq: z.int().positive(), chain: z.string() })
const waiting = head.extend({ history: z.string() })
const anchor = head.extend({ index: z.int().nonnegative() })
/** Where a head of a history stands in the log. */
export type Anchor = z.infer<typeof anchor>

const root = z.object({ size: z.int().positive(), root: z.string(), at: z.iso.datetime(), note: z.string() })
/** A signed root: `note` is the checkpoint as it was sealed, `root` its hash in hex. */
export type Root = z.infer<typeof root>

const rowOfTile = z.object({ held: z.int().positive(), lines: z.string().optional(), hashes: z.string().optional() })

function tileFrom(at: TileAt, item: Item): Tile {
  const { lines, hashes } = rowOfTile.parse(bare(item))
  if (lines !== undefined)
    return {
      at,
      entries: lines.split('\n').map((line) => {
        const [tag, seq, chain] = line.split(' ')
        return entry.parse({ tag, seq: Number(seq), chain })
      }),
    }
  const bytes = Buffer.from(hashes ?? '', 'base64')
  return { at, hashes: Array.from({ length: bytes.length / 32 }, (_, n) => bytes.subarray(n * 32, n * 32 + 32)) }
}

function tileItem(tile: Tile): Item & { held: number } {
  const key = tileKey(tile.at.row, tile.at.n)
  if ('hashes' in tile)
    return { ...key, held: tile.hashes.length, hashes: Buffer.concat(tile.hashes).toString('base64') }
  const lines = tile.entries.map(({ tag, seq, chain }) => `${tag} ${seq} ${chain}`).join('\n')
  return { ...key, held: tile.entries.length, lines }
}

async function readTiles(table: Table, wanted: readonly TileAt[]): Promise<Tile[]> {
  const items = await readItems(
    table,
    wanted.map(({ row, n }) => tileKey(row, n)),
  )
  return items.map((item, at) => {
    const { row, n } = wanted[at]!
    if (!item) throw new Error(`the log has lost its tile ${row}/${n}`)
    return tileFrom({ row, n }, item)
  })
}

/** Notes that a history has a new head, until the log has taken it. A head the log holds already is not noted again. */
export async function noteHead(table: Table, history: string): Promise<void> {
  const tip: Head | undefined = await read(table, headAt(history), head)
  if (!tip) return
  await write(table, [
    { check: anchorKey(history, tip.seq), believing: { expression: 'attribute_not_exists(pk)' } },
    {
      put: { ...waitingKey(history), history, ...tip },
      believing: {
        expression: 'attribute_not_exists(pk) OR #seq < :seq',
        names: { '#seq': 'seq' },
        values: { ':seq': tip.seq },
      },
    },
  ])
}

/** Two acts for each head, four tiles and the state: well within the hundred of a transaction. */
const headsAtOnce = 40

/** Takes heads that wait into the log, some at once; says how many. Two that try at the same time do not fork it: one starts again. */
export async function growLog(table: Table): Promise<number | 'lost'> {
  const state = (await read(table, logKey, logState)) ?? emptyLog
  const { items } = await page(table, { pk: 'LOG', prefix: 'WAITING#', limit: headsAtOnce }, waiting)
  if (items.length === 0) return 0
  const open = await readTiles(table, openTiles(state.size))
  const entries = items.map(({ history, seq, chain }): Entry => ({ tag: tagOf(history), seq, chain }))
  const next = appended(state, open, entries)
  const held = (name: string, before: number): Belief =>
    before === 0
      ? isNew
      : { expression: '#before = :before', names: { '#before': name }, values: { ':before': before } }
  const heldBefore = (tile: Tile) => {
    const before = open.find(({ at }) => at.row === tile.at.row && at.n === tile.at.n)
    return before ? ('hashes' in before ? before.hashes.length : before.entries.length) : 0
  }
  const acts: Act[] = [
    { put: { ...logKey, ...next.state }, believing: held('size', state.size) },
    ...next.tiles.map((tile) => ({ put: tileItem(tile), believing: held('held', heldBefore(tile)) })),
    ...items.flatMap(({ history, seq, chain }, at): Act[] => [
      { put: { ...anchorKey(history, seq), seq, chain, index: state.size + at }, believing: isNew },
      {
        remove: waitingKey(history),
        believing: { expression: '#seq = :seq', names: { '#seq': 'seq' }, values: { ':seq': seq } },
      },
    ]),
  ]
  const done = await write(table, acts)
  return done.written ? items.length : 'lost'
}

/** The log as it now stands: its size and the hash of its root. */
export async function readLog(table: Table): Promise<{ size: number; root: Buffer }> {
  const { size, edge } = (await read(table, logKey, logState)) ?? emptyLog
  return { size, root: joined(edge.map((it) => Buffer.from(it, 'hex'))) }
}

/** Keeps a root, once for each size. False where one of that size was kept before. */
export async function addRoot(table: Table, it: Root): Promise<boolean> {
  const done = await write(table, [{ put: { ...rootKey(it.size), ...it }, believing: isNew }])
  return done.written
}

/** Roots, newest first. */
export const listRoots = (table: Table, limit: number, after?: Item): Promise<Page<Root>> =>
  page(table, { pk: 'LOG', prefix: 'ROOT#', limit, newestFirst: true, ...(after ? { after } : {}) }, root)

export const readRoot = (table: Table, size: number) => read(table, rootKey(size), root)

/** The heads of a lot that the log holds, oldest first. */
export const listAnchors = (table: Table, product: string, lot: string): Promise<Anchor[]> =>
  all(table, { pk: lotLine(product, lot), prefix: 'ANCHOR#' }, anchor)

/** The entries of one tile from `from` on, at most 256. */
export async function listEntries(table: Table, from: number, size: number): Promise<Entry[]> {
  if (from >= size) return []
  const [tile] = await readTiles(table, [{ row: 0, n: Math.floor(from / tileSize) }])
  const first = Math.floor(from / tileSize) * tileSize
  return tile && 'entries' in tile ? tile.entries.slice(from - first, size - first) : []
}

/** The hashes of runs of the log, each tile read once. */
async function hashRuns(table: Table, proofs: readonly Run[][]): Promise<string[][]> {
  const parts = proofs.map((runs) => runs.map((run) => subtreesOf(run).map(tileOf)))
  const wanted = new Map(parts.flat(2).map(({ at }) => [`${at.row} ${at.n}`, at]))
  const tiles = new Map(
    (await readTiles(table, [...wanted.values()])).map((tile) => [`${tile.at.row} ${tile.at.n}`, tile]),
  )
  return parts.map((runs) =>
    runs.map((subtrees) =>
      joined(subtrees.map(({ at, ...where }) => subtreeHash(tiles.get(`${at.row} ${at.n}`)!, where))).toString('hex'),
    ),
  )
}

/** For each index the hashes that lead from its entry to the root of the log at `size`, in hex. */
export const proveEntries = (table: Table, indexes: readonly number[], size: number): Promise<string[][]> =>
  hashRuns(
    table,
    indexes.map((index) => inclusionRuns(index, { from: 0, to: size })),
  )

/** The hashes that show the log of `older` entries to be the beginning of the log of `size`, in hex. */
export async function proveConsistency(table: Table, runs: readonly Run[]): Promise<string[]> {
  const [proof = []] = await hashRuns(table, [[...runs]])
  return proof
}
