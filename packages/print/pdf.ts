import { deflateSync } from 'node:zlib'

/**
 * A PDF written front to back: each call returns the bytes to send, in parts, and remembers where they begin.
 * Objects may be written in any order; `close` writes the cross-reference table. Source: ISO 32000-2:2020, 7.5.
 */
export function beginPdf() {
  const offsets: number[] = [0]
  let at = 0
  const send = (...parts: Buffer[]): Buffer[] => {
    for (const part of parts) at += part.length
    return parts
  }
  return {
    header: () => send(Buffer.from('%PDF-1.7\n%\xe2\xe3\xcf\xd3\n', 'latin1')),
    /** A free object number. */
    number: () => offsets.push(0) - 1,
    object(number: number, body: string) {
      offsets[number] = at
      return send(Buffer.from(`${number} 0 obj\n${body}\nendobj\n`, 'latin1'))
    },
    /** `dictionary` without its brackets; the data is deflated here. */
    stream(number: number, dictionary: string, data: Uint8Array) {
      offsets[number] = at
      // zlib takes a new buffer of the chunk's size every time: 16 KB by default, for 4 KB of result.
      const packed = deflateSync(data, { chunkSize: Math.max(1024, data.length >> 1) })
      const open = `${number} 0 obj\n<<${dictionary}/Filter/FlateDecode/Length ${packed.length}>>\nstream\n`
      return send(Buffer.from(open, 'latin1'), packed, streamEnd)
    },
    close(root: number, info: number) {
      const rows = offsets.map((offset, number) =>
        number === 0 ? '0000000000 65535 f \n' : `${String(offset).padStart(10, '0')} 00000 n \n`,
      )
      const trailer = `trailer\n<</Size ${offsets.length}/Root ${root} 0 R/Info ${info} 0 R>>\nstartxref\n${at}\n%%EOF\n`
      return send(Buffer.from(`xref\n0 ${offsets.length}\n${rows.join('')}${trailer}`, 'latin1'))
    },
  }
}
export type Pdf = ReturnType<typeof beginPdf>

const streamEnd = Buffer.from('\nendstream\nendobj\n', 'latin1')

/** Millimetres to points. */
export const points = (millimetres: number): number => (millimetres * 72) / 25.4

/** A number as PDF takes it: at most three decimals, a thousandth of a point, and no exponent. */
export function decimal(value: number): string {
  const thousandths = Math.round(value * 1000)
  return thousandths % 1000 === 0 ? String(thousandths / 1000) : String(thousandths / 1000).replace(/^(-?)0\./, '$1.')
}

/** Bytes as a literal string; only the four signs that would change its meaning are escaped (7.3.4.2). */
export function literal(bytes: string): string {
  return `(${bytes.replace(/[\\()\r]/g, (sign) => (sign === '\r' ? '\\r' : `\\${sign}`))})`
}

/** Words for a document's information, in UTF-16 with its mark (7.9.2.2). */
export function words(text: string): string {
  return `<FEFF${Buffer.from(text, 'utf16le').swap16().toString('hex').toUpperCase()}>`
}

/** An instant as PDF writes it, in Vietnam's time (7.9.4). */
export function instant(at: Date): string {
  const local = new Date(at.getTime() + 7 * 3_600_000).toISOString()
  return `(D:${local.slice(0, 19).replace(/[-:T]/g, '')}+07'00')`
}
