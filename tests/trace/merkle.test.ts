import {
  appended,
  type Entry,
  emptyLog,
  entryBytes,
  openTiles,
  subtreeHash,
  type Tile,
  tagOf,
  tileOf,
} from '@nguon/trace/log'
import {
  consistencyRuns,
  emptyRoot,
  grown,
  type Hash,
  inclusionRuns,
  isConsistent,
  joined,
  leafHash,
  nodeHash,
  type Run,
  rootOfInclusion,
  subtreesOf,
} from '@nguon/trace/merkle'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'

/** The leaves and roots that implementations of Certificate Transparency test themselves with (RFC 6962's reference tests). */
const leaves = ['', '00', '10', '2021', '3031', '40414243', '5051525354555657', '606162636465666768696a6b6c6d6e6f']
const roots = [
  '6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d',
  'fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125',
  'aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77',
  'd37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7',
  '4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4',
  '76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef',
  'ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c',
  '5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328',
]

/** The definition itself (RFC 9162, 2.1.1), slow and plain. */
function treeHash(hashes: readonly Hash[]): Hash {
  if (hashes.length === 0) return emptyRoot
  if (hashes.length === 1) return hashes[0]!
  let half = 1
  while (half * 2 < hashes.length) half *= 2
  return nodeHash(treeHash(hashes.slice(0, half)), treeHash(hashes.slice(half)))
}
const some = (n: number) => Array.from({ length: n }, (_, at) => leafHash(Buffer.from(`entry ${at}`)))
const edgeOf = (hashes: readonly Hash[]) => hashes.reduce<Hash[]>((edge, leaf, size) => grown(edge, size, leaf), [])

describe('a tree', () => {
  test.each(roots.map((root, at) => [at + 1, root]))('of %i published leaves has the published root', (size, root) => {
    const hashes = leaves.slice(0, size as number).map((it) => leafHash(Buffer.from(it, 'hex')))
    expect(joined(edgeOf(hashes)).toString('hex')).toBe(root)
    expect(treeHash(hashes).toString('hex')).toBe(root)
  })

  test('without leaves has the hash of nothing', () => {
    expect(joined([]).toString('hex')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')
  })

  const hashes = some(70)
  const hashOf = ({ from, to }: Run) => treeHash(hashes.slice(from, to))

  test('proves each leaf at each size, and no other leaf, place or size', () => {
    for (let size = 1; size <= 70; size++)
      for (let index = 0; index < size; index += size > 20 ? 7 : 1) {
        const proof = inclusionRuns(index, { from: 0, to: size }).map(hashOf)
        const root = treeHash(hashes.slice(0, size))
        expect(rootOfInclusion(hashes[index]!, index, size, proof)).toEqual(root)
        expect(rootOfInclusion(leafHash(Buffer.from('other')), index, size, proof)).not.toEqual(root)
        if (size > 1) expect(rootOfInclusion(hashes[index]!, (index + 1) % size, size, proof)).not.toEqual(root)
        expect(rootOfInclusion(hashes[index]!, index, size, [...proof, root])).toBeUndefined()
      }
  })

  test('proves that an older tree is its beginning, and refuses one that is not', () => {
    for (let size = 1; size <= 40; size++)
      for (let older = 1; older <= size; older++) {
        const proof = consistencyRuns(older, size).map(hashOf)
        const newer = { size, root: treeHash(hashes.slice(0, size)) }
        const root = treeHash(hashes.slice(0, older))
        expect(isConsistent({ size: older, root }, newer, proof)).toBe(true)
        const rewritten = treeHash([leafHash(Buffer.from('rewritten')), ...hashes.slice(1, older)])
        expect(isConsistent({ size: older, root: rewritten }, newer, proof)).toBe(false)
      }
  })

  test('is put together from perfect subtrees, whatever the run', () => {
    for (const run of inclusionRuns(37, { from: 0, to: 70 })) {
      const parts = subtreesOf(run)
      expect(parts.reduce((sum, { level }) => sum + 2 ** level, 0)).toBe(run.to - run.from)
      expect(
        joined(parts.map(({ level, index }) => hashOf({ from: index * 2 ** level, to: (index + 1) * 2 ** level }))),
      ).toEqual(hashOf(run))
    }
  })
})

describe('a log', () => {
  const entryOf = (at: number): Entry => ({ tag: tagOf(`LOT#${at}`), seq: (at % 9) + 1, chain: tagOf(`chain ${at}`) })

  test('that grew in any steps keeps the root and the tiles of one that grew at once', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1, maxLength: 6 }), (steps) => {
        const tiles = new Map<string, Tile>()
        let state = emptyLog
        for (const step of steps) {
          const entries = Array.from({ length: step }, (_, at) => entryOf(state.size + at))
          const open = openTiles(state.size).map(({ row, n }) => tiles.get(`${row} ${n}`)!)
          const next = appended(state, open, entries)
          for (const tile of next.tiles) tiles.set(`${tile.at.row} ${tile.at.n}`, tile)
          state = next.state
        }
        const size = steps.reduce((a, b) => a + b, 0)
        const hashes = Array.from({ length: size }, (_, at) => leafHash(entryBytes(entryOf(at))))
        const root = treeHash(hashes)
        expect(state.size).toBe(size)
        expect(joined(state.edge.map((it) => Buffer.from(it, 'hex')))).toEqual(root)
        const index = (size * 7919) % size
        const proof = inclusionRuns(index, { from: 0, to: size }).map((run) =>
          joined(
            subtreesOf(run).map((part) => {
              const { at, ...where } = tileOf(part)
              return subtreeHash(tiles.get(`${at.row} ${at.n}`)!, where)
            }),
          ),
        )
        expect(rootOfInclusion(hashes[index]!, index, size, proof)).toEqual(root)
      }),
      { seed: 20261128, numRuns: 25 },
    )
  })

  test('of 66,000 entries has its third row, and proves the first and the last', () => {
    const entries = Array.from({ length: 66_000 }, (_, at) => entryOf(at))
    const { state, tiles } = appended(emptyLog, [], entries)
    expect(openTiles(state.size)).toEqual([
      { row: 0, n: 257 },
      { row: 1, n: 1 },
      { row: 2, n: 0 },
    ])
    const kept = new Map(tiles.map((tile) => [`${tile.at.row} ${tile.at.n}`, tile]))
    for (const index of [0, 65_999]) {
      const proof = inclusionRuns(index, { from: 0, to: 66_000 }).map((run) =>
        joined(
          subtreesOf(run).map((part) => {
            const { at, ...where } = tileOf(part)
            return subtreeHash(kept.get(`${at.row} ${at.n}`)!, where)
          }),
        ),
      )
      expect(rootOfInclusion(leafHash(entryBytes(entries[index]!)), index, 66_000, proof)).toEqual(
        joined(state.edge.map((it) => Buffer.from(it, 'hex'))),
      )
    }
  })
})
