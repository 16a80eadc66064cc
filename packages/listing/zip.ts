import { Inflate } from 'fflate'
import { limits, type SheetRefusal } from './book.ts'

/** One part of a ZIP as its central directory describes it; nothing of it is inflated yet. */
export type Entry = { name: string; at: number; packed: number; size: number; stored: boolean; crc: number }

const broken = (part: string): SheetRefusal => ({ code: 'sheet/broken', part })

/** Reads the directory and refuses a dangerous archive before anything is inflated. Zip64 is refused: no file of 4 MB needs it. */
export function openZip(bytes: Uint8Array): Map<string, Entry> | SheetRefusal {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const end = endRecord(view)
  if (end === undefined) return broken('zip')
  const count = view.getUint16(end + 10, true)
  let at = view.getUint32(end + 16, true)
  if (count === 0xffff || at === 0xffffffff) return broken('zip64')
  if (count > limits.parts) return { code: 'sheet/too-many-parts', parts: count, most: limits.parts }

  const entries = new Map<string, Entry>()
  let [inflated, packedAll] = [0, 0]
  for (let index = 0; index < count; index++) {
    if (at + 46 > end || view.getUint32(at, true) !== 0x02014b50) return broken('zip')
    const [flags, method] = [view.getUint16(at + 8, true), view.getUint16(at + 10, true)]
    const [packed, size] = [view.getUint32(at + 20, true), view.getUint32(at + 24, true)]
    const next = at + 46 + view.getUint16(at + 28, true) + view.getUint16(at + 30, true) + view.getUint16(at + 32, true)
    if (next > end) return broken('zip')
    const name = new TextDecoder().decode(bytes.subarray(at + 46, at + 46 + view.getUint16(at + 28, true)))
    if (!isPlainName(name)) return { code: 'sheet/bad-name', name: name.slice(0, 80) }
    if (flags & 1) return { code: 'sheet/locked' }
    if ((method !== 0 && method !== 8) || entries.has(name)) return broken(name)
    inflated += size
    packedAll += packed
    if (inflated > limits.inflated) return { code: 'sheet/inflates', most: limits.inflated }
    entries.set(name, {
      name,
      at: view.getUint32(at + 42, true),
      packed,
      size,
      stored: method === 0,
      crc: view.getUint32(at + 16, true),
    })
    at = next
  }
  // Parts that share their bytes are how a small file is made to inflate without end
  return packedAll > bytes.length ? broken('zip') : entries
}

const isPlainName = (name: string): boolean =>
  name !== '' && !/^[/\\]|^[a-z]:|\\|\0/i.test(name) && !name.split('/').includes('..')

function endRecord(view: DataView): number | undefined {
  const first = Math.max(0, view.byteLength - 22 - 0xffff)
  for (let at = view.byteLength - 22; at >= first; at--)
    if (view.getUint32(at, true) === 0x06054b50 && at + 22 + view.getUint16(at + 20, true) === view.byteLength)
      return at
}

/** Feeds a part to `take` piece by piece, never more than its declared size; `take` answers true to stop early. */
export function inflate(
  bytes: Uint8Array,
  entry: Entry,
  take: (piece: Uint8Array) => boolean,
): SheetRefusal | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  if (entry.at + 30 > bytes.length || view.getUint32(entry.at, true) !== 0x04034b50) return broken(entry.name)
  const start = entry.at + 30 + view.getUint16(entry.at + 26, true) + view.getUint16(entry.at + 28, true)
  if (start + entry.packed > bytes.length) return broken(entry.name)
  const packed = bytes.subarray(start, start + entry.packed)

  let [size, crc, stopped] = [0, 0xffffffff, false]
  const pass = (piece: Uint8Array) => {
    size += piece.length
    if (stopped || size > entry.size) return
    crc = crc32(piece, crc)
    stopped = take(piece)
  }
  const inflater = entry.stored ? undefined : new Inflate(pass)
  // 4 KB of deflate can hold 4 MB at most, so a lie is seen before it costs memory
  for (let at = 0; at < packed.length || at === 0; at += 4096) {
    const piece = packed.subarray(at, at + 4096)
    try {
      inflater ? inflater.push(piece, at + 4096 >= packed.length) : pass(piece)
    } catch {
      return broken(entry.name)
    }
    if (stopped) return
    if (size > entry.size) return { code: 'sheet/size-lies', part: entry.name }
  }
  if (size !== entry.size) return { code: 'sheet/size-lies', part: entry.name }
  return (crc ^ 0xffffffff) >>> 0 === entry.crc ? undefined : broken(entry.name)
}

const table = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte
  for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1
  return value
})
function crc32(piece: Uint8Array, from: number): number {
  let crc = from
  for (let at = 0; at < piece.length; at++) crc = table[(crc ^ piece[at]!) & 0xff]! ^ (crc >>> 8)
  return crc
}
