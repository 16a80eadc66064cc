export type Answer = { status: number; text: string }
/** An answer and how many bytes it took, or how many bytes there must be before it is worth looking again. */
export type Reading = { answer: Answer; bytes: number; keep: boolean } | { wanted: number }

const blank = Buffer.from('\r\n\r\n')
const mostHead = 64 * 1024

/**
 * Reads one HTTP/1.1 answer from the start of what has arrived (RFC 9112, 6.3): a body of a told length, or in chunks.
 * Throws on anything else: a body that only ends with the connection could be cut short without anybody noticing.
 */
export function readAnswer(bytes: Buffer): Reading {
  const end = bytes.indexOf(blank)
  if (end < 0) {
    if (bytes.length > mostHead) throw new Error('the head of an answer does not end')
    return { wanted: bytes.length + 1 }
  }
  const head = bytes.toString('latin1', 0, end)
  const status = Number(/^HTTP\/1\.1 ([2-5]\d\d)\b/.exec(head)?.[1])
  if (!status) throw new Error(`no HTTP/1.1 answer: ${head.slice(0, 60)}`)
  const keep = !/\r\nconnection: *close/i.test(head)
  const length = /\r\ncontent-length: *(\d{1,9})(?=\r\n|$)/i.exec(head)?.[1]
  const start = end + blank.length
  if (length !== undefined) {
    const total = start + Number(length)
    return bytes.length < total
      ? { wanted: total }
      : { answer: { status, text: bytes.toString('utf8', start, total) }, bytes: total, keep }
  }
  if (!/\r\ntransfer-encoding: *chunked(?=\r\n|$)/i.test(head)) throw new Error('an answer whose length nobody told')
  const chunks: Buffer[] = []
  for (let at = start; ; ) {
    const line = bytes.indexOf('\r\n', at)
    if (line < 0) return { wanted: bytes.length + 1 }
    const size = /^[\da-f]{1,7}(?=;|$)/i.exec(bytes.toString('latin1', at, line))?.[0]
    if (size === undefined) throw new Error('a chunk without its length')
    const from = line + 2
    const to = from + Number.parseInt(size, 16)
    if (bytes.length < to + 2) return { wanted: to + 2 }
    if (bytes.toString('latin1', to, to + 2) !== '\r\n')
      throw new Error('a chunk of another length than told, or trailers')
    if (to === from) return { answer: { status, text: Buffer.concat(chunks).toString() }, bytes: to + 2, keep }
    chunks.push(bytes.subarray(from, to))
    at = to + 2
  }
}
