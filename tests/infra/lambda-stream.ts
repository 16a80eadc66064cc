import { Writable } from 'node:stream'

export type Sent = { said: { statusCode: number; headers: Record<string, string>; cookies?: string[] }; ended: boolean }
export type StreamHandler = (event: unknown, out: Writable) => Promise<void>

const told = new WeakMap<Writable, Sent>()

/** Puts beside a handler what Lambda's own runtime would: its stream, and what is said before the first byte. */
export function standInForLambda(): void {
  Object.assign(globalThis, {
    awslambda: {
      streamifyResponse: (handler: StreamHandler) => handler,
      HttpResponseStream: {
        from: (out: Writable, said: Sent['said']) => {
          told.set(out, { said, ended: false })
          return out.once('finish', () => Object.assign(told.get(out)!, { ended: true }))
        },
      },
    },
  })
}

/** Where a streamed answer arrives, piece by piece; `take` is waited for before the next is asked for. */
export function openSink(take: (piece: Buffer) => void | Promise<void> = () => {}) {
  const pieces: Buffer[] = []
  const out = new Writable({
    write(piece: Buffer, _, done) {
      pieces.push(piece)
      Promise.resolve(take(piece)).then(() => done(), done)
    },
  })
  return { out, pieces, body: () => Buffer.concat(pieces), sent: () => told.get(out) }
}
