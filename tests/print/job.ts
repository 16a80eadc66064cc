import type { Printing, SheetJob, SheetRefusal } from '@nguon/print/sheet'
import { printSheets } from '@nguon/print/sheet'

const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'

/** A made-up serial for an index: spread like real ones, the same every time. */
export function serialOf(index: number): string {
  let state = BigInt(index + 1) * 0x9e3779b97f4a7c15n
  state = (state ^ (state >> 29n)) * 0xbf58476d1ce4e5b9n
  state ^= state >> 32n
  let serial = ''
  for (let i = 0n; i < 12n; i++) serial += letters[Number((state >> (5n * i)) & 31n)]
  return serial
}

export function stampOf(index: number) {
  const serial = serialOf(index)
  const check = letters[index % 32]
  return {
    link: `HTTPS://NGUON.VN/01/09520123456788/10/AT-2611/21/${serial}`,
    human: `${serial.slice(0, 4)} ${serial.slice(4, 8)} ${serial.slice(8)} ${check}`,
  }
}

export const job: SheetJob = {
  template: '65',
  first: 1,
  last: 65,
  stamp: stampOf,
  caption: { product: 'Nước cốt hoa Atiso Ngọc Hoàn', place: 'Hải Lĩnh, Thanh Hóa', lot: 'Lô AT-2611' },
  made: new Date('2026-11-18T02:00:00Z'),
}

/** The job as one file; a refusal is a failure of the test that calls. */
export async function pdfOf(given: Partial<SheetJob> = {}): Promise<Uint8Array> {
  const printing = accepted(printSheets({ ...job, ...given }))
  return await joined(printing.chunks)
}

export function accepted(result: Printing | SheetRefusal): Printing {
  if ('code' in result) throw new Error(`Refused: ${JSON.stringify(result)}`)
  return result
}

/** All of a stream as one file. */
export async function joined(chunks: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const all: Uint8Array[] = []
  for await (const chunk of chunks) all.push(chunk)
  return Buffer.concat(all)
}
