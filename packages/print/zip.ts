import { crc32 } from 'node:zlib'

type Bytes = Uint8Array<ArrayBuffer>

/**
 * A ZIP of files that are packed already, written front to back: at most 65,535 of them and under 4 GB.
 * Source: PKWARE APPNOTE 6.3.10, 4.3.7 (local header), 4.3.12 (central directory), 4.3.16 (end).
 */
export function openZip(made: Date) {
  const central: Buffer[] = []
  let at = 0
  const day = ((made.getUTCFullYear() - 1980) << 9) | ((made.getUTCMonth() + 1) << 5) | made.getUTCDate()
  const fields = (name: Buffer, bytes: Uint8Array) => {
    const it = Buffer.alloc(26)
    it.writeUInt16LE(20, 0) // made for version 2.0
    it.writeUInt16LE(0x0800, 2) // names are UTF-8
    it.writeUInt16LE(day, 8)
    it.writeUInt32LE(crc32(bytes), 10)
    it.writeUInt32LE(bytes.length, 14)
    it.writeUInt32LE(bytes.length, 18)
    it.writeUInt16LE(name.length, 22)
    return it
  }
  return {
    add(file: string, bytes: Uint8Array): Bytes {
      const name = Buffer.from(file)
      const set = fields(name, bytes)
      const tail = Buffer.alloc(14)
      tail.writeUInt32LE(at, 10)
      central.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), set, tail, name]))
      const local = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), set, name, bytes])
      at += local.length
      return Uint8Array.from(local)
    },
    close(): Bytes {
      const list = Buffer.concat(central)
      const end = Buffer.alloc(22)
      end.write('PK\x05\x06', 'latin1')
      end.writeUInt16LE(central.length, 8)
      end.writeUInt16LE(central.length, 10)
      end.writeUInt32LE(list.length, 12)
      end.writeUInt32LE(at, 16)
      return Uint8Array.from(Buffer.concat([list, end]))
    },
  }
}
