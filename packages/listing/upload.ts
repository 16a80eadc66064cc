import { limits, type SheetRefusal } from './book.ts'
import { openZip } from './zip.ts'

/** What can be told of an upload before anything of it is unpacked: too big, no sheet, locked, or an archive that would not stop growing. */
export function judgeUpload(bytes: Uint8Array): SheetRefusal | undefined {
  if (bytes.length > limits.bytes) return { code: 'sheet/too-big', bytes: bytes.length, most: limits.bytes }
  if (bytes.length === 0) return { code: 'sheet/empty' }
  if (startsWith(bytes, 0xd0, 0xcf, 0x11, 0xe0)) return { code: 'sheet/old-excel' }
  if (startsWith(bytes, 0x50, 0x4b)) {
    const parts = openZip(bytes)
    if (!(parts instanceof Map)) return parts
    return parts.has('xl/workbook.xml') ? undefined : { code: 'sheet/not-a-sheet' }
  }
  const head = new TextDecoder().decode(bytes.subarray(0, 200))
  return /^\s*(<|%PDF|\{|\[)/.test(head) ? { code: 'sheet/not-a-sheet' } : undefined
}

const startsWith = (bytes: Uint8Array, ...head: number[]): boolean => head.every((byte, index) => bytes[index] === byte)
